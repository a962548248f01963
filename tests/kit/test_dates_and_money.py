"""Dates, times and money as people write them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from tuokio.kit import money, when
from tuokio.kit.when import NBSP

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # 13.00 in Helsinki


@pytest.fixture(autouse=True)
def in_finnish_in_2026(monkeypatch):
    monkeypatch.setattr("tuokio.kit.clock.today", lambda: date(2026, 11, 1))
    with translation.override("fi"):
        yield


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_a_meeting_is_told_as_day_and_hours():
    assert plain(when.moment(NOON, 75)) == "ti 24.11. klo 13.00–14.15"
    assert plain(when.moment(NOON)) == "ti 24.11. klo 13.00"


def test_another_year_is_said():
    assert plain(when.day(date(2027, 1, 7))) == "to 7.1.2027"
    assert plain(when.day(date(2026, 1, 7))) == "ke 7.1."
    assert when.long_day(date(2026, 1, 7)) == "7.1.2026"


def test_swedish_and_english_have_their_own_way():
    with translation.override("sv"):
        assert plain(when.moment(NOON, 75)) == "tis 24.11 kl. 13.00–14.15"
    with translation.override("en"):
        assert plain(when.moment(NOON, 75)) == "Tue 24 Nov 13:00–14:15"


def test_the_wall_clock_follows_summer_time_and_the_named_zone():
    assert plain(when.moment(datetime(2026, 7, 1, 6, 0, tzinfo=UTC))) == "ke 1.7. klo 9.00"
    assert plain(when.moment(NOON, 60, "Europe/Stockholm")) == "ti 24.11. klo 12.00–13.00"


def test_a_late_evening_in_utc_is_the_next_day_here():
    assert plain(when.moment(datetime(2026, 11, 24, 22, 30, tzinfo=UTC))) == "ke 25.11. klo 0.30"


def test_days_that_follow_each_other_are_told_shortly():
    assert plain(when.days(date(2026, 11, 23), date(2026, 11, 27))) == "23.–27.11."
    assert plain(when.days(date(2026, 11, 30), date(2026, 12, 4))) == "30.11.–4.12."
    assert plain(when.days(date(2026, 12, 28), date(2027, 1, 3))) == "28.12.2026–3.1.2027"
    assert plain(when.days(date(2026, 11, 24), date(2026, 11, 24))) == "ti 24.11."


def test_headings_and_months_are_whole_words():
    assert when.spoken_day(date(2026, 11, 24)) == "Tiistai 24. marraskuuta"
    assert when.month(date(2026, 11, 1)) == "Marraskuu 2026"
    assert when.week_number(date(2027, 1, 3)) == 53


def test_templates_say_the_same():
    html = Template(
        "{% when at 75 %}|{{ at|when }}|{{ at|day }}|{{ at|long_day }}|{% hours at 75 %}|{{ none|when }}"
    ).render(Context({"at": NOON, "none": None}))

    assert (
        plain(html) == "ti 24.11. klo 13.00–14.15|ti 24.11. klo 13.00|ti 24.11.|24.11.2026|klo 13.00–14.15|"
    )


def test_money_is_whole_and_never_broken():
    assert money.euros(178_000) == f"1{NBSP}780,00{NBSP}€"
    assert money.euros(5) == f"0,05{NBSP}€"
    assert money.euros(-16_050) == f"−160,50{NBSP}€"
    with translation.override("en"):
        assert money.euros(178_000) == "€1,780.00"
    assert (
        Template("{{ cents|money }}{{ none|money }}").render(Context({"cents": 16_000, "none": None}))
        == f"160,00{NBSP}€"
    )
