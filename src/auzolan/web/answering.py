"""From a request to an answer: the policy first, then the page, then HTML, JSON or CSV of the same view."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

import msgspec
from django.http import FileResponse, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.http import urlencode

from auzolan.values.figure import Figure
from auzolan.values.refusal import Refusal
from auzolan.web import errors, shell
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.page import Answer, File, Go, Page, Shown
from auzolan.web.written import readable

HTML, JSON, CSV = "html", "json", "csv"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
           "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")


def answers(page: Page, form: str) -> Callable[..., Any]:
    """The Django view of one page in one form."""

    def view(request: Any, org: str, **parts: Any) -> Any:
        if _has_nul(request):
            return errors.bad_request(request) if form == HTML else errors.not_seen(request, form=form)
        try:
            asked = Asked(request, org)
            if not asked.may_open(page):
                return _sign_in_first(asked, form)
            return _answered(asked, page, form, parts)
        except NotSeen:
            return errors.not_seen(request, form=form)

    return view


def _has_nul(request: Any) -> bool:
    """Whether something was sent with a sign that no text has, and that not every database can hold."""
    typed = (word for data in (request.GET, request.POST) for key, words in data.lists() for word in (key, *words))
    return "\0" in request.path or any("\0" in word for word in typed)


def _sign_in_first(asked: Asked, form: str) -> Any:
    if asked.member or form != HTML or asked.request.method not in ("GET", "HEAD"):
        return errors.not_seen(asked.request, form=form)
    # The same for every address that outsiders do not see, whether or not there is anything behind it.
    return HttpResponseRedirect(asked.url("sign_in") + "?" + urlencode({"next": asked.request.get_full_path()}))


def _answered(asked: Asked, page: Page, form: str, parts: Mapping[str, Any]) -> Any:
    method = asked.request.method
    if method == "POST" and page.post is not None:
        try:
            return _given(asked, page, form, page.post(asked, **parts))
        except Refusal as refusal:
            asked.refusal = refusal
            if form == JSON:
                return JsonResponse({"refused": refusal.as_json()}, status=422)
            return _once_more(asked, page, form, parts, refusal)
    if method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD", *(["POST"] if page.post else [])])
    try:
        return _given(asked, page, form, page.get(asked, **parts))
    except Refusal as refusal:
        return errors.refused(asked.request, refusal, form=form)


def _once_more(asked: Asked, page: Page, form: str, parts: Mapping[str, Any], refusal: Refusal) -> Any:
    """The page with what was typed, and why it was refused; only the reason where the page itself is refused now."""
    try:
        return _given(asked, page, form, page.get(asked, **parts), status=422)
    except Refusal:
        return errors.refused(asked.request, refusal, form=form)


def _given(asked: Asked, page: Page, form: str, answer: Answer, status: int = 0) -> Any:
    if isinstance(answer, Go):
        if answer.said:
            asked.request.session["said"] = force_str(answer.said)
        return HttpResponseRedirect(answer.to)
    if isinstance(answer, File):
        response = FileResponse(
            io.BytesIO(answer.content), as_attachment=True, filename=answer.name, content_type=answer.kind
        )
    elif form == JSON:
        response = HttpResponse(dump(answer.view), content_type="application/json")
    elif form == CSV:
        response = HttpResponse(as_csv(answer.rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{page.name}.csv"'
    else:
        response = render(asked.request, answer.template, shell.context(asked, page, answer))
        response.content = readable(response.content.decode())
    asked.note_reads(page.name)
    response.status_code = status or (answer.status if isinstance(answer, Shown) else 200)
    return response


def dump(view: Any) -> bytes:
    """A view's data as JSON: amounts and exact numbers as text, never as floats."""
    return msgspec.json.encode(plain(view))


def plain(value: Any) -> Any:
    """The same with plain dictionaries, lists, texts, whole numbers and truths only."""
    if isinstance(value, Figure):
        return value.as_json()
    if isinstance(value, Promise | Fraction):
        return force_str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, float):
        raise TypeError("a view holds a float; figures are exact")
    return force_str(value)


def as_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV. A cell that a spreadsheet would compute is written as text; a plain number stays a number."""
    written = io.StringIO()
    if rows:
        table = csv.writer(written, lineterminator="\r\n")
        table.writerow(list(rows[0]))
        table.writerows([safe(cell) for cell in row.values()] for row in rows)
    return written.getvalue()


def safe(cell: Any) -> str:
    """A cell's text, with an apostrophe before anything that a spreadsheet could take for a formula."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    text = "" if cell is None else readable(force_str(cell))
    is_number = text[1:].replace(".", "", 1).isdecimal() and text[1:].isascii()
    return f"'{text}" if text.startswith(FORMULA) and not (text[0] == "-" and is_number) else text
