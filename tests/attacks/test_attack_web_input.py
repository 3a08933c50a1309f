"""Whatever is sent to any page: nothing breaks, nothing is run by a browser, nothing is kept by a stranger's cache."""

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from attack_web_house import House, addresses, closed, houses, stored

from auzolan.governance.decide import OpenProposal
from auzolan.governance.facts import ProposalOpened
from auzolan.web.headers import ALWAYS

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>{{7*7}}{% now 'Y' %}"
OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}\N{LEFT-TO-RIGHT ISOLATE}\x07\x1b[31m"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, House]]:
    patch = pytest.MonkeyPatch()
    made = houses(tmp_path_factory.mktemp("input"), patch)
    yield made
    closed(made)
    patch.undo()


@pytest.fixture(scope="module")
def house(both: dict[str, House]) -> House:
    return both["sunrise"]


def filled(house: House, path: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(house.parts[found[1]]), path)


def pages() -> list[Any]:
    from auzolan.web.page import found

    return list(found())


WORDS = ("%00", "a%00b", "%FF%FE", "%C3%28", "%ED%A0%80", "9" * 5_000, "-1", "0", "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
         "..", "0001", "9999", "0001-01", "9999-12", "9999-Q4", "2026-02-31..2026-03-01", "0000", "2026-13",
         "%0d%0aX-Evil:%201", quote(SCRIPT, safe=""), "x" * 10_000, "%F0%9F%92%A9", "1e9", "NaN", "%25s", "';--",
         "%27%20OR%201=1", quote(OVERRIDE), "null", "None", "9223372036854775808")


def test_no_part_of_an_address_breaks_a_page(house: House) -> None:
    client, tried = house.browser("Bo"), 0
    for page in pages():
        for part in re.findall(r"<(?:\w+:)?\w+>", page.path):
            for word in WORDS:
                path = filled(house, page.path.replace(part, "@@"))
                for form in ("", ".json", ".csv"):
                    answer = client.get(house.at(path.replace("@@", word) + form))
                    assert answer.status_code in (200, 302, 400, 404), (page.name, word, answer.status_code)
                    tried += 1
    assert tried > 400


def test_no_question_breaks_a_page(house: House) -> None:
    client = house.browser("Bo")
    keys = ("period", "of", "next", "run", "replaces", "article", "posting", "proof", "replay", "to", "rule", "page")
    for page in pages():
        if "<" in page.path:
            continue
        for word in WORDS:
            for address in ("?" + "&".join(f"{one}={word}" for one in keys), f"?{word}={word}"):
                answer = client.get(house.at(page.path) + address)
                assert answer.status_code in (200, 302, 400, 404), (page.name, address[:80], answer.status_code)
    for word in WORDS:
        assert client.get(house.at(f"behind/gave?period=2026&of={word}")).status_code in (200, 400, 404), word
        assert client.get(house.at(f"behind/got?period={word}")).status_code in (200, 400, 404), word
        assert client.get(f"/o/{word}/").status_code == 404, word


FIELDS = (
    "do", "key", "option", "reason", "should_be", "title", "why", "text", "retires", "run", "period", "rule", "entry",
    "email", "code", "next", "member", "door", "line", "to", "posting", "amount", "unit", "date", "claim", "year",
    "rate", "replaces", "criterion", "outcome", "other", "narration", "payee", "book_unit", "due",
)
MOST = ("cast", "open", "look", "run", "contest", "correct", "bind", "")
DOS = (*MOST, "try", "settle", "unbind", "answer", "void", "veto", "close", "support", "withdraw", "sign", "confirm")


def test_no_form_breaks_a_page_whatever_is_typed(house: House) -> None:
    from django.core import mail

    client = house.browser("Cleo")
    for page in pages():
        if page.post is None or page.name == "sign_out":
            continue
        path = filled(house, page.path)
        for word in ("a\0b", "9" * 5_000, "x" * 10_000, SCRIPT, "\ud7ff\ufffe", "-1", "²"):
            for do in DOS if word[:1] == "9" else MOST:
                typed = dict.fromkeys(FIELDS, word) | {"do": do, "key": ""}
                if do == "bind":
                    typed["email"] = word.replace("@", "")
                answer = client.post(house.at(path), typed)
                status = answer.status_code
                # A link that was cut off says so with 400, whatever is typed.
                told = (400,) if "\0" in word or "<str:token>" in page.path else (200, 302, 404, 422)
                assert status in told, (page.name, do, word[:9])
    mail.outbox = []
    client.post(house.at("verify"))
    checked = client.get(house.at("verify.json")).json()["last"]
    assert [one["message"] for one in checked["checks"] if not one["holds"]] == []
    assert checked["holds"]


def test_bytes_that_are_no_form_are_answered_in_plain_words(house: House) -> None:
    client, before = house.browser("Cleo"), stored(house)
    path = house.at("propose")
    for body, kind in (
        (b"\xff\xfe%00=%ff&text=\xc3\x28", "application/x-www-form-urlencoded"),
        (b"x" * 1000, "multipart/form-data"), (b"x", "multipart/form-data; boundary=" + "b" * 300),
        (b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\0\xfe\r\n--b--\r\n',
         "multipart/form-data; boundary=b"),
        (b"{}", "application/json"), (b"<x/>", "text/xml"), (b"a=1&" * 2_000, "application/x-www-form-urlencoded"),
        (b"", "application/x-www-form-urlencoded; charset=utf-7"),
        (b"text=%ff", "application/x-www-form-urlencoded; charset=no"),
    ):
        answer = client.generic("POST", path, body, content_type=kind)
        assert answer.status_code in (200, 400, 415, 422), (kind, answer.status_code)
    assert stored(house) == before


def test_a_body_of_twenty_five_megabytes_is_refused_before_it_is_read(house: House) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client, big = house.browser("Cleo"), b"\0" * (25 * 1024 * 1024)
    answers = [
        client.post(house.at("propose"), {"do": "look", "file": SimpleUploadedFile("../../x\r\n.exe", big)}),
        client.post(house.at("sign-in"), {"email": "a@b.example", "file": SimpleUploadedFile("x.csv", big)}),
        client.generic("POST", house.at("propose"), b"text=" + big, content_type="application/x-www-form-urlencoded"),
    ]
    assert [one.status_code for one in answers] == [413, 413, 413]
    assert "too large" in answers[0].content.decode()


def test_what_people_typed_is_never_run_by_a_browser(both: dict[str, House], house: House) -> None:
    client = house.browser("Dee")
    decision = house.do(
        OpenProposal(title=f"T {SCRIPT}"[:150], text=f"{SCRIPT} javascript:alert(4)", effect="text_only"),
        by=house.members["Dee"],
    ).fact(ProposalOpened).decision
    client.post(house.at(f"decisions/{decision}"), {"do": "cast", "option": "no", "reason": SCRIPT})
    text = house.office.now().charter.get("rule.surplus").text.replace('title = "', f"title = '''{SCRIPT[:20]}", 1)
    looked = client.post(house.at("propose"), {"do": "look", "title": SCRIPT, "why": SCRIPT, "text": text + SCRIPT,
                                               "retires": SCRIPT})
    echo, last = quote(SCRIPT, safe=""), house.office.now().seq - 1
    read = (f"books?period={echo}", f"flows?period={echo}", f"propose?article={echo}", f"sign-in?next={echo}", echo,
            f"decisions/{decision}?period={echo}", "decisions", "", "mine", f"entry/{last}", f"charter/{echo}")
    asked = [looked, client.post(house.at("rules"), {"rule": SCRIPT, "period": SCRIPT, "do": "try"}),
             client.get(f"/o/{echo}/mine"), *(client.get(house.at(path)) for path in read),
             client.post(house.at("record"), {"posting": SCRIPT}),
             client.post(house.at("record"), {"do": "correct", "entry": SCRIPT})]
    for answer in asked:
        said = answer.content.decode()
        assert not re.search(r"<script(?![^>]*src=)|<img|<svg/|onerror=[^&\"]*alert\(2\)>", said), said[:200]
        links = re.findall(r"(?:href|src|action)\s*=\s*[\"']?\s*([^\s\"'>]*)", html.unescape(said))
        assert not [one for one in links if one.lower().startswith(("javascript:", "data:", "vbscript:"))]
    assert house.office.now().charter.get("rule.surplus").title in client.get(house.at("charter")).content.decode()


def test_signs_that_turn_a_line_around_or_ring_a_bell_do_not_reach_the_page(house: House) -> None:
    decision = house.do(
        OpenProposal(title=f"Pay {OVERRIDE}001 RUE", text=f"So {OVERRIDE}it is", effect="text_only"),
        by=house.members["Ana"],
    ).fact(ProposalOpened).decision
    client = house.browser("Ana")
    for path in ("decisions", f"decisions/{decision}", "", "decisions.csv"):
        said = client.get(house.at(path)).content.decode()
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f]", said), path


def test_every_answer_carries_the_headers_and_no_cache_keeps_a_private_page(both, house: House) -> None:
    clients = (house.browser(), house.browser("Ana"), house.browser("Fay"))
    extra = ["/", "/healthy", "/none", "/o/none/", "/static/none.css", house.at("sign-in?next=//evil"), "/%ff"]
    for client in clients:
        for address in [*addresses(house), *extra]:
            answer = client.get(address)
            for name, value in ALWAYS.items():
                assert answer.headers.get(name) == value, (address, name)
            assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
            if not address.startswith("/static/"):
                assert answer.headers["Cache-Control"] == "private, no-store", address
        for method in ("post", "put", "delete", "patch", "trace"):
            answer = getattr(client, method)(house.at("books"))
            assert answer.status_code in (403, 404, 405)
            assert answer.headers["Content-Security-Policy"] == ALWAYS["Content-Security-Policy"]


def test_another_hosts_name_is_refused_and_stands_in_no_answer(house: House) -> None:
    client = house.browser("Ana")
    for host in ("evil.example", "localhost.evil.example", "evil.example:80", "localhost@evil.example", "x" * 5_000):
        answer = client.get(house.at("mine"), headers={"host": host})
        assert answer.status_code == 400, host
        assert "evil" not in answer.content.decode()
        assert answer.headers["X-Frame-Options"] == "DENY"
    for headers in ({"x-forwarded-host": "evil.example"}, {"forwarded": "host=evil.example"},
                    {"x-forwarded-proto": "https"}, {"x-original-url": "/o/moonrise/mine"}, {"x-rewrite-url": "/evil"}):
        assert "evil" not in client.get(house.at("mine"), headers=headers).content.decode()


def test_a_cell_that_a_spreadsheet_would_compute_is_text(house: House) -> None:
    from auzolan.web.answering import as_csv

    for cell in ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "\n=1", "-",
                 "\N{FULLWIDTH EQUALS SIGN}1"):
        written = as_csv([{"a": cell}]).partition("\r\n")[2].lstrip('"')
        assert written.startswith("'"), repr(cell)


@pytest.mark.postgres
def test_on_postgresql_a_sign_that_no_text_has_breaks_nothing_either(tmp_path, monkeypatch, postgres_database) -> None:
    made = houses(tmp_path, monkeypatch, database_url=postgres_database)
    house = made["sunrise"]
    client = house.browser("Bo")
    for page in pages():
        answers = [client.get(house.at(filled(house, page.path) + "?period=a%00b&of=%00"))]
        for part in re.findall(r"<(?:\w+:)?\w+>", page.path):
            answers += [client.get(house.at(filled(house, page.path.replace(part, "@@")).replace("@@", "a%00b")))]
        if page.post is not None and page.name != "sign_out":
            typed = dict.fromkeys(FIELDS, "a\0b")
            answers += [client.post(house.at(filled(house, page.path)), typed | {"do": do}) for do in DOS]
            plain = dict.fromkeys(FIELDS, "\N{PILE OF POO}" + "9" * 400)
            broken = [client.post(house.at(filled(house, page.path)), plain | {"do": do}) for do in DOS]
            told = {400} if "<str:token>" in page.path else {200, 302, 404, 422}
            assert {one.status_code for one in broken} <= told, page.name
        assert {one.status_code for one in answers} <= {400, 404}, page.name
    assert client.get(house.at(f"entry/{10**30}")).status_code == 404
    closed(made)
