"""A split worked out by an SQL engine: the list of steps here, everything that is done to each row there."""

from dataclasses import dataclass
from fractions import Fraction

import pyarrow as pa

from auzolan.engines.columns import numbers
from auzolan.engines.session import Session, stop_at, worked_out
from auzolan.engines.share_sql import share_queries
from auzolan.engines.taking import Taken, Taking
from auzolan.formula.compile import Compiled
from auzolan.formula.compile_numbers import within
from auzolan.formula.evaluate import evaluate
from auzolan.formula.say import say
from auzolan.formula.scope import Row
from auzolan.formula.tree import Call, Node, Number, Operation
from auzolan.rules.among import sum_of_weights
from auzolan.rules.chosen import stopped
from auzolan.rules.ground import Ground, Portion
from auzolan.rules.kinds.split import Split, Splitting, step_amounts
from auzolan.rules.steps import Over, Step
from auzolan.values.figure import Figure
from auzolan.values.refusal import Refusal

_AT_ONCE = 10**12  # above any number of rows: step * this + row is the order in which portions were made


def compute(
    split: Split, ground: Ground, session: Session, taken: Taken = lambda source, table, rows: None
) -> tuple[list[Portion], str]:
    """The portions and their digest. taken: is told which rows of which open table go to the engine, and as what.

    Raises Refusal just as the plain evaluator does.
    """
    if split.when is not None and evaluate(split.when, step_amounts(ground, ground.source, ground.source)) is not True:
        raise Refusal(
            what="The rule was not run", where=split.source,
            why=f"Its condition does not hold: {say(split.when)}; there are {ground.figure.printed()} {ground.unit}.",
            next="Wait until there is something to share, or look at the account.",
        )
    run = _InSql(split, ground, session, taken)
    run.listed(split.steps, abs(ground.source), ground.figure, None)
    return run.merged()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """The rows of one step as the engine keeps them. table: with n, `to`, member, weight and most; whole: the sum of
    the weights; largest: the largest of them."""

    table: str
    whole: int
    largest: int


class _InSql(Splitting):
    """One computation on its way. Tables in the engine: rows1, parts1, shared1 of the first step, and so on."""

    def __init__(self, split: Split, ground: Ground, session: Session, taken: Taken) -> None:
        super().__init__(split, ground)
        self.session = session
        self.taking = Taking(session=session, ground=ground, taken=taken)
        self.dialect = session.dialect
        self.to = session.dialect.named("to")
        self.step = 0
        self.made: list[str] = []
        self.order: list[int] = []

    def put(self, to: str, amount: int, figure: Figure, row: Row | None) -> None:
        """One portion that is not one of many rows."""
        super().put(to, amount, figure, row)
        self.step += 1
        self.order.append(self.step * _AT_ONCE)

    def among(self, step: Step, amount: int, pot: Figure) -> int:
        """Share a step's part among rows by their weights. Gives what is over and has no account."""
        if step.among is None or step.by is None:
            raise TypeError("a step without rows was to be shared among rows")
        self.step += 1
        chosen = self.chosen(step, step.among, step.by, amount)
        if chosen is None:
            return self.beyond(step, amount, pot) if step.each is not None else 0
        shared = self.shared(step, chosen, amount)
        ((given,),) = self.session.fetch(f"SELECT COALESCE(SUM(portion), 0) FROM {shared}")
        if step.steps:
            rows = self.ground.rows(step.among.table)
            for n, portion in self.session.fetch(f"SELECT n, portion FROM {shared} ORDER BY n"):
                figure = self.figure(f"{pot.label}, by {say(step.by)}", int(portion), (pot,))
                self.listed(step.steps, int(portion), figure, rows[int(n)])
        else:
            self.made.append(
                f"SELECT {self.to}, {self.sign} * portion AS amount, member, {self.step * _AT_ONCE} + n AS made"
                f" FROM {shared}"
            )
        return self.beyond(step, amount - int(given), pot)

    def beyond(self, step: Step, over: int, pot: Figure) -> int:
        """What is over goes to its account; gives what has none."""
        if over and step.beyond:
            figure = self.figure(f"what nobody among {step.said_among} can take", over, (pot,))
            self.put(step.beyond, over, figure, None)
            return 0
        return over

    def chosen(self, step: Step, over: Over, by: Node, amount: int) -> _Chosen | None:
        """Work the condition and the weights out; None where nobody is among the rows and that is no fault."""
        kept = f"rows{self.step}"
        compiled = self.compiled(step, over, by)
        worked_out(self.session, compiled, f"parts{self.step}")
        parts = f"parts{self.step}"
        ((count,),) = self.session.fetch(f"SELECT COUNT(*) FROM {parts}")
        if not count and (not amount or step.each is not None):
            return None
        weight = compiled.values["by"]
        stop_at(self.session, compiled, parts, weight.failed)
        within(weight.most * max(int(count), 1), by, int(count))
        ((known, least, largest, whole),) = self.session.fetch(
            f"SELECT COUNT({weight.sql}), MIN({weight.sql}), MAX({weight.sql}),"
            f" SUM(CAST({weight.sql} AS {self.dialect.wide})) FROM {parts}"
        )
        told = None if known < count else Fraction(least if (least or 0) < 0 else whole or 0)
        sum_of_weights([Figure(label="", value=told)], over.said, say(by))
        if step.each is not None:
            self.stop_at_most(step.each, compiled, parts)
        most = f"GREATEST({compiled.values['most'].sql}, 0)" if step.each is not None else "NULL"
        to, member = self.taking.filled(step.to, over.table), self.whose(step.to)
        chosen = f"{to} AS {self.to}, {member} AS member, {weight.sql} AS weight, {most} AS most"
        self.session.keep(kept, f"SELECT n, {chosen} FROM {parts}")
        return _Chosen(table=kept, whole=int(whole), largest=int(largest))

    def stop_at_most(self, each: Node, compiled: Compiled, parts: str) -> None:
        """Stop where it is not known how much a row can take."""
        value = compiled.values["each"]
        stop_at(self.session, compiled, parts, value.failed)
        if self.session.fetch(f"SELECT n FROM {parts} WHERE {value.sql} IS NULL LIMIT 1"):
            why = f"For somebody it is not known how much {say(each)} is."
            raise stopped(say(each), why, "Record what it comes from.")

    def compiled(self, step: Step, over: Over, by: Node) -> Compiled:
        """The step's formulas, with the rows they run on taken to the engine."""
        formulas = {"by": by}
        if step.each is not None:
            one = Number(value=Fraction(10**self.ground.places))
            formulas |= {
                "each": step.each, "most": Call(name="floor", args=(Operation(sign="*", left=step.each, right=one),))
            }
        return self.taking.compiled(self.step, over, formulas, (step.to,))

    def whose(self, template: str) -> str:
        """The SQL of the member that a row's part is for."""
        words = self.dialect.words
        return f"COALESCE(CAST(c_member AS {words}), 'None')" if "{member}" in template else "''"

    def shared(self, step: Step, chosen: _Chosen, amount: int) -> str:
        """Share units among the kept rows, nobody above their most; gives the name of what came out."""
        self.session.keep(
            f"shared{self.step}", self.share(chosen.table, amount, chosen.whole, chosen.largest)
        )
        if step.each is None:
            return f"shared{self.step}"
        return self.within_most(step, chosen, amount)

    def share(self, rows: str, amount: int, whole: int, largest: int) -> str:
        """The query that shares units among rows."""
        queries = share_queries(rows, amount, whole, largest, self.dialect, turn=self.turn)
        return "WITH " + ",\n".join(queries) + (
            f"\nSELECT shared.*, whole_row.member, whole_row.most FROM shared"
            f" JOIN {rows} AS whole_row ON shared.n = whole_row.n"
        )

    def within_most(self, step: Step, chosen: _Chosen, amount: int) -> str:
        """Those whose part is above their most get just that; the others share what is over, where the step says so."""
        shared, given, rounds = f"shared{self.step}", f"given_most{self.step}", 0
        self.session.keep(given, f"SELECT n, {self.to}, member, most AS portion FROM {shared} WHERE portion > most")
        left, full = amount, self.count(given)
        while full and step.others:
            rounds += 1
            open_rows = f"open{self.step}_{rounds}"
            self.session.keep(
                open_rows, f"SELECT * FROM {chosen.table} WHERE n NOT IN (SELECT n FROM {given})"
            )
            ((spent,),) = self.session.fetch(f"SELECT SUM(portion) FROM {given}")
            ((whole, largest),) = self.session.fetch(
                f"SELECT SUM(CAST(weight AS {self.dialect.wide})), MAX(weight) FROM {open_rows}"
            )
            left = amount - int(spent)
            if not whole:
                none = f"SELECT n, {self.to}, member, 0 AS portion, most FROM {open_rows}"
                self.session.keep(shared, none)
                break
            self.session.keep(shared, self.share(open_rows, left, int(whole), int(largest)))
            more = f"SELECT n, {self.to}, member, most AS portion FROM {shared} WHERE portion > most"
            full = self.count(f"({more}) AS more")
            earlier = f"{given}_{rounds}"
            self.session.keep(earlier, f"SELECT * FROM {given}")
            self.session.keep(given, f"SELECT * FROM {earlier} UNION ALL {more}")
        within = f"within{self.step}"
        self.session.keep(
            within,
            f"SELECT n, {self.to}, member, portion FROM {given} UNION ALL"
            f" SELECT n, {self.to}, member, portion FROM {shared} WHERE n NOT IN (SELECT n FROM {given})",
        )
        return within

    def count(self, rows: str) -> int:
        """How many rows there are."""
        ((found,),) = self.session.fetch(f"SELECT COUNT(*) FROM {rows}")
        return int(found)

    def merged(self) -> tuple[list[Portion], str]:
        """Portions to the same account become one, in the order of the accounts' bytes; with the digest of all."""
        most = max((abs(one.amount) for one in self.found), default=0)
        self.session.load("single", pa.table({
            "to": pa.array([one.to for one in self.found], pa.string()),
            "amount": numbers("amount", [one.amount for one in self.found], most),
            "member": pa.array([one.member for one in self.found], pa.string()),
            "made": pa.array(self.order, pa.int64()),
        }))
        every = " UNION ALL ".join((f"SELECT {self.to}, amount, member, made FROM single", *self.made))
        wide = self.dialect.wide
        self.session.keep(
            "portions",
            f"SELECT {self.to}, SUM(CAST(amount AS {wide})) AS amount, MIN_BY(member, made) AS member"
            f" FROM ({every}) AS every_part GROUP BY {self.to}",
        )
        found = self.session.fetch(f"SELECT {self.to}, amount, member FROM portions ORDER BY {self.to}")
        ground = self.ground
        if sum(int(amount) for _, amount, _ in found) != ground.source:
            raise ArithmeticError("the portions of a split do not sum to its source")
        portions = [
            Portion(to=to, amount=int(amount), member=member, figure=Figure(
                label=f"worked out by {self.dialect.name}", value=Fraction(int(amount), 10**ground.places),
                unit=ground.unit, places=ground.places,
            ))
            for to, amount, member in found
        ]
        return portions, self.session.digest("portions", ground.places, ground.unit)
