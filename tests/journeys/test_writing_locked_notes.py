"""Writing locked notes in a real browser, in Finnish: form, attachments, two windows, two devices, no connection."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.cast import person, process_of
from tests.journeys.conftest import Open, Window
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.notes_page import comes_in, sets_up, unlocks
from tuokio.people.models import Person
from tuokio.vault.models import Document

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])

ON_SERVER = "Tallessa palvelimella, lukittuna"
ON_DEVICE = "Tallessa tällä laitteella, lukittuna"
SHOWN = (PHONE_DARK, DESK_LIGHT)


@pytest.fixture
def aino(transactional_db) -> Person:
    process_of(person("aino"))
    return person("aino")


class Writer:
    """One window at the locked notes, on a device that its person called their own."""

    def __init__(self, window: Window, who: Person, words: str = "") -> None:
        self.window, self.page, self.who, self.words = window, window.page, who, words
        self.page.add_init_script("try { localStorage.setItem('tuokio-own', '1') } catch {}")

    def opens(self) -> Page:
        comes_in(self.page, self.who)
        if self.words:
            unlocks(self.page, self.words)
        else:
            self.words, _code = sets_up(self.page)
            presses(self.page, "Aloita muistiinpanot: Päiväkoti Auringon tiimi")
        self.page.get_by_role("button", name="Uusi muistiinpano").wait_for()
        return self.page

    def begins(self, title: str, text: str) -> None:
        presses(self.page, "Uusi muistiinpano")
        self.page.locator("#title").fill(title)
        self.page.locator("#text").fill(text)


def presses(page: Page, name: str, *, exact: bool = False) -> None:
    """By the keyboard, as everything here can be."""
    found = page.get_by_role("button", name=name, exact=exact).first
    found.focus()
    page.keyboard.press("Enter")


def is_said(page: Page, words: str) -> None:
    expect(page.locator("#saved")).to_contain_text(words, timeout=15_000)


def test_a_note_gets_its_form_by_keyboard_and_its_boxes_are_ticked_while_reading(
    window: Open, aino: Person
) -> None:
    page = Writer(window(), aino).opens()
    presses(page, "Uusi muistiinpano")
    assert faults_of(page, SHOWN) == []
    presses(page, "Tapaamisen muistiinpano")
    text = page.locator("#text")
    assert text.input_value() == "## Mitä sovittiin\n\n\n## Mihin palataan\n\n"
    page.keyboard.press("Control+End")
    page.keyboard.type("kysy ")
    page.keyboard.press("Control+b")
    page.keyboard.type("Henna")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    presses(page, "Rastitettava")
    page.keyboard.press("Enter")
    page.keyboard.type("varaa tila")
    assert text.input_value().endswith("- [ ] kysy **Henna**\n- [ ] varaa tila")
    page.locator("#title").fill("Yövuoro")
    page.locator("#tags").fill("vuorot, Henna")
    presses(page, "Esikatselu")
    page.locator(".preview h2", has_text="Mitä sovittiin").wait_for()
    assert faults_of(page, SHOWN) == []
    presses(page, "Valmis")
    presses(page, "Yövuoro")
    page.get_by_text("varaa tila").wait_for()
    box = page.get_by_role("checkbox", name="varaa tila")
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator("#told")).to_have_text(ON_SERVER)
    assert faults_of(page, SHOWN) == []
    presses(page, "Muistiinpanoihin")
    presses(page, "Yövuoro")
    expect(page.get_by_role("checkbox", name="varaa tila")).to_be_checked()
    expect(page.get_by_role("checkbox", name="kysy Henna")).not_to_be_checked()
    presses(page, "Muistiinpanoihin")
    assert faults_of(page, SHOWN) == []
    kept = b"".join(bytes(sealed) for sealed in Document.objects.values_list("sealed", flat=True))
    assert b"vuorot" not in kept and b"Henna" not in kept


def test_words_are_found_in_every_note_and_leave_the_browser_never(window: Open, aino: Person) -> None:
    writer = Writer(window(), aino)
    page = writer.opens()
    asked: list[str] = []
    for number in range(7):
        writer.begins(f"Muistiinpano {number}", f"Sanottiin äänen numero {number}.")
        presses(page, "Valmis")
        page.get_by_role("button", name=f"Muistiinpano {number}").wait_for()
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data_buffer or b''!r}"))
    words = page.get_by_label("Hae otsikoista, tunnisteista ja teksteistä")
    words.fill("A\u0308ÄNEN numero 3")  # as a Mac may type it
    page.get_by_text("Löytyi yksi muistiinpano").first.wait_for()
    assert page.locator(".rows .row").count() == 1
    words.press("Escape")
    expect(page.locator(".rows .row")).to_have_count(7)
    assert not [one for one in asked if "numero" in one]


def test_a_second_window_reads_until_it_takes_over(window: Open, aino: Person) -> None:
    writer = Writer(window(), aino)
    first = writer.opens()
    writer.begins("Yövuoro", "Ensin näin")
    is_said(first, ON_SERVER)
    other = Writer(writer.window, aino, writer.words)
    other.page = writer.window.context.new_page()
    second = other.opens()
    presses(second, "Yövuoro")
    second.get_by_text("Ensin näin").wait_for()
    presses(second, "Jatka kirjoittamista")
    second.get_by_text("kirjoitetaan toisessa ikkunassa").wait_for()
    assert faults_of(second, SHOWN) == []
    first.locator("#text").fill("Ensin näin, sitten noin")
    presses(second, "Jatka tässä")
    expect(second.locator("#text")).to_have_value("Ensin näin, sitten noin")
    first.get_by_text("kirjoitetaan toisessa ikkunassa").wait_for()
    second.locator("#text").fill("Ensin näin, sitten noin, lopuksi tässä")
    is_said(second, ON_SERVER)
    assert Document.objects.filter(kind="note").count() == 1


def test_two_devices_that_wrote_at_once_keep_both_and_one_puts_them_together(
    window: Open, aino: Person
) -> None:
    writer = Writer(window(), aino)
    desk = writer.opens()
    writer.begins("Yövuoro", "Alku\n\nKeskiosa\n\nLoppu")
    is_said(desk, ON_SERVER)
    other = Writer(window(PHONE_DARK), aino, writer.words)
    phone = other.opens()
    presses(phone, "Yövuoro")
    phone.get_by_text("Keskiosa").wait_for()
    presses(phone, "Jatka kirjoittamista")
    phone.locator("#text").wait_for()
    desk.locator("#text").fill("Alku\n\nPöydän keskiosa\n\nLoppu")
    is_said(desk, ON_SERVER)
    phone.locator("#text").fill("Alku\n\nPuhelimen keskiosa\n\nLoppu")
    is_said(phone, ON_SERVER)
    presses(phone, "Katso molempia ja yhdistä ne")
    phone.get_by_text("Pöydän keskiosa").wait_for()
    phone.get_by_text("Puhelimen keskiosa").wait_for()
    assert faults_of(phone, SHOWN) == []
    phone.get_by_role("radio").nth(1).focus()
    phone.keyboard.press("Space")
    presses(phone, "Tallenna yhtenä muistiinpanona")
    phone.get_by_role("heading", name="Yövuoro").wait_for()
    expect(phone.locator(".note")).to_have_text("AlkuPuhelimen keskiosaLoppu")
    presses(phone, "Muistiinpanoihin")
    expect(phone.locator(".rows .row")).to_have_count(1)
    assert Document.objects.filter(kind="note").count() == 1


def test_what_is_written_without_a_connection_is_sent_when_it_is_back(window: Open, aino: Person) -> None:
    writer = Writer(window(), aino)
    page = writer.opens()
    writer.window.context.set_offline(True)
    writer.begins("Junassa", "Tunnelissa ei ole yhteyttä.")
    is_said(page, ON_DEVICE)
    expect(page.locator("#saved")).to_contain_text("Palvelimeen ei ole yhteyttä", timeout=15_000)
    presses(page, "Valmis")
    page.get_by_role("heading", name="Jatka siitä mihin jäit").wait_for()
    assert Document.objects.filter(kind="note").count() == 0
    writer.window.context.set_offline(False)
    page.wait_for_timeout(1500)
    assert Document.objects.filter(kind="note").count() == 1
    presses(page, "Junassa")
    expect(page.locator("#text")).to_have_value("Tunnelissa ei ole yhteyttä.")
    writer.window.heard.clear()  # the browser itself says of each request that it did not get through


def test_a_closed_window_loses_nothing_that_was_kept_and_it_is_offered(window: Open, aino: Person) -> None:
    writer = Writer(window(), aino)
    page = writer.opens()
    writer.begins("Yövuoro", "Kaikki tämä")
    is_said(page, ON_SERVER)
    page.route("**/api/documents/**", lambda route: route.abort())
    page.locator("#text").fill("Kaikki tämä, ja lisää")
    is_said(page, ON_DEVICE)
    writer.page = writer.window.context.new_page()
    page.close()
    writer.opens()
    writer.page.get_by_role("heading", name="Jatka siitä mihin jäit").wait_for()
    writer.page.get_by_text("Kirjoitettu tällä laitteella").wait_for()
    assert faults_of(writer.page, SHOWN) == []
    presses(writer.page, "Yövuoro")
    expect(writer.page.locator("#text")).to_have_value("Kaikki tämä, ja lisää")
    is_said(writer.page, ON_SERVER)
    writer.window.heard.clear()


def test_a_shared_computer_keeps_nothing_on_disk(window: Open, aino: Person) -> None:
    writer = Writer(window(), aino)
    writer.page.add_init_script("localStorage.removeItem('tuokio-own')")
    page = writer.opens()
    page.route("**/api/documents/**", lambda route: route.abort())
    writer.begins("Osaston kone", "Jaettu kone")
    expect(page.locator("#saved")).to_contain_text("Palvelimeen ei ole yhteyttä", timeout=15_000)
    assert ON_DEVICE not in page.locator("#saved").inner_text()
    names = page.evaluate("async () => (await indexedDB.databases()).map(({name}) => name)")
    rows = (
        page.evaluate(
            """async () => await new Promise((resolve) => {
            const asked = indexedDB.open("tuokio-drafts", 1);
            asked.onsuccess = () => {
                const all = asked.result.transaction("drafts").objectStore("drafts").count();
                all.onsuccess = () => resolve(all.result);
            };
        })"""
        )
        if "tuokio-drafts" in names
        else 0
    )
    assert rows == 0
    page.unroute("**/api/documents/**")
    writer.window.heard.clear()
