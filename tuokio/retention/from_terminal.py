"""`tuokio backup` and `tuokio restore`: what their options do, and what is told."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from django.db import DatabaseError

from tuokio.kit import clock
from tuokio.retention import keys
from tuokio.retention.archive import Tell
from tuokio.retention.backup import NotMade, newest_copy
from tuokio.retention.restoring import NotRestored, restore_backup, told, try_backup
from tuokio.retention.usecases import copy_now

Say = Callable[[str], None]


def run_backup(options: Namespace, *, progress: Tell, say: Say) -> int:
    """`tuokio backup`: make a key, or make a copy now. Returns the exit code."""
    try:
        if options.new_key is not None:
            return _make_key(options.new_key, locked=options.passphrase, say=say)
        made = copy_now(folder=options.to, recipient=options.recipient, at=clock.now(), progress=progress)
    except (NotMade, keys.KeyTrouble) as trouble:
        say(str(trouble))
        return 1
    except DatabaseError:
        say(
            "The database cannot be read. Has Tuokio been started once on this data? `tuokio doctor` tells more."
        )
        return 1
    say(f"Made {made}")
    for name in made.pruned:
        say(f"Let the older copy {name} go")
    return 0


def _make_key(path: Path, *, locked: bool, say: Say) -> int:
    if path.is_dir():
        path = path / keys.LOCKED_NAME
    text, public = keys.new_identity(at=clock.now())
    passphrase = _passphrase(twice=True) if locked else ""
    keys.keep_identity(path, text, passphrase=passphrase)
    say(f"The key that opens your copies is in {path}.")
    if locked:
        say("Write its passphrase on paper. Without both, nobody can open the copies.")
    else:
        say(
            "Keep it somewhere else than the copies, and a second time on paper. Nobody can open them without it."
        )
    say(f"Copies are locked for this public key: {public}")
    say(f"Set it for every night: TUOKIO_BACKUP_RECIPIENT={public}")
    return 0


def run_restore(options: Namespace, *, progress: Tell, say: Say) -> int:
    """`tuokio restore`: bring a copy back, or only try. Returns the exit code."""
    file = Path(options.file)
    if file.is_dir():
        newest = newest_copy(file)
        if newest is None:
            say(f"There is no copy in {file}.")
            return 1
        say(f"The newest copy is {newest}")
        file = newest
    key = options.identity or file.parent / keys.LOCKED_NAME
    try:
        if options.identity is None and not key.is_file():
            raise keys.KeyTrouble(
                f"Say with --identity where the key is: there is no {key.name} beside the copy."
            )
        passphrase = _passphrase() if keys.is_locked(key) else ""
        identity = keys.read_identity(key, passphrase=passphrase)
        if options.try_only:
            restored = try_backup(file, identity=identity, progress=progress)
        else:
            restored = restore_backup(
                file,
                identity=identity,
                at=clock.now(),
                progress=progress,
                replace=options.replace,
                hold_letters=options.hold_letters,
                keys_file=options.keys,
            )
    except (NotRestored, keys.KeyTrouble) as trouble:
        say(str(trouble))
        return 1
    for line in told(restored):
        say(line)
    return 0


def _passphrase(*, twice: bool = False) -> str:
    """Ask for it on a terminal; elsewhere it is the one line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Passphrase of the key: ")
    if twice and getpass.getpass("The same again: ") != first:
        raise keys.KeyTrouble("The two passphrases were not the same. No key was made.")
    return first
