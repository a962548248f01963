"""The wheel is all that a user needs: no Node, no compiler, no source tree."""

import json
import os
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest

from tools import translations

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree. `make install` has built the assets and compiled the words."""
    assert (ROOT / "tuokio" / "built" / "manifest.json").exists(), "run `make install` first"
    translations.compile_all(ROOT)
    folder = tmp_path_factory.mktemp("wheel")
    run(
        BIN / "uv",
        "build",
        "--quiet",
        "--wheel",
        "--no-build-isolation",
        "--python",
        sys.executable,
        "-o",
        folder,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel and what it depends on, nothing else."""
    environment = tmp_path_factory.mktemp("installed") / "venv"
    python = environment / "bin" / "python"
    run(BIN / "uv", "venv", "--quiet", "--python", sys.executable, environment)
    lock = ROOT / "requirements" / "runtime.lock"
    run(BIN / "uv", "pip", "sync", "--quiet", "--python", python, "--require-hashes", lock)
    run(BIN / "uv", "pip", "install", "--quiet", "--python", python, "--no-deps", wheel)
    return environment / "bin"


def run(*command: str | Path) -> None:
    own = os.environ | {"UV_PYTHON_DOWNLOADS": "never"}
    done = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_wheel_holds_what_was_built_and_nothing_of_the_workshop(wheel: Path):
    names = set(zipfile.ZipFile(wheel).namelist())
    built = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "tuokio" / "built").rglob("*") if path.is_file()
    }
    words = {
        path.with_suffix(".mo").relative_to(ROOT).as_posix()
        for path in ROOT.glob("tuokio/*/locale/*/LC_MESSAGES/django.po")
    }

    assert built | words <= names
    assert words
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"tuokio"}
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_what_was_taken_from_others_brings_its_licences_along(wheel: Path):
    carried = {
        name.partition("/licenses/")[2]
        for name in zipfile.ZipFile(wheel).namelist()
        if ".dist-info/licenses/" in name and not name.endswith("/")
    }
    kept = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "licences").iterdir()}

    assert carried == {"LICENSE", "frontend/vault/words/README.md", *kept}


def test_tuokio_starts_from_the_wheel_without_node(wheel: Path, installed: Path, tmp_path: Path):
    bare = {"PATH": str(tmp_path / "nothing-here"), "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    told = subprocess.run(
        [installed / "tuokio", "--help"], env=bare, capture_output=True, text=True, check=True
    )
    assert "doctor" in told.stdout

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [installed / "tuokio", "start", "--port", str(port), "--data", str(tmp_path / "data")],
        cwd=tmp_path,
        env=bare,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if re.search("answers at", line):
                break
        assert f"http://tuokio.localhost:{port}" in said

        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as answer:
            assert answer.status == 200
        manifest = json.loads(zipfile.ZipFile(wheel).read("tuokio/built/manifest.json"))
        with urlopen(f"http://127.0.0.1:{port}/static/{manifest['app.css']}", timeout=30) as answer:
            assert answer.status == 200
            assert answer.headers["Content-Type"].startswith("text/css")
    finally:
        process.terminate()
        process.wait(60)
        process.stdout.close()
