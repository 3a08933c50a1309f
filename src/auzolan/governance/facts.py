"""What can have happened to a decision: it was proposed, answered, withdrawn, closed, and had its effect."""

import msgspec

from auzolan.charter.facts import ArticleDigest
from auzolan.journal.entry import Fact, Whole

VOTERS_PER_ENTRY = 1_000  # so that an entry stays below its 65,535 bytes
INLINE_VOTERS_MAX = 250


class Voter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A member on a roll. weight: what their ballot counts for; one each unless the charter says otherwise."""

    member: str
    weight: Whole = 1


class ProposedArticle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The wording of an article that would come into force. text: canonical."""

    article: str
    text: str


class ProposalOpened(Fact, frozen=True, kw_only=True, tag="governance.proposal_opened.1"):
    """Something was put to members; from now until the close they can answer. The proposer is who the entry speaks for.

    effect: what a yes does, by the name of its file; articles, retires, run: what it does that to; procedure,
    procedure_seq: how it is decided, and the entry that adopted that version; method: how it is counted; options:
    what can be answered; voters: size of the roll; roll: the roll itself, or empty where entries RollFrozen follow at
    once; support: how many others must support it before anybody can answer; replaces: the decision that it corrects.
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


class RollFrozen(Fact, frozen=True, kw_only=True, tag="governance.roll_frozen.1"):
    """A part of a large roll, right after the proposal it belongs to; nobody can answer before it is whole."""

    decision: str
    voters: tuple[Voter, ...]


class ProposalSupported(Fact, frozen=True, kw_only=True, tag="governance.proposal_supported.1"):
    """A member other than the proposer wants it to be put to the body."""

    decision: str


class BallotCast(Fact, frozen=True, kw_only=True, tag="governance.ballot_cast.1"):
    """A member answered; the last answer before the close counts. The member is who the entry speaks for.

    criterion: what an objection rests on; vault: commitment to the reason.
    """

    decision: str
    option: str
    criterion: str = ""
    vault: str = ""


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
    effect_from: the moment from which it does.
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


FACTS = (
    ProposalOpened, RollFrozen, ProposalSupported, BallotCast, ProposalWithdrawn, DecisionClosed, DecisionVetoed,
    EffectDone, EffectStopped,
)
