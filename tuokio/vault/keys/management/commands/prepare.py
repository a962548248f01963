"""`tuokio manage prepare`: bring both databases to this version; what `tuokio start` does before it serves."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from tuokio.vault.keys.making import CannotMake, bring_keys_up_to_date, make_keys_database


class Command(BaseCommand):
    help = (
        "Make the database of the sealed keys where there is none, and bring both databases to this version."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it. Raises CommandError with the mend when the second database cannot be made."""
        call_command("migrate", database="default", verbosity=0, skip_checks=True)
        try:
            make_keys_database()
        except CannotMake as trouble:
            raise CommandError(str(trouble)) from None
        bring_keys_up_to_date()
