"""Sortition: the seats are drawn by lot, with as many from each group as its size asks for."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from auzolan.governance.counting_parameters import WHAT, seats_of, standing
from auzolan.governance.tally import CHOICE, Election, Figure, Tally, TallyRound, TieLaw
from auzolan.values.refusal import Refusal

name = "sortition"
title = "Drawing by lot"
summary = "Draws the seats by lot from those who stand, with as many from each group as its size asks for."
SHAPE = CHOICE
PARAMETERS = {
    "strata": 'which group each option belongs to, as a table or as text such as "ane=north,ben=south"; without it '
    "all are one group",
    "places": "how many seats each group has, in the same form; in proportion to how many stand where nothing is said",
}


def tally(election: Election, parameters: Mapping[str, Any], law: TieLaw) -> Tally:
    """Give each group its seats, then take its first in the published order. Ballots have no part in it."""
    options, seats = standing(election), seats_of(election)
    groups = _groups(options, _table(parameters, "strata"))
    places = _places(groups, _table(parameters, "places"), seats)
    rounds = [TallyRound(
        says="Each group has seats by its size: what is left over goes to the largest remainders.",
        measures={
            name: amount for group, members in groups.items()
            for name, amount in ((f"{group} stand", len(members)), (f"{group} seats", places[group]))
        },
    )]
    winners: list[str] = []
    for group, members in groups.items():
        drawn = sorted(members, key=law.order.index)[:places[group]]
        winners += drawn
        said = " and ".join([", ".join(drawn[:-1]), drawn[-1]] if len(drawn) > 1 else drawn) or "nobody"
        rounds.append(TallyRound(
            says=f"Drawn {law.name} from {group}: {said}.",
            figures=tuple(
                Figure(option=option, amount=place, note="elected" if option in drawn else "")
                for place, option in enumerate(sorted(members, key=law.order.index), 1)
            ),
        ))
    return Tally(winners=tuple(sorted(winners, key=law.order.index)), rounds=tuple(rounds))


def _table(parameters: Mapping[str, Any], name: str) -> dict[str, str]:
    """A table, or text with the same in pairs."""
    said = parameters.get(name, "")
    if isinstance(said, Mapping):
        return {str(key): str(value) for key, value in said.items()}
    pairs = [pair.partition("=") for pair in str(said).split(",") if pair.strip()]
    if wrong := next((key for key, equals, value in pairs if not (equals and key.strip() and value.strip())), None):
        raise _refused(name, f"{wrong[:40]!r} is no pair.", 'Write pairs such as "ane=north,ben=south".')
    return {key.strip(): value.strip() for key, _, value in pairs}


def _groups(options: tuple[str, ...], strata: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Who stands, by group, the groups in the order of their names."""
    if strata and (missing := next((option for option in options if option not in strata), "")):
        raise _refused("strata", f"{missing[:40]!r} belongs to no group.", "Give every option a group.")
    names = sorted({strata.get(option, "all") for option in options})
    return {group: tuple(one for one in options if strata.get(one, "all") == group) for group in names}


def _places(groups: Mapping[str, tuple[str, ...]], said: Mapping[str, str], seats: int) -> dict[str, int]:
    """Seats by group: as said, or in proportion, the rest to the largest remainders, equals by their names."""
    if said:
        places = {group: _number(said.get(group, "0")) for group in groups}
        over = next((group for group in groups if places[group] > len(groups[group])), "")
        if over or sum(places.values()) != seats or set(said) - set(groups):
            why = f"{over!r} has more seats than people." if over else f"They do not add up to the {seats} seats."
            raise _refused("places", why, "Give each group seats that its people can take, adding up to all seats.")
        return places
    everybody = sum(len(members) for members in groups.values())
    shares = {group: Fraction(seats * len(members), everybody) for group, members in groups.items()}
    places = {group: int(share) for group, share in shares.items()}
    left = seats - sum(places.values())
    for group in sorted(groups, key=lambda group: (places[group] - shares[group], group.encode()))[:left]:
        places[group] += 1
    return places


def _number(said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise _refused("places", f"{said[:40]!r} is no number of seats.", "Write whole numbers.")
    return int(said)


def _refused(name: str, why: str, next: str) -> Refusal:
    return Refusal(what=WHAT, where=f"parameter {name}", why=why, next=next)
