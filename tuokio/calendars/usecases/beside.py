"""The clockwork's turn at calendars elsewhere, in a thread of its own: a slow calendar keeps no letter waiting."""

from __future__ import annotations

import logging
import threading
from datetime import datetime

from django.db import DatabaseError, close_old_connections

from tuokio.calendars.models import BusySource, CalendarAccount
from tuokio.calendars.usecases.busy_reading import read_due
from tuokio.calendars.usecases.two_way import sync_due
from tuokio.kit import clock

log = logging.getLogger("tuokio.calendars")
_at_work = threading.Lock()


def begin(*, at: datetime) -> threading.Thread | None:
    """Read and write what is due, unless it is being done already; None when there is nothing to do."""
    due = {"next_at__lte": at, "supervisor__is_active": True}
    accounts = CalendarAccount.objects.filter(**due).exclude(writes_to="")
    if _at_work.locked() or not (BusySource.objects.filter(**due).exists() or accounts.exists()):
        return None
    made = threading.Thread(target=_work, name="calendars", daemon=True)
    made.start()
    return made


def _work() -> None:
    if not _at_work.acquire(blocking=False):
        return
    try:
        sync_due(at=clock.now())
        read_due(at=clock.now())
    except (DatabaseError, OSError) as error:
        log.warning("Calendars elsewhere could not be read: %s", type(error).__name__)
    finally:
        _at_work.release()
        close_old_connections()
