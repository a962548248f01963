"""The server can open nothing: what it is written of says so (T12)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import tuokio
from tuokio.vault.keys import models as key_models
from tuokio.vault.models import AttachmentPart, Document

HOUSE = Path(tuokio.__file__).parent
AGE = {"retention/backup.py", "retention/keys.py", "retention/restoring.py"}
OPENERS = {"cryptography", "pyrage", "nacl", "Crypto", "Cryptodome", "age", "jwcrypto", "gnupg", "fido2"}
SEALED = "sealed"


def trees(under: Path = HOUSE) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(under.rglob("*.py")):
        yield path.relative_to(HOUSE).as_posix(), ast.parse(path.read_text("utf-8"))


def imported(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_age_is_reached_from_the_copies_alone():
    assert {name for name, tree in trees() if "pyrage" in imported(tree)} == AGE


def test_the_locked_notes_import_nothing_that_opens():
    assert {name: imported(tree) & OPENERS for name, tree in trees(HOUSE / "vault")} == {
        name: set() for name, _tree in trees(HOUSE / "vault")
    }


def test_the_locked_notes_call_nothing_that_opens():
    called = {
        (name, getattr(node.func, "attr", getattr(node.func, "id", "")))
        for name, tree in trees(HOUSE / "vault")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    assert len(called) > 500
    assert [one for one in called if re.search(r"decrypt|unseal|unwrap|open_sealed", one[1], re.I)] == []


def test_sealed_bytes_are_spoken_of_by_the_locked_notes_alone():
    models = (Document, AttachmentPart, key_models.UnlockFile, key_models.Keyring, key_models.Wrap)
    assert all(
        model._meta.get_field(SEALED) for model in models
    )  # so that the look below finds what there is
    outside = [
        name
        for name, tree in trees()
        if not name.startswith("vault/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == SEALED
    ]
    assert outside == []
    assert [name for name, tree in trees() if "django.contrib.admin" in ast.unparse(tree)] == []


def test_no_page_and_no_mail_shows_a_field_of_what_is_sealed():
    shown = [
        path.name
        for path in HOUSE.rglob("templates/**/*")
        if path.is_file() and re.search(r"\.(sealed|credential|wraps?)\b", path.read_text("utf-8"))
    ]
    assert shown == []
