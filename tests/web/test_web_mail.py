"""Mail: one reminder, one digest, an answer from the mail itself, a calendar; and a mail server that is down."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from deciding_place import CoOp, co_op
from icalendar import Calendar
from post_place import MailServer, mail_server, posted

from auzolan.governance.decide import CloseDecision
from auzolan.governance.facts import BallotCast
from auzolan.members.decide import ChooseMail, UnbindSignin
from auzolan.values.refusal import Refusal
from auzolan.verify.verify import verify

OPENED, LATE, CLOSED = "2027-01-08T09:00:00Z", "2027-01-13T12:00:00Z", "2027-01-16T09:00:00Z"


@pytest.fixture
def coop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CoOp]:
    made = co_op(tmp_path, monkeypatch)
    yield made
    made.node.close()


@pytest.fixture
def server(coop: CoOp, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    for name in ("Ana", "Bo", "Cleo", "Dee", "Eli", "Fay"):
        coop.browser(name)  # signed in before the mail goes to a real server
    with mail_server(monkeypatch) as running:
        yield running


def reminded(coop: CoOp, server: MailServer) -> str:
    """A proposal that Dee made and Bo answered; everybody's digest is out, and the rest were reminded."""
    decision = coop.open(summary="Every hour counts the same.")
    coop.cast(decision, Bo="yes")
    posted(coop)
    server.box.letters.clear()
    at = coop.office.now().states["governance"].decisions[decision].closes_at
    coop.clock(at.replace(at[11:], "00:30:00Z"))
    posted(coop)
    return decision


def fresh() -> Any:
    """A browser in which nobody is signed in."""
    from django.test import Client

    return Client()


def ballots(coop: CoOp, decision: str) -> dict[str, str]:
    return {row["member"]: row["option"] for row in coop.office.reader().rows("ballots", {"decision": decision})}


def test_one_reminder_and_only_to_those_who_have_not_answered(coop: CoOp, server: MailServer) -> None:
    reminded(coop, server)
    names = sorted(one["To"].partition("@")[0] for one in server.box.letters if "missing" in one["Subject"])
    assert names == ["ana", "cleo", "dee", "eli", "fay"], "Bo has answered"
    said = server.box.body("Ana")
    order = [said.index(one) for one in ("By hours only", "Every hour counts the same.", "The index is in our pay")]
    assert order == sorted(order)
    assert "This is the only reminder." in said
    server.box.letters.clear()
    posted(coop)
    assert server.box.letters == [], "asked again, nothing is sent twice"


def test_an_answer_from_the_mail_without_signing_in(coop: CoOp, server: MailServer, texts) -> None:
    decision = reminded(coop, server)
    link = server.box.link("Ana", "answer")
    browser = fresh()
    said = texts(browser.get(link))
    assert "By hours only" in said
    assert "Your answer, Ana" in said
    assert coop.members["Ana"] not in ballots(coop, decision), "a program that follows links casts nothing"
    answer = browser.post(link, {"do": "cast", "option": "yes", "reason": "read it on the bus"})
    assert answer.status_code == 302
    assert ballots(coop, decision)[coop.members["Ana"]] == "yes"
    assert "Your answer is written" in texts(browser.get(link))
    assert browser.get(coop.at("mine")).status_code == 302, "the link signs nobody in"
    assert verify(coop.office.copy()).holds


def test_a_link_used_twice_cut_off_for_something_else_or_by_somebody_else(
    coop: CoOp, server: MailServer, texts
) -> None:
    decision = reminded(coop, server)
    link, quiet = server.box.link("Ana", "answer"), server.box.link("Ana", "mail")
    yes = {"do": "cast", "option": "yes"}
    assert fresh().post(link, {"do": "cast"}).status_code == 422, "no answer was chosen"
    assert fresh().post(link, yes).status_code == 302
    again = fresh().post(link, {"do": "cast", "option": "no"})
    assert again.status_code == 422
    assert "The link was used, or you answered elsewhere" in texts(again)
    token, end = link.rpartition("/")[2], quiet.rpartition("/")[2]
    for other in (link[:-3], coop.at(f"answer/{end}"), coop.at(f"mail/{token}"), coop.at(f"calendar/{token}")):
        assert fresh().get(other).status_code == 400, other
        assert "This link opens nothing" in texts(fresh().get(other))
    cleo = server.box.link("Cleo", "answer")
    refused = coop.browser("Eli").post(cleo, yes)
    assert "sent to somebody else than who is signed in here" in texts(refused)
    assert set(ballots(coop, decision)) == {coop.members["Ana"], coop.members["Bo"]}
    assert ballots(coop, decision)[coop.members["Ana"]] == "yes"


def test_a_link_pressed_many_times_at_once_is_one_answer(coop: CoOp, server: MailServer) -> None:
    reminded(coop, server)
    link = server.box.link("Ana", "answer")

    def press(option: str) -> int:
        status = int(fresh().post(link, {"do": "cast", "option": option}).status_code)
        coop.node.close()  # this thread's own connection
        return status

    with ThreadPoolExecutor(8) as hands:
        told = list(hands.map(press, ["yes", "no"] * 8))
    assert set(told) <= {302, 422}
    facts = [coop.office.entry(seq) for seq in range(coop.office.now().seq)]
    cast = [one for one in facts if isinstance(one.fact, BallotCast) and one.by == coop.members["Ana"]]
    assert len(cast) == 1


def test_after_the_close_and_after_the_address_was_let_go_a_link_opens_nothing(
    coop: CoOp, server: MailServer, texts
) -> None:
    decision = reminded(coop, server)
    link, late = server.box.link("Eli", "answer"), server.box.link("Fay", "answer")
    people = coop.office.now().states["members"]
    door = next(one for one, whose in people.signins.items() if whose == coop.members["Eli"])
    coop.do(UnbindSignin(member=coop.members["Eli"], commitment=door), by=coop.members["Eli"])
    assert "opens nothing any more" in texts(fresh().post(link, {"do": "cast", "option": "yes"}))
    one = coop.office.now().states["governance"].decisions[decision]
    coop.clock(one.closes_at)
    coop.do(CloseDecision(decision=decision), by=coop.members["Bo"])
    assert "nothing is counted any more" in texts(fresh().post(late, {"do": "cast", "option": "yes"}))
    assert set(ballots(coop, decision)) == {coop.members["Bo"]}


def test_a_mail_server_that_is_down_loses_nothing_and_it_is_said(
    coop: CoOp, server: MailServer, texts, caplog: pytest.LogCaptureFixture
) -> None:
    coop.open()
    server.stop()
    done = posted(coop)
    assert (done.sent, done.waits) == (0, 6)
    assert "6 mails wait: the mail server does not take them" in caplog.text
    assert "@example.org" not in caplog.text
    assert "not delivered yet" in texts(coop.browser("Ana").get(coop.at("mine/mail")))
    server.start()
    assert posted(coop).sent == 0, "not at once again"
    coop.clock(coop.office.now().at[:11] + "23:59:00Z")
    assert posted(coop).sent == 6
    assert len(server.box.letters) == 6
    assert "not delivered yet" not in texts(coop.browser("Ana").get(coop.at("mine/mail")))


def test_an_address_that_is_refused_keeps_nobody_else_from_their_mail(coop: CoOp, server: MailServer) -> None:
    coop.open()
    server.box.refuses.add("cleo@example.org")
    done = posted(coop)
    assert (done.sent, done.waits) == (5, 1)
    assert not server.box.to("Cleo")


def test_the_digest_says_what_waits_and_comes_once_a_week_or_day(coop: CoOp, server: MailServer, texts) -> None:
    coop.open()
    posted(coop)
    said = server.box.body("Ana")
    assert "Waiting for you\n\n- Cast your ballot: By hours only, until" in said
    assert "thing waits for you" in server.box.to("Ana")[-1]["Subject"]
    server.box.letters.clear()
    chosen = coop.browser("Bo").post(coop.at("mine/mail"), {"do": "choose", "digest": "day"})
    assert chosen.status_code == 302
    coop.do(ChooseMail(digest="", reminders=False), by=coop.members["Dee"])
    today = coop.office.now().at[:10]
    coop.clock(f"{today[:8]}{int(today[8:]) + 1:02d}T07:00:00Z")
    posted(coop)
    assert [one["To"] for one in server.box.letters] == ["bo@example.org"], "the others had theirs this week"


def test_no_mail_any_more_by_the_link_and_a_button(coop: CoOp, server: MailServer, texts) -> None:
    coop.open()
    posted(coop)
    link = server.box.link("Ana", "mail")
    assert server.box.to("Ana")[-1]["List-Unsubscribe"].strip() == f"<http://house.example{link}>"
    assert "No digest and no reminder any more?" in texts(fresh().get(link))
    assert coop.members["Ana"] not in coop.office.now().states["members"].mail, "looking at it ends nothing"
    assert fresh().post(link).status_code == 302
    chosen = coop.office.now().states["members"].mail[coop.members["Ana"]]
    assert (chosen.digest, chosen.reminders) == ("", False)


def test_a_calendar_of_what_closes_and_its_address_can_be_made_anew(coop: CoOp, server: MailServer, texts) -> None:
    decision = coop.open()
    page = coop.browser("Ana").get(coop.at("mine/mail")).content.decode()
    link = page.split('class="address" href="http://house.example')[1].split('"')[0]
    answer = fresh().get(link)
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(b"".join(answer.streaming_content)).walk("VEVENT")
    assert event["SUMMARY"] == "Closes: By hours only"
    one = coop.office.now().states["governance"].decisions[decision]
    assert event.decoded("DTSTART").strftime("%Y-%m-%dT%H:%M:%SZ") == one.closes_at
    assert coop.browser("Ana").post(coop.at("mine/mail"), {"do": "renew"}).status_code == 302
    assert "A newer one was made" in texts(fresh().get(link))


def test_without_an_address_of_its_own_the_calendar_is_where_the_page_was_found(
    coop: CoOp, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AUZOLAN_URL")
    page = coop.browser("Ana").get(coop.at("mine/mail"), headers={"host": "localhost:8765"}).content.decode()
    assert 'class="address" href="http://localhost:8765/o/' in page


def test_nobody_chooses_for_somebody_else_and_only_what_there_is(coop: CoOp) -> None:
    with pytest.raises(Refusal, match="day, week or nothing"):
        coop.do(ChooseMail(digest="hour", reminders=True), by=coop.members["Ana"])
    with pytest.raises(Refusal, match="Everybody says it for themselves"):
        coop.do(ChooseMail(digest="", reminders=False))


def test_no_address_and_no_name_stands_in_the_outbox(coop: CoOp, server: MailServer) -> None:
    coop.open()
    posted(coop)
    rows = coop.office.store.database.all("SELECT * FROM outbox")
    assert len(rows) == 6
    assert all("@" not in str(cell) and "Ana" not in str(cell) for row in rows for cell in row)
