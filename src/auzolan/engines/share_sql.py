"""Sharing whole units out by weight, as SQL: floors, then the largest remainders, ties as the rule says.

units * weight / whole is computed digit by digit where the product would not fit: the quotient and the rest of the
leading digits, times a power of ten, plus those of the next ones. Nothing becomes larger than 37 digits on its way.
"""

from auzolan.formula.compile_numbers import DIGITS_MAX, MOST, Dialect
from auzolan.values.refusal import Refusal


def share_queries(
    rows: str, units: int, whole: int, most: int, dialect: Dialect, *, turn: int | None = None
) -> tuple[str, ...]:
    """Queries, each as `name AS (...)`, of which the last, `shared`, has n, `to`, weight, portion, rest and spare.

    rows: a table or query with n, `to` and weight, whole numbers not below zero; whole: their sum, known beforehand;
    most: the largest weight; turn: which run it is, where ties take turns. rest / whole is what rounding down took.
    Raises Refusal when the weights have too many digits.
    """
    turns, left = divmod(units, whole)
    limit = _limb(left, whole, most)
    limbs = _limbs(left, limit) or [0]
    needs = max(units, whole, 2 * limit * whole if len(limbs) > 1 else left * most)
    if needs > MOST or units > dialect.quotient_most:
        raise _too_large(units, whole)
    queries = [_total(rows, dialect, needs)]
    here = f"{rows} CROSS JOIN whole"
    chosen = f'n, "to", weight, whole.whole, CAST(weight AS {dialect.type(needs)}) AS w'
    queries.append(f"part0 AS (\n  SELECT {chosen} FROM {here}\n)")
    queries += _divided(limbs, limit, turns, dialect, needs)
    queries += _ranked(units, turn, len(limbs), dialect)
    return tuple(_quoted(query, dialect) for query in queries)


def _limb(left: int, whole: int, most: int) -> int:
    """How many of the units are multiplied at once: all where they fit, else a power of ten."""
    if left * most <= MOST:
        return max(left + 1, 2)
    digits = DIGITS_MAX - len(str(whole)) - 1
    if digits < 1:
        raise _too_large(left, whole)
    return int(10**digits)


def _limbs(left: int, limit: int) -> list[int]:
    limbs = []
    while left:
        left, limb = divmod(left, limit)
        limbs.append(limb)
    return limbs[::-1]


def _total(rows: str, dialect: Dialect, needs: int) -> str:
    total = f"CAST(SUM(CAST(weight AS {dialect.wide})) AS {dialect.type(needs)})"
    return f"whole AS (\n  SELECT {total} AS whole, COUNT(*) AS count FROM {rows}\n)"


def _divided(limbs: list[int], limit: int, turns: int, dialect: Dialect, needs: int) -> list[str]:
    """The floor and the rest of every row; each limb is one step of a division by hand."""
    queries, floor, rest = [], f"{dialect.whole(turns, needs)} * w", ""
    for step, limb in enumerate(limbs):
        product = f"{dialect.whole(limb, needs)} * w"
        above = f"({product})" if not rest else f"({rest} * {dialect.whole(limit, needs)} + {product})"
        grown = "0" if not rest else f"quotient{step} * {dialect.whole(limit, needs)}"
        quotient = dialect.typed(dialect.idiv(f"above{step + 1}", "whole"), min(needs, dialect.quotient_most), needs)
        queries.append(f"above{step + 1} AS (\n  SELECT *, {above} AS above{step + 1} FROM part{step}\n)")
        queries.append(
            f"divided{step + 1} AS (\n  SELECT *, {quotient} AS digit{step + 1} FROM above{step + 1}\n)"
        )
        rest = f"rest{step + 1}"
        queries.append(
            f"part{step + 1} AS (\n  SELECT *, {grown} + digit{step + 1} AS quotient{step + 1},\n"
            f"    above{step + 1} - digit{step + 1} * whole AS {rest} FROM divided{step + 1}\n)"
        )
    last = len(limbs)
    queries.append(
        f'floors AS (\n  SELECT n, "to", weight, whole, {floor} + quotient{last} AS floor, {rest} AS rest'
        f" FROM part{last}\n)"
    )
    return queries


def _ranked(units: int, turn: int | None, last: int, dialect: Dialect) -> list[str]:
    """The units left over go one each to the largest rests."""
    spare = f"spare AS (\n  SELECT {dialect.whole(units)} - SUM(floor) AS spare FROM floors\n)"
    queries, rows, ties = [spare], "floors", '"to", n'
    if turn:
        start = f"({turn} % count)"
        turned = f"CASE WHEN place > {start} THEN place - {start} ELSE place - {start} + count END"
        queries.append(
            'placed AS (\n  SELECT *, ROW_NUMBER() OVER (ORDER BY "to", n) AS place FROM floors\n)'
        )
        queries.append(
            f'turned AS (\n  SELECT n, "to", weight, placed.whole, floor, rest, {turned} AS tie'
            " FROM placed CROSS JOIN whole\n)"
        )
        rows, ties = "turned", "tie"
    queries.append(
        f'ranked AS (\n  SELECT n, "to", weight, floor, rest, ROW_NUMBER() OVER (ORDER BY rest DESC, {ties}) AS rank'
        f" FROM {rows}\n)"
    )
    queries.append(
        'shared AS (\n  SELECT n, "to", weight, rest, spare.spare,\n'
        "    floor + CASE WHEN rank <= spare.spare THEN 1 ELSE 0 END AS portion FROM ranked CROSS JOIN spare\n)"
    )
    return queries


def _quoted(query: str, dialect: Dialect) -> str:
    return query.replace('"to"', dialect.named("to"))


def _too_large(units: int, whole: int) -> Refusal:
    return Refusal(
        what="The rule was not worked out", where="by",
        why=f"The weights sum to {len(str(whole))} digits, and {units} units are shared: the products are too large.",
        next="Round the weight, such as round(x, 4), or use the engine python, which has no limit.",
    )
