"""Comments on a proposal: said with a reason until the close, answered, taken back, and taken out for a reason."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from talk_place import MODERATOR, Talks, talking

from auzolan.deliberation.comment_deciding import MakeComment, WithdrawComment
from auzolan.deliberation.comment_facts import CommentMade
from auzolan.governance.decide import OpenProposal
from auzolan.governance.facts import ProposalOpened
from auzolan.members.decide import GrantMandate, PartMember
from auzolan.node.waking import wake
from auzolan.values.refusal import Refusal
from auzolan.verify.verify import verify

WHY = "Growers would wait a month longer for their money"
KEEPER = '["mandate.comments"]\ntitle = "Keeper of comments"\ngranted_by = "body.assembly"\n' + (
    'records = ["deliberation.comment_withdrawn"]\n'
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talks]:
    monkeypatch.setattr("talk_place.MODERATOR", MODERATOR + KEEPER)
    made = talking(tmp_path, monkeypatch)
    made.do(GrantMandate(mandate="mandate.comments", member=made.members["Cleo"]))
    yield made
    made.node.close()


def proposed(place: Talks) -> str:
    request = OpenProposal(title="Pay monthly", text="From next year on.", procedure="procedure.ordinary")
    return str(place.ask("Ana", request).fact(ProposalOpened).decision)


def says(place: Talks, decision: str, who: str, reason: str = WHY, stance: str = "against", answers: str = "") -> str:
    asked = MakeComment(decision=decision, stance=stance, reason=reason, answers=answers)
    return str(place.ask(who, asked).fact(CommentMade).comment)


def comments(place: Talks, decision: str) -> Any:
    return place.office.now().states["deliberation"].comments[decision]


def page(place: Talks, who: str, decision: str, path: str = "") -> str:
    answer = place.browser(who).get(place.at(f"decisions/{decision}{path}"))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_comment_with_its_reason_stands_on_the_page_and_not_in_the_journal(place: Talks) -> None:
    decision = proposed(place)
    first = says(place, decision, "Bo")
    says(place, decision, "Ana", "Then half at delivery?", "question", first)
    text = page(place, "Dee", decision)
    assert WHY in place.browser("Dee").get(place.at(f"entry/{comments(place, decision)[first].seq}")).content.decode()
    assert WHY in text and text.index(WHY) < text.index("Then half at delivery?")
    assert "Against it: 1 · A question: 1" in re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", text))
    bytes_ = b"".join(bytes(place.office.store.entry(seq)) for seq in range(place.office.now().seq))
    assert WHY.encode() not in bytes_ and b"Then half" not in bytes_
    assert verify(place.office.copy()).holds
    rows = place.browser("Dee").get(place.at(f"decisions/{decision}/comments.csv")).content.decode().splitlines()
    assert len(rows) == 3 and rows[2].split(",")[1] == first


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"reason": " \n "}, "There are no words in it"), ({"reason": "a" * 2_001}, "2000 is the most"),
        ({"reason": "We should\u202e pay"}, "turns the direction"), ({"stance": "maybe"}, "for, against, question or"),
        ({"stance": ""}, "for, against, question or"), ({"decision": "dnone"}, "no such decision"),
        ({"answers": "cnone"}, "no such comment"),
    ],
)
def test_what_nobody_could_read_is_refused(place: Talks, change: dict[str, str], why: str) -> None:
    decision = proposed(place)
    asked = {"decision": decision, "stance": "for", "reason": WHY} | change
    with pytest.raises(Refusal, match=why):
        place.ask("Bo", MakeComment(**asked))
    assert decision not in place.office.now().states["deliberation"].comments


def test_an_answer_is_not_answered_and_nobody_fills_the_page(place: Talks) -> None:
    decision = proposed(place)
    first = says(place, decision, "Bo")
    second = says(place, decision, "Ana", "Then half?", "question", first)
    with pytest.raises(Refusal, match="It answers a comment itself"):
        says(place, decision, "Bo", "Half?", "question", second)
    for number in range(19):
        says(place, decision, "Bo", f"Reason number {number}")
    with pytest.raises(Refusal, match="at most 20 comments"):
        says(place, decision, "Bo", "One more")
    place.ask("Bo", WithdrawComment(decision=decision, comment=first))
    says(place, decision, "Bo", "One more")


def test_who_made_it_takes_it_back_and_its_words_are_gone_from_the_page(place: Talks) -> None:
    decision = proposed(place)
    first, other = says(place, decision, "Bo"), says(place, decision, "Ana", "It is fair", "for")
    says(place, decision, "Ana", "How long?", "question", first)
    with pytest.raises(Refusal, match="Only who made a comment takes it back"):
        place.ask("Bo", WithdrawComment(decision=decision, comment=other))
    place.ask("Bo", WithdrawComment(decision=decision, comment=first))
    text = page(place, "Dee", decision)
    assert WHY not in text and "Taken back." in text and "How long?" in text
    seq = comments(place, decision)[first].seq
    for who in ("Ana", "Bo", "Cleo"):
        assert WHY not in place.browser(who).get(place.at(f"entry/{seq}")).content.decode()
    with pytest.raises(Refusal, match="does not stand any more"):
        says(place, decision, "Bo", "And again", "for", first)
    with pytest.raises(Refusal, match="does not stand any more"):
        place.ask("Bo", WithdrawComment(decision=decision, comment=first))


def test_whoever_is_trusted_takes_one_out_with_a_reason_that_all_read(place: Talks) -> None:
    decision = proposed(place)
    first = says(place, decision, "Bo", "Ana is a thief", "against")
    with pytest.raises(Refusal, match="may record it"):
        place.ask("Ana", WithdrawComment(decision=decision, comment=first, reason="It is an insult"))
    place.ask("Cleo", WithdrawComment(decision=decision, comment=first, reason="It is about a person"))
    text = page(place, "Dee", decision)
    assert "thief" not in text and "It is about a person" in text
    ended = comments(place, decision)[first].ended
    assert place.at(f"entry/{ended}") in text, "and who did it stands in that entry"


def test_many_comments_are_read_on_their_page_and_by_kind(place: Talks) -> None:
    decision = proposed(place)
    for number in range(11):
        for who in ("Ana", "Bo"):
            says(place, decision, who, f"Word {number} of {who}.", "for" if who == "Ana" else "against")
    first = next(iter(sorted(comments(place, decision), key=lambda id: comments(place, decision)[id].seq)))
    says(place, decision, "Dee", "Is that so?", "question", first)
    short = page(place, "Dee", decision)
    assert "2 more comments" in short and "Word 9 of Bo." in short and "Word 10" not in short
    assert "Word 10 of Bo." in page(place, "Dee", decision, "/comments")
    against = page(place, "Dee", decision, "/comments?stance=against")
    assert "Word 10 of Bo." in against and "of Ana." not in against
    asked = page(place, "Dee", decision, "/comments?stance=question")
    assert "Word 0 of Ana." in asked and "Is that so?" in asked and "Word 1 " not in asked
    assert "Word 10 of Ana." in page(place, "Dee", decision, "/comments?stance=nonsense")


def test_after_the_close_nobody_comments_and_what_was_said_stays(
    place: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = proposed(place)
    says(place, decision, "Bo")
    closes = place.office.now().states["governance"].decisions[decision].closes_at
    monkeypatch.setenv("AUZOLAN_CLOCK", closes)
    with pytest.raises(Refusal, match="The comment was not written"):
        says(place, decision, "Ana", "Too late", "for")
    wake(place.office)
    assert WHY in page(place, "Dee", decision) and "Say something about it" not in page(place, "Dee", decision)


def test_whoever_has_left_and_whoever_never_belonged_says_nothing(place: Talks) -> None:
    decision = proposed(place)
    place.do(PartMember(member=place.members["Bo"], left="2026-10-01"))
    with pytest.raises(Refusal, match="Members comment"):
        says(place, decision, "Bo")
    with pytest.raises(Refusal):
        place.do(MakeComment(decision=decision, stance="for", reason=WHY))
    with pytest.raises(Refusal):
        place.do(MakeComment(decision=decision, stance="for", reason=WHY), by=place.members["Ana"],
                 for_=place.members["Cleo"])


def test_it_is_said_on_the_page_and_what_was_typed_is_kept(place: Talks) -> None:
    decision = proposed(place)
    path = place.at(f"decisions/{decision}/comments")
    bo = place.browser("Bo")
    script = "<script>alert(1)</script> is why"
    refused = bo.post(path, {"do": "comment", "stance": "", "reason": script})
    assert refused.status_code == 422
    assert "&lt;script&gt;alert(1)&lt;/script&gt; is why</textarea>" in refused.content.decode()
    assert bo.post(path, {"do": "comment", "stance": "change", "reason": script}).status_code == 302
    text = page(place, "Ana", decision)
    assert "&lt;script&gt;" in text and "<script>alert" not in text
    comment = next(iter(comments(place, decision)))
    assert place.browser("Ana").post(path, {"do": "comment_back", "comment": comment}).status_code == 422
    assert place.browser("Cleo").post(path, {"do": "comment_out", "comment": comment}).status_code == 422
    assert bo.post(path, {"do": "comment_back", "comment": comment}).status_code == 302
    assert script not in page(place, "Ana", decision, "/comments")
