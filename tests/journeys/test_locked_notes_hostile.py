"""Whatever is written into locked notes stays text: no script runs, nothing is asked for elsewhere, no rule is broken."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.cast import person, process_of
from tests.journeys.conftest import Open, Window
from tests.journeys.looking import Screen
from tests.journeys.notes_page import begins_a_journal, comes_in, sets_up, speaker
from tests.journeys.test_circle_of_notes import (
    answers,
    asks_in,
    looks_again,
    to_members,
    to_notes,
    with_notes,
)
from tests.vault.hostile import TEXTS
from tuokio.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])

WATCH = """
self.ran = 0; self.x = () => { self.ran += 1; }; self.broken = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile }) => broken.push([violatedDirective, sourceFile]));
"""
NAMES = [text for text in TEXTS if "\r" not in text and "\x00" not in text]


def watched(here: Window, settings) -> list[str]:
    """Every address outside the notes' own host that the browser asks for from now on."""
    elsewhere: list[str] = []
    own = urlsplit(settings.VAULT_ORIGIN).netloc

    def look(request) -> None:
        if urlsplit(request.url).netloc != own and request.url != "about:blank":
            elsewhere.append(request.url)

    here.page.add_init_script(WATCH)
    here.page.context.on("request", look)
    return elsewhere


def quiet(page: Page) -> None:
    page.wait_for_timeout(100)
    assert page.evaluate("() => [self.ran, self.broken]") == [0, []]
    assert len(page.context.pages) == 1


def test_a_note_a_title_and_a_search_stay_what_was_typed(window: Open, settings) -> None:
    here = window(locale="en-GB")
    page, elsewhere = here.page, watched(here, settings)
    process_of(aino := speaker("aino"))
    comes_in(page, aino)
    sets_up(page)
    begins_a_journal(page)
    plain = [text.replace("\r", "").replace("\n", "").replace("\x00", "") for text in TEXTS]
    packed = [plain[at : at + 6] for at in range(0, len(plain), 6)]
    titles = [" ".join(texts) for texts in packed]
    for title, texts in zip(titles, packed, strict=True):
        page.get_by_role("button", name="New entry").click()
        page.locator("#title").fill(title)
        marks = ("{}", "# {}", "- [ ] {}", "1. {}", "**{}**", "[{}](https://ok.example/)", "[a]({})")
        page.locator("#text").fill("\n".join(mark.format(text) for text in texts for mark in marks))
        page.get_by_role("button", name="Ready").click()
        page.get_by_role("button", name="Lock the notes").wait_for()
    listed = page.locator("ul.rows button.act").all_inner_texts()
    assert len(listed) == len(titles)
    quiet(page)
    for number in range(len(titles)):
        page.locator("ul.rows button.act").nth(number).click()
        page.locator("article").wait_for()
        assert (
            page.locator(
                "article :is(script, img, iframe, svg, form, input:not([type=checkbox]), style, base, meta, link)"
            ).count()
            == 0
        )
        quiet(page)
        page.get_by_role("button", name="To the notes").click()
        page.get_by_role("button", name="Lock the notes").wait_for()
    search = page.get_by_label("Search in titles, tags and texts")
    for title in plain[::5]:
        search.fill(title)
        page.locator("ul.rows button.act").first.wait_for()
    quiet(page)
    assert elsewhere == []


def test_names_that_the_main_host_keeps_stay_names(window: Open, settings) -> None:
    aino = speaker("aino", supervises=False)
    hostile = "".join(NAMES[:8])[:118]
    for number, text in enumerate(NAMES):
        process_of(aino, name=(text * (1 if text.strip() else 0) or "x")[:118] + str(number))
    aino.name = hostile
    aino.save()
    here = window(locale="en-GB")
    page, elsewhere = here.page, watched(here, settings)
    comes_in(page, aino)
    sets_up(page)
    begin = page.get_by_role("button", name="Begin notes")
    assert begin.count() == len(NAMES)
    quiet(page)
    begin.first.click()
    page.get_by_role("button", name="New note").wait_for()
    quiet(page)
    assert elsewhere == []


def test_files_that_are_named_or_made_to_act_stay_files(window: Open, settings) -> None:
    here = window(locale="en-GB")
    page, elsewhere = here.page, watched(here, settings)
    comes_in(page, speaker("aino"))
    sets_up(page)
    begins_a_journal(page)
    acting = b"<html><svg xmlns='http://www.w3.org/2000/svg' onload='x()'><script>x()</script></svg></html>"
    files = {
        "a.html": ("text/html", acting),
        "a.svg": ("image/svg+xml", acting),
        "a.pdf": ("application/pdf", b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(x())>>>>endobj"),
        "a.gif": ("image/gif", b"GIF89a/*" + b"\x00" * 8 + b"*/=1;x()"),
        "<img src=x onerror=x()>.txt": ("text/plain", b"teksti"),
        "..\\..\\con": ("application/x-msdownload", b"MZ"),
        "\u202egpj.exe": ("image/jpeg", acting),
        "a" * 250 + ".txt": ("text/plain", b"pitka"),
    }
    page.get_by_role("button", name="New entry").click()
    page.locator("#title").fill("Liitteet")
    payloads = [
        {"name": name, "mimeType": kind, "buffer": content} for name, (kind, content) in files.items()
    ]
    page.locator("#file").set_input_files(files=payloads)
    page.get_by_role("button", name="Take out").nth(len(files) - 1).wait_for()
    page.get_by_role("button", name="Ready").click()
    page.get_by_role("button", name="Liitteet", exact=True).click()
    page.get_by_role("heading", name="Files").wait_for()
    quiet(page)
    saving = page.get_by_role("button", name="Save to this device")
    assert saving.count() == len(files), "what is no picture is never shown as one"
    for number, (_kind, content) in enumerate(files.values()):
        with page.expect_download() as coming:
            saving.nth(number).click()
        assert Path(coming.value.path()).read_bytes() == content
        name = coming.value.suggested_filename
        assert not set(name) & set('/\\:*?"<>|\u202e') and not name.startswith((".", "con")), name
        quiet(page)
    assert elsewhere == []


FORBIDDEN = ":is(script, img, iframe, svg, form, style, base, meta, link, math, object, embed)"


def test_messages_and_tags_stay_what_was_typed_for_whoever_reads_them(window: Open, settings) -> None:
    elsewhere: list[list[str]] = []

    def watching(screen: Screen) -> Window:
        here = window(screen)
        elsewhere.append(watched(here, settings))
        return here

    process = process_of(person("aino"))
    aino = with_notes(watching, "aino")
    aino.get_by_role("button", name=f"Aloita ryhmän yhteinen: {process.name}").click()
    aino.get_by_role("heading", name="Kutsu mukaan").wait_for()
    words = asks_in(aino, "Bertta S.")
    bertta = with_notes(watching, "bertta")
    answers(bertta, words)
    to_notes(aino)
    to_members(aino)  # by looking, the leader lets her in
    to_notes(aino)
    Person.objects.filter(pk=person("aino").pk).update(name="<img src=x onerror=x()>[a](javascript:x())")
    for seen in elsewhere:
        seen.clear()  # both are at the notes' own host from here on

    plain = [text.replace("\r", "").replace("\n", "").replace("\x00", "") for text in TEXTS]
    lines = ["Alku", *plain, "Loppu"]
    aino.get_by_role("button", name="Viestit").click()
    aino.locator("#message").fill("\n".join(lines))
    aino.get_by_role("button", name="Lähetä").click()
    aino.locator("li.message").wait_for()
    to_notes(aino)
    tags = sorted({text.strip() for text in plain if text.strip() and "," not in text})
    aino.get_by_role("button", name="Uusi muistiinpano").first.click()
    aino.locator("#title").fill("Tunnisteet")
    aino.locator("#tags").fill(",".join(tags))
    aino.get_by_text("Tallessa palvelimella, lukittuna").wait_for()
    aino.get_by_role("button", name="Valmis").click()
    quiet(aino)

    looks_again(bertta)
    listed = bertta.locator("li.row", has=bertta.get_by_role("button", name="Tunnisteet"))
    listed.wait_for()
    shown = listed.inner_text()
    assert [tag for tag in tags if as_shown(tag) not in as_shown(shown)] == []
    assert bertta.locator(f"main ul.rows {FORBIDDEN}").count() == 0
    listed.get_by_role("button").click()
    bertta.locator("article").wait_for()
    assert bertta.locator(f"main {FORBIDDEN}").count() == 0
    quiet(bertta)
    to_notes(bertta)
    bertta.get_by_role("button", name="Viestit").click()
    bertta.locator("li.message").wait_for()
    assert bertta.locator("li.message p:not(.hint)").all_text_contents() == lines
    assert bertta.locator("li.message p.hint").inner_text().startswith("<img src=x onerror=x()>")
    assert bertta.locator(f"ol.messages {FORBIDDEN}, ol.messages a").count() == 0
    quiet(bertta)
    assert elsewhere == [[], []]


def as_shown(text: str) -> str:
    """As a page shows it: composed, and runs of blanks as one."""
    return " ".join(unicodedata.normalize("NFC", text).split())
