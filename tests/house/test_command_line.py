"""The commands that need no database."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tuokio.config.command_line import main

VIGNETTES = json.loads(
    (Path(__file__).parents[1] / "mapping" / "data" / "mapping-vignettes.json").read_text("utf-8")
)["vignettes"]
TEXT = "Työnohjaus\n\nTyönohjaus on oman työn tutkimista.\n\n• yksilöohjaus 60 min\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_page_is_read_from_a_file_however_it_was_saved(
    encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "page.txt"
    file.write_bytes(TEXT.encode(encoding))

    assert main(["page", "import", "--json", str(file)]) == 0

    read = json.loads(capsys.readouterr().out)
    assert set(read) == {"title", "sections", "services", "unplaced"}
    assert read["title"] == "Työnohjaus"


def test_a_page_is_read_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))

    assert main(["page", "import", "--json", "-"]) == 0
    assert "työn tutkimista" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_said_clearly(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["page", "import", "--json", str(tmp_path / "page.txt")]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'page.txt'} cannot be read: No such file or directory.\n"


def test_reading_a_page_needs_no_framework(tmp_path: Path):
    file = tmp_path / "page.txt"
    file.write_text(TEXT, "utf-8")
    command = f"import sys; from tuokio.config.command_line import main; main(['page', 'import', '--json', {str(file)!r}])"

    told = subprocess.run(
        [sys.executable, "-c", f"{command}; print('django' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.endswith("\nFalse\n")


def recommended(monkeypatch: pytest.MonkeyPatch, content: bytes, *arguments: str) -> int:
    """The exit code of `tuokio recommend` with these bytes on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    return main(["recommend", *arguments])


def test_one_object_of_answers_gives_one_recommendation(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(VIGNETTES[3]["answers"]), "utf-8")

    assert main(["recommend", str(file)]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told == VIGNETTES[3]["expected"]
    assert list(told) == list(VIGNETTES[3]["expected"])


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_a_list_of_answers_gives_a_list_of_recommendations(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    given = json.dumps([vignette["answers"] for vignette in VIGNETTES])

    assert recommended(monkeypatch, given.encode("utf-8-sig"), *arguments) == 0

    said = capsys.readouterr()
    assert json.loads(said.out) == [vignette["expected"] for vignette in VIGNETTES]
    assert said.err == ""


def test_no_answers_in_a_list_give_no_recommendations(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    assert recommended(monkeypatch, b"[]") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_each_bad_answer_is_a_line_with_its_key(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    given = b'{"themes": ["weather"], "persons": NaN, "voice": 1e2, "same_org": 1, "goals": 1, "goals": 2, "colour": {}}'

    assert recommended(monkeypatch, given) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "themes: unknown theme weather",
        "persons: must be a whole number of at least 1",
        "voice: must be a whole number from 1 to 5",
        "same_org: must be true or false",
        "goals: is given more than once",
        "colour: there is no such answer",
    ]


def test_a_bad_answer_in_a_list_is_told_with_its_place_and_nothing_is_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    given = json.dumps([VIGNETTES[0]["answers"], {"persons": 0, "goals": True}, 7, {}])

    assert recommended(monkeypatch, given.encode()) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "[1].persons: must be a whole number of at least 1",
        "[1].goals: must be a whole number of at least 1",
        "[2]: answers are an object of keys and values",
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "The answers are not JSON: Expecting value: line 1 column 1 (char 0)."),
        (b"{", "The answers are not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)."),
        (b"7", "answers are an object of keys and values"),
        (b'"themes"', "answers are an object of keys and values"),
        (b'{"themes": ["\xe4"]}', "The answers are not JSON: they are not written in UTF-8."),
        (b"[" * 200_000, "The answers are nested too deep to be read."),
        (b'{"persons": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "The answers are nested too deep to be read."),
    ],
)  # fmt: skip
def test_what_is_no_answers_at_all_is_said_in_one_line(
    content: bytes, line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    assert recommended(monkeypatch, content) == 2
    assert capsys.readouterr() == ("", f"{line}\n")


def test_a_number_of_thousands_of_digits_is_said_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    assert recommended(monkeypatch, b'{"persons": ' + b"9" * 5000 + b"}") == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("The answers are not JSON: Exceeds the limit")
    assert said.err.count("\n") == 1


def test_a_very_large_number_is_a_number(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    assert recommended(monkeypatch, b'{"persons": ' + b"9" * 4000 + b"}") == 0
    assert json.loads(capsys.readouterr().out)["scores"]["work_community"] == 4


def test_answers_that_are_not_there_are_said_clearly(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["recommend", str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'none.json'} cannot be read: No such file or directory.\n"
    assert main(["recommend", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{tmp_path} cannot be read: Is a directory.\n"


def test_recommending_needs_no_framework(tmp_path: Path):
    file = tmp_path / "answers.json"
    file.write_text("{}", "utf-8")
    command = (
        f"import sys; from tuokio.config.command_line import main; code = main(['recommend', {str(file)!r}])"
    )

    told = subprocess.run(
        [sys.executable, "-c", f"{command}; print(code, 'django' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.endswith("\n0 False\n")
