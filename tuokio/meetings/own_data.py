"""What the meetings answer when a person asks for their own data or closes an account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.dispatch import receiver

from tuokio.meetings.models import Attendance, Joiner, ReminderWish, RosterLink, Substitute
from tuokio.people.models import Person
from tuokio.people.signals import account_closed, own_data_asked


@receiver(own_data_asked)
def attendance_of(person: Person, **_more: Any) -> tuple[str, list[dict[str, Any]]]:
    """The person's own answers and presences, meeting by meeting; nobody else's."""
    rows = Attendance.objects.filter(member__person=person).select_related("meeting__process")
    return "attendance", [
        {
            "process": row.meeting.process.name,
            "starts_at": row.meeting.starts_at.isoformat(),
            "minutes": row.meeting.minutes,
            "answer": row.answer,
            "present": row.present,
            "on_paper": row.on_paper,
        }
        for row in rows.order_by("meeting__starts_at", "pk")
    ]


@receiver(own_data_asked)
def earlier_work_of(person: Person, **_more: Any) -> tuple[str, list[dict[str, Any]]]:
    """The lines of work from before Tuokio, as the person told them."""
    return "earlier_work", [
        {
            "years": [line.from_year, line.until_year],
            "form": line.form,
            "sector": line.sector,
            "client": line.client,
            "meetings": line.meetings,
            "minutes": line.minutes,
        }
        for line in person.earlier_work.all()
    ]


@receiver(own_data_asked)
def reminders_wished(person: Person, **_more: Any) -> tuple[str, list[dict[str, Any]]]:
    """When the person wishes to be reminded of meetings, where they have chosen."""
    wishes = ReminderWish.objects.filter(person=person)
    return "reminders", [{"of_joined": wish.joined, "of_led": wish.led} for wish in wishes]


@receiver(account_closed)
def earlier_work_goes(person: Person, **_more: Any) -> None:
    """A closed account has no list of references any more."""
    person.earlier_work.all().delete()


@receiver(own_data_asked)
def places_of(person: Person, **_more: Any) -> tuple[str, list[dict[str, Any]]]:
    """The places in open groups that the person asked for or has."""
    mine = Q(member__person=person)
    if person.email:
        mine |= Q(email=person.email.lower())
    rows = Joiner.objects.filter(mine).select_related("group").distinct()
    return "places", [
        {
            "group": row.group.title,
            "name": row.name,
            "email": row.email,
            "state": row.state,
            "place": row.number,
            "asked_at": row.asked_at.isoformat(),
        }
        for row in rows.order_by("asked_at", "pk")
    ]


@receiver(own_data_asked)
def remote_ways_of(person: Person, **_more: Any) -> tuple[str, list[dict[str, Any]]]:
    """How the person meets at a distance, practice by practice."""
    return "remote_ways", [
        {"practice": way.practice.name, "own_link": way.own_link, "host": way.host}
        for way in person.remote_ways.select_related("practice")
    ]


@receiver(account_closed)
def remote_ways_go(person: Person, **_more: Any) -> None:
    """A closed account's own link is kept no longer."""
    person.remote_ways.all().delete()


@receiver(account_closed)
def substitutes_end(person: Person, at: datetime, **_more: Any) -> None:
    """Nobody stands in for the person any more, nor they for anyone."""
    Joiner.objects.filter(member__person=person).update(email="")
    RosterLink.objects.filter(supervisor=person, revoked_at=None).update(revoked_at=at)
    named = Substitute.objects.filter(Q(person=person) | Q(supervisor=person), ended_on=None)
    named.update(ended_on=at.date())
