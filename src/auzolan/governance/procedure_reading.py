"""What an article of the kind procedure says, as a typed value."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.kinds import modules_in
from auzolan.values.quantity import parse_share

BASES = ("cast", "eligible", "present")
HEADS, WEIGHT = "heads", "weight"
THIS_YEAR, LAST_YEAR = "this", "last"
TIES = ("keeps_as_it_was", "order", "lot")
LOT = "lot"
SEALED, EXTERNAL = "sealed", "external"
BALLOTS = ("open", SEALED, EXTERNAL)
DAYS_MAX = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """How a kind of decision is made.

    quorum, second_quorum: a share (Fraction) of the base, or a whole number of people (int), or None; threshold: a
    share of its base, `strict` when it must be more than that; days: whole days; ids are empty where nothing is said.
    weight: the formula that weighs each member, or empty for one each; weight_year: this or last; quorum_of,
    threshold_of: heads or weight; override: the procedure that can put aside a veto; way_out: the one by which it may
    be decided when the quorum can no longer be met, or was missed way_out_after times in a row.
    """

    id: str
    name: str
    body: str
    propose: str
    support: int
    method: str
    parameters: Mapping[str, Any]
    quorum: Fraction | int | None
    quorum_base: str
    second_quorum: Fraction | int | None
    threshold: Fraction
    strict: bool
    threshold_base: str
    abstentions_count: bool
    discussion_days: int
    vote_days: int
    cooling_off_days: int
    early_close: bool
    tie: str
    veto: str
    fallback: str
    contest_days: int
    retroactive: bool
    chambers: tuple[Mapping[str, Any], ...]
    swing_days: int
    extension_days: int
    delegation_depth: int
    delegation_cap: Fraction | None
    delegation_days: int
    notice_days: int
    second_call_minutes: int
    proxies_max: int
    hands: bool
    weight: str
    weight_year: str
    money_may_vote: bool
    quorum_of: str
    threshold_of: str
    hidden: bool
    ballot: str
    override: str
    amendment_days: int
    way_out: str
    way_out_after: int


def read(article: Article) -> Procedure:
    """The article as a typed value; what it does not say is the usual: more than half of the ballots cast."""
    fields = article.fields
    get = fields.get
    return Procedure(
        id=article.id, name=article.name, body=fields["body"], propose=get("propose", fields["body"]),
        support=get("support", 0), method=fields["method"], parameters=get("parameters", {}),
        quorum=quorum_said(get("quorum")), quorum_base=get("quorum_base", "eligible"),
        second_quorum=quorum_said(get("second_quorum")), threshold=parse_share(get("threshold", "1/2")),
        strict=get("strict", "threshold" not in fields), threshold_base=get("threshold_base", "cast"),
        abstentions_count=get("abstentions_count", False), discussion_days=get("discussion_days", 0),
        vote_days=fields["vote_days"], cooling_off_days=get("cooling_off_days", 0),
        early_close=get("early_close", False),
        tie=get("tie", LOT if several(fields["method"]) else TIES[0]), veto=get("veto", ""),
        fallback=get("fallback", ""), contest_days=get("contest_days", 0), retroactive=get("retroactive", False),
        chambers=tuple(get("chambers", ())), swing_days=get("swing_days", 0),
        extension_days=get("extension_days", 0), delegation_depth=get("delegation_depth", 0),
        delegation_cap=parse_share(fields["delegation_cap"]) if "delegation_cap" in fields else None,
        delegation_days=get("delegation_days", DAYS_MAX), notice_days=get("notice_days", 0),
        second_call_minutes=get("second_call_minutes", 0), proxies_max=get("proxies_max", 0),
        hands=get("hands", False), weight=get("weight", ""), weight_year=get("weight_year", THIS_YEAR),
        money_may_vote=get("money_may_vote", False), quorum_of=get("quorum_of", HEADS),
        threshold_of=get("threshold_of", WEIGHT), hidden=get("hidden", False),
        ballot=get("ballot", BALLOTS[0]), override=get("override", ""),
        amendment_days=get("amendment_days", 0), way_out=get("way_out", ""), way_out_after=get("way_out_after", 2),
    )


def quorum_said(said: object) -> Fraction | int | None:
    """A share, or a number of people. Raises ValueError when it is neither."""
    if said is None:
        return None
    if isinstance(said, int) and not isinstance(said, bool) and said >= 0:
        return said
    if isinstance(said, str) and said.isdecimal() and len(said) < 10:
        return int(said)
    share = parse_share(said if isinstance(said, str) else "")
    if not 0 <= share <= 1:
        raise ValueError("a quorum is a share between 0 and all")
    return share


def methods() -> tuple[str, ...]:
    """The names of the methods that are installed: one file each."""
    return tuple(module.rpartition(".")[2] for module in modules_in("auzolan.governance.methods"))


def several(method: str) -> bool:
    """Whether a method chooses among several options that a proposal names."""
    found = import_module("auzolan.governance.methods").find().get(method)
    return found is not None and bool(found.shape)
