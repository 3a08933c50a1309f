"""What can have happened to rules: one was run, its portions were published, approved, settled or voided."""

import msgspec

from auzolan.journal.entry import Fact, Whole
from auzolan.rules.bids_facts import BidsOpened

PORTIONS_PER_ENTRY = 500
MARKS_PER_ENTRY = 400


class RunPublished(Fact, frozen=True, kw_only=True, tag="rules.run_published.1"):
    """A rule was applied to a period, as the books stood after one entry.

    run: its id; rule: the article; version, article: which adopted text (seq of its ArticleAdopted); period: as people
    write it; position: seq of the last entry that was read; amount, unit: what was shared, negative for a loss;
    source: the account that all of it comes from, empty where each portion names its own or nothing is paid;
    count: portions; inputs, outputs: digests as docs/formats/run.md says;
    number: the how-manieth run of this rule (from 1); mends: the run it corrects (where that was paid, only what is
    different is posted); proof: the digest of the proof that
    follows the portions, as docs/formats/run.md says, empty where none was kept; marks: how many marks the proof has.
    """

    run: str
    rule: str
    version: Whole
    article: Whole
    period: str
    position: Whole
    amount: str
    unit: str
    source: str
    count: Whole
    number: Whole
    inputs: str
    outputs: str
    mends: str = ""
    proof: str = ""
    marks: Whole = 0


class Share(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One receiver's part. to: the account, or the key of a row that is only scored; member: whose it is, if one
    person's; source: the account it comes from, where that is not the run's; rank: its place, where rows are ranked."""

    to: str
    amount: str
    member: str = ""
    source: str = ""
    rank: Whole = 0


class PortionsPublished(Fact, frozen=True, kw_only=True, tag="rules.portions_published.1"):
    """Some of the portions of the run published just before, in the order of their accounts."""

    run: str
    portions: tuple[Share, ...]


class Mark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a proof says of one party of a set-off, or of one row or place of a matching, in the proof's order.

    name: whose it is; level: a whole number, see docs/formats/set-off.md; cut: the place of the debt or pair at which
    the border before it was drawn, -1 where there is none; side: row, place or hub in a matching, else empty.
    """

    name: str
    level: Whole = 0
    cut: Whole = -1
    side: str = ""


class ProofPublished(Fact, frozen=True, kw_only=True, tag="rules.proof_published.1"):
    """Some of the marks that prove a run whose portions stand just before: with them nobody needs a solver."""

    run: str
    marks: tuple[Mark, ...]


class RunApproved(Fact, frozen=True, kw_only=True, tag="rules.run_approved.1"):
    """A decision approved a run whose rule asks for approval."""

    run: str
    decision: str


class RunSettled(Fact, frozen=True, kw_only=True, tag="rules.run_settled.1"):
    """What stands of a run was posted. held: the accounts whose portions wait for the answer to a contest."""

    run: str
    count: Whole
    amount: str
    held: tuple[str, ...] = ()


class RunVoided(Fact, frozen=True, kw_only=True, tag="rules.run_voided.1"):
    """A run that had not been settled was taken back by a decision, or replaced by a corrected one."""

    run: str


class CorrectionOrdered(Fact, frozen=True, kw_only=True, tag="rules.correction_ordered.1"):
    """A decision asks that a run which was paid be corrected. paid_from: the account that pays for what others got too
    much and keep; empty where the rule says it."""

    run: str
    decision: str
    paid_from: str = ""


FACTS = (
    RunPublished, PortionsPublished, ProofPublished, RunApproved, RunSettled, RunVoided, CorrectionOrdered, BidsOpened
)
