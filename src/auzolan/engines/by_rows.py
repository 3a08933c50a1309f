"""An amount for every row, worked out by an SQL engine: formulas, floors, caps, rounding and the sums of accounts.

Where a row cannot be paid what the formulas say, the plain evaluator is asked for its sentence.
"""

from fractions import Fraction

from auzolan.engines.session import Session
from auzolan.engines.taking import Taken, Taking
from auzolan.formula.compile import Compiled
from auzolan.formula.compile_numbers import aligned, within
from auzolan.formula.tree import Call, Case, Comparison, Node, Number, Operation
from auzolan.rules.chosen import stopped
from auzolan.rules.ground import Ground, Portion
from auzolan.rules.kinds.amount import Amount, Part, of_each_row
from auzolan.rules.kinds.amount import compute as plainly
from auzolan.values.figure import Figure

_AT_ONCE = 10**12  # above any number of rows: part * this + row is the order in which portions were made


def compute(said: Amount, ground: Ground, session: Session, taken: Taken) -> tuple[list[Portion], str]:
    """The portions and their digest. Raises Refusal just as the plain evaluator does."""
    run = _Rows(said, ground, session, taken)
    made = [run.part(number, part) for number, part in enumerate(said.parts, 1)]
    return run.merged(made)


class _Rows:
    """One computation on its way. Tables in the engine: parts1, exact1, made1 of the first part, and so on."""

    def __init__(self, said: Amount, ground: Ground, session: Session, taken: Taken) -> None:
        self.said, self.ground, self.session = said, ground, session
        self.taking = Taking(session=session, ground=ground, taken=taken)
        self.dialect = session.dialect
        self.to = session.dialect.named("to")

    def stop(self) -> None:
        """Raise what the plain evaluator says; it must stop too."""
        plainly(self.said, self.ground)
        raise ArithmeticError(f"{self.dialect.name} stops where the plain evaluator does not")

    def part(self, number: int, part: Part) -> str:
        """Keep what every row gets of one part; gives the name of the table."""
        compiled = self.compiled(number, part)
        parts = f"parts{number}"
        self.session.keep(parts, compiled.select(f"SELECT * FROM {compiled.rows}"))
        wrong = self.wrong(part, compiled)
        if wrong and self.session.fetch(f"SELECT n FROM {parts} WHERE {wrong} LIMIT 1"):
            self.stop()
        if not self.session.fetch(f"SELECT n FROM {parts} LIMIT 1"):
            self.stop()
        if self.said.together:
            self.together(number, compiled, self.active(part, compiled))
        else:
            value = compiled.values["amount"]
            amount = f"{value.sql} * {10 ** (self.ground.places - value.places)}"
            self.session.keep(f"amounts{number}", f"SELECT *, {amount} AS amount FROM {parts}"
                                                  f" WHERE {self.active(part, compiled)}")
        made = f"made{number}"
        self.session.keep(made, f"SELECT {self.portion(number, part)} FROM amounts{number}")
        if self.said.from_ and self.session.fetch(
            f"SELECT n FROM {made} WHERE given < 0 OR {self.to} = source LIMIT 1"
        ):
            self.stop()
        return made

    def compiled(self, number: int, part: Part) -> Compiled:
        """The part's formulas, and the amount as they bound and round it."""
        exact = bounded(part)
        places = Number(value=Fraction(self.ground.places))
        one = Number(value=Fraction(10**self.ground.places))
        formulas = {"by": part.by, "amount": Call(name="round", args=(exact, places))}
        if self.said.together:
            down = Call(name="floor", args=(Operation(sign="*", left=exact, right=one),))
            formulas |= {"exact": Operation(sign="*", left=exact, right=one), "amount": down}
        formulas |= {name: node for name, node in (("floor", part.floor), ("cap", part.cap), ("when", part.when))
                     if node is not None}
        templates = tuple(filter(None, (part.to, self.said.from_))) if self.said.from_ else ()
        rows = self.ground.rows(self.said.among.table)
        whose = ("{member}",) if not self.said.from_ and rows and "member" in rows[0].values else ()
        return self.taking.compiled(number, self.said.among, formulas, (*templates, *whose), named=True)

    def active(self, part: Part, compiled: Compiled) -> str:
        """Which rows get this part."""
        return f"{compiled.values['when'].sql} IS TRUE" if part.when is not None else "TRUE"

    def wrong(self, part: Part, compiled: Compiled) -> str:
        """The SQL of whether a row has no amount; empty where every row must have one."""
        values = compiled.values
        bounds = [values[name] for name in ("by", "floor", "cap") if name in values]
        ways = [f"{value.failed} IS NOT NULL" for value in bounds if value.failed]
        ways += [f"{value.sql} IS NULL" for value in bounds if value.maybe]
        if part.floor is not None and part.cap is not None:
            least, most = aligned([values["floor"], values["cap"]], part.by, 1, self.dialect)
            ways.append(f"{most.sql} < {least.sql}")
        found = [f"({self.active(part, compiled)} AND ({' OR '.join(ways)}))"] if ways else []
        for failed in (compiled.where, values["when"].failed if part.when is not None else ""):
            found += [f"{failed} IS NOT NULL"] if failed else []
        return " OR ".join(found)

    def together(self, number: int, compiled: Compiled, active: str) -> None:
        """The sum is rounded; the units that rounding down left go to the largest remainders, ties by name."""
        exact, down = compiled.values["exact"], compiled.values["amount"]
        one = 10**exact.places
        within(exact.most * max(len(self.ground.rows(self.said.among.table)), 1), self.said.parts[0].by, 1)
        rest = f"{exact.sql} - {self.dialect.typed(down.sql, down.most, exact.most)} * {self.dialect.whole(one, one)}"
        key = self.taking.word(self.taking.key(self.said.among.table), self.said.among.table)
        wide = self.dialect.wide
        ((total, floors),) = self.session.fetch(
            f"SELECT COALESCE(SUM(CAST({exact.sql} AS {wide})), 0), COALESCE(SUM(CAST({down.sql} AS {wide})), 0)"
            f" FROM parts{number} WHERE {active}"
        )
        left = round(Fraction(int(total), one)) - int(floors)
        rank = f"ROW_NUMBER() OVER (ORDER BY {rest} DESC, {key}, n)"
        self.session.keep(
            f"amounts{number}",
            f"SELECT *, {down.sql} + CASE WHEN {rank} <= {left} THEN 1 ELSE 0 END AS amount"
            f" FROM parts{number} WHERE {active}",
        )

    def portion(self, number: int, part: Part) -> str:
        """What one portion is made of: the account, the amount, whose it is, where it comes from."""
        table, made = self.said.among.table, f"{number * _AT_ONCE} + n AS made"
        rows = self.ground.rows(table)
        if not self.said.from_:
            name = self.taking.word(self.taking.key(table), table)
            to = f"{name} || {self.dialect.text(':' + part.name)}" if part.name else name
            if part.name and any(not row.value(self.taking.key(table)) for row in rows):
                raise stopped(table, "A row has no name to call its parts by.", "Use the engine python.")
            member = self.taking.word("member", table) if rows and "member" in rows[0].values else "''"
            return f"n, {to} AS {self.to}, amount, amount AS given, {member} AS member, '' AS source, {made}"
        to, source, sign = self.taking.filled(part.to, table), self.taking.filled(self.said.from_, table), ""
        whose = part.to
        if of_each_row(self.said.from_) and not of_each_row(part.to):
            to, source, sign, whose = source, to, "-", self.said.from_
        member = self.taking.word("member", table) if "{member}" in whose else "''"
        return (f"n, {to} AS {self.to}, {sign}amount AS amount, amount AS given, {member} AS member,"
                f" {source} AS source, {made}")

    def merged(self, made: list[str]) -> tuple[list[Portion], str]:
        """Portions to the same account become one, in the order of the accounts' bytes; with the digest of all."""
        wide = self.dialect.wide
        every = " UNION ALL ".join(
            f"SELECT {self.to}, CAST(amount AS {wide}) AS amount, member, source, made FROM {name}" for name in made
        )
        self.session.keep(
            "portions",
            f"SELECT {self.to}, SUM(amount) AS amount, MIN_BY(member, made) AS member, MIN(source) AS source,"
            f" MAX(source) AS other FROM ({every}) AS every_part GROUP BY {self.to}",
        )
        if self.session.fetch("SELECT amount FROM portions WHERE source <> other LIMIT 1"):
            self.stop()
        ground = self.ground
        found = self.session.fetch(f"SELECT {self.to}, amount, member, source FROM portions ORDER BY {self.to}")
        portions = [
            Portion(to=to, amount=int(amount), member=member, source=source, figure=Figure(
                label=f"worked out by {self.dialect.name}", value=Fraction(int(amount), 10**ground.places),
                unit=ground.unit, places=ground.places,
            ))
            for to, amount, member, source in found
        ]
        return portions, self.session.digest("portions", ground.places, ground.unit)


def bounded(part: Part) -> Node:
    """The formula of a part, not below its floor and not above its cap."""
    branches = []
    if part.floor is not None:
        branches.append((Comparison(sign="<", left=part.by, right=part.floor), part.floor))
    if part.cap is not None:
        branches.append((Comparison(sign=">", left=part.by, right=part.cap), part.cap))
    return Case(branches=tuple(branches), otherwise=part.by) if branches else part.by
