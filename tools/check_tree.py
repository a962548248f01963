"""Checks what a tracked file must not hold: addresses of registries, paths of one machine, what machines make.

tools/check_tree.py [ROOT]      prints each fault as path:line: what; fails when there is any
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

LARGEST = 1_000_000  # bytes of one tracked file

MADE_BY_MACHINES = re.compile(
    r"(^|/)(node_modules|__pycache__|\.venv|\.stamps|\.hypothesis|\.[a-z_]+_cache|dist|tuokio/built)/"
    r"|\.(mo|pyc|pyo|db|sqlite3|whl|egg-info|log|orig|rej)(-wal|-shm)?$|(^|/)(uv\.lock|\.DS_Store)$"
)

ANYWHERE = {
    "names a package registry": re.compile(
        r"\b(pypi\.org|pythonhosted\.org|registry\.npm\w+\.\w+|npmjs\.(?:com|org)|yarnpkg\.com"
        r"|(?:deb|ftp|security|archive|snapshot)(?:\.\w\w)?\.(?:debian\.org|ubuntu\.com)|crates\.io|proxy\.golang\.org)\b"
    ),
    "holds a path of one machine": re.compile(
        r"(?<![\w.\-/])/(?:root|work|Users/\w+|home/(?!booking/|meetings/)[a-z_][\w\-]*)(?=/)"
    ),
}

IN_PYTHON = {
    "switches a check off without saying why": re.compile(
        r"#\s*noqa(?::\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*)?\s*$|#\s*type:\s*ignore(?:\[[\w\-, ]+\])?\s*$"
    ),
}

# What a page may name: vocabularies, which no browser fetches, and this machine.
NO_THIRD_PARTY = {
    *("www.w3.org", "schema.org", "localhost", "127.0.0.1", "example.org", "example.com", "example.fi"),
}
HOST = re.compile(r"""(?:https?:)?//([a-z0-9][\w\-]*(?:\.[\w\-]+)+|localhost)""", re.IGNORECASE)
LINK_TO_READ = re.compile(
    r"<a\b[^>]*>", re.IGNORECASE | re.DOTALL
)  # followed by a person, fetched by no page
COMMENT_IN_CODE = re.compile(r"^\s*(?://|\*|/\*).*$|\s//\s.*$")

# Old programs write their tables in old encodings; a table of the tests is kept as such a program wrote it.
BINARY = {
    ".csv",
    ".png",
    ".jpg",
    ".jpeg",
    ".webp",
    ".woff2",
    ".ttf",
    ".otf",
    ".pdf",
    ".xlsx",
    ".ico",
    ".age",
    ".zip",
}


def tracked(root: Path) -> list[str]:
    """What git keeps, and what is about to be added to it."""
    told = subprocess.run(
        ["git", "ls-files", "--cached", "-z"], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    return sorted(name for name in told.split("\0") if name and (root / name).is_file())


def faults(root: Path, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        path = root / name
        if MADE_BY_MACHINES.search(name):
            yield f"{name}: is made by a machine and is not to be tracked"
        if path.stat().st_size > LARGEST:
            yield f"{name}: is larger than {LARGEST:,} bytes"
        if path.suffix in BINARY or path.is_symlink():
            continue
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            yield f"{name}: is not UTF-8 text, and not of a kind known to be binary"
            continue
        yield from faults_in(name, text)


def faults_in(name: str, text: str) -> Iterator[str]:
    """The faults of one text file, line by line."""
    rules = ANYWHERE | (IN_PYTHON if name.endswith(".py") else {})
    for number, line in enumerate(text.splitlines(), 1):
        for what, pattern in rules.items():
            if found := pattern.search(line):
                yield f"{name}:{number}: {what}: {found[0].strip()}"
    if name == "package-lock.json" and '"resolved"' in text:
        yield f"{name}: holds addresses of packages; install with omit-lockfile-registry-resolved"
    if is_shown_to_browsers(name):
        for number, line in enumerate(without_links(name, text).splitlines(), 1):
            for host in HOST.findall(line):
                if host.lower() not in NO_THIRD_PARTY and not host.lower().endswith(".localhost"):
                    yield f"{name}:{number}: makes a page depend on a third party: {host}"


def is_shown_to_browsers(name: str) -> bool:
    if name.startswith(("css/", "frontend/")):
        return name.endswith((".css", ".ts", ".svg")) and not name.endswith(".test.ts")
    return "/templates/" in name and name.endswith((".html", ".svg", ".xml"))


def without_links(name: str, text: str) -> str:
    """The text without what only a person follows; its lines keep their numbers."""
    if name.endswith(".html"):
        return LINK_TO_READ.sub(lambda link: "\n" * link[0].count("\n"), text)
    return "\n".join(COMMENT_IN_CODE.sub("", line) for line in text.splitlines())


def main(arguments: list[str]) -> int:
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent
    found = list(faults(root, tracked(root)))
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
