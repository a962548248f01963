"""Meeting at a distance: the link only for those of the meeting, only around it, and nowhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail
from django.test import Client

from tests.cast import MORNING, person, process_of, solo_practice
from tests.reading import words_of
from tuokio.audit.models import Entry
from tuokio.kit import clock
from tuokio.meetings.models import Meeting, RemoteRoom, RemoteWay
from tuokio.meetings.usecases.one_meeting import cancel_meeting
from tuokio.meetings.usecases.planning import add_meeting
from tuokio.meetings.usecases.remote import NotOpenNow, forget_remote_rooms, remote_link, set_remote_way
from tuokio.terms.meeting_words import CancellationReason, CancelledBy

pytestmark = pytest.mark.django_db
STARTS = datetime(2027, 1, 12, 11, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


@pytest.fixture
def meeting() -> Meeting:
    process = process_of(person("aino"))
    process.members.create(name="Bertta Salo", person=person("bertta"), joined_on=date(2026, 1, 1))
    return add_meeting(
        process=process, on=date(2027, 1, 12), at_time=time(13), remote=True, by=person("aino"), at=MORNING
    )


def way(**said: str) -> RemoteWay:
    return set_remote_way(
        supervisor=person("aino"),
        practice=solo_practice(),
        at=MORNING,
        **{"own_link": "", "host": "", **said},
    )


def link(meeting: Meeting, at: datetime) -> str:
    return remote_link(meeting=meeting, by=person("aino"), at=at)


def test_each_meeting_has_a_room_of_its_own_that_nobody_can_guess(meeting: Meeting):
    way(host="jitsi.example.org")
    other = add_meeting(
        process=meeting.process,
        on=date(2027, 1, 12),
        at_time=time(15),
        remote=True,
        by=person("aino"),
        at=MORNING,
    )

    first, again, second = link(meeting, STARTS), link(meeting, STARTS), link(other, other.starts_at)

    assert first == again != second
    assert first.startswith("https://jitsi.example.org/")
    assert len(meeting.remote_room.name) >= 32
    assert "fileRecordingsEnabled=false" in first.partition("#")[2]


def test_the_link_is_shown_from_a_quarter_before_until_the_end(meeting: Meeting):
    way(own_link="https://meet.example.org/aino")
    minute = timedelta(minutes=1)

    for at in (STARTS - QUARTER - minute, meeting.ends_at + minute):
        with pytest.raises(NotOpenNow):
            link(meeting, at)
    for at in (STARTS - QUARTER, meeting.ends_at):
        assert link(meeting, at) == "https://meet.example.org/aino"


def test_a_cancelled_meeting_has_no_link(meeting: Meeting):
    way(host="jitsi.example.org")
    cancelled = cancel_meeting(
        meeting=meeting,
        cancelled_by=CancelledBy.SUPERVISOR,
        reason=CancellationReason.SUPERVISOR_ABSENT,
        by=person("aino"),
        at=MORNING,
    )

    with pytest.raises(NotOpenNow):
        link(cancelled, STARTS)


def test_without_a_host_there_is_none(meeting: Meeting):
    assert link(meeting, STARTS) == ""
    assert not RemoteRoom.objects.exists()


def test_the_room_is_forgotten_the_night_after(meeting: Meeting):
    way(host="jitsi.example.org")
    link(meeting, STARTS)

    assert forget_remote_rooms(STARTS + timedelta(hours=2)) == 0
    assert forget_remote_rooms(STARTS + timedelta(hours=13)) == 1


def test_supervisor_and_member_see_the_link_and_an_outsider_nothing(
    client: Client, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
):
    way(own_link="https://meet.example.org/aino")
    address = f"/meetings/{meeting.pk}/remote/"
    client.force_login(person("aino"))
    assert "meet.example.org" not in client.get(address).text
    assert "Linkki on tässä" in words_of(client.get(address))

    Meeting.objects.update(starts_at=clock.now() + timedelta(minutes=5))
    shown = {}
    for who in ("aino", "bertta", "outi"):
        client.force_login(person(who))
        shown[who] = "meet.example.org" in client.get(address).text
    client.force_login(person("bertta"))

    assert shown == {"aino": True, "bertta": True, "outi": False}
    assert address in client.get("/home/").text
    assert "meet.example.org" not in client.get("/home/").text
    assert "meet.example.org" not in client.get("/home/calendar.ics").text
    assert not any("meet.example.org" in str(letter.message()) for letter in mail.outbox)
    assert not any("meet.example.org" in str(entry.__dict__) for entry in Entry.objects.all())


def test_the_way_is_a_link_of_one_s_own_or_a_server(client: Client):
    practice = solo_practice()
    client.force_login(person("aino"))
    address = f"/remote/{practice.pk}/"
    assert client.get("/remote/").headers["location"] == address

    both = {"own_link": "https://meet.example.org/aino", "host": "jitsi.example.org"}
    refused = words_of(client.post(address, both))
    plain = words_of(client.post(address, {"own_link": "http://meet.example.org/", "host": ""}))
    strange = words_of(client.post(address, {"own_link": "", "host": "jitsi.example.org/room?x"}))
    client.post(address, {"own_link": "", "host": "https://Jitsi.example.org/"})

    assert "Valitse toinen" in refused
    assert "alkuineen https://" in plain
    assert "Kirjoita vain palvelimen nimi" in strange
    assert RemoteWay.objects.get().host == "jitsi.example.org"
