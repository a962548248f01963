"""Aino's hours and page, for the tests of this context: strangers may book a conversation with her."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any
from unittest import mock

from django.test import Client

from tests.cast import person, solo_practice
from tests.mapping.page_cast import PAGE, aino_s_page
from tuokio.booking.usecases.choices import Choice, read, signed
from tuokio.kit.clock import now
from tuokio.meetings.domain.slots.words import Start
from tuokio.meetings.models import BookingRules, WeeklyHours
from tuokio.meetings.usecases.free_times import Wanted, free_times
from tuokio.people.models import Person, Practice

BOOKING = f"{PAGE}booking/"
TYPED = {
    "name": "Maija Luoto",
    "reply_to": "maija@example.org",
    "wish": "group",
    "words": "Meitä on kuusi.",
    "website": "",
}


def hours_of(supervisor: Person, practice: Practice, **fields: Any) -> BookingRules:
    """Every day from 9 to 17 in the practice's room, holidays too, so that tests run on any day of the year."""
    told = {"talks_open": True, "lead_hours": 2, "step_minutes": 15, "holidays_free": False, **fields}
    rules = BookingRules.objects.create(supervisor=supervisor, practice=practice, **told)
    WeeklyHours.objects.bulk_create(
        WeeklyHours(rules=rules, weekday=day, from_time=time(9), until_time=time(17), place="Rauhankatu 1")
        for day in range(1, 8)
    )
    return rules


def open_for_talks(**fields: Any) -> BookingRules:
    """Aino's page is there, and she lets strangers book."""
    aino_s_page()
    return hours_of(person("aino"), solo_practice(person("aino")), **fields)


def free(rules: BookingRules, number: int = 0, *, minutes: int = 45) -> Start:
    """One of the free times of the day after tomorrow."""
    since = (now() + timedelta(days=2)).replace(hour=0, minute=0, second=0, microsecond=0)
    wanted = Wanted(
        practice=rules.practice_id,
        supervisors=[rules.supervisor_id],
        minutes=minutes,
        since=since,
        until=since + timedelta(days=2),
    )
    return free_times(wanted, at=now())[number]


def value(start: Start) -> str:
    """What the button of a time sends."""
    return f"{int(start.utc.timestamp())}-{start.supervisor.hex[:8]}"


def choose(client: Client, start: Start, path: str = BOOKING, **headers: Any) -> Any:
    """Press the button of a time."""
    return client.post(path, {"time": value(start)}, **headers)


def aged(path: str, rules: BookingRules, *, seconds: int = 60) -> str:
    """The address of a form as if it had been shown a while ago."""
    before, word = path.rstrip("/").rsplit("/", 1)
    choice = read(word, practice=rules.practice_id)
    older = Choice(
        supervisor=choice.supervisor,
        starts_at=choice.starts_at,
        hold=choice.hold,
        chosen_at=choice.chosen_at - timedelta(seconds=seconds),
    )
    return f"{before}/{signed(older, practice=rules.practice_id)}/"


def booked(client: Client, rules: BookingRules, number: int = 0, **typed: Any) -> Any:
    """Book one of the free times; the answer, which leads to the booking."""
    form = aged(choose(client, free(rules, number)).headers["location"], rules)
    return client.post(form, {**TYPED, **typed})


def later(moment: datetime) -> Any:
    """The clock shows another moment."""
    return mock.patch("tuokio.kit.clock.now", return_value=moment)


def times_shown(page: str) -> list[str]:
    """What the buttons of a page send."""
    return re.findall(r'name="time" value="([^"]+)"', page)
