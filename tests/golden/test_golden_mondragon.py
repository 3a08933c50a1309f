"""A Mondragon co-op decides: the assembly elects a council, votes retraining in a bad year, and sends to a congress."""

from pathlib import Path
from typing import Any

import pytest
from golden_house import Golden

from auzolan.charter.decide import DoWhatIsDue
from auzolan.charter.facts import ArticleAdopted
from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordEntry
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.election_deciding import CallElection, NameCandidate
from auzolan.governance.election_facts import ElectionCalled
from auzolan.governance.facts import Detail, EffectDone, ProposalOpened
from auzolan.journal.entry import TERMINAL, Entry
from auzolan.members.body import roll
from auzolan.members.decide import NameAgent
from auzolan.members.facts import AgentNamed
from auzolan.organisation import around
from auzolan.values.refusal import Refusal
from auzolan.views.recount import recounted

CONGRESS = """
["body.congress"]
title = "Our delegates to the congress"
says = "They speak for the co-op where all co-ops of the group decide together."
classes = ["class.worker"]
seats = 2
elected_by = "body.assembly"
term_months = 48
["procedure.congress"]
title = "By the delegates"
body = "body.congress"
method = "majority"
threshold = "2/3"
quorum = 2
vote_days = 7
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-31
["rule.hours_halved"]
title = "Hours owed grow old"
says = "What is still owed a year later is halved."
does = "amount"
unit = "h"
among = "members where owed > 0 h"
by = "owed / 2"
from = "Equity:HoursOwed"
to = "Assets:HoursOwed:{member}"
procedure = "procedure.congress"
contest_days = 0
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.congress"
review = 2028-01-31
[["rule.hours_halved".given]]
name = "owed"
account = "Assets:HoursOwed:{member}"
unit = "h"
days = "now"
"""
MEMBERS = ("mane", "mben", "mcar", "mdan", "medu", "mfer", "mgar")
FUND = "Liabilities:EducationFund"


@pytest.fixture
def forge(tmp_path: Path) -> Golden:
    """Seven members; one could work 1,360 of 1,600 agreed hours. The fund holds 6,000.00."""
    house = Golden(tmp_path, preset("mondragon") + CONGRESS)
    for member in MEMBERS:
        house.admit(member, index="1.0", hours="1360.00" if member == "mdan" else "1600.00", agreed="1600.00")
    legs = (("Assets:Bank", "6000.00 EUR"), (FUND, "-6000.00 EUR"))
    house.ask(RecordEntry(legs=legs, date=house.at.date().isoformat()))
    return house


def elected(house: Golden, body: str, papers: dict[str, str]) -> Any:
    """Call it, everybody who is on a paper stands, and it is voted on; gives the decision."""
    called = house.ask(
        CallElection(title="An election", body=body, procedure="procedure.election", days=7), by="mane"
    ).fact(ElectionCalled).election
    for who in dict.fromkeys(" ".join(papers.values()).split()):
        house.ask(NameCandidate(election=called, member=who), by=who)
    house.wait(8)
    decision = str(house.ask(DoWhatIsDue(), by="node").fact(ProposalOpened).decision)
    for who, order in papers.items():
        house.ask(CastBallot(decision=decision, ranks=tuple((one,) for one in order.split())), by=who)
    house.wait(15)
    house.ask(DoWhatIsDue(), by="node")
    return house.states["governance"].decisions[decision]


def sits(house: Golden, body: str) -> set[str]:
    org = house.office.now()
    return set(roll(org.states["members"], org.charter, body, org.at))


def decided(house: Golden, by: str, voters: str, **proposal: Any) -> list[Any]:
    fact = house.ask(OpenProposal(title="Decide it", text="In a year with too little work.", **proposal), by=by)
    decision = fact.fact(ProposalOpened).decision
    for who in voters.split():
        house.ask(CastBallot(decision=decision, option="yes"), by=who)
    house.wait(15)
    return [entry.fact for entry in house.ask(DoWhatIsDue(), by="node").entries]


def test_the_assembly_elects_its_council_by_transferable_votes(forge: Golden) -> None:
    # Three seats, seven ballots: the quota is two. Ane's third vote goes on to Ben.
    decision = elected(forge, "body.social_council", {
        "mane": "mane mben", "mben": "mane mben", "mcar": "mane mben", "mdan": "mcar medu", "medu": "mcar medu",
        "mfer": "medu mben", "mgar": "mben",
    })
    assert decision.winners[0] == "mane" and set(decision.winners) == {"mane", "mcar", "mben"}
    assert sits(forge, "body.social_council") == {"mane", "mcar", "mben"}
    grants = forge.states["members"].mandates["body.social_council"]
    assert {one.until for one in grants} == {"2028-01-27"}, "two years, to the day before"
    org = forge.office.now()
    entry: Entry[Any] = Entry(seq=org.seq, at=org.at, by=TERMINAL, charter=org.charter_seq, fact=None)
    id = next(id for id, one in forge.states["governance"].decisions.items() if one == decision)
    assert recounted(org, id, around(org, entry, forge.office.fact), forge.office.reader(decision.closed)).equal
    forge.verified()


def test_too_little_work_pay_stays_hours_are_owed_and_the_assembly_votes_retraining(forge: Golden) -> None:
    forge.on("2026-12-31")
    forge.shared("rule.pay", "2026")
    assert forge.of("Liabilities:Pay:mdan") == forge.of("Liabilities:Pay:mane") == "24000.00"
    forge.shared("rule.hours_owed", "2026")
    assert (forge.of("Assets:HoursOwed:mdan", "h"), forge.of("Assets:HoursOwed:mane", "h")) == ("-240.00", "0.00")
    school = forge.ask(NameAgent(nature="organisation", words={"name": "The school"})).fact(AgentNamed).agent
    payable = f"Liabilities:Payable:{school}"
    details = {"amount": "1800.00 EUR", "for": FUND, "owed": payable, "receiver": school}
    facts = decided(
        forge, "mdan", "mane mben mcar medu", effect="spend",
        details=tuple(Detail(name=name, value=value) for name, value in details.items()),
    )
    assert any(isinstance(one, EffectDone) for one in facts)
    assert (forge.of(FUND), forge.of(payable)) == ("4200.00", "1800.00")
    assert forge.states["members"].members["mdan"].belongs("2027-01-20"), "nobody is parted with"
    forge.verified()


def test_the_delegates_to_the_congress_change_what_is_theirs_and_nothing_else(forge: Golden) -> None:
    papers = dict.fromkeys(("mane", "mben", "mcar", "mdan"), "mfer mgar") | {"medu": "mgar", "mgar": "mgar"}
    elected(forge, "body.congress", papers)
    assert sits(forge, "body.congress") == {"mfer", "mgar"}
    charter = forge.office.now().charter
    faster = str(charter.articles["rule.hours_halved"].text).replace("owed / 2", "owed / 4")
    facts = decided(forge, "mfer", "mfer mgar", effect="adopt_articles", articles=(faster,))
    assert any(isinstance(one, ArticleAdopted) for one in facts)
    pay = str(charter.articles["rule.pay"].text).replace("15.00 EUR/h", "14.00 EUR/h")
    with pytest.raises(Refusal, match="is decided by Ordinary decisions"):
        forge.ask(OpenProposal(
            title="Pay", text="By the delegates.", effect="adopt_articles", procedure="procedure.congress",
            articles=(pay,),
        ), by="mfer")
    with pytest.raises(Refusal, match="you are not in it"):
        decided(forge, "mane", "", effect="adopt_articles", articles=(faster,), procedure="procedure.congress")
    forge.on("2026-12-31")
    forge.shared("rule.hours_owed", "2026")
    forge.on("2027-12-31")
    forge.shared("rule.hours_halved", "2027")
    assert forge.of("Assets:HoursOwed:mdan", "h") == "-180.00", "a quarter of the 240 hours went"
    forge.verified()
