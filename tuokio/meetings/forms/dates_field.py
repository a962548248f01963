"""A field of many dates, each as somebody wrote it."""

from __future__ import annotations

import re
from datetime import time
from itertools import pairwise
from typing import Any, NoReturn

from django import forms
from django.utils.translation import gettext_lazy as lazy

from tuokio.kit.fields import Unreadable, read_day, read_time
from tuokio.meetings.domain.free_days import LAST_YEAR
from tuokio.meetings.domain.proposal import ReadDate

MOST_DATES = 200
_SEPARATORS = re.compile(r"[\n,;]+")
_DATE = re.compile(
    r"(?:[a-zåäö]{2,3}\.?\s+)?(?P<on>\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}-\d{2}-\d{2})"
    r"(?:\s+(?:klo|kl|at)?\.?\s*(?P<at>\d{1,2}(?:[.:]\d{2})?))?\.?",
    re.IGNORECASE,
)


class DatesField(forms.CharField):
    """Dates one a line, each perhaps with its time: 24.11.2026 13.00. Its value is a tuple in order."""

    default_error_messages = {
        "invalid": lazy(
            "“%(text)s” is not a date. Write day, month and year, and the time when you know it: 24.11.2026 13.00."
        ),
        "too_many": lazy("At most 200 dates fit."),
        "twice": lazy("The date %(text)s stands here twice."),
        "year": lazy("Check the year of %(text)s."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False, widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}), **options
        )

    def to_python(self, value: Any) -> Any:
        parts = [part.strip() for part in _SEPARATORS.split(str(super().to_python(value))) if part.strip()]
        if len(parts) > MOST_DATES:
            raise forms.ValidationError(self.error_messages["too_many"], code="too_many")
        read = sorted((self._read(part) for part in parts), key=lambda one: (one.on, one.at or time()))
        for one, following in pairwise(read):
            if (one.on, one.at) == (following.on, following.at):
                self._refuse("twice", f"{one.on.day}.{one.on.month}.{one.on.year}")
        return tuple(read)

    def _read(self, part: str) -> ReadDate:
        found = _DATE.fullmatch(part)
        if not found:
            self._refuse("invalid", part)
        try:
            on, at = read_day(found["on"]), read_time(found["at"]) if found["at"] else None
        except Unreadable:
            self._refuse("invalid", part)
        if not 1990 <= on.year <= LAST_YEAR:
            self._refuse("year", part)
        return ReadDate(on, at)

    def _refuse(self, code: str, text: str) -> NoReturn:
        shown = text if len(text) <= 40 else f"{text[:40]}…"
        raise forms.ValidationError(self.error_messages[code], code=code, params={"text": shown})

    def run_validators(self, value: Any) -> None:
        pass  # nothing is left to check of dates
