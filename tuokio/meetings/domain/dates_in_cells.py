"""Dates as people write them in cells: "24.11.2026", "24.11.", "2026-11-24", "ti 24.11. klo 13–14.15",
"2.9., 30.9., 28.10." and a spreadsheet's own dates, told from the day given as `today`.

A date without its year is given the year that fits the column (held: the last such day, coming: the next one,
beside a neighbour with a year: in a row with it) and always carries a doubt about it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from tuokio.meetings.domain.numbers_in_cells import MOST_WEEKS
from tuokio.meetings.domain.proposal import Doubt, DoubtCode, Found, RawCell, ReadDate, found_in

MOST_DATES = 200
EXCEL_DAY_ZERO = date(1899, 12, 30)
PLAUSIBLE_SERIALS = range(36526, 55154)  # the years 2000 to 2050
PLAUSIBLE_YEARS = range(2000, 2051)

WEEKDAYS = (
    ("ma", "maanantai", "mån", "måndag", "mon", "monday"),
    ("ti", "tiistai", "tis", "tisdag", "tue", "tuesday"),
    ("ke", "keskiviikko", "ons", "onsdag", "wed", "wednesday"),
    ("to", "torstai", "tor", "tors", "torsdag", "thu", "thursday"),
    ("pe", "perjantai", "fre", "fredag", "fri", "friday"),
    ("la", "lauantai", "lör", "lördag", "sat", "saturday"),
    ("su", "sunnuntai", "sön", "söndag", "sun", "sunday"),
)
WEEKDAY_NUMBER = {word: number for number, words in enumerate(WEEKDAYS, start=1) for word in words}
MONTHS = (
    ("tammi", "jan"),
    ("helmi", "feb"),
    ("maalis", "mar"),
    ("huhti", "apr"),
    ("touko", "maj", "may"),
    ("kesä", "jun"),
    ("heinä", "jul"),
    ("elo", "aug"),
    ("syys", "sep"),
    ("loka", "okt", "oct"),
    ("marras", "nov"),
    ("joulu", "dec"),
)
MONTH_NUMBER = {word: number for number, words in enumerate(MONTHS, start=1) for word in words}

_WEEKDAY = rf"(?:(?<!\w)(?P<weekday>{'|'.join(sorted(WEEKDAY_NUMBER, key=len, reverse=True))})\.?,?\s+)?"
_MONTH = rf"(?P<month_word>{'|'.join(sorted(MONTH_NUMBER, key=len, reverse=True))})[a-zåäö]*\.?"
DATE = re.compile(
    _WEEKDAY
    + r"(?<![\d.])(?:"
    + r"(?P<iso>(?P<y1>\d{4})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2}))"
    + r"|(?P<slash>(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y3>\d{4}|\d{2}))"
    + r"|(?P<dotted>(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})(?P<dot>\.?)(?:(?<=\.)(?P<y2>\s?\d{4}|\d{2}(?![\d.:])))?)"
    + rf"|(?P<worded>(?P<d4>\d{{1,2}})\.?\s+{_MONTH}(?:\s+(?P<y4>\d{{4}}))?)"
    + r")(?!\d)"
)
_TIME = (
    r"(?P<h1>\d{1,2})(?:[.:](?P<n1>\d{2})(?::\d{2})?)?(?:\s*[-–—]\s*(?P<h2>\d{1,2})(?:[.:](?P<n2>\d{2}))?)?"
)
TIME_WITH_WORD = re.compile(rf"\s*,?\s*(?:klo|kl|kello|klockan|at)\b\.?\s*{_TIME}(?!\d|[.:]\d)")
TIME_BARE = re.compile(rf"(?:\s*,?\s*|t){_TIME}(?!\d|[.:]\d|\.)")
JUST_TIME = re.compile(rf"{_WEEKDAY}(?:(?:klo|kl|kello|klockan|at)\b\.?\s*)?{_TIME}")
BETWEEN = re.compile(r"(?:[\s,;.+&/]|\b(?:ja|och|and|sekä|samt)\b|[-–—])*")


class Leaning(StrEnum):
    """Which way the dates of a column lie."""

    PAST = "past"
    FUTURE = "future"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class _Written:
    """A date as written: its parts, and its time of day."""

    day: int
    month: int
    year: int | None
    weekday: int | None
    at: time | None
    minutes: int | None
    doubt: DoubtCode | None = None


def dates(cell: RawCell, column: int | None, *, today: date, leaning: Leaning) -> Found[tuple[ReadDate, ...]]:
    """All dates of a cell in order. A part that cannot be read leaves the others, with a doubt."""
    own = _own_date(cell)
    if own:
        return found_in(cell, column, (own,))
    if isinstance(cell.value, int | float):
        return _from_number(cell, column)
    text = " ".join(cell.text.casefold().split())
    written, doubts = _written(text)
    if len(written) > MOST_DATES:
        return found_in(cell, column, None, DoubtCode.OUT_OF_RANGE)
    read, more = _with_years(written, today, leaning)
    doubts += more
    if not read:
        return found_in(cell, column, None, *(doubts or [DoubtCode.UNREADABLE_DATE]))
    if len({one.on for one in read}) < len(read):
        doubts.append(DoubtCode.SAME_DATE_TWICE)
    return found_in(cell, column, tuple(sorted(read, key=_by_time)), *doubts)


def one_date(cell: RawCell, column: int | None, *, today: date, leaning: Leaning) -> Found[date]:
    """The one date of a cell. Raises nothing: two dates are a doubt."""
    several = dates(cell, column, today=today, leaning=leaning)
    if several.value is None or len(several.value) == 1:
        value = several.value[0].on if several.value else None
        return Found(value, several.original, column, several.doubts)
    return found_in(cell, column, None, DoubtCode.SEVERAL_NUMBERS)


def time_of_day(cell: RawCell, column: int | None) -> Found[time]:
    """The time at which meetings begin: "13", "klo 13.00", "ti 13-14.15", a spreadsheet's own time."""
    if isinstance(cell.value, time):
        return found_in(cell, column, cell.value.replace(second=0, microsecond=0, tzinfo=None))
    match = JUST_TIME.fullmatch(" ".join(cell.text.casefold().split()))
    at = _clock(match["h1"], match["n1"]) if match else None
    return found_in(cell, column, at, None if at else DoubtCode.UNREADABLE_DATE)


def rhythm_of(dates: Sequence[ReadDate]) -> Found[int]:
    """The rhythm in weeks that most dates keep, always with a doubt; no value when they keep none."""
    gaps = gaps_of(dates)
    if not gaps:
        return Found()
    usual, times = Counter(round(gap / 7) for gap in gaps).most_common(1)[0]
    if not 1 <= usual <= MOST_WEEKS or times * 2 < len(gaps):
        return Found(None, "", None, (Doubt(DoubtCode.INTERVALS_DIFFER, None, ""),))
    codes = [DoubtCode.INTERVAL_FROM_DATES]
    codes += [DoubtCode.INTERVALS_DIFFER] if any(gap != usual * 7 for gap in gaps) else []
    return Found(usual, "", None, tuple(Doubt(code, None, "") for code in codes))


def gaps_of(dates: Sequence[ReadDate]) -> list[int]:
    """How many days lie between one date and the next."""
    days = sorted({one.on for one in dates})
    return [(after - before).days for before, after in pairwise(days)]


def _by_time(one: ReadDate) -> tuple[date, time]:
    return one.on, one.at or time()


def _own_date(cell: RawCell) -> ReadDate | None:
    """A date that the spreadsheet itself knows as one."""
    value = cell.value
    if isinstance(value, datetime):
        at = value.time().replace(second=0, microsecond=0)
        return ReadDate(value.date(), at if at != time() else None)
    return ReadDate(value) if isinstance(value, date) else None


def _from_number(cell: RawCell, column: int | None) -> Found[tuple[ReadDate, ...]]:
    """A figure where a date should stand: a date that lost its format, or "2.9" that became a number."""
    number = cell.value
    if isinstance(number, int | float) and number == number and number in PLAUSIBLE_SERIALS:
        on = EXCEL_DAY_ZERO + timedelta(days=int(number))
        return found_in(cell, column, (ReadDate(on),), DoubtCode.SERIAL_DATE)
    return found_in(cell, column, None, DoubtCode.DATE_OR_NUMBER)


def _written(text: str) -> tuple[list[_Written], list[DoubtCode]]:
    """The dates of a text as they are written, and doubts about what else stands there."""
    found: list[_Written] = []
    doubts: list[DoubtCode] = []
    position = 0
    while len(found) <= MOST_DATES and (match := DATE.search(text, position)):
        doubts += _doubt_between(text[position : match.start()])
        one, position = _with_time(text, match)
        found.append(one)
        doubts += [one.doubt] if one.doubt else []
    doubts += _doubt_between(text[position:]) if found else []
    return [one for one in found if one.doubt is not DoubtCode.DAY_OR_MONTH], doubts


def _doubt_between(text: str) -> list[DoubtCode]:
    if BETWEEN.fullmatch(text):
        return []
    return [DoubtCode.UNREADABLE_DATE if any(sign.isdigit() for sign in text) else DoubtCode.TEXT_LEFT]


def _with_time(text: str, match: re.Match[str]) -> tuple[_Written, int]:
    one = _parts(match)
    clock = TIME_WITH_WORD.match(text, match.end())
    bare = None if clock else TIME_BARE.match(text, match.end())
    if bare and _is_time(bare, one):
        clock = bare
    if not clock:
        return one, match.end()
    at = _clock(clock["h1"], clock["n1"])
    if at is None:
        return replace(one, doubt=DoubtCode.DATE_OR_TIME), clock.end()
    return replace(one, at=at, minutes=_span(at, clock["h2"], clock["n2"])), clock.end()


def _is_time(bare: re.Match[str], one: _Written) -> bool:
    """Whether a figure after a date is a time: it has minutes, and cannot be a day and a month."""
    if not bare["n1"] or (one.year is None and "." not in bare.string[: bare.start()][-1:]):
        return False
    return ":" in bare.group() or not 1 <= int(bare["n1"]) <= 12


def _clock(hours: str | None, minutes: str | None) -> time | None:
    hour, minute = int(hours or 0), int(minutes or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _span(start: time, hours: str | None, minutes: str | None) -> int | None:
    end = _clock(hours, minutes) if hours else None
    if end is None or end <= start:
        return None
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def _parts(match: re.Match[str]) -> _Written:
    """The parts of one date. "3/4/2026" could begin with the day or the month, which is a doubt."""
    weekday = WEEKDAY_NUMBER.get(match["weekday"] or "")
    if match["iso"]:
        return _Written(int(match["d1"]), int(match["m1"]), int(match["y1"]), weekday, None, None)
    if match["worded"]:
        return _Written(
            int(match["d4"]), MONTH_NUMBER[match["month_word"]], _year(match["y4"]), weekday, None, None
        )
    if match["dotted"]:
        return _Written(int(match["d2"]), int(match["m2"]), _year(match["y2"]), weekday, None, None)
    first, second = int(match["a"]), int(match["b"])
    doubt = DoubtCode.DAY_OR_MONTH if first <= 12 and second <= 12 and first != second else None
    day, month = (second, first) if second > 12 else (first, second)
    return _Written(day, month, _year(match["y3"]), weekday, None, None, doubt)


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    return int(digits) + (2000 if len(digits) == 2 else 0)


# Years that were left out


def _with_years(
    written: Sequence[_Written], today: date, leaning: Leaning
) -> tuple[list[ReadDate], list[DoubtCode]]:
    doubts: list[DoubtCode] = []
    read: list[ReadDate] = []
    for one, on, doubt in _dated(written, today, leaning):
        if doubt:
            doubts.append(doubt)
        if on is None:
            doubts.append(DoubtCode.NO_SUCH_DATE)
            continue
        if one.weekday and on.isoweekday() != one.weekday:
            doubts.append(DoubtCode.WEEKDAY_DIFFERS)
        read.append(ReadDate(on, one.at, one.minutes))
    return read, doubts


type Dated = tuple[_Written, date | None, DoubtCode | None]


def _dated(written: Sequence[_Written], today: date, leaning: Leaning) -> Iterator[Dated]:
    """Each date with its year. Without any year the whole row is laid around today as the column leans."""
    if not any(one.year for one in written):
        yield from _all_assumed(written, today, leaning)
        return
    for index, one in enumerate(written):
        if one.year:
            yield one, _date(one, one.year), None
        else:
            yield one, _beside_neighbour(written, index), DoubtCode.YEAR_FROM_NEIGHBOUR


def _beside_neighbour(written: Sequence[_Written], index: int) -> date | None:
    """In a row with the next date that has a year, or else with the one before."""
    one = written[index]
    for later in written[index + 1 :]:
        if later.year:
            same = _month_day(one) <= _month_day(later)
            return _date(one, later.year if same else later.year - 1)
    for earlier in reversed(written[:index]):
        if earlier.year:
            same = _month_day(one) >= _month_day(earlier)
            return _date(one, earlier.year if same else earlier.year + 1)
    return None


def _all_assumed(written: Sequence[_Written], today: date, leaning: Leaning) -> Iterator[Dated]:
    turns = _turns(written)
    doubt = DoubtCode.YEAR_ASSUMED if turns[-1:] <= [1] else DoubtCode.ORDER_UNCLEAR
    first = _first_year(written, turns, today, leaning)
    for one, turn in zip(written, turns, strict=True):
        yield one, _date(one, first + turn), doubt


def _turns(written: Sequence[_Written]) -> list[int]:
    """How many new years have passed before each date of the row: one more wherever the months go back."""
    turns = [0] if written else []
    for before, one in pairwise(written):
        turns.append(turns[-1] + (_month_day(one) < _month_day(before)))
    return turns


def _first_year(written: Sequence[_Written], turns: Sequence[int], today: date, leaning: Leaning) -> int:
    """The year of the first date: the last one that keeps a held row in the past, the next for a coming one."""
    if not written:
        return today.year
    if leaning is Leaning.PAST:
        ends_this_year = _month_day(written[-1]) <= (today.month, today.day)
        return today.year - turns[-1] - (not ends_this_year)
    if leaning is Leaning.FUTURE:
        return today.year + (_month_day(written[0]) < (today.month, today.day))
    return min(
        (today.year - 1, today.year, today.year + 1),
        key=lambda year: abs(_middle(written, turns, year) - today.toordinal()),
    )


def _middle(written: Sequence[_Written], turns: Sequence[int], year: int) -> float:
    days = [
        (year + turn - 1) * 365.25 + (one.month - 1) * 30.44 + one.day
        for one, turn in zip(written, turns, strict=True)
    ]
    return sum(days) / len(days)


def _month_day(one: _Written) -> tuple[int, int]:
    return one.month, one.day


def _date(one: _Written, year: int) -> date | None:
    if year not in PLAUSIBLE_YEARS:
        return None
    try:
        return date(year, one.month, one.day)
    except ValueError:
        return None
