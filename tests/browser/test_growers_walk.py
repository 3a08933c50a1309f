"""In a real browser, on a phone and by keyboard alone: growers of two valleys decide a quality standard and what their
premium is used for, each valley by itself."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from walk_place import Hand, Walk, axe_script, looked, moment

from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordContribution, RecordEntry
from auzolan.rules.decide import RunRule

pytestmark = pytest.mark.browser

HIGH, COAST = ("Amara", "Bukola", "Chidi", "Dalila", "Efua"), ("Femi", "Gugu", "Halima")
BEGAN, VOTED, AGAIN = moment("2031-03-03T10:00"), moment("2031-03-12T10:00"), moment("2031-03-13T10:00")
COUNTED, LATER = moment("2031-03-21T10:00"), moment("2031-05-02T10:00")
LIVELY = """benefits = "body.growers"
bears_cost = "body.growers"
decides = "body.growers"
procedure = "procedure.growers"
review = 2033-01-31
"""
GROWERS = f"""
["class.highland"]
title = "Growers of the highland"
["class.coast"]
title = "Growers of the coast"
["body.growers"]
title = "All growers"
classes = ["class.highland", "class.coast"]
["procedure.growers"]
title = "Decisions of the growers"
says = "More than half of those voting in each valley, half of each taking part."
body = "body.growers"
method = "majority"
quorum = "1/2"
vote_days = 7
{LIVELY}[["procedure.growers".chambers]]
body = "class.highland"
title = "Highland"
[["procedure.growers".chambers]]
body = "class.coast"
title = "Coast"
["contribution.defects"]
title = "Defects in 300 g of green coffee"
brings = "defects counted"
unit = "1"
places = 0
aggregate = "latest"
["contribution.kilos"]
title = "Coffee delivered"
brings = "kilos"
unit = "kg"
["unit.kg"]
title = "Kilogram"
places = 1
dimension = "mass"
["account.premium"]
title = "The growers' premium"
branches = ["Liabilities:PremiumFund", "Liabilities:School"]
["rule.premium"]
title = "Use of the premium"
says = "All of it to those who delivered, by kilos."
does = "split"
source = "Liabilities:PremiumFund"
contest_days = 0
{LIVELY}
[["rule.premium".steps]]
to = "Liabilities:Owed:{{member}}"
take = "rest"
among = "members where kilos > 0 kg"
by = "kilos"
"""
STANDARD = f"""["limit.quality"]
title = "Quality of what we deliver"
says = "At most MOST defects in 300 grams of green coffee."
over = "contributions where contribution = 'contribution.defects'"
per = "row"
must = "amount <= MOST"
breach = "refuse"
{LIVELY}"""
SCHOOL = """[["rule.premium".steps]]
to = "Liabilities:School"
take = "40%"
of = "source"

"""


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    made = Walk(tmp_path, "valleys")
    people = dict.fromkeys(HIGH, "highland") | dict.fromkeys(COAST, "coast") | {"Ilse": "producer"}
    made.begin("The valleys", preset("producer_network") + GROWERS, people, BEGAN)
    made.serve(BEGAN)
    yield made
    made.stop()


@pytest.fixture
def pictures() -> Path:
    return Path(__file__).resolve().parents[2] / "test-artefacts"


def proposed(hand: Hand, title: str, text: str, path: str = "propose") -> str:
    hand.go(path)
    hand.type("#title", title)
    hand.type("#text", text)
    said = hand.press('button[name="do"][value="look"]')
    assert "Decisions of the growers" in said, said
    hand.press('button[name="do"][value="open"]')
    assert "/decisions/" in hand.page.url, hand.read()
    return str(hand.page.url.rpartition("/")[2])


def answer(browser: Any, walk: Walk, decision: str, scripts: bool = True, **said: str) -> None:
    for who, option in said.items():
        with Hand(browser, walk, who, scripts=scripts) as hand:
            hand.go(f"decisions/{decision}")
            places = ("yes", "no", "abstain")
            hand.tick('input[name="option"]')  # the first of the group has the tab stop
            for _ in range(places.index(option)):
                hand.page.keyboard.press("ArrowDown")
            assert f"Your answer: {option}" in hand.press('button[name="do"][value="cast"]')


def chambers(hand: Hand) -> dict[str, str]:
    """What stands under each chamber."""
    parts = hand.page.locator("#chambers .chamber")
    said = [parts.nth(number).inner_text() for number in range(parts.count())]
    return {one.partition("\n")[0]: " ".join(one.split()) for one in said}


def test_a_standard_and_the_use_of_the_premium_are_decided_valley_by_valley(
    browser: Any, walk: Walk, pictures: Path
) -> None:
    axe = axe_script()

    # The highland wants at most five defects; the coast, where it rains at the harvest, does not.
    with Hand(browser, walk, "Amara") as amara:
        strict = proposed(amara, "At most five defects", STANDARD.replace("MOST", "5"))
        assert set(chambers(amara)) == {"Highland", "Coast"}
    answer(browser, walk, strict, Amara="yes", Bukola="yes", Chidi="yes", Dalila="yes")
    answer(browser, walk, strict, scripts=False, Efua="yes", Femi="no", Halima="no")
    with Hand(browser, walk, "Gugu") as gugu:
        gugu.go(f"decisions/{strict}")
        said = chambers(gugu)
        assert "5 of 5 on its roll answered" in said["Highland"] and "carries here" in said["Highland"]
        assert "2 of 3 on its roll answered" in said["Coast"] and "does not carry here" in said["Coast"]
        gugu.open("Roll of Coast")
        assert re.search(r"Femi\s+no\s+Gugu\s+not yet\s+Halima\s+no", gugu.read())
        looked(gugu, axe, "growers-1-open", pictures)
    with Hand(browser, walk, "Ilse") as ilse:
        ilse.go(f"decisions/{strict}")
        assert ilse.page.locator('input[name="option"]').count() == 0, "whoever grows nothing has no vote about it"

    # Seven days later it is counted: five of eight said yes, and the coast did not.
    walk.serve(VOTED)
    with Hand(browser, walk, "Amara") as amara:
        amara.go(f"decisions/{strict}")
        if amara.page.locator('button[name="do"][value="close"]').count():
            amara.press('button[name="do"][value="close"]')
        amara.go(f"decisions/{strict}")
        said = chambers(amara)
        assert "It carried here." in said["Highland"], said
        assert "It did not carry here: yes needed more than 50 % of the ballots cast." in said["Coast"], said
        assert "every chamber is as it was" in amara.read()
        looked(amara, axe, "growers-2-not-carried", pictures)
        amara.go("charter")
        assert "Quality of what we deliver" not in amara.read()

    # Eight defects, and two fifths of the premium for the school of the coast: both valleys can live with that.
    walk.serve(AGAIN)
    with Hand(browser, walk, "Femi") as femi:
        standard = proposed(femi, "At most eight defects", STANDARD.replace("MOST", "8"))
        femi.go("propose?article=rule.premium")
        text = femi.page.input_value("#text")
        changed = re.sub(r'(\[\["rule.premium"\.steps\]\])', SCHOOL.replace("\\", "") + r"\1", text, count=1)
        premium = proposed(femi, "Two fifths of the premium for the school", changed.replace(
            "All of it to those who delivered, by kilos.", "Two fifths for the school, the rest by kilos."
        ), "propose?article=rule.premium")
    for decision in (standard, premium):
        answer(browser, walk, decision, scripts=decision == premium, Amara="yes", Bukola="yes", Chidi="no", Femi="yes",
               Gugu="yes")
    walk.serve(COUNTED)
    with Hand(browser, walk, "Halima") as halima:
        for number, decision in enumerate((standard, premium), 3):
            halima.go(f"decisions/{decision}")
            if halima.page.locator('button[name="do"][value="close"]').count():
                halima.press('button[name="do"][value="close"]')
            said = chambers(halima)
            assert "Its quorum is 3; 3 count for it." in said["Highland"] and "It carried here." in said["Highland"]
            assert "2 of 3 on its roll answered" in said["Coast"] and "It carried here." in said["Coast"]
            assert "done; in force since" in halima.read()
            looked(halima, axe, f"growers-{number}-carried", pictures)

    # What they decided is in force: a ninth defect is refused, and April's premium goes where they said in March.
    from auzolan.values.refusal import Refusal

    femi = walk.people["Femi"]
    walk.ask(RecordContribution(contribution="defects", amount="8", member=femi, date="2031-04-10"), at=LATER)
    with pytest.raises(Refusal, match="Quality of what we deliver"):
        walk.ask(RecordContribution(contribution="defects", amount="9", member=femi, date="2031-04-10"), at=LATER)
    walk.ask(
        *(RecordContribution(contribution="kilos", amount=amount, member=walk.people[who], date="2031-04-10")
          for who, amount in (("Femi", "1000.0"), ("Amara", "2000.0"))),
        RecordEntry(legs=(("Assets:Bank", "5000.00 EUR"), ("Liabilities:PremiumFund", "-5000.00 EUR")),
                    date="2031-04-10"),
        RunRule(rule="rule.premium", period="2031-04"), at=LATER,
    )
    walk.serve(LATER)
    with Hand(browser, walk, "Femi") as hand:
        hand.go("charter/limit.quality")
        assert "At most 8 defects" in hand.read()
        hand.go("rules")
        hand.press('main a[href*="/runs/"]')
        said = " ".join(hand.read().split())
        assert "2,000.00" in said and "1,000.00" in said, said
        looked(hand, axe, "growers-5-premium", pictures)
        hand.go("verify")
        assert "hold" in hand.press("main form button")
    assert walk.holds()
