"""Moving in: what a sheet of running processes is understood as, and what it leaves to the person."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tools import make_moving_in_samples
from tuokio.meetings.domain.columns import understand
from tuokio.meetings.domain.moving_in import read_file, read_text
from tuokio.meetings.domain.proposal import (
    ColumnDoubt,
    Doubt,
    DoubtCode,
    Duplicate,
    DuplicateKind,
    Field,
    Held,
    Members,
    ReadDate,
    SkipCode,
    Unreadability,
    Unreadable,
)
from tuokio.terms.words import FormOfWork

TODAY = date(2026, 11, 21)
HELSINKI = "Europe/Helsinki"
SAMPLES = Path(__file__).parent.parent / "data" / "moving_in"


def codes(found):
    return [str(doubt.code) for doubt in found.doubts]


def sample(name, **how):
    return read_file((SAMPLES / name).read_bytes(), today=TODAY, zone=HELSINKI, **how)


def pasted(*rows, **how):
    text = "\n".join("\t".join(row) for row in rows)
    return read_text(text, today=TODAY, zone=HELSINKI, **how)


def one(*rows, **how):
    (process,) = pasted(*rows, **how).processes
    return process


# The sheet of fourteen


@pytest.mark.parametrize("name", make_moving_in_samples.FILES)
def test_the_samples_are_what_their_tool_writes(name):
    assert make_moving_in_samples.FILES[name]() == (SAMPLES / name).read_bytes()


def test_fourteen_processes_and_one_of_them_twice_come_out_of_the_sheet():
    proposal = sample("neljatoista.xlsx")

    assert [process.name.value for process in proposal.processes] == [
        "Hoitajat, Pihlaja",
        "Hoitajat, Vaahtera",
        "Lähiesihenkilöt",
        "Lastensuojelun tiimi",
        "Kotihoito, koko työyhteisö",
        "Sosiaalityöntekijä R.",
        "Diakonit",
        "Kanttori",
        "Vapaaehtoisten ohjaajat",
        "Rehtoripari",
        "Erityisopettajat",
        "Lärarpar",
        "Työnjohtajat",
        "Tuotantojohtaja",
        "HOITAJAT, PIHLAJA",
    ]
    assert {process.form.value for process in proposal.processes} == {*FormOfWork, None}
    assert proposal.processes[0].duplicates == (Duplicate(DuplicateKind.IN_FILE, "HOITAJAT, PIHLAJA", 0, 19),)
    assert proposal.processes[14].duplicates == (Duplicate(DuplicateKind.IN_FILE, "Hoitajat, Pihlaja", 0, 4),)


def test_what_is_no_process_is_listed_with_why():
    assert [(row.row, row.reason, row.text) for row in sample("neljatoista.xlsx").skipped] == [
        (1, SkipCode.TITLE, "Työnohjaukset syksy 2026 – kevät 2027"),
        (2, SkipCode.EMPTY, ""),
        (7, SkipCode.EMPTY, ""),
        (20, SkipCode.SUM, "Yhteensä"),
    ]


def test_the_columns_are_understood_and_notes_are_left_where_they_are():
    (sheet,) = sample("neljatoista.xlsx").sheets

    assert (sheet.name, sheet.header_row, sheet.missing) == ("Prosessit", 3, (Field.INTERVAL,))
    assert [column.field for column in sheet.columns] == [
        Field.PAYER,
        Field.NAME,
        Field.FORM,
        Field.MEMBER_COUNT,
        Field.MINUTES,
        Field.PRICE,
        Field.VAT,
        Field.PLANNED,
        Field.HELD_COUNT,
        Field.COMING,
        Field.ORDER_NUMBER,
        None,
    ]
    assert sheet.columns[11].doubts == (ColumnDoubt.NOTES,)
    assert "sovitaan" not in repr(sample("neljatoista.xlsx"))


def test_a_plain_row_is_read_whole_and_only_its_missing_years_are_doubted():
    first = sample("neljatoista.xlsx").processes[0]

    assert (first.row, first.form.value, first.payer.value) == (4, FormOfWork.GROUP, "Puropolun hoivakoti")
    assert (first.minutes.value, first.price_cents.value, first.vat_percent.value) == (
        75,
        18000,
        Decimal("25.5"),
    )
    assert (first.planned.value, first.members.value) == (10, Members(6))
    assert first.held.value == Held(
        3, (ReadDate(date(2026, 9, 2)), ReadDate(date(2026, 9, 30)), ReadDate(date(2026, 10, 28)))
    )
    assert first.coming.value == (ReadDate(date(2026, 11, 24), time(13)),)
    assert (first.at.value, first.order_number.value) == (time(13), "PP-4471")
    assert {(doubt.code, doubt.column, doubt.original) for doubt in first.doubts} == {
        (DoubtCode.YEAR_ASSUMED, 8, "2.9., 30.9., 28.10."),
        (DoubtCode.YEAR_ASSUMED, 9, "ti 24.11. klo 13"),
        (DoubtCode.INTERVAL_FROM_DATES, None, ""),
        (DoubtCode.INTERVALS_DIFFER, None, ""),
    }


def test_a_payer_merged_over_its_rows_is_taken_and_marked():
    payers = [(process.payer.value, codes(process.payer)) for process in sample("neljatoista.xlsx").processes]

    assert payers[:4] == [
        ("Puropolun hoivakoti", []),
        ("Puropolun hoivakoti", ["merged_cell"]),
        ("Puropolun hoivakoti", ["merged_cell"]),
        ("Järvirannikon hyvinvointialue", []),
    ]


def test_what_is_unclear_has_no_value_and_says_why():
    by_name = {process.name.value: process for process in sample("neljatoista.xlsx").processes}

    assert (by_name["Työnjohtajat"].form.value, codes(by_name["Työnjohtajat"].form)) == (
        None,
        ["form_several"],
    )
    assert codes(by_name["Työnjohtajat"].price_cents) == ["empty"]
    assert (by_name["Tuotantojohtaja"].price_cents.value, codes(by_name["Tuotantojohtaja"].price_cents)) == (
        None,
        ["ambiguous_number"],
    )
    assert codes(by_name["Erityisopettajat"].form) == ["empty"]
    assert codes(by_name["Lastensuojelun tiimi"].form) == ["team_as_group"]


def test_names_that_are_here_already_are_told():
    kanttori = next(
        process
        for process in sample("neljatoista.xlsx", existing=["kanttori ", "Joku muu"]).processes
        if process.name.value == "Kanttori"
    )

    assert kanttori.duplicates == (Duplicate(DuplicateKind.ALREADY_HERE, "kanttori "),)


def test_the_table_of_an_old_program_is_read_without_a_doubt_but_that_of_its_code_page():
    proposal = sample("vanha-ohjelma.csv")

    assert (proposal.encoding, proposal.encoding_is_sure) == ("cp1252", False)
    assert [
        (each.name.value, each.price_cents.value, each.interval_weeks.value, each.doubts)
        for each in proposal.processes
    ] == [
        ("Hoitajat, Pihlaja", 18000, 4, ()),
        ("Ystävätoiminnan väki", 16500, 4, ()),
        ("Päällikkö Ä. Öhman", 120050, 3, ()),
    ]
    assert proposal.processes[0].coming.value == (ReadDate(date(2026, 11, 24), time(13)),)


# Columns


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("NIMI", Field.NAME),
        ("Prosessin nimi:", Field.NAME),
        ("Ryhmä", Field.NAME),
        ("Muoto", Field.FORM),
        ("Tilaaja", Field.PAYER),
        ("Asiakas", Field.PAYER),
        ("Y-tunnus", Field.BUSINESS_ID),
        ("Hlö", Field.MEMBER_COUNT),
        ("Osallistujat", Field.MEMBER_NAMES),
        ("Kesto (min)", Field.MINUTES),
        ("Hinta", Field.PRICE),
        ("Hinta (alv 0 %)", Field.PRICE),
        ("€/kerta", Field.PRICE),
        ("Á-hinta €", Field.PRICE),
        ("Alv-%", Field.VAT),
        ("Väli (vk)", Field.INTERVAL),
        ("Sovitut kerrat", Field.PLANNED),
        ("Pidetyt kerrat", Field.HELD_COUNT),
        ("Pidetyt päivät", Field.HELD_DATES),
        ("Seuraava aika", Field.COMING),
        ("Klo", Field.TIME),
        ("3. kerta", Field.DATES),
        ("Kerta 12", Field.DATES),
        ("Tilausnro", Field.ORDER_NUMBER),
        ("Kustannuspaikka", Field.COST_CENTRE),
        ("Namn", Field.NAME),
        ("Beställare", Field.PAYER),
        ("Längd", Field.MINUTES),
        ("Pris", Field.PRICE),
        ("Moms", Field.VAT),
        ("Antal gånger", Field.PLANNED),
        ("Hållna", Field.HELD_COUNT),
        ("Nästa träff", Field.COMING),
        ("Name", Field.NAME),
        ("Commissioner", Field.PAYER),
        ("Duration", Field.MINUTES),
        ("Price (excl. VAT)", Field.PRICE),
        ("Order number", Field.ORDER_NUMBER),
    ],
)
def test_titles_in_three_languages(title, field):
    assert understand(title)[:2] == (field, ())


@pytest.mark.parametrize(
    ("title", "field", "doubts", "hints"),
    [
        ("Hinta per kerta v. 2026", Field.PRICE, (ColumnDoubt.PARTLY_UNDERSTOOD,), ()),
        ("Sovittu hinta", Field.PRICE, (ColumnDoubt.PARTLY_UNDERSTOOD,), ()),
        ("Hinta sis. alv", Field.PRICE, (), (DoubtCode.PRICE_WITH_VAT,)),
        ("Tuntihinta", Field.PRICE, (), (DoubtCode.PRICE_PER_HOUR,)),
        ("Kokonaishinta", Field.PRICE, (), (DoubtCode.PRICE_TOTAL,)),
        ("Muistiinpanot", None, (ColumnDoubt.NOTES,), ()),
        ("Omat huomiot", None, (ColumnDoubt.NOTES,), ()),
        ("Lempiväri", None, (ColumnDoubt.UNKNOWN,), ()),
    ],
)
def test_titles_that_need_a_look(title, field, doubts, hints):
    assert understand(title) == (field, doubts, hints)


def test_columns_may_stand_in_any_order():
    process = one(("Hinta", "Maksaja", "Nimi", "Muoto"), ("120,00 €", "Puro", "Meri", "ryhmä"))

    assert (process.name.value, process.payer.value, process.price_cents.value) == ("Meri", "Puro", 12000)


def test_a_column_twice_is_taken_once_and_listed():
    (sheet,) = pasted(("Nimi", "Hinta", "Hinta"), ("Meri", "1", "2")).sheets

    assert [(column.field, column.doubts) for column in sheet.columns] == [
        (Field.NAME, ()),
        (Field.PRICE, ()),
        (None, (ColumnDoubt.SAME_AS_ANOTHER,)),
    ]


def test_a_person_can_say_what_a_column_holds():
    rows = (("Nimi", "Hinta", "Sarake", "Muoto"), ("Meri", "120", "140", "ryhmä"))

    process = one(*rows, columns={(0, 2): Field.PRICE, (0, 3): None})

    assert process.price_cents.value == 14000
    assert codes(process.form) == ["no_column"]


def test_a_sheet_without_titles_is_read_once_its_columns_are_told():
    rows = (("Meri", "ryhmä", "120"), ("Puro", "pari", "140"))

    untold = pasted(*rows)
    told = pasted(*rows, columns={(0, 0): Field.NAME, (0, 1): Field.FORM, (0, 2): Field.PRICE})

    assert (untold.processes, untold.sheets[0].header_row) == ((), None)
    assert [row.reason for row in untold.skipped] == [SkipCode.NO_TITLE, SkipCode.NO_TITLE]
    assert [(each.name.value, each.form.value) for each in told.processes] == [
        ("Meri", FormOfWork.GROUP),
        ("Puro", FormOfWork.PAIR),
    ]


def test_what_a_title_says_of_prices_is_doubted_in_each_row():
    process = one(("Nimi", "Hinta sis. alv", "Muoto"), ("Meri", "345,13", "ryhmä"))

    assert (process.price_cents.value, codes(process.price_cents)) == (34513, ["price_with_vat"])


def test_a_title_in_hours_makes_lengths_hours():
    assert one(("Nimi", "Kesto (h)", "Muoto"), ("Meri", "1,5", "ryhmä")).minutes.value == 90


# Rows


def test_needed_columns_that_are_missing_are_doubted_in_each_row():
    process = one(("Nimi", "Klo"), ("Meri", "13"))

    assert [
        codes(found) for found in (process.form, process.payer, process.minutes, process.price_cents)
    ] == [["no_column"]] * 4
    assert process.vat_percent.doubts == ()


def test_a_payer_left_out_below_another_is_asked_about_with_the_one_above():
    proposal = pasted(("Nimi", "Maksaja", "Hinta"), ("Meri", "Puropolku", "1"), ("Puro", "", "2"))

    assert proposal.processes[1].payer.value is None
    assert proposal.processes[1].payer.doubts == (Doubt(DoubtCode.EMPTY_UNDER_VALUE, 1, "Puropolku"),)


def test_a_form_told_only_by_the_name_is_doubted():
    process = one(("Nimi", "Hinta"), ("Esihenkilöryhmä Meri", "120"))

    assert (process.form.value, codes(process.form)) == (FormOfWork.GROUP, ["form_from_name"])


def test_without_a_column_of_names_another_lends_its_words_with_a_doubt():
    process = one(("Maksaja", "Hinta"), ("Puropolku", "120"))

    assert (process.name.value, codes(process.name)) == ("Puropolku", ["name_from_other"])


def test_so_many_of_so_many_give_both_numbers():
    process = one(("Nimi", "Pidetty", "Hinta"), ("Meri", "4/10", "120"))

    assert (process.held.value, process.planned.value) == (Held(4), 10)


def test_numbers_that_do_not_agree_are_doubted():
    process = one(
        ("Nimi", "Pidetty", "Pidetyt päivät", "Kerrat", "Hlö", "Osallistujat"),
        ("Meri", "4/10", "2.9.2026, 30.9.2026", "12", "3", "Anneli, Birgit"),
    )

    assert (process.held.value.count, len(process.held.value.dates)) == (4, 2)
    assert codes(process.held) == ["counts_differ"]
    assert (process.planned.value, codes(process.planned)) == (12, ["counts_differ"])
    assert codes(process.members) == ["counts_differ"]


def test_a_column_for_each_meeting_is_parted_at_today():
    process = one(
        ("Nimi", "1. kerta", "2. kerta", "3. kerta", "4. kerta"),
        ("Meri", "30.9.2026", "28.10.2026", "24.11.2026", "klo 13"),
    )

    assert process.held.value.count == 2
    assert [each.on for each in process.coming.value] == [date(2026, 11, 24)]
    assert "held_as_past" in codes(process.held)
    assert "unreadable_date" in codes(process.coming)


def test_dates_on_the_wrong_side_of_today_are_doubted():
    process = one(("Nimi", "Pidetyt päivät", "Seuraava"), ("Meri", "24.11.2026", "1.9.2026"))

    assert codes(process.held) == ["held_in_future"]
    assert codes(process.coming) == ["coming_in_past"]


def test_titles_printed_again_and_sums_are_no_processes():
    proposal = pasted(
        ("Nimi", "Hinta", "Muoto"),
        ("Meri", "120", "ryhmä"),
        ("Nimi", "Hinta", "Muoto"),
        ("Päättyneet",),
        ("Yht.", "120", ""),
    )

    assert [process.name.value for process in proposal.processes] == ["Meri"]
    assert [row.reason for row in proposal.skipped] == [SkipCode.HEADER, SkipCode.TITLE, SkipCode.SUM]


def test_one_name_in_two_forms_is_two_processes():
    proposal = pasted(("Nimi", "Muoto"), ("Meri", "ryhmä"), ("meri", "yksilö"), ("MERI!", "?"))

    assert [len(process.duplicates) for process in proposal.processes] == [1, 1, 2]


def test_cells_that_look_like_formulas_or_markup_stay_text():
    process = one(("Nimi", "Maksaja"), ("=HYPERLINK(1)", "<script>x()</script>"))

    assert (process.name.value, process.payer.value) == ("=HYPERLINK(1)", "<script>x()</script>")


def test_a_calendar_may_be_pasted_too():
    text = (SAMPLES / "neljatoista.ics").read_text("utf-8")

    assert read_text(text, today=TODAY, zone=HELSINKI) == sample("neljatoista.ics")


def test_two_thousand_rows_of_one_name_are_told_apart_in_good_time():
    proposal = pasted(("Nimi", "Muoto"), *[("Meri", "ryhmä")] * 1999)

    assert {len(process.duplicates) for process in proposal.processes} == {5}


CELL = some.one_of(
    some.text(max_size=12),
    some.sampled_from(["Nimi", "Hinta", "Muoto", "Pidetty", "Seuraava", "yhteensä", "4/10", "24.11.", "120,00 €", ""]),
)  # fmt: skip


@settings(derandomize=True, deadline=None, max_examples=200)
@given(rows=some.lists(some.lists(CELL, max_size=6), min_size=1, max_size=8))
def test_whatever_is_pasted_every_row_is_a_process_or_listed(rows):
    try:
        proposal = pasted(*rows)
    except Unreadable as refusal:
        assert refusal.code == Unreadability.EMPTY
        return
    told = [row.row for row in (*proposal.processes, *proposal.skipped)]
    headers = [sheet.header_row for sheet in proposal.sheets if sheet.header_row]

    assert sorted(told + headers) == list(range(1, len(told + headers) + 1))
