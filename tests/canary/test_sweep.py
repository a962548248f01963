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
from tests.canary.papers import GIVEN, PAPERS, Paper, collect_papers, each, lay_papers, templates
from tests.canary.planted import KINDS, RELEASED, canaries
from tests.canary.sweep import Sweep, sweep
from tests.who_opens import addresses
from tools.canary_scan import Hit, Search

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
    ids = lay_papers(swept)
    planted = journey(swept, canaries(Path(given) if given else None))
    papers = collect_papers(swept, ids)
    swept.copy_out()
    swept.kill_browsers()
    search, hits = swept.search([*planted.values(), swept.plain])
    released = {planted[kind] for kind in RELEASED}
    plain = [hit for hit in hits if hit.canary == swept.plain]
    out = [hit for hit in hits if hit.canary in released]
    said = [hit for hit in hits if hit.canary not in {swept.plain, *released}]
    with capsys.disabled():
        print(f"\n{len(planted)} canaries, {search.files} files, {search.bytes:,} bytes, ", end="")
        print(
            f"{len(said)} hits; the plain one was found {len(plain)} times, {len(papers)} papers among them; "
        )
        print(f"what was given out of the room {len(out)} times.")

    assert set(planted) == set(KINDS)
    assert [str(hit) for hit in said] == []
    found_in = {Path(hit.path.partition("!")[0]).name for hit in plain}
    assert any(
        name.startswith(("tuokio.db", "main.sql")) for name in found_in
    )  # the search looks at the data
    assert any(name.endswith(".answered") for name in found_in)  # and at what was sent
    assert len(papers) == len(list(each()))
    # what was given, and it alone, is in the database, its copies, on the way there, and on the pages that show it
    assert {where(hit, swept, papers) for hit in out} == {"database", "backups", "wire", *GIVEN}
    assert [path.name for path, paper in papers.items() if not shown(path, paper.shows or swept.plain)] == []


def where(hit: Hit, swept: Sweep, papers: dict[Path, Paper]) -> str:
    """The address of the paper that it is on, or what kind of file."""
    path = Path(hit.path.partition("!")[0])
    for words, paper in papers.items():
        if path in {words, words.with_suffix("")}:
            return paper.address
    if swept.folder not in path.parents or path.name.startswith(("tuokio.db", "main.sql")):
        return "database"
    return path.relative_to(swept.folder).parts[0]


def shown(path: Path, words: str) -> list[Hit]:
    """Where the search finds words that we know to stand there: it is blind to no paper."""
    return Search([words]).under(path)


def test_no_paper_and_no_calendar_is_left_out() -> None:
    assert {paper.of for paper in PAPERS if paper.kind == "pdf"} == templates()
    assert {paper.address for paper in PAPERS if paper.kind == "ics"} == {
        address for address in addresses() if address.endswith(".ics")
    }
