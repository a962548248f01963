"""The paper of a summary: tagged, in the commissioner's language, with what the group read and nothing else."""

from __future__ import annotations

import io
import time
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pypdf
import pytest
from django.utils import translation

from tests.evaluation.test_summary_in_a_browser import whole_content
from tuokio.evaluation.domain.summaries import fingerprint
from tuokio.evaluation.summary_text import SummaryText, paper_of
from tuokio.kit.documents import compile_pdf
from tuokio.supervision.models import Process

AT = datetime(2026, 11, 25, 22, 30, tzinfo=UTC)  # the 26th on the wall in Finland


def content() -> dict[str, Any]:
    return whole_content(Process(name="Päiväkoti Auringon tiimi", form="group"))


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fi", ("Yhteenveto tilaajalle", "pidetty 9, sovittu 10", "Annettu 26.11.2026", "2,5")),
        ("sv", ("Sammanfattning till beställaren", "9 hållna, 10 avtalade", "Given 26.11.2026", "2,5")),
        ("en", ("Summary to the commissioner", "9 held, 10 agreed", "Given 26", "2.5")),
    ],
)
def test_it_is_tagged_and_speaks_the_commissioners_language(language, told):
    pdf = paper_of(content(), fingerprint="f" * 64, in_language=language, given_at=AT)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == language
        assert bool(opened.Root.MarkInfo.Marked)
    words = text_of(pdf)
    for one in (*told, "Sijaisista sovitaan kaikissa taloissa", "sama tapa kaikissa taloissa"):
        assert one in words


def test_it_bears_the_fingerprint_of_what_the_group_read():
    frozen = content()

    words = text_of(paper_of(frozen, fingerprint=fingerprint(frozen), in_language="fi", given_at=AT)).replace(
        " ", ""
    )

    assert fingerprint(frozen) in words


def test_what_was_not_chosen_leaves_no_empty_heading():
    bare = {**content(), "goals": [], "figures": [], "held": None, "marked": None}

    words = text_of(paper_of(bare, fingerprint="f" * 64, in_language="fi", given_at=AT))

    for heading in ("Tilaajan kanssa sovitut tavoitteet", "Vastausten luvut", "Läsnäolo", "Tapaamiset:"):
        assert heading not in words
    assert "Suositus" in words


def test_a_wording_that_looks_like_markup_stays_a_wording():
    odd = content()
    odd["goals"][0]["wording"] = "#panic() *tavoite* <b>"

    assert "#panic() *tavoite* <b>" in text_of(
        paper_of(odd, fingerprint="f" * 64, in_language="fi", given_at=AT)
    )


def test_there_is_a_slip_for_each_with_three_boxes_and_no_name():
    data = {
        "title": "Liput",
        "from": "Työnohjaus Aino Hurme",
        "question": "Mitä sanot?",
        "words": ["Tämän voi antaa", "Muutetaan ensin", "En halua"],
        "note": "Taita lippu.",
        "count": 7,
    }

    words = text_of(compile_pdf("evaluation/summary_slips", data, "fi"))

    assert [words.count(one) for one in ("Mitä sanot?", "En halua", "Taita lippu.")] == [7, 7, 7]


def test_a_paper_is_made_while_one_waits():
    paper_of(content(), fingerprint="f" * 64, in_language="fi", given_at=AT)
    begun = time.perf_counter()
    paper_of(content(), fingerprint="f" * 64, in_language="fi", given_at=AT)

    assert time.perf_counter() - begun < 1


def figures(then: float | None, now: float) -> list[dict]:
    """One statement that six answered."""
    return [{**content()["figures"][0], "answered": 6, "then": then, "now": now}]


def test_before_the_end_only_now_was_asked_so_the_table_has_no_start():
    halfway = {**content(), "goals": [], "figures": figures(None, 3.5)}

    words = text_of(paper_of(halfway, fingerprint="f" * 64, in_language="fi", given_at=AT))

    assert "Alussa" not in words
    assert "Molemmat kysyttiin lopussa" not in words
    assert "Keskiarvoja asteikolla 1–5. Väittämät eivät ole validoitu mittari." in words
    assert "3,5" in words


@pytest.mark.parametrize(
    ("language", "told"), [("fi", "vähintään 4"), ("sv", "minst 4"), ("en", "at least 4")]
)
def test_a_mean_at_the_end_of_the_scale_is_told_as_the_group_has_read_it(language, told):
    at_the_end = {**content(), "figures": figures(3.0, 4.0)}

    with translation.override(language):
        (figure,) = SummaryText.of(at_the_end).figures

    assert (figure.then, figure.now) == ("3", told)


def test_the_words_of_a_level_end_once():
    told = {
        **content()["goals"][0],
        "low": 0,
        "high": 0,
        "low_words": "Ohjeet ovat samat.",
        "high_words": "Ohjeet ovat samat.",
    }

    with translation.override("fi"):
        (goal,) = SummaryText.of({**content(), "goals": [told]}).goals

    assert goal.now == "Ohjeet ovat samat (toteutui sovitusti)"
