"""Free times from the database: what stands in a calendar, asked with one question each."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import MORNING, person, process_of, shared_practice, solo_practice
from tuokio.meetings.domain.slots.words import Refusal
from tuokio.meetings.models import (
    BookingRules,
    Break,
    Busy,
    DatedHours,
    Meeting,
    Occupancy,
    Room,
    WeeklyHours,
)
from tuokio.meetings.usecases.calendar_rows import taken_rows
from tuokio.meetings.usecases.free_times import (
    Wanted,
    day_looked_through,
    free_days,
    free_times,
    offered_first,
    why_not,
)
from tuokio.meetings.usecases.occupying import hold
from tuokio.meetings.usecases.planning import Rhythm, plan_dates

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


def test_travel_between_places_is_kept_and_none_to_a_meeting_at_a_distance():
    of = rules(travel_minutes=90)
    hours(of, first=8, last=15, place="Satamakatu 1")
    process = process_of(person("aino"))
    [meeting] = plan_dates(
        process=process,
        rhythm=Rhythm(
            first_on=MONDAY, at_time=time(11), count=1, every_weeks=1, minutes=60, zone="Europe/Helsinki",
            place="Torikatu 5",
        ),
        dates=[(MONDAY, time(11))],
        by=person("aino"),
        at=MORNING,
    )  # fmt: skip
    assert offered(wanted()) == ["08.00", "14.00"]
    assert why_not(wanted(), here(MONDAY, 13), at=MORNING) == {Refusal.TRAVEL}
    Meeting.objects.filter(pk=meeting.pk).update(remote=True)
    assert offered(wanted()) == ["08.00", "09.00", "10.00", "12.00", "13.00", "14.00"]
    Meeting.objects.filter(pk=meeting.pk).update(remote=False, place=" satamakatu 1 ")
    assert offered(wanted()) == ["08.00", "09.00", "10.00", "12.00", "13.00", "14.00"]
    assert offered(wanted(ignoring=[meeting.pk]))[3] == "11.00"


def test_buffers_are_kept_both_ways():
    hours(rules(buffer_before=10, buffer_after=30), last=14)
    took(person("aino"), 11)
    Busy.objects.create(
        supervisor=person("aino"),
        source=person("aino").pk,
        starts_at=here(MONDAY, 13, 5),
        ends_at=here(MONDAY, 13, 10),
    )
    assert offered(wanted()) == ["09.00"]
    assert why_not(wanted(), here(MONDAY, 10), at=MORNING) == {Refusal.BUFFER}
    assert why_not(wanted(minutes=30), here(MONDAY, 12, 30), at=MORNING) == {Refusal.BUFFER}
    assert why_not(wanted(within_hours=False), here(MONDAY, 10), at=MORNING) == frozenset()


def test_limits_count_what_is_agreed_but_no_hold():
    hours(rules(per_day=1))
    took(person("aino"), 12)
    assert offered(wanted()) == ["09.00", "10.00", "11.00"]
    process = process_of(person("aino"))
    rhythm = Rhythm(
        first_on=MONDAY, at_time=time(9), count=1, every_weeks=1, minutes=60, zone="Europe/Helsinki"
    )
    plan_dates(process=process, rhythm=rhythm, dates=[(MONDAY, time(9))], by=person("aino"), at=MORNING)
    assert offered(wanted()) == []
    assert why_not(wanted(), here(MONDAY, 10), at=MORNING) == {Refusal.DAY_FULL}
    BookingRules.objects.update(per_day=None, per_week=1)
    sunday = MONDAY + timedelta(days=6)
    assert why_not(wanted(), here(sunday, 10), at=MORNING) >= {Refusal.WEEK_FULL}
    assert Refusal.WEEK_FULL not in why_not(wanted(), here(sunday + timedelta(days=1), 10), at=MORNING)


def test_neither_too_soon_nor_too_far():
    hours(rules(lead_hours=150, horizon_days=7))  # the morning is that of Tuesday 24 November, at nine
    assert offered(wanted()) == []
    assert why_not(wanted(), here(MONDAY, 12), at=MORNING) == {Refusal.TOO_SOON}
    BookingRules.objects.update(lead_hours=146, horizon_days=6)
    assert offered(wanted()) == ["11.00", "12.00"]
    assert why_not(wanted(), here(MONDAY + timedelta(days=7), 9), at=MORNING) == {Refusal.TOO_FAR}


def test_any_of_several_is_the_first_who_is_free():
    practice = shared_practice()
    saara, olavi = person("saara"), person("olavi")
    for who, first in ((saara, 10), (olavi, 9)):
        of = BookingRules.objects.create(
            supervisor=who, practice=practice, step_minutes=60, lead_hours=0, near_others=who == olavi
        )
        hours(of, first=first, last=13)
    took(saara, 11)
    starts = free_times(wanted(practice=practice.pk, supervisors=[saara.pk, olavi.pk]), at=MORNING)
    assert [(f"{one.local:%H}", one.supervisor) for one in starts] == [
        ("09", olavi.pk),
        ("10", saara.pk),
        ("11", olavi.pk),
        ("12", saara.pk),
    ]
    assert len(free_times(wanted(practice=practice.pk, supervisors=[saara.pk], most=1), at=MORNING)) == 1


def test_the_room_of_the_hours_must_be_free_and_hours_elsewhere_do_not_serve_a_room():
    practice = solo_practice()
    sali, other = (
        Room.objects.create(practice=practice, name=name, address=name) for name in ("Sali", "Muu")
    )
    of = rules()
    hours(of, first=9, last=11, room=sali)
    hours(of, first=11, last=13, place="Torikatu 5")
    took(sali, 9, kind="room")
    assert offered(wanted()) == ["10.00", "11.00", "12.00"]
    assert next((one.room, one.place) for one in free_times(wanted(), at=MORNING)) == (sali.pk, "Sali")
    assert offered(wanted(room=other.pk)) == []
    assert why_not(wanted(room=other.pk), here(MONDAY, 12), at=MORNING) == {Refusal.OUTSIDE_HOURS}
    Room.objects.filter(pk=sali.pk).update(closed_on=MONDAY)
    assert offered(wanted(room=sali.pk)) == []


def test_both_threes_of_the_autumn_night_are_apart_and_the_one_of_spring_is_not_there():
    of = rules(holidays_free=False, horizon_days=400)
    hours(of, weekday=7, first=2, last=5)
    autumn, spring = date(2027, 10, 31), date(2027, 3, 28)

    def night(on: date) -> list[tuple[str, str, timedelta]]:
        sought = wanted(since=here(on, 0), until=here(on, 12), minutes=60)
        return [(f"{one.utc:%H}", f"{one.local:%H.%M}", one.offset) for one in free_times(sought, at=MORNING)]

    two, three = timedelta(hours=2), timedelta(hours=3)
    assert night(autumn) == [
        ("23", "02.00", three),
        ("00", "03.00", three),
        ("01", "03.00", two),
        ("02", "04.00", two),
    ]
    assert night(spring) == [("00", "02.00", two), ("01", "04.00", three)]
    lost = datetime.combine(spring, time(3, 30), HELSINKI)
    assert why_not(wanted(), lost, at=MORNING) == {Refusal.NOT_ON_CLOCK}


@pytest.mark.parametrize("whose", ["aino", "outi"])
def test_ten_thousand_meetings_of_the_past_ask_no_more_and_are_not_read(whose):
    hours(rules())
    who = person(whose)
    sought = wanted()
    with CaptureQueriesContext(connection) as few:
        free_times(sought, at=MORNING)
    Occupancy.objects.bulk_create(
        Occupancy(
            who=who.pk, kind="supervisor", starts_at=start, ends_at=start + timedelta(minutes=5), hold=who.pk,
            expires_at=MORNING + timedelta(days=900),
        )
        for start in (MORNING - timedelta(days=10, minutes=5 * number) for number in range(10_000))
    )  # fmt: skip
    read = taken_rows(
        [who.pk], since=int(sought.since.timestamp()), until=int(sought.until.timestamp()), at=MORNING,
        ignoring=(), with_places=False,
    )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        free_times(sought, at=MORNING)
    assert len(few) == len(many) == 5
    assert read == []


def test_a_day_looked_through_says_of_each_step_why_not():
    hours(rules())
    took(person("aino"), 11)
    looked = day_looked_through(wanted(), at=MORNING)
    assert [(f"{one.local:%H}", set(why)) for one, why in looked] == [
        ("09", set()),
        ("10", set()),
        ("11", {Refusal.TAKEN}),
        ("12", set()),
    ]
