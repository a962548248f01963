"""The keys of the backup: a public one that locks each copy, and a secret one that is kept somewhere else.

The files are those of `age` (age-encryption.org): without Tuokio, `age -d -i KEY COPY` opens a copy. The secret
key may itself be locked with a passphrase; then it may lie beside the copies.
"""

from __future__ import annotations

import os
import time
from datetime import datetime
from pathlib import Path

import pyrage

LOCKED_NAME = "tuokio-key.age"
LEAST_PASSPHRASE = 12
_SECRET = "AGE-SECRET-KEY-"  # noqa: S105 # how such a line begins, not a key
_LOCKED = b"age-encryption.org/"
_ARMOURED = b"-----BEGIN AGE ENCRYPTED FILE-----"


class KeyTrouble(Exception):
    """A key cannot be made, read or used; the text says why."""


def new_identity(*, at: datetime) -> tuple[str, str]:
    """A new pair: the text of the identity file, and the public key."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    return f"# created: {at.isoformat(timespec='seconds')}\n# public key: {public}\n{identity}\n", public


def keep_identity(path: Path, text: str, *, passphrase: str = "") -> None:
    """Write the identity file, readable by its owner only. Raises KeyTrouble when one is there already."""
    content = text.encode()
    if passphrase:
        if len(passphrase) < LEAST_PASSPHRASE:
            raise KeyTrouble(f"The passphrase needs at least {LEAST_PASSPHRASE} characters.")
        content = pyrage.passphrase.encrypt(content, passphrase)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyTrouble(
            f"There is a key already: {path}. It opens your older copies, so it is left as it is."
        ) from None
    except OSError as error:
        raise KeyTrouble(f"The key could not be written to {path}: {error.strerror}.") from None
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def is_locked(path: Path) -> bool:
    """Whether the identity file asks for a passphrase. Raises KeyTrouble when there is no such file."""
    return _content(path).startswith((_LOCKED, _ARMOURED))


def read_identity(path: Path, *, passphrase: str = "") -> pyrage.x25519.Identity:
    """The secret key of an identity file. Raises KeyTrouble: no file, no key in it, a wrong passphrase."""
    content = _content(path)
    if content.startswith((_LOCKED, _ARMOURED)):
        if not passphrase:
            raise KeyTrouble(f"The key {path.name} is locked with a passphrase.")
        content = _opened(content, passphrase)
    for line in content.decode("utf-8", "replace").splitlines():
        if line.strip().startswith(_SECRET):
            try:
                return pyrage.x25519.Identity.from_str(line.strip())
            except pyrage.IdentityError:
                break
    raise KeyTrouble(f"There is no key in {path}: it has a line that begins with {_SECRET}")


def _opened(content: bytes, passphrase: str) -> bytes:
    """What the passphrase opens. Raises KeyTrouble.

    The library measures this machine, and refuses work that seems to take long; a machine that is busy for a
    moment is measured once more.
    """
    for pause in (0.5, 1, 2, 4, 0):
        try:
            return bytes(pyrage.passphrase.decrypt(content, passphrase))
        except pyrage.DecryptError as refused:
            if "work" not in str(refused):
                raise KeyTrouble("The passphrase does not open this key.") from None
        time.sleep(pause)
    raise KeyTrouble(
        "This machine is too slow or too busy to open the key now: try again when it has nothing else to do, "
        "or on a faster one."
    )


def recipient(public: str) -> pyrage.x25519.Recipient:
    """A public key from its text. Raises KeyTrouble."""
    try:
        return pyrage.x25519.Recipient.from_str(public.strip())
    except pyrage.RecipientError:
        raise KeyTrouble("This is not a public key of age: such a key begins with age1.") from None


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise KeyTrouble(f"The key {path} cannot be read: {error.strerror}.") from None
