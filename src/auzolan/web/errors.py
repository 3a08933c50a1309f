"""Pages for when something is not as asked: in plain words, and the same whether or not a thing exists."""

import logging
from typing import Any

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from auzolan.journal.fault import JournalFault
from auzolan.values.refusal import Refusal
from auzolan.web.written import readable

_log = logging.getLogger("auzolan.web")


def _page(request: Any, status: int, what: str, why: str, next: str, *, where: str = "", form: str = "html") -> Any:
    said = {"what": what, "where": where, "why": why, "next": next}
    if form != "html":
        return JsonResponse({"refused": said}, status=status)
    more = {"organisation": "Auzolan", "title": what, "error": said, "home_url": _home(request)}
    answer = render(request, "pages/error.html", more, status=status)
    answer.content = readable(answer.content.decode())
    return answer


def _home(request: Any) -> str:
    words = request.path.split("/")
    return f"/o/{words[2]}/" if len(words) > 3 and words[1] == "o" else "/"


def not_seen(request: Any, exception: Any = None, *, form: str = "html") -> Any:
    """There is nothing here, or nothing that may be shown: one answer for both."""
    return _page(
        request,
        404,
        _("There is nothing here"),
        _("Either nothing has this address, or it is not for you to see."),
        _("Go back to the first page, or sign in and try again."),
        form=form,
    )


def stale_form(request: Any, reason: str = "") -> Any:
    """A form came without the mark that shows it was ours."""
    return _page(
        request,
        403,
        _("The form was not taken"),
        _("It was open for too long, came from elsewhere, or your browser keeps no cookies."),
        _("Open the page again and send it once more; what you typed is in your browser's back button."),
    )


def refused(request: Any, refusal: Refusal, *, form: str = "html") -> Any:
    """A page was asked for something that cannot be."""
    return _page(request, 400, refusal.what, refusal.why, refusal.next, where=refusal.where, form=form)


def bad_request(request: Any, exception: Any = None) -> Any:
    """The request itself cannot be read."""
    return _page(
        request,
        400,
        _("This could not be read"),
        _("Your browser sent something that we do not understand."),
        _("Go back to the first page."),
    )


def too_large(request: Any) -> Any:
    """More was sent than anything here takes."""
    return _page(
        request,
        413,
        _("This is too large"),
        _("A form or a file may have up to 20 megabytes."),
        _("Send less at once, or ask whoever runs this node to take the file in."),
    )


def broken(request: Any) -> Any:
    """Something went wrong on our side; the operator's log has the rest."""
    import sys

    why = sys.exc_info()[1]
    _log.error("%s %r failed", request.method, request.path, exc_info=why)
    if isinstance(why, JournalFault):
        return _page(
            request,
            500,
            _("The journal is not as it was signed"),
            str(why),
            _("Whoever runs this node should run `auzolan verify` and compare with another copy. Nothing was written."),
        )
    return _page(
        request,
        500,
        _("Something went wrong"),
        _("The fault is ours. Nothing was written by halves."),
        _("Try again in a moment; if it stays, tell whoever runs this node at what time it happened."),
    )
