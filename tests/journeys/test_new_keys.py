"""A stolen device, every way lost, and old words found again: new keys in a real browser, and all is read as before."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, faults_of
from tests.journeys.notes_page import sets_up, unlocks
from tests.journeys.test_circle_of_notes import (
    LOOKS,
    answers,
    asks_in,
    looks_again,
    shows,
    to_members,
    to_notes,
    with_notes,
    writes,
)  # fmt: skip
from tests.journeys.test_locked_notes import locks, signs_in
from tuokio.supervision.models import Process
from tuokio.vault.keys.models import FormerKeys
from tuokio.vault.models import Space, VaultAccount

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


def own_notes(page: Page, process: Process, title: str) -> None:
    page.get_by_role("button", name=f"Aloita muistiinpanot: {process.name}").click()
    writes(page, title)


def renews(page: Page, words: str) -> str:
    """Say that a device was stolen, with the words at hand and the code not; gives the new code."""
    page.get_by_role("button", name="Avaamisen tavat").click()
    page.get_by_role("button", name="Laitteeni varastettiin").click()
    page.get_by_role("heading", name="Kun laite on viety avoimena").wait_for()
    page.get_by_role("button", name="Vaihda avaimeni").click()
    page.get_by_text("Näytä ensin jokin tavoistasi.").wait_for()
    assert faults_of(page, LOOKS) == []
    shows(page, "renewing")
    page.locator("#renew-passphrase").fill(words)
    page.get_by_role("button", name="Vaihda avaimeni").click()
    code = page.locator("#recovery").inner_text()
    page.get_by_role("button", name="Se on tallessa, jatka").click()
    page.locator("#typed-recovery").fill(code)
    page.get_by_role("button", name="Vaihda avaimeni").click()
    page.get_by_role("heading", name="Avaimesi on vaihdettu").wait_for()
    return code


def begins_anew(page: Page) -> None:
    page.get_by_text("Mikään näistä ei ole käsillä").click()
    page.locator("#anew-word").fill("uudet")
    page.get_by_role("button", name="Aloita uusilla avaimilla").click()
    words, code = page.locator("#passphrase").inner_text(), page.locator("#recovery").inner_text()
    page.get_by_role("button", name="jatka").click()
    page.locator("#typed-passphrase").fill(words)
    page.locator("#typed-recovery").fill(code)
    page.get_by_role("button", name="Avaa uusilla avaimilla").click()
    page.get_by_role("heading", name="Lukitut muistiinpanot").wait_for()


def mine() -> VaultAccount:
    return VaultAccount.objects.get(person=person("aino"))


def test_new_keys_after_a_theft_after_every_way_was_lost_and_old_ones_found(
    window: Open, process: Process
) -> None:
    aino = window(DESK_LIGHT).go("/sign-in/?next=/vault/")
    signs_in(aino, "aino@example.org")
    aino.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
    known, _code = sets_up(aino)
    own_notes(aino, process, "Vain minulle")
    aino.get_by_role("button", name=f"Aloita ryhmän yhteinen: {process.name}").click()
    aino.get_by_role("heading", name="Kutsu mukaan").wait_for()
    told = asks_in(aino, "Bertta S.", past=True)
    bertta = with_notes(window, "bertta")
    answers(bertta, told)
    to_notes(aino)
    to_members(aino)

    # a device was stolen: the words that are at hand go on opening, the code is made anew
    to_notes(aino)
    first = mine().recipient
    code = renews(aino, known)
    assert faults_of(aino, LOOKS) == []
    shows(aino, "renewed")
    assert mine().recipient != first
    assert set(Space.objects.exclude(kind="journal").values_list("turn_due", flat=True)) == {False}
    to_notes(aino)
    locks(aino)
    unlocks(aino, known)
    aino.get_by_role("button", name="Vain minulle").click()
    aino.get_by_text("Vain minulle, yhdessä").wait_for()
    to_notes(aino)
    looks_again(bertta)
    to_members(bertta)
    bertta.get_by_text("itse vaihdetut").wait_for()
    assert faults_of(bertta, LOOKS) == []
    shows(bertta, "renewed-seen")
    to_notes(bertta)

    # then every way is lost: the only one who could renew the group's key is let in again by a member
    locks(aino)
    begins_anew(aino)
    aino.get_by_text("Toinen mukana oleva, joka lukee yhteistä yhä").wait_for()
    assert faults_of(aino, LOOKS) == []
    shows(aino, "waits-for-member")
    looks_again(bertta)
    to_members(bertta)
    bertta.get_by_role("button", name="Kutsu uudelleen: Aino Hurme").click()
    words = bertta.locator("#members ~ div .invite-words").inner_text()
    assert faults_of(bertta, LOOKS) == []
    shows(bertta, "member-asks")
    looks_again(aino)
    answers(aino, words)
    to_notes(bertta)
    to_members(bertta)
    looks_again(aino)
    to_members(aino)
    aino.get_by_text("takaisin päästi Bertta Salo").wait_for()
    to_notes(aino)

    # and the old code turns up: her own notes are read as before
    assert aino.get_by_role("button", name="Vain minulle").count() == 0
    aino.get_by_role("button", name="Avaa vanhat muistiinpanot").click()
    aino.locator("#renew-passphrase").fill("yksi kaksi kolme neljä viisi kuusi")
    aino.get_by_role("button", name="Avaa vanhat muistiinpanot").click()
    aino.get_by_text("mitään ei poisteta").first.wait_for()
    assert faults_of(aino, LOOKS) == []
    shows(aino, "former")
    aino.locator("#renew-passphrase").fill("")
    aino.locator("#renew-recovery").fill(code.lower())
    aino.get_by_role("button", name="Avaa vanhat muistiinpanot").click()
    aino.get_by_role("heading", name="Vanhat muistiinpanosi ovat auki").wait_for()
    to_notes(aino)
    aino.get_by_role("button", name="Vain minulle").click()
    aino.get_by_text("Vain minulle, yhdessä").wait_for()
    assert FormerKeys.objects.count() == 1 and not Space.objects.filter(set_aside=True).exists()


def on_own_device(window: Open, *, first: bool, words: str = "") -> tuple[Page, str]:
    """A browser that its person calls their own and that is remembered; gives the words."""
    page = window(DESK_LIGHT).go("/sign-in/?next=/vault/")
    signs_in(page, "aino@example.org")
    page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
    page.locator("#own-computer").check()
    page.locator("#remember-device").check()
    if first:
        words, _code = sets_up(page)
    else:
        unlocks(page, words)
    return page, words


def test_a_stolen_device_opens_nothing_more_and_the_one_at_hand_goes_on(
    window: Open, process: Process
) -> None:
    here, words = on_own_device(window, first=True)
    own_notes(here, process, "Ennen varkautta")
    stolen, _words = on_own_device(window, first=False, words=words)
    stolen.get_by_role("button", name="Ennen varkautta").wait_for()

    here.get_by_role("button", name="Avaamisen tavat").click()
    rows = here.locator("#ways .row").filter(has_text="Muistettu laite").filter(has_not_text="tämä laite")
    assert "viimeksi" in rows.inner_text()
    rows.get_by_role("button").click()
    here.get_by_text("Oliko se varastettu").wait_for()
    here.get_by_role("button", name="Se oli avoinna: vaihda avaimeni").click()
    here.get_by_role(
        "button", name="Vaihda avaimeni"
    ).click()  # this device proves it; both codes are made anew
    new = here.locator("#passphrase").inner_text(), here.locator("#recovery").inner_text()
    here.get_by_role("button", name="jatka").click()
    here.locator("#typed-passphrase").fill(new[0])
    here.locator("#typed-recovery").fill(new[1])
    here.get_by_role("button", name="Vaihda avaimeni").click()
    here.get_by_role("heading", name="Avaimesi on vaihdettu").wait_for()
    to_notes(here)
    writes(here, "Varkauden jälkeen")
    locks(here)
    here.get_by_role("button", name="Avaa tällä laitteella").click()
    here.get_by_role("button", name="Varkauden jälkeen").wait_for()
    locks(here)
    here.locator("#code-passphrase").fill(words)
    here.get_by_role("button", name="Avaa", exact=True).click()
    here.get_by_text("mitään ei poisteta").first.wait_for()
    unlocks(here, new[0])
    here.get_by_role("button", name="Ennen varkautta").wait_for()

    stolen.get_by_role("button", name="Ennen varkautta").click()  # the server gives it nothing any more
    stolen.get_by_text("Kirjautumisesi on päättynyt").first.wait_for()
