"""The house, a browser and a calendar for the stories."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test.testcases import LiveServerThread
from django.utils import timezone
from django.utils.csp import CSP
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.looking import DESK_LIGHT, Screen
from tests.journeys.post import Post

HELSINKI = ZoneInfo("Europe/Helsinki")
SHOTS = Path("test-results")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    without = pytest.mark.skipif(
        not shutil.which("chromium"), reason="needs Debian's chromium: make test installs it"
    )
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(without)


class Calendar:
    """The day it is in a story, for the whole house."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def it_is(self, day: date, clock: str = "8.30") -> None:
        """Let it be this day and time on the wall in Finland; seconds go on as they do."""
        hour, minute = (int(part) for part in clock.split("."))
        moment = datetime.combine(day, time(hour, minute), HELSINKI).astimezone(UTC)
        self.ahead = moment - datetime.now(UTC)


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    told = Calendar()
    monkeypatch.setattr(timezone, "now", told.now)
    return told


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's browser, kept from calling home."""
    quiet = ["quic", "background-networking", "component-update", "sync", "gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--no-first-run", *(f"--disable-{part}" for part in quiet)],
        )
        yield browser
        browser.close()


@pytest.fixture
def around() -> Callable[[Any], Any]:
    """What stands around the house's application; a story may put somebody there."""
    return lambda application: application


@pytest.fixture
def house(transactional_db: None, settings: Any, around: Callable[[Any], Any]) -> Iterator[str]:
    """The whole house on a port of its own. Gives its address."""
    server = LiveServerThread("127.0.0.1", static_handler=around)  # whitenoise serves ours
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    settings.BASE_ADDRESS = f"http://tuokio.localhost:{server.port}"
    settings.VAULT_ORIGIN = f"http://{settings.VAULT_DOMAIN}:{server.port}"
    settings.SECURE_CSP = settings.SECURE_CSP | {"form-action": [CSP.SELF, settings.VAULT_ORIGIN]}
    yield settings.BASE_ADDRESS
    server.terminate()


class Window:
    """One person's browser: what it looks through, and what its console said."""

    def __init__(self, context: BrowserContext, house: str) -> None:
        self.context, self.house = context, house
        self.heard: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))

    def _hear(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.heard.append(f"{message.text} {message.location.get('url', '')}")

    def go(self, address: str) -> Page:
        self.page.goto(address if address.startswith("http") else self.house + address)
        return self.page


Open = Callable[..., Window]


@pytest.fixture
def window(chromium: Browser, house: str, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Open a browser of somebody's own: `window(screen, locale="fi-FI", scripts=True)`.

    Its console must stay silent to the end; when the test fails, what it showed last is kept in test-results/.
    """
    opened: list[Window] = []
    with ExitStack() as stack:

        def new(screen: Screen = DESK_LIGHT, *, locale: str = "fi-FI", scripts: bool = True) -> Window:
            context = chromium.new_context(
                locale=locale,
                viewport={"width": screen.width, "height": screen.height},
                color_scheme=screen.scheme,
                reduced_motion="reduce",
                java_script_enabled=scripts,
                accept_downloads=True,
            )
            stack.callback(context.close)
            opened.append(Window(context, house))
            return opened[-1]

        failed_before = request.session.testsfailed
        yield new
        if request.session.testsfailed > failed_before:
            SHOTS.mkdir(exist_ok=True)
            for number, one in enumerate(one for one in opened if not one.page.is_closed()):
                one.page.screenshot(path=SHOTS / f"{request.node.name}-{number}.png", full_page=True)
    heard = [text for one in opened for text in one.heard]
    assert heard == []


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    """Mail leaves through a real server."""
    kept = Post()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": kept.port, "timeout": 5},
        }
    }
    settings.MAIL_MAKES_DRAFTS = False
    kept.server.start()
    yield kept
    kept.server.stop()
