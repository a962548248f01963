"""A page at the notes' own host, under its rules of safety, that holds one bundled script and nothing else."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.vault.altering import serving
from tuokio.config.vault_headers import HEADERS

ROOT = Path(__file__).resolve().parents[2]
NEEDS_CHROMIUM = pytest.mark.skipif(
    not shutil.which("chromium"), reason="needs Debian's chromium: make test installs it"
)
PAGE = b"<!doctype html><title>Notes</title><script src=script.js></script>"


def bundled(name: str, out: Path, *more: str, kind: str = "iife") -> Path:
    """A script of frontend/vault/proof as it is given to a browser or to Node; `more` goes to the bundler."""
    command = ["node_modules/.bin/esbuild", f"frontend/vault/proof/{name}.ts", "--bundle", f"--format={kind}"]
    subprocess.run([*command, f"--outfile={out}", "--log-level=error", *more], cwd=ROOT, check=True)
    return out


@contextmanager
def page_with(
    script: Path, *, first: str = "", answers: Callable[[dict[str, Any]], bytes | None] = lambda _asked: None
) -> Iterator[Page]:
    """The page in a browser. `first` runs before its script; `answers` gives what else the server has, if it has it."""
    content = script.read_bytes()

    def answer(environ: dict[str, Any], start: Any) -> list[bytes]:
        is_script = environ["PATH_INFO"] == "/script.js"
        kind = "text/javascript" if is_script else "text/html; charset=utf-8"
        body = content if is_script else answers(environ)
        start("200 OK", [("Content-Type", kind), *HEADERS.items()])
        return [PAGE if body is None else body]

    with serving(answer) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        opened = browser.new_page()
        opened.add_init_script(first)
        opened.goto(f"http://oma.tuokio.localhost:{port}/")
        yield opened
        browser.close()
