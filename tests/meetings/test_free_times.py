"""Free times from the database: what stands in a calendar, asked with one question each."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import MORNING, person, solo_practice
from tuokio.meetings.domain.slots.words import Refusal
from tuokio.meetings.models import BookingRules, Break, Busy, DatedHours, Occupancy, Room, WeeklyHours
from tuokio.meetings.usecases.free_times import Wanted, free_days, free_times, offered_first, why_not
from tuokio.meetings.usecases.occupying import hold

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")
MONDAY = date(2026, 11, 30)


def rules(**more: Any) -> BookingRules:
    aino = person("aino")
    given = {"step_minutes": 60, "lead_hours": 0, **more}
    return BookingRules.objects.create(supervisor=aino, practice=solo_practice(), **given)


def hours(of: BookingRules, weekday: int = 1, first: int = 9, last: int = 13, **more: Any) -> None:
    WeeklyHours.objects.create(
        rules=of, weekday=weekday, from_time=time(first), until_time=time(last % 24), **more
    )


def wanted(**more: Any) -> Wanted:
    given: dict[str, Any] = {
        "practice": solo_practice().pk,
        "supervisors": [person("aino").pk],
        "minutes": 60,
        "since": here(MONDAY, 0),
        "until": here(MONDAY, 0) + timedelta(days=1),
        **more,
    }
    return Wanted(**given)


def here(on: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(on, time(hour, minute), HELSINKI).astimezone(UTC)


def offered(sought: Wanted) -> list[str]:
    return [f"{one.local:%H.%M}" for one in free_times(sought, at=MORNING)]


def took(who: Any, hour: int, minutes: int = 60, on: date = MONDAY, kind: str = "supervisor") -> None:
    start = here(on, hour)
    Occupancy.objects.create(
        who=who.pk,
        kind=kind,
        starts_at=start,
        ends_at=start + timedelta(minutes=minutes),
        hold=who.pk,
        expires_at=MORNING + timedelta(days=365),
    )


def test_hours_give_starts_by_the_step_of_the_clock():
    hours(rules())
    assert offered(wanted()) == ["09.00", "10.00", "11.00", "12.00"]
    assert offered(wanted(minutes=90)) == ["09.00", "10.00", "11.00"]


def test_without_rules_nothing_is_free_within_hours_and_working_days_are_by_hand():
    assert offered(wanted()) == []
    assert why_not(wanted(), here(MONDAY, 10), at=MORNING) == {Refusal.OUTSIDE_HOURS}
    assert offered(wanted(within_hours=False, minutes=45))[:2] == ["08.00", "08.15"]
    assert why_not(wanted(within_hours=False), here(MONDAY, 6), at=MORNING) == frozenset()


def test_what_is_taken_busy_or_held_is_not_free():
    hours(rules(), last=15)
    took(person("aino"), 9)
    Busy.objects.create(
        supervisor=person("aino"),
        source=person("aino").pk,
        starts_at=here(MONDAY - timedelta(days=20), 9),
        ends_at=here(MONDAY, 11),
    )
    key = hold(
        supervisor=person("aino").pk,
        starts_at=here(MONDAY, 12),
        minutes=60,
        until=MORNING + timedelta(minutes=10),
        at=MORNING,
    )
    assert offered(wanted()) == ["11.00", "13.00", "14.00"]
    assert why_not(wanted(), here(MONDAY, 9), at=MORNING) == {Refusal.TAKEN, Refusal.BUSY_ELSEWHERE}
    assert offered(wanted(ignoring=[key])) == ["11.00", "12.00", "13.00", "14.00"]
    later = free_times(wanted(), at=MORNING + timedelta(minutes=10))
    assert [f"{one.local:%H}" for one in later] == ["11", "12", "13", "14"]


def test_a_dated_day_differs_and_breaks_and_holidays_are_free():
    of = rules(horizon_days=100)
    for weekday in (1, 7):
        hours(of, weekday)
    DatedHours.objects.create(rules=of, on=MONDAY, from_time=time(17), until_time=time(19))
    DatedHours.objects.create(rules=of, on=MONDAY + timedelta(days=7))
    Break.objects.create(
        supervisor=person("aino"), from_on=MONDAY + timedelta(days=13), until_on=MONDAY + timedelta(days=14)
    )
    independence = date(2026, 12, 6)
    assert independence.isoweekday() == 7
    days = free_days(wanted(until=here(MONDAY, 0) + timedelta(days=22)), at=MORNING)
    assert days == {MONDAY: 2, date(2026, 12, 20): 4, date(2026, 12, 21): 4}
    assert why_not(wanted(), here(independence, 10), at=MORNING) == {Refusal.HOLIDAY}
    assert why_not(wanted(), here(MONDAY + timedelta(days=7), 10), at=MORNING) == {Refusal.DAY_CLOSED}
    assert why_not(wanted(), here(MONDAY + timedelta(days=14), 10), at=MORNING) == {Refusal.OWN_BREAK}


def test_room_and_members_must_be_free_too():
    hours(rules())
    room = Room.objects.create(practice=solo_practice(), name="Sali")
    took(room, 9, kind="room")
    took(person("bertta"), 11, kind="member")
    assert offered(wanted(room=room.pk, members=[person("bertta").pk])) == ["10.00", "12.00"]
    sought = wanted(room=room.pk, members=[person("bertta").pk])
    assert why_not(sought, here(MONDAY, 9), at=MORNING) == {Refusal.ROOM_TAKEN}
    assert why_not(sought, here(MONDAY, 11), at=MORNING) == {Refusal.MEMBER_TAKEN}


def test_a_time_next_to_another_is_offered_first():
    hours(rules(near_others=True, buffer_after=10), last=16)
    took(person("aino"), 11, minutes=75)
    starts = free_times(wanted(), at=MORNING)
    assert [f"{one.local:%H.%M}" for one in offered_first(starts)][:2] == ["09.50", "12.25"]
    assert [one.beside for one in offered_first(starts)] == [True, True, *[False] * 4]


def test_the_questions_are_few_and_no_more_with_others():
    hours(rules(travel_minutes=30))
    sought = wanted()
    with CaptureQueriesContext(connection) as asked:
        free_times(sought, at=MORNING)
    assert len(asked) == 5
