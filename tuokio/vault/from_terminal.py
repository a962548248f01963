"""The command `tuokio escrow`: where an emergency key reads, and what it may open, written out for its holder."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

Say = Callable[[str], None]
ABOUT = """\
Without SPACE: the circles in which a practice's emergency key reads now.
With SPACE and --to DIR: what was written there since, still sealed, and how its
holder opens it (LUEMINUT.txt in the folder). The chain of entries notes it."""


def add_escrow(commands: Any) -> argparse.ArgumentParser:
    """Make the command known to the command line."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "escrow",
        help="what an emergency key may open: where it reads, and a sealed copy for its holder",
        description=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("space", nargs="?", type=UUID, metavar="SPACE", help="the id of a circle")
    parser.add_argument("--to", type=Path, metavar="DIR", help="a folder that does not exist yet")
    return parser


def run_escrow(space: UUID | None, to: Path | None, *, say: Say, complain: Say) -> int:
    """List, or write out. Exit code 0; 2 where nothing was written."""
    from tuokio.kit.clock import now
    from tuokio.vault.refusals import NotThere
    from tuokio.vault.usecases.emergency_copy import circles_read, write_out

    if space is None:
        for one in circles_read():
            say(
                f"{one.space.pk}  {one.space.kind}, {one.space.process.name if one.space.process else ''}, since key {one.from_epoch}"
            )
        return 0
    if to is None:
        complain("Say where with --to DIR.")
        return 2
    try:
        copied = write_out(space_id=space, folder=to, at=now())
    except NotThere:
        complain(f"{space}: no emergency key reads there.")
        return 2
    except OSError as trouble:
        complain(f"{to}: {trouble.strerror}")
        return 2
    say(
        f"{to}: {copied.documents} documents and {copied.files} files under {copied.keys} keys, still sealed."
    )
    return 0
