"""The tables of the tests are prepared once: the first worker migrates, the others begin with a copy of that.

Without workers, or on a PostgreSQL server that is not a private one of tools/postgres.py, all goes as ever.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TextIO

from django.db import connections

FOLDER = "PREPARED_FOR_ALL_WORKERS"  # names the folder that the workers of one run share


def share_a_folder() -> None:
    """Called where the run begins, so that all its workers know of one folder."""
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="tuokio-prepared-")


def leave_the_folder() -> None:
    shutil.rmtree(os.environ.pop(FOLDER, ""), ignore_errors=True)


def shared_folder() -> Path | None:
    return Path(os.environ[FOLDER]) if os.environ.get(FOLDER) else None


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def copy_of(source: Path | str, target: Path | str) -> None:
    """An SQLite database as it stands, whatever of it lies in a file beside it."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


class Preparation:
    """Holds the others back until the first worker's tables stand."""

    def __init__(self) -> None:
        self.folder = shared_folder() if "PYTEST_XDIST_WORKER" in os.environ else None
        self.sqlite = connections["default"].vendor == "sqlite"
        private = "tuokio-pg-" in str(connections["default"].settings_dict["HOST"])
        if not self.sqlite and not private:
            self.folder = None
        self.held: TextIO | None = None

    def taken(self) -> bool:
        """Whether a copy of what another worker prepared is in place now; if not, the others wait for us."""
        if self.folder is None:
            return False
        self.held = (self.folder / "lock").open("w")
        fcntl.flock(self.held, fcntl.LOCK_EX)
        if not (self.folder / "ready").exists():
            return False
        for alias in connections:
            own = connections[alias].creation._get_test_db_name()
            if self.sqlite:
                copy_of(self.folder / f"{alias}.db", own)
            else:
                with connections[alias].creation._nodb_cursor() as cursor:
                    cursor.execute(f'CREATE DATABASE "{own}" TEMPLATE "prepared_{alias}"')
        self.release()
        return True

    def give(self) -> None:
        """What we prepared, for the others."""
        if self.folder is None or self.held is None:
            return
        for alias in connections:
            own = connections[alias].settings_dict["NAME"]
            connections[alias].close()
            if self.sqlite:
                copy_of(str(own), self.folder / f"{alias}.db")
            else:
                with connections[alias].creation._nodb_cursor() as cursor:
                    cursor.execute(f'CREATE DATABASE "prepared_{alias}" TEMPLATE "{own}"')
        (self.folder / "ready").touch()
        self.release()

    def release(self) -> None:
        if self.held is not None:
            self.held.close()
            self.held = None
