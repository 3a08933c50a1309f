"""The first pages, through a browser's requests: who sees what, and what a form does."""

import json
import time

import pytest
from web_place import START

from auzolan.contest.facts import LineContested
from auzolan.flows.requests import RecordEntry
from auzolan.journal.entry import encode
from auzolan.journal.merkle import leaf_hash, verify_inclusion
from auzolan.web import answering, verifying
from auzolan.web.page import Page, found


def test_the_only_organisation_is_behind_the_door(place) -> None:
    assert place.browser().get("/").headers["Location"] == place.at()


def test_home_says_what_came_in_and_where_it_went(with_books, texts) -> None:
    said = texts(with_books.browser("Ana").get(with_books.at("?period=2026-09")))
    assert "1,220.00 USD came in. Here is where it went." in said
    assert "Growers and suppliers 600.00" in said
    assert "Nothing is being decided" in said


def test_a_stranger_sees_no_figure_of_the_books(with_books, texts) -> None:
    answer = with_books.browser().get(with_books.at("?period=2026-09"))
    assert answer.status_code == 200
    assert "1,220" not in texts(answer)
    assert json.loads(with_books.browser().get(with_books.at("home.json")).content)["money"] is None


def test_every_band_leads_to_entries_that_add_up_to_it(with_books) -> None:
    browser = with_books.browser("Ana")
    money = json.loads(browser.get(with_books.at("home.json?period=2026-09")).content)["money"]
    for way, sides in (("gave", money["givers"]), ("got", money["receivers"])):
        for side in sides:
            query = {"of": side["key"], "period": "2026-09"}
            behind = json.loads(browser.get(with_books.at(f"behind/{way}.json"), query).content)
            parts = [int(amount.replace(".", "")) for amount in (behind["total"], behind["left"] or "0")]
            assert sum(parts) == side["parts"], side


def test_an_entry_comes_with_its_bytes_and_a_proof_that_holds(with_books) -> None:
    last = with_books.office.now().seq - 1
    view = json.loads(with_books.browser("Ana").get(with_books.at(f"entry/{last}.json")).content)
    assert view["written"].encode() == encode(with_books.office.entry(last))
    proof = view["proof"]
    verify_inclusion(
        last,
        proof["size"],
        leaf_hash(view["written"].encode()),
        [bytes.fromhex(one) for one in proof["path"]],
        bytes.fromhex(proof["root"]),
    )
    assert proof["root"] == with_books.office.now().frontier.root().hex()


def test_what_is_not_there_and_what_is_not_for_me_look_the_same(with_books) -> None:
    stranger = with_books.browser()
    there, absent = (stranger.get(with_books.at(f"entry/{seq}")) for seq in (3, 999_999))
    assert (there.status_code, there.headers["Location"].replace("3", "999999")) == (
        absent.status_code,
        absent.headers["Location"],
    )
    answers = [stranger.get(with_books.at(f"entry/{seq}.json")) for seq in (3, 999_999)]
    assert answers[0].status_code == answers[1].status_code == 404
    assert answers[0].content == answers[1].content
    assert stranger.post(with_books.at("entry/3"), {"do": "contest"}).content == stranger.post(
        "/o/nobody/entry/3"
    ).content.replace(b"/o/nobody/", b"/o/sunrise/")


def test_contesting_a_line_from_its_page_is_written_once(with_books, texts) -> None:
    browser = with_books.browser("Ana")
    seq = next(
        seq
        for seq in range(with_books.office.now().seq)
        if with_books.office.entry(seq).fact.__struct_config__.tag == "flows.postings_made.1"
    )
    form = {"do": "contest", "line": "1", "reason": "It was 900", "key": with_books.key(browser, f"entry/{seq}")}
    before = with_books.office.now().seq
    first = browser.post(with_books.at(f"entry/{seq}"), form)
    again = browser.post(with_books.at(f"entry/{seq}"), form)
    assert with_books.office.now().seq == before + 1
    assert first.headers["Location"] == again.headers["Location"] == with_books.at(f"entry/{before}")
    fact = with_books.office.entry(before).fact
    assert isinstance(fact, LineContested)
    assert (fact.line, fact.posting) == (seq, 1)
    assert "It was 900" in texts(with_books.browser("Bo").get(with_books.at(f"entry/{before}")))


def test_a_contest_waits_on_the_page_of_who_may_answer_it(with_books, texts) -> None:
    ana, bo = with_books.browser("Ana"), with_books.browser("Bo")
    last = with_books.office.now().seq - 1
    ana.post(with_books.at(f"entry/{last}"), {"do": "contest", "reason": "Too few"})
    assert "Answer a contest" in texts(bo.get(with_books.at()))
    assert "Answer a contest" not in texts(ana.get(with_books.at()))
    bo.post(with_books.at(f"entry/{last + 1}"), {"do": "answer", "outcome": "stands", "reason": "Counted twice"})
    assert "the line stands" in texts(ana.get(with_books.at("mine")))


def test_a_refused_form_keeps_what_was_typed(with_books) -> None:
    answer = with_books.browser("Ana").post(
        with_books.at("entry/3"), {"do": "contest", "reason": "  ", "should_be": "12 hours"}
    )
    assert answer.status_code == 422
    assert "An objection needs a reason" in answer.content.decode()
    assert 'value="12 hours"' in answer.content.decode()


def test_a_pending_entry_is_signed_by_somebody_else(with_books, texts) -> None:
    legs = (("Expenses:Rent", "40.00 USD"), ("Assets:Bank", "-40.00 USD"))
    seq = with_books.do(RecordEntry(legs=legs, date="2026-09-20", pending=True), at=START).seqs[-1]
    bo = with_books.browser("Bo")
    assert "Sign 1 entry of the books" in texts(bo.get(with_books.at()))
    bo.post(with_books.at(f"entry/{seq}"), {"do": "sign"})
    assert seq not in with_books.office.now().states["flows"].pending


def test_names_are_shown_by_choice_by_mandate_or_to_oneself(with_books, texts) -> None:
    ana, bo = with_books.members["Ana"], with_books.members["Bo"]
    admitted = next(
        seq for seq in range(with_books.office.now().seq) if getattr(with_books.office.entry(seq).fact, "joined", "")
    )
    said = {
        name: texts(with_books.browser(name).get(with_books.at(f"entry/{admitted}"))) for name in ("Ana", "Bo", "Cleo")
    }
    assert "Ana became a member" in said["Ana"]
    assert f"{ana[:7]} became a member" in said["Bo"]
    assert "Ana became a member" in said["Cleo"]  # holds the mandate to read names
    mine = texts(with_books.browser("Ana").get(with_books.at("mine")))
    assert with_books.members["Cleo"][:7] in mine  # the read is written down and shown to Ana
    assert bo[:7] not in mine
    dee = next(
        seq
        for seq in range(with_books.office.now().seq)
        if getattr(with_books.office.entry(seq).fact, "member", "") == with_books.members["Dee"]
    )
    assert "The Dee club became a member" in texts(with_books.browser("Bo").get(with_books.at(f"entry/{dee}")))


def test_a_name_is_gone_from_every_page_once_its_key_is_destroyed(with_books, texts) -> None:
    cleo = with_books.browser("Cleo")
    admitted = next(
        seq for seq in range(with_books.office.now().seq) if getattr(with_books.office.entry(seq).fact, "joined", "")
    )
    assert "Ana became a member" in texts(cleo.get(with_books.at(f"entry/{admitted}")))
    with_books.node.keeping.erase_person("sunrise", with_books.members["Ana"])
    assert "Ana became" not in texts(cleo.get(with_books.at(f"entry/{admitted}")))


def test_mine_has_my_hours_and_everything_can_be_taken_along(with_books, texts) -> None:
    browser = with_books.browser("Ana")
    assert "12.50 h Hours worked" in texts(browser.get(with_books.at("mine")))
    taken = json.loads(b"".join(browser.get(with_books.at("mine/everything")).streaming_content))
    assert taken["rows"]["members"][0]["member"] == with_books.members["Ana"]
    assert "Ana" in str(taken["words"])
    assert "Bo" not in str(taken["words"])
    assert taken["entries"]
    assert all(with_books.members["Ana"] in one["bytes"] for one in taken["entries"])


def test_an_address_is_added_and_opens_the_door(place) -> None:
    browser = place.browser("Ana")
    browser.post(place.at("mine"), {"do": "bind", "email": "ana@other.example"})
    other = place.browser()
    other.post(place.at("sign-in"), {"email": "ana@other.example"})
    from web_place import code_for

    other.post(place.at("sign-in/code"), {"code": code_for("ana@other.example")})
    assert other.get(place.at("mine")).status_code == 200


def test_verify_checks_everything_and_says_so(with_books, texts) -> None:
    browser = with_books.browser("Ana")
    assert "never yet checked" in texts(with_books.browser().get(with_books.at("verify")))
    browser.post(with_books.at("verify"))
    said = json.loads(browser.get(with_books.at("verify.json")).content)
    assert (said["last"]["holds"], said["last"]["of"], said["stale"]) == (True, with_books.office.now().seq, 0)
    assert said["kept"]
    assert f"All {said['size']} entries hold" in texts(with_books.browser().get(with_books.at("verify")))


def test_verify_says_which_entry_was_altered(with_books, texts) -> None:
    store = with_books.office.store
    guard = store.database.one("SELECT sql FROM sqlite_master WHERE name = 'entries_no_update'")[0]
    store.database.execute("DROP TRIGGER entries_no_update")
    seq = next(seq for seq, written, _ in store.entries() if b"600.00" in written)
    altered = store.entry(seq).replace(b"600.00", b"500.00")
    browser = with_books.browser("Ana")
    store.database.execute("UPDATE entries SET bytes = ? WHERE seq = ?", (altered, seq))
    store.database.execute(guard)
    verifying.start(with_books.node, with_books.office)
    said = texts(browser.get(with_books.at("verify")))
    assert "The journal does not hold." in said
    assert f"entry {seq} is not what was written" in said


def test_a_form_from_elsewhere_is_refused(place) -> None:
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(place.at("sign-in"), {"email": "ana@example.org"})
    assert answer.status_code == 403
    assert "The form was not taken" in answer.content.decode()


def test_every_answer_forbids_outside_scripts_and_frames(place) -> None:
    for path in ("", "sign-in", "entry/3", "no-such-page"):
        answer = place.browser().get(place.at(path))
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_looking_changes_nothing(with_books) -> None:
    browser = with_books.browser("Ana")
    before = with_books.office.now().seq
    for page in found():
        browser.get(
            with_books.at(page.path.replace("<int:seq>", "3").replace("<slug:way>", "got")),
            {"do": "contest", "of": "work"},
        )
    assert with_books.office.now().seq == before


@pytest.mark.parametrize("seen_by", ["", "everyone", "nobody"])
def test_a_page_without_a_class_does_not_build(seen_by: str) -> None:
    with pytest.raises(ValueError, match="who may see it"):
        Page(name="x", path="x", seen_by=seen_by, get=lambda asked: None)


def test_a_cell_that_a_spreadsheet_would_compute_is_text_in_csv() -> None:
    cells = ["=1+1", "+41", "-cmd", "@sum", "-12.50", "12", "a=b", "\tx", None, True]
    assert [answering.safe(cell) for cell in cells] == [
        "'=1+1",
        "'+41",
        "'-cmd",
        "'@sum",
        "-12.50",
        "12",
        "a=b",
        "'\tx",
        "",
        "yes",
    ]


def test_a_view_with_a_float_is_not_answered() -> None:
    with pytest.raises(TypeError, match="float"):
        answering.plain({"amount": 1.5})


def test_a_warm_home_answers_in_a_tenth_of_a_second(with_books) -> None:
    browser = with_books.browser("Ana")
    browser.get(with_books.at())
    began = time.perf_counter()
    browser.get(with_books.at())
    assert time.perf_counter() - began < 0.1


def test_every_entry_is_said_in_a_sentence_without_gaps(with_books, texts) -> None:
    browser = with_books.browser("Ana")
    seen = set()
    for seq in range(with_books.office.now().seq):
        kind = str(type(with_books.office.entry(seq).fact).__struct_config__.tag)
        if kind not in seen:
            seen.add(kind)
            page = browser.get(with_books.at(f"entry/{seq}")).content.decode()
            title = page.partition("<h1>")[2].partition("</h1>")[0]
            assert title, kind
            assert "%(" not in title, kind


def test_every_sentence_about_a_fact_names_only_what_the_fact_has() -> None:
    import re

    from auzolan.areas import codec, owners
    from auzolan.web.fact_words import WORDS

    facts = {str(fact.__struct_config__.tag).rpartition(".")[0]: set(fact.__struct_fields__) for fact in owners()}
    assert codec()
    for kind, words in WORDS.items():
        assert set(re.findall(r"%\((\w+)\)s", str(words))) <= facts[kind], kind
