"""`work`: the task worker, with a clockwork beside it that sends what waits past its time."""

import logging
import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from tuokio.kit import clock
from tuokio.kit.letters import send_due
from tuokio.kit.signals import clock_ticked

log = logging.getLogger("tuokio.work")
EVERY = 30.0  # seconds


class Command(BaseCommand):
    """Makes PDFs and sends mail in the background, until told to stop."""

    help = "Do the background work: mail and documents."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        clockwork = threading.Thread(target=_tick, args=(stop,), name="clockwork", daemon=True)
        clockwork.start()
        try:
            call_command("db_worker", queue_name="*", interval=1, startup_delay=False, verbosity=0)
        finally:
            stop.set()


def _tick(stop: threading.Event) -> None:
    """A worker that dies between taking a task and doing it leaves its letter waiting: found here."""
    while not stop.wait(EVERY):
        close_old_connections()
        try:
            send_due(clock.now())
        except (DatabaseError, OSError) as error:
            log.warning("The clockwork could not look for waiting letters: %s", type(error).__name__)
        finally:
            close_old_connections()
        _tell_of_tick()


def _tell_of_tick() -> None:
    """Let the contexts above do what they do now and then; one that fails keeps no other from its turn."""
    try:
        for receiver, told in clock_ticked.send_robust(None, at=clock.now()):
            if isinstance(told, Exception):
                log.warning("%s failed: %s", getattr(receiver, "__name__", "?"), type(told).__name__)
    finally:
        close_old_connections()
