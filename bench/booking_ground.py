"""Lay the ground for measuring bookings: practices with hours, and times held for clients that confirm them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

FORMS_OF_ONE_PAGE = 25  # a page takes thirty bookings a day
A_DAY = 8  # conversations of 45 minutes


def practices(number: int) -> list[Any]:
    """So many practices with a page and a supervisor whom strangers may book on any day; their rules."""
    from tuokio.kit.clock import now
    from tuokio.mapping.demo_page import make_demo_page
    from tuokio.meetings.models import BookingRules, WeeklyHours
    from tuokio.people.models import Person
    from tuokio.people.usecases import found_practice
    from tuokio.terms.words import PracticeKind

    found = []
    for count in range(number):
        person = Person.objects.create_user(f"books{count}@example.org", name=f"Varaus {count}")
        practice = found_practice(
            name=f"Varaus {count}", kind=PracticeKind.SOLO, owner=person, at=now(), email=person.email or ""
        )
        make_demo_page(practice, at=now())
        rules = BookingRules.objects.create(
            supervisor=person, practice=practice, talks_open=True, holidays_free=False, buffer_after=15
        )
        WeeklyHours.objects.bulk_create(
            WeeklyHours(rules=rules, weekday=day, from_time=time(8), until_time=time(17))
            for day in range(1, 8)
        )
        found.append(rules)
    return found


def held_forms(number: int) -> list[str]:
    """The addresses of so many forms, each with a time of its own held for it, as if shown a minute ago."""
    from django.urls import reverse

    from tuokio.booking.usecases.choices import HELD_FOR, Choice, signed
    from tuokio.kit.clock import HELSINKI, now
    from tuokio.meetings.usecases.occupying import hold

    at = now()
    chosen = at - timedelta(minutes=1)
    forms: list[str] = []
    for rules in practices(-(-number // FORMS_OF_ONE_PAGE)):
        for count in range(min(FORMS_OF_ONE_PAGE, number - len(forms))):
            day = (at + timedelta(days=2 + count // A_DAY)).date()
            start = datetime(day.year, day.month, day.day, 8 + count % A_DAY, tzinfo=HELSINKI)
            key = hold(
                supervisor=rules.supervisor_id,
                starts_at=start,
                minutes=rules.talk_minutes,
                until=at + HELD_FOR * 6,
                at=at,
            )
            choice = Choice(supervisor=rules.supervisor_id, starts_at=start, hold=key, chosen_at=chosen)
            word = signed(choice, practice=rules.practice_id)
            forms.append(reverse("booking:form", args=[rules.practice.slug, word]))
    return forms


def typed(number: int) -> dict[str, str]:
    """What a client types; nobody's address twice."""
    return {
        "name": f"Maija {number}",
        "reply_to": f"maija{number}@example.org",
        "wish": "group",
        "words": "Meitä on kuusi.",
        "website": "",
    }


def network(number: int) -> str:
    """Whence a client asks; nobody's place often."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
