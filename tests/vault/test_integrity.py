"""The page of the locked notes stands for itself: known by hashes, the same from the same sources, small."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from bench.measure_scripts import LIMITS_KB, measured
from tuokio.kit.assets import BUILT

ROOT = Path(__file__).resolve().parents[2]
VAULT = BUILT / "vault"
LISTED = json.loads((VAULT / "assets.json").read_text())
PAGE = (VAULT / "vault.html").read_text()
NOT_BUNDLED = {
    "typescript",
    "vitest",
    "axe-core",
    "fast-check",
    "cctv-age",
    "puppeteer-core",
    "@stryker-mutator",
}


def integrity(content: bytes) -> str:
    return f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}"


def test_every_file_that_the_page_may_ask_for_is_listed_with_its_hash():
    there = {
        f"static/vault/{file.name}": file for file in VAULT.iterdir() if file.suffix not in {".br", ".gz"}
    }
    del there["static/vault/assets.json"]
    there[""] = there.pop("static/vault/vault.html")
    assert {name: integrity(file.read_bytes()) for name, file in there.items()} == LISTED


def test_every_tag_and_every_later_part_carries_the_hash_of_what_it_loads():
    tags = dict(re.findall(r'<(?:script|link) [^>]*(?:src|href)="([^"]+)"[^>]* integrity="([^"]+)"', PAGE))
    loading = re.findall(r'<(?:script|link) [^>]*(?:src|href)="([^"]+)"', PAGE)
    assert sorted(tags) == sorted(loading) and len(loading) == 3
    parts = json.loads(re.search(r'<script id="parts" type="application/json">(.*?)</script>', PAGE)[1])
    named = tags | dict(parts.values())
    assert {name: LISTED[name] for name in named} == named
    fonts = {name for name in LISTED if name.endswith(".woff2")}
    assert set(LISTED) == set(named) | fonts | {""}


def test_nothing_on_the_page_acts_by_itself():
    assert not re.search(r"\son\w+=|\sstyle=|<style|javascript:|<base|http-equiv", PAGE)
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", PAGE) == []


def test_no_script_makes_code_or_markup_from_text():
    makes = r"\beval\(|new Function\(|innerHTML|outerHTML|document\.write|insertAdjacentHTML|WebAssembly|importScripts"
    found = {file.name: re.findall(makes, file.read_text()) for file in VAULT.glob("*.js")}
    assert {name: these for name, these in found.items() if these} == {}


def test_the_service_worker_knows_the_hash_of_every_part_but_its_own():
    (worker,) = VAULT.glob("service-worker-*.js")
    text = worker.read_text()
    for name, hash_ in LISTED.items():
        known = hash_ in text and name in text
        assert known is (name != "" and "service-worker" not in name), name


def test_no_script_hands_over_a_credential_whole():
    sources = [file for file in (ROOT / "frontend").rglob("*.ts") if not file.name.endswith(".test.ts")]
    assert len(sources) > 30
    assert [file.name for file in sources if re.search(r"\.toJSON\(\)(?!`)", file.read_text())] == []


def test_the_scripts_stay_small():
    figures = measured()
    assert {what: figure for what, figure in figures.items() if figure > LIMITS_KB[what]} == {}


def test_the_same_sources_give_the_same_bytes_wherever_they_lie(tmp_path: Path):
    built = [build_in(tmp_path / place) for place in ("one", "another/one/deeper down")]
    assert built[0] == built[1]
    here = {name: hash_ for name, hash_ in built[0].items() if name.startswith("vault/")}
    assert here == hashes(BUILT, "vault/"), "what is built here is not of these sources: build it again"


def build_in(place: Path) -> dict[str, str]:
    """Build from a copy of the sources that lies in another place. Gives each built file with its hash."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in tracked.splitlines():
        if name.startswith(("css/", "frontend/", "tools/", "tuokio/", "package", "tsconfig", "pyproject")):
            source = ROOT / name
            if source.exists():
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, place / name)
    for package in bundled():  # copied, as `npm ci` would lay them: a link would lead out of the place
        shutil.copytree(ROOT / "node_modules" / package, place / "node_modules" / package, symlinks=True)
    subprocess.run([sys.executable, "tools/build_assets.py"], cwd=place, check=True, capture_output=True)
    return hashes(place / "tuokio" / "built")


def bundled() -> set[str]:
    """The folders of the packages that may be in what is built: all that are named but those for tests."""
    named = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    return {name.partition("/")[0] for name in named} - NOT_BUNDLED | {".bin", "@esbuild"}


def hashes(built: Path, under: str = "") -> dict[str, str]:
    named = {file.relative_to(built).as_posix(): file for file in built.rglob("*") if file.is_file()}
    return {name: integrity(file.read_bytes()) for name, file in named.items() if name.startswith(under)}
