"""Ways in for tests: what a person or a contact person does at a door, in one line."""

from __future__ import annotations

import re
from datetime import datetime

from django.test import Client

from tuokio.kit.clock import now
from tuokio.kit.models import Letter
from tuokio.people import doors
from tuokio.people.access import SIGNED_IN_AT, THROUGH_THE_DOOR
from tuokio.people.models import ContactPerson, Person


def enter(client: Client, person: Person) -> None:
    """Sign the person in just now, as by a mailed code."""
    client.force_login(person)
    session = client.session
    session[SIGNED_IN_AT] = now().timestamp()
    session.save()


def enter_by_door(client: Client, contact: ContactPerson, *, at: datetime | None = None) -> None:
    """Put the browser through the contact person's own door."""
    door = doors.open_door(contact=contact, by=None, at=at or now())
    session = client.session
    session[THROUGH_THE_DOOR] = {"door": str(door.pk), "until": "2999-01-01T00:00:00+00:00"}
    session.save()


def newest_letter(to: str) -> Letter:
    """The last mail written to that address."""
    return Letter.objects.filter(to=to).latest("written_at")


def code_in_mail(to: str) -> str:
    """The six digits in the last mail to that address."""
    found = re.search(r"\b(\d{3}) (\d{3})\b", newest_letter(to).text)
    assert found, newest_letter(to).text
    return found.group(1) + found.group(2)


def wrong_for(code: str) -> str:
    """Six digits that are not these."""
    return f"{(int(code) + 1) % 10**6:06}"
