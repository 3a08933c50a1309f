"""Every page's address, as HTML, JSON and CSV."""

from typing import Any

from django.urls import path

from auzolan.web import errors, gate
from auzolan.web.answering import CSV, HTML, JSON, answers
from auzolan.web.page import Page, found


def _addresses(page: Page) -> list[Any]:
    start, file = f"o/<slug:org>/{page.path}", f"o/<slug:org>/{page.path or page.name}"
    made = [path(f"{file}.json", answers(page, JSON), name=f"{page.name}.json")]
    if page.csv:
        made.append(path(f"{file}.csv", answers(page, CSV), name=f"{page.name}.csv"))
    return [*made, path(start, answers(page, HTML), name=page.name)]


urlpatterns = [
    path("", gate.gate, name="gate"),
    path("healthy", gate.healthy, name="healthy"),
    *(address for page in found() for address in _addresses(page)),
]

handler400 = errors.bad_request
handler403 = errors.stale_form
handler404 = errors.not_seen
handler500 = errors.broken
