"""The node's own door: to its only organisation, or to a list of those that live here."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from auzolan.web.house import is_demo, served

NEXT_MAX = 1_000


def gate(request: Any) -> Any:
    """The first page of the node."""
    ids = served().organisations()
    if len(ids) == 1:
        return HttpResponseRedirect(reverse("home", kwargs={"org": ids[0]}))
    known = []
    for id in ids:
        founding = served().office(id).now().states["charter"].founding
        if founding is not None:
            known.append({"id": id, "name": founding.name, "url": reverse("home", kwargs={"org": id})})
    said = [{"kind": "notice banner", "what": _("A demonstration: everybody here is invented.")}] if is_demo() else []
    more = {"organisation": "Auzolan", "title": _("The organisations of this node"), "notices": said}
    return render(request, "pages/gate.html", {"organisations": known, **more})


def healthy(request: Any) -> Any:
    """For whoever watches over the machine: the store answers."""
    served().organisations()
    return HttpResponse("yes\n", content_type="text/plain")


def safe_next(request: Any, wanted: str, otherwise: str) -> str:
    """Where to go on to: an address of our own, or the other one."""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # It waits in a cookie, and browsers drop long ones.
    return wanted if ours and wanted.startswith("/") and len(wanted) <= NEXT_MAX else otherwise
