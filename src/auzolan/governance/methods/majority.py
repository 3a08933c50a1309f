"""Majority: yes against no, with the share of yes that the procedure asks for."""

from dataclasses import dataclass, replace
from fractions import Fraction

from auzolan.governance.ballot import (
    WEIGHT,
    Ballots,
    Counted,
    Outcome,
    Outlook,
    Quorum,
    Roll,
    Round,
    in_words,
    quorum_of,
    tallied,
)
from auzolan.governance.terms import HALF, Terms
from auzolan.values.quantity import print_fraction

name = "majority"
title = "Majority"
summary = "Carries when enough of those voting say yes: more than half, or the share that the procedure asks for."
OPTIONS = ("yes", "no", "abstain")
ABSTAINING = ("abstain",)
HEADS = "heads"
PARAMETERS = {
    "threshold": 'the share that yes must have, such as "2/3"',
    "strict": "whether yes must be more than that share, or just as much is enough",
    "threshold_base": "of what: cast (the ballots), present (everybody who answered), eligible (the whole roll)",
    "abstentions_count": "whether abstentions count among the ballots cast",
}

_BASES = {"cast": "the ballots cast", "present": "those who answered", "eligible": "the whole roll"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """What counts for the threshold by answer, and what counts for the quorum (each heads or weights, as the procedure
    says), so that what may still come can be tried out."""

    yes: int
    no: int
    abstain: int
    sided: int
    answered: int
    voters: int
    whole: int
    terms: Terms

    def plus(self, *, yes: list[int], no: list[int], abstain: list[int]) -> "_Standing":
        """The same after more answers of these weights."""
        many = len if self.terms.threshold_of == HEADS else sum
        took_part = sum if self.terms.quorum_of == WEIGHT else len
        sided = took_part(yes) + took_part(no)
        return replace(
            self, yes=self.yes + many(yes), no=self.no + many(no), abstain=self.abstain + many(abstain),
            sided=self.sided + sided, answered=self.answered + sided + took_part(abstain),
        )

    @property
    def quorum(self) -> Quorum:
        return quorum_of(self.answered, self.sided, self.voters, self.terms)

    @property
    def tie(self) -> bool:
        # At one half a tie would carry where "at least half" is enough; the tie law leaves everything as it was.
        return 0 < self.yes == self.no and self.terms.threshold == HALF

    @property
    def carried(self) -> bool:
        present = self.yes + self.no + self.abstain
        cast = present if self.terms.abstentions_count else self.yes + self.no
        base = {"cast": cast, "present": present, "eligible": self.whole}[self.terms.threshold_base]
        needed = self.terms.threshold * base
        enough = self.yes > needed if self.terms.strict else self.yes >= needed
        return self.quorum.reached and self.yes > 0 and not self.tie and enough

    def sure(self, waiting: list[int]) -> bool:
        """Whether it carries whatever those of these weights do: say no, abstain, or stay away."""
        worst = (self, self.plus(yes=[], no=waiting, abstain=[]), self.plus(yes=[], no=[], abstain=waiting))
        return all(standing.carried for standing in worst)


def _standing(counts: tuple[Counted, ...], roll: Roll, terms: Terms) -> _Standing:
    yes, no, abstain = counts
    weight, by_heads = sum(roll.values()), terms.threshold_of == HEADS
    by_weight = terms.quorum_of == WEIGHT
    sided = yes.weight + no.weight if by_weight else yes.heads + no.heads
    say = tuple(one.heads if by_heads else one.weight for one in counts)
    return _Standing(
        yes=say[0], no=say[1], abstain=say[2], sided=sided,
        answered=sided + (abstain.weight if by_weight else abstain.heads), voters=weight if by_weight else len(roll),
        whole=len(roll) if by_heads else weight, terms=terms,
    )


def count(ballots: Ballots, roll: Roll, terms: Terms) -> Outcome:
    """Count the weight of yes against what the procedure asks for. Equal yes and no leave everything as it was."""
    counts = tallied(OPTIONS, ballots, roll)
    standing = _standing(counts, roll, terms)
    return Outcome(
        carried=standing.carried, counts=counts, quorum=standing.quorum, why=_why(standing),
        rounds=(Round(title="ballots", counts=counts),),
    )


def _why(standing: _Standing) -> str:
    if missing := standing.quorum.missing:
        return f"the quorum was missed by {in_words(missing)}"
    if standing.tie:
        return "yes and no were level, and a tie leaves everything as it was"
    return f"yes needed {asked(standing.terms)}"


def asked(terms: Terms) -> str:
    """What yes must have, in words ("more than 50 % of the ballots cast")."""
    edge = "more than" if terms.strict else "at least"
    return f"{edge} {_share(terms.threshold)} of {_BASES[terms.threshold_base]}"


def _share(share: Fraction) -> str:
    percent = share * 100
    return f"{print_fraction(percent)} %" if percent.denominator == 1 else f"{share.numerator}/{share.denominator}"


def outlook(ballots: Ballots, roll: Roll, terms: Terms) -> Outlook:
    """How it stands: decided already, or how many more yes decide it."""
    standing = _standing(tallied(OPTIONS, ballots, roll), roll, terms)
    waiting = sorted((weight for member, weight in roll.items() if member not in ballots), reverse=True)
    whatever = ", however the others answer" if waiting else ""
    if standing.sure(waiting):
        return Outlook(settled=True, says=f"It is decided: it carries{whatever}.")
    if not standing.plus(yes=waiting, no=[], abstain=[]).carried:
        if standing.tie and not waiting:
            return Outlook(settled=False, says=f"Yes and no are level at {standing.yes}: everything stays as it was.")
        return Outlook(settled=False, says=f"It is decided: it does not carry{whatever}.")
    return Outlook(settled=None, says=_missing(standing, waiting))


def _missing(standing: _Standing, waiting: list[int]) -> str:
    """How many more yes decide it. All who are left would, or it would be settled already."""
    more = next(
        more for more in range(1, len(waiting) + 1)
        if standing.plus(yes=waiting[:more], no=[], abstain=[]).sure(waiting[more:])
    )
    verb = "can decide" if waiting[0] != waiting[-1] else "decides" if more == 1 else "decide"
    level = f"Yes and no are level at {standing.yes}. " if standing.tie else ""
    return f"{level}{in_words(more).capitalize()} more yes {verb}."
