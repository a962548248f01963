"""C2SP's vectors for the age format, played by a real browser under the page's own rules of safety (T5)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from tests.vault.altering import serving
from tools.build_assets import left_out
from tuokio.config.vault_headers import HEADERS

ROOT = Path(__file__).resolve().parents[2]
VECTORS = 143
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs Debian's chromium: make test installs it"),
]
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
    """How many were played, how many there are at least, and what went wrong with which."""
    script = bundled(tmp_path, *more)

    def page(environ: dict[str, Any], start: Any) -> list[bytes]:
        is_script = environ["PATH_INFO"] == "/vectors.js"
        kind = "text/javascript" if is_script else "text/html; charset=utf-8"
        start("200 OK", [("Content-Type", kind), *HEADERS.items()])
        return [
            script if is_script else b"<!doctype html><title>Vectors</title><script src=vectors.js></script>"
        ]

    with serving(page) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        opened = browser.new_page()
        opened.goto(f"http://oma.tuokio.localhost:{port}/")
        found = opened.evaluate(PLAY)
        browser.close()
    return tuple(found)


def bundled(tmp_path: Path, *left: str) -> bytes:
    """The library as a browser gets it, with the vectors. Fails when they are not installed."""
    out = tmp_path / "vectors.js"
    command = ["node_modules/.bin/esbuild", "frontend/vault/proof/in-browser.ts", "--bundle", "--minify"]
    more = [
        "--format=iife",
        "--target=chrome123,firefox121,safari17.5",
        f"--outfile={out}",
        "--log-level=error",
    ]
    subprocess.run([*command, *more, *left], cwd=ROOT, check=True)
    return out.read_bytes()
