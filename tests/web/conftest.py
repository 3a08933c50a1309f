"""What the tests of pages may ask for: a place to try them on, and what a person reads of a page."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from web_place import Place, books, founded


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = founded(tmp_path)
    yield made
    from django.core import mail

    mail.outbox = []
    made.node.close()


@pytest.fixture
def with_books(place: Place) -> Place:
    books(place)
    return place


@pytest.fixture
def texts() -> Callable[[Any], str]:
    """What a person reads of a page: without tags, spaces folded."""

    def read(answer: Any) -> str:
        plain = re.sub(r"<(style|script|svg).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", plain))

    return read
