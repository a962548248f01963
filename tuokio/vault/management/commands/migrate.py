"""`tuokio manage migrate` brings both databases to this version: everything, and the sealed keys apart from it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

from tuokio.vault.keys.database import KEYS, NotMade, make_keys_database

APP = "vault_keys"


class Command(migrate.Command):
    """As Django's own; without the name of an app or a database it goes on to the sealed keys."""

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        both = options["database"] == DEFAULT_DB_ALIAS and not options["app_label"]
        if both and getattr(self, "_called_from_command_line", False):
            try:
                make_keys_database()
            except NotMade as missing:
                raise CommandError(str(missing)) from None
            super().handle(*args, **{**options, "database": KEYS, "app_label": APP})
