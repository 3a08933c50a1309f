"""What is asked of the charter itself, and what it answers."""

import pytest

from auzolan.charter import meaning
from auzolan.charter.decide import (
    HANDLERS,
    ChangeSigningKey,
    DoWhatIsDue,
    FoundOrganisation,
    RaiseMeaning,
    change_signing_key,
    found,
    raise_meaning,
    read_charter,
)
from auzolan.charter.facts import MeaningRaised, OrganisationFounded
from auzolan.charter.state import EMPTY
from auzolan.journal.entry import NODE
from auzolan.values.refusal import Refusal
from charters import FOUNDED, entry, founding, judged, near, replayed, small


def test_every_request_has_its_answer() -> None:
    assert set(HANDLERS) == {FoundOrganisation, RaiseMeaning, ChangeSigningKey, DoWhatIsDue}


def test_a_founding_names_the_organisation_its_preset_and_whether_its_clock_may_be_bent() -> None:
    request = FoundOrganisation(
        name=" Errota ", charter=small(), origin="localhost/errota", preset="open_books", exercise=True
    )
    first, *rest = found(EMPTY, request, near(EMPTY, FOUNDED))
    assert isinstance(first.fact, OrganisationFounded)
    assert (first.fact.name, first.fact.preset, first.fact.exercise) == ("Errota", "open_books", True)
    assert first.fact.articles == len(rest)
    assert [draft.because_draft for draft in rest] == [0] * len(rest)
    assert [draft.fact.article for draft in rest] == sorted(draft.fact.article for draft in rest)


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_an_organisation_has_a_name(name: str) -> None:
    with pytest.raises(Refusal, match="name"):
        found(EMPTY, FoundOrganisation(name=name, charter=small(), origin="localhost/x"), near(EMPTY, FOUNDED))


def test_a_charter_that_is_not_accepted_says_how_many_findings_there_are() -> None:
    text = small().replace('"majority"', '"mayority"').replace("vote_days = 7", "vote_days = 0")
    with pytest.raises(Refusal, match="first of 2 findings"):
        read_charter(text)


def test_a_newer_meaning_is_told_by_the_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "NEWEST", 2)
    state = replayed(founding())
    (draft,) = raise_meaning(state, RaiseMeaning(meaning=2), near(state, FOUNDED))
    assert (draft.fact, draft.by) == (MeaningRaised(meaning=2), NODE)
    assert judged(state, entry(draft.fact, 60, by=NODE)) is None


def test_a_key_changed_by_a_decision_names_it_as_its_cause() -> None:
    request = ChangeSigningKey(key="k", origin="o", note="n", because=50)
    (draft,) = change_signing_key(EMPTY, request, near(EMPTY, FOUNDED))
    assert draft.because == 50
