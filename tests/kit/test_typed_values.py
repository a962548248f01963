"""Dates, times and money as people type them."""

from datetime import date, time

import pytest
from django import forms

from tuokio.kit.fields import (
    DayField,
    EurosField,
    LinesField,
    TimeField,
    Unreadable,
    read_day,
    read_euros,
    read_time,
)


class Typed(forms.Form):
    on = DayField()
    at = TimeField()
    price = EurosField()
    names = LinesField(longest=10, most=3)


@pytest.mark.parametrize("typed", ["24.11.2026", "24. 11. 2026", "2026-11-24", " 24.11.2026 "])
def test_a_date_is_read_as_finns_and_browsers_write_it(typed: str) -> None:
    assert read_day(typed) == date(2026, 11, 24)


@pytest.mark.parametrize(
    "typed", ["24.11.", "24.11.26", "11/24/2026", "31.2.2026", "huomenna", "", "٢٤.11.2026 x"]
)
def test_a_date_that_could_be_another_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_day(typed)


@pytest.mark.parametrize("typed", ["13.00", "13:00", "13", "13:00:00"])
def test_a_time_is_read_with_point_or_colon(typed: str) -> None:
    assert read_time(typed) == time(13, 0)


@pytest.mark.parametrize("typed", ["25.00", "13.60", "13,00,", "iltapäivä", "-1"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_time(typed)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("160", 16_000),
        ("160,5", 16_050),
        ("160,50 €", 16_050),
        ("1 780,00", 178_000),
        ("1\u00a0780", 178_000),
        ("160.50", 16_050),
        ("0", 0),
    ],
)
def test_money_is_read_with_a_decimal_comma(typed: str, cents: int) -> None:
    assert read_euros(typed) == cents


@pytest.mark.parametrize("typed", ["1.780", "1,780", "-5", "12 50", "1e3", "€", "160,505", "9" * 20])
def test_money_that_could_be_two_amounts_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_euros(typed)


def test_what_was_typed_wrong_stays_to_be_mended() -> None:
    form = Typed({"on": "24.11.", "at": "25.00", "price": "1.780", "names": "a"})

    assert set(form.errors) == {"on", "at", "price"}
    assert 'type="text"' in str(form["on"])
    assert 'value="24.11."' in str(form["on"])
    assert 'value="25.00"' in str(form["at"])
    assert 'value="1.780"' in str(form["price"])


def test_what_was_typed_right_comes_back_as_the_browser_wants_it() -> None:
    form = Typed({"on": "24.11.2026", "at": "13.00", "price": "160", "names": "Henna\n\n  T.   K. \n"})

    assert form.is_valid()
    assert form.cleaned_data == {
        "on": date(2026, 11, 24),
        "at": time(13, 0),
        "price": 16_000,
        "names": ("Henna", "T. K."),
    }
    assert 'type="date"' in str(form["on"])
    assert 'value="2026-11-24"' in str(form["on"])
    assert 'value="13:00"' in str(form["at"])


def test_values_of_a_record_fill_the_fields() -> None:
    form = Typed(initial={"price": 16_050, "at": time(9, 30), "names": ("Henna", "T. K.")})

    assert 'value="160,50"' in str(form["price"])
    assert 'value="09:30"' in str(form["at"])
    assert "Henna\nT. K." in str(form["names"])


def test_a_line_too_long_is_named_by_its_number() -> None:
    form = Typed({"on": "2026-11-24", "at": "13.00", "price": "160", "names": "Henna\nBertta-Liisa Marjatta"})

    assert not form.is_valid()
    assert "2" in form.errors["names"][0]


def test_a_name_of_twenty_thousand_characters_is_one_clear_error() -> None:
    form = Typed({"on": "2026-11-24", "at": "13.00", "price": "160", "names": "x" * 20_000})

    assert list(form.errors) == ["names"]
