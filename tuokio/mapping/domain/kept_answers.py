"""The closed list of what a mapping conversation may keep, and the way from it to the keys of the rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from tuokio.terms.conversation_words import (
    BudgetFrom,
    Dispute,
    HowEvaluated,
    Initiative,
    ManagerPart,
    MayTell,
    PlaceWish,
    SamePeople,
    Shock,
    SupervisorWish,
    Teller,
    TellWhen,
    Wanted,
    WhoPays,
)
from tuokio.terms.mapping_words import Sharers, Theme

MOST_GOALS = 3
LONGEST_GOAL = 120
MOST_THEMES = 3
MOST_PERSONS = 500
CRISIS_DAYS: Mapping[str, int] = MappingProxyType(
    {Shock.NONE: 9999, Shock.WITHIN_A_WEEK: 7, Shock.WITHIN_A_MONTH: 28}
)
THEMES = tuple(str(theme) for theme in Theme)
SHARERS = tuple(str(one) for one in Sharers)


class NotKept(ValueError):
    """This is not among the answers that may be kept; `key` says which."""

    def __init__(self, key: str) -> None:
        super().__init__(f"{key} may not be kept")
        self.key = key


Check = Callable[[object], bool]


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _number(least: int, most: int) -> Check:
    def fits(value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most

    return fits


def _one_of(*allowed: str) -> Check:
    return lambda value: isinstance(value, str) and value in allowed


def _word(kind: type[StrEnum]) -> Check:
    return _one_of(*(str(one) for one in kind))


def _some_of(allowed: tuple[str, ...] | tuple[int, ...], most: int) -> Check:
    def fits(value: object) -> bool:
        return (
            isinstance(value, list)
            and 1 <= len(value) <= most
            and len(set(value)) == len(value)
            and all(one in allowed for one in value)
        )

    return fits


def _words(kind: type[StrEnum]) -> Check:
    return _some_of(tuple(str(one) for one in kind), len(kind))


def _short_texts(value: object) -> bool:
    return (
        isinstance(value, list)
        and 1 <= len(value) <= MOST_GOALS
        and all(isinstance(one, str) and 0 < len(one) <= LONGEST_GOAL for one in value)
    )


MAY_BE_KEPT: Mapping[str, Check] = MappingProxyType(
    {
        "concerned": _number(1, 100_000),
        "attending": _number(1, MOST_PERSONS),
        "payer": _word(WhoPays),
        "max_sessions": _number(1, 200),
        "budget": _word(BudgetFrom),
        "dispute": _word(Dispute),
        "shock": _word(Shock),
        "decision_awaited": _is_bool,
        "wanted": _word(Wanted),
        "initiative": _word(Initiative),
        "themes": _some_of(THEMES, MOST_THEMES),
        "sharers": _one_of(*SHARERS),
        "private": _number(1, 5),
        "same_work": _is_bool,
        "same_team": _is_bool,
        "same_org": _is_bool,
        "manager_part": _word(ManagerPart),
        "same_people": _word(SamePeople),
        "max_minutes": _number(15, 600),
        "interval_weeks": _number(0, 12),
        "weekdays": _some_of((0, 1, 2, 3, 4), 5),
        "shift_work": _is_bool,
        "place": _word(PlaceWish),
        "goals": _short_texts,
        "how_evaluated": _words(HowEvaluated),
        "may_tell": _words(MayTell),
        "tell_when": _word(TellWhen),
        "teller": _word(Teller),
        "supervisor_wishes": _words(SupervisorWish),
        "ties": _is_bool,
    }
)


def require_kept(given: Mapping[str, Any]) -> None:
    """Raises NotKept for the first key or value that is not on the closed list."""
    for key, value in given.items():
        check = MAY_BE_KEPT.get(key)
        if check is None or not check(value):
            raise NotKept(key)


def to_answers(given: Mapping[str, Any], *, voice: int | None = None) -> dict[str, Any]:
    """The answers as the keys of the rule set `mapping-1`; what was not asked is left out.

    `voice` is the lowest answer to M08, given only when the result is for the supervisor's eyes.
    """
    raw: dict[str, Any] = {}
    for key, name in (("themes", "themes"), ("sharers", "sharers"), ("attending", "persons")):
        if key in given:
            raw[name] = given[key]
    for key in ("same_team", "same_work", "same_org", "private", "max_minutes", "max_sessions"):
        if key in given:
            raw[key] = given[key]
    raw |= _from_words(given)
    if "interval_weeks" in given:
        raw["interval_pref"] = given["interval_weeks"]
    if "decision_awaited" in given:
        raw["decision_needed"] = given["decision_awaited"]
    if "goals" in given:
        raw["goals"] = len(given["goals"])
    if voice is not None:
        raw["voice"] = voice
    return raw


def _from_words(given: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that are words in the talk and yes, no or a number in the rules."""
    raw: dict[str, Any] = {}
    if "manager_part" in given:
        raw["manager_in"] = given["manager_part"] in {ManagerPart.MEMBER, ManagerPart.MANAGER}
    if "dispute" in given:
        raw["open_conflict"] = given["dispute"] == Dispute.CONFLICT
        raw["harassment"] = given["dispute"] == Dispute.REFERRED
    if "shock" in given:
        raw["crisis_days"] = CRISIS_DAYS[given["shock"]]
    if "wanted" in given:
        raw["voluntary"] = given["wanted"] != Wanted.ORDERED
    if "same_people" in given:
        raw["same_people"] = given["same_people"] != SamePeople.NO
    return raw


def needs_a_word(given: Mapping[str, Any]) -> bool:
    """Whether some want it and some do not (M14 mixed): the rules go on, and a note says to hear everyone."""
    return given.get("wanted") == Wanted.MIXED
