"""Asked in by a square or a link: its secret stays in the browser, waits for the signing in, and proves the answer."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.test_circle_of_notes import asks_in, shows, to_members, to_notes, with_notes
from tests.journeys.test_locked_notes import signs_in
from tuokio.supervision.models import Process
from tuokio.vault.models import Invite, Space, SpaceMember

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
LOOKS = (PHONE_DARK, DESK_LIGHT)


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


def shows_a_square(window: Open, process: Process) -> tuple[Page, str]:
    """Aino begins a group's notes, asks Bertta in and shows the square; gives her page and the link in it."""
    aino = with_notes(window, "aino")
    aino.get_by_role("button", name=f"Aloita ryhmän yhteinen: {process.name}").click()
    aino.get_by_role("heading", name="Kutsu mukaan").wait_for()
    asks_in(aino, "Bertta S.")
    aino.get_by_role("button", name="Näytä ruutukoodina: Bertta S.").focus()
    aino.keyboard.press("Enter")
    link = aino.locator('[data-invite="Bertta S."] .invite-link').inner_text()
    assert faults_of(aino, LOOKS) == []
    shows(aino, "invite-square")
    return aino, link


def listens(context: BrowserContext) -> list[str]:
    """All that this browser sends from now on: addresses, headers, bodies."""
    sent: list[str] = []
    context.on("request", lambda one: sent.append(f"{one.url} {one.headers} {one.post_data_buffer!r}"))
    return sent


def kept_in(page: Page) -> str:
    """Whatever lies beside the page: its address, its history's state, its storage."""
    return page.evaluate(
        """async () => JSON.stringify([location.href, history.state, {...localStorage}, {...sessionStorage},
        (await indexedDB.databases()).map(({ name }) => name)])"""
    )


def test_who_comes_by_the_square_signs_in_beside_it_and_is_let_in(window: Open, process: Process) -> None:
    aino, link = shows_a_square(window, process)
    secret = link.rpartition(".")[2]

    phone = window(PHONE_DARK).go(link)
    sent = listens(phone.context)
    phone.locator("#invited").wait_for()
    assert "#" not in phone.url
    assert faults_of(phone, LOOKS) == []
    shows(phone, "invite-opened")
    with phone.expect_popup() as beside:
        phone.get_by_role("link", name="Etusivulle").click()
    page = beside.value
    signs_in(page, "bertta@example.org")
    page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
    page.get_by_text("kutsu odottaa sinua täällä").wait_for()
    assert faults_of(page, LOOKS) == []
    shows(page, "invite-welcome")
    page.get_by_role("button", name="Aloita kuudella sanalla").click()
    page.get_by_role("button", name="Kirjoita ensin, näytä sanat myöhemmin").click()

    answer = page.get_by_role("button", name="Vastaa avaamallani linkillä")
    answer.wait_for()
    assert not page.get_by_label("Neljä sanaa, jotka sinulle kerrottiin").is_visible()
    assert faults_of(page, LOOKS) == []
    shows(page, "invite-answer")
    answer.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Olet vastannut. Pääset mukaan").wait_for()
    phone.get_by_text("Voit sulkea tämän sivun").wait_for()

    to_notes(aino)
    to_members(aino)
    assert aino.locator("#members .rowt").all_inner_texts() == ["Aino Hurme", "Bertta Salo"]
    assert (Space.objects.get(kind="group").turn_due, Invite.objects.count()) == (False, 0)
    assert sent and not [one for one in sent if secret in one]
    assert not [one for one in (phone, page) if secret in kept_in(one)]


def test_opened_beside_notes_that_stand_open_it_arrives_there_and_a_strange_one_says_so(
    window: Open, process: Process
) -> None:
    aino, link = shows_a_square(window, process)
    bertta = with_notes(window, "bertta")
    assert bertta.get_by_label("Neljä sanaa, jotka sinulle kerrottiin").is_visible()

    beside = bertta.context.new_page()
    beside.goto(link.replace("#invite=", "#invite=0"))  # not as it was written
    beside.get_by_role("heading", name="Lukitut muistiinpanot").wait_for()
    assert beside.locator("#invited").count() == 0
    invite = link.partition("#invite=")[2].partition(".")[0]
    beside.goto("about:blank")
    beside.goto(link.replace(invite, f"{invite[:-1]}{'0' if invite[-1] != '0' else '1'}"))
    bertta.locator("#strange-link").wait_for()
    assert faults_of(bertta, LOOKS) == []
    shows(bertta, "invite-strange")

    beside.goto("about:blank")
    beside.goto(link)
    bertta.get_by_role("button", name="Vastaa avaamallani linkillä").wait_for()
    assert not bertta.locator("#strange-link").is_visible()

    aino.get_by_role("button", name="Peru kutsu").click()
    aino.get_by_role("button", name="Kutsu: Bertta S.").wait_for()
    bertta.get_by_role("button", name="Vastaa avaamallani linkillä").click()
    bertta.get_by_role("alert").filter(
        visible=True
    ).wait_for()  # it was taken back: said, and nobody is let in
    assert SpaceMember.objects.filter(space__kind="group", left_at=None).count() == 1


def test_a_link_may_be_pasted_in_the_words_place(window: Open, process: Process) -> None:
    aino, link = shows_a_square(window, process)
    bertta = with_notes(window, "bertta")
    words = bertta.get_by_label("Neljä sanaa, jotka sinulle kerrottiin")
    words.fill(link[:-1])
    words.press("Enter")
    bertta.get_by_text("neljä sanaa").first.wait_for()
    assert words.input_value() == link[:-1]  # nothing typed is lost
    words.fill(link)
    words.press("Enter")
    bertta.get_by_text("Olet vastannut. Pääset mukaan").wait_for()
    to_notes(aino)
    to_members(aino)
    assert aino.locator("#members .rowt").all_inner_texts() == ["Aino Hurme", "Bertta Salo"]
