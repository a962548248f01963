"""Makes the database of the sealed keys, which stands beside the other."""

from django.db import DatabaseError, connection, connections

KEYS = "keys"


class NotMade(Exception):
    """The database is missing and could not be made; the text says what to do."""


def make_keys_database() -> None:
    """Make the database of the sealed keys on the other's PostgreSQL server, where it is missing. Raises NotMade.

    SQLite makes its own file, and a database on a server of its own is made by whoever named it.
    """
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
            raise NotMade(
                f"The database of the sealed keys, {name}, is missing and could not be made ({type(error).__name__}): "
                f'make it (createdb "{name}") with the same owner, or name another in TUOKIO_KEYS_DATABASE.'
            ) from None
