"""The services that other tests lean on are real, separate for each test, and gone afterwards."""

from pathlib import Path

import psycopg
import pytest

import services


def test_each_test_has_an_empty_database_of_its_own(postgres_url: str) -> None:
    with services.fresh_database(postgres_url) as one, services.fresh_database(postgres_url) as other:
        with psycopg.connect(one) as db:
            db.execute("CREATE TABLE kept (n integer)")
        with psycopg.connect(other) as db:
            assert db.execute("SELECT to_regclass('kept')").fetchone() == (None,)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(one)


def test_the_database_address_is_a_file_or_a_server(database_url: str) -> None:
    assert database_url.startswith("postgresql://") or not Path(database_url).exists()


@pytest.mark.browser
@pytest.mark.parametrize("page", [(360, 740)], indirect=True)
def test_the_browser_has_the_size_that_was_asked_for(page: object) -> None:
    assert page.evaluate("[innerWidth, innerHeight]") == [360, 740]
