"""The door: a code by mail, the same answer for everybody, and nothing that can be guessed or kept."""

import time

from web_place import ORG, code_for

from auzolan.members.decide import UnbindSignin
from auzolan.web import codes, session


def test_a_code_from_the_mail_opens_the_door(place, texts) -> None:
    browser = place.browser("Ana")
    assert "Worker-owners since 1 September 2026" in texts(browser.get(place.at("mine")))


def test_an_address_in_other_letters_is_the_same_address(place) -> None:
    browser = place.browser()
    browser.post(place.at("sign-in"), {"email": " ANA@Example.ORG "})
    browser.post(place.at("sign-in/code"), {"code": code_for("ANA@Example.ORG")})
    assert browser.get(place.at("mine")).status_code == 200


def test_a_stranger_is_answered_like_a_member(place, texts) -> None:
    pages = []
    for address in ("ana@example.org", "nobody@example.org"):
        browser = place.browser()
        sent = browser.post(place.at("sign-in"), {"email": address})
        pages.append((sent.status_code, sent.headers["Location"], texts(browser.get(place.at("sign-in/code")))))
    assert pages[0] == pages[1]
    assert code_for("nobody@example.org") == "00000000"


def test_the_store_holds_no_code_and_no_address(place) -> None:
    place.browser().post(place.at("sign-in"), {"email": "ana@example.org"})
    place.browser().post(place.at("sign-in"), {"email": "nobody@example.org"})
    kept = str(place.office.store.database.all("SELECT * FROM sign_in_codes"))
    assert len(place.office.store.database.all("SELECT * FROM sign_in_codes")) == 2
    assert code_for("ana@example.org") not in kept
    assert "example.org" not in kept


def test_a_code_is_good_once(place) -> None:
    first = place.browser()
    first.post(place.at("sign-in"), {"email": "ana@example.org"})
    second = type(first)(headers={"cookie": "; ".join(f"{k}={v.value}" for k, v in first.cookies.items())})
    code = code_for("ana@example.org")
    assert first.post(place.at("sign-in/code"), {"code": code}).status_code == 302
    assert second.post(place.at("sign-in/code"), {"code": code}).status_code == 422


def test_a_code_is_good_only_in_the_browser_that_asked(place) -> None:
    place.browser().post(place.at("sign-in"), {"email": "ana@example.org"})
    other = place.browser()
    other.post(place.at("sign-in"), {"email": "nobody@example.org"})
    assert other.post(place.at("sign-in/code"), {"code": code_for("ana@example.org")}).status_code == 422


def test_after_five_tries_even_the_right_code_is_void(place) -> None:
    browser = place.browser()
    browser.post(place.at("sign-in"), {"email": "ana@example.org"})
    right = code_for("ana@example.org")
    wrong = "11111111" if right != "11111111" else "22222222"
    for _ in range(codes.TRIES):
        assert browser.post(place.at("sign-in/code"), {"code": wrong}).status_code == 422
    assert browser.post(place.at("sign-in/code"), {"code": right}).status_code == 422


def test_a_code_is_too_old_after_a_quarter_of_an_hour(place, monkeypatch) -> None:
    browser = place.browser()
    browser.post(place.at("sign-in"), {"email": "ana@example.org"})
    later = time.time() + codes.SECONDS + 1
    monkeypatch.setattr(codes.time, "time", lambda: later)
    assert browser.post(place.at("sign-in/code"), {"code": code_for("ana@example.org")}).status_code == 422


def test_nobody_can_have_codes_sent_without_end(place, texts) -> None:
    browser = place.browser()
    answers = [browser.post(place.at("sign-in"), {"email": "ana@example.org"}) for _ in range(codes.LIVE_MAX + 1)]
    assert [one.status_code for one in answers] == [302] * codes.LIVE_MAX + [422]
    assert "Too many codes" in texts(answers[-1])
    assert 'value="ana@example.org"' in answers[-1].content.decode()


def test_letting_an_address_go_ends_every_session_it_opened(place) -> None:
    here, there = place.browser("Ana"), place.browser("Ana")
    ana = place.members["Ana"]
    door = next(key for key, member in place.office.now().states["members"].signins.items() if member == ana)
    place.do(UnbindSignin(member=ana, commitment=door))
    assert [one.get(place.at("mine")).status_code for one in (here, there)] == [302, 302]


def test_one_click_is_for_a_demonstration_only(place) -> None:
    ana = place.members["Ana"]
    refused = place.browser().post(place.at("sign-in"), {"member": ana})
    assert refused.status_code == 422
    forged = place.browser()
    held = forged.session
    held[session.DOORS] = {ORG: [ana, session.DEMO_DOOR]}
    held.save()
    forged.cookies["sessionid"] = held.session_key
    assert forged.get(place.at("mine")).status_code == 302


def test_in_a_demonstration_anybody_is_one_click_away(place, texts) -> None:
    from auzolan.web.house import is_demo

    (place.node.data / "demo.json").write_text("{}")
    is_demo.cache_clear()
    browser = place.browser()
    assert "Bo, Bookkeeper" in texts(browser.get(place.at("sign-in")))
    browser.post(place.at("sign-in"), {"member": place.members["Bo"]})
    assert "everybody here is invented" in texts(browser.get(place.at("mine")))
    is_demo.cache_clear()


def test_signing_out_closes_the_door_and_a_link_cannot_do_it(place) -> None:
    browser = place.browser("Ana")
    browser.get(place.at("sign-out"))
    assert browser.get(place.at("mine")).status_code == 200
    browser.post(place.at("sign-out"))
    assert browser.get(place.at("mine")).status_code == 302


def test_after_signing_in_one_goes_on_to_where_one_was_but_never_elsewhere(place) -> None:
    for wanted, reached in (("/o/sunrise/mine", "/o/sunrise/mine"), ("https://evil.example/", "/o/sunrise/")):
        browser = place.browser()
        browser.post(place.at("sign-in"), {"email": "ana@example.org", "next": wanted})
        there = browser.post(place.at("sign-in/code"), {"code": code_for("ana@example.org")})
        assert there.headers["Location"] == reached
