"""The answers of a mapping conversation that the rule set `mapping-1` reads (domain 2.1)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from tuokio.terms.mapping_words import Sharers, Theme

MOST_THEMES = 3
NO_CRISIS = 9999  # days: nothing shocking has happened
NEUTRAL_VOICE = 4  # moves no form
GIVEN_TWICE = object()  # stands for the value of a key that an object names twice
NEVER_KEPT = frozenset({"health", "harassment"})  # seen on the screen of the one who answers, nowhere after
LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one answer. The key is empty when the whole is no answers at all."""

    key: str
    words: str

    def __str__(self) -> str:
        return f"{_shown(self.key)}: {self.words}" if self.key else self.words


class BadAnswers(ValueError):
    """Answers that cannot be read; `faults` names each of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered; what was not asked holds the value assumed for it and stands in `assumed`."""

    themes: tuple[Theme, ...] = (Theme.OWN_ROLE,)  # the main theme first
    persons: int = 1  # who can take part
    sharers: Sharers = Sharers.ME
    same_team: bool = True
    same_work: bool = True
    same_org: bool = True
    voice: int = NEUTRAL_VOICE  # the lowest answer to M08, which the supervisor alone may know of
    private: int = 2
    voluntary: bool = True
    manager_in: bool = False  # a manager and own staff both take part
    open_conflict: bool = False
    harassment: bool = False
    crisis_days: int = NO_CRISIS
    health: bool = False
    decision_needed: bool = False
    same_people: bool = True
    goals: int = 2
    max_minutes: int = 120
    max_sessions: int = 99
    interval_pref: int = 0  # weeks; 0 is no wish
    assumed: tuple[str, ...] = field(default=(), compare=False)

    @property
    def main_theme(self) -> Theme:
        """The theme that counts double."""
        return self.themes[0]

    def as_json(self) -> dict[str, Any]:
        """Every answer that was given or assumed, as plain values."""
        return {key: _plain(getattr(self, key)) for key in KEYS}

    def to_keep(self) -> dict[str, Any]:
        """What may be kept of them: neither health nor harassment, and nothing that was only assumed."""
        return {
            key: value
            for key, value in self.as_json().items()
            if key not in NEVER_KEPT and key not in self.assumed
        }

    def without_voice(self) -> Answers:
        """The answers as anyone but the supervisor may know them: as if nobody had been asked M08."""
        others = tuple(key for key in self.assumed if key != "voice")
        return replace(self, voice=NEUTRAL_VOICE, assumed=others)


def read_answers(raw: object) -> Answers:
    """The answers in an object of plain values. Raises BadAnswers, which names every fault at once."""
    if not isinstance(raw, Mapping):
        raise BadAnswers((Fault("", "answers are an object of keys and values"),))
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for key, value in raw.items():
        read = READERS.get(key) if isinstance(key, str) else None
        if read is None:
            faults.append(Fault(str(key), "there is no such answer"))
            continue
        if value is GIVEN_TWICE:
            faults.append(Fault(key, "is given more than once"))
            continue
        try:
            values[key] = read(value)
        except _Wrong as wrong:
            faults += [Fault(key, words) for words in wrong.args]
    if faults:
        raise BadAnswers(tuple(faults))
    return Answers(**values, assumed=tuple(key for key in KEYS if key not in values))


class _Wrong(Exception):
    """A value that cannot be taken; its arguments say why."""


def _themes(value: object) -> tuple[Theme, ...]:
    if not isinstance(value, list | tuple):
        raise _Wrong("must be a list of one to three themes, the main one first")
    faults: list[str] = []
    themes: list[Theme] = []
    if not 1 <= len(value) <= MOST_THEMES:
        faults.append(f"one to three themes are needed, not {len(value)}")
    for one in value:
        if not isinstance(one, str):
            faults.append("a theme is a text")
        elif one not in THEME_CODES:
            faults.append(f"unknown theme {_shown(one)}")
        elif one in themes:
            faults.append(f"{one} is named twice")
        else:
            themes.append(Theme(one))
    if faults:
        raise _Wrong(*dict.fromkeys(faults))
    return tuple(themes)


def _sharers(value: object) -> Sharers:
    if not isinstance(value, str) or value not in SHARERS_CODES:
        raise _Wrong(f"must be one of {', '.join(Sharers)}")
    return Sharers(value)


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("must be true or false")
    return value


def _whole(least: int, most: int | None = None) -> Callable[[object], int]:
    allowed = f"from {least} to {most}" if most is not None else f"of at least {least}"

    def read(value: object) -> int:
        wrong = isinstance(value, bool) or not isinstance(value, int)
        if wrong or value < least or (most is not None and value > most):  # type: ignore[operator]  # an int
            raise _Wrong(f"must be a whole number {allowed}")
        return int(value)  # type: ignore[call-overload,no-any-return]  # an int by now

    return read


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return str(value) if isinstance(value, str) else value


def _shown(word: str) -> str:
    """A word as it may stand in one line, whoever typed it."""
    short = word if len(word) <= LONGEST_SHOWN else f"{word[:LONGEST_SHOWN]}…"
    return short if short.isidentifier() and short.isascii() else json.dumps(short)


THEME_CODES = frozenset(Theme)
SHARERS_CODES = frozenset(Sharers)
READERS: dict[str, Callable[[object], Any]] = {
    "themes": _themes,
    "persons": _whole(1),
    "sharers": _sharers,
    "voice": _whole(1, 5),
    "private": _whole(1, 5),
    "crisis_days": _whole(0),
    "goals": _whole(1),
    "max_minutes": _whole(1),
    "max_sessions": _whole(1),
    "interval_pref": _whole(0),
    **dict.fromkeys(
        (
            *("same_team", "same_work", "same_org", "voluntary", "manager_in", "open_conflict"),
            *("harassment", "health", "decision_needed", "same_people"),
        ),
        _yes_or_no,
    ),
}
KEYS = tuple(one.name for one in fields(Answers) if one.name != "assumed")
