"""The door under attack: codes, look-alike addresses, cookies, redirects, the demonstration's door."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from attack_web_house import House, closed, houses

from auzolan.members.decide import BindSignin
from auzolan.web import codes, session


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, House]]:
    patch = pytest.MonkeyPatch()
    made = houses(tmp_path_factory.mktemp("door"), patch)
    yield made
    closed(made)
    patch.undo()


@pytest.fixture
def house(both: dict[str, House]) -> House:
    """With no code waiting from an earlier test."""
    for one in both.values():
        one.office.store.database.execute("DELETE FROM sign_in_codes")
    return both["sunrise"]


def sent() -> list[Any]:
    import threading

    from django.core import mail

    for thread in [one for one in threading.enumerate() if one.name == "mail"]:
        thread.join()
    return list(getattr(mail, "outbox", ()))


def code_in(message: Any) -> str:
    return str(message.subject.rpartition(" ")[2])


def test_a_code_goes_to_the_address_that_is_known_never_to_one_that_only_looks_like_it(house: House) -> None:
    house.do(BindSignin(member=house.members["Ana"], words={"email": "kass@strasse.example"}))
    for typed in ("kass@stra\N{LATIN SMALL LETTER SHARP S}e.example", "\N{KELVIN SIGN}ass@strasse.example",
                  "ka\N{LATIN SMALL LETTER LONG S}s@strasse.example", "KASS@STRASSE.EXAMPLE"):
        before = len(sent())
        assert house.browser().post(house.at("sign-in"), {"email": typed}).status_code == 302
        assert {to for one in sent()[before:] for to in one.to} <= {"kass@strasse.example"}, typed


def test_two_addresses_of_one_member_are_limited_each_for_itself(house: House) -> None:
    """Else the sixth code would tell that two addresses are one person's."""
    house.do(BindSignin(member=house.members["Bo"], words={"email": "bo@other.example"}))
    for _ in range(codes.LIVE_MAX):
        assert house.browser().post(house.at("sign-in"), {"email": house.address("Bo")}).status_code == 302
    assert house.browser().post(house.at("sign-in"), {"email": "bo@other.example"}).status_code == 302


def test_binding_the_address_of_another_takes_neither_their_door_nor_their_name(house: House) -> None:
    cleo, before = house.browser("Cleo"), house.address("Dee")
    cleo.post(house.at("mine"), {"do": "bind", "email": before})
    client = house.browser()
    client.post(house.at("sign-in"), {"email": before})
    client.post(house.at("sign-in/code"), {"code": code_in(sent()[-1])})
    assert json.loads(client.get(house.at("mine.json")).content)["member"] == house.members["Dee"]


def test_what_is_no_address_is_not_bound_and_breaks_no_mail(house: House) -> None:
    ana = house.browser("Ana")
    for wrong in ("a@b\r\nBcc: c@d", "a@b,c@d", "a@b c@d", "@", "a@", "@b", "a" * 300 + "@b.example", "a@b;c@d",
                  "<a@b>", "a\N{RIGHT-TO-LEFT OVERRIDE}@b.example"):
        before = len(house.office.now().states["members"].signins)
        assert ana.post(house.at("mine"), {"do": "bind", "email": wrong}).status_code == 422, wrong
        assert len(house.office.now().states["members"].signins) == before
        assert house.browser().post(house.at("sign-in"), {"email": wrong}).status_code in (302, 422)


def test_a_known_and_an_unknown_address_are_told_the_same_at_every_step(house: House) -> None:
    told = []
    for address in (house.address("Ana"), "nobody@sunrise.example"):
        client, steps = house.browser(), []
        for _ in range(codes.LIVE_MAX + 1):
            answer = client.post(house.at("sign-in"), {"email": address})
            steps.append((answer.status_code, answer.headers.get("Location"), "Too many" in answer.content.decode()))
        wrong = ("00000000", "", "x" * 9999, "\N{ARABIC-INDIC DIGIT ONE}" * 8, "1" * 8)
        steps += [client.post(house.at("sign-in/code"), {"code": code}).status_code for code in wrong]
        told.append(steps)
    assert told[0] == told[1]


def test_a_code_of_one_organisation_opens_no_other(both, house: House) -> None:
    client = house.browser()
    client.post(house.at("sign-in"), {"email": house.address("Ana")})
    code = code_in(sent()[-1])
    assert client.post(both["moonrise"].at("sign-in/code"), {"code": code}).status_code == 422
    assert client.get(both["moonrise"].at("mine")).status_code == 302


def test_tries_are_counted_when_they_come_at_once_and_from_copies_of_the_cookie(house: House) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.test import Client

    client = house.browser()
    client.post(house.at("sign-in"), {"email": house.address("Ana")})
    right = code_in(sent()[-1])
    wrong = [f"{(int(right) + one) % 10**8:08d}" for one in range(1, 13)]
    cookie = client.cookies["sessionid"].value

    def tried(code: str) -> int:
        copy = Client()
        copy.cookies["sessionid"] = cookie
        return int(copy.post(house.at("sign-in/code"), {"code": code}).status_code)

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(tried, wrong)) == {422}
    assert tried(right) == 422


def test_a_changed_cookie_signs_in_nobody(house: House) -> None:
    from django.core import signing
    from django.test import Client

    good = house.browser("Ana").cookies["sessionid"].value
    forged = signing.dumps(
        {session.DOORS: {house.id: [house.members["Bo"], "x"]}}, key="guess",
        salt="django.contrib.sessions.backends.signed_cookies", compress=True,
    )
    flipped = [good[:at] + ("A" if good[at] != "A" else "B") + good[at + 1 :] for at in range(0, len(good) - 1, 7)]
    for cookie in (forged, *flipped, "", ".", ":::", good.rpartition(":")[0], "x" * 4000):
        client = Client()
        client.cookies["sessionid"] = cookie
        assert client.get(house.at("mine")).status_code == 302, cookie


def test_what_a_session_holds_is_looked_at_before_it_is_believed(house: House) -> None:
    client = house.browser()
    for held in ({session.DOORS: {house.id: "x"}}, {session.DOORS: {house.id: [1, 2]}}, {session.DOORS: {}},
                 {session.DOORS: {house.id: [house.members["Ana"], "0" * 64]}}, {"sign_in": "x"}):
        kept = client.session
        kept.clear()
        kept.update(held)
        kept.save()
        client.cookies["sessionid"] = kept.session_key
        assert client.get(house.at("mine")).status_code == 302, held
        assert client.post(house.at("sign-in/code"), {"code": "12345678"}).status_code == 302, held


def test_signing_in_gives_another_form_mark_and_signing_out_forgets_everything(house: House) -> None:
    client = house.browser()
    client.get(house.at("sign-in"))
    before = client.cookies["csrftoken"].value
    client.post(house.at("sign-in"), {"email": house.address("Ana")})
    client.post(house.at("sign-in/code"), {"code": code_in(sent()[-1])})
    assert client.cookies["csrftoken"].value != before
    assert "HttpOnly" in str(client.cookies["sessionid"])
    assert "SameSite=Lax" in str(client.cookies["sessionid"])
    client.post(house.at("sign-out"))
    assert client.cookies["sessionid"].value == ""


EVIL = ("//evil.example", "///evil.example", "\\\\evil.example", "/\\evil.example", "https:evil.example",
        "https://evil.example/o/sunrise/", "http:///evil.example", "javascript:alert(1)", "/%09/evil.example",
        "\t//evil.example", "/\t/evil.example", "/\n/evil.example", "data:text/html,x", "%2F%2Fevil.example",
        "/o/sunrise/\r\nSet-Cookie: a=b", "//evil.example%2f@localhost", "@evil.example", "//testserver@evil/",
        "/\N{FULLWIDTH SOLIDUS}evil.example", "/.//evil.example", "/" + "x" * 10_000)


@pytest.mark.parametrize("wanted", EVIL)
def test_after_the_door_one_stays_in_the_house(house: House, wanted: str) -> None:
    from urllib.parse import urljoin, urlsplit

    for place in ("post", "get"):
        client = house.browser()
        body = {"email": house.address("Ana")} | ({"next": wanted} if place == "post" else {})
        answer = client.post(house.at("sign-in"), body, query_params={"next": wanted} if place == "get" else {})
        assert answer.status_code == 302
        there = client.post(house.at("sign-in/code"), {"code": code_in(sent()[-1])})
        to = there.headers["Location"]
        assert not any(sign in to for sign in "\r\n\t\0\\"), to
        assert len(to) < 2_000  # what waits in a cookie must fit into one
        assert urlsplit(urljoin("http://testserver/", to)).netloc == "testserver", to
        assert "Set-Cookie" not in there.headers or "a=b" not in there.headers["Set-Cookie"]
        house.office.store.database.execute("DELETE FROM sign_in_codes")


def test_the_one_click_door_is_shut_outside_a_demonstration(house: House) -> None:
    client = house.browser()
    page = client.get(house.at("sign-in")).content.decode()
    assert house.members["Ana"] not in page
    for form in ({"member": house.members["Ana"]}, {"member": house.members["Ana"], "email": "x"}):
        for kind in ("", ".json"):
            assert client.post(house.at("sign-in") + kind, form).status_code == 422
    assert client.get(house.at("mine")).status_code == 302


def test_old_and_used_codes_and_those_of_who_unbound_since_open_nothing(house: House, monkeypatch) -> None:
    client = house.browser()
    client.post(house.at("sign-in"), {"email": house.address("Ana")})
    code, later = code_in(sent()[-1]), time.time() + codes.SECONDS + 1
    with monkeypatch.context() as bent:
        bent.setattr(codes.time, "time", lambda: later)
        assert client.post(house.at("sign-in/code"), {"code": code}).status_code == 422
