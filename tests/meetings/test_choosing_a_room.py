"""A meeting is put into a room of the practice: one at a time, and nothing typed is lost when it is taken."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from tests.cast import MORNING, person, process_of, shared_practice, solo_practice
from tests.reading import words_of
from tuokio.meetings.models import Meeting, Occupancy, Room
from tuokio.meetings.usecases.planning import add_meeting
from tuokio.supervision.models import Process

pytestmark = pytest.mark.django_db
FORM = {"on": "2027-01-12", "at_time": "13:00", "minutes": "75", "place": ""}


@pytest.fixture
def aino(client: Client) -> Client:
    client.force_login(person("aino"))
    return client


def in_room(process: Process, room: Room, hour: int, **more: Any) -> Meeting:
    return add_meeting(
        process=process,
        on=date(2027, 1, 12),
        at_time=time(hour),
        room=room,
        place=room.whereabouts,
        by=person("aino"),
        at=MORNING,
        **more,
    )


def kanerva(**more: Any) -> Room:
    return Room.objects.create(practice=solo_practice(), name="Kanerva", address="Kauppakatu 1", **more)


def test_a_meeting_added_into_a_room_takes_its_time_and_its_words(aino: Client):
    process, room = process_of(person("aino")), kanerva()

    aino.post(f"/processes/{process.pk}/meetings/new/", FORM | {"room": str(room.pk)})

    meeting = process.meetings.get()
    assert (meeting.room, meeting.place) == (room, "Kanerva, Kauppakatu 1")
    assert Occupancy.objects.filter(who=room.pk, meeting=meeting).count() == 1


def test_a_room_that_is_taken_refuses_and_keeps_what_was_typed(aino: Client):
    process, room = process_of(person("aino")), kanerva()
    Occupancy.objects.filter(who=person("aino").pk).delete()
    other = in_room(process, room, 13)
    Occupancy.objects.filter(meeting=other).exclude(
        who=room.pk
    ).delete()  # the supervisor is free, the room is not

    answer = aino.post(
        f"/processes/{process.pk}/meetings/new/", FORM | {"room": str(room.pk), "place": "Toinen ovi"}
    )

    assert "Tila on varattu" in words_of(answer)
    assert "Toinen ovi" in answer.text
    assert process.meetings.count() == 1


def test_moving_into_another_room_at_another_hour_is_one_act(aino: Client):
    process, room = process_of(person("aino")), kanerva()
    sali = Room.objects.create(practice=solo_practice(), name="Sali")
    meeting = in_room(process, room, 9)

    aino.post(
        f"/meetings/{meeting.pk}/date/",
        FORM | {"room": str(sali.pk), "place": room.whereabouts},
    )

    meeting.refresh_from_db()
    assert (meeting.room, meeting.place, meeting.local_start.hour) == (sali, "Sali", 13)
    assert not Occupancy.objects.filter(who=room.pk).exists()


def test_leaving_the_room_takes_its_words_along(aino: Client):
    process, room = process_of(person("aino")), kanerva()
    meeting = in_room(process, room, 13)

    aino.post(f"/meetings/{meeting.pk}/date/", FORM | {"room": "", "place": room.whereabouts, "remote": "on"})

    meeting.refresh_from_db()
    assert (meeting.room, meeting.place, meeting.remote) == (None, "", True)
    assert not Occupancy.objects.filter(who=room.pk).exists()


def test_a_group_larger_than_the_room_is_told_and_its_price_stands_beside_the_meeting(aino: Client):
    process, room = process_of(person("aino")), kanerva(capacity=3, price_cents=2550)

    told = aino.post(f"/processes/{process.pk}/meetings/new/", FORM | {"room": str(room.pk)}, follow=True)
    shown = words_of(aino.get(f"/meetings/{process.meetings.get().pk}/"))

    sentence = "tilassa on 3 paikkaa, ja teitä on ohjaajan kanssa 4"
    assert sentence in words_of(told)
    assert sentence in shown
    assert "25,50 € yhdestä tapaamisesta ilman arvonlisäveroa" in shown


def test_rooms_that_are_closed_or_another_practice_s_cannot_be_chosen(aino: Client):
    process, room = process_of(person("aino")), kanerva(closed_on=date(2027, 1, 12))
    others = Room.objects.create(practice=shared_practice(), name="Sali")
    address = f"/processes/{process.pk}/meetings/new/"

    closed = words_of(aino.post(address, FORM | {"room": str(room.pk)}))
    aino.post(address, FORM | {"room": str(others.pk)})

    assert "Tila ei ole silloin käytössä" in closed
    assert not process.meetings.exists()


def test_a_series_is_planned_in_a_room(aino: Client):
    process, room = process_of(person("aino")), kanerva()
    rhythm = {"first_on": "2027-01-12", "at_time": "13:00", "count": "2", "every_weeks": "1", "minutes": "75"}
    dates = {
        "dates-TOTAL_FORMS": "2",
        "dates-INITIAL_FORMS": "2",
        "dates-0-was": "2027-01-12 13:00",
        "dates-1-was": "2027-01-19 13:00",
        "dates-0-on": "2027-01-12",
        "dates-0-at_time": "13:00",
        "dates-1-on": "2027-01-19",
        "dates-1-at_time": "13:00",
    }
    address, chosen = f"/processes/{process.pk}/series/", {"room": str(room.pk), "place": ""}

    assert str(room.pk) in aino.post(address, rhythm | chosen).text
    aino.post(address, rhythm | chosen | dates | {"save": "1"})

    assert [meeting.room for meeting in process.meetings.all()] == [room, room]
