"""A feed behind a secret address: fetched without signing in, right after each change, closed when it is closed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from tests.calendars.test_feed_file import read
from tests.cast import MORNING, person, process_of
from tests.doors import enter
from tuokio.calendars.models import CalendarWish, Feed
from tuokio.calendars.usecases.feeds import content_for, fingerprint_of, open_feed
from tuokio.kit import clock
from tuokio.meetings.models import Meeting
from tuokio.meetings.usecases.one_meeting import cancel_meeting, change_place, move_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.people.models import Person
from tuokio.people.usecases import own_data
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import member_leaves
from tuokio.terms.meeting_words import CancellationReason, CancelledBy

pytestmark = pytest.mark.django_db


@pytest.fixture
def process() -> Process:
    made = process_of(person("aino"))
    soon = clock.today() + timedelta(days=7)
    rhythm = Rhythm(first_on=soon, at_time=time(13), count=6, every_weeks=3, minutes=75, place="Kahvihuone")
    plan_series(process=made, term=made.terms.get(), rhythm=rhythm, by=person("aino"), at=clock.now())
    return made


def address(who: Person) -> str:
    return reverse("calendars:fetch", args=[open_feed(person=who, at=clock.now())])


def spans(process: Process) -> list[tuple[datetime, int]]:
    return [(one.starts_at, one.minutes) for one in process.meetings.ahead()]


@pytest.mark.parametrize("who", ["aino", "bertta"])
def test_who_leads_and_who_is_called_get_the_dates_and_nobodys_name(process: Process, who: str):
    answer = Client().get(address(person(who)))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "Set-Cookie" not in answer and not answer.cookies
    assert read(answer.content) == spans(process)
    for word in ("Bertta", "Aino", "Aurin", "Kaarlo", "varhais", "Henna"):
        assert word not in answer.content.decode()
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1


def test_an_outsiders_feed_is_empty_and_an_unknown_address_is_nothing(process: Process):
    assert read(Client().get(address(person("outi"))).content) == []
    assert Client().get("/feeds/abc.ics").status_code == 404


def test_what_has_not_changed_is_not_sent_again_and_each_change_is(process: Process):
    where, door = address(person("aino")), Client()
    first = door.get(where)
    same = door.get(where, headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    assert door.get(where)["ETag"] == first["ETag"]

    one, two, three, *_rest = Meeting.objects.filter(process=process)
    by = person("aino")
    acts = [
        lambda: move_meeting(meeting=one, on=one.local_start.date(), at_time=time(9), by=by, at=clock.now()),
        lambda: cancel_meeting(
            meeting=two,
            cancelled_by=CancelledBy.PRACTICE,
            reason=CancellationReason.OTHER_AGREED,
            by=by,
            at=clock.now(),
        ),
        lambda: change_place(meeting=three, place="Kirjasto", remote=False, by=by, at=clock.now()),
    ]
    etag = first["ETag"]
    for act in acts:
        act()
        answer = door.get(where, headers={"If-None-Match": etag})
        assert answer.status_code == 200
        assert answer["ETag"] != etag
        assert read(answer.content) == spans(process)
        etag = answer["ETag"]
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == 1
    assert sorted("RECURRENCE-ID" in event for event in events) == [False, True, True]


def test_unchanged_is_answered_by_one_question(process: Process, django_assert_num_queries):
    where, door = address(person("aino")), Client()
    first = door.get(where)
    with django_assert_num_queries(1):
        assert door.get(where, headers={"If-None-Match": first["ETag"]}).status_code == 304
    with django_assert_num_queries(2):
        assert door.get(where).content == first.content


def test_a_head_says_the_length_and_sends_nothing(process: Process):
    where, door = address(person("aino")), Client()
    length = len(door.get(where).content)
    told = door.head(where)
    assert (told.status_code, told.content, told["Content-Length"]) == (200, b"", str(length))


def test_who_left_is_called_no_more_and_a_word_of_ones_own_is_used(process: Process):
    where, door = address(person("bertta")), Client()
    door.get(where)
    member = process.members.get(name="Bertta S.")
    member_leaves(
        member=member, left_on=clock.today() + timedelta(days=20), by=person("aino"), at=clock.now()
    )

    assert len(read(door.get(where).content)) == 1

    enter(door, person("bertta"))
    door.post(reverse("calendars:feed"), {"title": "Oma; aika"})
    (event,) = Calendar.from_ical(Client().get(where).content).walk("VEVENT")
    assert event["SUMMARY"] == "Oma; aika"


def test_the_address_is_shown_once_renewed_and_closed(process: Process):
    door, page = Client(), reverse("calendars:feed")
    enter(door, person("aino"))
    assert "Tee osoite" in door.get(page).content.decode()
    shown = door.post(reverse("calendars:feed_address")).content.decode()
    first = shown.partition('value="http')[2].partition('"')[0]
    where = "/feeds/" + first.partition("/feeds/")[2]
    token = where.removeprefix("/feeds/").removesuffix(".ics")
    assert Client().get(where).status_code == 200
    assert token not in door.get(page).content.decode()
    assert Feed.objects.get().fingerprint == fingerprint_of(token) != token

    door.post(reverse("calendars:feed_address"))
    assert Client().get(where).status_code == 404
    door.post(reverse("calendars:feed_closing"))
    assert not Feed.objects.exists()


def test_the_form_sent_twice_makes_one_address(process: Process):
    door = Client()
    enter(door, person("aino"))
    sent = {"once": "a" * 24}
    door.post(reverse("calendars:feed_address"), sent)
    kept = Feed.objects.get().fingerprint
    again = door.post(reverse("calendars:feed_address"), sent, follow=True)

    assert Feed.objects.get().fingerprint == kept
    assert "/feeds/" not in again.content.decode()


def test_ones_own_data_tells_of_the_feed_without_its_address(process: Process):
    address(person("aino"))
    CalendarWish.objects.create(person=person("aino"), title="Aika")
    told = str(own_data(person("aino")))
    assert "'title': 'Aika'" in told
    assert Feed.objects.get().fingerprint not in told


def test_a_feed_is_made_anew_on_another_day_however_that_may_be(process: Process):
    where, door = address(person("aino")), Client()
    door.get(where)
    Meeting.objects.filter(process=process).update(minutes=90)  # behind the back of every act
    assert {minutes for _start, minutes in read(door.get(where).content)} == {75}
    Feed.objects.update(written_on=clock.today() - timedelta(days=1))
    assert {minutes for _start, minutes in read(door.get(where).content)} == {90}


def test_six_hundred_meetings_are_written_as_their_series():
    aino = person("aino")
    for number in range(3):
        made = process_of(aino, member_names=("Henna",), name=f"Ryhmä {number}")
        rhythm = Rhythm(
            first_on=date(2026, 1, 5 + number), at_time=time(10), count=200, every_weeks=1, minutes=60
        )
        plan_series(process=made, term=made.terms.get(), rhythm=rhythm, by=aino, at=MORNING)
    content = content_for(aino, on=date(2027, 3, 1))
    until = datetime(2030, 1, 1, tzinfo=UTC)
    standing = Meeting.objects.filter(supervisor=aino, starts_at__lt=until).order_by("starts_at")
    assert read(content) == [(one.starts_at, one.minutes) for one in standing]
