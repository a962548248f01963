"""Nothing that is said in the room is anywhere but in the room: the whole journey with canaries, then the search.

`make canary` runs this alone and prints the count; CANARIES=file gives the texts.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.bad_days.running import own_database
from tests.canary.journey import journey
from tests.canary.planted import KINDS, canaries
from tests.canary.sweep import Sweep, sweep

pytestmark = [pytest.mark.browser, pytest.mark.also_postgresql]


@pytest.fixture
def swept(tmp_path: Path) -> Iterator[Sweep]:
    if not shutil.which("chromium"):
        pytest.skip("needs Debian's chromium: make test installs it")
    with (
        own_database(tmp_path) as database,
        sync_playwright() as playwright,
        sweep(tmp_path, playwright, database) as one,
    ):
        yield one


def test_no_canary_is_found_and_the_plain_one_is(swept: Sweep, capsys: pytest.CaptureFixture[str]) -> None:
    given = os.environ.get("CANARIES")
    planted = journey(swept, canaries(Path(given) if given else None))
    swept.copy_out()
    swept.kill_browsers()
    search, hits = swept.search([*planted.values(), swept.plain])
    plain = [hit for hit in hits if hit.canary == swept.plain]
    said = [hit for hit in hits if hit.canary != swept.plain]
    with capsys.disabled():
        print(f"\n{len(planted)} canaries, {search.files} files, {search.bytes:,} bytes, ", end="")
        print(f"{len(said)} hits; the plain one was found {len(plain)} times.")

    assert set(planted) == set(KINDS)
    assert [str(hit) for hit in said] == []
    found_in = {Path(hit.path.partition("!")[0]).name for hit in plain}
    assert any(
        name.startswith(("tuokio.db", "main.sql")) for name in found_in
    )  # the search looks at the data
    assert any(name.endswith(".answered") for name in found_in)  # and at what was sent
