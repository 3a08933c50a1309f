"""Charter, proposals and decisions through a browser's requests: from a text that is typed to a rule in force."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from deciding_place import CoOp, co_op


@pytest.fixture
def coop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CoOp]:
    made = co_op(tmp_path, monkeypatch)
    yield made
    from django.core import mail

    mail.outbox = []
    made.node.close()


def test_the_charter_says_every_article_in_plain_words_with_its_version(coop, texts) -> None:
    view = coop.view("charter")
    listed = [line for group in view["groups"] for line in group["articles"]]
    assert len(listed) == view["count"] == len(coop.office.now().charter.articles)
    assert all(line["words"] and line["version"] == 1 for line in listed)
    said = texts(coop.browser("Ana").get(coop.at("charter")))
    assert "More than half of those voting must say yes" in said
    assert "Not changed since." in said


def test_an_article_that_never_was_is_not_there(coop) -> None:
    assert coop.browser("Ana").get(coop.at("charter/rule.none")).status_code == 404
    assert coop.browser("Ana").get(coop.at("decisions/dnone")).status_code == 404


def test_looking_at_a_proposal_shows_ones_own_line_first_and_writes_nothing(coop, texts) -> None:
    before = coop.office.now().seq
    answer = coop.browser("Dee").post(coop.at("propose"), coop.proposal(do="look"))
    page, said = answer.content.decode(), texts(answer)
    assert answer.status_code == 200
    rows = re.findall(r"<tr role=\"row\"[^>]*>(.*?)</tr>", page.partition("<tbody")[2], flags=re.DOTALL)
    assert "You" in rows[0]
    assert [figure for figure in ("3,182.99", "4,106.95", "+923.96") if figure in rows[0]] == [
        "3,182.99", "4,106.95", "+923.96"
    ]
    assert "100,000.00 EUR either way. The lines of 5 others are not shown." in said
    assert "<del>hours" in page
    assert "<ins>hours" in page
    assert "By hours only" in page
    assert coop.office.now().seq == before


def test_a_text_with_faults_comes_back_with_all_of_them_and_what_was_typed(coop) -> None:
    form = coop.proposal(text='["rule.surplus"]\nsays = "Mine & <b>ours</b>"\ndoes = "split"\n')
    before = coop.office.now().seq
    answer = coop.browser("Dee").post(coop.at("propose"), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    for field in ("benefits", "bears_cost", "decides", "review"):
        assert f"The field {field} is missing" in page
    assert "Mine &amp; &lt;b&gt;ours&lt;/b&gt;" in page
    assert 'value="By hours only"' in page
    assert "The index is in our pay already." in page
    assert coop.office.now().seq == before


def test_a_text_that_changes_nothing_is_told_so(coop, texts) -> None:
    form = coop.proposal(do="look", text=coop.text())
    assert "Nothing changes yet" in texts(coop.browser("Dee").post(coop.at("propose"), form))


def test_the_queue_has_what_waits_for_me_by_deadline_with_minutes_to_read(coop, texts) -> None:
    first = coop.open()
    coop.clock("2027-01-09T09:00:00Z")
    second = coop.open(title="And another", text="", why="word " * 400)
    queue = coop.view("decisions")
    assert [(one["decision"], one["minutes"]) for one in queue["mine"]] == [(first, 1), (second, 3)]
    coop.cast(first, Ana="yes")
    queue = coop.view("decisions")
    assert [one["decision"] for one in queue["mine"]] == [second]
    assert [one["decision"] for one in queue["open"]] == [first, second]
    assert "1 decision waits for your answer." in texts(coop.browser("Ana").get(coop.at("decisions")))


def test_a_ballot_is_open_by_name_and_can_be_changed_until_the_close(coop, texts) -> None:
    decision = coop.open()
    coop.cast(decision, Ana="no")
    coop.cast(decision, Ana="yes", Bo="no")
    said = texts(coop.browser("Cleo").get(coop.at(f"decisions/{decision}")))
    assert "Ana yes “Ana thought about it”" in said
    assert "Bo no “Bo thought about it”" in said
    assert "Still to answer: Cleo, Dee, Eli, Fay" in said
    assert "2 of 6 have answered, quorum reached." in said
    own = coop.browser("Ana").get(coop.at(f"decisions/{decision}")).content.decode()
    assert re.search(r'value="yes" required checked', own)
    assert not re.search(r'value="no" required checked', own)


def test_a_ballot_without_an_answer_is_refused_and_its_reason_kept(coop) -> None:
    decision = coop.open()
    answer = coop.browser("Ana").post(coop.at(f"decisions/{decision}"), {"do": "cast", "reason": "I wrote <long>"})
    assert answer.status_code == 422
    assert "None of the answers was chosen" in answer.content.decode()
    assert "I wrote &lt;long&gt;</textarea>" in answer.content.decode()


def test_what_is_missing_stands_in_bold(coop) -> None:
    decision = coop.open()
    coop.cast(decision, Ana="yes")
    page = coop.browser("Bo").get(coop.at(f"decisions/{decision}")).content.decode()
    condition = page.partition('class="cond big"')[2].partition("</p>")[0]
    assert "one more is needed for the quorum of 2." in condition
    assert "<b>Three more yes decide.</b>" in condition


def test_only_who_proposed_it_takes_it_back_and_only_before_an_answer(coop) -> None:
    decision = coop.open("Dee")
    path = coop.at(f"decisions/{decision}")
    assert 'value="withdraw"' in coop.browser("Dee").get(path).content.decode()
    assert 'value="withdraw"' not in coop.browser("Ana").get(path).content.decode()
    assert coop.browser("Ana").post(path, {"do": "withdraw"}).status_code == 422
    coop.cast(decision, Ana="yes")
    assert 'value="withdraw"' not in coop.browser("Dee").get(path).content.decode()
    assert coop.browser("Dee").post(path, {"do": "withdraw"}).status_code == 422
    other = coop.open("Dee", title="Once more")
    assert coop.browser("Dee").post(coop.at(f"decisions/{other}"), {"do": "withdraw"}).status_code == 302
    assert coop.view(f"decisions/{other}")["status"] == "withdrawn"


def test_a_carried_change_is_in_force_and_the_charter_names_its_decision(coop, texts) -> None:
    decision = coop.open()
    path = coop.at(f"decisions/{decision}")
    coop.cast(decision, Ana="yes", Bo="no", Cleo="yes")
    assert 'value="close"' not in coop.browser("Ana").get(path).content.decode()
    coop.cast(decision, Dee="yes", Eli="yes")
    assert 'value="close"' in coop.browser("Ana").get(path).content.decode()
    assert coop.browser("Ana").post(path, {"do": "close"}).status_code == 302
    said = texts(coop.browser("Ana").get(path))
    assert "It carried: 4 yes, 1 no; one of 6 did not answer. It has taken effect." in said
    assert "done; in force since 8 January 2027, 09:00 UTC" in said
    assert "Sharing the surplus by 31 January 2028" in said
    assert "Did not answer: Fay" in said
    # The text that the voters had stands beside the one they chose, now that this one is in force.
    changed = coop.view(f"decisions/{decision}")["changes"][0]["fields"]
    assert ("hours * index", "hours") in [(one["before"], one["after"]) for one in changed]
    article = coop.view("charter/rule.surplus")
    assert [(one["version"], one["decision"], one["title"]) for one in article["versions"]] == [
        (2, decision, "By hours only"), (1, "", "")
    ]
    assert [part for part in article["versions"][0]["change"] if part["how"] == "removed"]
    assert 'by = "hours"' in article["text"]


def test_a_decision_with_a_cooling_off_says_when_it_takes_effect(coop, texts) -> None:
    limit = coop.office.now().charter.get("limit.pay_ratio").text
    decision = coop.open(title="Six to one", text=limit.replace("<= 9 *", "<= 6 *").replace("nine", "six"))
    coop.cast(decision, Ana="yes", Bo="yes", Cleo="yes", Dee="yes")
    closes = coop.view(f"decisions/{decision}")["closes_at"]
    coop.clock(closes)
    path = coop.at(f"decisions/{decision}")
    assert coop.browser("Ana").post(path, {"do": "close"}).status_code == 302
    view = coop.view(f"decisions/{decision}")
    assert (view["status"], view["effect_status"]) == ("carried", "waiting")
    assert view["takes_effect"] > closes
    assert "by itself" in texts(coop.browser("Ana").get(path))
    assert "<= 9 *" in coop.view("charter/limit.pay_ratio")["text"]


def test_strangers_see_no_decision_and_no_ballot(coop) -> None:
    decision = coop.open()
    for path in ("decisions", f"decisions/{decision}", "propose", "rules", f"runs/{coop.run}"):
        assert coop.browser().get(coop.at(path)).status_code == 302
        assert coop.browser().get(coop.at(f"{path}.json")).status_code == 404


def test_ballots_can_be_kept_as_a_table(coop) -> None:
    decision = coop.open()
    coop.cast(decision, Ana="yes")
    lines = coop.browser("Bo").get(coop.at(f"decisions/{decision}.csv")).content.decode().splitlines()
    assert lines[0] == "member,option,preference,weight,entry"
    assert lines[1].startswith(f"{coop.members['Ana']},yes,,1,")


CONSENT = """
["procedure.try"]
title = "Trying things"
says = "What nobody has a reasoned objection to is tried."
body = "body.assembly"
propose = "class.worker"
method = "consent"
quorum = "1/3"
vote_days = 7
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-31
"""


def test_an_objection_needs_its_ground_and_loses_it_with_a_change_of_mind(coop, texts) -> None:
    changed = coop.text().replace('procedure = "procedure.ordinary"', 'procedure = "procedure.consent"')
    named = [one.id for one in coop.office.now().charter.of_kind("procedure") if one.fields.get("method") == "consent"]
    if not named:
        new = coop.open(title="A way to try", text=CONSENT)
        coop.cast(new, **dict.fromkeys(("Ana", "Bo", "Cleo", "Dee", "Eli", "Fay"), "yes"))
        coop.clock("2027-02-15T09:00:00Z")
        coop.browser("Ana").post(coop.at(f"decisions/{new}"), {"do": "close"})
        coop.clock("2027-03-15T09:00:00Z")
        named = ["procedure.try"]
    move = coop.open(title="By consent", text=changed.replace("procedure.consent", named[0]))
    coop.cast(move, **dict.fromkeys(("Ana", "Bo", "Cleo", "Dee", "Eli"), "yes"))
    coop.browser("Ana").post(coop.at(f"decisions/{move}"), {"do": "close"})
    decision = coop.open(title="By hours, by consent")
    assert coop.view(f"decisions/{decision}")["method"] == "consent"
    path, ana = coop.at(f"decisions/{decision}"), coop.browser("Ana")
    form = {"do": "cast", "option": "object", "reason": "It would hurt those with heavy posts", "criterion": ""}
    refused = ana.post(path, form)
    assert refused.status_code == 422
    assert "It would hurt those with heavy posts</textarea>" in refused.content.decode()
    assert re.search(r'value="object" required checked', refused.content.decode())
    assert ana.post(path, form | {"criterion": "people"}).status_code == 302
    assert "it would harm somebody" in texts(coop.browser("Bo").get(path))
    assert ana.post(path, form | {"option": "consent", "criterion": "people"}).status_code == 302
    (ballot,) = coop.view(f"decisions/{decision}")["ballots"]
    assert (ballot["option"], ballot["criterion"]) == ("consent", "")
