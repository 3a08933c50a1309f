"""What can have happened to what is watched and measured: a limit broke or holds again, a metric was published."""

import msgspec

from auzolan.journal.entry import Fact, Whole
from auzolan.metrics.survey_facts import FACTS as OF_SURVEYS

PARTS_PER_ENTRY = 300


class LimitBroken(Fact, frozen=True, kw_only=True, tag="metrics.limit_broken.1"):
    """A limit does not hold, says the node, as the books stood after one entry.

    limit: the article; article: seq of the text that was tested; position: seq of the last entry that was read;
    figure, bound: what it came to and what it is held against, with their units; about: the account, row or value it
    does not hold for; period: the span, where spans are held apart.
    """

    limit: str
    article: Whole
    position: Whole
    why: str
    figure: str = ""
    bound: str = ""
    about: str = ""
    period: str = ""


class LimitHolds(Fact, frozen=True, kw_only=True, tag="metrics.limit_holds.1"):
    """A limit that was broken holds again, as the books stood after the entry `position`."""

    limit: str
    article: Whole
    position: Whole


class CountedPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One part of what was there before. key: of a row that can end; value, period: where it is held apart; sums:
    exact numbers; date: where it is the newest value recorded of the member `value` by the article `key`."""

    value: str = ""
    period: str = ""
    sums: tuple[str, ...] = ()
    key: str = ""
    date: str = ""


class LimitCounted(Fact, frozen=True, kw_only=True, tag="metrics.limit_counted.1"):
    """What was there before a limit was adopted was counted, as of the entry that adopted it, so that it can refuse.

    number: which part of the count, from 0; last: nothing is missing now.
    """

    limit: str
    article: Whole
    number: Whole
    parts: tuple[CountedPart, ...]
    last: bool = False


class MetricPublished(Fact, frozen=True, kw_only=True, tag="metrics.metric_published.1"):
    """What a metric came to for a period, as the books stood after one entry. It is shown and never paid.

    metric: the article; article: seq of its text; period: as people write it; position: seq of the last entry read;
    value: an exact number, empty where the cell is too small to be shown; denominator: what it was divided by, if
    anything; count: rows it rests on, -1 where it is too small to be shown; inputs: digest of what was read.
    """

    metric: str
    article: Whole
    period: str
    position: Whole
    inputs: str
    value: str = ""
    unit: str = ""
    denominator: str = ""
    count: Whole = -1


# What can be worked out again from the tables by whoever holds a copy.
WORKED_OUT = (LimitBroken, LimitHolds, LimitCounted, MetricPublished)
FACTS = (*WORKED_OUT, *OF_SURVEYS)
