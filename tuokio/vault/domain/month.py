"""The time in which a request for access is answered: one month (GDPR 12(3))."""

from __future__ import annotations

import calendar
from datetime import date


def month_after(day: date) -> date:
    """The same day of the next month, or that month's last day when it has no such day."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
