"""A disk that loses its power: what of a house's database files it still holds, from what was written down (synced.c)."""

from __future__ import annotations

import random
import shutil
import struct
from pathlib import Path

HEAD = struct.Struct("=cQQQ")  # what; length of the path; offset; length of the data
SECTOR = 512  # bytes that a disk writes as one
Write = tuple[int, bytes | None]  # where, and what; None cuts the file there


class Disk:
    """The files of a data folder as they are, or as they were last synced with any part of what came after."""

    def __init__(self, data: Path, log: Path) -> None:
        self.data, self.log, self.read = data, log, 0
        self.synced = {str(path): bytearray(path.read_bytes()) for path in data.glob("*.db")}
        self.since: dict[str, list[Write]] = {}
        self.forgotten = 0

    def copies_to(self, folder: Path, chance: random.Random | None) -> None:
        """Copy what lies there; with chance, as a disk without power would: each write since the last sync may be lost.

        The index beside the log of SQLite (-shm) is never synced and never copied.
        """
        shutil.copytree(self.data, folder, ignore=shutil.ignore_patterns("*-shm", "running"))
        if chance is None:
            return
        self.reads_on()
        for path in folder.glob("*.db*"):
            path.unlink()
        for path in {*self.synced, *self.since}:
            (folder / Path(path).name).write_bytes(self.left_of(path, chance))

    def left_of(self, path: str, chance: random.Random) -> bytes:
        left = bytearray(self.synced.get(path, b""))
        for write in self.since.get(path, []):
            fate = chance.choice(("kept", "lost", "torn"))
            self.forgotten += fate != "kept"
            if fate != "lost":
                done(left, write if fate == "kept" else torn(write, chance))
        return bytes(left)

    def reads_on(self) -> None:
        """Follow what was written and synced up to now."""
        with self.log.open("rb") as log:
            log.seek(self.read)
            while len(head := log.read(HEAD.size)) == HEAD.size:
                what, name_length, offset, length = HEAD.unpack(head)
                path, content = log.read(name_length).decode(), log.read(length)
                assert len(content) == length, "a record is cut"
                self.read = log.tell()
                if what == b"s":
                    for write in self.since.pop(path, []):
                        done(self.synced.setdefault(path, bytearray()), write)
                else:
                    self.since.setdefault(path, []).append((offset, content if what == b"w" else None))


def done(content: bytearray, write: Write) -> None:
    """What the file holds after that write; a hole reads as zeros."""
    at, data = write
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    if data is None:
        del content[at:]
    else:
        content[at : at + len(data)] = data


def torn(write: Write, chance: random.Random) -> Write:
    """The first sectors of it reached the disk, the rest did not."""
    at, data = write
    if data is None or len(data) <= SECTOR:
        return (at, data)
    return (at, data[: chance.randrange(1, -(-len(data) // SECTOR)) * SECTOR])
