"""Two results of a group in a real browser: its primary task in one sentence, and what must be good, on the wall as a PDF."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import BOTH, faults_of
from tests.journeys.test_circle_of_notes import with_notes
from tests.journeys.workroom_page import begins_meeting, joins, shows_square, to_room, to_tool, to_workroom
from tuokio.supervision.models import Process

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])

SENTENCE = "Perustehtävämme yhdellä lauseella"
FROM_PHONE = "Jokainen lapsi saa oppia turvassa."
ON_DEVICE = ["Autamme lapsia oppimaan.", "Lapsen perhe saa arkeen tukea ajoissa."]


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


def test_each_writes_the_primary_task_alone_and_all_are_shown_at_once(window: Open, process: Process) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    begins_meeting(aino, 75)
    oona = joins(window, shows_square(aino), "Oona")
    to_tool(aino, "Perustehtävä")
    assert faults_of(aino, BOTH) == []

    aino.get_by_role("button", name="Kysy puhelimilla").click()
    oona.get_by_role("heading", name=SENTENCE).wait_for()
    oona.get_by_label("Omin sanoin").fill(FROM_PHONE)
    oona.get_by_role("button", name="Lähetä").click()
    aino.get_by_text("Yksi lause odottaa kaikilta kätkettynä").wait_for()
    for sentence in ON_DEVICE:  # the device goes round
        aino.get_by_label(SENTENCE).fill(sentence)
        aino.keyboard.press("Tab")
        aino.keyboard.press("Tab")
        aino.keyboard.press("Enter")
    aino.get_by_text("3 lausetta odottaa kaikilta kätkettynä").wait_for()
    assert [words for words in (FROM_PHONE, *ON_DEVICE) if words in aino.content()] == []

    aino.get_by_role("button", name="Näytä kaikki yhtä aikaa").click()
    shown = aino.locator(".ptask-sentence")
    shown.nth(2).wait_for()
    assert sorted(shown.all_inner_texts()) == sorted([FROM_PHONE, *ON_DEVICE])
    assert sorted(aino.locator(".ptask-sentence mark").all_inner_texts()) == [
        "Lapsen", "lapsi", "lapsia", "oppia", "oppimaan",
    ]  # fmt: skip
    assert faults_of(aino, BOTH) == []

    for wording in ("Autamme lasta oppimaan turvassa.", "Autamme lasta ja perhettä oppimaan turvassa."):
        aino.get_by_label("Yhteinen luonnos").fill(wording)
        aino.get_by_role("button", name="Tästä sovimme").click()
        aino.get_by_text(wording, exact=True).first.wait_for()
    aino.get_by_text("Sanoista on vaihtunut 2, kun sanoja on 6").wait_for()
    assert faults_of(aino, BOTH) == []

    to_room(aino)
    to_tool(aino, "Perustehtävä")
    assert aino.locator("p.ptask-agreed").inner_text() == "Autamme lasta ja perhettä oppimaan turvassa."


def test_what_must_be_good_hangs_on_the_wall_and_is_looked_at_again(
    window: Open, process: Process, tmp_path: Path
) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    to_tool(aino, "Laatuvaatimukset")
    adds(aino, "Perhe saa vastauksen ajoissa", known="Otos yhteydenotoista", least="≥ 9/10 kahdessa päivässä")
    adds(aino, "Vuoronvaihto on rauhallinen", known="Kysymme vuoroilta", least="ei keskeytyksiä")
    assert faults_of(aino, BOTH) == []

    up = aino.get_by_role("button", name=re.compile("^Ylös"))
    up.focus()
    aino.keyboard.press("Enter")
    assert aino.locator(".quality-item h3").all_inner_texts() == [
        "1. Vuoronvaihto on rauhallinen",
        "2. Perhe saa vastauksen ajoissa",
    ]

    aino.get_by_role("button", name=re.compile("^Miten on mennyt.*Perhe saa")).click()
    aino.get_by_role("radio", name="Toteutuu osittain").check(force=True)
    aino.get_by_label("Sana siitä, miksi").last.fill("loma-aika venytti")
    aino.get_by_role("button", name="Tallenna, miten on mennyt").last.click()
    aino.locator(".quality-past").get_by_text("loma-aika venytti").wait_for()

    aino.get_by_text("Paperilla", exact=True).click()
    aino.get_by_role("heading", name="Miten oli viimeksi").wait_for()
    assert faults_of(aino, BOTH) == []
    with aino.expect_download() as saved:
        aino.get_by_role("button", name="A3").click()
    assert saved.value.suggested_filename == "laatuvaatimukset-a3.pdf"
    saved.value.save_as(tmp_path / "wall.pdf")
    reader = PdfReader(BytesIO((tmp_path / "wall.pdf").read_bytes()), strict=True)
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert [
        part for part in ("Vuoronvaihto on rauhallinen", "≥ 9/10", "Toteutuu osittain") if part not in words
    ] == []
    assert dict(reader.metadata or {}) == {"/Title": "Laatuvaatimukset", "/Producer": "Tuokio"}
    assert "Perhe" not in aino.title()

    to_room(aino)
    to_tool(aino, "Laatuvaatimukset")
    assert aino.locator(".quality-item").count() == 2


def adds(page: Page, good: str, *, known: str, least: str) -> None:
    """A requirement is begun with what must be good, and worded where it stands."""
    page.locator("#quality-add").fill(good)
    page.keyboard.press("Enter")
    item = page.locator(".quality-item").filter(has_text=good)
    item.get_by_label("Mistä sen tiedämme").fill(known)
    item.get_by_label("Vähimmäistaso").fill(least)
    item.get_by_label("Kuka seuraa").fill("vuorovastaava")
    item.get_by_role("button", name=re.compile("^Täydennä")).click()
    item.get_by_text(least).wait_for()
