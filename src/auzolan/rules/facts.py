"""What can have happened to rules: one was run, its portions were published, approved, settled or voided."""

import msgspec

from auzolan.journal.entry import Fact, Whole
from auzolan.rules.bids_facts import BidsOpened

PORTIONS_PER_ENTRY = 500


class RunPublished(Fact, frozen=True, kw_only=True, tag="rules.run_published.1"):
    """A rule was applied to a period, as the books stood after one entry.

    run: its id; rule: the article; version, article: which adopted text (seq of its ArticleAdopted); period: as people
    write it; position: seq of the last entry that was read; amount, unit: what was shared, negative for a loss;
    source: the account that all of it comes from, empty where each portion names its own or nothing is paid;
    count: portions; inputs, outputs: digests as docs/formats/run.md says;
    number: the how-manieth run of this rule (from 1); mends: the run it corrects.
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


FACTS = (RunPublished, PortionsPublished, RunApproved, RunSettled, RunVoided, BidsOpened)
