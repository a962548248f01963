"""The command `tuokio attainment`: the score of goals that stand in a file. Needs no database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from tuokio.goals.domain.attainment import BETWEEN, HIGHEST, LOWEST, Rating, attainment_score, change

HEAVIEST = 1_000_000
GOAL_KEYS = {"baseline", "achieved", "weight", "light"}
ABOUT = """\
Reads {"goals": [{"baseline": -1, "achieved": 1, "weight": 2}, …]} and prints
{"baseline": T, "achieved": T, "change": d}; without goals each of them is null.
Levels are whole numbers from -2 to 2. A goal with "light": true (or the whole file,
beside "goals") may also have achieved -0.5. weight may be left out and is then 1.
A score is not for comparing processes with each other. Faults: one line each, exit 2."""


class Twice(ValueError):
    """A key stands twice in one object, so it is not known which one is meant."""


def add_attainment(commands: Any) -> None:
    """Make the command known to the command line."""
    parser = commands.add_parser(
        "attainment",
        help="reckon how far goals were reached (T)",
        description=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", nargs="?", default="-", help="JSON; default: standard input")
    parser.set_defaults(run=lambda options: run_attainment(options.file, sys.stdout, sys.stderr))


def run_attainment(file: str, out: TextIO, err: TextIO) -> int:
    """Read, reckon, print. Returns the exit code: 0, or 2 for anything that cannot be reckoned."""
    try:
        given = _read(file)
    except (OSError, ValueError, RecursionError) as fault:
        print(f"{file}: cannot be read as JSON: {fault}", file=err)
        return 2
    faults = list(_faults(given))
    if faults:
        print("\n".join(faults), file=err)
        return 2
    print(json.dumps(_scores(given)), file=out)
    return 0


def _read(file: str) -> Any:
    raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once_each)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Twice("a key stands twice in one object")
    return found


def _scores(given: dict[str, Any]) -> dict[str, float | None]:
    light = given.get("light", False)

    def ratings(which: str) -> list[Rating]:
        return [
            Rating(goal[which], goal.get("weight", 1), light=goal.get("light", light))
            for goal in given["goals"]
        ]

    before, after = ratings("baseline"), ratings("achieved")
    return {
        "baseline": attainment_score(before),
        "achieved": attainment_score(after),
        "change": change(before, after),
    }


def _faults(given: Any) -> Iterator[str]:
    if not isinstance(given, dict) or not isinstance(given.get("goals"), list):
        yield 'goals: an object with a list "goals" is needed'
        return
    for key in sorted(set(given) - {"goals", "light"}):
        yield f"{_shown(key)}: this key is not known"
    light = given.get("light", False)
    if not isinstance(light, bool):
        yield "light: true or false is needed"
    for number, goal in enumerate(given["goals"]):
        yield from _faults_of_goal(goal, f"goals[{number}]", light=light is True)
    weights = [goal.get("weight", 1) for goal in given["goals"] if isinstance(goal, dict)]
    if weights and all(_is_number(weight) and weight == 0 for weight in weights):
        yield "goals: every weight is zero; at least one must be above it"


def _faults_of_goal(goal: Any, place: str, *, light: bool) -> Iterator[str]:
    if not isinstance(goal, dict):
        yield f"{place}: an object with baseline and achieved is needed"
        return
    for key in sorted(set(goal) - GOAL_KEYS):
        yield f"{place}.{_shown(key)}: this key is not known"
    own = goal.get("light", light)
    if not isinstance(own, bool):
        yield f"{place}.light: true or false is needed"
    for key in ("baseline", "achieved"):
        if key not in goal:
            yield f"{place}.{key}: is missing"
        elif not _is_level(goal[key], between=key == "achieved" and own is True):
            yield f"{place}.{key}: {_shown(goal[key])} is not a whole number from -2 to 2"
    if not _is_weight(goal.get("weight", 1)):
        yield f"{place}.weight: {_shown(goal['weight'])} is not a number from 0 to {HEAVIEST}"


def _is_level(value: Any, *, between: bool) -> bool:
    if not _is_number(value):
        return False
    return value in range(LOWEST, HIGHEST + 1) or (between and value == BETWEEN)


def _is_weight(value: Any) -> bool:
    return _is_number(value) and 0 <= value <= HEAVIEST


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown(value: Any) -> str:
    try:
        text = json.dumps(value, ensure_ascii=True)
    except ValueError:  # a whole number of thousands of digits
        return "this"
    return text if len(text) <= 40 else f"{text[:37]}..."
