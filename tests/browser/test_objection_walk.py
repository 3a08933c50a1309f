"""In a real browser, on a phone and by keyboard alone: an objection to one's own portion, until she is paid, once."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from walk_place import Hand, Walk, axe_script, looked, moment

from auzolan.charter.decide import DoWhatIsDue
from auzolan.charter.preset import preset
from auzolan.contest.facts import ContestAnswered, LineContested
from auzolan.flows.requests import RecordContribution, RecordFlow
from auzolan.governance.facts import DecisionClosed, ProposalOpened
from auzolan.members.decide import GrantMandate
from auzolan.node.reading import Reader
from auzolan.rules.decide import RunRule
from auzolan.rules.facts import RunPublished

pytestmark = pytest.mark.browser

HOURS = {"Ane": "100", "Benat": "100", "Carmen": "100", "Dani": "60"}  # Dani worked 100: 40 were not written down
KEEPER, COUNCIL, SHE = "Ane", "Benat", "Dani"
RESERVE = "Equity:Collective:Solidarity"
PUBLISHED = moment("2031-03-03T10:00")
OBJECTS = PUBLISHED + timedelta(days=10)  # an answer is owed within seven days
SETTLES = PUBLISHED + timedelta(days=14, minutes=1)
MENDS = SETTLES + timedelta(days=2)
PAID = MENDS + timedelta(days=14, minutes=1)
OVERDUE = OBJECTS + timedelta(days=8)
DECIDED = OVERDUE + timedelta(days=7, minutes=1)
REASON = "Forty of my hours are missing."
PICTURES = Path(__file__).resolve().parents[2] / "test-artefacts"


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    """Four workers, one of them with too few hours, and 10,000.00 of which members share 45 %."""
    made = Walk(tmp_path, "forge")
    charter = preset("mondragon").replace('["rule.surplus"]\n', f'["rule.surplus"]\ncorrections_from = "{RESERVE}"\n')
    made.begin("The Forge", charter, dict.fromkeys(HOURS, "worker"), PUBLISHED)
    brought = [
        RecordContribution(contribution=kind, amount=amount, member=made.people[who], date="2031-02-10")
        for who, hours in HOURS.items() for kind, amount in (("index", "1.00"), ("hours", hours))
    ]
    made.ask(
        GrantMandate(mandate="mandate.bookkeeper", member=made.people[KEEPER]),
        GrantMandate(mandate="body.social_council", member=made.people[COUNCIL]), *brought,
        RecordFlow(posting="result", amount="10000.00 EUR", date="2031-02-28", places={"year": "2031"}), at=PUBLISHED,
    )
    yield made
    made.stop()


def published(walk: Walk) -> str:
    run = walk.ask(RunRule(rule="rule.surplus", period="2031-02"), at=PUBLISHED).fact(RunPublished).run
    return f"runs/{run}"


def capital(walk: Walk, who: str) -> str:
    return f"Equity:Capital:{walk.people[who]}:2031"


def objects(browser: Any, walk: Walk, run: str, axe: str) -> None:
    """From her line of the run to why, and from there to the objection."""
    walk.serve(OBJECTS)
    with Hand(browser, walk, SHE) as dani:
        said = dani.go(run)
        assert "It can be contested" in said and "750.00" in said
        said = dani.press(f'tr.mine a[href*="/why/{capital(walk, SHE)}"]')
        assert "750.00 EUR" in said and "60" in said
        looked(dani, axe, "objection-1-why", PICTURES)
        dani.press('a.btn[href$="#contest"]')
        assert dani.page.input_value("#to") == capital(walk, SHE), "the line is chosen already"
        dani.type("#reason", REASON)
        dani.type("#should_be", "100 hours")
        dani.press('button[name="do"][value="contest"]')
        assert "An answer is owed. The amount waits until then." in dani.page.inner_text("body")
        looked(dani, axe, "objection-2-written", PICTURES)


def settles(browser: Any, walk: Walk, run: str, at: datetime) -> str:
    walk.serve(at)
    with Hand(browser, walk, KEEPER) as ane:
        ane.go(run)
        ane.press('button[name="do"][value="settle"]')
        assert "What stands is posted." in ane.page.inner_text("body")
        return ane.read()


def states(hand: Hand, run: str) -> dict[str, str]:
    """What the page of the run says about each portion, by the account."""
    hand.go(run)
    rows = hand.page.locator("table.stack tbody tr").all()
    return {
        row.locator('a[href*="/why/"]').first.get_attribute("href").partition("/why/")[2]:
        row.locator("td[data-label='State']").inner_text().removeprefix("State").strip() for row in rows
    }


def facts(walk: Walk, kind: type[Any]) -> list[Any]:
    """(entry) of every fact of a kind, in order."""
    walk.stop()
    node = walk.node()
    office = node.office(walk.org)
    found = [office.entry(seq) for seq in range(office.now().seq)]
    node.close()
    return [one for one in found if isinstance(one.fact, kind)]


def held_by(walk: Walk, account: str) -> tuple[str, ...]:
    """What was posted to an account, in cents, in order."""
    walk.stop()
    node = walk.node()
    office = node.office(walk.org)
    rows = Reader(office.store, office.now()).rows("postings", {"account": account, "status": "posted"})
    node.close()
    return tuple(f"{-int(row['amount'])}" for row in rows)


def due(walk: Walk, at: datetime) -> None:
    """The node wakes by itself every minute; the walk does not wait for it."""
    walk.ask(DoWhatIsDue(), at=at, by="node")
    walk.serve(at)


def test_she_objects_to_her_own_portion_others_are_paid_and_she_is_paid_once(browser: Any, walk: Walk) -> None:
    axe, run = axe_script(), published(walk)
    objects(browser, walk, run, axe)

    # The days are over: everybody else is paid on the day, and hers waits.
    said = settles(browser, walk, run, SETTLES)
    assert "Paid out in part. 1 portion waits for the answer to an objection: Dani" in said.replace("\n", " "), said
    with Hand(browser, walk, "Carmen") as carmen:
        told = states(carmen, run)
        assert told.pop(capital(walk, SHE)).startswith("held")
        assert set(told.values()) == {"paid out"} and len(told) == 5
        looked(carmen, axe, "objection-3-others-paid", PICTURES)

    # It is right, says the social council on the page of the objection.
    with Hand(browser, walk, COUNCIL) as benat:
        assert "1 objection is open." in benat.go("contests")
        looked(benat, axe, "objection-4-register", PICTURES)
        said = benat.press('a[href*="/contests/"]')
        assert REASON in said and "waits for the answer; everything else is paid" in said
        looked(benat, axe, "objection-5-to-answer", PICTURES)
        benat.pick("outcome", "corrected")
        benat.type("#answer #reason", "The list of February lacks a page.")
        benat.press('button[name="do"][value="answer"]')
        assert "Your answer is written." in benat.page.inner_text("body")
        looked(benat, axe, "objection-6-answered", PICTURES)

    # The hours are written down, and a corrected run is made on the page of the run.
    missing = RecordContribution(contribution="hours", amount="40", member=walk.people[SHE], date="2031-02-20")
    walk.ask(missing, at=MENDS)
    walk.serve(MENDS)
    with Hand(browser, walk, KEEPER) as ane:
        ane.go(run)
        said = ane.press('button[name="do"][value="correct"]')
        corrected = f"runs/{ane.page.url.partition('?')[0].rpartition('/')[2]}"
        assert corrected != run and "Only what is different is posted." in said
        looked(ane, axe, "objection-7-corrected-run", PICTURES)
    settles(browser, walk, corrected, PAID)
    with Hand(browser, walk, SHE) as dani:
        assert states(dani, corrected)[capital(walk, SHE)] == "paid out"
        looked(dani, axe, "objection-8-paid", PICTURES)
        said = dani.press(f'tr.mine a[href*="/why/{capital(walk, SHE)}"]')
        assert "1,125.00 EUR" in said and "an earlier run" in said
        assert "No objection is open." in dani.go("contests")

    # Once: a quarter of 4,500.00. The others keep what they got, and the reserve pays what that takes.
    assert held_by(walk, capital(walk, SHE)) == ("112500",)
    assert [held_by(walk, capital(walk, who)) for who in ("Ane", "Benat", "Carmen")] == [("125000",)] * 3
    assert held_by(walk, RESERVE) == ("-37500",)
    first, second = facts(walk, RunPublished)
    assert (f"runs/{first.fact.run}", f"runs/{second.fact.run}", second.fact.mends) == (run, corrected, first.fact.run)
    objection, answer = facts(walk, LineContested)[0], facts(walk, ContestAnswered)[0]
    assert (answer.fact.contest, answer.because) == (objection.fact.contest, objection.seq)
    assert objection.fact.run == first.fact.run and objection.fact.holds
    assert walk.holds()


def test_what_nobody_answers_goes_to_a_vote_and_the_line_stands(browser: Any, walk: Walk) -> None:
    axe, run = axe_script(), published(walk)
    objects(browser, walk, run, axe)
    settles(browser, walk, run, SETTLES)

    # Seven days and nobody said anything: the node puts it to the assembly.
    due(walk, OVERDUE)
    with Hand(browser, walk, SHE) as dani:
        assert "being decided" in dani.go("contests")
        said = dani.press('a[href*="/contests/"]')
        assert "was owed by" in said.replace("\n", " ")
        looked(dani, axe, "objection-9-carried-on", PICTURES)
        said = dani.press('a.btn[href*="/decisions/"]')
        assert "It was not answered by 2031-03-20" in said and "the line stands as it is" in said
        decision = dani.page.url.rpartition("/")[2]
        looked(dani, axe, "objection-10-decision", PICTURES)
    for number, (who, option) in enumerate({"Ane": "no", "Benat": "no", "Carmen": "no", SHE: "yes"}.items()):
        with Hand(browser, walk, who, scripts=bool(number % 2)) as hand:
            hand.go(f"decisions/{decision}")
            hand.pick("option", option)
            assert "Your answer is written" in hand.press('button[name="do"][value="cast"]')

    due(walk, DECIDED)
    with Hand(browser, walk, SHE) as dani:
        dani.go("contests")
        said = dani.press('a[href*="/contests/"]')
        assert "the line stands" in said.lower()
        looked(dani, axe, "objection-11-stands", PICTURES)
    said = settles(browser, walk, run, DECIDED + timedelta(hours=1))
    assert "Paid out: every portion is in the books." in said
    assert held_by(walk, capital(walk, SHE)) == ("75000",), "as it was published, once"
    opening, close = facts(walk, ProposalOpened)[0], facts(walk, DecisionClosed)[0]
    assert (opening.by, opening.fact.effect, close.fact.carried) == ("node", "answer_contest", False)
    assert close.because == opening.seq and facts(walk, ContestAnswered) == [], "the count itself is the answer"
    assert walk.holds()
