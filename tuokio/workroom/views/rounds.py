"""The pulse and the levels of a process: what may be told, and what its supervisor does."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from tuokio.vault.refusals import Malformed
from tuokio.vault.views.asking import Asked, Said, as_id, asks, done
from tuokio.workroom.pages.alone import levels_of, pulse_of
from tuokio.workroom.usecases import levels, pulse
from tuokio.workroom.usecases.rounds import Opening, led_or_joined

MOST = 60


@asks("GET", "PUT", "POST")
def pulse_of_process(asked: Asked, process_id: str) -> HttpResponse:
    """GET tells; PUT switches it on or off; POST asks how the meeting was."""
    found, method = as_id(process_id), asked.request.method
    if method == "GET":
        process = led_or_joined(found, asked.person, asked.at)
    elif method == "PUT":
        process = pulse.switch_pulse(process_id=found, on=asked.said.flag("on"), by=asked.person, at=asked.at)
    else:
        opening = _opening(asked.said)
        begun = pulse.open_pulse(process_id=found, opening=opening, by=asked.person, at=asked.at)
        process = begun.process
    return done(**pulse_of(process, to=asked.person, at=asked.at))


@asks("POST")
def pulse_closing(asked: Asked, round_id: str) -> HttpResponse:
    """Take no more answers, and tell what may be told."""
    process = pulse.close_pulse(round_id=as_id(round_id), by=asked.person, at=asked.at)
    return done(**pulse_of(process, to=asked.person, at=asked.at))


@asks("GET", "PUT", "POST")
def levels_of_process(asked: Asked, process_id: str) -> HttpResponse:
    """GET tells; PUT keeps where one goal stands; POST begins rating alone."""
    found, method = as_id(process_id), asked.request.method
    if method == "GET":
        process = led_or_joined(found, asked.person, asked.at)
    elif method == "PUT":
        goal = _goal(asked.said)
        process = levels.keep_own_goal(process_id=found, goal=goal, by=asked.person, at=asked.at)
    else:
        said = asked.said
        goals = tuple(one.id("id") for one in said.each("goals", most=MOST))
        begun = levels.open_levels(
            process_id=found, goals=goals, opening=_opening(said), by=asked.person, at=asked.at
        )
        process = begun.process
    return done(**levels_of(process, to=asked.person, at=asked.at))


@asks("POST")
def levels_closing(asked: Asked, round_id: str) -> HttpResponse:
    """Turn up what may be told."""
    process = levels.close_levels(round_id=as_id(round_id), by=asked.person, at=asked.at)
    return done(**levels_of(process, to=asked.person, at=asked.at))


def _opening(said: Said) -> Opening:
    meeting = said.text("meeting", most=36, empty=True)
    marks = tuple(one.text("mark", most=64) for one in said.each("tokens", most=MOST))
    return Opening(said.id("id"), as_id(meeting) if meeting else None, marks)


def _goal(said: Said) -> levels.GoalTold:
    return levels.GoalTold(
        id=said.id("goal"),
        start=level_in(said.value, "start"),
        light=said.flag("light"),
        counts=said.flag("counts"),
        low=level_in(said.value, "low"),
        high=level_in(said.value, "high"),
    )


def level_in(value: dict[str, Any], name: str) -> float | None:
    """A number, or null. Raises Malformed."""
    found = value.get(name)
    if found is None:
        return None
    if type(found) not in (int, float):
        raise Malformed
    return float(found)
