"""One format, whoever seals (T6): our core in a browser and in Node, the `age` program, and pyrage open each other's files.

Armor is not in the matrix as something of ours: nothing here seals in it, and a file in it is refused. A passphrase
file of ours asks for 2^16 of scrypt, and ours opens no other; that the format is the same shows the library itself.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage
import pytest

from tests.vault.script_page import NEEDS_CHROMIUM, ROOT, bundled, page_with
from tests.vault.with_age import at_a_terminal, is_here, opened_with, sealed_to

KIB = 1 << 10
SIZES = [0, 1, 64 * KIB - 1, 64 * KIB, 64 * KIB + 1]
LARGE = 20 << 20
CODE = "yksi kaksi kolme neljä viisi kuusi"
pytestmark = [
    pytest.mark.long,
    pytest.mark.browser,
    NEEDS_CHROMIUM,
    pytest.mark.skipif(not is_here(), reason="needs Debian's age: make test installs it"),
]


@dataclass(frozen=True)
class Ours:
    """Our core behind one door: an act by its name, with a key, on bytes. Gives bytes, or a refusal's reason."""

    run: Callable[[str, str, bytes], bytes | str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("interop")


@pytest.fixture(scope="module")
def in_node(folder: Path) -> Iterator[Ours]:
    script = [
        ROOT / "tests" / "vault" / "interop_node.mjs",
        bundled("interop", folder / "interop.mjs", "--minify", kind="esm"),
    ]
    command = ["node", *(str(part) for part in script)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as node:
        assert node.stdin is not None and node.stdout is not None
        ask, told = node.stdin, node.stdout

        def run(act: str, key: str, content: bytes) -> bytes | str:
            (folder / "given").write_bytes(content)
            ask.write(json.dumps([act, key, str(folder / "given"), str(folder / "made")]) + "\n")
            ask.flush()
            refused = json.loads(told.readline())
            return str(refused) if refused is not None else (folder / "made").read_bytes()

        yield Ours(run)
        ask.close()


RUN = """async ([act, key]) => {
    const given = new Uint8Array(await (await fetch("given")).arrayBuffer());
    const made = await interop.run(act, key, given);
    if (typeof made === "string") return made;
    await fetch("made", {method: "PUT", body: new Blob([made])});
    return null;
}"""


@pytest.fixture(scope="module")
def in_a_browser(folder: Path) -> Iterator[Ours]:
    held: dict[str, bytes] = {}

    def answer(environ: dict[str, Any]) -> bytes | None:
        if environ["REQUEST_METHOD"] == "PUT":
            held["made"] = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        return {"/given": held.get("given", b""), "/made": b""}.get(environ["PATH_INFO"])

    script = bundled("interop", folder / "interop.js", "--minify")
    with page_with(script, answers=answer) as opened:

        def run(act: str, key: str, content: bytes) -> bytes | str:
            held["given"] = content
            refused = opened.evaluate(RUN, [act, key])
            return str(refused) if refused is not None else held["made"]

        yield Ours(run)


@pytest.fixture
def key(folder: Path) -> tuple[str, str, Path]:
    """A person's key made by the program: identity, recipient, and the file with it."""
    file = folder / "identity.txt"
    file.unlink(missing_ok=True)
    subprocess.run(["age-keygen", "-o", str(file)], capture_output=True, check=True)
    identity = next(line for line in file.read_text().splitlines() if line.startswith("AGE-SECRET-KEY-1"))
    return identity, str(pyrage.x25519.Identity.from_str(identity).to_public()), file


@pytest.fixture
def sizes(rounds: Callable[[int, int], int]) -> list[int]:
    return [*SIZES, LARGE] if rounds(0, 1) else SIZES


@pytest.fixture
def few_sizes(rounds: Callable[[int, int], int], sizes: list[int]) -> list[int]:
    """For codes, where each opening costs most of a second."""
    return sizes if rounds(0, 1) else [0, SIZES[-1]]


def test_every_one_opens_what_every_other_sealed_to_a_key(
    in_node: Ours, in_a_browser: Ours, key: tuple[str, str, Path], sizes: list[int]
) -> None:
    identity, recipient, file = key
    seals: dict[str, Callable[[bytes], bytes | str]] = {
        "Node": lambda plain: in_node.run("seal", recipient, plain),
        "Node, streaming": lambda plain: in_node.run("seal as it streams", recipient, plain),
        "browser": lambda plain: in_a_browser.run("seal", recipient, plain),
        "browser, streaming": lambda plain: in_a_browser.run("seal as it streams", recipient, plain),
        "age": lambda plain: sealed_to(recipient, plain),
        "pyrage": lambda plain: pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(recipient)]),
    }
    opens: dict[str, Callable[[bytes], bytes | str]] = {
        "Node": lambda sealed: in_node.run("open", identity, sealed),
        "Node, streaming": lambda sealed: in_node.run("open as it streams", identity, sealed),
        "browser": lambda sealed: in_a_browser.run("open", identity, sealed),
        "browser, streaming": lambda sealed: in_a_browser.run("open as it streams", identity, sealed),
        "age": lambda sealed: opened_with(file, sealed),
        "pyrage": lambda sealed: pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)]),
    }
    wrong = []
    for size in sizes:
        plain = os.urandom(size)
        for sealer, seal in seals.items():
            sealed = seal(plain)
            assert isinstance(sealed, bytes), (sealer, size, sealed)
            wrong += [(sealer, opener, size) for opener, opened in opens.items() if opened(sealed) != plain]
    assert wrong == []


def test_what_ours_seals_with_a_code_opens_everywhere(
    in_node: Ours, in_a_browser: Ours, folder: Path, few_sizes: list[int]
) -> None:
    wrong = []
    for size in few_sizes:
        plain = os.urandom(size)
        for sealer, ours in {"Node": in_node, "browser": in_a_browser}.items():
            sealed = ours.run("seal with a code", CODE, plain)
            assert isinstance(sealed, bytes)
            opened = {
                "Node": in_node.run("open with a code", CODE, sealed),
                "browser": in_a_browser.run("open with a code", CODE, sealed),
                "age": by_age(folder, "-d", sealed, [CODE]),
                "pyrage": pyrage.passphrase.decrypt(sealed, CODE),
            }
            wrong += [(sealer, opener, size) for opener, found in opened.items() if found != plain]
    assert wrong == []


def test_what_others_seal_with_a_code_is_the_same_format_and_ours_takes_its_own_cost_alone(
    in_node: Ours, in_a_browser: Ours, folder: Path, rounds: Callable[[int, int], int]
) -> None:
    wrong = []
    for size in SIZES[-rounds(1, 2) :]:
        plain = os.urandom(size)
        sealers = {
            "age": by_age(folder, "-p", plain, [CODE, CODE]),
            "pyrage": pyrage.passphrase.encrypt(plain, CODE),
        }
        for sealer, sealed in sealers.items():
            for opener, ours in (("Node", in_node), ("browser", in_a_browser))[: rounds(1, 2)]:
                if ours.run("open with any code", CODE, sealed) != plain:
                    wrong.append((sealer, opener, size))
                cost = int(sealed.split(b"\n", 2)[1].split()[3])
                wanted: bytes | str = plain if cost == 16 else "suite"
                if ours.run("open with a code", CODE, sealed) != wanted:
                    wrong.append((sealer, f"{opener}, its own cost alone", size))
    assert wrong == []


def test_a_file_in_armor_is_none_of_ours(
    in_node: Ours, in_a_browser: Ours, key: tuple[str, str, Path]
) -> None:
    identity, recipient, _file = key
    made = subprocess.run(["age", "-a", "-r", recipient], input=b"Raja", capture_output=True, check=True)
    assert [ours.run("open", identity, made.stdout) for ours in (in_node, in_a_browser)] == ["form", "form"]


def by_age(folder: Path, act: str, content: bytes, answers: list[str]) -> bytes:
    (folder / "asked").write_bytes(content)
    (folder / "answered").unlink(missing_ok=True)
    command = ["age", act, "-o", "answered", "asked"]
    code, said = at_a_terminal(command, answers, folder=folder)
    assert code == 0, said
    made = folder / "answered"
    return made.read_bytes() if made.exists() else b""  # of nothing age makes no file
