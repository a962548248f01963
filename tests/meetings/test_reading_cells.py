"""What people write in cells, and what is made of it: a value, a value with a doubt, or a doubt alone."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tuokio.meetings.domain import dates_in_cells, numbers_in_cells, words_in_cells
from tuokio.meetings.domain.dates_in_cells import Leaning
from tuokio.meetings.domain.proposal import DoubtCode, Members, RawCell
from tuokio.terms.words import FormOfWork

TODAY = date(2026, 11, 21)


def codes(found):
    return [str(doubt.code) for doubt in found.doubts]


def read(reader, value, **how):
    found = reader(value if isinstance(value, RawCell) else RawCell(value), 4, **how)
    assert {doubt.column for doubt in found.doubts} <= {4}
    return found.value, codes(found)


@pytest.mark.parametrize(
    ("written", "cents", "doubts"),
    [
        ("120,00 €", 12000, []),
        ("120,00€", 12000, []),
        ("120.00", 12000, []),
        ("120", 12000, []),
        ("120 e", 12000, []),
        ("120 eur", 12000, []),
        ("120 euroa", 12000, []),
        ("120,-", 12000, []),
        ("1 200,-", 120000, []),
        ("1\u00a0200,50 €", 120050, []),
        ("1\u202f200 €", 120000, []),
        ("1.200,00", 120000, []),
        ("1,200.00", 120000, []),
        ("1.200.000,00", None, ["out_of_range"]),
        ("10 000,00", 1000000, []),
        ("95,5", 9550, []),
        ("95 €/krt", 9500, []),
        ("95 €/75 min", 9500, []),
        ("150,00 € + alv", 15000, []),
        ("150,00 € + alv 25,5 %", 15000, []),
        ("150,00 € (alv 0 %)", 15000, []),
        ("345,13 € sis. alv", 34513, ["price_with_vat"]),
        ("345,13 € sis. alv 25,5 %", 34513, ["price_with_vat"]),
        ("345,13 inkl. moms", 34513, ["price_with_vat"]),
        ("120 €/h", 12000, ["price_per_hour"]),
        ("120 €/tunti", 12000, ["price_per_hour"]),
        (120, 12000, []),
        (120.5, 12050, []),
        (120.005, 12001, ["rounded"]),
        (0, 0, []),
        ("1.200", None, ["ambiguous_number"]),
        ("1,200", None, ["ambiguous_number"]),
        ("100-120", None, ["several_numbers"]),
        ("100 / 120", None, ["several_numbers"]),
        ("sovitaan", None, ["unreadable_number"]),
        ("-50", None, ["out_of_range"]),
        ("1.2.3", None, ["unreadable_number"]),
        ("noin 120 €", 12000, ["text_left"]),
        (True, None, ["unreadable_number"]),
        (float("inf"), None, ["unreadable_number"]),
        (float("nan"), None, ["unreadable_number"]),
        (1e300, None, ["out_of_range"]),
        (time(1, 15), None, ["unreadable_number"]),
        ("9" * 1999, None, ["out_of_range"]),
    ],
)
def test_prices(written, cents, doubts):
    assert read(numbers_in_cells.price, written) == (cents, doubts)


@pytest.mark.parametrize(
    ("written", "percent", "doubts"),
    [
        ("25,5 %", "25.5", []),
        ("alv 25,5", "25.5", []),
        (25.5, "25.5", []),
        ("0 %", "0", []),
        ("veroton", "0", []),
        ("ei alv:ia", "0", []),
        ("momsfri", "0", []),
        (0, "0", []),
        (RawCell(0.255, is_percent=True), "25.5", []),
        (0.255, "25.5", ["percent_or_share"]),
        (10, "10", []),
        (255, None, ["out_of_range"]),
        ("?", None, ["unreadable_number"]),
    ],
)
def test_vat(written, percent, doubts):
    assert read(numbers_in_cells.vat_percent, written) == (percent and Decimal(percent), doubts)


@pytest.mark.parametrize(
    ("written", "minutes", "doubts"),
    [
        ("75", 75, []),
        (75, 75, []),
        (75.0, 75, []),
        ("75 min", 75, []),
        ("75 min.", 75, []),
        ("75min", 75, []),
        ("75 minuuttia", 75, []),
        ("75'", 75, []),
        ("1 h 15 min", 75, []),
        ("1h 15", 75, []),
        ("1,5 h", 90, []),
        ("1.5 t", 90, []),
        ("2 tuntia", 120, []),
        ("2 timmar", 120, []),
        ("1:15", 75, []),
        (time(1, 15), 75, []),
        (timedelta(minutes=75), 75, []),
        ("2", None, ["hours_or_minutes"]),
        (1.5, None, ["hours_or_minutes"]),
        ("2 x 45 min", None, ["several_numbers"]),
        ("60-90 min", None, ["several_numbers"]),
        ("45/60", None, ["several_numbers"]),
        ("puolipäivä", None, ["unreadable_number"]),
        ("700", None, ["out_of_range"]),
    ],
)
def test_lengths(written, minutes, doubts):
    assert read(numbers_in_cells.length, written) == (minutes, doubts)


@pytest.mark.parametrize(("written", "minutes"), [("1,5", 90), (2, 120), (1.25, 75), ("1", 60)])
def test_lengths_under_a_title_in_hours(written, minutes):
    assert read(numbers_in_cells.length, written, in_hours=True) == (minutes, [])


@pytest.mark.parametrize(
    ("written", "weeks", "doubts"),
    [
        ("3", 3, []),
        (3, 3, []),
        ("3 vk", 3, []),
        ("3 vko", 3, []),
        ("4 viikon välein", 4, []),
        ("n. 3 vk välein", 3, []),
        ("joka toinen viikko", 2, []),
        ("Joka kolmas vko", 3, []),
        ("varannan vecka", 2, []),
        ("var tredje vecka", 3, []),
        ("every other week", 2, []),
        ("viikoittain", 1, []),
        ("every 4 weeks", 4, []),
        ("kerran kuussa", 4, ["months_as_weeks"]),
        ("1 x kk", 4, ["months_as_weeks"]),
        ("varje månad", 4, ["months_as_weeks"]),
        ("monthly", 4, ["months_as_weeks"]),
        ("3-4 vk", None, ["several_numbers"]),
        ("3–4", None, ["several_numbers"]),
        ("tarvittaessa", None, ["unreadable_number"]),
        ("0", None, ["out_of_range"]),
        ("100", None, ["out_of_range"]),
        ("joka toinen viikko paitsi kesällä", 2, ["text_left"]),
    ],
)
def test_rhythms(written, weeks, doubts):
    assert read(numbers_in_cells.interval, written) == (weeks, doubts)


@pytest.mark.parametrize(
    ("written", "number", "doubts"),
    [
        ("10", 10, []),
        (10.0, 10, []),
        ("10 kertaa", 10, []),
        ("10 krt", 10, []),
        ("8-10", None, ["several_numbers"]),
        ("10 x 75 min", None, ["several_numbers"]),
        (2.5, None, ["out_of_range"]),
        ("201", None, ["out_of_range"]),
        ("kymmenen", None, ["unreadable_number"]),
    ],
)
def test_counts(written, number, doubts):
    assert read(numbers_in_cells.count, written) == (number, doubts)


@pytest.mark.parametrize(
    ("written", "told"), [("4/10", (4, 10)), ("4 / 10 krt", (4, 10)), ("4 av 10", (4, 10)), ("4", None)]
)
def test_so_many_of_so_many(written, told):
    assert numbers_in_cells.of_total(written) == told


@pytest.mark.parametrize(
    ("written", "form", "doubts"),
    [
        ("Ryhmä", FormOfWork.GROUP, []),
        ("RYHMÄTYÖNOHJAUS", FormOfWork.GROUP, []),
        ("esihenkilöryhmä", FormOfWork.GROUP, []),
        ("johtoryhmä", FormOfWork.GROUP, []),
        ("yksilö", FormOfWork.INDIVIDUAL, []),
        ("yksilöohjaus", FormOfWork.INDIVIDUAL, []),
        ("yks.", FormOfWork.INDIVIDUAL, []),
        ("Yks", FormOfWork.INDIVIDUAL, []),
        ("työpari", FormOfWork.PAIR, []),
        ("pari", FormOfWork.PAIR, []),
        ("Parityönohjaus", FormOfWork.PAIR, []),
        ("työyhteisö", FormOfWork.WORK_COMMUNITY, []),
        ("Työyhteisötyönohjaus", FormOfWork.WORK_COMMUNITY, []),
        ("individuell handledning", FormOfWork.INDIVIDUAL, []),
        ("enskild", FormOfWork.INDIVIDUAL, []),
        ("parhandledning", FormOfWork.PAIR, []),
        ("grupphandledning", FormOfWork.GROUP, []),
        ("chefsgrupp", FormOfWork.GROUP, []),
        ("arbetsgemenskap", FormOfWork.WORK_COMMUNITY, []),
        ("work community", FormOfWork.WORK_COMMUNITY, []),
        ("individual", FormOfWork.INDIVIDUAL, []),
        ("tiimi", FormOfWork.GROUP, ["team_as_group"]),
        ("team", FormOfWork.GROUP, ["team_as_group"]),
        ("yksilö tai ryhmä", None, ["form_several"]),
        ("ryhmä / työyhteisö", None, ["form_several"]),
        ("esihenkilötyönohjaus", None, ["form_unknown"]),
        ("konsultointi", None, ["form_unknown"]),
        ("parantaminen", None, ["form_unknown"]),
    ],
)
def test_forms(written, form, doubts):
    assert read(words_in_cells.form, written) == (form, doubts)


@pytest.mark.parametrize(
    ("written", "members", "doubts"),
    [
        (6, Members(6), []),
        ("6 hlö", Members(6), []),
        ("Anneli, Birgit ja Kauko", Members(3, ("Anneli", "Birgit", "Kauko")), []),
        ("Anneli\nBirgit", Members(2, ("Anneli", "Birgit")), []),
        ("Anneli & Birgit", Members(2, ("Anneli", "Birgit")), []),
        ("R.", Members(1, ("R.",)), []),
        ("5-7", None, ["several_numbers"]),
        (0, None, ["out_of_range"]),
        (",", None, ["out_of_range"]),
    ],
)
def test_members(written, members, doubts):
    assert read(words_in_cells.members, written) == (members, doubts)


def test_a_business_id_is_checked_and_kept_when_it_is_wrong():
    assert read(words_in_cells.business_id, "20774740") == ("2077474-0", [])
    assert read(words_in_cells.business_id, "2077474-1") == ("2077474-1", ["business_id_wrong"])


def dates(written, leaning=Leaning.EITHER):
    found = dates_in_cells.dates(RawCell(written), 4, today=TODAY, leaning=leaning)
    values = (
        None if found.value is None else [(one.on.isoformat(), one.at, one.minutes) for one in found.value]
    )
    return values, codes(found)


ON = "2026-11-24"


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("24.11.2026", [(ON, None, None)]),
        ("24.11.26", [(ON, None, None)]),
        ("24. 11. 2026", [(ON, None, None)]),
        ("2026-11-24", [(ON, None, None)]),
        ("2026-11-24T13:00:00", [(ON, time(13), None)]),
        ("2026-11-24 13:00", [(ON, time(13), None)]),
        ("24/11/2026", [(ON, None, None)]),
        ("11/24/2026", [(ON, None, None)]),
        ("24. marraskuuta 2026", [(ON, None, None)]),
        ("24 november 2026", [(ON, None, None)]),
        ("ti 24.11.2026", [(ON, None, None)]),
        ("Tiistai 24.11.2026 klo 13", [(ON, time(13), None)]),
        ("tis 24.11.2026 kl. 13", [(ON, time(13), None)]),
        ("24.11.2026 klo 13.00", [(ON, time(13), None)]),
        ("24.11.2026 13:00", [(ON, time(13), None)]),
        ("24.11.2026 13.15", [(ON, time(13, 15), None)]),
        ("24.11.2026 klo 13–14.15", [(ON, time(13), 75)]),
        ("24.11.2026 klo 13.00 - 14.15", [(ON, time(13), 75)]),
        ("24.11.2026, 8.12.2026", [(ON, None, None), ("2026-12-08", None, None)]),
        ("8.12.2026; 24.11.2026", [(ON, None, None), ("2026-12-08", None, None)]),
        ("24.11.2026 klo 13 ja 8.12.2026 klo 9", [(ON, time(13), None), ("2026-12-08", time(9), None)]),
        ("24.11.2026\n8.12.2026", [(ON, None, None), ("2026-12-08", None, None)]),
        (datetime(2026, 11, 24, 13, 0), [(ON, time(13), None)]),  # noqa: DTZ001 — cells know no zone
        (datetime(2026, 11, 24), [(ON, None, None)]),  # noqa: DTZ001 — as above
        (date(2026, 11, 24), [(ON, None, None)]),
    ],
)
def test_dates_that_are_plain(written, values):
    assert dates(written) == (values, [])


@pytest.mark.parametrize(
    ("written", "leaning", "days", "doubts"),
    [
        ("2.9., 30.9., 28.10.", Leaning.PAST, ["2026-09-02", "2026-09-30", "2026-10-28"], ["year_assumed"]),
        ("2.12.", Leaning.PAST, ["2025-12-02"], ["year_assumed"]),
        ("1.12., 12.1., 9.2.", Leaning.PAST, ["2025-12-01", "2026-01-12", "2026-02-09"], ["year_assumed"]),
        ("24.11.", Leaning.FUTURE, ["2026-11-24"], ["year_assumed"]),
        ("ti 24.11. klo 13", Leaning.FUTURE, ["2026-11-24"], ["year_assumed"]),
        ("12.1.", Leaning.FUTURE, ["2027-01-12"], ["year_assumed"]),
        ("8.12., 12.1.", Leaning.FUTURE, ["2026-12-08", "2027-01-12"], ["year_assumed"]),
        ("28.10., 25.11., 12.1.", Leaning.EITHER, ["2026-10-28", "2026-11-25", "2027-01-12"], ["year_assumed"]),
        ("24.11", Leaning.FUTURE, ["2026-11-24"], ["year_assumed"]),
        ("2.9., 30.9., 28.10.2026", Leaning.PAST, ["2026-09-02", "2026-09-30", "2026-10-28"], ["year_from_neighbour"]),
        ("15.12., 12.1.2027", Leaning.FUTURE, ["2026-12-15", "2027-01-12"], ["year_from_neighbour"]),
        ("15.12.2026, 12.1.", Leaning.FUTURE, ["2026-12-15", "2027-01-12"], ["year_from_neighbour"]),
        ("28.10., 30.9., 2.9.", Leaning.PAST, ["2024-10-28", "2025-09-30", "2026-09-02"], ["order_unclear"]),
        ("ma 24.11.2026", Leaning.FUTURE, ["2026-11-24"], ["weekday_differs"]),
        ("24.11.2026, 24.11.2026", Leaning.FUTURE, ["2026-11-24", "2026-11-24"], ["same_date_twice"]),
        ("24.11.2026 salissa", Leaning.FUTURE, ["2026-11-24"], ["text_left"]),
        ("noin 24.11.2026", Leaning.FUTURE, ["2026-11-24"], ["text_left"]),
        ("23.-24.11.2026", Leaning.FUTURE, ["2026-11-24"], ["unreadable_date"]),
        ("24.11.2026, 31.11.2026", Leaning.FUTURE, ["2026-11-24"], ["no_such_date"]),
        ("3/4/2026", Leaning.PAST, None, ["day_or_month"]),
        ("29.2.2027", Leaning.FUTURE, None, ["no_such_date"]),
        ("24.11.1926", Leaning.PAST, None, ["no_such_date"]),
        ("24.11.2026 klo 25", Leaning.FUTURE, ["2026-11-24"], ["date_or_time"]),
        ("viikolla 48", Leaning.FUTURE, None, ["unreadable_date"]),
        ("keväällä", Leaning.FUTURE, None, ["unreadable_date"]),
        (2.9, Leaning.PAST, None, ["date_or_number"]),
        (7, Leaning.PAST, None, ["date_or_number"]),
        (46350, Leaning.EITHER, ["2026-11-24"], ["serial_date"]),
        (float("nan"), Leaning.EITHER, None, ["date_or_number"]),
        ("1.1.2026 " * 201, Leaning.PAST, None, ["out_of_range"]),
    ],
)  # fmt: skip
def test_dates_that_need_a_look(written, leaning, days, doubts):
    values, told = dates(written, leaning)

    assert (values and [value[0] for value in values], told) == (days, doubts)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("13", time(13)),
        ("klo 13", time(13)),
        ("13.00", time(13)),
        ("13:15", time(13, 15)),
        ("kl. 9", time(9)),
        ("ti 13.00–14.15", time(13)),
        (time(13, 15), time(13, 15)),
        ("iltapäivä", None),
        ("noin 13", None),
        ("25", None),
    ],
)
def test_times_of_day(written, at):
    assert read(dates_in_cells.time_of_day, written) == (at, [] if at else ["unreadable_date"])


def test_one_date_where_two_stand_is_a_doubt():
    found = dates_in_cells.one_date(RawCell("1.9.2026, 2.9.2026"), 4, today=TODAY, leaning=Leaning.PAST)

    assert (found.value, codes(found)) == (None, ["several_numbers"])


ANYTHING = some.one_of(
    some.text(max_size=60),
    some.text(alphabet="0123456789.,:-/ €khmltiv%x", max_size=40),
    some.floats(),
    some.integers(),
    some.booleans(),
    some.dates(),
    some.times(),
    some.timedeltas(),
    some.datetimes(),
)


@settings(derandomize=True, deadline=None, max_examples=400)
@given(value=ANYTHING, is_percent=some.booleans(), leaning=some.sampled_from(Leaning))
def test_whatever_stands_in_a_cell_is_a_value_or_a_doubt(value, is_percent, leaning):
    cell = RawCell(value, is_percent=is_percent)
    found = [
        numbers_in_cells.price(cell, 0),
        numbers_in_cells.vat_percent(cell, 0),
        numbers_in_cells.length(cell, 0),
        numbers_in_cells.length(cell, 0, in_hours=True),
        numbers_in_cells.interval(cell, 0),
        numbers_in_cells.count(cell, 0),
        words_in_cells.form(cell, 0),
        words_in_cells.members(cell, 0),
        dates_in_cells.dates(cell, 0, today=TODAY, leaning=leaning),
        dates_in_cells.one_date(cell, 0, today=TODAY, leaning=leaning),
        dates_in_cells.time_of_day(cell, 0),
    ]

    assert all(one.value is not None or one.doubts for one in found)
    assert all(doubt.code in DoubtCode for one in found for doubt in one.doubts)


@settings(derandomize=True, deadline=None)
@given(
    some.integers(0, 9_999_999),
    some.sampled_from(["{e},{c:02} €", "{e}.{c:02}", "{e},{c:02}", "€ {e},{c:02}"]),
)
def test_every_price_with_two_decimals_is_read_to_the_cent(cents, written):
    text = written.format(e=cents // 100, c=cents % 100)

    assert read(numbers_in_cells.price, text) == (cents, [])


@settings(derandomize=True, deadline=None)
@given(some.dates(date(2000, 1, 1), date(2050, 12, 31)))
def test_every_full_date_is_read_without_a_doubt(day):
    for written in (f"{day.day}.{day.month}.{day.year}", day.isoformat(), f"{day:%d.%m.%Y}"):
        assert dates(written) == ([(day.isoformat(), None, None)], [])


@settings(derandomize=True, deadline=None)
@given(some.dates(date(2026, 1, 1), date(2027, 12, 31)).filter(lambda day: (day.month, day.day) != (2, 29)))
def test_a_date_without_its_year_is_never_without_a_doubt(day):
    text = f"{day.day}.{day.month}."

    for leaning, right in ((Leaning.PAST, lambda on: on <= TODAY), (Leaning.FUTURE, lambda on: on >= TODAY)):
        values, doubts = dates(text, leaning)
        assert doubts == ["year_assumed"]
        assert right(date.fromisoformat(values[0][0]))
