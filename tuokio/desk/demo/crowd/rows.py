"""Rows written straight to the tables, and the plan of a process that they are written from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import connection, models

from tuokio.desk.demo.goal_words import HANDOVER, ROLES, SPEAKING, GoalTold
from tuokio.people.models import Practice
from tuokio.terms.words import ProcessState

BATCH = 5_000
KEPT = timedelta(days=90)  # how long the rows of answers stay
GOALS = (ROLES, SPEAKING, HANDOVER)
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Table:
    """A model with the columns that its rows are given in."""

    model: type[models.Model]
    columns: tuple[str, ...]

    def write(self, rows: Iterable[Sequence[Any]]) -> int:
        """Insert the rows in batches; returns how many. Everything not given takes the field's default."""
        fields = {field.attname: field for field in self.model._meta.concrete_fields}
        left_out = [
            f
            for name, f in fields.items()
            if name not in self.columns and not isinstance(f, models.AutoField)
        ]
        rest = [field.get_db_prep_save(field.get_default(), connection) for field in left_out]
        names = [str(fields[name].column) for name in self.columns] + [
            str(field.column) for field in left_out
        ]
        quote = connection.ops.quote_name
        into = f"{quote(self.model._meta.db_table)} ({', '.join(quote(name) for name in names)})"
        prepared = (tuple(_stored(value) for value in row) + tuple(rest) for row in rows)
        return _insert(into, len(names), prepared)


def _insert(into: str, width: int, rows: Iterator[tuple[Any, ...]]) -> int:
    count = 0
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
                count += 1
        return count
    marks = ", ".join(["%s"] * width)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", batch)  # noqa: S608  # names of our own tables
            count += len(batch)
    return count


def _stored(value: Any) -> Any:
    """The value as both databases read it from text; keys are 32 hex digits already."""
    kind = type(value)
    if kind is str or kind is int or kind is bytes:
        return value
    if kind is datetime:
        return str(value)[:19]  # UTC, whole seconds
    return value if value is None or isinstance(value, (str, int)) else str(value)


@dataclass(frozen=True)
class Someone:
    """A person, a contact person or an organisation in a plan: key and name."""

    key: str
    name: str


@dataclass(frozen=True)
class Planned:
    """One process that is to be written. `account`: of its first member, while it runs."""

    number: int
    key: str
    term: str
    leader: Someone
    payer: Someone
    contact: Someone
    account: str | None
    state: ProcessState
    first: datetime
    begun: datetime
    members: list[str]

    @property
    def name(self) -> str:
        return f"Ryhmä {self.number + 1}"

    @property
    def runs(self) -> bool:
        return self.state == ProcessState.RUNNING


@dataclass(frozen=True)
class Numbers:
    """What every process of the crowd has in common."""

    planned: int
    minutes: int
    weeks: int
    cents: int
    held: int


class Writer:
    """Writes what belongs to planned processes of one practice."""

    def __init__(
        self, practice: Practice, numbers: Numbers, key: Callable[[], str], chance: Random, now: datetime
    ) -> None:
        self.practice, self.numbers, self.key, self.chance, self.now = practice, numbers, key, chance, now

    def rated_at(self, one: Planned) -> int:
        """At which meeting the goals were rated, and the middle evaluation asked."""
        return self.numbers.planned // 2 if one.runs else self.numbers.planned

    def meeting_of(self, one: Planned, number: int) -> datetime:
        """When the meeting of that number begins."""
        return one.first + timedelta(weeks=self.numbers.weeks * (number - 1))

    def mark(self) -> str:
        """A fingerprint of a sheet, which leads to nobody."""
        return f"{self.chance.getrandbits(256):064x}"


def goals_of(one: Planned) -> tuple[GoalTold, ...]:
    """Two or three."""
    return GOALS[: 2 + one.number % 2]
