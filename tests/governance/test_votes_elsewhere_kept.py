"""A vote elsewhere on a real node, on SQLite and on PostgreSQL: entered, entered anew, confirmed, counted again."""

from datetime import timedelta
from pathlib import Path

import pytest

from auzolan.governance.decide import CastBallot
from auzolan.governance.external_deciding import ConfirmResult, RecordResult
from auzolan.governance.external_facts import CountedPaper, ResultMissing
from auzolan.node.waking import wake
from auzolan.organisation import around
from auzolan.values.instant import parse_instant
from auzolan.verify.verify import verify
from auzolan.views.recount import recounted
from belenios_election import OUTSIDE
from sealed_place import Sealed, sealed

TRUSTED = OUTSIDE.replace('granted_by = "body.assembly"', 'holder = "class.worker"').replace("term_months = 24\n", "")
READERS = '["mandate.readers"]\ntitle = "Readers"\nholder = "class.worker"\nrecords = ["governance.ballot_cast"]\n'
ARCHIVE, WORDS = "a" * 64, "all checks passed"


@pytest.fixture
def place(tmp_path: Path, database_url: str) -> Sealed:
    url = database_url if database_url.startswith("postgres") else ""
    return sealed(tmp_path, url=url, more=TRUSTED + READERS)


def papers(**votes: int) -> tuple[CountedPaper, ...]:
    return tuple(CountedPaper(voters=many, option=option) for option, many in votes.items())


def test_what_was_entered_anew_and_confirmed_is_counted_again_and_verifies(place: Sealed) -> None:
    decision = place.propose("procedure.outside")
    place.at = parse_instant(place.decision(decision).closes_at) + timedelta(hours=1)
    for found in (papers(yes=1, no=5), papers(yes=5, no=1, abstain=1)):
        asked = RecordResult(decision=decision, archive=ARCHIVE, papers=found, verified=WORDS)
        place.office.do(asked, by=place.members["p00"], at=place.at)
    yes = ConfirmResult(decision=decision, archive=ARCHIVE, papers=papers(abstain=1, no=1, yes=5), verified=WORDS)
    place.office.do(yes, by=place.members["p01"], at=place.at)
    known = place.decision(decision)
    assert (known.status, known.answered) == ("carried", 7)
    rows = place.office.reader().rows("external_papers", {"decision": decision})
    assert {str(row["option"]): row["voters"] for row in rows} == {"yes": 5, "no": 1, "abstain": 1}
    org = place.office.now()
    entry = place.office.entry(known.closed)
    again = recounted(org, decision, around(org, entry, place.office.fact), place.office.reader(entry.seq))
    assert again.equal and again.outcome.carried
    assert verify(place.office.copy()).holds
    assert place.node.office(place.office.org).now() == org, "read again from the first entry it is the same"


def test_without_a_second_person_the_node_ends_it_on_the_last_day(place: Sealed) -> None:
    decision = place.propose("procedure.outside")
    place.at = parse_instant(place.decision(decision).closes_at) + timedelta(hours=1)
    asked = RecordResult(decision=decision, archive=ARCHIVE, papers=papers(yes=5), verified=WORDS)
    place.office.do(asked, by=place.members["p00"], at=place.at)
    assert not wake(place.office, at=place.at + timedelta(days=10)).entries
    facts = [one.fact for one in wake(place.office, at=place.at + timedelta(days=30)).entries]
    assert [type(one) for one in facts] == [ResultMissing] and place.decision(decision).status == "lost"
    assert verify(place.office.copy()).holds


def test_a_paper_that_two_read_is_kept_like_every_ballot(place: Sealed) -> None:
    decision = place.propose("procedure.charter")
    for reader in ("p01", "p02"):
        asked = CastBallot(decision=decision, option="yes", paper="sheet 1")
        place.office.do(asked, by=place.members[reader], for_=place.members["p07"], at=place.at)
    (row,) = place.office.reader().rows("ballots", {"decision": decision})
    assert (row["member"], row["cast_by"]) == (place.members["p07"], place.members["p02"])
    assert verify(place.office.copy()).holds
