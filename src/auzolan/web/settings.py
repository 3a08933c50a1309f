"""Django's settings, made for one node: no table of its own, no secret but one derived from the node's."""

import hashlib
import hmac
import logging
import os
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import django
from django.conf import settings

from auzolan.node.node import Node
from auzolan.web.house import settle

HERE = Path(__file__).parent
YEAR_SECONDS = 365 * 24 * 3600
SESSION_DAYS = 14
UPLOAD_BYTES_MAX = 20 * 1024 * 1024
LANGUAGES = [("en", "English"), ("es", "Español"), ("eu", "Euskara"), ("fr", "Français")]
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'"
    "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def configure(node: Node) -> None:
    """Make Django serve this node. A process is configured once; a second node only takes the first one's place."""
    settle(node)
    secret = hmac.digest(node.keeping.secret(), b"auzolan web sessions", hashlib.sha256).hex()
    if settings.configured:
        settings.SECRET_KEY = secret
        return
    settings.configure(SECRET_KEY=secret, **_fixed(), **_cookies(), **_mail(os.environ.get("AUZOLAN_SMTP_URL", "")))
    django.setup()
    # What goes wrong on our side is said once, by errors.broken; an address that leads nowhere is no event.
    logging.getLogger("django.request").setLevel(logging.CRITICAL)


def _fixed() -> dict[str, Any]:
    hosts = [host.strip() for host in os.environ.get("AUZOLAN_HOSTS", "").split(",") if host.strip()]
    return {
        "DEBUG": False,
        "ALLOWED_HOSTS": hosts or LOCAL_HOSTS,
        "ROOT_URLCONF": "auzolan.web.urls",
        "WSGI_APPLICATION": "auzolan.web.wsgi.application",
        "INSTALLED_APPS": ["auzolan.web"],
        "DATABASES": {},
        "MIDDLEWARE": [
            "auzolan.web.headers.Headers",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
        "TEMPLATES": [_templates()],
        "APPEND_SLASH": False,
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "USE_I18N": True,
        "LANGUAGE_CODE": "en",
        "LANGUAGES": [
            (code, name)
            for code, name in LANGUAGES
            if code == "en" or (HERE / "locale" / code / "LC_MESSAGES" / "django.mo").is_file()
        ],
        "LOCALE_PATHS": [HERE / "locale"],
        "STATIC_ROOT": HERE / "static",
        "STATIC_URL": f"/static/{static_digest()}/",
        "WHITENOISE_MAX_AGE": YEAR_SECONDS,  # the address changes whenever a file does
        "DATA_UPLOAD_MAX_MEMORY_SIZE": UPLOAD_BYTES_MAX,
        "CSRF_FAILURE_VIEW": "auzolan.web.errors.stale_form",
        "LOGGING_CONFIG": None,
    }


def _templates() -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "auzolan.web.templatetags.auzolan",
            ],
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
        },
    }


def _cookies() -> dict[str, Any]:
    https = bool(os.environ.get("AUZOLAN_HTTPS"))
    return {
        "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_AGE": SESSION_DAYS * 24 * 3600,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": https,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if https else None,
        "CSRF_TRUSTED_ORIGINS": [
            f"https://{host.strip()}"
            for host in os.environ.get("AUZOLAN_HOSTS", "").split(",")
            if https and host.strip()
        ],
    }


def _mail(url: str) -> dict[str, Any]:
    """smtp[s]://USER:PASSWORD@HOST:PORT?from=ADDRESS; without it, mail is written to the console."""
    if not url:
        return {"EMAIL_BACKEND": "auzolan.web.mail.ConsoleBackend", "DEFAULT_FROM_EMAIL": "auzolan@localhost"}
    said = urlsplit(url)
    sender = parse_qs(said.query).get("from", [unquote(said.username or f"auzolan@{said.hostname}")])[0]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": said.hostname or "localhost",
        "EMAIL_PORT": said.port or (465 if said.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(said.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(said.password or ""),
        "EMAIL_USE_SSL": said.scheme == "smtps",
        "EMAIL_USE_TLS": said.scheme == "smtp" and bool(said.username),
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }


def address(asked: Any = None) -> str:
    """Where this node is found, for links in mail: AUZOLAN_URL, else its first name, else this machine. asked: the
    request of somebody who has found it already, and who is told no other address than the one they used."""
    if said := os.environ.get("AUZOLAN_URL", "").strip().rstrip("/"):
        return said
    named = [host.strip() for host in os.environ.get("AUZOLAN_HOSTS", "").split(",") if host.strip()]
    if named and not named[0].startswith((".", "*")):
        return f"{'https' if os.environ.get('AUZOLAN_HTTPS') else 'http'}://{named[0]}"
    return str(asked.build_absolute_uri("/")).rstrip("/") if asked is not None else "http://localhost:8000"


def has_mail() -> bool:
    """Whether a mail server is named; without one, only sign-in codes are told, on the console."""
    return not settings.EMAIL_BACKEND.endswith("ConsoleBackend")


@cache
def static_digest() -> str:
    """A short digest of every static file: part of their address, so that browsers may keep them for good."""
    seen = hashlib.sha256()
    folder = HERE / "static"
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        seen.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()[:12]
