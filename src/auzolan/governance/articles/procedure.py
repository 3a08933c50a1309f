"""The kind `procedure`: how a kind of decision is made, by whom, how many must say yes, and in what time."""

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.kinds import Field
from auzolan.governance.meeting_article import meeting_words
from auzolan.governance.procedure_chambers import chamber_words
from auzolan.governance.procedure_check import check
from auzolan.governance.procedure_reading import (
    BALLOTS,
    BASES,
    DAYS_MAX,
    HEADS,
    LAST_YEAR,
    LOT,
    THIS_YEAR,
    TIES,
    WEIGHT,
    Procedure,
    methods,
    read,
    several,
)
from auzolan.governance.procedure_words import ballot_words, spoken

__all__ = [
    "DAYS_MAX",
    "FIELDS",
    "LIVELY",
    "LOT",
    "Procedure",
    "check",
    "methods",
    "name",
    "read",
    "several",
    "summary",
    "words",
]

name = "procedure"
summary = "how a kind of decision is made: body, method, quorum, threshold, times"
LIVELY = True
QUORUM = 'a share such as "1/2" or "50%", or a number of people'
EXCEPTION = (
    Field(name="article", type="text", required=True, means="which article is excepted"),
    Field(name="until", type="date", required=True, means="the day on which the exception ends"),
    Field(name="says", type="text", required=True, means="why it is granted"),
)
CHAMBER = (
    Field(name="body", type="article", of=("body", "class"), required=True, means="who sits in it"),
    Field(name="title", type="text", means="what people call it"),
    Field(name="weight", type="whole", means="what its ballots weigh together; without it each must carry by itself"),
)
FIELDS = (
    Field(name="body", type="article", of=("body", "class"), required=True, means="who decides by it"),
    Field(name="propose", type="article", of=("class", "body"), means="who may propose; without it the body may"),
    Field(name="support", type="whole", means="how many must support a proposal before it is put to the body"),
    Field(name="method", type="text", required=True, means="how ballots are counted"),
    Field(name="parameters", type="table", means="what the method needs to know"),
    Field(name="quorum", type="any", form=QUORUM, means="how many must take part"),
    Field(name="quorum_base", type="text", choices=BASES, means="of whom the quorum is a share"),
    Field(name="quorum_of", type="text", choices=(HEADS, WEIGHT), means="of what: people, or their weights"),
    Field(name="second_quorum", type="any", form=QUORUM, means="the quorum of a second call"),
    Field(name="threshold", type="share", means="which share must say yes"),
    Field(name="strict", type="truth", means="whether it must be more than that share, not just as much"),
    Field(name="threshold_base", type="text", choices=BASES, means="of whom the threshold is a share"),
    Field(name="threshold_of", type="text", choices=(HEADS, WEIGHT), means="of what: heads or weights"),
    Field(name="abstentions_count", type="truth", means="whether abstentions count among the ballots cast"),
    Field(name="discussion_days", type="whole", means="how long it is talked about first"),
    Field(name="amendment_days", type="whole", means="how long the proposer can then still change its words"),
    Field(name="vote_days", type="whole", required=True, means="for how long ballots are cast"),
    Field(name="cooling_off_days", type="whole", means="how long after the close it takes effect"),
    Field(name="early_close", type="truth", means="whether it closes as soon as no ballot can change the result"),
    Field(name="tie", type="text", choices=TIES, means="what happens when it is even"),
    Field(name="veto", type="article", of=("body", "class"), means="who may veto with reasons until it takes effect"),
    Field(name="override", type="article", of=("procedure",), means="how a veto can be put aside; without it, not"),
    Field(name="weight", type="text", means="the formula over members that weighs each ballot; without it, one each"),
    Field(name="weight_year", type="text", choices=(THIS_YEAR, LAST_YEAR), means="which calendar year it looks at"),
    Field(name="money_may_vote", type="truth", means="whether money or capital may weigh in the formula"),
    Field(name="ballot", type="text", choices=BALLOTS,
          means="open by name, in a sealed box that nobody can link, or external: on Belenios"),
    Field(name="hidden", type="truth", means="whether nobody sees how it stands before the close"),
    Field(name="chambers", type="tables", inner=CHAMBER, means="the bodies that decide together, each with a roll"),
    Field(name="swing_days", type="whole", means="in how many last days a turn of the outcome keeps it open longer"),
    Field(name="extension_days", type="whole", means="how much longer it then stays open, once"),
    Field(name="delegation_depth", type="whole", means="how often a delegation is passed on; without it, never"),
    Field(name="delegation_cap", type="share", means="which share of all weight one ballot may come to at most"),
    Field(name="delegation_days", type="whole", means="for how long a delegation is given at most"),
    Field(name="notice_days", type="whole", means="how long before a meeting notice is given of what it decides"),
    Field(name="second_call_minutes", type="whole", means="how long after the first call the second is made"),
    Field(name="proxies_max", type="whole", means="how many proxies one may hold at a meeting; without it, none"),
    Field(name="hands", type="truth", means="whether a meeting may decide by a show of hands"),
    Field(name="fallback", type="article", of=("procedure",), means="how it is decided when this comes to nothing"),
    Field(name="contest_days", type="whole", means="how long a run waits for objections"),
    Field(name="answer_days", type="whole", means="in how many days an objection is answered"),
    Field(name="retroactive", type="truth", means="whether it may change what was earned before"),
    Field(name="deadlock", type="text", means="who decides how when no quorum can ever be met again"),
    Field(name="way_out", type="article", of=("procedure",), means="how it is then decided, after a month's notice"),
    Field(name="way_out_after", type="whole", means="how many calls in a row lacked the quorum before that; usually 2"),
    Field(name="exceptions", type="tables", inner=EXCEPTION, means="named, dated exceptions"),
)


def words(article: Article, charter: Charter) -> str:
    """The procedure in plain words."""
    one = read(article)
    seats = (str(chamber["body"]) for chamber in one.chambers)
    named = (one.body, one.veto, one.fallback, one.override, one.way_out, *seats)
    names = {id: known.name for id in named if (known := charter.get(id))}
    return spoken(
        method=one.method, body=names.get(one.body, one.body), quorum=one.quorum, quorum_base=one.quorum_base,
        threshold=one.threshold, strict=one.strict, threshold_base=one.threshold_base, talk=one.discussion_days,
        vote=one.vote_days, cool=one.cooling_off_days, veto=names.get(one.veto, ""),
        fallback=names.get(one.fallback, ""), amend=one.amendment_days, hidden=one.hidden, weight=one.weight,
        override=names.get(one.override, ""), way_out=names.get(one.way_out, ""), way_out_after=one.way_out_after,
        quorum_of=one.quorum_of, threshold_of=one.threshold_of,
    ) + chamber_words(one.chambers, names) + meeting_words(one) + ballot_words(one.ballot)
