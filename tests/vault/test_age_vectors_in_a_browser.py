"""C2SP's vectors for the age format, played by a real browser under the page's own rules of safety (T5)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.vault.script_page import NEEDS_CHROMIUM, bundled, page_with
from tools.build_assets import left_out

VECTORS = 143
pytestmark = [pytest.mark.browser, NEEDS_CHROMIUM]
PLAY = """async () => {
    const faults = {};
    for (const name of vectors.names) {
        const fault = await vectors.faultWith(name);
        if (fault !== null) faults[name] = fault;
    }
    return [vectors.names.length, vectors.LEAST, faults];
}"""


def test_all_of_them_pass_in_a_browser(tmp_path: Path):
    assert played(tmp_path) == (VECTORS, VECTORS, {})


def test_without_what_we_do_not_ship_the_hybrid_ones_are_refused_and_no_other(tmp_path: Path):
    count, least, faults = played(tmp_path, *left_out("frontend"))
    assert (count, least) == (VECTORS, VECTORS)
    assert len(faults) > 3 and [name for name in faults if "hybrid" not in name] == []
    assert set(faults.values()) == {"refused: Refusal: refused: suite"}


def played(tmp_path: Path, *more: str) -> Any:
    """How many were played, how many there are at least, and what went wrong with which.

    The library is as a browser gets it, with the vectors. Fails when they are not installed.
    """
    target = "--target=chrome123,firefox121,safari17.5"
    script = bundled("in-browser", tmp_path / "vectors.js", "--minify", target, *more)
    with page_with(script) as page:
        return tuple(page.evaluate(PLAY))
