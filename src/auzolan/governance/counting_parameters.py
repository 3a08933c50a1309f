"""What a procedure or a command line may set for a count, read and checked."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from auzolan.governance.tally import APPROVALS, CHOICE, RANKING, Election
from auzolan.values.refusal import Refusal

WHAT = "The count was not begun"
RANKED_MAX = 2_000


def choice(parameters: Mapping[str, Any], name: str, choices: tuple[str, ...]) -> str:
    """One of several words; the first where nothing is said.

    Raises Refusal with the words there are.
    """
    said = str(parameters.get(name, choices[0]))
    if said not in choices:
        raise _refused(name, f"{said[:40]!r} is none of its choices.", f"Say one of: {', '.join(choices)}.")
    return said


def whole(parameters: Mapping[str, Any], name: str, default: int, low: int, high: int) -> int:
    """A whole number from low to high; as text too, since a command line gives text.

    Raises Refusal with the bounds.
    """
    said = parameters.get(name, default)
    try:
        number = Fraction(str(said)) if not isinstance(said, bool) else None
    except (ValueError, ZeroDivisionError):
        number = None
    if number is None or number.denominator != 1 or not low <= number <= high:
        raise _refused(name, f"{str(said)[:40]!r} is no whole number from {low} to {high}.", "Say one that is.")
    return int(number)


def flag(parameters: Mapping[str, Any], name: str, default: bool) -> bool:
    """Yes or no: true or false, as text too.

    Raises Refusal where it is neither.
    """
    said = str(parameters.get(name, default)).lower()
    if said not in ("true", "false"):
        raise _refused(name, f"{said[:40]!r} is neither.", "Say true or false.")
    return said == "true"


def _refused(name: str, why: str, next: str) -> Refusal:
    return Refusal(what=WHAT, where=f"parameter {name}", why=why, next=next)


def shaped(election: Election, shape: str, method: str) -> None:
    """See that the ballots say what this method counts. A ballot with one rank at most is one of approvals too.

    Raises Refusal where they say something else.
    """
    if shape == RANKING and len(election.options) > RANKED_MAX:
        raise Refusal(
            what=WHAT, where=f"method {method}", why=f"There are more than {RANKED_MAX} options to rank.",
            next="Choose among fewer; approvals can narrow them down first.",
        )
    if election.shape == shape:
        return
    flat = shape in (APPROVALS, CHOICE) and all(not paper.points and len(paper.ranks) < 2 for paper in election.papers)
    if not flat:
        raise Refusal(
            what=WHAT, where=f"method {method}", why=f"It counts {_SAID[shape]}; these ballots give "
            f"{_SAID[election.shape]}.", next="Count them by a method for such ballots.",
        )


_SAID = {"choice": "one choice each", "approvals": "approvals", "scores": "points", "ranking": "rankings"}


def seats_of(election: Election) -> int:
    """How many can win: the seats, or all who stand where those are fewer.

    Raises Refusal where nothing can be won.
    """
    if election.seats < 1:
        raise Refusal(what=WHAT, where="seats", why="There is no seat to fill.", next="Say how many seats there are.")
    return min(election.seats, len(standing(election)))


def standing(election: Election) -> tuple[str, ...]:
    """The options that have not withdrawn, in the order of the election."""
    return tuple(option for option in election.options if option not in election.withdrawn)
