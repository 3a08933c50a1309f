"""The rule kind `clear`: clears debts against each other in rings, among those who consented, oldest debt first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.formula.scope import Row
from auzolan.kernels.flow_proof import Arc, Stand, faults
from auzolan.rules.amount_check import unit_findings
from auzolan.rules.chosen import chosen_rows, named, stopped
from auzolan.rules.facts import Mark
from auzolan.rules.formula_findings import OPEN_TABLES, over_findings
from auzolan.rules.ground import Ground, Portion
from auzolan.rules.steps import Over, over
from auzolan.values.figure import Figure
from auzolan.values.finding import Finding
from auzolan.values.quantity import print_amount

if TYPE_CHECKING:  # the solver takes a second to load; only a run of this kind waits for it
    from auzolan.kernels.set_off import Debts
    from auzolan.kernels.set_off_proof import Proof

name = "clear"
summary = "clears debts against each other in rings, among those who consented, oldest debt first"
OLDEST_FIRST = "oldest first"
US = "us"  # the organisation itself: adopting the rule is its consent
_Key = tuple[str, str, str]  # due, debtor, creditor
NEEDED = frozenset(("debtor", "creditor", "open", "unit", "due"))
FIELDS = (
    Field(name="unit", type="text", required=True, means="the unit in which debts are cleared"),
    Field(name="among", type="text", required=True, means="the debts: claims, or claims where CONDITION"),
    Field(name="consents", type="texts", required=True,
          means='who has consented: "members where CONDITION", "agents where CONDITION"'),
    Field(name="ties", type="text", choices=(OLDEST_FIRST,), means="which debts are cleared where there is a choice"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clear:
    """A set-off as its article says it. among: the debts; consents: the rows of those who take part."""

    unit: str
    among: Over
    consents: tuple[Over, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """A set-off with what is kept of it: a portion per claim, and the marks by which it is checked without a solver."""

    portions: tuple[Portion, ...]
    marks: tuple[Mark, ...]


def read(article: Article) -> Clear:
    """The article as a typed value; it was checked before."""
    fields = article.fields
    return Clear(
        unit=fields["unit"], among=over(fields["among"]), consents=tuple(over(one) for one in fields["consents"])
    )


def check(article: Article, sound: Mapping[str, Any], charter: Charter) -> list[Finding]:
    """Every fault in the tables and conditions, and a set-off that asks nobody."""
    findings = unit_findings(article, sound, charter)
    if "among" in sound:
        table, wrong = over_findings(article, "among", sound["among"], charter)
        findings += wrong
        if table and not frozenset(OPEN_TABLES[table].names) >= NEEDED:
            why = f"Who owes whom is not said in {table}."
            findings.append(fault(article, "among", "These are no debts", why, "Write claims.", sound["among"]))
    for said in sound.get("consents", ()):
        table, wrong = over_findings(article, "consents", said, charter)
        findings += wrong
        if table and table not in ("members", "agents"):
            why = f"Members and agents consent; {table} do not."
            findings.append(fault(article, "consents", "Nobody is among these", why, "Name members or agents.", said))
        elif table and not wrong and " where " not in f"{said} ":
            why = "Belonging is no consent: only who consented takes part."
            after = f'Write "{table} where CONDITION", with a column that says who consented.'
            findings.append(fault(article, "consents", "Nobody was asked", why, after, said))
    return findings


def words(article: Article, charter: Charter) -> str:
    """The set-off in plain words."""
    said = read(article)
    who = " and ".join(one.said for one in said.consents)
    return (
        f"Debts in {said.unit} ({said.among.said}) are cleared against each other among {who}, as much as can be. "
        "Everybody gives as much as they get; where there is a choice, the oldest debts are cleared first."
    )


def compute(said: Clear, ground: Ground) -> list[Portion]:
    """A portion per claim: how much of it is cleared; nothing is paid. Raises Refusal when there is nothing."""
    return list(cleared(said, ground).portions)


def cleared(said: Clear, ground: Ground) -> Cleared:
    """The most that can be cleared, oldest debt first, with its proof. Raises Refusal as compute does."""
    from auzolan.kernels.set_off import set_off

    claims = _claims(said, ground)
    if not claims:
        why = "No debt is open between two who consented."
        raise stopped(said.among.said, why, "Ask for consent, or wait until there are debts.")
    debts = _debts(claims, ground)
    result = set_off(debts)
    edges = {(debt.due, debt.debtor, debt.creditor): (debt.amount, amount) for debt, amount in result.edges()}
    total = Figure(label="what is cleared in all", value=Fraction(result.total, 10**ground.places), unit=ground.unit,
                   places=ground.places)
    portions = []
    for key, rows in claims.items():
        whole, left = edges[key]
        for row in rows:
            amount = min(left, _open(row, ground))
            left -= amount
            figure = _figure(row, amount, total, ground)
            portions.append(Portion(to=named(row), amount=amount, member="", figure=figure))
        if left:
            raise ArithmeticError(f"{left} of {whole} cleared went to no claim")
    return Cleared(
        portions=tuple(sorted(portions, key=lambda one: one.to.encode())), marks=_marks(debts, result.proof)
    )


def proved(said: Clear, ground: Ground) -> tuple[list[Portion], tuple[Mark, ...]]:
    """The portions, and the marks that prove them. Raises Refusal as compute does."""
    found = cleared(said, ground)
    return list(found.portions), found.marks


def members(said: Clear, ground: Ground) -> dict[str, str]:
    """A claim is no one person's: nobody holds it back alone."""
    return {}


def certify(said: Clear, ground: Ground, amounts: Mapping[str, int], marks: Sequence[Mark]) -> list[str]:
    """What does not hold of a set-off that was kept, in plain sentences that name the debt; empty where it is proved.

    Whole numbers and one pass, no solver. amounts: claim -> what is cleared of it, in smallest parts; marks: as kept.
    """
    claims = _claims(said, ground)
    known = {named(row) for rows in claims.values() for row in rows}
    if strange := sorted(set(amounts) - known):
        return [f"claim {strange[0]} is no open claim between two who consented"]
    if left_out := sorted(known - set(amounts)):
        return [f"claim {left_out[0]} is left out"]
    if sorted(mark.name for mark in marks) != sorted({party for _, *both in claims for party in both}):
        return ["the proof does not name just those who consented and have debts"]
    arcs = [_arc(key, claims[key], amounts, ground) for key in sorted(claims, key=_turn)]
    row_of_proof = [Stand(node=mark.name, level=mark.level, cut=mark.cut) for mark in marks]
    wrong = faults(arcs, row_of_proof, lambda parts: f"{print_amount(parts, ground.places)} {ground.unit}")
    return wrong or _out_of_turn(claims, amounts, ground)


def _arc(key: _Key, rows: Sequence[Row], amounts: Mapping[str, int], ground: Ground) -> Arc:
    """One debt with what was kept of it: over it that much moves from the debtor to the creditor."""
    due, debtor, creditor = key
    day = f", due on {due}" if due else ""
    return Arc(
        tail=debtor, head=creditor, room=sum(_open(row, ground) for row in rows), worth=1,
        moved=sum(amounts[named(row)] for row in rows),
        said=f"what {debtor} owes {creditor}{day} (claim {', '.join(named(row) for row in rows)})",
    )


def _out_of_turn(
    claims: Mapping[_Key, Sequence[Row]], amounts: Mapping[str, int], ground: Ground
) -> list[str]:
    """Of one debt the earliest claim is cleared first."""
    for rows in claims.values():
        left = sum(amounts[named(row)] for row in rows)
        for row in rows:
            if amounts[named(row)] != min(left, _open(row, ground)):
                return [f"claim {named(row)} is not cleared in its turn: of one debt the earliest claim comes first"]
            left -= amounts[named(row)]
    return []


def _turn(key: _Key) -> tuple[bool, bytes, bytes, bytes]:
    """The tie law: by due day, those without one last, then by the bytes of debtor and creditor."""
    due, debtor, creditor = key
    return not due, due.encode(), debtor.encode(), creditor.encode()


def _claims(said: Clear, ground: Ground) -> dict[_Key, list[Row]]:
    """(due, debtor, creditor) -> the claims between two who consented, the earliest first."""
    who = {US} | {named(row) for one in said.consents for row in chosen_rows(one, ground)}
    found: dict[_Key, list[Row]] = {}
    for row in chosen_rows(said.among, ground):
        debtor, creditor = str(row.values["debtor"]), str(row.values["creditor"])
        if row.values["unit"] == ground.unit and {debtor, creditor} <= who and debtor != creditor:
            due = row.values["due"]
            day = due.isoformat() if isinstance(due, date) else str(due or "")
            found.setdefault((day, debtor, creditor), []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (str(row.values.get("date") or ""), named(row).encode()))
    return found


def _debts(claims: Mapping[_Key, Sequence[Row]], ground: Ground) -> "Debts":
    from auzolan.kernels.set_off import Debt, gather

    return gather(
        Debt(debtor=debtor, creditor=creditor, amount=_open(row, ground), due=due)
        for (due, debtor, creditor), rows in claims.items() for row in rows
    )


def _open(row: Row, ground: Ground) -> int:
    parts: Fraction = Fraction(str(row.values["open"])) * 10**ground.places
    if parts.denominator != 1:
        raise ArithmeticError(f"claim {named(row)} is finer than its unit")
    return int(parts.numerator)


def _figure(row: Row, amount: int, total: Figure, ground: Ground) -> Figure:
    """What is cleared of a claim: out of what is open, and with everything else that is cleared."""
    debtor, creditor = row.values["debtor"], row.values["creditor"]
    still = Figure(
        label=f"what {debtor} owes {creditor}", value=Fraction(str(row.values["open"])), unit=ground.unit,
        places=ground.places, entries=row.entries.get("open", ()),
    )
    return Figure(
        label=f"what is cleared of claim {named(row)}", value=Fraction(amount, 10**ground.places), unit=ground.unit,
        places=ground.places, because=(still, total),
        note="the most there can be in all; where there is a choice, the oldest debts first",
    )


def _marks(debts: "Debts", proof: "Proof") -> tuple[Mark, ...]:
    from auzolan.kernels.set_off_proof import NOT_CUT

    levels = proof.levels.tolist()
    return tuple(
        Mark(name=debts.parties[party], level=levels[party], cut=-1 if cut == NOT_CUT else cut)
        for party, cut in zip(proof.order.tolist(), proof.cut.tolist(), strict=True)
    )
