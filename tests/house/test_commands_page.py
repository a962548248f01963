"""docs/operate/commands.md names every command, and each of its examples gives what it says."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tuokio.config.command_line import build_parser

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "operate" / "commands.md").read_text("utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
NOT_FOR_PEOPLE = {"serve-web"}  # what `start` runs


def typed_and_told(block: str) -> list[tuple[str, str]]:
    """Each line after a `$`, with what is said to come back."""
    found: list[tuple[str, str]] = []
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append((line[2:].rstrip("\n"), ""))
        else:
            command, told = found.pop()
            found.append((command, told + line))
    return found


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder where `tuokio` is this program."""
    program = tmp_path / "bin" / "tuokio"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tuokio.config.command_line "$@"\n')
    program.chmod(0o755)
    return tmp_path


def typed(command: str, place: Path) -> str:
    path = f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=place,
        env=os.environ | {"PATH": path, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout


def test_there_are_examples_of_both_commands_that_reckon() -> None:
    examples = [command for block in BLOCKS for command, _told in typed_and_told(block)]

    assert sum("tuokio recommend" in one for one in examples) == 2
    assert sum("tuokio attainment" in one for one in examples) == 4


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: typed_and_told(block)[0][0][:50])
def test_each_example_gives_what_the_page_says(block: str, place: Path) -> None:
    for command, told in typed_and_told(block):
        assert typed(command, place) == told, command


def test_the_page_names_every_command_and_none_that_is_gone() -> None:
    choices = next(
        action.choices for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    table = [line for line in PAGE.splitlines() if line.startswith("| `tuokio")]
    named = {name for line in table for name in re.findall(r"`tuokio ([a-z-]+)", line.split("|")[1])}

    assert named == set(choices) - NOT_FOR_PEOPLE
