"""Form fields that read dates, times and money as Finns write them, and refuse what could mean two things."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_CENTS = 10_000_000
FIRST_YEAR, LAST_YEAR = 1900, 2199  # a slip of the finger lies outside, and so do sums beyond the calendar
_FINNISH_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?(?::00)?")
_EUROS = re.compile(r"(\d+|\d{1,3}(?: \d{3})+)(?:[.,](\d{1,2}))?")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


class Unreadable(ValueError):
    """What was typed is not a date, a time or an amount, or could be read in two ways."""


def read_day(typed: str) -> date:
    """A date typed as 24.11.2026 or 2026-11-24. Raises Unreadable for anything else, also without a year."""
    text = typed.strip()
    if found := _FINNISH_DAY.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO_DAY.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise Unreadable(typed)
    try:
        return date(year, month, day)
    except ValueError as unknown:
        raise Unreadable(typed) from unknown


def read_time(typed: str) -> time:
    """A time of day typed as 13.00, 13:00 or 13. Raises Unreadable."""
    found = _TIME.fullmatch(typed.strip())
    if not found:
        raise Unreadable(typed)
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError as unknown:
        raise Unreadable(typed) from unknown


def read_euros(typed: str) -> int:
    """An amount in cents from 160, 160,50, 1 780,00 or 160 €. Raises Unreadable.

    Thousands are parted by a space only: 1.780 could be either of two amounts, so it is refused.
    """
    text = _SPACES.sub(" ", typed.replace("€", " ")).strip()
    found = _EUROS.fullmatch(text)
    if not found:
        raise Unreadable(typed)
    whole = found[1].replace(" ", "")
    if len(whole) > 9:
        raise Unreadable(typed)
    return int(whole) * 100 + int((found[2] or "").ljust(2, "0"))


def euros(cents: int) -> str:
    """Cents as they stand in a field: 160,00."""
    return f"{cents // 100},{cents % 100:02d}"


class _Native(forms.TextInput):
    """A browser's own input of a kind; what it could not show is kept as text, so nothing typed is lost."""

    kind = "text"
    shape: ClassVar[re.Pattern[str]] = re.compile("")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        fits = not shown or self.shape.fullmatch(shown)
        context["widget"]["type"] = self.kind if fits else "text"
        return context


class DayInput(_Native):
    """A native date input."""

    kind = "date"
    shape = _ISO_DAY

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, str):
            try:
                value = read_day(value)
            except Unreadable:
                return str(value)
        return value.isoformat() if isinstance(value, date) else None


class TimeInput(_Native):
    """A native time input."""

    kind = "time"
    shape = re.compile(r"\d\d:\d\d")

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, str):
            try:
                value = read_time(value)
            except Unreadable:
                return str(value)
        return value.strftime("%H:%M") if isinstance(value, time) else None


class DayField(forms.Field):
    """A date."""

    widget = DayInput
    default_error_messages = {
        "required": _("Choose a date."),
        "invalid": _("This is not a date. Write it as day, month and year, for example 24.11.2026."),
        "year": _("Check the year."),
    }

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            day = read_day(str(value))
        except Unreadable as unread:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from unread
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["year"], code="year")
        return day


class TimeField(forms.Field):
    """A time of day on the wall clock."""

    widget = TimeInput
    default_error_messages = {
        "required": _("Choose a time."),
        "invalid": _("This is not a time of day. Write it for example as 13.00."),
    }

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value if isinstance(value, time) else None
        try:
            return read_time(str(value))
        except Unreadable as unread:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from unread


class EurosField(forms.Field):
    """An amount typed in euros; its value is cents."""

    default_error_messages = {
        "required": _("Write the price in euros. A free one is 0."),
        "invalid": _("This amount could not be read. Write euros and cents, for example 160 or 160,50."),
        "too_much": _("The amount is more than 100 000 euros. Check it."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **options
        )

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        try:
            cents = read_euros(str(value))
        except Unreadable as unread:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from unread
        if cents > MOST_CENTS:
            raise ValidationError(self.error_messages["too_much"], code="too_much")
        return cents

    def prepare_value(self, value: Any) -> Any:
        return euros(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class LinesField(forms.CharField):
    """Short texts, one a line; its value is a tuple. Empty lines are left out."""

    default_error_messages = {
        "too_long": _("Line %(number)s is too long: %(most)s characters fit."),
        "too_many": _("There are too many lines: %(most)s fit."),
    }

    def __init__(self, *, longest: int, most: int, rows: int = 5, **options: Any) -> None:
        self.longest, self.most = longest, most
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        lines = tuple(" ".join(line.split()) for line in str(text).splitlines())
        for number, line in enumerate(lines, 1):
            if len(line) > self.longest:
                raise ValidationError(
                    self.error_messages["too_long"],
                    code="too_long",
                    params={"number": number, "most": self.longest},
                )
        kept = tuple(line for line in lines if line)
        if len(kept) > self.most:
            raise ValidationError(
                self.error_messages["too_many"], code="too_many", params={"most": self.most}
            )
        return kept

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, tuple) else value
