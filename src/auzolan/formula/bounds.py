"""How large the numbers of a formula can grow, known from its text: what would grow too large is never computed."""

from collections.abc import Sequence
from fractions import Fraction

from auzolan.formula.function import Grown, row_function
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.tree import AGGREGATES, ROW_FUNCTIONS, Call, Name, Node, Number, Operation, parts_of

GROWN_MAX = 4_200  # a number of more digits could not even be written out
_NAMED = Grown(whole=30, places=12)  # what a column of an open table holds at most
_ROWS = 12  # digits of a number of rows
_SCALE = 12  # decimals that a division keeps


def bounded(node: Node) -> Grown:
    """How many digits a value can have at most. Raises FormulaRefused, naming the part that could have too many."""
    grown = _grown(node, [bounded(part) for part in parts_of(node)])
    if sum(grown) > GROWN_MAX:
        raise FormulaRefused(
            at=node.at,
            why=f"{_short(node)} could grow to {sum(grown):,} digits; at most {GROWN_MAX:,} are kept.",
            next="Use a smaller exponent, or fewer products of products.",
        )
    return grown


def _grown(node: Node, of: Sequence[Grown]) -> Grown:
    match node:
        case Number():
            return Grown(whole=len(str(abs(int(node.value)))), places=_places(node.value))
        case Name():
            return _NAMED
        case Operation() if node.sign == "*":
            return Grown(whole=of[0].whole + of[1].whole, places=of[0].places + of[1].places)
        case Operation() if node.sign == "/":
            return quotient(of[0], of[1])
        case Call() if node.name in ROW_FUNCTIONS:
            return row_function(node.name).grown(node, of)
    most = Grown(whole=max((one.whole for one in of), default=1), places=max((one.places for one in of), default=0))
    if isinstance(node, Operation):
        return Grown(whole=most.whole + 1, places=most.places)
    if isinstance(node, Call) and node.name in AGGREGATES:
        return Grown(whole=most.whole + _ROWS, places=max(most.places, _SCALE))
    return most


def quotient(above: Grown, below: Grown) -> Grown:
    """Of a division: what is divided by may be as small as its last decimal."""
    return Grown(whole=above.whole + below.places + 1, places=_SCALE)


def _places(written: Fraction) -> int:
    places = 0
    while (written * 10**places).denominator != 1:
        places += 1
    return places


def _short(node: Node) -> str:
    said = say(node)
    return said if len(said) <= 120 else f"{said[:117]}..."
