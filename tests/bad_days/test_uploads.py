"""Files that are too large, of another kind, or cut off: a sentence, and nothing kept."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import person, process_of
from tests.doors import enter
from tests.meetings.test_moving_in import SAMPLES
from tuokio.meetings.models import MovingIn
from tuokio.supervision.models import AgreementPaper

pytestmark = pytest.mark.django_db

LARGE = 50_000_000


@pytest.fixture
def aino() -> Client:
    browser = Client()
    process_of(person("aino"))
    enter(browser, person("aino"))
    return browser


def given_paper(browser: Client, content: bytes, name: str = "sopimus.pdf") -> str:
    process = process_of(person("aino"))
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    answer = browser.post(f"/processes/{process.pk}/paper/", {"kind": "uploaded", "file": file})
    assert answer.status_code in {200, 422}
    assert not AgreementPaper.objects.exists()
    return str(answer.text)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7\n" + bytes(LARGE), "Tiedosto on yli 6 Mt"),
        (b"MZ\x90\x00", "Tämä ei ole PDF-tiedosto"),
        (b"<script>alert(1)</script>", "Tämä ei ole PDF-tiedosto"),
        (b"", "PDF-tiedosto"),
        (b"%PD", "Tämä ei ole PDF-tiedosto"),
    ],
    ids=["50 MB", "a program", "HTML", "empty", "cut off"],
)
def test_an_agreement_that_is_no_small_pdf_is_refused_in_words(
    aino: Client, content: bytes, sentence: str
) -> None:
    assert sentence in given_paper(aino, content).replace("\u00a0", " ")


def given_list(browser: Client, content: bytes, name: str) -> str:
    answer = browser.post("/moving-in/", {"way": "file", "file-file": SimpleUploadedFile(name, content)})
    assert answer.status_code in {200, 422}, answer.headers.get("location")
    assert not MovingIn.objects.exists()
    return str(answer.text)


def sheet() -> bytes:
    return next(SAMPLES.glob("*.xlsx")).read_bytes()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (bytes(LARGE), "lista.xlsx"),
        (b"a;b\n" * (LARGE // 4), "lista.csv"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)), "lista.xlsx"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "lista.csv"),
        (b"", "lista.csv"),
    ],
    ids=["50 MB of nothing", "50 MB of cells", "a PDF", "a picture", "empty"],
)
def test_a_list_that_cannot_be_read_is_refused_in_words(aino: Client, content: bytes, name: str) -> None:
    assert 'class="error' in given_list(aino, content, name)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_sheet_cut_off_on_the_way_is_refused_in_words(aino: Client, part: float) -> None:
    whole = sheet()

    assert 'class="error' in given_list(aino, whole[: int(len(whole) * part)], "lista.xlsx")


def test_a_form_larger_than_any_is_told_in_words(aino: Client) -> None:
    answer = aino.post("/processes/new/", {"name": "x" * 3_000_000})

    assert answer.status_code in {400, 413}
    assert "Mitään ei muutettu" in answer.text
