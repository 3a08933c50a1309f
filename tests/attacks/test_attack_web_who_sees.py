"""Every page, by whoever comes: nobody, a member of another organisation, one who left, a plain member."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from attack_web_house import FORMS, House, addresses, closed, houses, path_of, stored

from auzolan.charter.preset import preset


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, House]]:
    patch = pytest.MonkeyPatch()
    made = houses(tmp_path_factory.mktemp("who"), patch)
    yield made
    closed(made)
    patch.undo()


@pytest.fixture(scope="module")
def house(both: dict[str, House]) -> House:
    return both["sunrise"]


def strangers(both: dict[str, House]) -> dict[str, Any]:
    return {
        "nobody": both["sunrise"].browser(), "of another": both["moonrise"].browser("Ana"),
        "left": both["sunrise"].browser("Fay"),
    }


def read(answer: Any) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_no_form_is_taken_without_the_mark_that_it_was_ours(house: House) -> None:
    from auzolan.web.page import found

    plain, before = house.browser("Bo"), stored(house)
    hostile = house.browser("Bo", enforce_csrf_checks=False)
    hostile.handler.enforce_csrf_checks = True
    tried = 0
    for page in found():
        path = path_of(house, page)
        for form in FORMS:
            if form == ".csv" and not page.csv:
                continue
            address = path if not form else (path if page.path else path + page.name) + form
            for headers in ({}, {"referer": "https://evil.example/"}, {"origin": "https://evil.example"}):
                answer = hostile.post(address, {"do": "cast", "csrfmiddlewaretoken": "x" * 64}, headers=headers)
                assert answer.status_code == 403, address
                tried += 1
    assert tried > 40
    assert stored(house) == before
    assert plain.get(house.at("mine")).status_code == 200


def test_reading_writes_nothing(both: dict[str, House], house: House) -> None:
    before = [stored(one) for one in both.values()]
    for client in (*strangers(both).values(), house.browser("Ana"), house.browser("Bo")):
        for address in addresses(house):
            answer = client.get(address)
            # A link that was cut off says so, and nothing else.
            assert answer.status_code in ((400,) if "cut-off" in address else (200, 302, 404)), (
                address, answer.status_code,
            )
            client.head(address)
            assert client.options(address).status_code in (302, 404, 405)
    assert [stored(one) for one in both.values()] == before


def test_whoever_may_not_see_a_page_is_answered_alike_whether_or_not_the_thing_exists(both, house) -> None:
    nothing = {"seq": 999_999, "decision": "dnone", "run": "rnone", "to": "Assets:None", "account": "Assets:None",
               "way": "none", "article": "rule.none", "metric": "metric.none", "survey": "survey.none",
               "period": "none", "meeting": "gnone", "election": "enone", "budget": "bnone", "contest": "cnone",
               "talk": "tnone", "case": "knone", "draft": "wnone"}

    def said(client: Any, address: str) -> tuple[int, str]:
        answer = client.get(address)
        where = "next=" if "next=" in answer.headers.get("Location", "") else answer.headers.get("Location", "")
        return answer.status_code, where + (read(answer) if answer.status_code != 200 else "")

    for who, client in strangers(both).items():
        for real, unreal in zip(addresses(house), addresses(house, **nothing), strict=True):
            if real != unreal and "/charter/" not in real:  # the charter is published
                first, second = said(client, real), said(client, unreal)
                assert first == second, (who, real)
                assert first[0] in (302, 404), (who, real)


def test_an_organisation_that_is_not_here_is_a_page_that_is_not_here(house) -> None:
    client = house.browser()
    for org in ("none", "SUNRISE", "sunrise-2", "..", "-"):
        assert client.get(f"/o/{org}/books").status_code == 404


def test_nothing_hidden_comes_out_for_whoever_does_not_belong(both, house) -> None:
    amounts = {str(row["amount"]) for row in _portions(house)} | {"7731", "12417"}
    for who, client in strangers(both).items():
        for address in addresses(house):
            text = read(client.get(address))
            if who == "left" and ("/mine" in address or "/sign-in" in address):
                continue  # what is one's own stays one's own
            assert "Hidden" not in text, (who, address)
            assert "@sunrise.example" not in text, (who, address)
            for amount in amounts:
                assert f"{amount[:-2]}.{amount[-2:]}" not in text.replace(",", ""), (who, address)
            for name, member in house.members.items():
                assert member not in text, (who, address, name)


BY_LINK = {"reply", "quiet", "calendar"}  # for whoever has the link that was made for one person
OPEN_TO_ALL = {"home", "charter", "article", "verify", "sign_in", "sign_in_code", "sign_out"}


def test_only_these_pages_open_for_strangers(both, house) -> None:
    """Whoever makes another page public says so here as well."""
    from auzolan.web.page import found

    for who, client in strangers(both).items():
        for page in found():
            own = who == "left" and page.seen_by == "own"
            if page.name not in OPEN_TO_ALL | BY_LINK and not own:
                assert client.get(path_of(house, page)).status_code in (302, 404), (who, page.name)
                if page.post is not None:
                    assert client.post(path_of(house, page)).status_code == 404, (who, page.name)


def test_who_owes_what_is_for_whoever_is_trusted_with_it(both, house) -> None:
    ana, bo = house.browser("Ana"), house.browser("Bo")
    seen = []
    for article in house.office.now().charter.of_kind("posting"):
        for form in ("", ".json"):
            path = house.at(f"record{form}?posting={article.id}")
            assert "124.17" not in read(ana.get(path)), path
            seen.append("124.17" in read(bo.get(path)))
    for path in ("books", "books.json", "books.csv"):
        assert house.parts["claim"] not in read(ana.get(house.at(path)))
    assert any(seen)


def test_whoever_left_takes_along_their_own_and_nothing_of_the_others(both, house) -> None:
    answer = json.loads(read(house.browser("Fay").get(house.at("mine/everything"))))
    fay, others = house.members["Fay"], {house.members[name] for name in ("Ana", "Bo", "Cleo", "Dee")}
    assert [row["member"] for row in answer["rows"]["portions"]] == [fay]
    assert [row["amount"] for row in answer["rows"]["contributions"]] == [170900, 100]
    closed_ones = [one for one in answer["entries"] if not one["bytes"]]
    assert any(one["seq"] == house.parts["seq"] for one in closed_ones)
    assert all(re.fullmatch("[0-9a-f]{64}", one["leaf"]) for one in closed_ones)
    assert not any(member in one["bytes"] for one in answer["entries"] for member in others)
    open_ones = json.loads(read(house.browser("Ana").get(house.at("mine/everything"))))["entries"]
    assert all(one["bytes"] for one in open_ones)


def test_a_plain_member_never_reads_names_addresses_or_words_of_the_books(both, house) -> None:
    client = house.browser("Ana")
    for address in [*addresses(house), *(house.at(f"entry/{seq}") for seq in range(house.office.now().seq)),
                    *(house.at(f"entry/{seq}.json") for seq in range(house.office.now().seq))]:
        text = read(client.get(address))
        for word in ("Hiddenpayee", "Hiddennarration", "Hiddenbuyer", "Bo Hiddenname", "Cleo Hiddenname"):
            assert word not in text, (address, word)
        for name in ("Bo", "Cleo", "Dee", "Fay"):
            assert house.address(name) not in text, (address, name)


def test_what_somebody_answered_to_a_survey_is_seen_by_nobody_else(both, house) -> None:
    def own(client: Any) -> list[int]:
        return [one["own"] for one in client.get(house.at("surveys/survey.voice.json")).json()["questions"]]

    assert own(house.browser("Cleo")) == [73]
    for name in ("Ana", "Bo"):
        assert own(house.browser(name)) == [-1]
        for address in addresses(house):
            assert not re.search(r'(value="|>|: )73("|<| |,)', read(house.browser(name).get(address))), address
    for seq in range(house.office.now().seq):
        said = read(house.browser("Cleo").get(house.at(f"entry/{seq}.json")))
        assert not re.search(r'answers[\\"]+:', said), seq


def test_what_is_asked_behind_the_question_mark_reveals_nothing(both, house) -> None:
    queries = ("q=Hidden", "member=" + house.members["Cleo"], "sort=amount", "order=-name", "filter=vault",
               "format=json", "fields=name,email", "limit=-1", "page=-1", "page=999999999999999999999", "of=Hidden",
               "proof=1", "posting=posting.result", "article=rule.surplus", "run=" + house.parts["run"], "replay=1",
               "to=" + house.parts["to"], "replaces=" + house.parts["decision"], "next=/o/moonrise/mine", "period=2026")
    for client in strangers(both).values():
        for query in queries:
            for path in ("", "charter", "verify", "sign-in", "books", "decisions", "propose", "record", "mine.json"):
                text = read(client.get(house.at(f"{path}?{query}")))
                if path == "mine.json":
                    text = text.replace(house.address("Fay"), "").replace("Fay Hidden", "")
                    text = text.replace(house.members["Fay"], "")
                # An echo of what was asked is no answer.
                text = text.replace(query, "").replace(query.replace("=", "%3D"), "").replace("q=Hidden", "")
                assert not re.search("Hidden[a-z]", text), (path, query)
                assert "@sunrise.example" not in text, (path, query)
    for query in ("of=Hidden", "q=Hiddenname"):
        assert "sunrise.example" not in read(house.browser("Ana").get(house.at(f"behind/gave?period=2026&{query}")))


def test_the_things_of_another_organisation_are_not_there(both, house) -> None:
    other, client = both["moonrise"], house.browser("Bo")
    before = [stored(one) for one in both.values()]
    for name in ("decision", "run"):
        from auzolan.web.page import found

        for page in found():
            if f":{name}>" in page.path:
                address = path_of(house, page, **{name: other.parts[name]})
                assert client.get(address).status_code == 404, address
                assert client.post(address, {"do": "settle"}).status_code in (404, 405, 422), address
                for do in ("cast", "support", "close", "withdraw", "veto", "void", "contest"):
                    answer = client.post(address, {"do": do, "option": "yes", "to": other.parts["to"]})
                    assert answer.status_code in (404, 405, 422), (address, do)
    for form in ({"do": "unbind", "door": "0" * 64}, {"do": "bind", "email": "no"}):
        assert client.post(house.at("mine"), form).status_code == 422
    theirs = next(key for key, member in other.office.now().states["members"].signins.items()
                  if member == other.members["Bo"])
    assert client.post(house.at("mine"), {"do": "unbind", "door": theirs}).status_code == 422
    mates = next(key for key, member in house.office.now().states["members"].signins.items()
                 if member == house.members["Ana"])
    assert client.post(house.at("mine"), {"do": "unbind", "door": mates}).status_code == 422
    assert [stored(one) for one in both.values()] == before


def test_whoever_left_can_do_nothing_but_look_after_their_own(both, house) -> None:
    client, before = house.browser("Fay"), stored(house)
    from auzolan.web.page import found

    for page in found():
        if page.name in ("sign_in", "sign_in_code", "sign_out", "mine", "mail") or page.post is None:
            continue
        for do in ("cast", "open", "look", "run", "try", "contest", "settle", "correct", "sign"):
            answer = client.post(path_of(house, page), {"do": do, "option": "yes", "entry": "3", "reason": "x"})
            assert answer.status_code in ((400,) if page.name in BY_LINK else (404, 422)), (
                page.name, do, answer.status_code,
            )
    assert stored(house) == before


def test_what_a_charter_narrows_to_its_person_no_page_shows_to_another(tmp_path, monkeypatch) -> None:
    wide = 'members = ["accounts", "postings", "flows", "runs", "portions"]'
    narrow = 'members = ["accounts", "postings", "flows", "runs"]\nown = ["portions", "contributions"]'
    text = preset("mondragon")
    assert wide in text
    made = houses(tmp_path, monkeypatch, narrow=text.replace(wide, narrow))
    house = made["narrow"]
    hidden = {f"{int(row['amount']) // 100}.{int(row['amount']) % 100:02d}" for row in _portions(house)
              if row["member"] not in ("", house.members["Ana"])}
    assert len(hidden) == 4
    hidden |= {"1514.00", "1553.00", "1618.00", "1709.00"}
    places = [*addresses(house), *(house.at(f"entry/{seq}{form}") for seq in range(house.office.now().seq)
                                   for form in FORMS)]
    leaks = []
    for address in places:
        answer = house.browser("Ana").get(address)
        said = read(answer).replace(",", "")
        leaks += [(address, amount) for amount in hidden if amount in said]
    own = house.browser("Ana").get(house.at("mine.json")).content.decode()
    closed(made)
    assert sorted({one for one, _amount in leaks}) == []
    assert house.members["Ana"] in own


def _portions(house: House) -> list[dict[str, Any]]:
    from auzolan.node.reading import Reader

    return Reader(house.office.store, house.office.now()).rows("portions")
