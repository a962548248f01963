"""C2SP's vectors for the age format, played by a real browser under the page's own rules of safety (T5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vault.script_page import NEEDS_CHROMIUM, bundled, page_with

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
    """The library as a browser gets it, with the vectors. Fails when they are not installed."""
    target = "--target=chrome123,firefox121,safari17.5"
    script = bundled("in-browser", tmp_path / "vectors.js", "--minify", target)

    with page_with(script) as page:
        played, least, faults = page.evaluate(PLAY)

    assert (played, least, faults) == (VECTORS, VECTORS, {})
