"""The page that looks for a free time."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from tests.cast import commissioner, person, process_of, shared_practice, solo_practice
from tests.doors import enter
from tuokio.kit import clock
from tuokio.meetings.domain.wall_clock import moment_at
from tuokio.meetings.models import BookingRules, Occupancy, Room, WeeklyHours
from tuokio.people.usecases import give_role
from tuokio.terms.words import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def aino(client):
    """Aino, signed in, bookable from Monday to Sunday at 9 to 12, by the hour."""
    supervisor = person("aino")
    rules(supervisor, solo_practice())
    enter(client, supervisor)
    return supervisor


def rules(supervisor, practice):
    of = BookingRules.objects.create(
        supervisor=supervisor, practice=practice, step_minutes=60, lead_hours=0, holidays_free=False
    )
    for weekday in range(1, 8):
        WeeklyHours.objects.create(rules=of, weekday=weekday, from_time=time(9), until_time=time(12))


def tomorrow():
    return clock.today() + timedelta(days=1)


def taken(who, hour, kind="supervisor"):
    start = moment_at(tomorrow(), time(hour), "Europe/Helsinki").utc
    Occupancy.objects.create(
        who=who.pk, kind=kind, starts_at=start, ends_at=start + timedelta(hours=1),
        hold=who.pk, expires_at=start + timedelta(days=1),
    )  # fmt: skip


def test_days_with_free_times_are_counted_and_a_day_says_why_others_are_not(client, aino):
    taken(aino, 10)
    page = client.get("/free-times/?minutes=60").context["page"]
    day = f"{tomorrow():%-d.%-m.}: "
    counts = [words for week in page.weeks for _href, words in week.days if words.startswith(day)]
    assert counts == [f"{day}2"]

    chosen = client.get(f"/free-times/?minutes=60&day={tomorrow()}").context["page"].chosen

    assert chosen.free == ("9.00", "11.00")
    assert [(one.hours, one.why) for one in chosen.others] == [("10.00", "jo varattu")]


def test_a_processs_members_and_a_room_must_be_free(client, aino):
    process = process_of(aino)
    process.members.update(may_overlap=False)
    room = Room.objects.create(practice=process.practice, name="Sali")
    taken(person("bertta"), 9, "member")
    taken(room, 11, "room")
    asked = f"/free-times/?minutes=60&day={tomorrow()}&process={process.pk}&room={room.pk}"

    chosen = client.get(asked).context["page"].chosen

    assert chosen.free == ("10.00",)
    assert [one.why for one in chosen.others] == ["kaikki eivät pääse", "tila on varattu"]


def test_who_looks_after_a_practice_may_ask_for_anyone_of_its_supervisors(client):
    practice, saara = shared_practice(), person("saara")
    olavi = person("olavi")
    give_role(practice=practice, person=olavi, standing=Standing.SUPERVISOR, by=olavi, at=clock.now())
    rules(saara, practice)
    enter(client, olavi)

    own = client.get(f"/free-times/?minutes=60&day={tomorrow()}").context["page"]
    any_of = client.get(f"/free-times/?minutes=60&any_supervisor=on&day={tomorrow()}").context["page"]

    assert own.total == 0
    assert any_of.chosen.free == ("9.00", "10.00", "11.00")

    enter(client, saara)
    assert "any_supervisor" not in client.get("/free-times/").context["form"].fields


def test_what_cannot_be_read_is_said_and_kept(client, aino):
    page = client.get("/free-times/?minutes=paljon")
    assert 'value="paljon"' in page.text
    assert "page" not in page.context


def test_the_questions_do_not_grow(client, aino, django_assert_num_queries):
    commissioner(solo_practice())
    client.get("/free-times/?minutes=60")
    with django_assert_num_queries(12):
        client.get("/free-times/?minutes=60")
