"""The terms of a decision: what its procedure says about who, how long, how many and from when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.charter import read

HALF = Fraction(1, 2)
OPEN_BALLOT, SEALED_BALLOT, EXTERNAL_BALLOT = "open", "sealed", "external"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """How far a procedure follows delegations. depth: how many times they are passed on, 0 where they count for
    nothing; cap: the share of all weight that one ballot may come to, its own included, or None."""

    depth: int = 0
    cap: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chamber:
    """One of several bodies that decide together. weight: what those who answer in it weigh together, or 0 where each
    chamber must carry by itself."""

    body: str
    title: str
    weight: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What there is to choose from, where a method chooses among several.

    options: in the order in which they were put; costs, budget: whole smallest units; order: the options with the
    preferred of equals first; law: how that order came about; open_ties: whether a tie leaves everything as it was;
    places: decimals of the money.
    """

    options: tuple[str, ...]
    seats: int = 1
    budget: int = 0
    costs: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    order: tuple[str, ...] = ()
    law: str = ""
    open_ties: bool = False
    places: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a procedure asks for, ready to count with.

    body: whose roll is frozen; propose: who may propose; quorum: a share (Fraction) of its base, or a number of
    members; threshold: the share of its base that yes must reach, or pass when strict. Bases: eligible (the whole
    roll), present (everybody who answered), cast (who took a side, and those who abstained where abstentions_count).
    discussion_days, vote_days: until ballots open, and while they are; cooling_off_days: from the close until it takes
    effect. fallback: the procedure that may decide when this one came to nothing. tie: keeps_as_it_was, order or lot;
    trust: how far delegations are followed; chambers: where several bodies decide together, in their order; swing_days,
    extension_days: when the outcome turns in the last days, it stays open so much longer, once; question: what there is
    to choose from, where there are several. weight, weight_year: the formula that weighs each ballot and the year it
    looks at; quorum_of, threshold_of: heads or weight; hidden: nobody sees how it stands before the close; ballot:
    open, sealed or external; override:
    the procedure that can put aside a veto; amendment_days: after the discussion, while its words can be changed;
    way_out, way_out_after: how it is decided when no quorum can be met, or so many calls in a row missed it; meaning:
    which version of the ways to count applies.
    """

    procedure: str
    title: str
    body: str
    propose: str
    method: str = "majority"
    quorum: Fraction | int = 0
    quorum_base: str = "eligible"
    threshold: Fraction = HALF
    strict: bool = True
    threshold_base: str = "cast"
    abstentions_count: bool = False
    discussion_days: int = 0
    vote_days: int = 14
    cooling_off_days: int = 0
    early_close: bool = False
    fallback: str = ""
    support: int = 0
    veto: str = ""
    parameters: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    tie: str = "lot"
    trust: Trust = Trust()
    chambers: tuple[Chamber, ...] = ()
    swing_days: int = 0
    extension_days: int = 0
    question: Question | None = None
    weight: str = ""
    weight_year: str = "this"
    quorum_of: str = "heads"
    threshold_of: str = "weight"
    hidden: bool = False
    ballot: str = OPEN_BALLOT
    override: str = ""
    amendment_days: int = 0
    way_out: str = ""
    way_out_after: int = 2
    meaning: int = 1

    @property
    def weighted(self) -> bool:
        """Whether chambers weigh in fixed proportions, instead of each carrying by itself."""
        return any(chamber.weight for chamber in self.chambers)


# What the terms take over from the article under the same name.
AS_SAID = (
    "body", "propose", "method", "parameters", "support", "quorum_base", "quorum_of", "threshold", "threshold_of",
    "threshold_base", "strict", "abstentions_count", "discussion_days", "amendment_days", "vote_days",
    "cooling_off_days", "early_close", "swing_days", "extension_days", "tie", "veto", "override", "fallback", "weight",
    "weight_year", "hidden", "ballot", "way_out", "way_out_after",
)


def terms_of(article: Article, *, second_call: bool = False) -> Terms:
    """The terms that an article of the kind procedure sets.

    second_call: whether an earlier decision about the same failed for want of a quorum; then the second quorum counts.
    """
    said = read(article)
    quorum = said.second_quorum if second_call and said.second_quorum is not None else said.quorum
    return Terms(
        procedure=said.id,
        title=said.name,
        quorum=quorum if quorum is not None else 0,
        chambers=tuple(
            Chamber(body=one["body"], title=one.get("title", one["body"]), weight=one.get("weight", 0))
            for one in said.chambers
        ),
        trust=Trust(depth=said.delegation_depth, cap=said.delegation_cap),
        **{name: getattr(said, name) for name in AS_SAID},
    )
