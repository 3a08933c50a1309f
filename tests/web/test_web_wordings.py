"""The words of a proposal in a browser: amended before the ballot, mended after an objection; a veto put aside."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from deciding_place import CoOp, co_op

from auzolan.governance.decide import CastBallot, CloseDecision, OpenProposal, VetoDecision
from auzolan.governance.facts import ProposalOpened
from auzolan.verify.verify import verify

LIVELY = """vote_days = 7
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-31
"""
ONES = {
    "amending": 'method = "majority"\ndiscussion_days = 2\namendment_days = 3\n',
    "trying": 'method = "consent"\nfallback = "procedure.ordinary"\nparameters = { rounds = 2 }\n',
    "vetoed": 'method = "majority"\ncooling_off_days = 3\nveto = "body.council"\noverride = "procedure.aside"\n',
    "aside": 'method = "majority"\nthreshold = "2/3"\n',
}
COUNCIL = '\n["body.council"]\ntitle = "The elders"\nclasses = ["class.worker"]\n'
MORE = "".join(
    f'\n["procedure.{name}"]\ntitle = "By {name}"\nbody = "body.assembly"\n{more}{LIVELY}'
    for name, more in ONES.items()
)
TALK, AMEND, VOTE = "2027-01-09T09:00:00Z", "2027-01-11T09:00:00Z", "2027-01-13T09:00:00Z"


@pytest.fixture
def coop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CoOp]:
    made = co_op(tmp_path, monkeypatch, MORE + COUNCIL)
    yield made
    from django.core import mail

    mail.outbox = []
    made.node.close()


def asked(coop: CoOp, procedure: str, by: str = "Ana", **more: str) -> str:
    request = OpenProposal(
        title="Move the workshop", text="To the harbour, in May.", procedure=f"procedure.{procedure}", **more
    )
    return coop.do(request, by=coop.members[by]).fact(ProposalOpened).decision


def answers(coop: CoOp, decision: str, **given: str) -> None:
    for who, option in given.items():
        objects = option == "object"
        request = CastBallot(
            decision=decision, option=option, reason="In May the fair is there." if objects else "",
            criterion="people" if objects else "",
        )
        coop.do(request, by=coop.members[who])


def test_the_plain_summary_stands_first_and_what_was_changed_in_it_is_shown(coop: CoOp, texts) -> None:
    decision = asked(coop, "amending", summary="We work at the harbour from May.")
    coop.clock(AMEND)
    path = coop.at(f"decisions/{decision}")
    assert 'value="We work at the harbour from May."' in coop.browser("Ana").get(path).content.decode()
    changed = form(coop, summary="We work at the harbour from June.")
    assert coop.browser("Ana").post(path, changed).status_code == 302
    answer = coop.browser("Cleo").get(path)
    head, _, rest = texts(answer).partition("Proposed by")
    assert head.index("We work at the harbour from June.") < head.index("To the harbour, in June.")
    assert re.search(r"<del>[^<]*May\.[^<]*</del>", answer.content.decode()) and "from" in rest


def form(coop: CoOp, **changed: str) -> dict[str, str]:
    return {"do": "amend", "title": "Move the workshop", "why": "To the harbour, in June.",
            "suggested_by": coop.members["Bo"]} | changed


def test_only_who_proposed_sees_the_form_and_only_in_its_days(coop: CoOp) -> None:
    decision = asked(coop, "amending")
    for moment, who, there in (
        (TALK, "Ana", False), (AMEND, "Ana", True), (AMEND, "Bo", False), (VOTE, "Ana", False),
    ):
        coop.clock(moment)
        page = coop.browser(who).get(coop.at(f"decisions/{decision}")).content.decode()
        assert ('id="amend"' in page) is there, (moment, who)


def test_an_amendment_shows_what_went_and_what_came_and_whose_it_was(coop: CoOp, texts) -> None:
    decision = asked(coop, "amending")
    coop.clock(AMEND)
    path = coop.at(f"decisions/{decision}")
    assert coop.browser("Ana").post(path, form(coop)).status_code == 302
    assert coop.browser("Ana").post(path, form(coop, why="In June, all of us.", suggested_by="")).status_code == 302
    answer = coop.browser("Cleo").get(path)
    page, said = answer.content.decode(), texts(answer)
    assert re.search(r"<del>[^<]*May[^<]*</del>", page) and re.search(r"<ins>[^<]*June[^<]*</ins>", page)
    assert "As Bo suggested" in said and "Amended before the ballot" in said
    versions = page.partition('id="versions"')[2].partition("</section>")[0]
    assert versions.count('<p class="prose"><b>') == 2, "every version stays"
    assert "In June, all of us." in texts(answer).partition("Proposed by")[0], "the last one stands above"


def test_a_refused_amendment_comes_back_as_it_was_typed(coop: CoOp) -> None:
    decision = asked(coop, "amending")
    coop.clock(AMEND)
    path = coop.at(f"decisions/{decision}")
    answer = coop.browser("Ana").post(path, form(coop, title="", why="I typed <this>"))
    assert answer.status_code == 422
    assert "I typed &lt;this&gt;</textarea>" in answer.content.decode()
    other = coop.browser("Bo").post(path, form(coop))
    assert other.status_code == 422 and "Only who proposed it" in other.content.decode()
    coop.clock(VOTE)
    late = coop.browser("Ana").post(path, form(coop))
    assert late.status_code == 422 and "What is voted on stays as it is" in late.content.decode()
    assert coop.view(f"decisions/{decision}")["text"] == "To the harbour, in May."


def test_proposing_again_begins_with_the_words_before_and_shows_what_it_is_to_meet(coop: CoOp, texts) -> None:
    first = asked(coop, "trying")
    answers(coop, first, Ana="consent", Bo="consent", Cleo="object")
    coop.clock("2027-01-16T09:00:00Z")
    coop.do(CloseDecision(decision=first), by=coop.members["Ana"])
    page = coop.browser("Ana").get(coop.at(f"decisions/{first}")).content.decode()
    (link,) = re.findall(r'href="([^"]*propose\?replaces=[^"]*)"', page)
    begun = coop.browser("Ana").get(link).content.decode()
    assert 'value="Move the workshop"' in begun and "To the harbour, in May.</textarea>" in begun
    again = OpenProposal(
        title="Move the workshop", text="To the harbour, in June.", procedure="procedure.trying", replaces=first
    )
    second = coop.do(again, by=coop.members["Ana"]).fact(ProposalOpened).decision
    answer = coop.browser("Dee").get(coop.at(f"decisions/{second}"))
    said = texts(answer)
    assert "Round 2: what changed" in said and "Cleo “In May the fair is there.” it would harm somebody" in said
    assert "After 2 rounds without agreement it may be decided by: Ordinary decisions." in said
    assert re.search(r"<ins>[^<]*June[^<]*</ins>", answer.content.decode())


def test_a_veto_is_put_aside_from_the_page_of_what_was_vetoed(coop: CoOp, texts) -> None:
    decision = asked(coop, "vetoed")
    answers(coop, decision, Ana="yes", Bo="yes", Cleo="yes", Dee="no")
    coop.clock("2027-01-16T09:00:00Z")
    coop.do(CloseDecision(decision=decision), by=coop.members["Ana"])
    coop.do(VetoDecision(decision=decision, reason="The floor does not carry it."), by=coop.members["Fay"])
    answer = coop.browser("Bo").get(coop.at(f"decisions/{decision}"))
    assert "vetoed before it took effect; the veto can be put aside by: By aside" in texts(answer)
    (link,) = re.findall(r'href="([^"]*propose\?overrides=[^"]*)"', answer.content.decode())
    begun = coop.browser("Bo").get(link).content.decode()
    assert 'value="Put the veto aside: Move the workshop"' in begun
    typed = {"title": "Put the veto aside", "why": "It carries.", "overrides": decision, "do": "open"}
    opened = coop.browser("Bo").post(coop.at("propose"), typed)
    assert opened.status_code == 302, texts(opened)
    second = opened.headers["Location"].rpartition("/")[2]
    assert coop.view(f"decisions/{second}")["procedure"] == "procedure.aside"
    answers(coop, second, Ana="yes", Bo="yes", Cleo="yes", Dee="no")
    coop.clock("2027-01-24T09:00:00Z")
    coop.do(CloseDecision(decision=second), by=coop.members["Ana"])
    said = texts(coop.browser("Bo").get(coop.at(f"decisions/{decision}")))
    assert "the veto was put aside, and it has taken effect" in said
    copy = coop.office.copy()
    with copy.database.reading():
        assert verify(copy).holds
