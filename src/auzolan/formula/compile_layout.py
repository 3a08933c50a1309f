"""The steps of a compiled formula: one named query after another, each adding columns that the one before allows."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Level:
    columns: list[str] = field(default_factory=list)
    totals: list[str] = field(default_factory=list)
    joins: list[tuple[str, str, Sequence[str]]] = field(default_factory=list)
    condition: str = ""


@dataclass(slots=True)
class Layout:
    """Queries over one table. name: their common name, such as r for r0, r1, r2; base: the text of the first one."""

    name: str
    base: str
    barrier: int = 0  # the level that columns must come after: where rows were left out, totals are over the rest
    before: list[str] = field(default_factory=list)
    _levels: list[_Level] = field(default_factory=list)

    def put(self, column: str, sql: str, after: int) -> int:
        """Add a column; gives the level from which on it is there."""
        level = max(after, self.barrier) + 1
        self._level(level).columns.append(f"{sql} AS {column}")
        return level

    def total(self, column: str, sql: str, after: int) -> int:
        """Add one value over all rows, which every row then has."""
        level = max(after, self.barrier) + 1
        self._level(level).totals.append(f"{sql} AS {column}")
        return level

    def join(self, other: str, on: str, columns: Sequence[str], after: int) -> int:
        """Add columns of another query, where it has a row that belongs to this one."""
        level = max(after, self.barrier) + 1
        self._level(level).joins.append((other, on, columns))
        return level

    def only(self, condition: str, after: int) -> None:
        """Go on with the rows that meet a condition."""
        level = max(after, self.barrier) + 1
        while self._has(level):
            level += 1
        self._level(level).condition = condition
        self.barrier = level

    @property
    def last(self) -> str:
        """The name of the query that has every column."""
        return f"{self.name}{len(self._levels)}"

    def queries(self) -> list[str]:
        """Each as `name AS (SELECT ...)`, in order."""
        found = [*self.before, f"{self.name}0 AS (\n  {self.base}\n)"]
        for number, level in enumerate(self._levels, 1):
            found += self._queries(number, level)
        return found

    def _queries(self, number: int, level: _Level) -> list[str]:
        here, earlier, totals = f"{self.name}{number}", f"{self.name}{number - 1}", f"{self.name}{number}_total"
        if level.condition:
            return [f"{here} AS (\n  SELECT * FROM {earlier} WHERE {level.condition}\n)"]
        chosen, come = [f"{earlier}.*"], f"FROM {earlier}"
        found = []
        if level.totals:
            found.append(f"{totals} AS (\n  SELECT " + ",\n    ".join(level.totals) + f"\n  FROM {earlier}\n)")
            chosen.append(f"{totals}.*")
            come += f" CROSS JOIN {totals}"
        for other, on, columns in level.joins:
            chosen += [f"{other}.{column}" for column in columns]
            come += f"\n  LEFT JOIN {other} ON {earlier}.{on} = {other}.belongs"
        return [*found, f"{here} AS (\n  SELECT " + ",\n    ".join(chosen + level.columns) + f"\n  {come}\n)"]

    def _has(self, level: int) -> bool:
        return level <= len(self._levels)

    def _level(self, level: int) -> _Level:
        while len(self._levels) < level:
            self._levels.append(_Level())
        return self._levels[level - 1]
