"""The page of the locked notes as such: without a connection, with an altered part, at a new release, on one host."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route

from tests.cast import process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.notes_page import begins_a_journal, comes_in, sets_up, speaker, unlocks, writes
from tuokio.config import vault_host
from tuokio.config.vault_host import HEADERS
from tuokio.kit.assets import BUILT
from tuokio.vault.views import shell

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])

KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
    return found.sort();
}"""
STATE = """async () => {
    const { STATE } = await navigator.serviceWorker.getRegistration();
    return STATE ? STATE.scriptURL.split("/").pop() : "";
}"""
WAITING, ACTIVE = STATE.replace("STATE", "waiting"), STATE.replace("STATE", "active")


@pytest.fixture
def one_host(house: str, settings) -> Iterator[str]:
    settings.VAULT_SHARES_HOST, settings.VAULT_PATH = True, "/oma/"
    settings.VAULT_DOMAIN, settings.VAULT_ORIGIN = "same", settings.BASE_ADDRESS
    yield house


def shell_is_kept(page: Page) -> None:
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")


def listed(page: Page) -> dict[str, str]:
    return page.evaluate("async () => (await fetch('assets.json')).json()")


def test_without_a_connection_the_page_opens_and_says_so(window: Open, settings) -> None:
    here = window(locale="en-GB")
    page, aino = here.page, speaker("aino")
    process_of(aino)
    comes_in(page, aino)
    sets_up(page)
    begins_a_journal(page)
    writes(page, "Yövuoro", "ei saa jäädä levylle")
    shell_is_kept(page)
    later = ("service-worker", "/workroom-")  # what only the workroom needs is kept once somebody goes there
    parts = [f"/{name}" for name in listed(page) if not any(one in name for one in later)]
    assert page.evaluate(KEPT) == sorted(parts)

    page.context.set_offline(True)
    page.reload()
    page.get_by_role("heading", name="No connection", level=1).wait_for()
    here.heard.clear()  # a browser notes each request that does not reach the server
    assert faults_of(page, (DESK_LIGHT, PHONE_DARK)) == []

    page.context.set_offline(False)
    page.get_by_role("link", name="To the main page").wait_for()
    here.heard.clear()


def test_a_part_that_was_altered_starts_nothing(window: Open) -> None:
    here = window(locale="en-GB")
    page = here.page

    def altered(route: Route) -> None:
        ours = (BUILT / "vault" / Path(urlsplit(route.request.url).path).name).read_text()
        headers = HEADERS | {"Content-Type": "text/javascript"}
        route.fulfill(body=f"{ours}\n;fetch('/api/house')", headers=headers)

    page.route(re.compile(r"/vault-worker-\w+\.js"), altered)
    process_of(aino := speaker("aino"))
    comes_in(page, aino)
    page.get_by_role("heading", name="This page is not whole", level=1).wait_for()
    assert [text for text in here.heard if "integrity" in text.lower() or "digest" in text.lower()]
    here.heard.clear()
    assert faults_of(page, (DESK_LIGHT,)) == []


def test_without_its_words_the_page_says_so_in_each_language_and_goes_on_when_they_come(window: Open) -> None:
    here = window(locale="en-GB")
    page = here.page
    process_of(aino := speaker("aino"))
    page.route(re.compile(r"/vault-en-\w+\.json"), lambda route: route.abort())
    comes_in(page, aino)
    said = page.get_by_role("alert").get_by_role("paragraph")
    page.get_by_text("Load the page again.").wait_for()
    assert [one.get_attribute("lang") for one in said.all()] == ["fi", "sv", "en"]
    assert not re.search(r"\d", page.locator("body").inner_text())
    assert "#" in page.url, "the word has not been used, so loading again comes in"
    here.heard.clear()
    assert faults_of(page, (DESK_LIGHT, PHONE_DARK)) == []

    page.unroute_all()
    page.reload()
    page.get_by_role("heading", name="What you write here only you can open").wait_for()
    assert "#" not in page.url


def test_where_their_own_language_cannot_be_had_the_page_goes_on_in_the_browsers(window: Open) -> None:
    here = window(locale="fi-FI")
    page = here.page
    process_of(aino := speaker("aino"))
    page.route(re.compile(r"/vault-en-\w+\.json"), lambda route: route.abort())
    comes_in(page, aino)
    page.get_by_role("heading", name="Sen, mitä tänne kirjoitat, saat auki vain sinä").wait_for()
    assert page.locator("html").get_attribute("lang") == "fi"
    here.heard.clear()


@pytest.mark.parametrize("lacks", ["X25519", "Ed25519"])
def test_a_browser_without_the_keys_is_told_so(window: Open, lacks: str) -> None:
    page = window(locale="en-GB").page
    page.add_init_script(f"""(() => {{
        if (!window.SubtleCrypto) return;  // about:blank has none
        const make = SubtleCrypto.prototype.generateKey;
        SubtleCrypto.prototype.generateKey = function (kind, ...more) {{
            if ((kind.name ?? kind) === "{lacks}") return Promise.reject(new DOMException("", "NotSupportedError"));
            return make.call(this, kind, ...more);
        }};
    }})()""")
    comes_in(page, speaker("aino"))
    page.get_by_role("heading", name="This browser cannot lock notes", level=1).wait_for()
    assert faults_of(page, (DESK_LIGHT,)) == []


class Release:
    """The built files as a server shows them, which can be followed by others while it runs."""

    def __init__(self, built: Path) -> None:
        self.vault = built / "vault"

    def newer(self) -> str:
        """From here on there is another page with another service worker, of that name."""
        (old,) = [file.name for file in self.vault.glob("service-worker-*.js")]
        name = re.sub(r"-\w{8}", "-NEWNEWER", old)
        (self.vault / old).rename(self.vault / name)
        page = (self.vault / "vault.html").read_text().replace(old, name)
        (self.vault / "vault.html").write_text(
            page.replace("<title>", '<meta name="release" content="newer">\n<title>')
        )
        listed = (self.vault / "assets.json").read_text().replace(old, name)
        (self.vault / "assets.json").write_text(listed)
        vault_host.served.cache_clear()
        return name


@pytest.fixture
def release(tmp_path: Path, settings, monkeypatch) -> Iterator[Release]:
    built = tmp_path / "built"
    shutil.copytree(BUILT, built, ignore=shutil.ignore_patterns("*.br", "*.gz"))
    for module in (shell, vault_host):
        monkeypatch.setattr(module, "BUILT", built)
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH = built, True
    yield Release(built)
    vault_host.served.cache_clear()


def test_a_new_release_is_seen_at_once_and_breaks_no_open_page(
    release: Release, window: Open, settings
) -> None:
    here = window(locale="en-GB")
    page, aino = here.page, speaker("aino")
    process_of(aino)
    comes_in(page, aino)
    words, _code = sets_up(page)
    begins_a_journal(page)
    shell_is_kept(page)
    comes_in(page, aino)  # from here on the page is served by what it keeps
    unlocks(page, words)
    assert page.evaluate("() => Boolean(navigator.serviceWorker.controller)")

    name = release.newer()
    other = page.context.new_page()
    other.goto(settings.VAULT_ORIGIN)
    other.get_by_role("link", name="To the main page").wait_for()
    assert other.locator("meta[name=release]").get_attribute("content") == "newer"
    until(other, WAITING, name)
    writes(page, "Vieläkin", "vanha sivu toimii")
    words_of_the_old_one = page.evaluate("""async () => {
        const [name] = JSON.parse(document.querySelector("#parts").textContent)["vault-fi.json"];
        return (await fetch(name)).ok;
    }""")
    assert words_of_the_old_one

    last = page.context.new_page()
    page.close()
    other.close()
    for _try in range(20):  # the browser lets the new one take over some time after the last page has gone
        last.goto("about:blank")
        last.wait_for_timeout(300)
        last.goto(settings.VAULT_ORIGIN)
        last.get_by_role("link", name="To the main page").wait_for()
        if last.evaluate(ACTIVE) == name:
            break
    until(last, ACTIVE, name)
    until(last, "async () => (await caches.keys()).length", 1)


def until(page: Page, told: str, wanted: object) -> None:
    """Ask the page until it tells what is wanted."""
    for _try in range(100):
        if page.evaluate(told) == wanted:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"It never came to {wanted}.")


def test_on_one_host_it_works_and_is_marked_weaker(window: Open, one_host: str) -> None:
    here = window(locale="en-GB")
    page, aino = here.page, speaker("aino")
    process_of(aino)
    comes_in(page, aino)
    words, _code = sets_up(page)
    assert "/oma/" in page.url
    begins_a_journal(page)
    writes(page, "Yhdellä osoitteella", "teksti")
    page.get_by_text("share an address with the other pages").wait_for()
    assert faults_of(page, (DESK_LIGHT, PHONE_DARK)) == []
    page.get_by_role("button", name="Lock the notes").click()
    unlocks(page, words)
    page.get_by_role("button", name="Yhdellä osoitteella").wait_for()
    shell_is_kept(page)
    assert all(path.startswith("/oma/") for path in page.evaluate(KEPT))
    page.goto(f"{one_host}/sign-in/")
    assert page.evaluate("() => navigator.serviceWorker.controller") is None
