"""What the demo's members decide, run and contest."""

from datetime import datetime, timedelta
from functools import partial
from importlib.resources import files

from auzolan.contest.decide import ContestLine
from auzolan.deliberation.comment_deciding import MakeComment
from auzolan.deliberation.comment_facts import CHANGE, FOR, QUESTION, CommentMade
from auzolan.demo.figures import months
from auzolan.demo.people import WORKERS
from auzolan.demo.telling import Story, cents
from auzolan.flows.requests import RecordFlow
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.facts import ProposalOpened
from auzolan.rules.decide import RunRule, SettleRun
from auzolan.rules.facts import RunPublished
from auzolan.values.period import parse_period

SURPLUS_EARLY, SURPLUS_LATE = 2_418_000, 3_164_000  # cents, as the assembly set them aside


def surplus_article(*changes: tuple[str, str]) -> str:
    """The demo's surplus rule with some words changed."""
    whole = files("auzolan.demo").joinpath("charter.toml").read_text("utf-8")
    start = whole.index('["rule.surplus"]')
    text = whole[start : whole.index('["limit.pay_ratio"]')]
    for old, new in changes:
        if old not in text:
            raise ValueError(f"the demo's surplus rule does not say {old!r}")
        text = text.replace(old, new)
    return text


def put_on_calendar(story: Story) -> None:
    """One decision that carried, one that is open; one run settled, one with a contested line."""
    begins, middle, ends = story.first, story.day(8, 1), story.ago(13)
    last = dict(months(story.first))[17]
    early = f"{begins}..{middle - timedelta(days=1)}"
    late = f"{middle}..{last - timedelta(days=1)}"
    story.at(story.day(8, 12), lambda at: _set_aside(story, early, SURPLUS_EARLY, at))
    story.at(story.day(8, 14), lambda at: _run(story, early, at, contested=False))
    story.at(story.day(10, 3), lambda at: _carried(story, at))
    story.at(ends - timedelta(days=1), lambda at: _set_aside(story, late, SURPLUS_LATE, at))
    story.at(ends, lambda at: _run(story, late, at, contested=True))
    story.at(story.ago(5), lambda at: _open(story, at))


def _set_aside(story: Story, period: str, amount: int, at: datetime) -> None:
    year = str(parse_period(period).year)
    story.ask(RecordFlow(posting="result", amount=cents(amount), date=at.date().isoformat(), places={"year": year}), at)


def _run(story: Story, period: str, at: datetime, *, contested: bool) -> None:
    answer = story.ask(RunRule(rule="rule.surplus", period=period), at)
    run = answer.fact(RunPublished).run
    if not contested:
        story.at(at.date() + timedelta(days=15), lambda at: _settle(story, run, at))
        return
    line = answer.fact(RunPublished)
    to = f"Equity:Capital:{story.ids['dani']}:{parse_period(period).year}"
    story.at(at.date() + timedelta(days=3), lambda at: _contest(story, answer.seqs[0], to, at), hour=20)
    if not line.count:
        raise ValueError("the demo's run has no portions")


def _settle(story: Story, run: str, at: datetime) -> None:
    story.ask(SettleRun(run=run), at)


def _contest(story: Story, line: int, to: str, at: datetime) -> None:
    story.ask(ContestLine(
        line=line, to=to, reason="The two weeks when I stood in at the shop are missing from my hours.",
        should_be="my hours with 61 more",
    ), at, by=story.ids["dani"])


def _carried(story: Story, at: datetime) -> None:
    """The review of the surplus rule comes a year earlier: carried, in force after its cooling-off."""
    charter = files("auzolan.demo").joinpath("charter.toml").read_text("utf-8")
    start = charter.index('["procedure.ordinary"]')
    text = charter[start : charter.index('["procedure.table"]')].replace("2028-01-31", "2027-06-30")
    decision = _propose(
        story, at, "ane", "Look at how we decide a year earlier",
        "We said January 2028. Three new people have joined since; let us look at it in June 2027.", text,
    )
    answers = ("yes", "yes", "yes", "no", "yes", "yes", "abstain", "yes", "yes")
    for number, (person, option) in enumerate(zip(WORKERS, answers, strict=True)):
        reason = "Every change costs us an evening." if option == "no" else ""
        story.at(
            at.date() + timedelta(days=1 + number), partial(_cast, story, decision, person.key, option, reason), hour=18
        )


def _open(story: Story, at: datetime) -> None:
    """Still open when the demo begins: the surplus by hours only."""
    text = surplus_article(
        ('by = "hours * index"', 'by = "hours"'),
        ("the rest to workers by hours times index", "the rest to workers by hours"),
    )
    decision = _propose(
        story, at, "dani", "Share the surplus by hours only, no longer by index",
        "The index already counts in our pay. What is left over was made by everybody's hours, so let it follow them.",
        text, "Every hour worked gets the same part of the surplus, whatever the index of the person.",
    )
    for number, (who, option) in enumerate((("iker", "yes"), ("gorka", "yes"), ("benat", "no"), ("ane", "yes"))):
        reason = "Posts with more responsibility should keep a part of it." if option == "no" else ""
        story.at(at.date() + timedelta(days=number), partial(_cast, story, decision, who, option, reason), hour=19)
    story.at(at.date() + timedelta(days=1), partial(_talked_over, story, decision), hour=20)


def _talked_over(story: Story, decision: str, at: datetime) -> None:
    """What members ask and would change while it is open; whoever proposed it answers."""
    asked = _comment(story, decision, "carmen", QUESTION, "Who would get less than last year, and how much?", "", at)
    said = "The preview above says it line by line, for each class and each of us."
    _comment(story, decision, "dani", FOR, said, asked, at)
    keep = "Keep the index for those who train the newcomers, for one year."
    _comment(story, decision, "fatou", CHANGE, keep, "", at)


def _comment(story: Story, decision: str, who: str, stance: str, reason: str, answers: str, at: datetime) -> str:
    asked = MakeComment(decision=decision, stance=stance, reason=reason, answers=answers)
    return str(story.ask(asked, at, by=story.ids[who]).fact(CommentMade).comment)


def _cast(story: Story, decision: str, who: str, option: str, reason: str, at: datetime) -> None:
    story.ask(CastBallot(decision=decision, option=option, reason=reason), at, by=story.ids[who])


def _propose(
    story: Story, at: datetime, who: str, title: str, text: str, article: str, summary: str = ""
) -> str:
    asked = OpenProposal(title=title, text=text, effect="adopt_articles", articles=(article,), summary=summary)
    return str(story.ask(asked, at, by=story.ids[who]).fact(ProposalOpened).decision)
