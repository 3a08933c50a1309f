"""What every test may ask for: real data, real databases, a real browser. What is absent is skipped in a sentence."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import pytest

import services

ROOT = Path(__file__).resolve().parent.parent
ARTEFACTS = ROOT / "test-artefacts"
DESKTOP = (1280, 900)
LARGE = os.environ.get("AUZOLAN_TEST_SIZE") == "large"

# No deadline: a busy machine is no fault of the code. The same examples each time in CI, so that red means changed.
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("large", deadline=None, max_examples=50_000)
hypothesis.settings.load_profile("large" if LARGE else "ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of real data that is kept outside the project (AUZOLAN_TEST_DATA)."""
    folder = Path(os.environ.get("AUZOLAN_TEST_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("the folder of real data is absent; set AUZOLAN_TEST_DATA to where it is")
    return folder


@pytest.fixture(scope="session")
def size() -> Callable[[int, int], int]:
    """size(ci, large): how often to do something, small in CI and large under `make soak`."""
    return lambda ci, large: large if LARGE else ci


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A running PostgreSQL server: the given one (AUZOLAN_TEST_POSTGRES_URL), or one of our own on a free port."""
    if given := os.environ.get("AUZOLAN_TEST_POSTGRES_URL"):
        yield given
        return
    programs = services.postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    with services.postgres_server(programs) as url:
        yield url


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database, dropped after the test."""
    with services.fresh_database(postgres_url) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once on SQLite (a path) and once on PostgreSQL (postgresql://...)."""
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_database"))
    return str(tmp_path / "auzolan.sqlite3")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, without a window."""
    from playwright.sync_api import sync_playwright  # takes a second to import: only where a browser is asked for

    program = services.chromium()
    if program is None:
        pytest.skip("Chromium is not installed (apt-get install chromium libatomic1)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(services.CHROMIUM_FLAGS))
        yield started
        started.close()


@pytest.fixture
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """An empty page, 1280 x 900; another size by @pytest.mark.parametrize("page", [(360, 740)], indirect=True).

    The test fails when the page asked for anything outside this machine.
    """
    width, height = getattr(request, "param", DESKTOP)
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    outside: list[str] = []

    def only_here(route: Any) -> None:
        address = urlsplit(route.request.url)
        if address.hostname in ("localhost", "127.0.0.1"):
            route.continue_()
            return
        outside.append(route.request.url)
        route.abort()

    context.route(lambda url: url.startswith(("http:", "https:", "ws:", "wss:")), only_here)
    yield context.new_page()
    context.close()
    assert outside == [], f"the page asked for something outside this machine: {outside}"


@pytest.fixture
def screenshot(page: Any, request: pytest.FixtureRequest) -> Callable[[str], Path]:
    """screenshot(name): keeps the whole page as test-artefacts/NAME.png and says where."""

    def take(name: str) -> Path:
        ARTEFACTS.mkdir(exist_ok=True)
        path = ARTEFACTS / f"{name}.png"
        page.screenshot(path=str(path), full_page=True)
        return path

    return take
