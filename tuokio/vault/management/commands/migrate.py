"""`tuokio manage migrate` brings both databases to this version: everything, and the sealed keys apart from it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections

KEYS, APP = "keys", "vault_keys"


class Command(migrate.Command):
    """As Django's own; without the name of an app or a database it goes on to the sealed keys."""

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        both = options["database"] == DEFAULT_DB_ALIAS and not options["app_label"]
        if both and getattr(self, "_called_from_command_line", False):
            make_keys_database()
            super().handle(*args, **{**options, "database": KEYS, "app_label": APP})


def make_keys_database() -> None:
    """Make the database of the sealed keys beside the other on PostgreSQL, where it is missing. Raises CommandError."""
    line = connections[KEYS]
    if line.vendor != "postgresql" or connection.vendor != "postgresql":
        return
    name = line.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone():
            return
        try:
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
        except DatabaseError as error:
            raise CommandError(
                f"The database of the sealed keys, {name}, is missing and could not be made ({type(error).__name__}): "
                f'make it (createdb "{name}") with the same owner, or name another in TUOKIO_KEYS_DATABASE.'
            ) from None
