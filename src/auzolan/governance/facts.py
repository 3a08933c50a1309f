"""What can have happened to a decision: it was proposed, answered, withdrawn, closed, and had its effect."""

import msgspec

from auzolan.charter.facts import ArticleDigest
from auzolan.governance.apart_facts import APART_FACTS
from auzolan.governance.budget_facts import BUDGET_FACTS
from auzolan.governance.election_facts import ELECTION_FACTS
from auzolan.governance.meeting_facts import MEETING_FACTS
from auzolan.governance.procedure_facts import PROCEDURE_FACTS
from auzolan.governance.proposed import Points as Points
from auzolan.governance.proposed import ProposedArticle as ProposedArticle
from auzolan.governance.register_facts import REGISTER_FACTS
from auzolan.journal.entry import Fact, Whole

VOTERS_PER_ENTRY = 1_000  # so that an entry stays below its 65,535 bytes
INLINE_VOTERS_MAX = 250


class Voter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A member on a roll. weight: what their ballot counts for; one each unless the charter says otherwise; chamber:
    the body for which they are on it, where several decide together."""

    member: str
    weight: Whole = 1
    chamber: str = ""


class ProposedOption(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One of several things to choose from. option: a short name, or the id of a candidate; title: what it is, empty
    for a candidate, whose name is in the vault; cost: a canonical amount in the proposal's unit, where it costs
    something; text: more about it, for those who want to know.
    """

    option: str
    title: str = ""
    cost: str = ""
    text: str = ""


class Detail(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One particular of what a yes does, by the name that the effect gives it."""

    name: str
    value: str


class ProposalOpened(Fact, frozen=True, kw_only=True, tag="governance.proposal_opened.1"):
    """Something was put to members; from now until the close they can answer. The proposer is who the entry speaks for.

    effect: what a yes does, by the name of its file; articles, retires, run: what it does that to; procedure,
    procedure_seq: how it is decided, and the entry that adopted that version; method: how it is counted; options:
    what can be answered; voters: size of the roll; roll: the roll itself, or empty where entries RollFrozen follow at
    once; support: how many others must support it before anybody can answer; replaces: the decision that it corrects;
    asks: what there is to choose from, where the method chooses among several; seats: how many of them at most;
    budget: what they may cost together, a canonical amount in unit; lot: commitment to 32 random bytes that order equal
    options and are shown at the close; details: particulars of the effect; weighed: the entry up to which
    was read what the weights on the roll rest on, where a formula gives them; hidden: whether nobody sees how it stands
    before the close; way_out: the procedure that can decide nothing any more, and whose way out this one is; sealed:
    whether it is answered into a sealed box; external: whether it is voted on elsewhere; summary: the whole of it in
    one plain sentence, or empty.
    """

    decision: str
    title: str
    text: str
    effect: str
    procedure: str
    procedure_seq: Whole
    method: str
    options: tuple[str, ...]
    opens_at: str
    closes_at: str
    voters: Whole
    support: Whole = 0
    roll: tuple[Voter, ...] = ()
    articles: tuple[ProposedArticle, ...] = ()
    retires: tuple[str, ...] = ()
    run: str = ""
    replaces: str = ""
    asks: tuple[ProposedOption, ...] = ()
    seats: Whole = 0
    budget: str = ""
    unit: str = ""
    lot: str = ""
    details: tuple[Detail, ...] = ()
    weighed: Whole = 0
    hidden: bool = False
    way_out: str = ""
    sealed: bool = False
    external: bool = False
    summary: str = ""


class RollFrozen(Fact, frozen=True, kw_only=True, tag="governance.roll_frozen.1"):
    """A part of a large roll, right after the proposal it belongs to; nobody can answer before it is whole."""

    decision: str
    voters: tuple[Voter, ...]


class ProposalSupported(Fact, frozen=True, kw_only=True, tag="governance.proposal_supported.1"):
    """A member other than the proposer wants it to be put to the body."""

    decision: str


class BallotCast(Fact, frozen=True, kw_only=True, tag="governance.ballot_cast.1"):
    """A member answered; the last answer before the close counts. The member is who the entry speaks for.

    criterion: what an objection rests on; vault: commitment to the reason; ranks: options from first to last, equal
    ones together (a ranking; one group: a choice or approvals); points: what each option gets. Which of option, ranks
    and points is there depends on the method; a ballot with none of them takes part and prefers nothing. extends: the
    new end of voting, where this ballot turns the outcome so late that the procedure keeps it open; blind: 32
    random bytes in hex where nobody may know it yet, so that trying out answers does not give it away.
    """

    decision: str
    option: str = ""
    criterion: str = ""
    vault: str = ""
    ranks: tuple[tuple[str, ...], ...] = ()
    points: tuple[Points, ...] = ()
    extends: str = ""
    blind: str = ""


class ProposalWithdrawn(Fact, frozen=True, kw_only=True, tag="governance.proposal_withdrawn.1"):
    """The proposer took a proposal back before anybody had answered."""

    decision: str


class OptionCounted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What one option received: how many members, and their weights together."""

    option: str
    heads: Whole
    weight: Whole


class DecisionClosed(Fact, frozen=True, kw_only=True, tag="governance.decision_closed.1"):
    """The ballots were counted; nothing about the decision can change any more.

    carried: whether the answer is yes; counts: by option; quorum_reached: whether enough took part; rounds: SHA-256 in
    hex of every round of the count; effect, run, adopts: what follows and to what exactly, only where it carried;
    effect_from: the moment from which it does; winners: what was chosen among several, in order; lot: the random bytes
    in hex that were committed to at the opening, or empty where they are lost and the commitment stands in for them.
    """

    decision: str
    carried: bool
    counts: tuple[OptionCounted, ...]
    quorum_reached: bool
    rounds: str
    effect: str
    effect_from: str = ""
    adopts: tuple[ArticleDigest, ...] = ()
    run: str = ""
    winners: tuple[str, ...] = ()
    lot: str = ""


class DecisionVetoed(Fact, frozen=True, kw_only=True, tag="governance.decision_vetoed.1"):
    """Somebody who may stopped a carried decision before it took effect. vault: commitment to the reasons."""

    decision: str
    vault: str


class EffectDone(Fact, frozen=True, kw_only=True, tag="governance.effect_done.1"):
    """What was decided has been done, by the entries before this one that name the decision as their cause."""

    decision: str


class EffectStopped(Fact, frozen=True, kw_only=True, tag="governance.effect_stopped.1"):
    """What was decided could not be done any more when its time came. why: the refusal in a sentence."""

    decision: str
    why: str


class DelegationGiven(Fact, frozen=True, kw_only=True, tag="governance.delegation_given.1"):
    """A member lets another answer where they do not answer themselves. until: the last day; procedure: only for what
    is decided by it, or empty for everything. The member is who the entry speaks for.
    """

    to: str
    until: str
    procedure: str = ""


class DelegationEnded(Fact, frozen=True, kw_only=True, tag="governance.delegation_ended.1"):
    """A member answers for themselves again. procedure: as it was given for."""

    procedure: str = ""


FACTS = (
    ProposalOpened, RollFrozen, ProposalSupported, BallotCast, ProposalWithdrawn, DecisionClosed, DecisionVetoed,
    EffectDone, EffectStopped, DelegationGiven, DelegationEnded, *MEETING_FACTS,
    *PROCEDURE_FACTS, *ELECTION_FACTS, *APART_FACTS, *BUDGET_FACTS,
    *REGISTER_FACTS,
)
