"""Home without a web: which period it opens with, what waits for whom, which runs it names."""

from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from immutables import Map

from auzolan.charter.state import State as Charters
from auzolan.conduct.state import State as Conduct
from auzolan.contest.state import Contest
from auzolan.contest.state import State as Contests
from auzolan.flows.state import Pending, Waiting
from auzolan.flows.state import State as Books
from auzolan.governance.ballot import Ballot
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.state import Decision
from auzolan.governance.state import State as Decisions
from auzolan.members.state import Grant, Member
from auzolan.members.state import State as People
from auzolan.metrics.state import State as Metrics
from auzolan.rules.state import Run
from auzolan.rules.state import State as Rules
from auzolan.values.period import parse_period
from auzolan.values.refusal import Refusal
from auzolan.views.home import LastMonth, moved, runs
from auzolan.views.waiting import waiting

PROPOSAL = ProposalOpened(
    decision="d1", title="By hours", text="word " * 450, effect="text_only", procedure="procedure.x", procedure_seq=1,
    method="majority", options=("yes", "no"), opens_at="", closes_at="", voters=2,
)
NO = Refusal(what="No", why="No mandate.", next="Ask.")


class Postings:
    """Postings on these days, oldest first."""

    def __init__(self, *days: str) -> None:
        self.days = days

    def rows(
        self, name: str, where: Any, *, between: Any = None, newest_first: bool = False, limit: int = 0
    ) -> list[Any]:
        found = [day for day in self.days if between is None or between[1] <= day <= between[2]]
        return [{"date": day} for day in (reversed(found) if newest_first else found)][: limit or None]


class Around(msgspec.Struct, frozen=True):
    at: str = "2026-11-23T10:00:00Z"
    by: str = ""
    trusted: frozenset[str] = frozenset()
    in_the_box: str = ""

    def boxed(self, decision: str, member: str) -> tuple[int, bool]:
        return int(bool(self.in_the_box)), member == self.in_the_box

    def fact(self, seq: int) -> ProposalOpened:
        return PROPOSAL

    def may(self, kind: str, amounts: Any) -> Refusal | None:
        return None if kind in self.trusted else NO


def org(**states: Any) -> Any:
    empty = {"governance": Decisions(), "flows": Books(), "contest": Contests(), "rules": Rules(), "metrics": Metrics(),
             "conduct": Conduct()}
    return SimpleNamespace(states=empty | states, charter=SimpleNamespace(get=lambda id: None, articles={}))


def me(member: str) -> Any:
    return SimpleNamespace(member=member)


@pytest.mark.parametrize(
    ("days", "period"),
    [
        (("2026-09-30", "2026-10-31", "2026-11-20"), "2026-10"),
        (("2026-11-20",), "2026-11"),
        (("2024-02-01", "2024-03-05"), "2024-03"),
        ((), "2026-10"),
    ],
)
def test_home_opens_with_the_last_full_month_in_the_books(days: tuple[str, ...], period: str) -> None:
    assert LastMonth(Postings(*days)).before("2026-11-23").label == period


@pytest.mark.parametrize(
    ("label", "before", "after"),
    [
        ("2026-01", "2025-12", "2026-02"),
        ("2026-12", "2026-11", "2027-01"),
        ("2026-Q1", "2025-Q4", "2026-Q2"),
        ("2026-Q4", "2026-Q3", "2027-Q1"),
        ("2026", "2025", "2027"),
        ("2026-01-01..2026-01-10", "2025-12-22..2025-12-31", "2026-01-11..2026-01-20"),
    ],
)
def test_a_page_turns_by_its_own_length(label: str, before: str, after: str) -> None:
    assert (moved(parse_period(label), -1).label, moved(parse_period(label), 1).label) == (before, after)


def decision(**more: Any) -> Decision:
    said = {
        "proposer": "m1",
        "title": "By hours",
        "effect": "text_only",
        "procedure": "procedure.x",
        "procedure_seq": 1,
        "method": "majority",
        "proposed_at": "2026-11-19T00:00:00Z",
        "options": ("yes", "no"),
        "opened": 9,
        "opens_at": "2026-11-20T00:00:00Z",
        "closes_at": "2026-11-30T00:00:00Z",
        "voters": 2,
        "roll": Map({"mana": 1, "mbo": 1}),
        "ballots": Map({"mbo": Ballot(option="yes", seq=11)}),
    }
    return Decision(**said | more)


def test_a_ballot_waits_for_who_is_on_the_roll_and_has_not_answered() -> None:
    now = org(governance=Decisions(decisions=Map({"d1": decision()}), open=frozenset({"d1"})))
    assert [(one.title, one.minutes) for one in waiting(now, Around(), me("mana"))] == [("By hours", 3)]
    assert waiting(now, Around(), me("mbo")) == ()
    assert waiting(now, Around(), me("mcleo")) == ()
    assert waiting(now, Around(in_the_box="mana"), me("mana")) == (), "a paper in a sealed box waits no more"


@pytest.mark.parametrize("at", ["2026-11-19T23:59:59Z", "2026-11-30T00:00:00Z"])
def test_no_ballot_waits_before_or_after_its_time(at: str) -> None:
    now = org(governance=Decisions(decisions=Map({"d1": decision()}), open=frozenset({"d1"})))
    assert waiting(now, Around(at=at), me("mana")) == ()


def test_nobody_is_asked_to_confirm_or_sign_their_own() -> None:
    books = Books(
        waiting=Map(
            {4: Waiting(by="mana", about="mana"), 5: Waiting(by="mbo", about="mbo"), 6: Waiting(by="mbo", about="mana")}
        ),
        pending=Map({7: Pending(by="mana", date="2026-11-01", postings=())}),
    )
    trusted = Around(trusted=frozenset({"flows.contribution_confirmed", "flows.postings_settled"}))
    said = [(one.what, one.entry, one.count) for one in waiting(org(flows=books), trusted, me("mana"))]
    assert said == [("confirm", 5, 1)]
    said = [(one.what, one.entry, one.count) for one in waiting(org(flows=books), trusted, me("mbo"))]
    assert said == [("confirm", 4, 1), ("sign", 7, 1)]
    assert waiting(org(flows=books), Around(), me("mbo")) == ()


def test_a_contest_waits_for_who_may_answer_and_did_not_raise_it() -> None:
    raised = Contest(by="mana", line=3, to="", posting=-1, run="", holds=False, due="2026-12-01", seq=12)
    now = org(contest=Contests(contests=Map({"c1": raised})))
    trusted = Around(trusted=frozenset({"contest.contest_answered"}))
    assert [(one.entry, one.until) for one in waiting(now, trusted, me("mbo"))] == [(12, "2026-12-01")]
    assert waiting(now, trusted, me("mana")) == ()
    assert waiting(now, Around(), me("mbo")) == ()


def test_the_newest_runs_that_stand_are_named() -> None:
    def run(seq: int, status: str = "published") -> Run:
        return Run(
            rule="rule.surplus",
            version=1,
            article=1,
            period="2026",
            position=1,
            amount="10.00",
            unit="EUR",
            source="Equity:Surplus",
            count=1,
            number=1,
            seq=seq,
            at="2026-11-01T00:00:00Z",
            outputs="",
            status=status,
        )

    known = Map({f"r{seq}": run(seq) for seq in range(1, 6)} | {"r9": run(9, "void")})
    assert [one.run for one in runs(org(rules=Rules(runs=known)))] == ["r5", "r4", "r3"]


@pytest.mark.parametrize(("review", "decides", "who"), [
    ("2026-11-23", "body.council", ["mana"]),
    ("2026-11-23", "", ["mana", "mbo"]),
    ("2026-11-24", "", []),
    ("", "", []),
])
def test_an_article_comes_back_on_its_day_to_those_who_decide_about_it(
    review: str, decides: str, who: list[str]
) -> None:
    seats = SimpleNamespace(id="body.council", seats=2, holdover_days=None)
    rule = SimpleNamespace(id="rule.pay", name="Pay", fields={"review": review, "decides": decides})
    council = SimpleNamespace(id="body.council", name="Council", kind="body", fields={})
    people = People(
        members=Map({one: Member(class_="class.worker", joined="2026-01-01") for one in ("mana", "mbo")}),
        mandates=Map({"body.council": (Grant(member="mana", since="2026-01-01", until="", seq=3),)}),
    )
    now = org(members=people)
    articles = {one.id: one for one in (rule, council)}
    now.charter = SimpleNamespace(articles=articles, get=articles.get, value=lambda id: seats)
    now.states["charter"] = Charters()
    asked = [
        one for one in ("mana", "mbo") if any(wait.what == "review" for wait in waiting(now, Around(), me(one)))
    ]
    assert asked == who
