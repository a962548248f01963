"""A sheet of the workroom as a PDF: the very script that browsers are given, read by two readers that are not ours."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "tuokio" / "built" / "vault"
LONG = [
    [f"{number}. Perhe saa vastauksen", "Otos: ≤ 2 pv, ≥ 9/10 ✓", "å ä ö €", "Vuorovetäjä"]
    for number in range(1, 61)
]
SHEET = {
    "title": "Salainen otsikko",
    "parts": [
        {"text": "Sovittu yhdessä.\nToinen kappale."},
        {"heading": "Vaatimukset", "table": {"head": ["Mikä", "Mistä", "Taso", "Kuka"], "rows": LONG}},
        {"list": ["Yksi", "Kaksi"]},
    ],
}

type Print = Callable[..., Path]


@pytest.fixture
def print_sheet(tmp_path: Path) -> Print:
    def made(paper: str, sheet: dict[str, Any] = SHEET) -> Path:
        target = tmp_path / f"{paper}.pdf"
        (script,) = BUILT.glob("workroom-pdf-*.js")
        fonts = [next(BUILT.glob(f"workroom-{weight}-*.ttf")) for weight in ("regular", "bold")]
        printed = {"paper": paper, "language": "fi", "name": "Laatuvaatimukset", "foot": "Laatuvaatimukset"}
        command = [
            "node",
            str(Path(__file__).with_name("print_in_node.mjs")),
            *map(str, (script, *fonts, target)),
        ]
        given = json.dumps({"sheet": sheet, "printed": printed})
        subprocess.run(command, input=given, text=True, check=True, timeout=60)
        return target

    return made


def words_on(page: Any) -> str:
    return " ".join(page.extract_text().split())


def test_all_that_was_written_can_be_searched_and_copied(print_sheet: Print) -> None:
    pages = [words_on(page) for page in PdfReader(print_sheet("a4"), strict=True).pages]
    whole = " ".join(pages)

    assert len(pages) > 2
    assert [number for number in range(1, 61) if f"{number}. Perhe saa" not in whole] == []
    assert whole.count("Otos: ≤ 2 pv, ≥ 9/10 ✓") == 60
    assert whole.count("å ä ö €") == 60
    assert [page.count("Mikä Mistä Taso Kuka") for page in pages] == [1] * len(pages)
    assert [f"{at} / {len(pages)}" in page for at, page in enumerate(pages, 1)] == [True] * len(pages)


def test_the_file_says_the_tools_name_of_itself_and_nothing_of_what_was_written(print_sheet: Print) -> None:
    file = print_sheet("a4")
    reader = PdfReader(file, strict=True)

    assert dict(reader.metadata or {}) == {"/Title": "Laatuvaatimukset", "/Producer": "Tuokio"}
    assert reader.xmp_metadata is None
    assert "/ID" not in reader.trailer
    assert str(reader.root_object["/Lang"]) == "fi"
    assert b"Salainen" not in file.read_bytes()


@pytest.mark.parametrize(("paper", "width", "height"), [("a4", 595, 842), ("a3", 1191, 842)])
def test_it_is_as_large_as_the_paper_and_sound(
    print_sheet: Print, paper: str, width: int, height: int
) -> None:
    file = print_sheet(paper)
    with pikepdf.open(file) as pdf:
        problems = pdf.check_pdf_syntax()
        boxes = {tuple(round(float(side)) for side in page.mediabox) for page in pdf.pages}

    assert problems == []
    assert boxes == {(0, 0, width, height)}


def test_every_letter_is_in_the_file_and_every_part_has_its_tag(print_sheet: Print) -> None:
    with pikepdf.open(print_sheet("a4")) as pdf:
        fonts = pdf.pages[0].Resources.Font
        embedded = ["/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts.values()]
        tags = list(tags_of(pdf.Root.StructTreeRoot.K[0]))
        marked = sum(content(page).count(b" BDC") for page in pdf.pages)
        counted = sum(
            len(pdf.Root.StructTreeRoot.ParentTree.Nums[i]) for i in range(1, 2 * len(pdf.pages), 2)
        )

    assert embedded == [True, True]
    assert [tags.count(tag) for tag in ("H1", "H2", "P", "Table", "TR", "TH", "TD", "LI")] == [
        1, 1, 2, 1, 61, 64, 180, 2,
    ]  # fmt: skip
    assert marked == counted


def content(page: Any) -> bytes:
    return bytes(page.Contents.read_bytes())


def tags_of(element: Any) -> Iterator[str]:
    yield str(element.S)[1:]
    for kid in element.K:
        if "/S" in kid:
            yield from tags_of(kid)


def test_signs_that_mean_something_to_a_pdf_are_words_like_others(print_sheet: Print) -> None:
    words = r"a) \n (b <</X>> %c endstream endobj"
    file = print_sheet("a4", {"title": words, "parts": [{"text": words}]})

    assert words_on(PdfReader(file, strict=True).pages[0]).count(words) == 2
