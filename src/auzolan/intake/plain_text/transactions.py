"""One transaction of a hledger or ledger file: its first line, and a draft of every leg."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as Day

from auzolan.intake.plain_text.amounts import Amount, Numbers
from auzolan.intake.plain_text.booking import PENDING, POSTED, Leg
from auzolan.intake.plain_text.dates import Dates
from auzolan.intake.plain_text.dialect import Dialect
from auzolan.intake.plain_text.faults import Fault
from auzolan.intake.plain_text.names import Names
from auzolan.intake.plain_text.tails import Tail, parse_tail

REAL, VIRTUAL, BALANCED_VIRTUAL = 0, 1, 2
LEGS_MAX = 10_000
TAIL_CHARACTERS_MAX = 500
MISSING = Tail(None)
HEADER = re.compile(
    r"([0-9./-]+)(?:=([0-9./-]+))?(?:\s++(?:([*!])\s*+)?(?:\(([^)]*)\)\s*+)?([^;]*)(?:;(.*))?)?"
).fullmatch
_KNOWN_TAILS_MAX = 200_000
_SMALL = 14


@dataclass(slots=True)
class Draft:
    """One leg as written. at: lines after the transaction's first; kind: REAL, VIRTUAL or BALANCED_VIRTUAL."""

    account: str
    tail: Tail
    kind: int
    at: int
    note: str = ""
    date: Day | None = None


@dataclass(slots=True)
class Transaction:
    """One transaction as written, before missing amounts are found."""

    date: Day
    second: Day | None
    status: str
    code: str
    payee: str
    narration: str
    file: str
    line: int
    lines: list[str]
    tags: list[str] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)


class Reader:
    """Reads transactions, and remembers how amounts and names were spelled."""

    def __init__(self, dialect: Dialect, numbers: Numbers, dates: Dates, names: Names) -> None:
        self.dialect, self.numbers, self.dates, self.names = dialect, numbers, dates, names
        self.tails: dict[str, Tail] = {}

    def transaction(self, file: str, line: int, lines: list[str], applied: Sequence[str]) -> Transaction:
        """The transaction on these lines. applied: the tags of `apply tag`. Raises Fault with its line."""
        done = self._header(file, line, lines)
        for words in applied:
            self._remark(done, words if ":" in words else f":{words}:")
        ended = False
        for at in range(1, len(lines)):
            text = lines[at].strip()
            try:
                if not text:
                    ended = True
                elif text[0] == ";":
                    self._comment(done, text[1:].strip(), ended=ended)
                elif ended:
                    raise Fault("A leg belongs to no transaction", "An empty line ends a transaction.",
                                "Remove the empty line above, or write a first line with a date.")
                else:
                    self._leg(done, text, at)
            except Fault as fault:
                fault.at = at
                raise
        if len(done.drafts) > LEGS_MAX:
            raise Fault("A transaction is too long", f"It has more than {LEGS_MAX} legs.", "Break it up.")
        return done

    def _header(self, file: str, line: int, lines: list[str]) -> Transaction:
        found = HEADER(lines[0])
        if found is None:
            raise Fault("The first line of a transaction cannot be read",
                        "It begins with a digit, but not with a date.", "Write it as 2026-03-01 * Payee.")
        day = self.dates.read(found[1])
        second = self.dates.read(found[2], like=day) if found[2] else None
        payee, bar, narration = (found[5] or "").partition("|")
        done = Transaction(
            date=day, second=second, status=PENDING if found[3] == "!" else POSTED, code=(found[4] or "").strip(),
            payee=payee.strip() if bar else "", narration=(narration if bar else payee).strip(),
            file=file, line=line, lines=lines,
        )
        if found[6]:
            self._comment(done, found[6].strip(), ended=False)
        return done

    def _comment(self, done: Transaction, words: str, *, ended: bool) -> None:
        if not words or ended:
            return
        if done.drafts:
            last = done.drafts[-1]
            last.note = f"{last.note}\n{words}" if last.note else words
            remarks = self._remark(done, words)
            last.date = remarks or last.date
            return
        done.notes.append(words)
        self._remark(done, words)

    def _remark(self, done: Transaction, words: str) -> Day | None:
        """Keep what a comment says for the whole booking; returns a date that is for its leg."""
        said = self.dialect.remarks(words, self.dates, done.date)
        done.tags.extend(said.tags)
        done.meta.extend(said.meta)
        return said.date

    def _leg(self, done: Transaction, text: str, at: int) -> None:
        if text[0] in "*!":
            done.status = PENDING if text[0] == "!" else done.status
            text = text[1:].lstrip()
        if "\t" in text:
            text = text.replace("\t", "  ")
        written, _, rest = text.partition("  ")
        kind = REAL
        if written and (written[0] + written[-1]) in ("()", "[]"):
            kind = VIRTUAL if written[0] == "(" else BALANCED_VIRTUAL
            written = written[1:-1].strip()
        rest, semicolon, words = rest.partition(";")
        draft = Draft(self.names.full(written), self.tail(rest.strip()), kind, at)
        done.drafts.append(draft)
        if semicolon:
            self._comment(done, words.strip(), ended=False)

    def tail(self, text: str) -> Tail:
        """What stands after an account. Raises Fault."""
        if not text:
            return MISSING
        if len(text) > TAIL_CHARACTERS_MAX:
            raise Fault("An amount is too long", f"It has over {TAIL_CHARACTERS_MAX} letters.", "Correct the line.")
        found = self.tails.get(text)
        if found is None:
            whole = self.numbers.whole(text)
            if whole is not None:
                found = Tail(whole, whole)
            else:
                found = parse_tail(text, self.numbers, self.dates, lots_weigh=self.dialect.lots_weigh)
            small = found.weight is whole or (found.weight is not None and _is_small(found.weight))
            if found.asserted is None and small:
                if len(self.tails) > _KNOWN_TAILS_MAX:
                    self.tails.clear()
                self.tails[text] = found
        return found


def _is_small(amount: Amount) -> bool:
    """Whether plain sums with it stay exact; only such amounts are remembered, and the quick reader takes only them."""
    return amount.quantity.adjusted() < _SMALL and -int(amount.quantity.as_tuple().exponent) <= _SMALL - 2


def leg_of(draft: Draft, amount: Amount, *, inferred: bool = False) -> Leg:
    """The leg of a draft with its amount."""
    tail = draft.tail
    return Leg(draft.account, amount.quantity, amount.unit, tail.cost, tail.price, draft.kind == VIRTUAL, draft.date,
               inferred, draft.note)
