"""A supervisor seals an envelope; her successor opens it with the sheet, and Debian's `age` opens it without us."""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from playwright.sync_api import Page

from tests.cast import person, process_of, shared_practice
from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.notes_page import sets_up
from tests.journeys.test_locked_notes import signs_in
from tuokio.kit.clock import now
from tuokio.vault.keys.models import Envelope, UnlockFile
from tuokio.vault.models import Document, Release
from tuokio.vault.usecases.succession import agree_to_release

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


def with_notes(window: Open, who: str) -> tuple[Page, str]:
    page = window().go("/sign-in/?next=/vault/")
    signs_in(page, f"{who}@example.org")
    page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
    return page, sets_up(page)[1]


def successors(page: Page) -> None:
    """To the page of the successor, from the notes."""
    page.get_by_role("button", name="Varahenkilö").click()
    page.get_by_role("heading", name="Varahenkilö", exact=True).wait_for()


def looks_well(page: Page) -> None:
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []


def test_the_sheet_and_the_successor_together_open_her_notes(window: Open, tmp_path: Path) -> None:
    process_of(person("saara"), practice=shared_practice())
    process_of(person("outi"))  # a colleague, who supervises too
    outi, outis_code = with_notes(window, "outi")
    saara, _code = with_notes(window, "saara")
    saara.get_by_role("button", name="Aloita muistiinpanot: Päiväkoti Auringon tiimi").click()
    saara.get_by_role("button", name="Uusi muistiinpano").click()
    saara.get_by_label("Otsikko").fill("Yövuoro")
    saara.locator("#text").fill("Henna jaksaa jo paremmin")
    saara.get_by_text("Tallessa palvelimella, lukittuna").wait_for()
    saara.get_by_role("button", name="Valmis").click()

    successors(saara)
    saara.locator("#successor").fill("outi@example.org")
    saara.get_by_role("button", name="Nimeä", exact=True).click()
    words = saara.locator(".code").inner_text()
    looks_well(saara)
    saara.get_by_role("button", name="Sanat ovat samat, tee avainarkki").click()
    sheet = saara.locator("#sheet").inner_text()
    looks_well(saara)
    saara.locator("#sheet-end").fill("nothing")
    saara.get_by_role("button", name="Arkki on paperilla, säilytä kirjekuori").click()
    saara.get_by_text("Nämä eivät ole arkin kahdeksan viimeistä merkkiä").wait_for()
    saara.locator("#sheet-end").fill(sheet[-10:].lower())
    saara.get_by_role("button", name="Arkki on paperilla, säilytä kirjekuori").click()
    saara.get_by_text("Kirjekuori on suljettu").wait_for()

    successors(outi)
    assert outi.locator(".code").inner_text() == words
    looks_well(outi)
    outi.get_by_role("button", name="Pyydä kirjekuorta").click()
    outi.get_by_text("Toinen henkilö ei ole vielä suostunut").wait_for()
    release = Release.objects.get()
    agree_to_release(person=person("olavi"), release_id=release.pk, at=now() - timedelta(days=15))
    outi.get_by_role("button", name="Muistiinpanoihin").click()
    successors(outi)
    looks_well(outi)
    outi.locator("#sheet").fill("AGE-SECRET-KEY-1QQQQ")
    outi.get_by_role("button", name="Avaa kirjekuori").click()
    outi.get_by_text("Tämä ei ole kokonainen avain").wait_for()
    outi.locator("#sheet").fill(sheet)
    outi.get_by_role("button", name="Avaa kirjekuori").click()
    outi.get_by_text("Yövuoro").click()
    outi.get_by_text("Henna jaksaa jo paremmin").wait_for()
    looks_well(outi)

    assert "Henna" in opened_by_age_alone(tmp_path, outis_code, sheet)


def opened_by_age_alone(folder: Path, code: str, sheet: str) -> str:
    """The note as two calls of `age` in a pipe, and a third, give it: with no Tuokio at all."""
    kept = UnlockFile.objects.get(person_id=person("outi").pk, kind="recovery")
    secret = json.loads(pyrage.passphrase.decrypt(bytes(kept.sealed), code))
    note = Document.objects.exclude(kind="index").get()
    for name, content in {
        "successor.txt": f"{secret['root']}\n".encode(),
        "sheet.txt": f"{sheet.replace(' ', '')}\n".encode(),
        "envelope.age": bytes(Envelope.objects.get().sealed),
        "note.age": bytes(note.sealed),
    }.items():
        (folder / name).write_bytes(content)
    typed = (
        "age -d -i successor.txt envelope.age | age -d -i sheet.txt > keys.txt; age -d -i keys.txt note.age"
    )
    done = subprocess.run(["sh", "-c", typed], cwd=folder, capture_output=True, check=True, timeout=60)
    alone = subprocess.run(
        ["age", "-d", "-i", "sheet.txt", "envelope.age"], cwd=folder, capture_output=True, check=False
    )
    assert alone.returncode != 0 and not alone.stdout
    return done.stdout.decode()
