"""Real services for the tests: a PostgreSQL server from Debian's package, and Debian's Chromium.

Only what was started here is ever stopped.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

START_SECONDS = 60
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_programs() -> Path | None:
    """The folder with initdb and postgres of the newest installed version, or None."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(found, key=lambda folder: float(folder.parent.name), default=None)


def _as_whom() -> dict[str, object]:
    # PostgreSQL refuses to run as root; Debian's package brings the user "postgres".
    if os.getuid() != 0:
        return {}
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


@contextmanager
def postgres_server(programs: Path) -> Iterator[str]:
    """A server of its own in a temporary folder, gone afterwards; gives the address of its first database."""
    folder = Path(tempfile.mkdtemp(prefix="auzolan-postgres-"))
    password = secrets.token_hex(16)
    word = folder / "password"
    word.write_text(password)
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        for path in (folder, word):
            os.chown(path, owner.pw_uid, owner.pw_gid)
    try:
        subprocess.run(
            [programs / "initdb", "-D", folder / "db", "-U", "auzolan", "--pwfile", word, "-A", "scram-sha-256",
             "-E", "UTF8", "--locale=C", "--no-sync"],
            check=True, capture_output=True, cwd=folder, **_as_whom(),
        )
        port = free_port()
        url = f"postgresql://auzolan:{password}@127.0.0.1:{port}/postgres"
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", folder / "db", "-p", str(port), "-h", "127.0.0.1", "-k", folder,
                 # Speed only: no test cuts the power of this server.
                 "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=300"],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=folder, start_new_session=True, **_as_whom(),
            )
            try:
                _wait_until_it_answers(url, server, folder / "log")
                yield url
            finally:
                _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_it_answers(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(url, connect_timeout=5).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()[-2000:]}") from None
            time.sleep(0.05)


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.send_signal(signal.SIGINT)  # fast shutdown: open sessions are ended
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=20)


@contextmanager
def fresh_database(server_url: str) -> Iterator[str]:
    """An empty database on a running server, dropped afterwards; gives its address."""
    name = f"auzolan_test_{secrets.token_hex(6)}"
    head, _, tail = server_url.rpartition("/")
    options = f"?{tail.partition('?')[2]}" if "?" in tail else ""
    with psycopg.connect(server_url, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    try:
        yield f"{head}/{name}{options}"
    finally:
        with psycopg.connect(server_url, autocommit=True) as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def chromium() -> str | None:
    """Where Debian's Chromium is, or None where it, or the library that its driver is linked against, is missing."""
    return shutil.which("chromium") if any(Path("/usr/lib").glob("*/libatomic.so.1")) else None
