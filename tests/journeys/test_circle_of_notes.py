"""A circle in a real browser: asked in by words, compared, left, and a guest who writes by a link."""

from __future__ import annotations

import os
import time

import pytest
from playwright.sync_api import Page

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, Screen, faults_of, through
from tests.journeys.notes_page import sets_up
from tests.journeys.test_locked_notes import signs_in
from tuokio.supervision.models import Process
from tuokio.vault.models import Document, Invite, Space

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
LOOKS = (PHONE_DARK, DESK_LIGHT)
WAYS = "Avaamisen tavat"


@pytest.fixture
def process() -> Process:
    found = process_of(person("aino"))
    henna = found.members.get(name="Henna")
    henna.person = person("henna")
    henna.save()
    return found


def with_notes(window: Open, who: str, screen: Screen = DESK_LIGHT) -> Page:
    page = window(screen).go("/sign-in/?next=/vault/")
    signs_in(page, f"{who}@example.org")
    page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
    if who == "aino":
        sets_up(page)
    else:  # who is supervised writes first
        page.get_by_role("button", name="Aloita kuudella sanalla").click()
        page.get_by_role("button", name="Kirjoita ensin, näytä sanat myöhemmin").click()
        page.get_by_role("button", name="Valmis").click()
        page.get_by_role("heading", name="Lukitut muistiinpanot").wait_for()
    return page


def to_members(page: Page) -> None:
    page.get_by_role("button", name="Mukana olevat").click()
    page.get_by_role("heading", name="Kuka tätä voi lukea").wait_for()


def to_notes(page: Page) -> None:
    page.get_by_role("button", name="Muistiinpanoihin").click()
    page.get_by_role("heading", name="Lukitut muistiinpanot").wait_for()


def asks_in(page: Page, name: str, *, past: bool = False) -> str:
    """Press as the leader does; gives the four words to be told."""
    if past:
        page.locator("#past").check()
    page.get_by_role("button", name=f"Kutsu: {name}").click()
    return page.locator(f'[data-invite="{name}"] .invite-words').inner_text()


def answers(page: Page, words: str) -> None:
    page.get_by_label("Neljä sanaa, jotka sinulle kerrottiin").fill(words)
    page.get_by_role("button", name="Vastaa").click()
    page.get_by_text("Olet vastannut.").wait_for()


def writes(page: Page, title: str) -> None:
    page.get_by_role("button", name="Uusi muistiinpano").first.click()
    page.get_by_label("Otsikko").fill(title)
    page.locator("#text").fill(f"{title}, yhdessä")
    page.get_by_text("Tallessa palvelimella, lukittuna").wait_for()
    page.get_by_role("button", name="Valmis").click()
    page.get_by_role("button", name=title).wait_for()


def looks_again(page: Page) -> None:
    """Go to another page of the notes and back: the browser's own reload would lock them."""
    page.get_by_role("button", name=WAYS).last.click()
    page.get_by_role("heading", name=WAYS).wait_for()
    to_notes(page)


def test_a_group_comes_together_compares_and_one_leaves(window: Open, process: Process) -> None:
    aino = with_notes(window, "aino")
    aino.get_by_role("button", name=f"Aloita ryhmän yhteinen: {process.name}").click()
    aino.get_by_role("heading", name="Kutsu mukaan").wait_for()
    to_notes(aino)
    writes(aino, "Ennen muita")
    to_members(aino)
    words = asks_in(aino, "Bertta S.")
    told = {"bertta": words, "henna": asks_in(aino, "Henna", past=True)}
    assert faults_of(aino, LOOKS) == []
    shows(aino, "circle-steward")

    pages = {}
    for who in ("bertta", "henna"):
        pages[who] = with_notes(window, who)
        assert faults_of(pages[who], LOOKS) == []
        answers(pages[who], told[who])
        to_notes(aino)
        to_members(aino)  # by looking, the leader lets them in, and the key turns
    bertta, henna = pages["bertta"], pages["henna"]
    assert aino.locator("#members .rowt").all_inner_texts() == ["Aino Hurme", "Bertta Salo", "Henna"]

    same = aino.locator("#check-words").inner_text()
    for page in (bertta, henna):
        looks_again(page)
        to_members(page)
        assert page.locator("#check-words").inner_text() == same
        assert page.locator("#verified").inner_text() == "Ei vielä varmistettu"
        page.get_by_role("button", name="Vertasimme, sanat ovat samat").click()
        page.get_by_text("Varmistettu: olet verrannut sanat").wait_for()
        assert faults_of(page, LOOKS) == []
        to_notes(page)
    shows(henna, "circle-notes")
    assert henna.get_by_role("button", name="Ennen muita").count() == 1  # with the past
    assert bertta.get_by_role("button", name="Ennen muita").count() == 0  # without it
    writes(bertta, "Kaikkien kesken")

    to_members(henna)
    henna.get_by_text("Lähde ryhmän yhteisestä").click()
    henna.get_by_role("button", name="Lähde", exact=True).click()
    henna.get_by_role("heading", name="Lukitut muistiinpanot").wait_for()
    assert henna.get_by_role("button", name="Kaikkien kesken").count() == 0

    to_notes(aino)
    aino.get_by_role("button", name="Kaikkien kesken").wait_for()
    space = Space.objects.get(kind="group")
    assert (space.turn_due, space.members.filter(left_at=None).count()) == (False, 2)
    kept = b"".join(bytes(sealed) for sealed in Document.objects.values_list("sealed", flat=True))
    assert b"kesken" not in kept and words.encode() not in kept


def comes_together(window: Open, process: Process) -> tuple[Page, Page]:
    """Aino's and Bertta's windows, on the notes, with a circle of the group open in both."""
    aino = with_notes(window, "aino")
    aino.get_by_role("button", name=f"Aloita ryhmän yhteinen: {process.name}").click()
    words = asks_in(aino, "Bertta S.")
    bertta = with_notes(window, "bertta", PHONE_DARK)
    answers(bertta, words)
    to_notes(aino)
    to_members(aino)
    to_notes(aino)
    looks_again(bertta)
    return aino, bertta


def to_messages(page: Page) -> None:
    page.get_by_role("button", name="Viestit").click()
    page.locator("#message").wait_for()


def test_messages_arrive_and_a_part_of_an_entry_is_shared_out_by_hand(window: Open, process: Process) -> None:
    aino, bertta = comes_together(window, process)
    to_messages(aino)
    aino.get_by_role("button", name="Lähetä").click()
    aino.get_by_text("Kirjoita ensin jotakin.").wait_for()
    assert faults_of(aino, LOOKS) == []
    aino.locator("#message").fill("Tuokaa yksi tilanne")
    aino.get_by_role("button", name="Lähetä").dblclick()  # sent once, though pressed twice
    aino.get_by_text("Lähetetty, lukittuna.").wait_for()
    to_messages_of(bertta, "Tuokaa yksi tilanne")
    bertta.locator("#absence").fill("2026-12-14")
    bertta.locator("#message").fill("Olen koulutuksessa")
    bertta.get_by_role("button", name="Lähetä").click()
    bertta.get_by_text("En pääse: ma 14.12.2026").wait_for()
    assert bertta.locator(".message").count() == 2
    assert faults_of(bertta, LOOKS) == []
    shows(bertta, "messages")
    to_notes(aino)
    to_messages_of(aino, "Olen koulutuksessa")

    to_notes(bertta)
    bertta.get_by_role("button", name="Uusi merkintä").click()
    bertta.get_by_label("Otsikko").fill("Hennan vuoro")
    bertta.locator("#text").fill("Henna jaksaa\n\nVain minulle\n\nRaja on epäselvä Ainolle")
    bertta.get_by_text("Tallessa palvelimella, lukittuna").wait_for()
    bertta.get_by_role("button", name="Valmis").click()
    bertta.get_by_role("button", name="Hennan vuoro").click()
    bertta.get_by_role("button", name="Jaa kopio").click()
    bertta.get_by_role("button", name="Katso, mitä lähtee").click()
    bertta.get_by_text("Valitse ainakin yksi osa.").wait_for()
    bertta.get_by_label("Henna jaksaa").check()
    bertta.get_by_label("Raja on epäselvä").check()
    assert faults_of(bertta, LOOKS) == []
    shows(bertta, "share-parts")
    bertta.get_by_role("button", name="Katso, mitä lähtee").click()
    leaves = bertta.locator("#share-text")
    assert leaves.input_value() == "Henna jaksaa\n\nRaja on epäselvä Ainolle"
    bertta.get_by_text("Tekstissä on jäsenten nimiä 3 kohdassa").wait_for()
    assert faults_of(bertta, LOOKS) == []
    shows(bertta, "share-seen")
    bertta.get_by_role("button", name="Vaihda nimikirjaimiksi").click()
    assert bertta.locator("#share-title").input_value() == "H. vuoro"
    assert leaves.input_value() == "H. jaksaa\n\nRaja on epäselvä A.H."
    bertta.get_by_role("button", name=f"Jaa tänne: {process.name}").dblclick()
    bertta.get_by_text("Jaettu. Alkuperäinen on ennallaan.").wait_for()
    assert faults_of(bertta, LOOKS) == []

    to_notes(aino)
    aino.get_by_role("button", name="H. vuoro").click()
    aino.get_by_text("Raja on epäselvä A.H.").wait_for()
    read = aino.locator("main").inner_text()
    assert f"{process.name} · Bertta Salo · " in read  # signed
    assert "Vain minulle" not in read and "Henna" not in read
    assert Document.objects.filter(kind="note").count() == 1
    to_notes(bertta)
    bertta.get_by_role("button", name="Hennan vuoro").click()
    bertta.get_by_text("Vain minulle").wait_for()


def to_messages_of(page: Page, said: str) -> None:
    to_messages(page)
    page.get_by_text(said).wait_for()


def test_two_share_what_nobody_else_of_the_group_reads(window: Open, process: Process) -> None:
    aino = with_notes(window, "aino")
    aino.get_by_text("Kahden kesken", exact=True).click()
    aino.get_by_role("button", name=f"Aloita kahden kesken: {process.name}").dblclick()
    words = asks_in(aino, "Henna")
    assert faults_of(aino, LOOKS) == []
    henna = with_notes(window, "henna", PHONE_DARK)
    henna.get_by_role("heading", name="Sinua pyydetään kirjoittamaan kahden kesken").wait_for()
    assert faults_of(henna, LOOKS) == []
    answers(henna, words)
    to_notes(aino)
    to_members(aino)
    assert aino.locator("#members .rowt").all_inner_texts() == ["Aino Hurme", "Henna"]
    assert aino.get_by_role("heading", name="Kutsu mukaan").count() == 0  # two are all that it holds
    assert faults_of(aino, LOOKS) == []
    to_notes(aino)
    writes(aino, "Ohjaajalta")

    looks_again(henna)
    henna.get_by_role("heading", name=f"Kahden kesken: Aino Hurme · {process.name}").wait_for()
    henna.get_by_role("button", name="Ohjaajalta").wait_for()
    writes(henna, "Ohjattavalta")
    assert faults_of(henna, LOOKS) == []
    shows(henna, "pair-notes")
    to_members(henna)
    henna.get_by_text("Lähde kahdenkeskisestä").wait_for()
    assert faults_of(henna, LOOKS) == []
    shows(henna, "pair-members")
    looks_again(aino)
    aino.get_by_role("button", name="Ohjattavalta").click()
    aino.get_by_text("Ohjattavalta, yhdessä").wait_for()
    to_notes(aino)

    pair = Space.objects.get(kind="pair")  # one, though begun by a double press
    assert pair.members.filter(left_at=None).count() == 2
    bertta = with_notes(window, "bertta")
    assert bertta.get_by_role("heading", name="Kahden kesken").count() == 0

    aino.context.set_offline(True)
    aino.get_by_role("button", name="Viestit").click()
    aino.get_by_role("heading", name="Tätä ei voitu näyttää").wait_for()
    assert faults_of(aino, LOOKS) == []
    aino.context.set_offline(False)
    aino.get_by_role("button", name="Katso uudelleen").click()
    aino.locator("#message").wait_for()


def test_a_guest_writes_by_the_link_of_a_meeting_within_seconds(window: Open, process: Process) -> None:
    aino = with_notes(window, "aino")
    aino.get_by_role("button", name=f"Aloita ryhmän yhteinen: {process.name}").click()
    to_notes(aino)
    writes(aino, "Ennen tapaamista")
    to_members(aino)
    aino.get_by_role("button", name="Päästä vieraat tähän tapaamiseen").click()
    link = aino.locator("#guest-link").inner_text()
    assert faults_of(aino, LOOKS) == []
    shows(aino, "circle-guest-link")

    begun = time.monotonic()
    guest = window(PHONE_DARK).go(link)
    guest.locator("#guest-text").fill("Sakset hukassa, hoksasin vasta kotona")
    took = time.monotonic() - begun
    guest.locator("#guest-name").fill("Ulla")
    guest.get_by_text("Tallessa palvelimella, lukittuna").wait_for()
    assert faults_of(guest, LOOKS) == []
    shows(guest, "guest")
    assert took < 15
    assert "Ennen tapaamista" not in guest.locator("main").inner_text()
    assert "#" not in guest.url

    to_notes(aino)
    aino.get_by_role("button", name="Ulla").click()
    aino.get_by_text("Sakset hukassa").wait_for()
    to_notes(aino)
    to_members(aino)
    aino.get_by_role("button", name="Päätä tapaaminen vierailta").click()
    aino.get_by_role("button", name="Päästä vieraat tähän tapaamiseen").wait_for()
    guest.locator("#guest-text").fill("Löytyivät sittenkin")
    guest.get_by_text("Tapaaminen on päättynyt vierailta.").wait_for()
    assert faults_of(guest, LOOKS) == []
    late = window(PHONE_DARK).go(link)
    late.get_by_text("Tämä linkki on päättynyt").wait_for()
    assert faults_of(late, LOOKS) == []
    assert Space.objects.get(kind="group").epoch == 3


def test_what_was_chosen_stands_when_asking_in_is_refused_or_something_else_is_done(
    window: Open, process: Process
) -> None:
    aino = with_notes(window, "aino")
    aino.get_by_role("button", name=f"Aloita ryhmän yhteinen: {process.name}").click()
    aino.get_by_role("heading", name="Kutsu mukaan").wait_for()
    past = aino.locator("#past")
    past.focus()
    aino.keyboard.press("Space")
    aino.route("**/invites", lambda route: route.abort())
    for name in ("Bertta S.", "Henna"):
        aino.get_by_role("button", name=f"Kutsu: {name}").focus()
        with aino.expect_event("requestfailed"):
            aino.keyboard.press("Enter")
        aino.locator("p.error").filter(has_text="Palvelimeen ei ole yhteyttä").first.wait_for()
        assert past.is_checked()
        assert aino.evaluate("document.activeElement.textContent") == f"Kutsu: {name}"
    assert Invite.objects.count() == 0
    aino.unroute("**/invites")

    aino.get_by_role("button", name="Päästä vieraat tähän tapaamiseen").click()
    aino.locator("#guest-link").wait_for()
    assert past.is_checked()  # whatever else was done meanwhile
    assert aino.locator("p.error").filter(visible=True).count() == 0
    assert faults_of(aino, LOOKS) == []
    asks_in(aino, "Henna")
    assert not past.is_checked()  # agreed on for each one anew
    asks_in(aino, "Bertta S.")
    assert dict(Invite.objects.values_list("person__name", "past")) == {"Henna": True, "Bertta Salo": False}


def shows(page: Page, name: str) -> None:
    if where := os.environ.get("SHOTS"):
        through(page, PHONE_DARK)
        page.screenshot(path=f"{where}/{name}-phone.png", full_page=True)
        through(page, DESK_LIGHT)
        page.screenshot(path=f"{where}/{name}-desk.png", full_page=True)
