"""`tuokio manage nightly`: what `tuokio start` does each night; on a server a timer may do it instead."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tuokio.kit import clock
from tuokio.retention.nightly import work_through_the_night


class Command(BaseCommand):
    help = "Erase what was announced, announce what is next, make the copy, remind: the night's work, now."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it. The exit code is 1 when any part failed."""
        night = work_through_the_night(at=clock.now())
        for name, outcome in night.outcomes.items():
            if options["verbosity"] > 1 or outcome != "done":
                self.stdout.write(f"{name}: {outcome}")
        if not night.went_well:
            raise CommandError("Not all of the night's work was done; it is tried again.")
