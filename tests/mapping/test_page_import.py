"""An existing text becomes a page from the command line; what is no text is refused in one line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cast import MORNING, person, solo_practice
from tuokio.mapping.domain.page_text import read_page
from tuokio.mapping.models import PublicPage
from tuokio.mapping.usecases import import_page_from_command_line, import_text, page_of

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
TEXT = """Palvelut

Mitä saat

• tilaa ajatella
-uusia silmiä omaan työhön
§ rauhallisen paikan

Yksilöohjaus

Aikaa omalle työlle.

45 / 60 min kerta

Ryhmätyönohjaus

Työparin tai tiimin työnohjauksessa katsotaan yhdessä.

75 / 120 min kerta
"""


def run(*arguments: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tuokio.config.command_line", "page", "import", *arguments]
    # as on a machine whose terminal knows no Finnish letters
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    return subprocess.run(command, input=given, capture_output=True, cwd=ROOT, env=environment, timeout=60)


def words_of(text: str) -> list[str]:
    return sorted(re.findall(r"\w+", text))


def words_in(page: dict) -> list[str]:
    texts = [page["title"], *page["unplaced"]]
    for section in page["sections"]:
        texts += [section["heading"], *section["paragraphs"], *section["items"]]
    return [word for text in texts for word in re.findall(r"\w+", text)]


def test_json_and_nothing_else_stands_in_the_output(tmp_path):
    file = tmp_path / "sivu.txt"
    file.write_text(TEXT, "utf-8")

    done = run(str(file), "--json")

    assert (done.returncode, done.stderr) == (0, b"")
    page = json.loads(done.stdout.decode("utf-8"))
    assert list(page) == ["title", "sections", "services", "unplaced"]
    assert page["sections"][0] == {
        "heading": "Mitä saat",
        "paragraphs": [],
        "items": ["tilaa ajatella", "uusia silmiä omaan työhön", "rauhallisen paikan"],
    }
    assert [(one["form"], one["minutes"]) for one in page["services"]] == [
        ("individual", [45, 60]),
        ("group", [75, 120]),
        ("pair", [75, 120]),
    ]
    assert set(words_of(TEXT)) == set(words_in(page))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name[:3])
def test_every_word_of_a_real_text_comes_out(seed):
    done = run(str(seed), "--json")

    page = json.loads(done.stdout.decode("utf-8"))
    missing = set(words_of(seed.read_text("utf-8"))) - set(words_in(page))
    assert missing == set()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso8859_15", "mac_roman", "cp850"]
)
def test_a_text_is_read_in_whatever_encoding_it_was_saved(tmp_path, encoding):
    file = tmp_path / "sivu.txt"
    file.write_bytes(TEXT.replace("•", "-").replace("§", "-").encode(encoding))

    page = json.loads(run(str(file), "--json").stdout.decode("utf-8"))

    assert page["sections"][0]["heading"] == "Mitä saat"


def test_standard_input_is_read_too():
    done = run("-", "--json", given=TEXT.encode())

    assert json.loads(done.stdout.decode())["title"] == "Palvelut"


def refused(done: subprocess.CompletedProcess[bytes]) -> str:
    assert done.returncode == 2
    assert done.stdout == b""
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1
    return lines[0]


def test_a_missing_file_a_folder_and_no_text_are_refused_in_a_line(tmp_path):
    (tmp_path / "kuva.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "esite.txt").write_bytes(b"%PDF-1.7 ...")
    large = tmp_path / "suuri.txt"
    with large.open("wb") as file:
        file.truncate(50_000_000)

    assert "cannot be read" in refused(run(str(tmp_path / "ei-ole.txt"), "--json"))
    assert "cannot be read" in refused(run(str(tmp_path), "--json"))
    assert "is not text" in refused(run(str(tmp_path / "kuva.txt"), "--json"))
    assert "is a PDF" in refused(run(str(tmp_path / "esite.txt"), "--json"))
    assert "is 50 MB" in refused(run(str(large), "--json"))


@pytest.mark.django_db
def test_what_was_read_stands_on_the_page_and_with_its_services():
    solo_practice(person("aino"))

    lines = import_page_from_command_line(text=TEXT, practice_slug=None)

    page = PublicPage.objects.get()
    words = page.words_in("fi")
    assert not page.published
    assert words.headline == "Palvelut"
    assert [part.heading for part in words.sections] == ["Mitä saat", "Yksilöohjaus", "Ryhmätyönohjaus"]
    assert [(one.form, [row[0] for row in one.lengths]) for one in page.services.all()] == [
        ("individual", [45, 60]),
        ("group", [75, 120]),
        ("pair", [75, 120]),
    ]
    assert "  Yksilöohjaus: 45 / 60 min" in lines


@pytest.mark.django_db
def test_the_same_text_brought_twice_stands_once():
    practice = solo_practice(person("aino"))
    import_page_from_command_line(text=TEXT, practice_slug=practice.slug)
    before = PublicPage.objects.get().words_in("fi").blocks

    import_page_from_command_line(text=TEXT, practice_slug=practice.slug)

    assert PublicPage.objects.get().words_in("fi").blocks == before
    assert PublicPage.objects.get().services.count() == 3


@pytest.mark.django_db
def test_a_second_text_loses_no_word_of_either():
    page = page_of(solo_practice(person("aino")))
    second = "Esitys\n\nMiksi\n\n- toinen syy\n\n17\n"
    for text in (TEXT, second):
        import_text(page=page, language="fi", text=read_page(text), by=None, at=MORNING)

    words = page.words_in("fi")
    kept = [words.headline, *words.unplaced]
    for section in words.sections:
        kept += [section.heading, *(block.text for block in section.blocks)]
    assert set(words_of(TEXT + second)) <= set(words_of(" ".join(kept)))
