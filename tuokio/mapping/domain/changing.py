"""Which single answer, changed, would change the form that is recommended (domain 2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tuokio.mapping.domain.answers import Answers
from tuokio.mapping.domain.recommending import Recommendation, recommend
from tuokio.terms.mapping_words import Sharers, Theme
from tuokio.terms.words import FormOfWork

# The least of each range of people that the rules tell apart: 1, 2, 3, 4-8, 9 and more.
PERSONS = (1, 2, 3, 4, 9)
SCALE = range(1, 6)


@dataclass(frozen=True, slots=True)
class Change:
    """One answer changed, and the form that would then be recommended. A main theme stands for `themes`."""

    key: str
    value: Theme | Sharers | int | bool
    form: FormOfWork
    recommendation: Recommendation


def changes(answers: Answers) -> tuple[Change, ...]:
    """Every single change of an answer that would change the form; none when the rules say stop.

    The answer to harassment is not tried: it ends the recommendation, it changes no form. What only sets
    length, number or interval changes no form either.
    """
    form = recommend(answers).form
    if form is None:
        return ()
    found: list[Change] = []
    for key, value, changed in _one_changed(answers):
        other = recommend(changed)
        if other.form is not None and other.form != form:
            found.append(Change(key, value, other.form, other))
    return tuple(found)


def _one_changed(answers: Answers) -> Iterator[tuple[str, Any, Answers]]:
    for theme in Theme:
        if theme != answers.main_theme:
            yield "themes", theme, replace(answers, themes=_with_main(answers.themes, theme))
    for number in PERSONS:
        if number != range_of(answers.persons):
            yield "persons", number, replace(answers, persons=number)
    for sharers in Sharers:
        if sharers != answers.sharers:
            yield "sharers", sharers, replace(answers, sharers=sharers)
    for level in SCALE:
        if level != answers.voice:
            yield "voice", level, replace(answers, voice=level)
    for level in SCALE:
        if level != answers.private:
            yield "private", level, replace(answers, private=level)
    yield "manager_in", not answers.manager_in, replace(answers, manager_in=not answers.manager_in)
    yield "same_people", not answers.same_people, replace(answers, same_people=not answers.same_people)
    yield (
        "open_conflict",
        not answers.open_conflict,
        replace(answers, open_conflict=not answers.open_conflict),
    )


def range_of(persons: int) -> int:
    """The range of people that a number falls into, named by its least."""
    return max(least for least in PERSONS if least <= persons)


def _with_main(themes: tuple[Theme, ...], theme: Theme) -> tuple[Theme, ...]:
    """The same themes with another main one: moved to the front, or in the place of the main one."""
    if theme in themes:
        return (theme, *(one for one in themes if one != theme))
    return (theme, *themes[1:])
