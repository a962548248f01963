"""The database of the sealed keys: made where there is none, and brought to this version."""

from __future__ import annotations

from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connections


class CannotMake(Exception):
    """There is no database for the keys and we may not make one; the text says what to do."""


def make_keys_database() -> None:
    """On PostgreSQL: make the keys' database when it is missing and we may. SQLite makes its file by itself.

    Raises CannotMake. Not for inside a transaction.
    """
    keys, main = connections["keys"], connections["default"]
    if keys.vendor != "postgresql":
        return
    try:
        keys.ensure_connection()
    except OperationalError as error:
        name = keys.settings_dict["NAME"]
        if "does not exist" not in str(error):
            raise
        try:
            with main.cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {main.ops.quote_name(name)}")
            keys.ensure_connection()
        except DatabaseError:
            raise CannotMake(
                f"The keys of the locked notes need a database of their own, {name}, and this user may not make it.\n"
                f"Make it once: createdb --owner {main.settings_dict['USER']} {name}\n"
                "or name another with TUOKIO_KEYS_DATABASE."
            ) from error


def bring_keys_up_to_date() -> None:
    """Do the migrations of the keys' database."""
    call_command("migrate", database="keys", verbosity=0, skip_checks=True)
