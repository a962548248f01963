"""Dates and times as people here write them: ti 24.11. klo 13.00–14.15."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from tuokio.kit import clock

WEEKDAYS = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
WEEKDAYS_WHOLE = {
    "fi": ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"),
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "fi": [
        "tammikuu",
        "helmikuu",
        "maaliskuu",
        "huhtikuu",
        "toukokuu",
        "kesäkuu",
        "heinäkuu",
        "elokuu",
        "syyskuu",
        "lokakuu",
        "marraskuu",
        "joulukuu",
    ],
    "sv": [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
NBSP = "\N{NO-BREAK SPACE}"


def language() -> str:
    """The reader's language, one of fi, sv, en."""
    code = (get_language() or "fi")[:2]
    return code if code in WEEKDAYS else "fi"


def local(at: datetime, zone: str | ZoneInfo | None = None) -> datetime:
    """The moment as a wall clock shows it, in Finland unless another zone is named."""
    where = ZoneInfo(zone) if isinstance(zone, str) and zone else zone or clock.HELSINKI
    return at.astimezone(where if isinstance(where, ZoneInfo) else clock.HELSINKI)


def day(on: date, *, year: bool | None = None, weekday: bool = True) -> str:
    """ti 24.11.; with the year when it is not the running one (or as `year` says)."""
    code = language()
    shown = on.year != clock.today().year if year is None else year
    if code == "fi":
        text = f"{on.day}.{on.month}.{on.year if shown else ''}"
    elif code == "sv":
        text = f"{on.day}.{on.month}.{on.year}" if shown else f"{on.day}.{on.month}"
    else:
        text = f"{on.day}{NBSP}{MONTHS['en'][on.month - 1][:3]}{f' {on.year}' if shown else ''}"
    return f"{WEEKDAYS[code][on.weekday()]}{NBSP}{text}" if weekday else text


def long_day(on: date) -> str:
    """24.11.2026: a date that stands in a document."""
    return day(on, year=True, weekday=False)


def spoken_day(on: date) -> str:
    """Tiistai 24. marraskuuta, as a heading of the day."""
    code = language()
    weekday, month = WEEKDAYS_WHOLE[code][on.weekday()].capitalize(), MONTHS[code][on.month - 1]
    return f"{weekday} {on.day}. {month}ta" if code == "fi" else f"{weekday} {on.day} {month}"


def month(on: date) -> str:
    """Marraskuu 2026."""
    return f"{MONTHS[language()][on.month - 1].capitalize()} {on.year}"


def hour(at: datetime, zone: str | ZoneInfo | None = None) -> str:
    """13.00 (13:00 in English)."""
    wall = local(at, zone)
    return f"{wall.hour}.{wall.minute:02}" if language() != "en" else f"{wall.hour:02}:{wall.minute:02}"


def hours(at: datetime, minutes: int, zone: str | ZoneInfo | None = None) -> str:
    """klo 13.00–14.15."""
    return f"{_o_clock()}{hour(at, zone)}–{hour(at + timedelta(minutes=minutes), zone)}"


def moment(at: datetime, minutes: int | None = None, zone: str | ZoneInfo | None = None) -> str:
    """ti 24.11. klo 13.00, or with `minutes` also when it ends: ti 24.11. klo 13.00–14.15."""
    times = hours(at, minutes, zone) if minutes else f"{_o_clock()}{hour(at, zone)}"
    return f"{day(local(at, zone).date())} {times}"


def days(first: date, last: date) -> str:
    """23.–27.11. within a month, 30.11.–4.12. over its end; one day alone when both are the same."""
    if first == last:
        return day(first)
    if language() != "en" and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}.–{day(last, weekday=False)}"
    return f"{day(first, weekday=False, year=first.year != last.year or None)}–{day(last, weekday=False)}"


def week_number(on: date) -> int:
    """The number of the week, Monday first, as ISO 8601 and every Finnish calendar count it."""
    return on.isocalendar().week


def _o_clock() -> str:
    return {"fi": f"klo{NBSP}", "sv": f"kl.{NBSP}", "en": ""}[language()]
