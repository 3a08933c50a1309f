"""What the demo's members elect: a council a few months ago, the seat that was left now; and one sealed vote."""

from datetime import datetime, timedelta
from functools import partial

from auzolan.charter.decide import DoWhatIsDue
from auzolan.demo.people import WORKERS
from auzolan.demo.telling import Story
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.election_deciding import AnswerNomination, CallElection, NameCandidate
from auzolan.governance.election_facts import ElectionCalled
from auzolan.governance.facts import ProposalOpened
from auzolan.journal.entry import NODE
from auzolan.node.box_casting import cast_into_box

NAMING_DAYS, VOTE_DAYS, BOX_DAYS = 10, 14, 7
STOOD = {
    "carmen": "I kept our books for three years and would like the council to read them with me.",
    "eneko": "From the roasting side: machines, safety, and who stands in for whom.",
    "fatou": "I would bring the growers' calls into every meeting.",
}
PAPERS = {  # who -> in which order
    "ane": "fatou carmen", "benat": "eneko carmen fatou", "carmen": "fatou eneko", "dani": "fatou eneko",
    "eneko": "carmen", "gorka": "eneko fatou", "hana": "carmen fatou", "iker": "fatou",
}
SEALED = {"ane": "yes", "benat": "no", "carmen": "yes", "dani": "yes", "eneko": "no", "fatou": "yes", "gorka": "yes"}


def put_elections_on_calendar(story: Story) -> None:
    """Two elections, one decided and one that still looks for candidates, and a vote in a sealed box."""
    story.at(story.day(11, 4), partial(_elected, story), hour=9)
    story.at(story.ago(4), partial(_naming, story), hour=9)
    story.at(story.day(12, 6), partial(_sealed, story), hour=9)


def _called(story: Story, at: datetime, title: str, which: str, text: str = "") -> str:
    answer = story.ask(CallElection(
        title=title, text=text, body="body.council", procedure="procedure.election", days=NAMING_DAYS, which=which,
        seats=2 if which == "every" else 1,
    ), at, by=story.ids["ane"])
    return str(answer.fact(ElectionCalled).election)


def _elected(story: Story, at: datetime) -> None:
    election = _called(story, at, "Our first council", "every", "Two seats now; the third when we know each other.")
    for number, (who, words) in enumerate(STOOD.items(), 1):
        named = NameCandidate(election=election, member=story.ids[who], statement=words)
        story.at(at.date() + timedelta(days=number), partial(_asked, story, named, who), hour=19)
    opens = at.date() + timedelta(days=NAMING_DAYS + 1)
    story.at(opens, partial(_asked, story, DoWhatIsDue(), ""))
    for number, who in enumerate(PAPERS, 1):
        story.at(opens + timedelta(days=number), partial(_ranked, story, election, who), hour=20)
    story.at(opens + timedelta(days=VOTE_DAYS + 1), partial(_asked, story, DoWhatIsDue(), ""))


def _asked(story: Story, request: CallElection | NameCandidate | AnswerNomination | DoWhatIsDue, who: str,
           at: datetime) -> None:
    story.ask(request, at, by=story.ids[who] if who else NODE)


def _ranked(story: Story, election: str, who: str, at: datetime) -> None:
    decision = story.office.now().states["governance"].elections.elections[election].decision
    ranks = tuple((story.ids[one],) for one in PAPERS[who].split())
    story.ask(CastBallot(decision=decision, ranks=ranks), at, by=story.ids[who])


def _naming(story: Story, at: datetime) -> None:
    election = _called(story, at, "The third seat of the council", "vacant", "Somebody from the evening shift, please.")
    stands = NameCandidate(
        election=election, member=story.ids["gorka"], statement="I close the roastery at night and know what waits.",
        declares="My brother sells us the paper bags.",
    )
    story.at(at.date() + timedelta(days=1), partial(_asked, story, stands, "gorka"), hour=21)
    named = NameCandidate(election=election, member=story.ids["hana"])
    story.at(at.date() + timedelta(days=2), partial(_asked, story, named, "carmen"), hour=8)


def _sealed(story: Story, at: datetime) -> None:
    asked = OpenProposal(
        title="Close between Christmas and New Year", text="The shop stays shut for six days; nobody loses an hour.",
        procedure="procedure.sealed",
    )
    decision = str(story.ask(asked, at, by=story.ids["dani"]).fact(ProposalOpened).decision)
    for number, (who, option) in enumerate(SEALED.items()):
        moment = at + timedelta(hours=5 + 11 * number)
        story.queue.append((moment, len(story.queue), partial(_into_box, story, decision, who, option)))
    story.at(at.date() + timedelta(days=BOX_DAYS + 1), partial(_asked, story, DoWhatIsDue(), ""))


def _into_box(story: Story, decision: str, who: str, option: str, at: datetime) -> None:
    if who not in {person.key for person in WORKERS}:
        raise ValueError(f"{who} is not on the roll of a sealed vote in the demo")
    cast_into_box(story.office, decision, by=story.ids[who], option=option, at=at)
