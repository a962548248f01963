"""The emergency key in a real browser: made elsewhere, let in by a supervisor with the paper in hand, seen by all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from playwright.sync_api import Page

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, PHONE_LIGHT, faults_of
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
)
from tests.journeys.test_locked_notes import signs_in
from tests.vault.altering import Altering, Told
from tuokio.kit.clock import now
from tuokio.supervision.models import Process
from tuokio.vault.keys.models import Wrap
from tuokio.vault.models import EscrowReader, PracticeEscrow, Space, SpaceMember
from tuokio.vault.usecases.emergency_copy import write_out

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
HOLDER = "Toimiston kassakaappi"
PAPER, LIAR = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
RECIPIENT = str(PAPER.to_public())
READS_TOO = f"varmuusavain: {HOLDER}"


@pytest.fixture
def liar() -> Altering:
    return Altering()


@pytest.fixture
def around(liar: Altering) -> Callable[[Any], Any]:
    return liar.over


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


def names_the_liars_key(told: Told) -> None:
    """Whatever the server says of a circle, it names its own key in the paper's place."""
    if told.path.startswith("/api/spaces/") and RECIPIENT in told.body.decode(errors="ignore"):
        said = json.loads(told.body)
        said["escrow"]["recipient"] = str(LIAR.to_public())
        told.says(json.dumps(said))


def lets_in(page: Page, typed: str) -> None:
    page.get_by_label("Kaksitoista viimeistä merkkiä paperista").fill(typed)
    page.get_by_role("button", name="Sama avain, päästä se mukaan").click()


def banners(page: Page) -> list[str]:
    return page.locator("[data-emergency]").all_inner_texts()


def test_an_owner_gives_the_public_half_and_never_the_secret_one(window: Open, process: Process) -> None:
    page = window(PHONE_DARK).go(f"/sign-in/?next=/practice/{process.practice.pk}/emergency-key/")
    signs_in(page, "aino@example.org")
    page.get_by_text("Poissa käytöstä.").wait_for()
    assert faults_of(page, LOOKS) == []
    shows(page, "emergency-off")
    public, holder = (
        page.get_by_label("Julkinen avain: rivi, joka alkaa age1"),
        page.get_by_label("Kuka sitä säilyttää"),
    )
    holder.fill(HOLDER)
    public.fill(str(PAPER))
    page.get_by_role("button", name="Ota varmuusavain käyttöön").click()
    page.get_by_text("Tuo oli avaimen salainen puoli.").first.wait_for()
    assert (public.input_value(), holder.input_value()) == ("", HOLDER)
    assert faults_of(page, LOOKS) == []
    public.fill(f" {RECIPIENT[:31]} {RECIPIENT[31:]}")
    page.get_by_role("button", name="Ota varmuusavain käyttöön").click()
    page.get_by_text("Käytössä").first.wait_for()
    assert PracticeEscrow.objects.get().recipient == RECIPIENT
    assert faults_of(page, LOOKS) == []
    shows(page, "emergency-on")
    page.get_by_role("button", name="Poista varmuusavain käytöstä").click()
    page.get_by_text("Poissa käytöstä.").wait_for()
    assert not PracticeEscrow.objects.exists()


def test_a_supervisor_lets_it_in_with_the_paper_all_see_it_and_it_reads_nothing_earlier(
    window: Open, process: Process, liar: Altering, tmp_path: Path
) -> None:
    aino = with_notes(window, "aino")
    aino.get_by_role("button", name=f"Aloita ryhmän yhteinen: {process.name}").click()
    aino.get_by_role("heading", name="Kutsu mukaan").wait_for()
    words = asks_in(aino, "Bertta S.")
    assert aino.get_by_text("varmuusavain").count() == 0
    bertta = with_notes(window, "bertta", PHONE_LIGHT)
    answers(bertta, words)
    to_notes(aino)
    writes(aino, "Ennen avainta")
    PracticeEscrow.objects.create(
        practice=process.practice, recipient=RECIPIENT, holder=HOLDER, kept_at=now()
    )
    space = Space.objects.get(kind="group")
    before = space.epoch

    # the server names a key of its own: the paper does not fit it, and nothing is let in
    liar.lie = names_the_liars_key
    to_members(aino)
    aino.get_by_text("Päästä se mukaan tästä alkaen").click()
    assert str(LIAR.to_public())[-12:] not in aino.locator("#emergency-start").inner_text().replace(" ", "")
    lets_in(aino, RECIPIENT[-12:])
    aino.get_by_text("Nämä eivät ole palvelimen ilmoittaman avaimen viimeiset merkit.").first.wait_for()
    assert faults_of(aino, LOOKS) == []
    liar.tells_the_truth()
    to_notes(aino)
    assert (banners(aino), EscrowReader.objects.count()) == ([], 0)

    # the right one, read from the paper in groups
    to_members(aino)
    aino.get_by_text("Päästä se mukaan tästä alkaen").click()
    shows(aino, "emergency-offered")
    assert faults_of(aino, LOOKS) == []
    lets_in(aino, " ".join(re.findall(r".{4}", RECIPIENT[-12:])).upper())
    aino.locator("#emergency-end").wait_for()
    assert aino.locator("#emergency-end").inner_text().replace(" ", "") == RECIPIENT[-12:]
    assert aino.locator("#members .rowt").all_inner_texts()[-1] == f"Varmuusavain: {HOLDER}"
    assert faults_of(aino, LOOKS) == []
    shows(aino, "emergency-let-in")
    to_notes(aino)
    writes(aino, "Avaimen aikana")

    # Bertta, who was asked nothing by it, sees it wherever the group's own is, and since when
    looks_again(bertta)
    (told,) = banners(bertta)
    assert HOLDER in told and re.search(r"\d+\.\d+\.\d{4} klo \d+\.\d\d alkaen", told)
    assert bertta.get_by_text(READS_TOO).count() == 1
    shows(bertta, "emergency-notes")
    to_members(bertta)
    bertta.get_by_text("Jos et hyväksy tätä").wait_for()
    assert bertta.get_by_text("Lopeta sen pääsy").count() == 0
    assert bertta.locator("#check-words").inner_text() == words_of(aino)
    assert faults_of(bertta, LOOKS) == []
    shows(bertta, "emergency-member")
    to_notes(bertta)
    bertta.get_by_role("button", name="Avaimen aikana").click()
    bertta.get_by_role("heading", name="Avaimen aikana").wait_for()
    assert len(banners(bertta)) == 1
    to_notes(bertta)
    bertta.get_by_role("button", name="Uusi muistiinpano").first.click()
    bertta.get_by_label("Otsikko").wait_for()
    assert len(banners(bertta)) == 1
    bertta.get_by_role("button", name="Valmis").click()

    # what the holder opens with the paper
    space.refresh_from_db()
    assert space.epoch == before + 1
    write_out(space_id=space.pk, folder=tmp_path / "copy", at=now())
    (key,) = (tmp_path / "copy" / "avaimet").iterdir()
    epoch = pyrage.x25519.Identity.from_str(pyrage.decrypt(key.read_bytes(), [PAPER]).decode())
    opened = [
        pyrage.decrypt(one.read_bytes(), [epoch]).decode()
        for one in (tmp_path / "copy" / "asiakirjat").iterdir()
    ]
    assert any("Avaimen aikana, yhdessä" in text for text in opened)
    assert not any("Ennen avainta" in text for text in opened)

    # ended: the key turns, the copies sealed to it go, and no page speaks of it
    PracticeEscrow.objects.all().delete()
    to_members(aino)
    aino.locator("#emergency-old").wait_for()
    aino.get_by_text("Lopeta sen pääsy", exact=True).click()
    aino.get_by_role("button", name="Lopeta nyt").click()
    aino.locator("#emergency-end").wait_for(state="detached")
    to_notes(aino)
    looks_again(bertta)
    assert (banners(aino), banners(bertta)) == ([], [])
    space.refresh_from_db()
    assert (space.epoch, space.turn_due) == (before + 2, False)
    reader = EscrowReader.objects.get()
    assert reader.off_at is not None and not Wrap.objects.filter(member_id=reader.member_id).exists()


def words_of(page: Page) -> str:
    to_members(page)
    found = page.locator("#check-words").inner_text()
    to_notes(page)
    return found


def test_notes_of_ones_own_and_a_journal_never_speak_of_it(window: Open, process: Process) -> None:
    PracticeEscrow.objects.create(
        practice=process.practice, recipient=RECIPIENT, holder=HOLDER, kept_at=now()
    )
    aino = with_notes(window, "aino", DESK_LIGHT)
    aino.get_by_role("button", name="Aloita muistiinpanot").first.click()
    writes(aino, "Omaa")
    assert (banners(aino), aino.get_by_text(READS_TOO).count()) == ([], 0)
    inside = set(SpaceMember.objects.values_list("member_id", flat=True))
    assert set(Wrap.objects.values_list("member_id", flat=True)) == inside
