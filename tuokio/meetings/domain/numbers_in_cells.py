"""Numbers as people write them in cells: "120,00 €", "1 200,-", "75 min", "joka kolmas viikko", "4/10".

Each reader returns what was found with its doubts; where a figure could mean two things, the value is None.
"""

import re
from datetime import time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import NamedTuple

from tuokio.meetings.domain.proposal import DoubtCode, Found, RawCell, found_in

SPACE = "[ \u00a0\u202f\u2009]"
NUMBER = re.compile(rf"(?<![\d.,])-?\d{{1,3}}(?:{SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?|-?\d+(?:[.,]\d+)*")
THOUSANDS = re.compile(r"\d{1,3}([.,]\d{3})+")
LETTERS = re.compile(r"[^\W\d_]{2,}")

MOST_CENTS = 10_000_000
MOST_MINUTES = 600
MOST_WEEKS = 52
MOST_MEETINGS = 200
MOST_MEMBERS = 100

WITH_VAT = re.compile(
    r"\b(?:sis(?:ält\w*|\.)?\s*\.?\s*(?:alv|arvonlisäv\w*)|inkl\.?\s*moms|incl?\w*\.?\s*vat|with vat|alv\w*\s*sis\w*)"
)
WITHOUT_VAT = re.compile(
    r"(?:\+\s*(?:alv|moms|vat)\b\.?(?:\s*\d+(?:[.,]\d+)?\s*%)?|\b(?:alv|moms|vat)\s*\.?\s*0\s*%?|\bveroton\b|\b(?:exkl|excl?)\.?\s*(?:moms|vat)|\b0\s*%\s*(?:alv|moms|vat))"
)
PER_HOUR = re.compile(
    r"(?:/|\bper\b)\s*(?:h|t|tunti|timme|tim|hour)\b|\btunti(?:hinta|veloitus)\b|\btimpris\b"
)
PER_MEETING = re.compile(
    r"(?:/|\bper\b)\s*(?:kerta|krt|kpl|tapaaminen|gång|träff|session|meeting|\d+\s*min)\b\.?"
)
CURRENCY = re.compile(r"(?:€|\beur(?:oa|o|os)?\b|(?<=\d)\s*e\b|,-|\.-|,–|:-)")
ZERO_VAT = re.compile(
    r"\b(?:ei\s+alv\w*|veroton|arvonlisäveroton|alv\s*0|momsfri|ingen moms|no vat|exempt|ei veroa)\b"
)

HOURS_AND_MINUTES = re.compile(
    r"(?P<hours>\d+(?:[.,]\d+)?)\s*(?:h|t|tuntia?|tim(?:mar|me)?|hours?)\b\.?"
    r"(?:\s*(?P<minutes>\d+)\s*(?:min\w*|m)?\.?)?"
)
ONLY_MINUTES = re.compile(r"(?P<minutes>\d+)\s*(?:min(?:uuttia|uutin|uter|utes)?\b\.?|['′])?")
CLOCK_LENGTH = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>\d{2})(?::00)?")
TIMES = re.compile(r"\d+\s*(?:x|×|kertaa)\s*\d")

WEEKLY = re.compile(r"^(?:viikoittain|joka viikko|kerran viikossa|varje vecka|weekly|every week)$")
MONTHLY = re.compile(
    r"(?:kuukausittain|kerran\s+(?:kuussa|kuukaudessa)|joka kuukausi|1\s*x?\s*/?\s*kk|varje månad|månatligen|"
    r"en gång i månaden|monthly|every month|once a month)"
)
ORDINALS = (
    (re.compile(r"\b(?:joka\s+toinen|varannan|every\s+(?:other|second))\b"), 2),
    (re.compile(r"\b(?:joka\s+kolmas|var\s+tredje|every\s+third)\b"), 3),
    (re.compile(r"\b(?:joka\s+neljäs|var\s+fjärde|every\s+fourth)\b"), 4),
    (re.compile(r"\b(?:joka\s+viides|var\s+femte|every\s+fifth)\b"), 5),
    (re.compile(r"\b(?:joka\s+kuudes|var\s+sjätte|every\s+sixth)\b"), 6),
)
WEEK_WORDS = re.compile(
    r"\b(?:vko|vk|viikk\w*|viiko\w*|väl\w*|veck\w*|v|weeks?|wk|mellan\w*|rum|med|every|joka|var|n)\b\.?"
)
RANGE = re.compile(r"\d\s*[-–—/]\s*\d")
OF_TOTAL = re.compile(
    r"(?P<held>\d+)\s*(?:/|kautta|av|of)\s*(?P<planned>\d+)\s*(?:krt|kertaa|kerta|gånger)?\.?"
)
COUNT_WORDS = re.compile(
    r"\b(?:kertaa|kerta|krt|kpl|tapaamista|gånger|gång|träffar|times|meetings|hlö[äa]?|henkilöä|henkeä|"
    r"osallistujaa|ohjattavaa|personer|deltagare|people|persons|st)\b\.?"
)


class Reckoned(NamedTuple):
    """One number out of a text, or None with the doubt that prevented it, and the text around it."""

    value: Decimal | None
    doubt: DoubtCode | None
    rest: str


class OfTotal(NamedTuple):
    """How many of how many: "4/10"."""

    held: int
    planned: int


def price(cell: RawCell, column: int | None) -> Found[int]:
    """A price in cents. Doubted when it holds VAT, is by the hour, or more stands beside it."""
    if isinstance(cell.value, time | timedelta):
        return found_in(cell, column, None, DoubtCode.UNREADABLE_NUMBER)
    text, doubts = _price_words(cell.text.casefold())
    reckoned = _reckoned(cell, text)
    if reckoned.value is None:
        return found_in(cell, column, None, reckoned.doubt, *doubts)
    exact = reckoned.value * 100
    cents = int(exact.to_integral_value(ROUND_HALF_UP))
    if not 0 <= cents <= MOST_CENTS:
        return found_in(cell, column, None, DoubtCode.OUT_OF_RANGE)
    doubts += [DoubtCode.ROUNDED] if exact != cents else []
    return found_in(cell, column, cents, *doubts, *_left(reckoned.rest))


def vat_percent(cell: RawCell, column: int | None) -> Found[Decimal]:
    """A VAT rate in percent. A bare 0.255 is doubted; a cell shown as a percentage is not."""
    text = cell.text.casefold()
    if ZERO_VAT.search(text):
        return found_in(cell, column, Decimal(0))
    reckoned = _reckoned(cell, re.sub(r"%|\b(?:alv|moms|vat)\b\.?", " ", text))
    if reckoned.value is None:
        return found_in(cell, column, None, reckoned.doubt)
    percent = reckoned.value * 100 if cell.is_percent else reckoned.value
    if not 0 <= percent <= 100:
        return found_in(cell, column, None, DoubtCode.OUT_OF_RANGE)
    if 0 < percent < 1:
        return found_in(cell, column, percent * 100, DoubtCode.PERCENT_OR_SHARE)
    return found_in(cell, column, percent.normalize() + 0, *_left(reckoned.rest))


def length(cell: RawCell, column: int | None, *, in_hours: bool = False) -> Found[int]:
    """A length in minutes: "75", "75 min", "1 h 15 min", "1,5 t", "1:15", a time or a span."""
    minutes = _minutes_of_time(cell)
    if minutes is None:
        minutes = _minutes_of_text(cell.text.casefold(), in_hours=in_hours)
    if minutes is None:
        doubt = _why_no_length(cell.text)
        return found_in(cell, column, None, doubt)
    if minutes != int(minutes) or not 5 <= minutes <= MOST_MINUTES:
        return found_in(
            cell, column, None, DoubtCode.HOURS_OR_MINUTES if minutes < 9 else DoubtCode.OUT_OF_RANGE
        )
    return found_in(cell, column, int(minutes))


def interval(cell: RawCell, column: int | None) -> Found[int]:
    """A rhythm in weeks: "3", "2 vk", "joka toinen viikko"; a month counts as four weeks, with a doubt."""
    text = " ".join(cell.text.casefold().split())
    if WEEKLY.search(text):
        return found_in(cell, column, 1)
    for words, weeks in ORDINALS:
        if words.search(text):
            return found_in(cell, column, weeks, *_left(WEEK_WORDS.sub(" ", words.sub(" ", text))))
    if MONTHLY.search(text):
        return found_in(cell, column, 4, DoubtCode.MONTHS_AS_WEEKS)
    if RANGE.search(text):
        return found_in(cell, column, None, DoubtCode.SEVERAL_NUMBERS)
    return _whole(cell, column, WEEK_WORDS.sub(" ", text), most=MOST_WEEKS, least=1)


def count(cell: RawCell, column: int | None, *, most: int = MOST_MEETINGS, least: int = 0) -> Found[int]:
    """A whole number: "10", "10 kertaa", "6 hlö"."""
    text = COUNT_WORDS.sub(" ", cell.text.casefold())
    if RANGE.search(text):
        return found_in(cell, column, None, DoubtCode.SEVERAL_NUMBERS)
    return _whole(cell, column, text, most=most, least=least)


def of_total(text: str) -> OfTotal | None:
    """ "4/10" or "4 av 10": held of planned; None for anything else."""
    match = OF_TOTAL.fullmatch(text.casefold().strip())
    if not match:
        return None
    return OfTotal(int(match["held"]), int(match["planned"]))


def _whole(cell: RawCell, column: int | None, text: str, *, most: int, least: int) -> Found[int]:
    reckoned = _reckoned(cell, text)
    if reckoned.value is None:
        return found_in(cell, column, None, reckoned.doubt)
    if reckoned.value != int(reckoned.value) or not least <= reckoned.value <= most:
        return found_in(cell, column, None, DoubtCode.OUT_OF_RANGE)
    return found_in(cell, column, int(reckoned.value), *_left(reckoned.rest))


def _reckoned(cell: RawCell, text: str) -> Reckoned:
    if isinstance(cell.value, bool):
        return Reckoned(None, DoubtCode.UNREADABLE_NUMBER, "")
    if isinstance(cell.value, int | float | Decimal):
        return _finite(Decimal(str(cell.value)))
    numbers = NUMBER.findall(text)
    if len(numbers) != 1:
        doubt = DoubtCode.SEVERAL_NUMBERS if numbers else DoubtCode.UNREADABLE_NUMBER
        return Reckoned(None, doubt, text)
    return _parsed(numbers[0], NUMBER.sub(" ", text))


def _finite(number: Decimal) -> Reckoned:
    if not number.is_finite():
        return Reckoned(None, DoubtCode.UNREADABLE_NUMBER, "")
    return Reckoned(number, None, "")


def _parsed(written: str, rest: str) -> Reckoned:
    """A written number: the last of two kinds of marks is the decimal one; a lone "1.200" could be either."""
    digits = re.sub(SPACE, "", written)
    marks = [sign for sign in digits if sign in ".,"]
    if len(set(marks)) == 1 and THOUSANDS.fullmatch(digits.lstrip("-")):
        if len(marks) == 1:
            return Reckoned(None, DoubtCode.AMBIGUOUS_NUMBER, rest)
        digits = digits.replace(marks[0], "")
    elif marks:
        whole, _, decimals = digits.rpartition(marks[-1])
        if marks[-1] in whole or (marks[:-1] and not THOUSANDS.fullmatch(whole.lstrip("-"))):
            return Reckoned(None, DoubtCode.UNREADABLE_NUMBER, rest)
        digits = f"{whole.replace(marks[0], '') if len(marks) > 1 else whole}.{decimals}"
    try:
        return Reckoned(Decimal(digits), None, rest)
    except InvalidOperation:
        return Reckoned(None, DoubtCode.UNREADABLE_NUMBER, rest)


def _price_words(text: str) -> tuple[str, list[DoubtCode]]:
    doubts = []
    if WITH_VAT.search(text):
        doubts.append(DoubtCode.PRICE_WITH_VAT)
        text = re.sub(r"\d+(?:[.,]\d+)?\s*%", " ", WITH_VAT.sub(" ", text))
    if PER_HOUR.search(text):
        doubts.append(DoubtCode.PRICE_PER_HOUR)
    for words in (WITHOUT_VAT, PER_HOUR, PER_MEETING, CURRENCY):
        text = words.sub(" ", text)
    return text, doubts


def _left(rest: str) -> list[DoubtCode]:
    return [DoubtCode.TEXT_LEFT] if LETTERS.search(rest) else []


def _minutes_of_time(cell: RawCell) -> Decimal | None:
    value = cell.value
    if isinstance(value, timedelta):
        return Decimal(str(value.total_seconds())) / 60
    if isinstance(value, time):
        return Decimal(value.hour * 60 + value.minute)
    return None


def _minutes_of_text(text: str, *, in_hours: bool) -> Decimal | None:
    """Minutes, or None when the text is not plainly one length. A bare figure under nine stays as it is."""
    clock = CLOCK_LENGTH.fullmatch(text)
    hours = clock or HOURS_AND_MINUTES.fullmatch(text)
    if hours:
        return _decimal(hours["hours"]) * 60 + _decimal(hours["minutes"] or "0")
    bare = re.fullmatch(r"\d+(?:[.,]\d+)?", text)
    if bare and (in_hours or not text.isdigit()):
        figure = _decimal(text)
        return figure * 60 if in_hours else _whole_minutes(figure)
    minutes = ONLY_MINUTES.fullmatch(text)
    return _decimal(minutes["minutes"]) if minutes else None


def _whole_minutes(figure: Decimal) -> Decimal:
    return figure.to_integral_value() if figure == int(figure) else figure


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "."))


def _why_no_length(text: str) -> DoubtCode:
    numbers = NUMBER.findall(text)
    if len(numbers) > 1 or TIMES.search(text):
        return DoubtCode.SEVERAL_NUMBERS
    return DoubtCode.UNREADABLE_NUMBER
