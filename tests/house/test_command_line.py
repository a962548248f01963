"""The commands that need no database."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tuokio.config.command_line import main

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
