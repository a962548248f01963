"""The story of locked notes in Debian's Firefox: what it has works, and what it lacks is not missed."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.cast import person, process_of
from tests.journeys.notes_page import way_in
from tuokio.people.models import Person
from tuokio.vault.models import Document, Space

FIREFOX = shutil.which("firefox-esr") or ""
pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.skipif(not FIREFOX, reason="needs Debian's firefox-esr: make test installs it"),
]


def package_in(folder: Path, *, patience: float = 20) -> zipfile.ZipFile:
    """What the browser has saved, when it is there whole."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = [file for file in folder.iterdir() if file.suffix == ".zip" and file.stat().st_size]
        if found and not list(folder.glob("*.part")):
            return zipfile.ZipFile(io.BytesIO(found[0].read_bytes()))
        time.sleep(0.1)
    raise AssertionError(f"no package in {list(folder.iterdir())}")


def plays(people: dict[str, Person], folder: Path) -> tuple[dict[str, Any], zipfile.ZipFile]:
    """Play the story; whoever it asks for is let in. Gives what it found, and the package it saved."""
    command = ["node", str(Path(__file__).with_name("firefox.mjs")), FIREFOX, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=(folder / "told").open("w"), text=True
    ) as player:
        assert player.stdin and player.stdout
        line, package = "", None
        for line in player.stdout:
            asked, _, what = line.strip().partition(": ")
            if asked == "package":
                package = package_in(folder)
            elif asked == "way in":
                print(way_in(people[what]), file=player.stdin, flush=True)
                continue
            print(file=player.stdin, flush=True)
            if package and asked != "package":
                break
    assert player.returncode == 0 and package, (folder / "told").read_text()
    return json.loads(line), package


def test_the_story_runs_in_firefox(house: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = {name: person(name) for name in ("aino", "henna")}
    process_of(people["aino"]).members.filter(name="Henna").update(person=people["henna"])

    found, package = plays(people, tmp_path)

    with capsys.disabled():
        print(f"\n{found['version']}: {found['has']}")
    assert found["told"] == []
    assert found["has"]["x25519"] and found["has"]["ed25519"]
    assert (found["same"], found["past"]) == (True, False)
    assert {"README.txt", "lukija.html"} <= set(package.namelist())
    circle = Space.objects.get(kind="group")
    assert list(circle.members.filter(left_at=None).values_list("person__email", flat=True)) == [
        "aino@example.org"
    ]
    kept = b"".join(bytes(sealed) for sealed in Document.objects.values_list("sealed", flat=True))
    assert Document.objects.count() >= 6
    assert not [word for word in ("Henna", "Vain minulle", "Vieras sanoi") if word.encode() in kept]
