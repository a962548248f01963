"""The way out (T7): an export opens with `age` and its README alone, and with its own reader without a network."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.notes_page import begins_a_journal, comes_in, sets_up, speaker, writes
from tests.vault.with_age import at_a_terminal, is_here
from tuokio.audit.models import Entry
from tuokio.vault.models import Document, Space
from tuokio.vault.usecases.files import PART

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.skipif(not is_here(), reason="needs Debian's age: make test installs it"),
]
JOURNAL = ("Raja", "# Yövuoro\n- [ ] kysy **Henna**\n\nÄäni ja 3 € ✓")
NOTE = ("Ohje vai tapa?", "Ryhmä haki *rajaa*.\n\n" + "Pitkä rivi å. " * 500)
FILE, CONTENT = "Ääniä ja rajoja.pdf", os.urandom(PART + 12_345)


@dataclass(frozen=True)
class Taken:
    """What somebody took along, and what opens it."""

    zip: bytes
    words: str
    code: str

    @property
    def files(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.zip)) as pack:
            assert pack.testzip() is None
            return {name: pack.read(name) for name in pack.namelist()}

    def unpacked(self, folder: Path) -> Path:
        with zipfile.ZipFile(io.BytesIO(self.zip)) as pack:
            pack.extractall(folder)  # our own
        return folder

    def changed(self, path: str, content: bytes) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as pack:
            for name, kept in self.files.items():
                pack.writestr(name, content if name == path else kept)
        return made.getvalue()


def has_notes(page: Page) -> tuple[str, str]:
    aino = speaker("aino")
    comes_in(page, aino)
    codes = sets_up(page)
    begins_a_journal(page)
    writes(page, *JOURNAL)
    page.get_by_role("button", name="Begin notes: Päiväkoti Auringon tiimi").click()
    page.get_by_role("button", name="New note").click()
    page.locator("#title").fill(NOTE[0])
    page.locator("#text").fill(NOTE[1])
    page.locator("#file").set_input_files({"name": FILE, "mimeType": "application/pdf", "buffer": CONTENT})
    page.get_by_text(FILE).first.wait_for()
    page.get_by_text("Saved, locked, on the server").wait_for()
    page.get_by_role("button", name="Ready").click()
    page.get_by_role("button", name="Take your notes along").wait_for()
    return codes


def takes_along(page: Page, typed: str) -> bytes:
    page.get_by_role("button", name="Take your notes along").click()
    page.locator("#export-code").fill(typed)
    page.get_by_role("button", name="Make the package").click()
    return saves(page)


def saves(page: Page) -> bytes:
    page.get_by_role("heading", name="Your package is ready").wait_for(timeout=30_000)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the package").click()
    assert re.fullmatch(r"lukitut-muistiinpanot-\d{4}-\d\d-\d\d\.zip", download.value.suggested_filename)
    return Path(download.value.path()).read_bytes()


def commands_of(read_me: str) -> list[str]:
    """The commands that each of the three languages gives; they are the same."""
    sections = re.split(r"^(?:SUOMEKSI|PÅ SVENSKA|IN ENGLISH)\b", read_me, flags=re.M)[1:]
    told = [
        [line.strip() for line in section.splitlines() if line.startswith("    ")] for section in sections
    ]
    assert len(told) == 3 and told[0] == told[1] == told[2]
    return told[0]


def test_the_export_opens_with_age_alone_and_with_its_reader_without_a_network(
    window: Open, chromium: Browser, tmp_path: Path
) -> None:
    page = window().page
    words, code = has_notes(page)
    page.get_by_role("button", name="Take your notes along").click()
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []
    page.locator("#export-code").fill("wrong words these are not mine")
    page.get_by_role("button", name="Make the package").click()
    page.get_by_text("It did not open.").first.wait_for()
    page.get_by_role("button", name="To the notes").click()
    taken = Taken(takes_along(page, words), words, code)
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []
    assert Entry.objects.filter(act="notes exported").count() == 1

    says_nothing_in_plain(taken)
    opens_with_age(taken, tmp_path / "with-age")
    opens_with_its_reader(taken, chromium, tmp_path / "with-reader")


def says_nothing_in_plain(taken: Taken) -> None:
    files = taken.files
    manifest = json.loads(files["manifest.json"])
    listed = {one["path"]: one for one in manifest["files"]}
    assert set(files) == set(listed) | {"manifest.json", "avaimet/avaus.age"}
    for path, about in listed.items():
        assert (about["sha256"], about["size"]) == (sha256(files[path]).hexdigest(), len(files[path]))
    for document in Document.objects.all():
        path = f"asiakirjat/{document.space_id}/{document.pk}.json.age"
        assert files[path] == bytes(document.sealed)
        assert (listed[path]["kind"], listed[path]["rev"]) == (document.kind, document.rev)
    written = b"".join(name.encode() + content for name, content in files.items() if name != "lukija.html")
    for secret in (
        *JOURNAL,
        *NOTE,
        "Henna",
        "Aino",
        "Auringon",
        FILE,
        "AGE-SECRET-KEY",
        taken.words,
        taken.code,
    ):
        assert secret.encode() not in written, secret


def opens_with_age(taken: Taken, folder: Path) -> None:
    """A machine with `age` and a shell, and somebody who reads the README."""
    here = taken.unpacked(folder)
    commands = commands_of((here / "README.txt").read_text("utf-8"))
    assert 0 < len(commands) <= 5
    answers = [taken.words]
    for command in commands:
        code, said = at_a_terminal(["sh", "-c", command], answers, folder=here)
        assert code == 0, said
        answers = []
    opened = [json.loads(path.read_text("utf-8")) for path in here.glob("asiakirjat/*/*.json")]
    assert len(opened) == Document.objects.count()
    texts = {(one["body"]["title"], one["body"]["text"]) for one in opened if one["hdr"]["kind"] != "index"}
    assert texts == {JOURNAL, NOTE}
    (told,) = [file for one in opened for file in one["body"].get("files", [])]
    (file,) = here.glob(f"liitteet/*/{told['id']}.bin")
    assert (told["name"], file.read_bytes()[: told["size"]]) == (FILE, CONTENT)
    assert not (here / "avaimet.txt").exists()


def opens_with_its_reader(taken: Taken, chromium: Browser, folder: Path) -> None:
    here = taken.unpacked(folder)
    (whole := folder.parent / "whole.zip").write_bytes(taken.zip)
    context = chromium.new_context(locale="fi-FI", reduced_motion="reduce")
    context.set_offline(True)
    asked: list[str] = []
    heard: list[str] = []
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    address = (here / "lukija.html").as_uri()
    page.goto(address)
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []

    chooses(page, "#zip", whole, taken.code)  # it was locked with the words
    page.get_by_text("Se ei auennut.").wait_for()
    chooses(page, "#zip", whole, taken.words)
    page.get_by_role("button", name=NOTE[0]).click()
    assert page.locator(".note em").inner_text() == "rajaa"
    with page.expect_download() as download:
        page.get_by_role("button", name="Tallenna tälle laitteelle").click()
    assert download.value.suggested_filename == FILE
    assert Path(download.value.path()).read_bytes() == CONTENT
    page.get_by_role("button", name="Muistiinpanoihin").click()
    page.get_by_role("button", name=JOURNAL[0]).click()
    page.get_by_role("heading", name="Yövuoro").wait_for()
    assert page.locator(".note strong").inner_text() == "Henna"
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []

    page.goto(address)
    chooses(page, "#folder", here, taken.words)
    page.get_by_role("button", name=JOURNAL[0]).wait_for()

    page.goto(address)
    page.get_by_role("button", name="På svenska").click()
    page.get_by_role("heading", name="Låsta anteckningar utan nät").wait_for()
    (altered := folder.parent / "altered.zip").write_bytes(taken.changed("manifest.json", b"{}"))
    chooses(page, "#zip", altered, taken.words)
    page.get_by_text("Paketet är inte så som det gjordes (kod: form).").wait_for()
    (swapped := folder.parent / "swapped.zip").write_bytes(with_a_note_of_the_past(taken))
    chooses(page, "#zip", swapped, taken.words)
    page.get_by_text("Ett dokument kunde inte bekräftas och visas inte.").wait_for()
    assert page.get_by_role("button", name=NOTE[0]).count() == 0

    assert {url for url in asked if not url.startswith("file:")} == set()
    assert set(asked) == {address}
    assert heard == []
    context.close()


def chooses(page: Page, where: str, package: Path, words: str) -> None:
    page.locator(where).set_input_files(package)
    page.locator("#words").fill(words)
    page.get_by_role("button", name=re.compile("^(Avaa|Öppna)$")).click()


def with_a_note_of_the_past(taken: Taken) -> bytes:
    """The same package with one note's bytes put in place of another's."""
    note = Document.objects.get(kind="note")
    return taken.changed(
        f"asiakirjat/{note.space_id}/{note.pk}.json.age", bytes(Document.objects.get(kind="journal").sealed)
    )


def test_whoever_has_no_words_at_hand_gets_new_ones_for_the_package_alone(
    window: Open, tmp_path: Path
) -> None:
    page = window().page
    words, code = has_notes(page)
    page.get_by_role("button", name="Take your notes along").click()
    page.get_by_text("I do not have the words at hand").click()
    page.get_by_role("button", name="Make it with new words").click()
    page.get_by_role("heading", name="Six words open this package").wait_for(timeout=30_000)
    new = page.locator("#export-words").inner_text()
    assert len(new.split()) == 6 and new not in (words, code)
    here = Taken(saves(page), new, code).unpacked(tmp_path)
    first = ["age", "-d", "-o", "keys.txt", "avaimet/avaus.age"]
    assert at_a_terminal(first, [words], folder=here)[0] != 0
    assert at_a_terminal(first, [new], folder=here)[0] == 0
    keys = (here / "keys.txt").read_text("utf-8").splitlines()
    assert len([line for line in keys if line.startswith("AGE-SECRET-KEY-1")]) == Space.objects.count()


def test_a_package_locked_with_the_recovery_code_opens_with_it(window: Open, tmp_path: Path) -> None:
    page = window().page
    _words, code = has_notes(page)
    taken = Taken(takes_along(page, code.lower()), "", code)
    here = taken.unpacked(tmp_path)
    assert at_a_terminal(["age", "-d", "-o", "keys.txt", "avaimet/avaus.age"], [code], folder=here)[0] == 0


def test_with_no_connection_nothing_half_is_made(window: Open) -> None:
    here = window()
    page = here.page
    words, _code = has_notes(page)
    page.get_by_role("button", name="Take your notes along").click()
    page.locator("#export-code").fill(words)
    here.context.set_offline(True)
    page.get_by_role("button", name="Make the package").click()
    page.get_by_text("There is no connection to the server.").first.wait_for()
    here.context.set_offline(False)
    here.heard.clear()  # the browser tells its console that there was none
    page.get_by_role("button", name="Make the package").click()
    saves(page)
