"""The rooms of a practice."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.test import Client

from tests.cast import MORNING, person, process_of, shared_practice, solo_practice
from tests.reading import words_of
from tuokio.meetings.models import Room
from tuokio.meetings.usecases.occupying import occupy
from tuokio.meetings.usecases.planning import Rhythm, plan_series

pytestmark = pytest.mark.django_db


@pytest.fixture
def aino(client: Client) -> Client:
    solo_practice()
    client.force_login(person("aino"))
    return client


def test_a_room_is_added_with_its_seats_and_price(aino: Client):
    address = f"/rooms/of/{solo_practice().pk}/"
    assert aino.get("/rooms/").headers["location"] == address
    assert "Tiloja ei ole vielä" in words_of(aino.get(address))

    aino.post(
        address, {"name": "Kanerva", "address": "Kauppakatu 1", "capacity": "8", "price_cents": "25,50"}
    )

    assert "Kanerva Kauppakatu 1 · 8 paikkaa · 25,50 €" in words_of(aino.get(address))


def test_a_room_is_closed_only_when_no_meeting_is_in_it_any_more(aino: Client):
    room = Room.objects.create(practice=solo_practice(), name="Kanerva")
    process = process_of(person("aino"))
    rhythm = Rhythm(first_on=date(2027, 1, 12), at_time=time(13), count=2, every_weeks=1, minutes=75)
    planned = plan_series(
        process=process, term=process.terms.get(), rhythm=rhythm, by=person("aino"), at=MORNING
    )
    for meeting in planned.meetings:
        meeting.room = room
        meeting.save()
    occupy(planned.meetings, at=MORNING)
    form = {"name": "Kanerva", "address": "", "capacity": "", "price_cents": ""}

    refused = words_of(aino.post(f"/rooms/{room.pk}/", form | {"closed_on": "2027-01-19"}))
    aino.post(f"/rooms/{room.pk}/", form | {"closed_on": "2027-01-20"})

    assert "Tässä tilassa on sen jälkeen 1 tapaaminen." in refused
    assert "pois käytöstä 20.1.2027 alkaen" in words_of(aino.get(f"/rooms/of/{solo_practice().pk}/"))


def test_another_practice_s_rooms_are_not_there(aino: Client):
    room = Room.objects.create(practice=shared_practice(), name="Sali")

    assert aino.get(f"/rooms/{room.pk}/").status_code == 404
    assert aino.get(f"/rooms/of/{shared_practice().pk}/").status_code == 404
