"""The talk sheet on paper: every question, at most three pages, in three languages."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from tests.mapping.conversation_cast import browser_of, mapped_process
from tuokio.kit.documents import compile_pdf
from tuokio.kit.models import Document
from tuokio.mapping.talk_sheet import talk_sheet

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_sheet_fits_on_three_tagged_pages(language):
    process = mapped_process()
    with translation.override(language):
        sheet = talk_sheet(process)
        pdf = compile_pdf("mapping/talk_sheet", sheet, language)

    assert pdf.startswith(b"%PDF")
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked true", pdf)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) <= 3
    assert sorted(question["id"] for question in sheet["questions"]) == [f"M{n:02}" for n in range(1, 26)]


def test_health_has_no_box_and_says_that_it_is_not_written_down():
    with translation.override("fi"):
        questions = {one["id"]: one for one in talk_sheet(mapped_process())["questions"]}

    assert questions["M12"]["rows"] == []
    assert "Ei kirjata" in questions["M12"]["note"]
    assert questions["M10"]["rows"][0]["boxes"] == ["ei", "avoin riita"]
    assert "ei kirjata" in questions["M10"]["note"]
    assert questions["M08"]["rows"] == []
    assert questions["M17"]["rows"] == [{"label": "", "boxes": [], "lines": 3}]
    assert questions["M02"]["rows"] == [{"label": "", "boxes": ["puhuttu"], "lines": 0}]
    assert len(questions["M03"]["rows"][0]["boxes"]) == 15


def test_it_is_asked_for_in_the_language_of_the_process():
    process = mapped_process()
    process.language = "sv"
    process.save()

    answer = browser_of("aino").post(f"/processes/{process.pk}/mapping/talk-sheet/")

    document = Document.objects.get()
    assert answer.headers["location"] == f"/documents/{document.pk}/"
    assert (document.language, document.template) == ("sv", "mapping/talk_sheet")
    assert "Kartläggande" in str(document.data) or "kartläggande" in str(document.data)
    assert process.name not in str(document.data)
