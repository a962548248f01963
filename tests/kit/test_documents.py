"""PDFs are made by the worker, tagged, in the reader's language, and nothing typed becomes markup."""

import io
from pathlib import Path

import pikepdf
import pypdf
import pytest

from tuokio.kit.documents import PACKAGE, compile_pdf

TEMPLATES = sorted(
    f"{path.parent.parent.name}/{path.stem}" for path in PACKAGE.glob("*/typst/*.typ") if path.stem != "paper"
)


@pytest.fixture
def trial() -> str:
    """A template of the tests, laid beside the real ones for the time of a test."""
    path = PACKAGE / "kit" / "typst" / "zz_trial.typ"
    path.write_text(
        '#import "/kit/typst/paper.typ": *\n#paper(title: data.title, footer: "x")[#data.text #ruled(columns: (1fr, auto), end: (1,), header: ("A", "B"), rows: data.rows)]\n'
    )
    yield "kit/zz_trial"
    Path(path).unlink()


def test_a_document_is_tagged_and_tells_its_language(trial: str) -> None:
    pdf = compile_pdf(trial, {"title": "Läsnäolot", "text": "Åbo", "rows": [["x", "1 780,00 €"]]}, "fi")

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "fi"
        assert bool(opened.Root.MarkInfo.Marked)
    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "Läsnäolot" in text
    assert "780,00 €" in text


def test_what_was_typed_stays_text(trial: str) -> None:
    typed = "#panic() $x$ [a](b) *c* <script> 😀 שלום"
    pdf = compile_pdf(trial, {"title": "T", "text": typed, "rows": []}, "sv")

    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "#panic() $x$ [a](b) *c* <script>" in text
