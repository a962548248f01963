"""People, customers, processes and meetings of made-up practices."""

from __future__ import annotations

import random
import time as clock_time
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from tuokio.desk.demo.crowd.agreed import Agreed
from tuokio.desk.demo.crowd.evaluated import Evaluated
from tuokio.desk.demo.crowd.rows import Numbers, Planned, Someone, Table
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
    WayIn,
)

Say = Callable[[str], None]
MEMBERS, MEETINGS, HELD, ATTENDED = 6, 20, 14, 4
PROCESSES_OF_ONE, RUNNING_OF_ONE, SUPERVISORS_OF_ONE, PROCESSES_OF_PAYER = 50, 15, 20, 12
WEEKS = 2  # between meetings
NUMBERS = Numbers(planned=MEETINGS, minutes=75, weeks=WEEKS, cents=16_000, held=HELD)
YEARS_BACK = 5  # how far the ended ones reach
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


def key_of(practice: Practice) -> str:
    """The practice's key as 32 hex digits."""
    return practice.pk.hex


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
        supervisors = [Someone(self.key(), self.name()) for _ in range(-(-processes // PROCESSES_OF_ONE))]
        payers = [
            Someone(self.key(), f"Tilaaja {number + 1}.{i + 1}")
            for i in range(max(1, processes // PROCESSES_OF_PAYER))
        ]
        contacts = [Someone(self.key(), self.name()) for _ in payers]
        house = key_of(practice)
        count = Table(Person, ("id", "name", "email", "password")).write(
            (one.key, one.name, f"s{self.seed}.{number}.{i}@example.org", "!")
            for i, one in enumerate(supervisors)
        )
        roles = [(house, one.key, Standing.SUPERVISOR, self.today) for one in supervisors]
        roles.append((house, supervisors[0].key, Standing.OWNER, self.today))
        count += Table(Role, ("practice_id", "person_id", "standing", "since")).write(roles)
        count += Table(Organisation, ("id", "practice_id", "name", "kind")).write(
            (one.key, house, one.name, OrganisationKind.COMPANY) for one in payers
        )
        count += Table(ContactPerson, ("id", "practice_id", "organisation_id", "name", "email")).write(
            (one.key, house, payer.key, one.name, f"t{self.seed}.{number}.{i}@example.org")
            for i, (one, payer) in enumerate(zip(contacts, payers, strict=True))
        )
        made = [
            self.plan(
                i, supervisors[i // PROCESSES_OF_ONE], payers[i % len(payers)], contacts[i % len(payers)]
            )
            for i in range(processes)
        ]
        count += self.processes(house, made, f"{self.seed}.{number}")
        for writer in (Agreed, Evaluated):
            count += writer(practice, NUMBERS, self.key, self.chance, self.now).write(made)
        return count

    def processes(self, practice: str, made: list[Planned], mails: str) -> int:
        """The processes of one practice, with their members; the first member of a running one has an account."""
        count = Table(
            Process,
            ("id", "practice_id", "name", "form", "state", "state_since", "opened_at", "payer_id",
             "contact_person_id", "member_count"),
        ).write(
            (one.key, practice, one.name, FormOfWork.GROUP, one.state, one.begun, one.begun,
             one.payer.key, one.contact.key, MEMBERS)
            for one in made
        )  # fmt: skip
        count += Table(StateChange, ("process_id", "event", "from_state", "to_state", "at")).write(
            (one.key, ProcessEvent.BRING_IN, "", one.state, one.begun) for one in made
        )
        count += Table(Lead, ("process_id", "supervisor_id", "from_on")).write(
            (one.key, one.leader.key, one.begun.date()) for one in made
        )
        count += Table(
            Term,
            ("id", "process_id", "minutes", "planned", "interval_weeks", "price_cents", "vat_code", "starts_on",
             "agreed_at"),
        ).write(
            (one.term, one.key, 75, MEETINGS, WEEKS, 16_000, "standard", one.begun.date(), one.begun) for one in made
        )  # fmt: skip
        accounts = [(one, self.name()) for one in made if one.account]
        count += Table(Person, ("id", "name", "email", "password")).write(
            (one.account, name, f"m{mails}.{one.number}@example.org", "!") for one, name in accounts
        )
        named = {one.key: name for one, name in accounts}
        count += Table(Member, ("id", "process_id", "name", "joined_on", "person_id", "way_in")).write(
            (member, one.key, named[one.key], one.begun.date(), one.account, WayIn.MAIL)
            if one.account and place == 0
            else (member, one.key, self.name(), one.begun.date(), None, WayIn.NONE)
            for one in made
            for place, member in enumerate(one.members)
        )
        return count + self.meetings(practice, made)

    def plan(self, number: int, leader: Someone, payer: Someone, contact: Someone) -> Planned:
        """Where one process stands: the first fifteen of each supervisor run, the others have ended."""
        running = number % PROCESSES_OF_ONE < RUNNING_OF_ONE
        back = WEEKS * HELD if running else WEEKS * MEETINGS + self.chance.randrange(52 * YEARS_BACK)
        first = (self.now - timedelta(weeks=back)).replace(hour=6 + number % 9, minute=0, second=0)
        return Planned(
            number=number,
            key=self.key(),
            term=self.key(),
            leader=leader,
            payer=payer,
            contact=contact,
            account=self.key() if running else None,
            state=ProcessState.RUNNING if running else ProcessState.CLOSED,
            first=first + timedelta(days=number % 5),
            begun=first - timedelta(weeks=1),
            members=[self.key() for _ in range(MEMBERS)],
        )

    def meetings(self, practice: str, made: list[Planned]) -> int:
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
            (key, practice, one.key, one.term, one.leader.key, at, 75, state, one.begun)
            for key, one, at, state, _n in rows
        )
        month = self.today.replace(day=1)
        held = [row for row in rows if row[3] == MeetingState.HELD]
        count += Table(
            Charge,
            ("id", "practice_id", "meeting_id", "process_id", "payer_id", "on", "minutes", "net_cents", "vat_code",
             "vat_percent", "payment", "invoice_number", "settled_at"),
        ).write(
            (self.key(), practice, key, one.key, one.payer.key, at.date(), 75, 16_000, "standard", "25.50",
             *((Payment.INVOICED, "1", self.now) if at.date() < month else (Payment.OPEN, "", None)))
            for key, one, at, _state, _n in held
        )  # fmt: skip
        return count + Table(Attendance, ("meeting_id", "member_id", "answer", "present", "marked_at")).write(
            (key, member, "", (n + j) % 7 != 0, at)
            for key, one, at, _state, n in held
            if one.state == ProcessState.RUNNING and n >= HELD - ATTENDED
            for j, member in enumerate(one.members)
        )
