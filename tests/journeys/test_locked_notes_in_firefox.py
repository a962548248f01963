"""The story of locked notes in Debian's Firefox: what it has works, and what it lacks is not missed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.journeys.notes_page import speaker, way_in
from tuokio.vault.models import Document

FIREFOX = shutil.which("firefox-esr") or ""
pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.skipif(not FIREFOX, reason="needs Debian's firefox-esr: make test installs it"),
]


def test_notes_are_made_written_locked_and_opened_in_firefox(
    house: str, capsys: pytest.CaptureFixture[str]
) -> None:
    script = str(Path(__file__).with_name("firefox.mjs"))
    command = ["node", script, FIREFOX, way_in(speaker("aino"))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    with capsys.disabled():
        print(f"\n{found['version']}: {found['has']}")

    assert found["told"] == []
    assert found["has"]["x25519"] and found["has"]["ed25519"]
    kept = b"".join(bytes(sealed) for sealed in Document.objects.values_list("sealed", flat=True))
    assert Document.objects.count() == 2 and b"Henna" not in kept
