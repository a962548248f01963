"""Meetings in the supervisor's own calendar: written, changed, taken away; what is moved there is proposed here."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.calendars.caldav_servers import PASSWORD, USER, google_like, radicale, serving
from tests.cast import person, process_of
from tuokio.audit.models import Entry
from tuokio.calendars.domain.busy_file import time_of
from tuokio.calendars.domain.elsewhere import Trouble, Unreachable
from tuokio.calendars.models import BusySource, CalendarAccount, CalendarCopy, ProposedMove
from tuokio.calendars.usecases import caldav, two_way
from tuokio.calendars.usecases.busy_reading import read_source
from tuokio.calendars.usecases.two_way import (
    NoTimeThere,
    accept_move,
    add_account,
    choose_calendars,
    decline_move,
    find_calendars,
    remove_account,
    sync,
    sync_due,
)
from tuokio.kit import clock
from tuokio.meetings.models import Busy, Meeting
from tuokio.meetings.usecases.occupying import Taken
from tuokio.meetings.usecases.one_meeting import cancel_meeting, move_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.people.signals import account_closed, own_data_asked
from tuokio.supervision.models import Process
from tuokio.terms.meeting_words import CancellationReason, CancelledBy

pytestmark = pytest.mark.django_db
WORK, FAMILY = "Työ", "Perhe"


@pytest.fixture(params=["radicale", "google"])
def server(request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> Iterator[str]:
    settings.PRIVATE_CALENDARS = True
    app = radicale(tmp_path)
    with serving(google_like(app) if request.param == "google" else app) as address:
        yield address


@pytest.fixture
def account(server: str) -> CalendarAccount:
    found = find_calendars(address=server, user=USER, password=PASSWORD)
    kept = add_account(
        person=person("aino"), address=server, user=USER, password=PASSWORD, calendars=found, at=clock.now()
    )
    names = [one.name for one in found]
    choose_calendars(
        account=kept, writes=names.index(WORK), busy=[names.index(FAMILY), names.index(WORK)], at=clock.now()
    )
    return kept


@pytest.fixture
def meetings(account: CalendarAccount) -> list[Meeting]:
    process = process_of(person("aino"))
    rhythm = Rhythm(
        first_on=clock.today() + timedelta(days=7), at_time=time(13), count=3, every_weeks=1, minutes=75
    )
    plan_series(process=process, term=process.terms.get(), rhythm=rhythm, by=person("aino"), at=clock.now())
    return list(Meeting.objects.order_by("starts_at"))


def there(account: CalendarAccount, meeting: Meeting) -> tuple[datetime, int] | None:
    way = two_way.way_of(account)
    found = caldav.read_event(way.account, way.writes, f"{meeting.pk}.ics")
    return time_of(found[1], zone=meeting.zone) if found else None


def moved_there(account: CalendarAccount, meeting: Meeting, days: int) -> None:
    """As the supervisor's own calendar program moves it: by so many days."""
    way = two_way.way_of(account)
    found = caldav.read_event(way.account, way.writes, f"{meeting.pk}.ics")
    assert found

    def later(line: re.Match[str]) -> str:
        on = date.fromisoformat(line[2]) + timedelta(days=days)
        return f"{line[1]}{on:%Y%m%d}T"

    text = re.sub(r"(DT(?:START|END);TZID=[^:]*:)(\d{8})T", later, found[1].decode())
    assert caldav.write_event(way.account, way.writes, f"{meeting.pk}.ics", text.encode(), found[0])


def synced(account: CalendarAccount, hours: int = 0) -> Trouble | None:
    return sync(account.pk, at=clock.now() + timedelta(hours=hours))


def test_meetings_stand_there_and_follow_each_change(account: CalendarAccount, meetings: list[Meeting]):
    assert sync_due(at=clock.now()) == 1
    assert [there(account, one) for one in meetings] == [(one.starts_at, 75) for one in meetings]
    moved = move_meeting(
        meeting=meetings[0],
        on=clock.today() + timedelta(days=8),
        at_time=time(9),
        by=person("aino"),
        at=clock.now(),
    )
    cancel_meeting(
        meeting=meetings[1],
        cancelled_by=CancelledBy.SUPERVISOR,
        reason=CancellationReason.SUPERVISOR_ABSENT,
        by=person("aino"),
        at=clock.now(),
    )
    assert CalendarCopy.objects.filter(due_at__isnull=False).count() == 2
    assert synced(account) is None
    assert there(account, meetings[0]) == (moved.starts_at, 75)
    assert there(account, meetings[1]) is None
    assert not CalendarCopy.objects.filter(due_at__isnull=False).exists()
    assert not ProposedMove.objects.exists()


def test_what_is_written_names_nobody(account: CalendarAccount, meetings: list[Meeting]):
    synced(account)
    way = two_way.way_of(account)
    found = caldav.read_event(way.account, way.writes, f"{meetings[0].pk}.ics")
    assert found
    for word in ("Bertta", "Aurin", "Kaarlo", "Henna", "METHOD", "ATTENDEE"):
        assert word not in found[1].decode()


def test_a_move_there_is_proposed_here_and_accepted(account: CalendarAccount, meetings: list[Meeting]):
    synced(account)
    moved_there(account, meetings[0], 2)
    synced(account)
    synced(account)  # looking twice proposes once
    move = ProposedMove.objects.get()
    assert move.starts_at == meetings[0].starts_at + timedelta(days=2)
    meetings[0].refresh_from_db()
    assert meetings[0].starts_at != move.starts_at  # nothing moves by itself

    accept_move(move=move, by=person("aino"), at=clock.now())
    meetings[0].refresh_from_db()
    assert meetings[0].starts_at == move.starts_at and not ProposedMove.objects.exists()
    synced(account)
    assert there(account, meetings[0]) == (move.starts_at, 75) and not ProposedMove.objects.exists()


def test_a_move_onto_another_meeting_is_refused_and_stays_proposed(
    account: CalendarAccount, meetings: list[Meeting]
):
    synced(account)
    moved_there(account, meetings[0], 7)
    synced(account)
    with pytest.raises(Taken):
        accept_move(move=ProposedMove.objects.get(), by=person("aino"), at=clock.now())
    assert ProposedMove.objects.exists()


def test_a_declined_move_is_written_back(account: CalendarAccount, meetings: list[Meeting]):
    synced(account)
    moved_there(account, meetings[0], 2)
    synced(account)
    decline_move(move=ProposedMove.objects.get(), by=person("aino"), at=clock.now())
    synced(account)
    assert there(account, meetings[0]) == (meetings[0].starts_at, 75) and not ProposedMove.objects.exists()


def test_what_was_taken_away_there_is_asked_about_and_can_be_written_back(
    account: CalendarAccount, meetings: list[Meeting]
):
    synced(account)
    way = two_way.way_of(account)
    caldav.delete_event(way.account, way.writes, f"{meetings[0].pk}.ics")
    synced(account)
    move = ProposedMove.objects.get()
    assert move.starts_at is None
    with pytest.raises(NoTimeThere):
        accept_move(move=move, by=person("aino"), at=clock.now())
    decline_move(move=move, by=person("aino"), at=clock.now())
    synced(account)
    assert there(account, meetings[0]) == (meetings[0].starts_at, 75)


def test_a_change_here_is_newer_than_one_there(account: CalendarAccount, meetings: list[Meeting]):
    synced(account)
    moved_there(account, meetings[0], 2)
    here = move_meeting(
        meeting=meetings[0],
        on=clock.today() + timedelta(days=9),
        at_time=time(9),
        by=person("aino"),
        at=clock.now(),
    )
    synced(account)
    assert there(account, meetings[0]) == (here.starts_at, 75) and not ProposedMove.objects.exists()


def test_busy_times_are_read_without_free_busy_and_own_meetings_do_not_count(
    account: CalendarAccount, meetings: list[Meeting]
):
    synced(account)
    way = two_way.way_of(account)
    family = next(one for one in way.calendars if one.name == FAMILY)
    start = clock.now().replace(microsecond=0, second=0) + timedelta(days=3)
    dentist = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:dentist\r\nSUMMARY:Hammas\r\n"
        f"DTSTAMP:{start:%Y%m%dT%H%M%SZ}\r\nDTSTART:{start:%Y%m%dT%H%M%SZ}\r\nDURATION:PT1H\r\n"
        "RRULE:FREQ=WEEKLY;COUNT=3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert caldav.write_event(way.account, family.address, "dentist.ics", dentist.encode(), "")
    for source in BusySource.objects.all():
        assert read_source(source.pk, at=clock.now()) is None
    assert [one.starts_at for one in Busy.objects.order_by("starts_at")] == [
        start + timedelta(weeks=n) for n in range(3)
    ]
    rows = set(Busy.objects.values_list("pk", flat=True))
    for source in BusySource.objects.all():
        read_source(source.pk, at=clock.now())  # the token is the same: nothing is read anew
    assert set(Busy.objects.values_list("pk", flat=True)) == rows


def test_a_server_that_is_away_gets_everything_when_it_is_back(
    server: str, account: CalendarAccount, meetings: list[Meeting], monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        broken.setattr(two_way.settings, "PRIVATE_CALENDARS", False)
        assert synced(account) == Trouble.PRIVATE
    account.refresh_from_db()
    assert account.failures == 1 and account.trouble == "private"
    assert CalendarCopy.objects.filter(due_at__isnull=False).count() == 3
    assert synced(account) is None
    account.refresh_from_db()
    assert account.failures == 0 and there(account, meetings[2]) == (meetings[2].starts_at, 75)


def test_the_password_stands_nowhere(account: CalendarAccount, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    synced(account)
    for source in BusySource.objects.all():
        read_source(source.pk, at=clock.now())
    rows = [*CalendarAccount.objects.values(), *BusySource.objects.values(), *Entry.objects.values()]
    told = repr(
        [rows, two_way.way_of(account), own_data_asked.send(None, person=person("aino"), at=clock.now())]
    )
    assert PASSWORD not in told + caplog.text


def test_a_wrong_password_is_refused_and_the_account_goes_with_its_owner(
    server: str, account: CalendarAccount
):
    with pytest.raises(Unreachable) as caught:
        find_calendars(address=server, user=USER, password="wrong")
    assert caught.value.trouble == Trouble.REFUSED
    account_closed.send(None, person=person("aino"), at=clock.now())
    assert not CalendarAccount.objects.exists() and not BusySource.objects.exists()


def test_no_password_goes_over_http_to_the_world(settings: Any):
    settings.PRIVATE_CALENDARS = False
    with pytest.raises(Unreachable):
        find_calendars(address="http://calendar.example.org/", user="a", password="b")


def test_an_account_taken_away_leaves_the_meetings_here(account: CalendarAccount, meetings: list[Meeting]):
    synced(account)
    remove_account(account=account, by=person("aino"), at=clock.now())
    assert Meeting.objects.count() == 3 and not CalendarCopy.objects.exists()
    assert Process.objects.exists()
