"""What is kept of every limit: its sums, what an append touched, and which alarms have yet to be looked at."""

import msgspec
from immutables import Map

Group = tuple[str, str]  # the value that is held apart, and the period: ("m1", "2026-03")


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What one row that may end added to the sums of its group."""

    value: str
    period: str
    sums: tuple[str, ...]


class Latest(msgspec.Struct, frozen=True, kw_only=True):
    """The newest value that was recorded of somebody, and the day it is for."""

    date: str
    amount: str


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """One limit. Sums are exact numbers as text, in the order of its condition.

    seq: the entry that adopted this text; ready: whether what was there before it has been counted; groups: the sums;
    kept: rows that may end, by key; gone: rows that ended before they were counted; latest: (article, member) -> value.
    """

    seq: int
    ready: bool = True
    groups: Map[Group, tuple[str, ...]] = Map()
    kept: Map[str, Kept] = Map()
    gone: frozenset[str] = frozenset()
    latest: Map[tuple[str, str], Latest] = Map()


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """Every limit in force. began: the first entry of the append that is being read; touched: (limit, account or
    value, period) -> what the figures were before this append; stale: limits to be looked at when the node
    wakes -> the entry that last changed what they read.
    """

    limits: Map[str, Counted] = Map()
    began: int = 0
    touched: Map[tuple[str, str, str], tuple[str, ...]] = Map()
    stale: Map[str, int] = Map()


NOTHING = Watch()
