"""The page on which a member tries other numbers of a rule: what it shows, what it refuses, where it leads."""

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from web_place import START, Place, founded

from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordContribution, RecordEntry
from auzolan.rules.decide import RunRule

TRY = "rules/rule.surplus/try"


@pytest.fixture
def shared(tmp_path) -> Iterator[Place]:
    """Thirteen workers of 9,000 EUR surplus; half worked more than the others."""
    charter = preset("mondragon").replace('by = "hours * index"', 'by = "hours"')
    place = founded(tmp_path, charter=charter, worker="worker")
    for number in range(10):
        place.admit(f"Member {number}", "worker")
    for number, member in enumerate(place.members.values()):
        amount = "700" if number % 2 else "1600"
        place.do(RecordContribution(contribution="hours", amount=amount, member=member, date="2026-09-02"), at=START)
    place.do(RecordEntry(
        legs=(("Equity:Result", "9000.00 EUR"), ("Equity:Surplus:2026", "-9000.00 EUR")), date="2026-09-03",
    ), at=START)
    place.do(RunRule(rule="rule.surplus", period="2026"), at=START + timedelta(days=1))
    yield place
    place.node.close()


def shown(place: Place, name: str = "Ana", **typed: str) -> dict:
    query = urlencode({f"n.{key}": value for key, value in typed.items()})
    return place.browser(name).get(f"{place.at(TRY)}.json?{query}").json()


def numbers(view: dict) -> dict[str, str]:
    return {one["number"]["name"]: one["number"]["text"] + one["number"]["unit"] for one in view["numbers"]}


def test_every_number_of_the_article_is_a_slider_and_a_field_with_its_unit(shared: Place, texts) -> None:
    page = shared.browser("Ana").get(shared.at(TRY))
    known, html = numbers(shown(shared)), page.content.decode()
    assert page.status_code == 200
    assert known == {"when.0": "0EUR", "steps.1.take.0": "10%", "steps.2.take.0": "45%"}
    assert html.count('type="range"') == len(re.findall('name="n[.]', html)) == 3
    assert "9,000.00 EUR in all, as now." in texts(page)


def test_another_percentage_shows_the_whole_the_groups_and_ones_own_line_before_and_after(shared: Place, texts) -> None:
    view = shown(shared, **{"steps.2.take.0": "50"})
    found = view["outcome"]
    common = next(one for one in found["lines"] if one["to"] == "Equity:Collective:Legal")
    assert common["amounts"] == {"now": 405000, "then": 450000}
    # 4,050.00 and 3,600.00 by 1,600 of 15,400 hours; who gets the last cent hangs on the order of the accounts.
    assert found["own"]["now"] in (42077, 42078)
    assert found["own"]["then"] in (37402, 37403)
    (workers,) = found["groups"]["by_class"]
    assert workers["amounts"] == {"now": 405000, "then": 360000}
    assert (workers["less"]["people"], workers["less"]["amount"], workers["less"]["largest"]) == (13, -45000, 5000)
    assert workers["more"]["people"] == 0
    page = shared.browser("Ana").get(shared.at(TRY) + "?n.steps.2.take.0=50")
    assert re.search(r"You: 420[.]7[78] EUR now, 374[.]0[23] then", texts(page))
    assert 'class="chart histogram"' in page.content.decode()


def test_nobody_sees_the_line_of_somebody_else(shared: Place) -> None:
    ana, others = shared.members["Ana"], set(shared.members.values()) - {shared.members["Ana"]}
    answer = shared.browser("Ana").get(f"{shared.at(TRY)}.json?n.steps.2.take.0=50").content.decode()
    assert ana in answer
    assert not [one for one in others if one in answer]
    assert shown(shared)["outcome"]["withheld"] == 12


def test_the_slider_counts_where_the_field_was_left_alone_and_the_field_where_both_were_moved(shared: Place) -> None:
    was = "was.steps.2.take.0=45&n.steps.2.take.0="
    browser, address = shared.browser("Ana"), f"{shared.at(TRY)}.json?"

    def common(query: str) -> int:
        lines = browser.get(address + query).json()["outcome"]["lines"]
        return next(one["amounts"]["then"] for one in lines if one["to"] == "Equity:Collective:Legal")

    assert common(was + "45&s.steps.2.take.0=40") == 360000
    assert common(was + "50&s.steps.2.take.0=40") == 450000
    assert common(was + "45&s.steps.2.take.0=45.0") == 405000


def test_what_the_check_refuses_is_said_beside_what_was_typed_and_kept(shared: Place, texts) -> None:
    for typed, says in (("150", "between 0 and all"), ("much", "It is not a number"), ("-5", "It is not a number")):
        page = shared.browser("Ana").get(f"{shared.at(TRY)}?n.steps.2.take.0={typed}")
        html = page.content.decode()
        field = html[html.index('id="n-steps-2-take-0-help"') :].split("</div>", 2)
        assert page.status_code == 200
        assert f'value="{typed}"' in html
        assert says in "".join(field[:2]).split('class="error"')[1]
        assert "Propose this" not in texts(page)


def test_propose_this_leads_to_the_proposal_with_the_text_filled_in(shared: Place, texts) -> None:
    browser = shared.browser("Ana")
    html = browser.get(shared.at(TRY) + "?n.steps.2.take.0=50").content.decode()
    view = shown(shared, **{"steps.2.take.0": "50"})
    assert f'action="{shared.at("propose")}"' in html
    form = {"do": "look", "text": view["article"], "title": "Other numbers", "period": "2026"}
    page = browser.post(shared.at("propose"), form)
    assert page.status_code == 200
    assert 'take = &quot;50%&quot;' in page.content.decode()
    assert "What it would have meant: Sharing the surplus" in texts(page)
    assert "Propose this" not in texts(browser.get(shared.at(TRY)))


def test_each_number_one_percent_up_and_down_gives_what_a_hand_gives(shared: Place) -> None:
    effects = {(one["number"], one["by"]): one for one in shown(shared)["outcome"]["effects"]}
    # A hundredth of 45 % of 9,000.00 is 40.50 more in common, and 1,600 of 15,400 hours of it less for Ana.
    up, down = effects["steps.2.take.0", 1], effects["steps.2.take.0", -1]
    assert (up["to"], up["total"], up["largest"], up["exact"]) == ("45.45", 0, 4050, True)
    assert (down["to"], down["largest"]) == ("44.55", 4050)
    assert abs(up["own"] + 421) <= 1
    assert abs(down["own"] - 421) <= 1
    assert ("when.0", 1) not in effects


def test_a_stranger_sees_nothing_and_a_rule_that_is_not_there_has_no_page(shared: Place) -> None:
    assert shared.browser().get(shared.at(TRY)).status_code == 302
    browser = shared.browser("Ana")
    for rule in ("rule.none", "class.worker"):
        assert browser.get(shared.at(f"rules/{rule}/try")).status_code == 404
    assert browser.get(shared.at("rules/rule.surplus/tender")).status_code == 404


def test_a_period_that_is_none_is_refused_and_every_page_of_the_rule_leads_here(shared: Place, texts) -> None:
    browser = shared.browser("Ana")
    page = browser.get(shared.at(TRY) + "?period=soon")
    assert page.status_code == 200
    assert "Nothing was tried" in texts(page)
    run = browser.get(shared.at("rules.json")).json()["rules"]
    id = next(one["runs"][0]["run"] for one in run if one["id"] == "rule.surplus")
    for where in ("rules", "charter/rule.surplus", f"runs/{id}"):
        assert shared.at(TRY) in browser.get(shared.at(where)).content.decode(), where
