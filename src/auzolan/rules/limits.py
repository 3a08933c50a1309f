"""A limit as it is watched: what it reads, what can be kept as sums, and what would need a look at every row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from auzolan.charter.charter import Charter
from auzolan.flows.accounts import fill
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.scope import PlainColumn, Scope
from auzolan.formula.tree import AGGREGATES, Call, Logic, Name, Node, Number, names_in, parts_of
from auzolan.rules.formula_findings import OPEN_TABLES, scope_of
from auzolan.rules.gathering import Contributed, contributed
from auzolan.tables.table import Table

REFUSE, ALARM = "refuse", "alarm"
ROW = "row"
KEPT_AS_SUMS = ("sum", "count")
BALANCE, RECEIVED = "balance", "received"
# Rows of these tables never end, so that their sums only grow by what is added.
NEVER_END = frozenset(("contributions", "flows", "rates", "accounts"))
_DEBITS = ("Assets", "Expenses")
_MEMBER = "{member}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What must stay true. must: a formula; over: "TABLE [where EXPR]", or account: which ("Liabilities:{member}").

    unit: what such an account is held in; per: row, or the column whose values are held apart; period: year, quarter
    or month, each held apart; breach: refuse or alarm; decides: the body it belongs to.
    """

    id: str
    name: str
    must: str
    over: str
    breach: str
    account: str = ""
    unit: str = ""
    per: str = ""
    period: str = ""
    decides: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Watched:
    """A limit taken apart. table: whose rows it reads; where: which of them; conditions: all of them must hold;
    sums: the aggregates kept; accounts: matches the accounts it is about; latest: contribution article -> the column
    of the member it says; tables: changes in these may break it; scan: why it needs every row, or empty.
    """

    limit: Limit
    table: str
    where: Node | None
    conditions: tuple[Node, ...]
    sums: tuple[Call, ...]
    accounts: re.Pattern[str] | None
    latest: Mapping[str, Contributed]
    tables: frozenset[str]
    scope: Scope
    scan: str
    needed: tuple[str, ...] = field(default=())

    @property
    def counted(self) -> bool:
        """Whether sums are kept for it that a later adoption would have to count up first."""
        if self.scan or self.limit.per == ROW:
            return False
        names = {name for one in self.conditions for name in names_in(one)}
        return bool(self.latest) or RECEIVED in names if self.accounts else bool(self.sums)


def unit_in(must: str) -> str:
    """The unit of the first amount in a condition, such as EUR in "balance >= -300 EUR"; empty when none has one."""
    try:
        waiting: list[Node] = [parse(must)]
    except FormulaRefused:
        return ""  # what is wrong with the condition is a finding of its own
    while waiting:
        part = waiting.pop()
        if isinstance(part, Number) and part.unit:
            return part.unit
        waiting.extend(reversed(parts_of(part)))
    return ""


def limit_scope(limit: Limit, charter: Charter) -> Scope:
    """The columns that the condition of a limit may name."""
    if not limit.account:
        return scope_of(limit.over.partition(" ")[0], charter)
    members = scope_of("members", charter).columns if _MEMBER in limit.account else {}
    own = {name: column for name, column in members.items() if "." not in name}
    of_account = {name: PlainColumn(name=name, unit=limit.unit) for name in (BALANCE, RECEIVED)}
    return Scope(columns={**own, **of_account}, units=frozenset(charter.units))


def watched(limit: Limit, charter: Charter) -> Watched:
    """Take a limit apart. Raises FormulaRefused when its condition cannot be read."""
    must = parse(limit.must)
    table, _, rest = limit.over.partition(" ")
    where = parse(rest.strip().partition(" ")[2]) if rest.strip() else None
    scope = limit_scope(limit, charter)
    calls = tuple(aggregates_in(must))
    named = {name for one in (must, where) if one is not None for name in names_in(one)}
    by_member = {column.column: column for column in contributed(charter)} if _reads_members(limit) else {}
    columns = [by_member[scope.own(name)] for name in sorted(named) if scope.own(name) in by_member]
    return Watched(
        limit=limit, table=table, where=where, conditions=tuple(conjuncts(must)), sums=calls, scope=scope,
        accounts=_pattern(limit.account) if limit.account else None,
        latest={column.article: column for column in columns if column.latest},
        tables=frozenset((*_tables(table, named, limit), *(("contributions",) if columns else ()))),
        scan=_scan(limit, must, calls, named, columns),
        needed=tuple(sorted({scope.own(name) for name in named} | {limit.per} - {"", ROW})),
    )


def _reads_members(limit: Limit) -> bool:
    return limit.over.partition(" ")[0] == "members" or _MEMBER in limit.account


def _tables(table: str, named: set[str], limit: Limit) -> set[str]:
    return {"postings"} if limit.account else {table, *(name.partition(".")[0] for name in named if "." in name)}


def _pattern(account: str) -> re.Pattern[str]:
    return re.compile(":".join(_word(word) for word in account.split(":")))


def _word(word: str) -> str:
    if word == "*":
        return "[^:]+"
    return f"(?P<{word[1:-1]}>[^:]+)" if word.startswith("{") else re.escape(word)


def _scan(
    limit: Limit, must: Node, calls: tuple[Call, ...], named: set[str], columns: list[Contributed]
) -> str:
    """Why a condition needs a look at every row; empty where sums, counts and the touched rows are enough."""
    for call in calls:
        if call.name not in KEPT_AS_SUMS:
            return f"{call.name}(...) looks at every row"
    if any("." in name and not name.startswith(f"{limit.over.partition(' ')[0]}.") for name in named):
        return "the lines of a related table belong to each row"
    if any(not column.latest for column in columns):
        return "what a period adds up for each member is no sum over one table"
    if columns and not limit.account:
        return "what members brought in is read for every member"
    if calls and limit.per == ROW:
        return "a sum over all rows is held against each of them"
    return ""


def aggregates_in(node: Node) -> Iterator[Call]:
    """The sums, counts and the like in a condition, in the order they are written."""
    if isinstance(node, Call) and node.name in AGGREGATES:
        yield node
        return
    for part in parts_of(node):
        yield from aggregates_in(part)


def bare_names(node: Node) -> Iterator[str]:
    """The columns that a condition names outside sums and the like."""
    if isinstance(node, Call) and node.name in AGGREGATES:
        return
    if isinstance(node, Name):
        yield node.name
    for part in parts_of(node):
        yield from bare_names(part)


def conjuncts(node: Node) -> Iterator[Node]:
    """The conditions that `and` joins, each by itself."""
    if isinstance(node, Logic) and node.word == "and":
        yield from conjuncts(node.left)
        yield from conjuncts(node.right)
    else:
        yield node


def sign_of(account: str) -> int:
    """1 where an account holds what is debited to it, -1 where what is credited counts, as for what we owe a member."""
    return 1 if account.partition(":")[0] in _DEBITS else -1


def table_of(one: Watched) -> Table:
    """The definition of the table whose rows it reads."""
    return OPEN_TABLES["postings" if one.accounts else one.table]


def account_of(one: Watched, member: str) -> str:
    """The account of a member that a limit on accounts is about; empty where other places stand in it too."""
    try:
        return fill(one.limit.account, {"member": member})
    except KeyError:
        return ""


@lru_cache(maxsize=64)
def limits_of(charter: Charter) -> Mapping[str, Watched]:
    """Every limit in force by its id, taken apart once for each charter."""
    return MappingProxyType({limit.id: watched(limit, charter) for limit in charter.values("limit")})


@lru_cache(maxsize=64)
def by_table(charter: Charter) -> Mapping[str, tuple[Watched, ...]]:
    """The limits that a change in a table may break, by the table's name."""
    found: dict[str, list[Watched]] = {}
    for one in limits_of(charter).values():
        for table in one.tables:
            found.setdefault(table, []).append(one)
    return MappingProxyType({table: tuple(many) for table, many in found.items()})
