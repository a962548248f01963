"""The acts of keeping: announcing and letting go, changing how long, making and trying copies, feedback."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError

from tuokio.retention import keys
from tuokio.retention.archive import Tell
from tuokio.retention.backup import Made, NotMade, make_backup
from tuokio.retention.models import BackupRun


def copy_now(
    *, at: datetime, progress: Tell, folder: Path | None = None, recipient: str | None = None
) -> Made:
    """Make a copy and remember how it went. Raises NotMade or keys.KeyTrouble."""
    try:
        made = make_backup(folder=folder, recipient=recipient, at=at, progress=progress)
    except (NotMade, keys.KeyTrouble) as trouble:
        with contextlib.suppress(DatabaseError):  # the disk that is full may be the database's own
            outcome = trouble.outcome if isinstance(trouble, NotMade) else BackupRun.Outcome.FAILED
            BackupRun.objects.create(at=at, outcome=outcome)
        raise
    BackupRun.objects.create(
        at=at, outcome=BackupRun.Outcome.MADE, filename=made.path.name, size=made.size, rows=made.rows
    )
    return made
