"""Taking files in: read, found in order or not, asked of the office in one append; the same file twice adds nothing."""

import hashlib
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from auzolan import intake
from auzolan.flows.requests import Booking, ImportBooks, Leg, QuoteRate
from auzolan.intake.plain_text.booking import Booking as Read
from auzolan.intake.plain_text.booking import Leg as ReadLeg
from auzolan.intake.plain_text.booking import Reading, amount_text
from auzolan.node.names import Names
from auzolan.node.office import Office
from auzolan.rules.bids import OpenBids
from auzolan.values.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of a file. entries: written; skipped: what was there before; findings: why nothing was taken."""

    entries: int = 0
    skipped: int = 0
    findings: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As `auzolan import --json` prints it."""
        return {
            "entries": self.entries, "skipped": self.skipped, "findings": [one.as_json() for one in self.findings],
        }


def formats() -> dict[str, ModuleType]:
    """Format -> the module that reads it, found in the folder `intake`."""
    found = (importlib.import_module(f"auzolan.intake.{one.name}") for one in pkgutil.iter_modules(intake.__path__)
             if not one.ispkg and not one.name.startswith("_"))
    return {module.name: module for module in found}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """One file to take in. mapping: column -> field for CSV; do: how the office is asked; dry: only look;
    correct: replace what was misread before (bids only)."""

    office: Office
    file: Path
    format: str
    mapping: Mapping[str, str]
    do: Callable[[Any], Any]
    dry: bool = False
    correct: bool = False

    def take(self) -> Taken:
        """Read it, and ask the office unless there is a finding or it is only looked at."""
        module = formats()[self.format]
        if self.format in ("members", "contributions"):
            return self._people(module)
        if self.format == "bids":
            return self._bids(module)
        return self._books(module.read(self.file, year=int(self.office.now().at[:4])))

    def _books(self, reading: Reading) -> Taken:
        if reading.findings:
            return Taken(findings=reading.findings, notes=reading.notes)
        source = hashlib.sha256("\n".join(digest for _, digest in reading.files).encode()).hexdigest()
        if source in self.office.now().states["flows"].sources:
            return Taken(skipped=len(reading.bookings), notes=reading.notes)
        names = Names(self.office.vault, self.office.reader())
        request = ImportBooks(
            source=source, format=self.format, words={"file": self.file.name},
            bookings=tuple(booking(one, reading.units) for one in reading.bookings),
            accounts={id: names.account(id) for id in self.office.now().states["flows"].accounts},
            rates=tuple(QuoteRate(
                unit=price.unit, quoted_in=price.per, rate=f"{price.amount:f}", date=price.date.isoformat(), source="",
            ) for price in reading.prices),
        )
        if self.dry:
            return Taken(entries=len(request.bookings), notes=reading.notes)
        return Taken(entries=len(self.do(request).entries), notes=reading.notes)

    def _bids(self, module: ModuleType) -> Taken:
        org, names = self.office.now(), Names(self.office.vault, self.office.reader())
        tenders, lines, findings = module.read(
            self.file.read_bytes(), units=tuple(org.charter.units), bidders=names.anyone_by_any_name(),
            mapping=self.mapping, where=self.file.name,
        )
        if findings:
            return Taken(findings=tuple(findings))
        new: list[OpenBids] = []
        for one in tenders:
            known = org.states["rules"].tenders.get(one.tender)
            other = [] if known is None else module.differences(one, self.office.fact(known), lines, self.file.name)
            if known is None or other:
                new.append(msgspec.structs.replace(one, mends=known))
            findings += [] if self.correct else other
        if findings or not new:
            many = sum(len(one.bids) for one in tenders)
            return Taken(findings=tuple(findings), skipped=0 if findings else many)
        return Taken(entries=len(new) if self.dry else len(self.do(module.request(new)).entries))

    def _people(self, module: ModuleType) -> Taken:
        data = self.file.read_bytes()
        charter = self.office.now().charter
        if self.format == "members":
            rows, findings = module.read(
                data, classes=[one.id for one in charter.of_kind("class")], mapping=self.mapping, where=self.file.name
            )
            request, sources = module.request(rows, data), self.office.now().states["members"].sources
        else:
            names = Names(self.office.vault, self.office.reader())
            rows, findings = module.read(
                data, charter=charter, members=names.members_by_any_name(), mapping=self.mapping, where=self.file.name
            )
            request = module.request(data, rows, {"file": self.file.name})
            sources = self.office.now().states["flows"].sources
        if findings:
            return Taken(findings=tuple(findings))
        if request.source in sources:
            return Taken(skipped=len(rows))
        if self.dry:
            return Taken(entries=len(rows))
        return Taken(entries=len(self.do(request).entries))


def booking(read: Read, units: Mapping[str, int]) -> Booking:
    """One booking of a text journal, as the office is asked for it."""
    said = {"payee": read.payee, "narration": read.narration, "code": read.code, "note": read.note,
            "tags": " ".join(read.tags), "status": read.status if read.status != "posted" else ""}
    words = {key: word for key, word in (*said.items(), *read.meta) if word}
    return Booking(
        date=read.date.isoformat(), line=read.line, words=words, legs=tuple(_leg(leg, units) for leg in read.legs)
    )


def _leg(leg: ReadLeg, units: Mapping[str, int]) -> Leg:
    made: dict[str, Any] = {}
    if leg.cost is not None:
        made |= {"cost": f"{leg.cost.amount:f}", "cost_unit": leg.cost.unit, "cost_total": leg.cost.kind == "total",
                 "lot": leg.cost.date.isoformat() if leg.cost.date else ""}
    if leg.price is not None:
        made |= {"price": f"{leg.price.amount:f}", "price_unit": leg.price.unit,
                 "price_total": leg.price.kind == "total"}
    return Leg(
        account=leg.account, amount=amount_text(leg.amount, units[leg.unit]), unit=leg.unit, virtual=leg.virtual, **made
    )
