"""Prepares a source tree: environment, front end, assets, words. Needs nothing but Python and Node.

    python3 tools/install.py            bring everything in line with the sources
    python3 tools/install.py system     what the tests need of the system: two browsers and a database server

Each step leaves a stamp in .stamps/ that holds the hash of its inputs; a step whose inputs have not changed, and
whose results are there, is skipped.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMPS = ROOT / ".stamps"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
LOCKS = [ROOT / "requirements" / "runtime.lock", ROOT / "requirements" / "dev.lock"]
OLDEST = (3, 12)


@dataclass(frozen=True)
class Step:
    """One thing to prepare: what it is made of, what it leaves, how it is done."""

    name: str
    told: str
    inputs: Callable[[], Iterable[Path]]
    results: Callable[[], bool]
    run: Callable[[], None]
    also: str = ""

    def mark(self) -> str:
        digest = hashlib.sha256(self.also.encode())
        for path in sorted(set(self.inputs())):
            digest.update(f"\n{path.relative_to(ROOT).as_posix()} ".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    def bring_up(self) -> None:
        stamp = STAMPS / self.name
        mark = self.mark()
        if stamp.exists() and stamp.read_text() == mark and self.results():
            return
        begun = time.monotonic()
        print(f"{self.told} …", flush=True)
        stamp.unlink(missing_ok=True)
        self.run()
        STAMPS.mkdir(exist_ok=True)
        stamp.write_text(mark)
        print(f"{self.told}: done ({time.monotonic() - begun:.1f} s).", flush=True)


def call(*command: str | Path, **more: str) -> None:
    environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "PIP_DISABLE_PIP_VERSION_CHECK": "1"} | more
    code = subprocess.call([str(part) for part in command], cwd=ROOT, env=environment)
    if code:
        raise SystemExit(f"This failed (code {code}): {' '.join(str(part) for part in command)}")


def files(*patterns: str) -> list[Path]:
    return [path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()]


# --- the steps ------------------------------------------------------------------------------------------------


def make_environment() -> None:
    if not runs(PYTHON):
        shutil.rmtree(VENV, ignore_errors=True)
        call(sys.executable, "-m", "venv", VENV)
    own_uv = STAMPS / "uv.lock"
    STAMPS.mkdir(exist_ok=True)
    own_uv.write_text(block_of("uv", LOCKS[1].read_text("utf-8")))
    if not runs(BIN / "uv"):
        call(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", own_uv)
    # One call over both locks: a sync takes out whatever its own list does not name.
    # Compiled here, since what serves writes no bytecode.
    sync = (BIN / "uv", "pip", "sync", "--quiet", "--compile-bytecode", "--require-hashes")
    call(*sync, "--python", PYTHON, *LOCKS)
    # The project itself cannot stand in a list with hashes; its build backend is in the second one.
    call(
        *(BIN / "uv", "pip", "install", "--quiet", "--python", PYTHON),
        *("--no-deps", "--no-build-isolation", "--editable", "."),
    )


def block_of(package: str, lock: str) -> str:
    """The lines of one package in a lock: its version and its hashes."""
    found = re.search(rf"^{re.escape(package)}==.*(?:\n[ \t]+--hash=.*)*", lock, re.MULTILINE)
    if found is None:
        raise SystemExit(f"{package} does not stand in the lock of the tools.")
    return found[0].rstrip("\\ \n") + "\n"


def runs(program: Path) -> bool:
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def node() -> str:
    program = shutil.which("node")
    if program is None or shutil.which("npm") is None:
        raise SystemExit(
            "Node.js 20 or newer is needed to build the styles and scripts: install nodejs and npm."
        )
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()


def steps() -> list[Step]:
    version = ".".join(str(part) for part in sys.version_info[:2])
    return [
        Step(
            "environment",
            "Installing the locked Python packages",
            lambda: [*LOCKS, ROOT / "pyproject.toml"],
            lambda: runs(PYTHON) and (BIN / "tuokio").exists(),
            make_environment,
            also=version,
        ),
        Step(
            "front-end",
            "Installing the locked front-end tools",
            lambda: files("package.json", "package-lock.json"),
            lambda: (ROOT / "node_modules" / ".bin" / "esbuild").exists(),
            lambda: call(shutil.which("npm") or "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"),
            also=node(),
        ),
        Step(
            "assets",
            "Building styles, scripts and fonts",
            lambda: files(
                *("package-lock.json", "tools/build_assets.py", "tools/fonts.py", "css/**/*"),
                *("frontend/**/*.ts", "frontend/**/*.svg", "frontend/**/*.json"),
                *("frontend/**/*.html", "frontend/**/*.txt", "tuokio/vault/locale/*/LC_MESSAGES/*.po"),
            ),
            lambda: (ROOT / "tuokio" / "built" / "manifest.json").exists(),
            lambda: call(PYTHON, "tools/build_assets.py"),
        ),
        Step(
            "words",
            "Compiling the Finnish and Swedish words",
            lambda: files("tools/translations.py", "tuokio/*/locale/*/LC_MESSAGES/django.po"),
            lambda: all(
                path.with_suffix(".mo").exists() for path in files("tuokio/*/locale/*/LC_MESSAGES/django.po")
            ),
            lambda: call(PYTHON, "tools/translations.py", "compile"),
        ),
        Step(
            "bytecode",
            "Compiling the program",
            lambda: files("tuokio/**/*.py"),
            lambda: True,
            lambda: call(PYTHON, "-m", "compileall", "-q", "tuokio"),
            also=version,
        ),
    ]


# --- what the tests need of the system -------------------------------------------------------------------------


def missing_packages() -> list[str]:
    """Debian's names of what is not there."""
    missing = []
    if shutil.which("age") is None:
        missing.append("age")
    if shutil.which("chromium") is None:
        missing.append("chromium")
    if shutil.which("firefox-esr") is None:
        missing.append("firefox-esr")
    if shutil.which("initdb") is None and not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        missing.append("postgresql")
    missing += [] if shutil.which("age") else ["age"]  # opens what the locked notes seal, as anybody could
    return missing


def install_system() -> None:
    missing = missing_packages()
    if not missing:
        return
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise SystemExit(
            f"The tests need these programs: {' '.join(missing)}. Install them and run this again."
        )
    begun = time.monotonic()
    print(f"Installing for the tests: {' '.join(missing)} …", flush=True)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    call("apt-get", "-qq", "update", **quiet)
    call("apt-get", "-qq", "install", "--yes", "--no-install-recommends", *missing, **quiet)
    print(f"Installed for the tests ({time.monotonic() - begun:.1f} s).", flush=True)


def main(arguments: list[str]) -> int:
    if sys.version_info < OLDEST:
        raise SystemExit(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}."
        )
    if arguments == ["system"]:
        install_system()
        return 0
    for step in steps():
        step.bring_up()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
