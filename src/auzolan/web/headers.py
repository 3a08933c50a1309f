"""Headers that every answer carries: no outside script, style or frame, nothing kept by strangers' caches."""

from collections.abc import Callable
from typing import Any

from auzolan.web import errors
from auzolan.web.settings import CONTENT_SECURITY_POLICY, UPLOAD_BYTES_MAX

ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Headers:
    """Puts the headers on whatever comes out of the pages behind it."""

    def __init__(self, pages: Callable[[Any], Any]) -> None:
        self.pages = pages

    def __call__(self, request: Any) -> Any:
        """Answer the request, with headers."""
        answer = errors.too_large(request) if _is_too_large(request) else self.pages(request)
        for name, value in ALWAYS.items():
            answer.headers.setdefault(name, value)
        if not request.path.startswith("/static/"):
            answer.headers.setdefault("Cache-Control", "private, no-store")
        if request.is_secure():
            answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return answer


def _is_too_large(request: Any) -> bool:
    """Whether what is sent says that it is longer than anything we take: answered before any of it is read."""
    said = request.META.get("CONTENT_LENGTH") or ""
    return said.isdecimal() and (len(said) > len(str(UPLOAD_BYTES_MAX)) or int(said) > UPLOAD_BYTES_MAX)
