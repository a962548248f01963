"""The canaries: texts that no other text is like, one for each thing that is said in the room."""

from __future__ import annotations

import secrets
from pathlib import Path

KINDS = (
    "note",
    "title",
    "tag",
    "attachment-name",
    "attachment",
    "journal",
    "group",
    "message",
    "search",
    "absence",
    "topic",
    "topic-hidden",
    "guest",
    "action",
    "goal",
    "perspective",
    "script",
    "primary-task",
    "task",
    "role",
    "quality",
    "photo",
    "photo-name",
    "interface",
    "strain",
    "influence",
    "force",
    "solution",
    "clause",
    "observation",
    "blocked",
    "given",
    "passphrase",
    "recovery",
)
RELEASED = ("given",)  # what the group gives out of its room: found afterwards, and nothing else of the room
MADE_BY_THE_PAGE = {"passphrase", "recovery"}  # what the page generated is searched for


def canaries(file: Path | None = None) -> dict[str, str]:
    """One text of each kind: from a file of lines `kind: text`, the others made up. Raises ValueError."""
    found = {kind: f"KÄNÄRI-työ-{kind}-{secrets.token_hex(5)}" for kind in KINDS}
    given = file.read_text(encoding="utf-8").splitlines() if file else []
    for line in filter(str.strip, given):
        kind, colon, text = (part.strip() for part in line.partition(":"))
        if kind not in KINDS or not colon or len(text) < 8:
            raise ValueError(f"This line is not “kind: text” with eight signs or more: {line!r}")
        found[kind] = text
    return found
