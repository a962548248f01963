"""Made-up practices of any size, written straight to the tables: for trying Tuokio, and the benchmarks, at scale.

A supervisor has fifteen running processes and thirty-five that have ended over the years, of twenty meetings and
six members each. Attendance is written for the newest held meetings of the running ones only.
"""

from __future__ import annotations

import random
import time as clock_time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from tuokio.kit import clock
from tuokio.meetings.models import Attendance, Charge, Meeting
from tuokio.people.models import ContactPerson, Organisation, Person, Practice, Role
from tuokio.supervision.models import Lead, Member, Process, StateChange, Term
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import (
    FormOfWork,
    OrganisationKind,
    Payment,
    PracticeKind,
    ProcessEvent,
    ProcessState,
    Standing,
)

Say = Callable[[str], None]
MEMBERS, MEETINGS, HELD, ATTENDED = 6, 20, 14, 4
PROCESSES_OF_ONE, RUNNING_OF_ONE, SUPERVISORS_OF_ONE, PROCESSES_OF_PAYER = 50, 15, 20, 12
WEEKS = 2  # between meetings
YEARS_BACK = 5  # how far the ended ones reach
BATCH = 5_000
FIRST = (
    "Aamu",
    "Berit",
    "Eero",
    "Fanny",
    "Hilja",
    "Iiro",
    "Jarl",
    "Kielo",
    "Lahja",
    "Monica",
    "Nuutti",
    "Olga",
    "Rurik",
    "Siv",
    "Toivo",
    "Vieno",
)
LAST = (
    "Ahlberg",
    "Hakala",
    "Ivaska",
    "Järvelä",
    "Kulmala",
    "Lindqvist",
    "Mäkikoski",
    "Nyholm",
    "Ojala",
    "Pursi",
    "Rask",
    "Suvanto",
    "Törnroos",
    "Ylönen",
)


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
    if kind is str or kind is int:
        return value
    if kind is datetime:
        return str(value)[:19]  # UTC, whole seconds
    return value if value is None or isinstance(value, (str, int)) else str(value)


def key_of(practice: Practice) -> str:
    """The practice's key as 32 hex digits."""
    return practice.pk.hex


@dataclass(frozen=True)
class Planned:
    """One process that is to be written."""

    number: int
    key: str
    term: str
    leader: str
    state: ProcessState
    first: datetime
    begun: datetime
    members: list[str]


class Crowd:
    """Makes the rows, the same for the same seed on the same day."""

    def __init__(self, people: int, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # made-up people, no secret
        self.people = people
        self.now = clock.now().replace(microsecond=0)
        self.today = clock.today()
        self.seed = seed
        self.keys = 0

    def key(self) -> str:
        """A made-up key as 32 hex digits; rising, so that the indexes are written at their end."""
        self.keys += 1
        return f"{self.keys:010x}{self.chance.getrandbits(88):022x}"

    def name(self) -> str:
        return f"{self.chance.choice(FIRST)} {self.chance.choice(LAST)}"

    def write(self, say: Say) -> int:
        """Write everything; returns how many rows."""
        processes = max(1, -(-self.people // MEMBERS))
        supervisors = -(-processes // PROCESSES_OF_ONE)
        practices = -(-supervisors // SUPERVISORS_OF_ONE)
        begun, written = clock_time.monotonic(), 0
        for number in range(practices):
            left = min(
                SUPERVISORS_OF_ONE * PROCESSES_OF_ONE,
                processes - number * SUPERVISORS_OF_ONE * PROCESSES_OF_ONE,
            )
            with transaction.atomic():
                written += self.practice(number, left)
            rate = written / max(clock_time.monotonic() - begun, 0.001)
            say(f"practice {number + 1} of {practices}: {written:,} rows, {rate:,.0f} rows/s")
        return written

    def practice(self, number: int, processes: int) -> int:
        """One practice with its supervisors, customers, processes and all that belongs to them."""
        practice = Practice(
            id=UUID(self.key()), slug=f"crowd-{self.seed}-{number}", name=f"Työnohjaajat {number + 1}",
            kind=PracticeKind.PRACTICE, founded_at=self.now - timedelta(days=2000),
        )  # fmt: skip
        practice.save(force_insert=True)
        supervisors = [self.key() for _ in range(-(-processes // PROCESSES_OF_ONE))]
        people = [
            (key, self.name(), f"s{self.seed}.{number}.{i}@example.org") for i, key in enumerate(supervisors)
        ]
        payers = [
            (self.key(), f"Tilaaja {number + 1}.{i + 1}")
            for i in range(max(1, processes // PROCESSES_OF_PAYER))
        ]
        contacts = [
            (self.key(), key, f"t{self.seed}.{number}.{i}@example.org") for i, (key, _) in enumerate(payers)
        ]
        count = Table(Person, ("id", "name", "email", "password")).write((*row, "!") for row in people)
        roles = [(key_of(practice), key, Standing.SUPERVISOR, self.today) for key in supervisors]
        roles.append((key_of(practice), supervisors[0], Standing.OWNER, self.today))
        count += Table(Role, ("practice_id", "person_id", "standing", "since")).write(roles)
        count += Table(Organisation, ("id", "practice_id", "name", "kind")).write(
            (key, key_of(practice), name, OrganisationKind.COMPANY) for key, name in payers
        )
        count += Table(ContactPerson, ("id", "practice_id", "organisation_id", "name", "email")).write(
            (key, key_of(practice), payer, self.name(), mail) for key, payer, mail in contacts
        )
        return count + self.processes(
            key_of(practice), processes, supervisors, [key for key, _ in payers], contacts
        )

    def processes(
        self, practice: str, number: int, supervisors: list[str], payers: list[str], contacts: list[Any]
    ) -> int:
        """The processes of one practice."""
        made = [self.plan(i, supervisors[i // PROCESSES_OF_ONE]) for i in range(number)]
        count = Table(
            Process,
            ("id", "practice_id", "name", "form", "state", "state_since", "opened_at", "payer_id",
             "contact_person_id", "member_count"),
        ).write(
            (one.key, practice, f"Ryhmä {one.number + 1}", FormOfWork.GROUP, one.state, one.begun, one.begun,
             payers[one.number % len(payers)], contacts[one.number % len(contacts)][0], MEMBERS)
            for one in made
        )  # fmt: skip
        count += Table(StateChange, ("process_id", "event", "from_state", "to_state", "at")).write(
            (one.key, ProcessEvent.BRING_IN, "", one.state, one.begun) for one in made
        )
        count += Table(Lead, ("process_id", "supervisor_id", "from_on")).write(
            (one.key, one.leader, one.begun.date()) for one in made
        )
        count += Table(
            Term,
            ("id", "process_id", "minutes", "planned", "interval_weeks", "price_cents", "vat_code", "starts_on",
             "agreed_at"),
        ).write(
            (one.term, one.key, 75, MEETINGS, WEEKS, 16_000, "standard", one.begun.date(), one.begun) for one in made
        )  # fmt: skip
        count += Table(Member, ("id", "process_id", "name", "joined_on")).write(
            (member, one.key, self.name(), one.begun.date()) for one in made for member in one.members
        )
        return count + self.meetings(practice, made, payers)

    def plan(self, number: int, leader: str) -> Planned:
        """Where one process stands: the first fifteen of each supervisor run, the others have ended."""
        running = number % PROCESSES_OF_ONE < RUNNING_OF_ONE
        back = WEEKS * HELD if running else WEEKS * MEETINGS + self.chance.randrange(52 * YEARS_BACK)
        first = (self.now - timedelta(weeks=back)).replace(hour=6 + number % 9, minute=0, second=0)
        return Planned(
            number=number,
            key=self.key(),
            term=self.key(),
            leader=leader,
            state=ProcessState.RUNNING if running else ProcessState.CLOSED,
            first=first + timedelta(days=number % 5),
            begun=first - timedelta(weeks=1),
            members=[self.key() for _ in range(MEMBERS)],
        )

    def meetings(self, practice: str, made: list[Planned], payers: list[str]) -> int:
        """Twenty meetings each, with their charges, and who came to the newest of the running ones."""
        rows = [
            (
                self.key(),
                one,
                starts,
                MeetingState.HELD if starts < self.now - timedelta(days=1) else MeetingState.PLANNED,
                n,
            )
            for one in made
            for n in range(MEETINGS)
            if (starts := one.first + timedelta(weeks=WEEKS * n))
        ]
        count = Table(
            Meeting,
            (
                "id",
                "practice_id",
                "process_id",
                "term_id",
                "supervisor_id",
                "starts_at",
                "minutes",
                "state",
                "made_at",
            ),
        ).write(
            (key, practice, one.key, one.term, one.leader, at, 75, state, one.begun)
            for key, one, at, state, _n in rows
        )
        month = self.today.replace(day=1)
        held = [row for row in rows if row[3] == MeetingState.HELD]
        count += Table(
            Charge,
            ("id", "practice_id", "meeting_id", "process_id", "payer_id", "on", "minutes", "net_cents", "vat_code",
             "vat_percent", "payment", "invoice_number", "settled_at"),
        ).write(
            (self.key(), practice, key, one.key, payers[one.number % len(payers)], at.date(), 75, 16_000, "standard", "25.50",
             *((Payment.INVOICED, "1", self.now) if at.date() < month else (Payment.OPEN, "", None)))
            for key, one, at, _state, _n in held
        )  # fmt: skip
        return count + Table(Attendance, ("meeting_id", "member_id", "answer", "present", "marked_at")).write(
            (key, member, "", (n + j) % 7 != 0, at)
            for key, one, at, _state, n in held
            if one.state == ProcessState.RUNNING and n >= HELD - ATTENDED
            for j, member in enumerate(one.members)
        )


def make_crowd(people: int, seed: int, say: Say) -> int:
    """Write practices with `people` supervisees in all; returns how many rows were written."""
    rows = Crowd(people, seed).write(say)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows
