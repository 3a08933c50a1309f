"""Rules, runs and why through a browser's requests: to the cent, to the entry, and no further than one may see."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from deciding_place import CoOp, co_op

from auzolan.flows.requests import RecordContribution
from auzolan.rules.facts import RunPublished


@pytest.fixture
def coop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CoOp]:
    made = co_op(tmp_path, monkeypatch)
    yield made
    from django.core import mail

    mail.outbox = []
    made.node.close()


def capital(coop: CoOp, name: str, year: str = "2026") -> str:
    return f"Equity:Capital:{coop.members[name]}:{year}"


def test_rules_show_words_text_and_runs(coop, texts) -> None:
    said = texts(coop.browser("Ana").get(coop.at("rules")))
    assert "6 rules decide who gets what." in said
    assert "100,000.00 EUR" in said
    assert "You are trusted with this" not in said
    assert "You are trusted with this" in texts(coop.browser("Bo").get(coop.at("rules")))


def test_trying_a_rule_writes_nothing_and_running_it_does(coop, texts) -> None:
    bo, form = coop.browser("Bo"), {"rule": "rule.surplus", "period": "2027"}
    coop.clock("2027-02-01T09:00:00Z")
    before = coop.office.now().seq
    nothing = bo.post(coop.at("rules"), form | {"do": "try"})
    assert nothing.status_code == 422
    assert "holds nothing" in texts(nothing)
    assert 'value="2027"' in nothing.content.decode()
    tried = bo.post(coop.at("rules"), form | {"do": "try", "period": "2026"})
    assert "100,000.00 EUR would be shared" in texts(tried)
    assert "6,596.86" in texts(tried)
    assert coop.office.now().seq == before
    refused = bo.post(coop.at("rules"), form | {"do": "run", "period": "2026"})
    assert refused.status_code == 422
    assert "already run for 2026" in texts(refused)


def test_only_who_is_trusted_with_it_tries_runs_and_settles(coop) -> None:
    ana, form = coop.browser("Ana"), {"rule": "rule.surplus", "period": "2026"}
    for do in ("try", "run"):
        assert ana.post(coop.at("rules"), form | {"do": do}).status_code == 422
    coop.clock("2027-02-01T09:00:00Z")
    assert 'value="settle"' not in ana.get(coop.at(f"runs/{coop.run}")).content.decode()
    assert ana.post(coop.at(f"runs/{coop.run}"), {"do": "settle"}).status_code == 422


def test_a_run_has_every_portion_ones_own_first_and_adds_up(coop) -> None:
    view = coop.view(f"runs/{coop.run}")
    assert sum(int(one["amount"].replace(".", "")) for one in view["portions"]) == 10_000_000
    assert {one["to"]: one["amount"] for one in view["portions"]}[capital(coop, "Ana")] == "6596.86"
    page = coop.browser("Ana").get(coop.at(f"runs/{coop.run}")).content.decode()
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page.partition("<tbody>")[2].partition("</tbody>")[0], flags=re.DOTALL)
    assert len(rows) == len(view["portions"]) == 8
    assert "6,596.86" in rows[0]
    assert "(you)" in rows[0]
    for row, one in zip(rows, [None, *view["portions"][1:]], strict=True):
        assert f"/runs/{coop.run}/why/" in row, one
        assert "/entry/" in row


def test_a_contested_line_waits_and_the_rest_is_posted(coop, texts) -> None:
    path, to = coop.at(f"runs/{coop.run}"), capital(coop, "Ana")
    ana = coop.browser("Ana")
    page = ana.get(f"{path}?to={to}").content.decode()
    assert f'<option value="{to}" selected>' in page
    answer = ana.post(path, {"do": "contest", "to": to, "reason": "Two weeks are missing", "should_be": "6,700"})
    assert answer.status_code == 302
    said = texts(ana.get(path))
    assert "1 portion waits for the answer to an objection: Ana." in said
    assert "held · contested" in said
    coop.clock("2027-02-01T09:00:00Z")
    bo = coop.browser("Bo")
    assert 'value="settle"' in bo.get(path).content.decode()
    assert bo.post(path, {"do": "settle"}).status_code == 302
    view = coop.view(f"runs/{coop.run}")
    assert view["status"] == "partly settled"
    assert {one["to"] for one in view["portions"] if not one["paid"]} == {to}


def test_an_objection_without_a_reason_is_refused_and_the_rest_kept(coop) -> None:
    to = capital(coop, "Ana")
    form = {"do": "contest", "to": to, "reason": " ", "should_be": "more <then>"}
    answer = coop.browser("Ana").post(coop.at(f"runs/{coop.run}"), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "An objection needs a reason" in page
    assert 'value="more &lt;then&gt;"' in page
    assert f'<option value="{to}" selected>' in page


def test_computing_it_again_says_whether_it_is_the_same(coop, texts, monkeypatch) -> None:
    ana, path = coop.browser("Ana"), coop.at(f"runs/{coop.run}") + "?replay=1"
    assert "Computed again just now: the same" in texts(ana.get(path))
    from auzolan.web.pages import run

    monkeypatch.setattr(run, "equal", lambda computed, fact: False)
    monkeypatch.setattr(run.Asked, "kept", lambda self, name, make, *key: make())
    assert "it comes out differently" in texts(ana.get(path))


def test_why_is_a_tree_from_the_amount_to_the_entries(coop, texts) -> None:
    to = capital(coop, "Ana")
    view = coop.view(f"runs/{coop.run}/why/{to}")
    assert (view["amount"], view["unit"], view["version"], view["decision"]) == ("6596.86", "EUR", 1, "")

    def leaves(reasons: list[dict]) -> list[dict]:
        return [leaf for one in reasons for leaf in (leaves(one["because"]) if one["because"] else [one])]

    known = {leaf["label"]: leaf for leaf in leaves(view["reasons"])}
    assert known["hours"]["value"] == "1700"
    assert coop.office.entry(known["hours"]["entries"][0]).fact.amount == "1700.00"
    assert isinstance(coop.office.entry(view["published"]).fact, RunPublished)
    said = texts(coop.browser("Ana").get(coop.at(f"runs/{coop.run}/why/{to}")))
    assert "Why did I get this 6,596.86 EUR" in said
    assert "computed again just now, same result" in said
    assert f"auzolan replay {coop.run}" in said
    assert "none since the founding" in said


def test_why_leads_to_the_decision_behind_the_version(coop, texts) -> None:
    decision = coop.open()
    coop.cast(decision, Ana="yes", Bo="no", Cleo="yes", Dee="yes", Eli="yes")
    coop.browser("Ana").post(coop.at(f"decisions/{decision}"), {"do": "close"})
    coop.clock("2029-01-08T09:00:00Z")
    # A version never counts for a period that had begun when it was adopted: the first one is 2028.
    run = coop.surplus("2028", "50000.00 EUR")
    page = coop.browser("Dee").get(coop.at(f"runs/{run}/why/{capital(coop, 'Dee', '2028')}"))
    # 820.25 of 8987.50 hours, of 22500.00
    assert "2,053.48 EUR" in texts(page)
    assert "By hours only : 4 yes, 1 no, 0 abstained" in texts(page)
    assert coop.at(f"decisions/{decision}") in page.content.decode()
    assert "as it was decided in By hours only" in texts(coop.browser("Dee").get(coop.at(f"runs/{run}")))


def test_there_is_no_why_of_what_is_not_there(coop) -> None:
    ana = coop.browser("Ana")
    for path in (f"runs/{coop.run}/why/Equity:Nothing", "runs/rnone", f"runs/rnone/why/{capital(coop, 'Ana')}"):
        assert ana.get(coop.at(path)).status_code == 404, path


def test_where_portions_are_each_ones_own_others_see_neither_amount_nor_why(coop, texts) -> None:
    publication = coop.office.now().charter.of_kind("publication")[0]
    narrowed = publication.text.rstrip("\n") + '\nown = ["portions"]\n'
    narrowed = re.sub(r'"portions"(, )?', "", narrowed, count=1) if narrowed.count('"portions"') > 1 else narrowed
    decision = coop.open(title="Each their own", text=narrowed)
    coop.cast(decision, Ana="yes", Bo="yes", Cleo="yes", Dee="yes", Eli="yes", Fay="yes")
    coop.clock("2027-02-01T09:00:00Z")
    coop.browser("Ana").post(coop.at(f"decisions/{decision}"), {"do": "close"})
    coop.clock("2027-03-01T09:00:00Z")
    # Whatever is written first brings about what is due.
    coop.do(RecordContribution(contribution="hours", amount="1.00", member=coop.members["Ana"], date="2027-02-28"))
    assert coop.office.now().charter.get(publication.id).fields["own"] == ["portions"]
    ana, to = coop.browser("Ana"), capital(coop, "Bo")
    view = json.loads(ana.get(coop.at(f"runs/{coop.run}.json")).content)
    assert [one["to"] for one in view["portions"] if one["member"]] == [capital(coop, "Ana")]
    assert view["withheld"] > 0
    assert "only to those they belong to" in texts(ana.get(coop.at(f"runs/{coop.run}")))
    assert ana.get(coop.at(f"runs/{coop.run}/why/{to}")).status_code == 404
    assert ana.get(coop.at(f"runs/{coop.run}/why/{capital(coop, 'Ana')}")).status_code == 200
