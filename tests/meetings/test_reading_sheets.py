"""Sheets from outside: read as they stand, and refused with a code when they are made to harm."""

import io
import zipfile
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl import Workbook

from tuokio.meetings.domain.proposal import DoubtCode, Unreadability, Unreadable
from tuokio.meetings.domain.spreadsheet import read_csv, read_pasted, read_workbook


def workbook_of(*rows, sheets=("Taulu",), merges=()):
    book = Workbook()
    book.remove(book.active)
    for title in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)
    return saved(book)


def saved(book):
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def with_part(content, name, change):
    """The same archive with one part changed."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part.filename, change(data) if part.filename == name else data)
    return into.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def refused(reader, content):
    with pytest.raises(Unreadable) as refusal:
        reader(content)
    return refusal.value.code


# What is read


def test_a_workbook_is_read_with_its_row_numbers_and_kinds_of_cells():
    (table,) = read_workbook(
        workbook_of(["Otsikko"], [], ["Meri", 75, 120.5, date(2026, 11, 24), time(1, 15), True])
    )

    assert table.name == "Taulu"
    assert [len(row) for row in table.rows] == [1, 0, 6]
    assert texts(table)[2] == ["Meri", "75", "120.5", "2026-11-24 00:00:00", "01:15:00", "True"]


def test_a_cell_merged_over_rows_is_repeated_and_marked():
    (table,) = read_workbook(
        workbook_of(["Maksaja", "Nimi"], ["Puro", "A"], [None, "B"], [None, "C"], merges=["A2:A3"])
    )

    assert texts(table) == [["Maksaja", "Nimi"], ["Puro", "A"], ["Puro", "B"], ["", "C"]]
    assert table.rows[2][0].marks == (DoubtCode.MERGED_CELL,)
    assert table.rows[1][0].marks == ()


def test_a_title_merged_over_columns_stands_once():
    (table,) = read_workbook(workbook_of(["Työnohjaukset", None, None], ["a", "b", "c"], merges=["A1:C1"]))

    assert texts(table) == [["Työnohjaukset"], ["a", "b", "c"]]


def test_formulas_are_never_run_and_one_without_a_saved_value_is_marked():
    (table,) = read_workbook(workbook_of(["=1+1", "=HYPERLINK(0)", "+1"]))

    assert [cell.value for cell in table.rows[0]] == [None, None, "+1"]
    assert table.rows[0][0].marks == (DoubtCode.FORMULA_WITHOUT_VALUE,)


def test_a_percentage_is_known_as_one():
    book = Workbook()
    book.active["A1"] = 0.255
    book.active["A1"].number_format = "0.0%"

    assert read_workbook(saved(book))[0].rows[0][0].is_percent


def test_an_error_in_a_cell_is_marked():
    book = Workbook()
    book.active["A1"] = "#REF!"

    assert read_workbook(saved(book))[0].rows[0][0].marks == (DoubtCode.CELL_ERROR,)


def test_three_sheets_are_read():
    assert [table.name for table in read_workbook(workbook_of(["a"], sheets=("1", "2", "3")))] == [
        "1",
        "2",
        "3",
    ]


def test_what_a_file_says_of_its_own_size_is_not_believed():
    huge = with_part(
        workbook_of(["a", "b"]), SHEET, lambda xml: xml.replace(b'ref="A1:B1"', b'ref="A1:XFD1048576"')
    )

    assert texts(read_workbook(huge)[0]) == [["a", "b"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_csv_is_read_in_every_encoding_that_spreadsheets_write(encoding, end):
    text = end.join(["Nimi;Maksaja;Hinta", "Ryhmä Äijälä;Åviks skola;120,00 €"])

    table = read_csv(text.encode(encoding))

    assert texts(table) == [["Nimi", "Maksaja", "Hinta"], ["Ryhmä Äijälä", "Åviks skola", "120,00 €"]]
    assert table.encoding_is_sure == encoding.startswith("utf")


def test_other_alphabets_are_left_to_the_library_and_are_not_sure():
    text = "Название;Плательщик\n" + "Группа руководителей;Городская библиотека\n" * 20

    table = read_csv(text.encode("cp1251"))

    assert texts(table)[1] == ["Группа руководителей", "Городская библиотека"]
    assert not table.encoding_is_sure


@pytest.mark.parametrize("delimiter", ["\t", ";", ","])
def test_the_delimiter_is_the_one_that_makes_a_table(delimiter):
    rows = ["Nimi", "Hinta", "Muoto"], ["Meri", '"120,00"', '"ryhmä; pari"']
    text = "\n".join(delimiter.join(row) for row in rows)

    assert [len(row) for row in read_pasted(text).rows] == [3, 3]


def test_many_commas_in_dates_do_not_outdo_the_semicolons():
    text = "Nimi;Pidetty\nMeri;2.9., 30.9., 28.10.\nPuro;3.9., 1.10., 29.10.\n"

    assert texts(read_pasted(text))[1] == ["Meri", "2.9., 30.9., 28.10."]


def test_cells_pasted_with_line_breaks_stay_cells():
    assert texts(read_pasted('Nimi\tOsallistujat\nMeri\t"Aino\nBertta"\n')) == [
        ["Nimi", "Osallistujat"],
        ["Meri", "Aino\nBertta"],
    ]


def test_a_lone_quotation_mark_swallows_nothing():
    assert texts(read_pasted('Nimi\tMuoto\n"Meri\tryhmä\nPuro\tpari\n')) == [
        ["Nimi", "Muoto"],
        ['"Meri', "ryhmä"],
        ["Puro", "pari"],
    ]


def test_signs_that_cannot_be_stored_are_taken_out_and_marked():
    (row,) = read_pasted("Me\x00ri\tü\u202e\n").rows

    assert row[0].text == "Meri"
    assert row[0].marks == (DoubtCode.CONTROL_CHARACTERS,)
    assert row[1].text == "ü\u202e"


def test_a_name_of_twenty_thousand_letters_is_cut_and_marked():
    cell = read_pasted("a" * 20_000 + "\tb").rows[0][0]

    assert (len(cell.text), cell.marks) == (2000, (DoubtCode.TOO_LONG,))


@pytest.mark.parametrize("text", ["=1+1", "+358", "-cmd", "@SUM(A1)"])
def test_what_looks_like_a_formula_is_text(text):
    assert read_pasted(f"{text}\tx").rows[0][0].value == text
    assert read_workbook(with_inline_text(text))[0].rows[0][0].value == text


def with_inline_text(text):
    cell = f'<c r="A1" t="inlineStr"><is><t>{text}</t></is></c>'.encode()
    return with_part(
        workbook_of(["x"]),
        SHEET,
        lambda xml: xml[: xml.index(b"<c ")] + cell + xml[xml.index(b"</c>") + 4 :],
    )


# What is refused


def test_a_file_of_fifty_megabytes_is_refused_unopened():
    assert refused(read_workbook, b"PK\x03\x04" + bytes(50 * 1024 * 1024)) == Unreadability.TOO_BIG
    assert refused(read_csv, b"a;b\n" * (15 * 1024 * 1024)) == Unreadability.TOO_BIG
    assert refused(read_pasted, "a;b\n" * (2 * 1024 * 1024)) == Unreadability.TOO_BIG


def test_a_bomb_is_refused_by_what_it_would_unpack_to():
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        with bomb.open(SHEET, "w") as part:
            for _ in range(51):
                part.write(bytes(1024 * 1024))

    assert len(into.getvalue()) < 100_000
    assert refused(read_workbook, into.getvalue()) == Unreadability.UNPACKS_TOO_BIG


def test_a_bomb_that_lies_about_its_size_is_refused():
    content = workbook_of(["a"] * 10)
    part = b"<row>" + b"<c/>" * 700_000 + b"</row>"
    lying = bytearray(with_part(content, SHEET, lambda _: part))
    size = len(part).to_bytes(4, "little")
    while size in lying:
        lying[lying.index(size) :][:4] = size
        at = lying.index(size)
        lying[at : at + 4] = (100).to_bytes(4, "little")

    assert refused(read_workbook, bytes(lying)) == Unreadability.BROKEN


def test_more_cells_than_a_sheet_of_processes_can_have_are_refused_before_they_are_parsed():
    one_row = with_part(workbook_of(["a"]), SHEET, lambda _: b"<row>" + b"<c/>" * 2_000_000 + b"</row>")
    styles = with_part(workbook_of(["a"]), "xl/styles.xml", lambda _: b"<a>" + b"<xf/>" * 400_000 + b"</a>")

    assert refused(read_workbook, one_row) == Unreadability.UNPACKS_TOO_BIG
    assert refused(read_workbook, styles) == Unreadability.UNPACKS_TOO_BIG


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
)


@pytest.mark.parametrize("xml", [LAUGHS, OUTSIDE, LAUGHS.decode().encode("utf-16"), b" " * 65_530 + OUTSIDE])
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"])
def test_xml_that_brings_its_own_entities_is_refused(part, xml):
    assert refused(read_workbook, with_part(workbook_of(["a"]), part, lambda _: xml)) == Unreadability.HOSTILE


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.99])
def test_a_broken_archive_is_refused(kept):
    content = workbook_of(["a", "b"])

    assert refused(read_workbook, content[: int(len(content) * kept)]) == Unreadability.BROKEN


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Unreadability.EMPTY),
        (b"PK", Unreadability.BROKEN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Unreadability.OLD_OR_LOCKED),
        (b"%PDF-1.7", Unreadability.BROKEN),
    ],
)
def test_what_is_no_workbook_is_refused(content, code):
    assert refused(read_workbook, content) == code


def test_an_archive_of_something_else_is_refused():
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")

    assert refused(read_workbook, into.getvalue()) == Unreadability.NOT_A_TABLE


def test_an_empty_workbook_and_an_empty_text_are_refused():
    assert refused(read_workbook, saved(Workbook())) == Unreadability.EMPTY
    assert refused(read_pasted, " \n;;\n\t") == Unreadability.EMPTY
    assert refused(read_csv, b"\xef\xbb\xbf\r\n") == Unreadability.EMPTY


def test_more_rows_columns_or_sheets_than_allowed_are_refused():
    assert refused(read_workbook, workbook_of(*[["a"]] * 2001)) == Unreadability.TOO_MANY_ROWS
    assert refused(read_workbook, workbook_of(["a"] * 61)) == Unreadability.TOO_MANY_COLUMNS
    assert refused(read_workbook, workbook_of(["a"], sheets="1234")) == Unreadability.TOO_MANY_SHEETS
    assert refused(read_pasted, "a\tb\n" + "\n" * 50_000) == Unreadability.TOO_MANY_ROWS
    assert refused(read_pasted, "a" + "\t" * 250_001) == Unreadability.TOO_MANY_COLUMNS
    assert refused(read_pasted, "a\tb\n" * 2001) == Unreadability.TOO_MANY_ROWS
    assert refused(read_pasted, "\t".join("a" * 61)) == Unreadability.TOO_MANY_COLUMNS
    assert len(read_workbook(workbook_of(*[["a"] * 60] * 2))[0].rows[0]) == 60
    assert len(read_pasted("a\tb\n" * 2000 + "\t\n" * 500).rows) == 2000


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (b'r="ZZZ1"', Unreadability.TOO_MANY_COLUMNS),
        (b'r="ZZZZZZZZ1"', Unreadability.BROKEN),
        (b'r="A99999999999"', None),
    ],
)
def test_a_cell_that_claims_to_be_far_away_costs_nothing(place, code):
    far = with_part(workbook_of([7]), SHEET, lambda xml: xml.replace(b'r="A1"', place))

    if code:
        assert refused(read_workbook, far) == code
    else:
        assert texts(read_workbook(far)[0]) == [["7"]]


def test_a_row_that_claims_to_be_far_away_is_refused():
    far = with_part(workbook_of([7]), SHEET, lambda xml: xml.replace(b'<row r="1"', b'<row r="99999999999"'))

    assert refused(read_workbook, far) == Unreadability.TOO_MANY_ROWS


def test_merges_without_end_are_refused():
    merges = b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 20_001 + b"</mergeCells>"
    many = with_part(
        workbook_of(["a"]), SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + merges)
    )

    assert refused(read_workbook, many) == Unreadability.HOSTILE


def test_a_sheet_as_large_as_allowed_is_read():
    assert len(read_workbook(workbook_of(*[["teksti"] * 8] * 2000))[0].rows) == 2000


def test_binary_is_no_csv():
    assert refused(read_csv, bytes(range(256)) * 4) == Unreadability.NOT_A_TABLE


@settings(derandomize=True, deadline=None, max_examples=150)
@given(some.binary(max_size=400))
def test_whatever_bytes_come_the_answer_is_a_table_or_a_code(content):
    for reader in (read_csv, read_workbook):
        try:
            reader(content)
        except Unreadable as refusal:
            assert refusal.code in Unreadability


@settings(derandomize=True, deadline=None, max_examples=60)
@given(some.data())
def test_a_workbook_with_a_bit_turned_is_read_or_refused(data):
    content = bytearray(BOOK)
    for _ in range(data.draw(some.integers(1, 4))):
        content[data.draw(some.integers(0, len(content) - 1))] ^= 1 << data.draw(some.integers(0, 7))
    try:
        read_workbook(bytes(content))
    except Unreadable as refusal:
        assert refusal.code in Unreadability


BOOK = workbook_of(["Nimi", "Hinta"], ["Meri", 120], [None, date(2026, 11, 24)], merges=["A2:A3"])
