"""How long what is sealed is kept after its process has ended (domain 7.3), and the arithmetic of the days."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from tuokio.terms.vault_words import SpaceKind

# months after the end, unless the practice chose otherwise; of a journal its writer decides, so it is not here
MONTHS: Mapping[SpaceKind, int] = MappingProxyType({SpaceKind.OWN: 3, SpaceKind.GROUP: 6, SpaceKind.PAIR: 6})
# fewer than this a practice may not choose: a group must meet its notes once more, and its people come seldom
LEAST: Mapping[SpaceKind, int] = MappingProxyType({SpaceKind.OWN: 1, SpaceKind.GROUP: 3, SpaceKind.PAIR: 3})
MOST = 12  # months after the end in all, however often it is put off
PUT_OFF = 3  # months each time
AHEAD = timedelta(days=30)  # nothing is erased that was not announced so long before


def kept_until(kind: SpaceKind, ended_on: date, months: int | None = None) -> date | None:
    """The day on which it is due; None for what its writer decides about. `months`: as the practice has chosen."""
    months = MONTHS.get(kind) if months is None or kind not in MONTHS else months
    return None if months is None else months_after(ended_on, months)


def put_off(goes_on: date, ended_on: date) -> date | None:
    """The day to which it can be put off; None when it has been kept as long as it may."""
    later = min(months_after(goes_on, PUT_OFF), months_after(ended_on, MOST))
    return later if later > goes_on else None


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or that month's last day when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
