"""What the two databases of a house say of each other, read as files while the house is still."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path


def keys_ahead(main: Path, keys: Path) -> bool:
    """Whether keys of a turning are kept that is not current yet, as may be. Asserts that both files are whole and agree.

    Each key period that the signed list names is the current one or before it, and each has a key for every member.
    """
    with closing(sqlite3.connect(main)) as one, closing(sqlite3.connect(keys)) as other:
        assert [line.execute("PRAGMA integrity_check").fetchall() for line in (one, other)] == [[("ok",)]] * 2
        spaces = one.execute("SELECT id, epoch FROM vault_space").fetchall()
        wraps = set(other.execute("SELECT space_id, epoch, member_id FROM vault_keys_wrap"))
        ahead = False
        for space, current in spaces:
            texts = one.execute("SELECT text FROM vault_logentry WHERE space_id = ?", [space])
            named = 1 + sum(json.loads(text)["act"] == "epoch" for (text,) in texts)
            members = [
                row[0]
                for row in one.execute(
                    "SELECT member_id FROM vault_spacemember WHERE space_id = ? AND left_at IS NULL", [space]
                )
            ]
            assert named == current, f"{named} keys named, {current} current"
            wanted = {(space, epoch, member) for epoch in range(1, current + 1) for member in members}
            assert wanted <= wraps, f"keys missing: {wanted - wraps}"
            newest = max(epoch for found, epoch, _member in wraps if found == space)
            assert newest in {current, current + 1}, (newest, current)
            ahead |= newest > current
    return ahead
