"""What the demo's members talk about before they decide: how large to become, in a dozen statements and their answers.

Two groups come out of it, and they are not those of workers, growers and clubs.
"""

from datetime import datetime, timedelta
from functools import partial

from auzolan.deliberation.decide import MakeStatement, OpenTalk, VoteStatement
from auzolan.deliberation.draft_deciding import CHANGE, KeepDraft
from auzolan.deliberation.facts import AGREE, DISAGREE, PASS, StatementMade, TalkOpened
from auzolan.demo.telling import Story
from auzolan.governance.facts import Detail

OPENED_DAYS_AGO, DAYS = 7, 21
OPENS = "fatou"
TITLE = "How large do we want to be?"
QUESTION = (
    "In spring we decide about the second roaster. Before anybody writes a proposal: what do we share already, and "
    "what not?"
)
SAID = (
    ("fatou", "We should stay of a size at which everybody knows everybody."),
    ("eneko", "A second roaster would pay for itself within three years."),
    ("huila", "Growers should know the price before they plant, not after the harvest."),
    ("carmen", "Buying clubs should order by the season, so that the roastery can plan."),
    ("benat", "We should sell in supermarkets too."),
    ("dani", "Nobody should have to work more than four days a week."),
    ("altomayo", "What we roast should come from growers whom one of us has visited."),
    ("hana", "We should borrow to grow faster."),
    ("sidama", "Prices should rise with the growers' costs every year."),
    ("club-hill", "The shop should close: the clubs reach everybody we want to reach."),
    ("ane", "Before we grow, everybody should earn the same."),
)
DRAFT = {  # what its author lets members read before it is proposed
    "title": "Two promises before the second roaster",
    "summary": "Growers know the price before they plant, and the shop stays open.",
    "why": "In the talk nearly all of us agreed on both. Let us decide them first, and the loan after that: tell me "
           "what is missing before I propose it.",
}
LAST = ("club-port", "Two from each buying club should spend a day in the roastery every year.")
ANSWERS = {  # who -> a for agree, d for disagree, p for pass, - for no answer, in the order of the statements
    "benat": "daaaadaaadd", "carmen": "daaapdaaadd", "eneko": "daaaadpapdd", "hana": "paaaadaaadd",
    "altomayo": "daaaadaaada", "club-port": "daapadaapdd", "club-campus": "daaaa-aaaad",
    "ane": "adaadaadada", "dani": "adaadaadada", "fatou": "adaadaadada", "gorka": "apaadaadada", "iker": "adaapaadad-",
    "sidama": "adaadaapada", "huila": "adaadpadada", "club-hill": "adapdaadaaa",
}
LATE = {"club-port": "a", "dani": "a", "carmen": "d", "fatou": "a", "huila": "p", "gorka": "a"}
WORDS = {"a": AGREE, "d": DISAGREE, "p": PASS}


def put_talk_on_calendar(story: Story) -> None:
    """Opened a week ago; what was said first was answered in the evenings since, the last one hardly yet."""
    story.at(story.ago(OPENED_DAYS_AGO), partial(_open, story), hour=9)


def _open(story: Story, at: datetime) -> None:
    closes = (at.date() + timedelta(days=DAYS)).isoformat()
    asked = OpenTalk(title=TITLE, question=QUESTION, body="body.table", closes=closes)
    talk = str(story.ask(asked, at, by=story.ids[OPENS]).fact(TalkOpened).talk)
    statements = [_say(story, talk, who, text, at) for who, text in SAID]
    for number, (who, answers) in enumerate(ANSWERS.items()):
        evening = at.date() + timedelta(days=1 + number % (OPENED_DAYS_AGO - 2))
        given = tuple(zip(statements, answers, strict=True))
        story.at(evening, partial(_answer, story, talk, who, given), hour=19, minute=number)
    story.at(story.ago(1), partial(_late, story, talk), hour=9)


def _late(story: Story, talk: str, at: datetime) -> None:
    fields = tuple(Detail(name=name, value=value) for name, value in DRAFT.items())
    story.ask(KeepDraft(form=CHANGE, fields=fields, shown=True), at, by=story.ids[OPENS])
    statement = _say(story, talk, *LAST, at)
    for who, answer in LATE.items():
        _answer(story, talk, who, ((statement, answer),), at)


def _say(story: Story, talk: str, who: str, text: str, at: datetime) -> str:
    made = story.ask(MakeStatement(talk=talk, text=text), at, by=story.ids[who])
    return str(made.fact(StatementMade).statement)


def _answer(story: Story, talk: str, who: str, given: tuple[tuple[str, str], ...], at: datetime) -> None:
    for statement, answer in given:
        if answer in WORDS:
            vote = VoteStatement(talk=talk, statement=statement, vote=WORDS[answer])
            story.ask(vote, at, by=story.ids[who])
