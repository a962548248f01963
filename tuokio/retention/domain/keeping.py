"""How long each class of record is kept, as data, and the arithmetic of the dates.

Sources: domain.md 7.3 for the classes and the defaults of Tuokio; the Finnish Accounting Act (1336/1997)
2:10, as the tax and prison-service guides quote it, for bookkeeping: vouchers and the correspondence about
transactions are kept at least six years from the end of the *calendar year* in which the *financial year*
ended; ledgers and accounts ten years from the end of the financial year. A developer's reading, not advice.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from tuokio.terms.vault_words import SpaceKind
from tuokio.vault.domain.keeping import LEAST, MONTHS, MOST

HELSINKI = ZoneInfo("Europe/Helsinki")
VOUCHER_YEARS = 6
LEDGER_YEARS = 10


class Kept(StrEnum):
    """The classes of record that have a rule; the word stands in receipts."""

    ENQUIRY = "enquiry"
    MAPPING = "mapping"
    OFFER = "offer"
    REASON = "reason"
    RATING = "rating"
    ANSWERS = "answers"
    SUMMARY = "summary"
    OUT = "out"
    DECLINED = "declined"
    MEETINGS = "meetings"
    VOUCHER = "voucher"
    AGREEMENT = "agreement"
    AUDIT = "audit"
    ABSENCE = "absence"
    LETTER = "letter"
    FEEDBACK = "feedback"
    DOCUMENT = "document"
    FORM = "form"
    CODE = "code"
    SESSION = "session"
    TASK = "task"
    LIST = "list"
    JOINER = "joiner"
    OWN_NOTES = "own_notes"
    GROUP_NOTES = "group_notes"


class Unit(StrEnum):
    """How an age is counted."""

    DAYS = "days"
    MONTHS = "months"
    BOOKKEEPING = "bookkeeping"


@dataclass(frozen=True, slots=True)
class KeepingRule:
    """How long one class is kept: `age` units from its moment; a practice may choose within the limits.

    `announced`: the night before it is erased, its owner is told how many; what has no content of its own
    (used forms, codes, ended sessions) goes without.
    """

    name: Kept
    unit: Unit
    age: int
    least: int
    most: int
    announced: bool = True

    def __post_init__(self) -> None:
        if not self.least <= self.age <= self.most:
            raise ValueError(f"{self.name}: {self.age} is not between {self.least} and {self.most}")

    @property
    def may_change(self) -> bool:
        """Whether a practice may keep for a shorter or longer time."""
        return self.least < self.most

    def cut(self, now: datetime, *, age: int | None = None, year_ends_in: int = 12) -> datetime:
        """The moment before which records of this class are let go. `age`: the practice's own choice.

        Raises ValueError for an age outside the limits: a hard rule is not bent by a setting.
        """
        age = self.age if age is None else age
        if not self.least <= age <= self.most:
            raise ValueError(f"{self.name}: {age} is not between {self.least} and {self.most}")
        if self.unit is Unit.DAYS:
            return now - timedelta(days=age)
        today = now.astimezone(HELSINKI).date()
        if self.unit is Unit.MONTHS:
            return start_of(months_before(today, age))
        return start_of(vouchers_erasable_through(today, year_ends_in=year_ends_in) + timedelta(days=1))


RULES: Mapping[Kept, KeepingRule] = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            KeepingRule(Kept.ENQUIRY, Unit.MONTHS, 6, 1, 12),
            KeepingRule(Kept.MAPPING, Unit.MONTHS, 3, 3, 3),
            KeepingRule(Kept.OFFER, Unit.MONTHS, 6, 6, 6),
            KeepingRule(Kept.REASON, Unit.MONTHS, 3, 3, 3),
            KeepingRule(Kept.RATING, Unit.MONTHS, 3, 3, 3),
            KeepingRule(Kept.ANSWERS, Unit.MONTHS, 3, 3, 3),
            KeepingRule(Kept.SUMMARY, Unit.MONTHS, 3, 3, 3),
            KeepingRule(Kept.OUT, Unit.MONTHS, 3, 3, 3),
            KeepingRule(Kept.DECLINED, Unit.MONTHS, 6, 1, 12),
            KeepingRule(Kept.MEETINGS, Unit.MONTHS, 24, 6, 72),
            KeepingRule(Kept.VOUCHER, Unit.BOOKKEEPING, VOUCHER_YEARS, VOUCHER_YEARS, VOUCHER_YEARS),
            KeepingRule(Kept.AGREEMENT, Unit.BOOKKEEPING, VOUCHER_YEARS, VOUCHER_YEARS, VOUCHER_YEARS),
            KeepingRule(Kept.AUDIT, Unit.MONTHS, 24, 12, 72),
            KeepingRule(Kept.ABSENCE, Unit.MONTHS, 24, 24, 24, announced=False),
            KeepingRule(Kept.LETTER, Unit.MONTHS, 3, 3, 3, announced=False),
            KeepingRule(Kept.FEEDBACK, Unit.MONTHS, 6, 6, 6, announced=False),
            KeepingRule(Kept.DOCUMENT, Unit.DAYS, 1, 1, 1, announced=False),
            KeepingRule(Kept.FORM, Unit.DAYS, 7, 7, 7, announced=False),
            KeepingRule(Kept.CODE, Unit.DAYS, 1, 1, 1, announced=False),
            KeepingRule(Kept.SESSION, Unit.DAYS, 0, 0, 0, announced=False),
            KeepingRule(Kept.TASK, Unit.DAYS, 7, 7, 7, announced=False),
            KeepingRule(Kept.LIST, Unit.DAYS, 0, 0, 0, announced=False),
            KeepingRule(Kept.JOINER, Unit.MONTHS, 3, 3, 3, announced=False),
            # announced to their people thirty days ahead, by themselves (tuokio/vault/usecases/keeping.py)
            KeepingRule(Kept.OWN_NOTES, Unit.MONTHS, MONTHS[SpaceKind.OWN], LEAST[SpaceKind.OWN], MOST),
            KeepingRule(Kept.GROUP_NOTES, Unit.MONTHS, MONTHS[SpaceKind.GROUP], LEAST[SpaceKind.GROUP], MOST),
        )
    }
)


def financial_year_end(day: date, *, year_ends_in: int = 12) -> date:
    """The last day of the financial year that `day` falls in; it ends with the month `year_ends_in` (1-12)."""
    year = day.year if day.month <= year_ends_in else day.year + 1
    return last_of_month(year, year_ends_in)


def vouchers_kept_until(year_end: date) -> date:
    """The last day on which the vouchers of a financial year are still kept.

    Financial year ended 30.4.2017: until 31.12.2023.
    """
    return date(year_end.year + VOUCHER_YEARS, 12, 31)


def ledgers_kept_until(year_end: date) -> date:
    """The last day on which ledgers and accounts of a financial year are kept: ended 30.4.2017, until 30.4.2027."""
    return months_before(year_end, -12 * LEDGER_YEARS)


def vouchers_erasable_through(today: date, *, year_ends_in: int = 12) -> date:
    """The newest day whose vouchers need not be kept any more: `vouchers_kept_until` of it has passed."""
    return last_of_month(today.year - VOUCHER_YEARS - 1, year_ends_in)


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or the month's last day when it has no such day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), last_of_month(year, month + 1))


def last_of_month(year: int, month: int) -> date:
    """The month's last day."""
    return date(year, month, calendar.monthrange(year, month)[1])


def start_of(day: date) -> datetime:
    """The first moment of a day in Finland."""
    return datetime.combine(day, time.min, HELSINKI)
