"""A practice of five with a full year: `python -m bench.fill_slots own|others MEETINGS`; prints nothing.

Each of five supervisors has 1,200 meetings over twelve months, 6,000 in all. A group of eight meets the second of
them in the practice's room each week, and looks for a common time with the first. More meetings, up to the number asked for, are history:
of the first supervisor's own (`own`) or of strangers (`others`), written by SQL with their times taken.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from bench.house import set_up

SUPERVISORS, MONTHLY, EIGHT = 5, 100, 8
YEAR = 6_000
HOURS = (8, 9, 10, 12, 13, 14, 15)


def main() -> None:
    """Fill the folder's database."""
    set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    whose, meetings = sys.argv[1], int(sys.argv[2])
    practice = five()
    remember(practice, whose, meetings - YEAR)


def five() -> Any:
    """The practice, its supervisors with their hours, the room, the groups, and a year of meetings."""
    from tuokio.kit.clock import now
    from tuokio.meetings.models import Room
    from tuokio.people.models import Person
    from tuokio.people.usecases import found_practice, give_role
    from tuokio.terms.words import PracticeKind, Standing

    at = now()
    owner = Person.objects.create_user("slots@example.org", name="Slots")
    practice = found_practice(name="Slots", slug="slots", kind=PracticeKind.PRACTICE, owner=owner, at=at)
    room = Room.objects.create(practice=practice, name="Sali", address="Satamakatu 1")
    members = [Person.objects.create_user(f"member{n}@example.org", name=f"Member {n}") for n in range(EIGHT)]
    for number in range(SUPERVISORS):
        person = Person.objects.create_user(f"slots{number}@example.org", name=f"Supervisor {number}")
        give_role(practice=practice, person=person, standing=Standing.SUPERVISOR, by=owner, at=at)
        rule(practice, person)
        if number == 0:  # who also looks after the practice, and may ask for any of the five
            give_role(practice=practice, person=person, standing=Standing.COORDINATOR, by=owner, at=at)
        a_year(practice, person, members if number < 2 else [], room if number == 1 else None, at)
    return practice


def rule(practice: Any, person: Any) -> None:
    """Hours on every working day, two days that differ, all the rules in use, a break and a calendar elsewhere."""
    from tuokio.kit.clock import now, today
    from tuokio.meetings.models import BookingRules, Break, Busy, DatedHours, WeeklyHours

    of = BookingRules.objects.create(
        supervisor=person, practice=practice, buffer_after=15, travel_minutes=30, per_day=7, per_week=30,
        lead_hours=24, horizon_days=90, step_minutes=15, near_others=True,
    )  # fmt: skip
    for weekday in range(1, 6):
        WeeklyHours.objects.create(
            rules=of, weekday=weekday, from_time=time(8), until_time=time(18), place="Satamakatu 1"
        )
    DatedHours.objects.create(rules=of, on=today() + timedelta(days=9))
    DatedHours.objects.create(
        rules=of, on=today() + timedelta(days=20), from_time=time(12), until_time=time(19), place="Torikatu 5"
    )
    Break.objects.create(
        supervisor=person, from_on=today() + timedelta(days=30), until_on=today() + timedelta(days=33)
    )
    at = now()
    source = uuid4()
    Busy.objects.bulk_create(
        Busy(
            supervisor=person,
            source=source,
            starts_at=at + timedelta(days=day, hours=3),
            ends_at=at + timedelta(days=day, hours=4),
        )
        for day in range(-30, 90, 3)
    )


def a_year(practice: Any, person: Any, members: list[Any], room: Any, at: datetime) -> None:
    """1,200 meetings from nine months ago on, five or four on each working day; with a room, a group's on Thursdays."""
    from tuokio.meetings.models import Meeting
    from tuokio.meetings.usecases.occupying import occupy
    from tuokio.supervision.models import Member

    alone, group = (process(practice, person, name, at) for name in ("Yksilö", "Ryhmä"))
    for one in members:
        Member.objects.create(
            process=group, person=one, name=one.name, joined_on=at.date() - timedelta(days=300)
        )
    made: list[Any] = []
    day = at.date() - timedelta(days=270)
    while len(made) < MONTHLY * 12:
        day += timedelta(days=1)
        if day.isoweekday() > 5:
            continue
        for number, hour in enumerate(HOURS[: 5 - day.toordinal() % 2]):
            of = group if room and number == 0 and day.isoweekday() == 4 else alone
            made.append(
                Meeting(
                    practice=practice, process=of, term=of.terms.get(), supervisor=person, minutes=45, made_at=at,
                    starts_at=datetime.combine(day, time(hour), UTC), place="Satamakatu 1",
                    room=room if of is group else None,
                )
            )  # fmt: skip
    Meeting.objects.bulk_create(made)
    for start in range(0, len(made), 200):
        occupy(made[start : start + 200], at=at)


def process(practice: Any, person: Any, name: str, at: datetime) -> Any:
    """A running process with its terms."""
    from tuokio.supervision.usecases import Agreed, Frame, agree_terms, begin
    from tuokio.terms.words import FormOfWork, ProcessEvent

    begun = begin(
        practice=practice, frame=Frame(name=name, form=FormOfWork.GROUP), event=ProcessEvent.START_SHORT,
        supervisor=person, by=person, at=at, lead_from=at.date() - timedelta(days=300),
    )  # fmt: skip
    agreed = Agreed(
        minutes=45, planned=100, interval_weeks=1, price_cents=None, starts_on=at.date() - timedelta(days=300)
    )
    agree_terms(process=begun, agreed=agreed, by=None, at=at)
    return begun


def remember(practice: Any, whose: str, count: int) -> None:
    """So many meetings of ten minutes, one after another, back from a year ago: one supervisor's, or a hundred's."""
    from tuokio.kit.clock import now
    from tuokio.people.models import Person

    first = Person.objects.get(email="slots0@example.org")
    people = [first.pk]
    if whose == "others":
        people = [
            Person.objects.create_user(f"stranger{n}@example.org", name=f"Stranger {n}").pk
            for n in range(100)
        ]
    last = now().replace(microsecond=0, second=0) - timedelta(days=400)
    for place, one in enumerate(people):
        share = count // len(people) + (count % len(people) if place == 0 else 0)
        history(one, first.pk, share, last)


def history(person: UUID, like: UUID, count: int, last: datetime) -> None:
    """Meetings and their taken times, copied from one of `like`'s, straight to the tables."""
    from django.db import connection

    from tuokio.desk.demo.crowd.rows import Table
    from tuokio.meetings.models import Meeting, Occupancy

    pattern = Meeting.objects.filter(supervisor=like).first()
    assert pattern is not None
    keys = [uuid4().hex for _ in range(count)]
    starts = [last - timedelta(minutes=10 * number) for number in range(count)]
    meetings = Table(
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
    )
    taken = Table(Occupancy, ("who", "kind", "starts_at", "ends_at", "meeting_id"))
    fixed = (pattern.practice_id.hex, pattern.process_id.hex, pattern.term_id.hex, person.hex)
    meetings.write((key, *fixed, start, 10, "held", last) for key, start in zip(keys, starts, strict=True))
    ten = timedelta(minutes=10)
    taken.write(
        (person.hex, "supervisor", start, start + ten, key) for key, start in zip(keys, starts, strict=True)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
