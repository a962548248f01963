"""CSV that opens rightly in a spreadsheet and runs nothing there."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tuokio.kit.tables import STARTS_FORMULA, safe_cell, write_csv


def read_back(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_table_in_finnish_has_a_mark_semicolons_and_decimal_commas():
    content = write_csv(
        [["Puropolku", Decimal("275.00"), 2, date(2026, 11, 4), None, "345,13"]],
        ["Maksaja", "Hinta", "Kertoja", "Päivä", "Tilaus", "Yhteensä"],
        "fi",
    )

    assert (
        content
        == (
            "\ufeffMaksaja;Hinta;Kertoja;Päivä;Tilaus;Yhteensä\r\nPuropolku;275,00;2;4.11.2026;;345,13\r\n"
        ).encode()
    )


def test_a_table_in_english_has_points_and_dates_that_sort():
    assert read_back(write_csv([[Decimal("-1.50"), date(2026, 11, 4)]], ["Price", "Date"], "en")) == [
        ["Price", "Date"],
        ["-1.50", "2026-11-04"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://example.org";"x")',
        "+cmd|' /C calc'!A0",
        "-1+1",
        "@SUM(A1)",
        " =1+1",
        "\t=1+1",
        "\r\n=1+1",
        "\u00a0=1+1",
        "\x00=1+1",
        "＝1+1",
        "-",
        "=",
    ],
)
def test_text_that_a_spreadsheet_would_run_is_marked_as_text(text):
    assert safe_cell(text).startswith("'")
    assert read_back(write_csv([[text]], [text], "fi"))[1][0].startswith("'")


@pytest.mark.parametrize(
    "text", ["-120,00", "+5", "1 200,50 €", "-12,5 %", "Aino", "", "Åbo; Turku", 'Ryhmä "Meri"', "a\nb", "'x"]
)
def test_plain_numbers_and_ordinary_text_stay_as_they_are(text):
    assert safe_cell(text) == text
    assert read_back(write_csv([[text]], ["x"], "fi"))[1:] == [[text]] if text else True


def test_a_moment_is_refused_because_its_zone_is_the_callers():
    with pytest.raises(TypeError):
        write_csv([[datetime(2026, 11, 24, tzinfo=UTC)]], ["x"], "fi")


@settings(derandomize=True, deadline=None, max_examples=300)
@given(some.lists(some.text(max_size=40), min_size=1, max_size=5))
def test_whatever_was_typed_comes_back_as_one_row_that_runs_nothing(cells):
    _, *rows = read_back(write_csv([cells], ["x"] * len(cells), "fi"))

    assert len(rows) == 1
    assert len(rows[0]) == len(cells)
    for cell in rows[0]:
        assert not cell.startswith(STARTS_FORMULA) or cell.lstrip("+-")[:1].isdigit()
