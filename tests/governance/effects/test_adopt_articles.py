"""A carried proposal changes the charter, as worded, at its time, and nothing else does."""

import msgspec
import pytest
from house_of_decisions import House, procedure, rule_of_kept

from auzolan.charter.around import Draft
from auzolan.charter.facts import ArticleAdopted, ArticleRetired
from auzolan.charter.load import read_text
from auzolan.governance.decide import OpenProposal
from auzolan.governance.facts import DecisionClosed, EffectDone, EffectStopped
from auzolan.governance.opening import ProposalUnsound
from auzolan.values.refusal import Refusal

ORDINARY = procedure("ordinary", "")
EURO = '["unit.EUR"]\ncode = "EUR"\nplaces = 2\ndimension = "money"\n'
CLOSES, IN_FORCE = "2026-03-15T09:00:00Z", "2026-03-22T09:00:00Z"


def limit(most: int, more: str = 'procedure = "procedure.ordinary"') -> str:
    return (
        f'["limit.members"]\nsays = "We stay a small house."\nmust = "count() <= {most}"\nover = "members"\n'
        f'breach = "alarm"\n{more}\nbenefits = "class.worker"\nbears_cost = "class.worker"\ndecides = "body.assembly"\n'
        "review = 2028-01-31\n"
    )


@pytest.fixture
def house():
    return House(ORDINARY + rule_of_kept("100.00 EUR") + EURO)


def change(house, *texts, **more):
    return house.propose("More for the buyer", effect="adopt_articles", articles=texts, **more)


def in_force(house, id):
    return house.around("anna").charter.get(id)


def refused(call, *words):
    with pytest.raises(Refusal) as caught:
        call()
    assert all(word in str(caught.value) for word in words), str(caught.value)
    return caught.value


def test_a_change_of_the_charter_takes_effect_with_the_first_append_after_the_cooling_off(house):
    id = change(house, rule_of_kept("500.00 EUR"))
    assert house.decision(id).procedure == "procedure.charter"
    house.answers(id, yes="anna bilal carmen dario", no="edurne")
    (closed,) = house.later(CLOSES)
    assert (closed.carried, closed.effect_from) == (True, IN_FORCE)
    assert house.standing(id).text == "It carried: 4 yes, 1 no. It takes effect on 2026-03-22."
    assert in_force(house, "mandate.buyer").fields["up_to"] == "100.00 EUR"
    assert house.later("2026-03-22T08:59:59Z") == []
    adopted, done = house.later("2026-03-25T09:00:00Z")
    assert (adopted.article, adopted.version, adopted.decision) == ("mandate.buyer", 2, id)
    assert done == EffectDone(decision=id)
    assert [(entry.by, entry.because) for entry in house.entries[-2:]] == [("node", house.decision(id).closed)] * 2
    assert in_force(house, "mandate.buyer").fields["up_to"] == "500.00 EUR"
    assert house.decision(id).effect_status == "done"
    assert house.later("2026-03-26T09:00:00Z") == []


def test_without_cooling_off_the_effect_follows_in_the_same_append():
    house = House(ORDINARY + limit(10))
    id = change(house, limit(20))
    assert house.decision(id).procedure == "procedure.ordinary"
    house.answers(id, yes="anna bilal", no="carmen")
    facts = house.later("2026-03-08T09:00:00Z")
    assert [type(fact) for fact in facts] == [DecisionClosed, ArticleAdopted, EffectDone]
    assert facts[0].adopts[0].digest == read_text(facts[1].text).digest


def test_what_did_not_carry_changes_nothing(house):
    id = change(house, rule_of_kept("500.00 EUR"))
    house.answers(id, yes="anna bilal", no="carmen dario")
    (closed,) = house.later("2026-04-01T09:00:00Z")
    assert (closed.carried, closed.adopts) == (False, ())
    assert in_force(house, "mandate.buyer").fields["up_to"] == "100.00 EUR"


def test_the_charter_is_changed_by_the_procedure_it_names():
    house = House(ORDINARY + limit(10))
    by_charter = {"procedure": "procedure.charter"}
    words = ("decided by procedure.ordinary", "not by Changing the charter")
    refused(lambda: change(house, limit(20), **by_charter), *words)
    house = House(ORDINARY + limit(10, ""))
    refused(lambda: change(house, limit(20, ""), procedure="procedure.ordinary"), "Propose it by procedure.charter")
    # A new text cannot choose an easier way for itself.
    easier = limit(20)
    refused(lambda: change(house, easier, procedure="procedure.ordinary"), "Propose it by procedure.charter")


def test_articles_of_different_procedures_are_decided_apart(house):
    house = House(ORDINARY + limit(10) + rule_of_kept("100.00 EUR") + EURO)
    refused(lambda: change(house, limit(20), rule_of_kept("500.00 EUR")), "cannot be decided together")


def test_a_change_that_breaks_the_charter_is_refused_with_every_finding(house):
    text = rule_of_kept("500.00 EUR", more='holders = "class.worker"\n').replace("title", "titel")
    caught = refused(lambda: change(house, text), "was not opened", "And 1 more")
    assert isinstance(caught, ProposalUnsound)
    assert {finding.field for finding in caught.findings} == {"holders", "titel"}
    unreadable = ("[", '["mandate.x"]\na = 1979-05-27T07:32:00Z')
    unread = OpenProposal(title="x", text="x", effect="adopt_articles", articles=unreadable)
    assert len(refused(lambda: house.ask(unread)).findings) == 2


def test_a_proposal_that_would_change_nothing_is_refused(house):
    refused(lambda: change(house, rule_of_kept("100.00 EUR")), "in force already")
    refused(lambda: change(house), "carries no article")
    refused(lambda: change(house, retires=("mandate.nobody",)), "It is not in force")
    refused(lambda: change(house, rule_of_kept("5.00 EUR"), retires=("mandate.buyer",)), "carried twice")
    refused(lambda: change(house, rule_of_kept("5.00 EUR"), run="r1"), "approves no run")


def test_an_article_can_end(house):
    id = change(house, retires=("mandate.buyer",))
    house.answers(id, yes="anna bilal carmen")
    house.later(CLOSES)
    retired, done = house.later(IN_FORCE)
    assert retired == ArticleRetired(article="mandate.buyer", version=1, decision=id)
    assert done == EffectDone(decision=id) and in_force(house, "mandate.buyer") is None


def test_an_article_does_not_reach_back_behind_the_decision():
    # Only rules say from when they apply; what matters here is the day.
    house = House(ORDINARY + limit(10))
    text = limit(20).replace("review", "applies_from = 2026-03-07\nreview")
    with pytest.raises(Refusal) as caught:
        change(house, text)
    assert "would reach back" in str(caught.value) and "2026-03-08" in str(caught.value)


def test_two_decisions_about_one_article_follow_each_other(house):
    first, second = change(house, rule_of_kept("500.00 EUR")), change(house, rule_of_kept("700.00 EUR"))
    for id in (first, second):
        house.answers(id, yes="anna bilal carmen")
    house.later(CLOSES)
    facts = house.later(IN_FORCE)
    assert [getattr(fact, "version", 0) for fact in facts] == [2, 0, 3, 0]
    assert in_force(house, "mandate.buyer").fields["up_to"] == "700.00 EUR"


def test_an_effect_that_no_longer_fits_is_stopped_and_said_and_nothing_else_waits_for_it(house):
    gone = change(house, retires=("mandate.buyer", "unit.EUR"))
    raised = change(house, rule_of_kept("700.00 EUR"))
    other = change(house, procedure("ordinary", 'quorum = "1/2"'))
    for id in (gone, raised, other):
        house.answers(id, yes="anna bilal carmen")
    house.later(CLOSES)
    facts = house.later(IN_FORCE)
    retired = [ArticleRetired, ArticleRetired, EffectDone]
    assert [type(fact) for fact in facts] == [*retired, EffectStopped, ArticleAdopted, EffectDone]
    assert house.decision(raised).effect_status == "stopped"
    assert in_force(house, "procedure.ordinary").fields["quorum"] == "1/2"
    assert "EUR" in house.decision(raised).stopped_why
    assert "It could not take effect" in house.standing(raised).text
    assert house.later("2026-03-30T09:00:00Z") == []


def test_nobody_can_stop_or_skip_an_effect(house):
    id = change(house, rule_of_kept("500.00 EUR"))
    house.answers(id, yes="anna bilal carmen")
    house.later(CLOSES)
    house.at, because = IN_FORCE, house.decision(id).closed
    stop = EffectStopped(decision=id, why="We would rather not.")
    refused(lambda: house.write([Draft(fact=stop, because=because, by="node")]), "can be done")
    done = EffectDone(decision=id)
    refused(lambda: house.write([Draft(fact=done, because=because, by="node")]), "has not been done")
    refused(lambda: house.write([Draft(fact=done, because=because)], by="anna"), "follow from the closing alone")
    facts = house.later(IN_FORCE)
    other = msgspec.structs.replace(facts[0], version=3, text=facts[0].text.replace("500", "900"))
    refused(lambda: house.write([Draft(fact=other, because=because, by="node")]), "another text")
    refused(lambda: house.write([Draft(fact=done, because=because, by="node")]), "No effect of it is due")
