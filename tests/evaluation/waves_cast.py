"""A process with waves, in one line, for the tests of evaluation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tests.cast import MORNING, person, process_of
from tuokio.evaluation.models import Wave
from tuokio.evaluation.usecases.answering import answer_in_room, enter_paper
from tuokio.evaluation.usecases.waves import choose_statements, close_wave, open_wave
from tuokio.supervision.models import Process
from tuokio.terms.evaluation_words import Question

SIX = ("Bertta S.", "Henna", "T. K.", "Liisa", "M. M.", "Veikko")
CODES = ("B1a", "B2a", "O3a")


def group(names: Iterable[str] = SIX, codes: Iterable[str] = CODES, **fields: Any) -> Process:
    """Aino's group with chosen statements; Bertta has a way in of her own."""
    process = process_of(person("aino"), member_names=tuple(names), **fields)
    choose_statements(process=process, codes=codes, by=person("aino"), at=MORNING)
    return process


def wave_of(process: Process, point: str = "t1") -> Wave:
    """One of its waves as it stands."""
    return Wave.objects.select_related("process", "term").get(process=process, point=point)


def opened(process: Process, point: str = "t1", at: datetime = MORNING) -> Wave:
    """The wave, open."""
    return open_wave(wave=wave_of(process, point), by=person("aino"), at=at)


def closed(wave: Wave, at: datetime = MORNING) -> Wave:
    """The wave, closed."""
    return close_wave(wave=wave, by=person("aino"), at=at)


def says(now: int | None, then: int | None = 0, codes: Iterable[str] = CODES) -> dict[Any, int | None]:
    """The same answer to every statement; `then` of 0 is left out."""
    said: dict[Any, int | None] = {(code, Question.NOW): now for code in codes}
    if then != 0:
        said |= {(code, Question.THEN): then for code in codes}
    return said


def phones(wave: Wave, *answers: dict[Any, int | None], at: datetime = MORNING) -> None:
    """Each of these from a phone of its own in the room."""
    for number, given in enumerate(answers):
        answer_in_room(wave=wave, browser=f"phone-{number}-{wave.pk}", answers=given, at=at)


def papers(wave: Wave, *answers: dict[Any, int | None], at: datetime = MORNING) -> None:
    """Each of these typed in from paper."""
    for given in answers:
        enter_paper(wave=wave, answers=given, at=at)
