"""Writes the sheet and the calendar of fourteen running processes that the tests move in with.

    python tools/make_moving_in_samples.py [folder]

They are as such people have them: a payer merged over its rows, a title above, sums below, dates in two
formats, prices as text with commas, no column for the rhythm, one process twice. Every name is invented. The
files come out the same each time, byte for byte, whatever the day.
"""

import csv
import io
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

FOLDER = Path(__file__).parent.parent / "tests" / "data" / "moving_in"
SAVED = datetime(2026, 11, 12, 8, 30)  # noqa: DTZ001 — the clock of a zip archive has no zone

TITLES = [
    *("Maksaja", "Ryhmä / ohjattava", "Muoto", "Hlö", "Kesto", "Hinta (alv 0 %)", "Alv"),
    *("Sovittu", "Pidetty", "Seuraavat", "Tilausnro", "Huom."),
]  # fmt: skip

type Value = str | int | float | date | time | None

PUROPOLKU = "Puropolun hoivakoti"
RANNIKKO = "Järvirannikon hyvinvointialue"
KAISLA = "Kaislarannan seurakunta"

ROWS: list[list[Value]] = [
    [PUROPOLKU, "Hoitajat, Pihlaja", "Ryhmä", 6, "75 min", "180,00 €", 0.255, 10,
     "2.9., 30.9., 28.10.", "ti 24.11. klo 13", "PP-4471", None],
    [None, "Hoitajat, Vaahtera", "ryhmä", 5, "75 min", "180,00 €", 0.255, 10,
     "3.9., 1.10., 29.10.", date(2026, 11, 26), "PP-4471", None],
    [None, "Lähiesihenkilöt", "ESIHENKILÖRYHMÄ", 4, "2 h", "240,00 €", 0.255, 8,
     "4/8", "to 3.12.2026 klo 9.00–11.00", "PP-4480", "sali 2"],
    [None, None, None, None, None, None, None, None, None, None, None, None],
    [RANNIKKO, "Lastensuojelun tiimi", "tiimi", 7, "120", "1 200,-", 0.255, 6,
     "10.9.2026, 8.10.2026, 5.11.2026", "3.12.2026, 14.1.2027", "4500091122", None],
    [None, "Kotihoito, koko työyhteisö", "Työyhteisötyönohjaus", 14, "120 min", "320,00 €", 0.255, 5,
     2, date(2026, 12, 8), "4500091123", None],
    [None, "Sosiaalityöntekijä R.", "yksilö", 1, "60", "110,00 €", 0.255, 12,
     "21.8., 18.9., 16.10., 13.11.", "11.12.", "4500091124", None],
    [KAISLA, "Diakonit", "ryhmä", "Anneli, Birgit ja Kauko", "90 min", "150,00", "0 %", 30,
     17, "2026-12-01, 2027-01-12", None, None],
    ["kaislarannan seurakunta", "Kanttori", "Yksilöohjaus", 1, "45 min", "75,00", "0 %", 40,
     "12/40", "ke 25.11. klo 8.15", None, None],
    ["Yhdessä kotiin ry", "Vapaaehtoisten ohjaajat", "Ryhmätyönohjaus", "8 hlö", "1 h 30 min", "165 €", "25,5 %", 9,
     "15.9., 13.10., 10.11.", "15.12. klo 17.00", "Kesäniemi 3", None],
    ["Tuuliharjun koulu", "Rehtoripari", "työpari", 2, time(1, 15), "140,00 €", 0.255, 6,
     "27.8., 24.9., 22.10.", "26.11.2026 klo 15:30", None, None],
    [None, "Erityisopettajat", None, 5, "75 min", "175,00 €", 0.255, 8,
     "1.9., 29.9., 27.10.", date(2026, 11, 24), None, None],
    ["Åvikens skola", "Lärarpar", "parhandledning", 2, "75 min", "140,00 €", 0.255, 6,
     "9.9., 7.10., 4.11.", "2.12. kl. 14", "ÅS-12", None],
    ["Sammalniemen konepaja", "Työnjohtajat", "ryhmä / työyhteisö", 9, 120, None, 0.255, 6,
     "17.9., 15.10.", "10.12.2026", "77-1020", "hinta sovitaan"],
    [None, "Tuotantojohtaja", "yksilö", 1, "60 min", "1.200", 0.255, 10,
     "8.9., 6.10., 3.11.", date(2026, 12, 1), "77-1021", None],
    ["Puropolun hoivakoti", "HOITAJAT,  PIHLAJA", "Ryhmä", 6, "75 min", "180,00 €", 0.255, 10,
     "2.9., 30.9., 28.10.", None, "PP-4471", "sama kuin yllä?"],
    ["Yhteensä", None, None, 81, None, "3 055,00 €", None, 166, None, None, None, None],
]  # fmt: skip
MERGED = ["A4:A6", "A8:A10", "A14:A15", "A17:A18"]

CSV_TITLES = [
    "Prosessin nimi",
    "Työmuoto",
    "Tilaaja",
    "Y-tunnus",
    "Kesto min",
    "€/krt",
    "Väli vk",
    "Kerrat",
    "Pidetyt kerrat",
    "Seuraava kerta",
    "Klo",
]
CSV_ROWS = [
    ["Hoitajat, Pihlaja", "ryhmä", "Puropolun hoivakoti", "", "75", "180,00", "4", "10", "3", "24.11.2026", "13.00"],
    ["Ystävätoiminnan väki", "Ryhmä", "Yhdessä kotiin ry", "", "90", "165,00", "4", "9", "3", "15.12.2026", "17.00"],
    ["Päällikkö Ä. Öhman", "yksilö", "Sammalniemen konepaja", "", "60", "1 200,50", "3", "10", "3", "1.12.2026", "9.00"],
]  # fmt: skip

# Title, first day, time, minutes, every so many weeks, how many (0: without end), days left out.
SERIES: list[tuple[str, str, str, int, int, int, tuple[str, ...]]] = [
    ("Työnohjaus Hoitajat Pihlaja", "2026-09-02", "13:00", 75, 4, 10, ("2026-12-23",)),
    ("Työnohjaus Hoitajat Vaahtera", "2026-09-03", "13:00", 75, 4, 10, ("2026-12-24",)),
    ("Lähiesihenkilöt, esihenkilöryhmä", "2026-08-13", "09:00", 120, 4, 8, ()),
    ("Lastensuojelun tiimi tno", "2026-09-10", "12:00", 120, 4, 6, ()),
    ("Kotihoidon työyhteisö", "2026-09-15", "12:30", 120, 6, 5, ()),
    ("Yksilö: sosiaalityöntekijä R.", "2026-08-21", "08:30", 60, 4, 12, ()),
    ("Diakonit ryhmätyönohjaus", "2026-08-25", "09:30", 90, 3, 30, ("2027-01-05",)),
    ("Kanttori yksilöohjaus", "2026-08-19", "08:15", 45, 2, 0, ()),
    ("Vapaaehtoisten ohjaajat (ryhmä)", "2026-09-15", "17:00", 90, 4, 9, ()),
    ("Rehtoripari", "2026-08-27", "15:30", 75, 4, 6, ()),
    ("Erityisopettajat", "2026-09-01", "14:15", 75, 4, 8, ()),
    ("Parhandledning Åviken", "2026-09-09", "14:00", 75, 4, 6, ()),
    ("Työnjohtajat ryhmä", "2026-09-17", "10:00", 120, 4, 6, ()),
    ("Tuotantojohtaja", "2026-09-08", "09:00", 60, 4, 10, ()),
]

ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Helsinki
BEGIN:DAYLIGHT
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
TZNAME:EEST
DTSTART:19700329T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
TZNAME:EET
DTSTART:19701025T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""

# One meeting moved, one written by hand in other letters, one cancelled, and a private one.
SINGLES = """BEGIN:VEVENT
UID:sarja-1@example.org
RECURRENCE-ID;TZID=Europe/Helsinki:20261125T130000
DTSTAMP:20261112T083000Z
DTSTART;TZID=Europe/Helsinki:20261124T130000
DTEND;TZID=Europe/Helsinki:20261124T141500
SUMMARY:Työnohjaus Hoitajat Pihlaja
END:VEVENT
BEGIN:VEVENT
UID:kertaluonteinen-1@example.org
DTSTAMP:20261112T083000Z
DTSTART;TZID=Europe/Helsinki:20261201T090000
DTEND;TZID=Europe/Helsinki:20261201T100000
SUMMARY:TUOTANTOJOHTAJA
DESCRIPTION:ei lueta
END:VEVENT
BEGIN:VEVENT
UID:peruttu-1@example.org
DTSTAMP:20261112T083000Z
DTSTART;TZID=Europe/Helsinki:20261126T101500
DTEND;TZID=Europe/Helsinki:20261126T113000
SUMMARY:Rehtoripari
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
UID:oma-1@example.org
DTSTAMP:20261112T083000Z
DTSTART:20261130T070000Z
DTEND:20261130T073000Z
SUMMARY:Auton katsastus
LOCATION:ei lueta
END:VEVENT"""


def workbook() -> bytes:
    """The sheet of fourteen running processes."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Prosessit"
    sheet.append(["Työnohjaukset syksy 2026 – kevät 2027"])
    sheet.merge_cells("A1:L1")
    sheet.append([])
    sheet.append(TITLES)
    for row in ROWS:
        sheet.append(row)
    _dress(sheet)
    into = io.BytesIO()
    book.save(into)
    return _same_each_time(into.getvalue())


def table() -> bytes:
    """A few processes as an old program exports them: semicolons and a Western code page."""
    into = io.StringIO(newline="")
    writer = csv.writer(into, delimiter=";", lineterminator="\r\n")
    writer.writerow(CSV_TITLES)
    writer.writerows(CSV_ROWS)
    return into.getvalue().encode("cp1252")


def calendar() -> bytes:
    """The calendar of the same fourteen, with what else stands in it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Esimerkki//Kalenteri//FI", *ZONE.splitlines()]
    for number, series in enumerate(SERIES, start=1):
        lines += _series(number, *series)
    lines += [*SINGLES.splitlines(), "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def _dress(sheet: Worksheet) -> None:
    for merge in MERGED:
        sheet.merge_cells(merge)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=4):
        for cell in row:
            if isinstance(cell.value, float):
                cell.number_format = "0.0%"
            if isinstance(cell.value, date):
                cell.number_format = "d.m.yyyy"


def _same_each_time(content: bytes) -> bytes:
    """The archive without the moment of its making, and uncompressed: what compresses may differ by machine."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(into, "w") as new:
        for part in sorted(old.namelist()):
            data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-11-12T08:30:00Z", old.read(part))
            new.writestr(zipfile.ZipInfo(part, SAVED.timetuple()[:6]), data)
    return into.getvalue()


def _series(
    number: int,
    title: str,
    first: str,
    at: str,
    minutes: int,
    weeks: int,
    count: int,
    left_out: tuple[str, ...],
) -> list[str]:
    start = datetime.fromisoformat(f"{first}T{at}")
    zone = "TZID=Europe/Helsinki"
    end = start + timedelta(minutes=minutes)
    rule = f"RRULE:FREQ=WEEKLY;INTERVAL={weeks}" + (f";COUNT={count}" if count else "")
    return [
        "BEGIN:VEVENT",
        f"UID:sarja-{number}@example.org",
        "DTSTAMP:20261112T083000Z",
        f"DTSTART;{zone}:{start:%Y%m%dT%H%M%S}",
        f"DTEND;{zone}:{end:%Y%m%dT%H%M%S}",
        rule,
        *(f"EXDATE;{zone}:{day.replace('-', '')}T{start:%H%M%S}" for day in left_out),
        f"SUMMARY:{title}".replace(",", "\\,"),
        "END:VEVENT",
    ]


FILES = {"neljatoista.xlsx": workbook, "neljatoista.ics": calendar, "vanha-ohjelma.csv": table}


def main(folder: Path = FOLDER) -> None:
    """Write all files into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FILES.items():
        (folder / name).write_bytes(make())


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
