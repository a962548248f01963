"""What a tracked file must not hold."""

import subprocess
from pathlib import Path

import pytest

from tools import check_tree

REGISTRY = "pypi." + "org"  # put together here, so that this file itself passes
HOME = "/" + "root"


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("docs/a.md", f"from https://{REGISTRY}/simple", "docs/a.md:1: names a package registry"),
        ("docs/a.md", "first\nhttps://registry.npm" + "js.org/x", "docs/a.md:2: names a package registry"),
        ("Makefile", f"CACHE = {HOME}/.cache", "Makefile:1: holds a path of one machine"),
        ("a.py", "PATH = '/" + "home/aino/tuokio'", "a.py:1: holds a path of one machine"),
        ("a.py", "import x  # noqa" + ": F401", "a.py:1: switches a check off without saying why"),
        ("a.py", "x = y  # type: " + "ignore[misc]", "a.py:1: switches a check off without saying why"),
        ("package-lock.json", '{"resolved": "x"}', "package-lock.json: holds addresses of packages"),
        (
            "tuokio/kit/templates/kit/a.html",
            '<p>\n<img src="https://cdn.example.net/x.png">',
            "tuokio/kit/templates/kit/a.html:2: makes a page depend on a third party: cdn.example.net",
        ),
        (
            "css/app.css",
            '@import url("//fonts.example.net/a.css");',
            "css/app.css:1: makes a page depend on a third party: fonts.example.net",
        ),
        (
            "frontend/pages/a.ts",
            'fetch("https://api.example.net/");',
            "frontend/pages/a.ts:1: makes a page depend on a third party: api.example.net",
        ),
    ],
)
def test_a_fault_is_found_and_its_line_named(name: str, text: str, what: str):
    (fault,) = check_tree.faults_in(name, text)

    assert fault.startswith(what)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("docs/a.md", f"Put the data into its own folder and the rest aside: ../{'work'}/later"),
        ("a.py", "import x  # noqa: F401  # its signals are connected on import"),
        ("a.py", "x = y  # type: ignore[misc]  # the stub forgets the second form"),
        (
            "tuokio/kit/templates/kit/a.html",
            '<a class="link"\n  href="https://www.example.net/">Read more</a><svg xmlns="http://www.w3.org/2000/svg">',
        ),
        ("tuokio/kit/letters.py", 'HELP = "https://www.example.net/"'),
        (
            "frontend/pages/a.ts",
            "// as told on https://www.example.net/\nconst home = 'http://tuokio.localhost';",
        ),
    ],
)
def test_what_is_no_fault_passes(name: str, text: str):
    assert list(check_tree.faults_in(name, text)) == []


def test_files_that_machines_make_and_large_ones_are_not_tracked(tmp_path: Path):
    for name in ("tuokio/people/locale/fi/LC_MESSAGES/django.mo", "data.db", "kept.txt", "big.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x" * (1_000_001 if name == "big.txt" else 1))
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "-f", "."], cwd=tmp_path, check=True)

    assert list(check_tree.faults(tmp_path, check_tree.tracked(tmp_path))) == [
        "big.txt: is larger than 1,000,000 bytes",
        "data.db: is made by a machine and is not to be tracked",
        "tuokio/people/locale/fi/LC_MESSAGES/django.mo: is made by a machine and is not to be tracked",
    ]


def test_this_tree_passes():
    root = Path(__file__).resolve().parents[2]

    assert list(check_tree.faults(root, check_tree.tracked(root))) == []
