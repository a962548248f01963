"""The command `tuokio attainment`."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import Any

import pytest

from tuokio.config.command_line import main
from tuokio.goals.domain.attainment import Rating, attainment_score

NULLS = {"baseline": None, "achieved": None, "change": None}


@pytest.fixture
def reckon(tmp_path, capsys, monkeypatch):
    """Gives a text to the command; hands back its code, what it printed and what it complained of."""

    def run(text: str | bytes, *, piped: bool = False) -> tuple[int, Any, list[str]]:
        raw = text if isinstance(text, bytes) else text.encode()
        if piped:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
            code = main(["attainment"])
        else:
            (tmp_path / "goals.json").write_bytes(raw)
            code = main(["attainment", str(tmp_path / "goals.json")])
        told = capsys.readouterr()
        return code, json.loads(told.out) if told.out else None, told.err.splitlines()

    return run


def goals(*given: Any, **more: Any) -> str:
    return json.dumps({"goals": given, **more})


@pytest.mark.parametrize("piped", [True, False])
def test_the_score_at_the_start_now_and_between(reckon, piped):
    text = goals(
        {"baseline": -1, "achieved": 1, "weight": 2},
        {"baseline": -1, "achieved": 0, "weight": 1},
    )
    before = attainment_score([Rating(-1, 2), Rating(-1, 1)])
    after = attainment_score([Rating(1, 2), Rating(0, 1)])
    assert before is not None
    assert after is not None

    assert reckon(text, piped=piped) == (
        0,
        {"baseline": before, "achieved": after, "change": after - before},
        [],
    )


def test_without_goals_there_is_no_score(reckon):
    assert reckon(goals()) == (0, NULLS, [])
    assert reckon(goals(light=True)) == (0, NULLS, [])


def test_one_goal_has_a_score_here(reckon):
    assert reckon(goals({"baseline": -1, "achieved": 1})) == (
        0,
        {"baseline": 40.0, "achieved": 60.0, "change": 20.0},
        [],
    )


def test_between_is_taken_in_a_goal_in_words_only(reckon):
    goal = {"baseline": -1, "achieved": -0.5}

    assert reckon(goals({**goal, "light": True}))[:2] == (
        0,
        {"baseline": 40.0, "achieved": 45.0, "change": 5.0},
    )
    assert reckon(goals(goal, light=True))[0] == 0
    assert reckon(goals(goal))[0::2] == (2, ["goals[0].achieved: -0.5 is not a whole number from -2 to 2"])
    assert reckon(goals({**goal, "light": False}, light=True))[0] == 2
    assert reckon(goals({"baseline": -0.5, "achieved": 0, "light": True}))[0] == 2


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        ("3", "3"),
        ("-3", "-3"),
        ("1.5", "1.5"),
        ('"1"', '"1"'),
        ("true", "true"),
        ("null", "null"),
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
        ("[]", "[]"),
        ("1" * 60, "1" * 37 + "..."),
    ],
)
def test_a_level_that_is_not_on_the_scale_is_named_with_its_place(reckon, level, shown):
    text = f'{{"goals": [{{"baseline": 0, "achieved": 0}}, {{"baseline": {level}, "achieved": 0}}]}}'

    assert reckon(text) == (2, None, [f"goals[1].baseline: {shown} is not a whole number from -2 to 2"])


@pytest.mark.parametrize(
    "weight", ["-1", "-0.1", '"2"', "true", "null", "NaN", "Infinity", "1e308", "9" * 400]
)
def test_a_weight_that_cannot_be_is_named_with_its_place(reckon, weight):
    code, printed, told = reckon(f'{{"goals": [{{"baseline": 0, "achieved": 0, "weight": {weight}}}]}}')

    assert (code, printed, len(told)) == (2, None, 1)
    assert told[0].startswith("goals[0].weight: ")


def test_weights_of_zero_alone_are_refused(reckon):
    zero = {"baseline": 0, "achieved": 0, "weight": 0}

    assert reckon(goals(zero, zero)) == (
        2,
        None,
        ["goals: every weight is zero; at least one must be above it"],
    )
    assert reckon(goals(zero, {**zero, "weight": 1}))[0] == 0


def test_every_fault_has_a_line_of_its_own(reckon):
    code, printed, told = reckon(
        goals({"baseline": 5, "weigth": 1}, "x", {"baseline": 0, "achieved": 0, "light": 1}, lihgt=True)
    )

    assert (code, printed) == (2, None)
    assert told == [
        '"lihgt": this key is not known',
        'goals[0]."weigth": this key is not known',
        "goals[0].baseline: 5 is not a whole number from -2 to 2",
        "goals[0].achieved: is missing",
        "goals[1]: an object with baseline and achieved is needed",
        "goals[2].light: true or false is needed",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "3",
        '{"goals": {}}',
        '{"goal": []}',
        b"\xff\xfe\x00",
        "[" * 100000,
        '{"goals": [], "goals": []}',
        '{"goals": [' + "9" * 5000 + "]}",
    ],
)
def test_what_has_another_shape_is_refused_without_a_trace_of_the_program(reckon, text):
    code, printed, told = reckon(text)

    assert (code, printed, len(told)) == (2, None, 1)
    assert "Traceback" not in told[0]


def test_a_file_that_is_not_there_is_told(capsys):
    assert main(["attainment", "nowhere.json"]) == 2
    assert "nowhere.json" in capsys.readouterr().err


def test_the_command_needs_neither_a_database_nor_django():
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from tuokio.config.command_line import main; main(['attainment'])\n"
            "print(sorted(name for name in sys.modules if name == 'django'))",
        ],
        input='{"goals": []}',
        capture_output=True,
        text=True,
        check=True,
    )

    assert loaded.stdout.splitlines() == ['{"baseline": null, "achieved": null, "change": null}', "[]"]
