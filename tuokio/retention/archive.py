"""Everything of an installation as lines of JSON, out of and into either database, equal to the row.

The first line says what made it and which migrations stand; then each table, a line a row; then the files of
the data folder; the last line holds the count and the digest of every table and of all lines before it.
A digest is the sum of the SHA-256 of the table's rows, so it does not depend on the order in which a
database hands them out: the same rows give the same digest on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connections, models, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql import InsertQuery

if TYPE_CHECKING:
    from django.db.migrations.executor import MigrationExecutor

FORMAT = 1
MAIN, KEYS = "default", "keys"  # the two databases; each has its own archives
KEYS_APP = "vault_keys"
BATCH = 500
STEP = 20_000  # rows between two words about progress
WHOLE = 2**256
Tell = Callable[[int, int, str], None]  # rows done, rows in all, what is being done
Model = type[models.Model]


class Unreadable(Exception):
    """This is not a whole copy that this Tuokio can read; the text says why."""


@dataclass(slots=True)
class Tally:
    """How many rows a table has, and the sum of their digests."""

    rows: int = 0
    total: int = 0

    def add(self, line: bytes) -> None:
        """Take in one row as it stands in the archive."""
        self.rows += 1
        self.total = (self.total + int.from_bytes(hashlib.sha256(line).digest())) % WHOLE

    def as_json(self) -> dict[str, Any]:
        """For the last line of an archive."""
        return {"rows": self.rows, "sum": f"{self.total:064x}"}


# --- out of a database ---------------------------------------------------------------------------------------


@contextmanager
def second_connection(database: str = MAIN, **options: Any) -> Iterator[str]:
    """The alias of another connection to the same database for a while, with some options of its own."""
    alias = f"copy-{uuid4().hex}"
    known = dict(connections[database].settings_dict)
    known["OPTIONS"] = {**known["OPTIONS"], **options}
    connections.databases[alias] = {**known, "CONN_MAX_AGE": 0}
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]


@contextmanager
def sqlite_instead(path: Path, database: str = MAIN) -> Iterator[None]:
    """Let the whole process work on an SQLite file instead of one of its own databases, for a while.

    A second connection would not do: migrations of other makers write to the default one. So this is for a
    process that serves nobody meanwhile.
    """
    own, known = connections[database], connections.databases[database]
    own.close()
    connections.databases[database] = {
        **known,
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA synchronous=OFF",  # the whole file is made sure of at the end
        },
    }
    del connections[database]
    try:
        yield
    finally:
        connections[database].close()
        connections.databases[database] = known
        connections[database] = own


@contextmanager
def snapshot(database: str = MAIN) -> Iterator[str]:
    """The alias of a connection that sees one moment of the database, while others go on writing."""
    if connections[database].vendor == "postgresql":
        from psycopg import IsolationLevel

        options: dict[str, Any] = {"isolation_level": IsolationLevel.REPEATABLE_READ}
    else:
        options = {"transaction_mode": "DEFERRED"}  # a reader of the write-ahead log holds nobody up
    with second_connection(database, **options) as alias, transaction.atomic(using=alias):
        yield alias


def lines_of(
    alias: str, *, made_at: datetime, files: Mapping[str, Path], tell: Tell, database: str = MAIN
) -> Iterator[bytes]:
    """Every line of the archive, each with its newline; ask for it inside a `snapshot`."""
    from django.apps import apps

    whole = hashlib.sha256()
    tallies: dict[str, Tally] = {}

    def out(value: Any) -> bytes:
        line = _line(value)
        whole.update(line)
        return line

    tables = tables_of(apps, database)
    everything = sum(model._base_manager.using(alias).count() for model in tables.values())
    done = 0
    yield out(
        {
            "tuokio": FORMAT,
            "version": this_version(),
            "made_at": made_at.isoformat(),
            "of": database,
            "migrations": [
                node
                for node in sorted(migrations_of(connections[alias]).loader.applied_migrations)
                if concerns(node, database)
            ],
            "rows": everything,
        }
    )
    for table, model in tables.items():
        tally = tallies[table] = Tally()
        yield out({"table": table, "columns": [f.column for f in columns_of(model)]})
        for line in rows_of(alias, model):
            tally.add(line)
            whole.update(line)
            yield line
            done += 1
            if done % STEP == 0:
                tell(done, everything, "Copying")
    for name, path in files.items():
        yield out({"file": name, "content": base64.b64encode(path.read_bytes()).decode()})
    tell(done, everything, "Copying")
    end = {
        "tables": {table: tally.as_json() for table, tally in tallies.items()},
        "files": len(files),
        "sha256": whole.hexdigest(),
    }
    yield _line({"end": end})


def concerns(node: tuple[str, str], database: str) -> bool:
    """Whether a migration is about this database: sealed keys have one of their own, and nothing else is in it."""
    return (node[0] == KEYS_APP) == (database == KEYS)


def tables_of(known: Apps, database: str = MAIN) -> dict[str, Model]:
    """Every table of a database that a model stands for, the joining ones too."""
    found = {
        model._meta.db_table: model
        for model in known.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and router.allow_migrate_model(database, model)
    }
    return dict(sorted(found.items()))


def columns_of(model: Model) -> list[models.Field[Any, Any]]:
    """The fields that are columns, in the order of their names, so that both sides agree."""
    return sorted((f for f in model._meta.concrete_fields if not f.generated), key=lambda f: f.column or "")


def rows_of(alias: str, model: Model) -> Iterator[bytes]:
    """Each row of a table as a line."""
    names = [f.attname for f in columns_of(model)]
    rows = model._base_manager.using(alias).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=2000):
        yield _line([plain(value) for value in row])


def tallies_of(
    alias: str, known: Apps, *, tell: Tell, everything: int, database: str = MAIN
) -> dict[str, dict[str, Any]]:
    """The count and digest of every table, as the last line of an archive has them."""
    found: dict[str, dict[str, Any]] = {}
    done = 0
    for table, model in tables_of(known, database).items():
        tally = Tally()
        for line in rows_of(alias, model):
            tally.add(line)
            done += 1
            if done % STEP == 0:
                tell(done, everything, "Comparing")
        found[table] = tally.as_json()
    tell(done, everything, "Comparing")
    return found


def plain(value: Any) -> Any:
    """A value of a column as JSON can say it. Raises TypeError for a kind nobody thought of."""
    kind = type(value)
    if kind in _SAID_AS_IT_IS:
        return value
    for known, say in _SAYERS.items():
        if isinstance(value, known):
            return say(value)
    raise TypeError(f"no line can hold a {kind.__name__}")


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()


_SAID_AS_IT_IS = frozenset({type(None), bool, int, float, str, dict, list})
_SAYERS: dict[Any, Callable[[Any], Any]] = {
    UUID: str,
    datetime: _moment,  # before date, which it is too
    date: date.isoformat,
    time: time.isoformat,
    Decimal: str,
    str: str,
    (bytes, memoryview): lambda value: base64.b64encode(value).decode(),
}
_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode  # made once: making one for each row would cost more than the row


def _line(value: Any) -> bytes:
    return f"{_encode(value)}\n".encode()


def migrations_of(connection: BaseDatabaseWrapper) -> MigrationExecutor:
    """What knows and does the migrations of a database. Loaded only here: web workers never need it."""
    from django.db.migrations.executor import MigrationExecutor

    return MigrationExecutor(connection)


def this_version() -> str:
    """The version of this Tuokio."""
    try:
        return version("tuokio")
    except PackageNotFoundError:  # run from a tree that was never installed
        return "0"


# --- into a database -----------------------------------------------------------------------------------------


@dataclass
class Loader:
    """Takes in an archive line by line, into an empty database: the process's own, or one `sqlite_instead`.

    The database is first brought to the very migrations of the archive, so that an older copy fits; `finish`
    holds what then stands in it against the archive's last line, and brings it to today's migrations.
    """

    tell: Tell
    database: str = MAIN
    header: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    rows: int = 0
    _known: Apps | None = None
    _whole: Any = field(default_factory=hashlib.sha256)
    _end: dict[str, Any] | None = None
    _model: Model | None = None
    _fields: list[models.Field[Any, Any]] = field(default_factory=list)
    _waiting: list[models.Model] = field(default_factory=list)
    _atomic: Any = None

    @property
    def connection(self) -> BaseDatabaseWrapper:
        """Where the rows go."""
        return connections[self.database]

    @property
    def expected(self) -> int:
        """How many rows the archive's first line promises."""
        return int(self.header.get("rows", 0))

    def take(self, line: bytes) -> None:
        """One line, without its newline. Raises Unreadable."""
        try:
            value = json.loads(line)
        except ValueError:
            raise Unreadable("The copy is damaged: a line of it cannot be read.") from None
        if self._end is not None:
            raise Unreadable("The copy is damaged: it goes on after its end.")
        if isinstance(value, dict) and "end" in value:
            self._store()
            self._end = value["end"]
            return
        self._whole.update(line + b"\n")
        if isinstance(value, list):
            self._row(value)
        elif not self.header:
            self._begin(value)
        elif "table" in value:
            self._table(value)
        elif "file" in value:
            self._store()
            self.files[_safe(value["file"])] = base64.b64decode(value["content"])

    def finish(self) -> None:
        """Hold the database against the archive's last line and bring it up to date. Raises Unreadable."""
        if self._end is None or self._known is None:
            raise Unreadable("The copy is not whole: its end is missing.")
        if self._end["sha256"] != self._whole.hexdigest() or self._end["files"] != len(self.files):
            raise Unreadable("The copy is damaged: it is not what was written.")
        for statement in self.connection.ops.sequence_reset_sql(
            no_style(), list(tables_of(self._known, self.database).values())
        ):
            with self.connection.cursor() as cursor:
                cursor.execute(statement)
        self.tell(self.rows, self.expected, "Restoring")
        found = tallies_of(
            self.database, self._known, tell=self.tell, everything=self.rows, database=self.database
        )
        unlike = [
            table
            for table in {*found, *self._end["tables"]}
            if found.get(table) != self._end["tables"].get(table)
        ]
        if unlike:
            raise Unreadable(f"What was restored is not equal to the copy in: {', '.join(sorted(unlike))}.")
        self.connection.check_constraints()
        self.close()
        self._migrate_on()

    def close(self, *, failed: bool = False) -> None:
        """End the loading's own transaction: kept, or undone when it failed."""
        if self._atomic is not None:
            atomic, self._atomic = self._atomic, None
            atomic.__exit__(*((Unreadable, Unreadable(), None) if failed else (None, None, None)))

    @property
    def tables(self) -> dict[str, int]:
        """How many rows each table has, by the archive's own word."""
        return {table: tally["rows"] for table, tally in (self._end or {"tables": {}})["tables"].items()}

    def _begin(self, header: dict[str, Any]) -> None:
        if header.get("tuokio") != FORMAT:
            raise Unreadable("This is not a copy that this version of Tuokio can read.")
        if header.get("of", MAIN) != self.database:
            raise Unreadable("This is a copy of the other database: everything, or the sealed keys.")
        self.header = header
        executor = migrations_of(self.connection)
        stood = {(app, name) for app, name in header["migrations"] if concerns((app, name), self.database)}
        if unknown := stood - set(executor.loader.disk_migrations or {}):
            raise Unreadable(
                f"The copy was made by a newer Tuokio ({header['version']}; this is {this_version()}): "
                f"update Tuokio first. Unknown here: {', '.join('.'.join(node) for node in sorted(unknown))}"
            )
        graph = executor.loader.graph
        nodes = [node for node in graph.nodes if node in stood]
        parents = {parent.key for node in nodes for parent in graph.node_map[node].parents}
        self.tell(0, self.expected, "Restoring")
        state = executor.migrate([node for node in nodes if node not in parents])
        self._known = state.apps
        self._atomic = transaction.atomic(using=self.database)
        self._atomic.__enter__()
        with self.connection.cursor() as cursor:
            if (
                self.connection.vendor == "postgresql"
            ):  # migrations in this transaction may have said otherwise
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            # rows that migrations themselves have made
            for table in tables_of(self._known, self.database):
                cursor.execute(f"DELETE FROM {self.connection.ops.quote_name(table)}")  # noqa: S608 # our own tables

    def _table(self, value: dict[str, Any]) -> None:
        self._store()
        if (
            self._known is None
            or (model := tables_of(self._known, self.database).get(value["table"])) is None
        ):
            raise Unreadable(f"The copy holds a table that is not known here: {value['table']}.")
        self._model, self._fields = model, columns_of(model)
        if [f.column for f in self._fields] != value["columns"]:
            raise Unreadable(f"The copy's table {value['table']} has other columns than here.")

    def _row(self, values: list[Any]) -> None:
        if self._model is None or len(values) != len(self._fields):
            raise Unreadable("The copy is damaged: a row does not fit its table.")
        read = [_read(f, value) for f, value in zip(self._fields, values, strict=True)]
        named = zip((f.attname for f in self._fields), read, strict=True)
        self._waiting.append(self._model(**dict(named)))
        self.rows += 1
        if len(self._waiting) == BATCH:
            self._store()
        if self.rows % STEP == 0:
            self.tell(self.rows, self.expected, "Restoring")

    def _store(self) -> None:
        """Write the waiting rows as they are: no default, no `auto_now`, no signal touches them."""
        if not self._waiting or self._model is None:
            return
        size = max(1, self.connection.ops.bulk_batch_size(self._fields, self._waiting) or BATCH)
        for begin in range(0, len(self._waiting), size):
            query = InsertQuery(self._model)
            query.insert_values(self._fields, self._waiting[begin : begin + size], raw=True)
            query.get_compiler(using=self.database).execute_sql(None)
        self._waiting.clear()

    def _migrate_on(self) -> None:
        executor = migrations_of(self.connection)
        targets = executor.loader.graph.leaf_nodes(KEYS_APP if self.database == KEYS else None)
        if not executor.migration_plan(targets):
            return
        if self.connection.vendor == "postgresql":
            with self.connection.cursor() as cursor:  # no table is altered while checks of its rows wait
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        executor.migrate(targets)


def _read(f: models.Field[Any, Any], value: Any) -> Any:
    while f.remote_field is not None and isinstance(f, models.ForeignKey):
        f = f.target_field
    if isinstance(f, models.JSONField):
        return models.Value(None, models.JSONField()) if value is None and not f.null else value
    if value is None:
        return None
    if isinstance(f, models.BinaryField):
        return base64.b64decode(value)
    if isinstance(f, models.DateTimeField):
        return datetime.fromisoformat(value)
    return f.to_python(value)


def _safe(name: str) -> str:
    """A file's name, when it stays in the data folder. Raises Unreadable."""
    parts = Path(name).parts
    if not parts or len(parts) > 2 or any(part in {"..", "/"} or part.startswith("/") for part in parts):
        raise Unreadable("The copy is damaged: a file of it has no place in the data folder.")
    return name
