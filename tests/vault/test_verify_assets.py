"""Outsiders can tell whether a server gives our page: what is altered, added or left out is found and named."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from tests.vault.altering import Altering, Lie, Told, serving
from tuokio.config.command_line import main
from tuokio.config.verify_assets import RELEASE

LISTED = json.loads(RELEASE.read_text())
SCRIPT = next(name for name in LISTED if "/vault-" in name and name.endswith(".js") and "worker" not in name)
WORKER = next(name for name in LISTED if "vault-worker" in name)


@pytest.fixture(scope="module")
def altering() -> Iterator[tuple[Altering, str]]:
    house = Altering(get_wsgi_application())
    with serving(house) as port:
        yield house, f"http://{settings.VAULT_DOMAIN}:{port}/"


@pytest.fixture
def verdict(altering, capsys):
    """What the command says of a server that lies so: exit code, and its lines."""
    house, url = altering

    def told(lie: Lie = lambda told: None, *more: str) -> tuple[int, list[str]]:
        house.lie = lie
        try:
            code = main(["verify-assets", url, *more])
        finally:
            house.lie = lambda told: None
        return code, capsys.readouterr().out.splitlines()

    return told


def at(path: str, change) -> Lie:
    def lie(told: Told) -> None:
        if told.path == path:
            change(told)

    return lie


def test_our_own_server_is_found_the_same(verdict):
    code, lines = verdict()
    assert code == 0
    assert len(lines) == 1 and lines[0].startswith(f"SAME: the page and its {len(LISTED) - 1} files")


@pytest.mark.parametrize("name", sorted(LISTED))
def test_one_altered_byte_in_any_file_is_found(verdict, name):
    code, lines = verdict(at(f"/{name}", lambda told: told.says(told.body[:-1] + b"~")))
    assert code == 1
    assert any(line.startswith(f"- {name or 'the page'}: altered") for line in lines)
    assert lines[-1].startswith("DIFFERENT: ")


def test_a_script_that_is_altered_only_for_browsers_is_found(verdict):
    def squeezed(told: Told) -> None:
        if told.headers.get("Content-Encoding"):
            told.body, told.headers["Content-Encoding"] = gzip.compress(b"steal()"), "gzip"

    code, lines = verdict(at(f"/{WORKER}", squeezed))
    assert code == 1
    assert lines[0] == f"- {WORKER}: altered (7 bytes, asked for gzip, deflate, br)."


@pytest.mark.parametrize(
    ("tag", "told_of"),
    [
        ("<script src='static/vault/more.js'></script>", "it has a <script> too many: static/vault/more.js."),
        ("<script>steal()</script>", "it has a <script> too many: written in the page itself."),
        (
            "<script src='https://elsewhere.example/x.js'></script>",
            "too many: https://elsewhere.example/x.js.",
        ),
        (
            "<link rel=stylesheet href='static/vault/more.css'>",
            "it has a <link> too many: static/vault/more.css.",
        ),
        (f"<script src='{SCRIPT}'></script>", f"its <script> for {SCRIPT} does not carry its hash."),
        ("<base href='//elsewhere.example'>", "it has a <base> that does not belong there."),
        ("<iframe srcdoc='x'></iframe>", "it has a <iframe> that does not belong there."),
        ("<meta http-equiv=refresh content='0;url=//x'>", "it has a <meta> that does not belong there."),
        ("<img src=x onerror=steal()>", "its <img> has onerror=, which would act by itself."),
    ],
)
def test_a_tag_too_many_is_named(verdict, tag, told_of):
    code, lines = verdict(
        at("/", lambda told: told.says(told.body.replace(b"</head>", tag.encode() + b"</head>")))
    )
    assert code == 1
    assert [line for line in lines if told_of in line], lines


def test_a_missing_or_weaker_header_is_named(verdict):
    code, lines = verdict(at("/", lambda told: told.headers.pop("Content-Security-Policy")))
    assert code == 1
    assert "- the page: the header Content-Security-Policy is missing." in lines

    weaker = {"Content-Security-Policy": "script-src 'self' 'unsafe-eval'"}
    code, lines = verdict(at(f"/{WORKER}", lambda told: told.headers.update(weaker)))
    assert code == 1
    assert (
        f"- {WORKER}: the header Content-Security-Policy is another: script-src 'self' 'unsafe-eval'" in lines
    )

    code, lines = verdict(at("/api/house", lambda told: told.headers.pop("Cross-Origin-Opener-Policy")))
    assert (code, lines[0]) == (1, "- api/house: the header Cross-Origin-Opener-Policy is missing.")


def test_a_server_that_lists_its_own_altered_files_is_found_all_the_same(verdict):
    def whole_of_its_own(told: Told) -> None:
        if told.path == f"/{SCRIPT}":
            told.says(b"steal()")
        if told.path == "/assets.json":
            told.says(json.dumps(LISTED | {SCRIPT: "sha384-another"}))

    code, lines = verdict(whole_of_its_own)
    assert code == 1
    assert lines[0].startswith("- assets.json is another. ")
    assert sum("altered" in line for line in lines) == 2


def test_a_file_that_is_gone_or_leads_elsewhere_is_found(verdict):
    def away(told: Told) -> None:
        told.status, told.headers["Location"] = "302 Found", "https://elsewhere.example/"

    code, lines = verdict(at(f"/{SCRIPT}", away))
    assert (code, lines[0]) == (1, f"- {SCRIPT}: answered with 302.")


def test_it_can_be_held_against_another_release(verdict, tmp_path):
    other = tmp_path / "assets.json"
    other.write_text(json.dumps(LISTED | {"static/vault/new-AAAAAAAA.js": "sha384-x"}))
    code, lines = verdict(lambda told: None, "--assets", str(other))
    assert code == 1
    assert "missing: static/vault/new-AAAAAAAA.js" in lines[0]
    other.write_text("[]")
    assert verdict(lambda told: None, "--assets", str(other))[0] == 2


def test_what_does_not_answer_is_not_called_good_or_bad(capsys):
    assert main(["verify-assets", "http://oma.tuokio.localhost:9/"]) == 2
    assert capsys.readouterr().out.startswith("COULD NOT BE CHECKED: ")
    assert main(["verify-assets", "oma.example.fi"]) == 2
    assert main(["verify-assets", "file:///etc/passwd"]) == 2


def test_an_outsider_needs_no_framework_and_no_database():
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from tuokio.config.command_line import main; "
            "main(['verify-assets', 'http://oma.tuokio.localhost:9/']); print('django' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.endswith("\nFalse\n")
