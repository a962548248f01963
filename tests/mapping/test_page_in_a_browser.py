"""The public page in a real browser: what leaves compressed is understood, and nothing is refused or fetched in vain."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from django.test.testcases import LiveServerThread
from playwright.sync_api import sync_playwright

from tests.mapping.page_cast import PAGE, aino_s_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs Debian's chromium: make test installs it"),
]


@pytest.fixture
def house(transactional_db: None) -> Iterator[str]:
    """The house as it is served, with its own built files."""
    server = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


def test_a_message_is_written_and_sent_without_script(house, browser_type_launch_args, monkeypatch):
    aino_s_page()
    monkeypatch.setattr("tuokio.mapping.stamps.LEAST_SECONDS", -1)  # a machine types faster than people
    said: list[str] = []
    asked: list[str] = []
    with sync_playwright() as player:
        browser = player.chromium.launch(**browser_type_launch_args)
        context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("request", lambda request: asked.append(request.url.removeprefix(house)))
        page.goto(house + PAGE)
        requests = len(asked)
        page.get_by_label("Nimi").fill("Maija Luoto")
        page.get_by_label("Puhelin tai sähköposti").fill("040 765 4321")
        page.get_by_label("Kenelle työnohjausta mietitään?").select_option("pair")
        page.get_by_role("button", name="Lähetä").click()
        page.get_by_role("heading", name="Kiitos, viestisi on tullut perille").wait_for()
        cookies = context.cookies()
        browser.close()

    assert said == []
    assert requests <= 6
    assert cookies == []
