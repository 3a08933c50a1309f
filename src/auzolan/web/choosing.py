"""A ballot among several as a form without scripts, and the count of it round by round in tables."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from auzolan.governance import answers
from auzolan.governance.closing import proposal_of
from auzolan.governance.decide import CastBallot
from auzolan.governance.facts import BallotCast, Points
from auzolan.governance.hiding import told_to_few
from auzolan.governance.state import OPEN
from auzolan.governance.tally import APPROVALS, CHOICE, RANKING, SCORES
from auzolan.values.quantity import parse_amount, print_amount
from auzolan.values.refusal import Refusal
from auzolan.views.choosing import Choosing, choosing
from auzolan.views.recount import Recount, recounted
from auzolan.web.asked import Asked

OPTION = "o-"  # before the name of an option, in the form
SAYS = {
    CHOICE: "Choose one.", APPROVALS: "Choose all that you approve of.",
    RANKING: "Give 1 to your first choice, 2 to the next, and so on. Equal numbers are equal; leave out the last.",
    SCORES: "Give points; 0 or nothing is none.",
}
BIDS = "Say what you can give. Only you and those trusted to read it see your bid; everybody sees the sum."


def shape_of(asked: Asked, decision: str) -> str:
    """What a ballot of a decision says where it chooses among several, else empty."""
    return answers.shape_of(asked.org.states["governance"], decision, asked.around)


def shown(asked: Asked, id: str, mine: int) -> dict[str, Any]:
    """What the page of a decision among several needs. mine: the entry of the viewer's ballot, or 0."""
    shape = shape_of(asked, id)
    if not shape:
        return {}
    decision = asked.org.states["governance"].decisions[id]
    found = None if decision.status == OPEN or decision.closed < 0 else _counted(asked, id)
    tally = None if found is None else found.outcome.tally
    proposal, places = proposal_of(decision, asked.around), money_of(asked, id)
    view = choosing(proposal, shape, decision.winners, decision.counts, tally, places)
    cast = asked.around.fact(mine) if mine else None
    given = _given(asked, cast if isinstance(cast, BallotCast) else None, places)
    return {
        "choosing": view, "choosing_says": gettext(SAYS[shape] if places is None else BIDS),
        "choices": [_choice(asked, view, one, given) for one in view.choices],
        "rounds": [_round(asked, view, number) for number in range(len(view.rounds))],
        "recount": found, "spoken_for": [] if found is None else _spoken_for(asked, found),
    }


def _counted(asked: Asked, id: str) -> Recount | None:
    decision = asked.org.states["governance"].decisions[id]
    if decision.status == "withdrawn":
        return None
    found: Recount = asked.kept(
        "recounted",
        lambda: recounted(asked.org, id, asked.around, asked.office.reader(decision.closed)), id, decision.closed,
    )
    return found


def _given(asked: Asked, cast: BallotCast | None, money: int | None) -> dict[str, str]:
    """What stands in the form: as it was typed and refused, else as it was cast."""
    if asked.refusal:
        return {key.removeprefix(OPTION): str(value) for key, value in asked.typed.items() if key.startswith(OPTION)}
    if cast is None:
        return {}
    ranked = {one: str(place) for place, group in enumerate(cast.ranks, 1) for one in group}
    return {**ranked, **{one.option: print_amount(one.points, money or 0) for one in cast.points}}


def name_of(asked: Asked, option: str, title: str) -> str:
    """What an option is called: its title, or a candidate's name."""
    return title or str(asked.called.member(option))


def _choice(asked: Asked, view: Choosing, one: Any, given: dict[str, str]) -> dict[str, Any]:
    return {
        "one": one, "name": name_of(asked, one.option, one.title), "field": OPTION + one.option,
        "value": given.get(one.option, ""),
        "cost": f"{one.cost} {view.unit}" if one.cost else "",
    }


def _round(asked: Asked, view: Choosing, number: int) -> dict[str, Any]:
    round = view.rounds[number]
    titles = {one.option: name_of(asked, one.option, one.title) for one in view.choices}
    says = round.says
    for option, title in sorted(titles.items(), key=lambda pair: -len(pair[0])):
        says = says.replace(option, title) if len(option) > 12 else says  # numbers of members, never short words
    return {
        "number": number + 1, "says": says, "measures": round.measures,
        "rows": [
            {"name": titles.get(option, option), "amount": amount, "note": round.notes.get(option, "")}
            for option, amount in round.amounts.items()
        ],
    }


def _spoken_for(asked: Asked, found: Recount) -> list[dict[str, str]]:
    return [
        {"member": asked.called.member(member), "through": asked.called.member(one.path[-1]), "why": one.why}
        for member, one in found.spoken_for.items()
    ]


def cast(asked: Asked, decision: str, shape: str) -> CastBallot:
    """The ballot that was typed. Raises Refusal in a sentence; what was typed stays."""
    typed = {
        key.removeprefix(OPTION): str(value).strip() for key, value in asked.typed.items() if key.startswith(OPTION)
    }
    picked = asked.typed.get("choice", "")
    reason = asked.typed.get("reason", "")
    if shape == CHOICE:
        return CastBallot(decision=decision, reason=reason, ranks=((picked,),) if picked else ())
    if shape == APPROVALS:
        approved = tuple(sorted(one for one, value in typed.items() if value))
        return CastBallot(decision=decision, reason=reason, ranks=(approved,) if approved else ())
    numbers = {option: _number(option, value, money_of(asked, decision)) for option, value in typed.items() if value}
    if shape == SCORES:
        points = tuple(Points(option=one, points=number) for one, number in sorted(numbers.items()) if number)
        return CastBallot(decision=decision, reason=reason, points=points)
    places = sorted({number for number in numbers.values() if number})
    ranks = tuple(tuple(sorted(one for one, at in numbers.items() if at == place)) for place in places)
    return CastBallot(decision=decision, reason=reason, ranks=ranks)


def money_of(asked: Asked, id: str) -> int | None:
    """The decimals of a bid where points are amounts of money, else None."""
    decision = asked.org.states["governance"].decisions[id]
    if not told_to_few(decision):
        return None
    places: int = asked.org.charter.units[proposal_of(decision, asked.around).unit].places
    return places


def _number(option: str, value: str, money: int | None) -> int:
    try:
        return parse_amount(value, money or 0)
    except ValueError:
        if money is not None:
            raise Refusal(
                what=gettext("Your bid was not made"), where=option,
                why=gettext("%(value)s is no amount of money.") % {"value": value[:20]},
                next=gettext("Write it like 850.00; what you wrote is still here."),
            ) from None
        raise Refusal(
            what=gettext("Your ballot was not cast"), where=option,
            why=gettext("%(value)s is no whole number.") % {"value": value[:20]},
            next=gettext("Write 1, 2, 3 and so on; what you wrote is still here."),
        ) from None


def words(asked: Asked, preference: str, names: Mapping[str, str], money: int | None = None) -> str:
    """A ballot among several in the list of who answered what. preference: as the open table has it; money: decimals
    of a bid."""
    if not preference:
        return str(gettext("prefers none"))
    if ">" not in preference and " = " not in preference and "=" in preference:
        given = (one.partition("=") for one in preference.split())
        return ", ".join(
            f"{names.get(option, option)}: {print_amount(int(points), money or 0)}" for option, _, points in given
        )
    ranked = (group.split(" = ") for group in preference.split(" > "))
    groups = (gettext(" and ").join(str(names.get(one, one)) for one in group) for group in ranked)
    return str(gettext(", then ").join(groups))
