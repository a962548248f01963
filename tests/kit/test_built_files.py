"""What a browser is given: light, ours, and named lawfully."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from fontTools.ttLib import TTFont

from tuokio.kit.assets import BUILT, asset_address

ROOT = Path(__file__).resolve().parents[2]
FONTS = [
    "tuokio-sans.woff2",
    "tuokio-sans-more.woff2",
    "tuokio-text.woff2",
    "tuokio-text-more.woff2",
    "tuokio-display.woff2",
]


def built(name: str) -> Path:
    return BUILT / asset_address(name).rsplit("/", 1)[-1]


def test_what_a_public_page_loads_leaves_room_for_its_words():
    style = len(gzip.compress(built("public.css").read_bytes(), 9))
    fonts = sum(built(name).stat().st_size for name in ("tuokio-text.woff2", "tuokio-display.woff2"))
    icon = len(gzip.compress(built("icon.svg").read_bytes(), 9))

    assert style + fonts + icon <= 24 * 1024  # of 30 KiB, the page itself has the rest


@pytest.mark.parametrize("name", FONTS)
def test_no_font_is_called_by_a_reserved_name(name):
    font = TTFont(built(name))
    names = {record.nameID: record.toUnicode() for record in font["name"].names}

    assert (
        names[1]
        == {"sans": "Tuokio Sans", "text": "Tuokio Text", "display": "Tuokio Display"}[
            name.split("-")[1].split(".")[0]
        ]
    )
    assert [text for number, text in names.items() if "Source" in text and number not in {0, 7, 13}] == []
    assert "Source" in names[0] or "Newsreader" in names[0]  # whose work it is stays said


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_pdf_fonts_can_write_every_name_in_finland(style):
    font = TTFont(BUILT / "pdf-fonts" / f"TuokioSans-{style}.ttf")

    assert [
        letter for letter in "ÅÄÖåäöŠŽšžÁáČčĐđŊŋŦŧéü€–−→✓…\u2011" if ord(letter) not in font.getBestCmap()
    ] == []
    assert font["name"].getDebugName(1) == "Tuokio Sans"
    assert font["name"].getDebugName(2) == style
    assert "fvar" not in font


def test_licences_lie_beside_the_fonts():
    for name in ("Tuokio-Sans-OFL.txt", "Tuokio-Display-OFL.txt"):
        text = (BUILT / "pdf-fonts" / name).read_text()
        assert "SIL Open Font License, Version 1.1" in text
        assert (ROOT / "docs" / "licences" / name).read_text() == text


def test_squeezed_copies_hold_the_same():
    plain = [file for file in BUILT.iterdir() if file.suffix in {".css", ".js", ".svg"}]

    assert plain
    for file in plain:
        assert gzip.decompress((BUILT / f"{file.name}.gz").read_bytes()) == file.read_bytes()
        assert brotli.decompress((BUILT / f"{file.name}.br").read_bytes()) == file.read_bytes()


def test_styles_and_scripts_load_nothing_from_elsewhere():
    for name in ("app.css", "public.css", "slides.css"):
        assert [
            found
            for found in re.findall(r"url\(([^)]*)\)", built(name).read_text())
            if not found.strip("'\"").startswith("./")
        ] == []
    for name in ("pages.js", "passkeys.js", "slides.js"):
        assert re.findall(r"https?://(?!www\.w3\.org/)[\w.-]+", built(name).read_text()) == []


def test_the_lock_of_the_scripts_names_no_registry():
    lock = (ROOT / "package-lock.json").read_text()

    assert '"resolved"' not in lock
    assert "registry" not in lock
