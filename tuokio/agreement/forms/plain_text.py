"""Fields of a draft: text without hidden marks, breaks and trainings one a line, choices in the agreement's own words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tuokio.agreement.domain.content import Break, Training
from tuokio.agreement.wording.words import TEXTS
from tuokio.kit.fields import LinesField, Unreadable, read_day

# marks that turn the direction of what follows: they could make a document read otherwise than it is stored
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_YEAR = re.compile(r"(19|20)\d\d")


def without_hidden_marks(text: str) -> str:
    """The text in composed letters, without control characters and marks of direction."""
    shown = _TURNING.sub("", unicodedata.normalize("NFC", text))
    return "".join(sign for sign in shown if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"})


class PlainField(forms.CharField):
    """One line, or with `rows` several."""

    def __init__(self, *, rows: int = 0, required: bool = False, **options: Any) -> None:
        if rows:
            options["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(required=required, **options)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return without_hidden_marks(text.replace("\r\n", "\n")).strip()


class BreaksField(LinesField):
    """Times without meetings, one a line: 1.7.2027–31.7.2027."""

    default_error_messages = {
        "break": _("Write each break as its first and last day, for example 1.7.2027–31.7.2027."),
    }

    def to_python(self, value: Any) -> Any:
        return tuple(self._break(line) for line in super().to_python(value))

    def _break(self, line: str) -> Break:
        first, _dash, last = line.replace("-", "–").partition("–")
        try:
            found = Break(first_on=read_day(first), last_on=read_day(last or first))
        except Unreadable as unread:
            raise ValidationError(self.error_messages["break"], code="break") from unread
        if found.last_on < found.first_on:
            raise ValidationError(self.error_messages["break"], code="break")
        return found

    def run_validators(self, value: Any) -> None:
        """Read already."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, tuple):
            return value
        return "\n".join(f"{_written(one.first_on)}–{_written(one.last_on)}" for one in value)


def _written(on: Any) -> str:
    return f"{on.day}.{on.month}.{on.year}"


class TrainingsField(LinesField):
    """Trainings, one a line: programme; body; year."""

    default_error_messages = {
        "training": _("Write each training as programme, who gave it and the year, with semicolons between."),
    }

    def to_python(self, value: Any) -> Any:
        return tuple(self._training(without_hidden_marks(line)) for line in super().to_python(value))

    def _training(self, line: str) -> Training:
        parts = [part.strip() for part in line.split(";")]
        if len(parts) != 3 or not all(parts) or not _YEAR.fullmatch(parts[-1]):
            raise ValidationError(self.error_messages["training"], code="training")
        return Training(programme=parts[0], body=parts[1], year=int(parts[-1]))

    def run_validators(self, value: Any) -> None:
        """Read already."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, tuple):
            return value
        return "\n".join(f"{one.programme}; {one.body}; {one.year}" for one in value)


def worded(options: Iterable[StrEnum], key: str) -> list[tuple[str, str]]:
    """The choices of a clause in the very words that the agreement then says."""
    texts = TEXTS.get((get_language() or "fi")[:2], TEXTS["fi"])
    return [(option.value, _capital(texts[f"{key}.{option}"])) for option in options]


def _capital(text: str) -> str:
    bare = text.replace("{board}", "…").replace("{wording}", "…")
    return bare[:1].upper() + bare[1:]
