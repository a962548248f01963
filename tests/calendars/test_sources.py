"""Busy times of calendars elsewhere: read well, kept when they break, and never from inside the server's network."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from datetime import time, timedelta
from time import monotonic
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.calendars.hostile import Door, Server, endless, gzip_bomb, serving, slow_body, slow_headers
from tests.calendars.test_busy_file import calendar
from tests.cast import person, process_of
from tests.doors import enter
from tuokio.audit.models import Entry
from tuokio.calendars.domain.elsewhere import Trouble, Unreachable
from tuokio.calendars.models import BusySource
from tuokio.calendars.usecases import beside, outward
from tuokio.calendars.usecases.busy_reading import (
    EVERY,
    LONGEST_PAUSE,
    MOST_SOURCES,
    TooManySources,
    add_source,
    count_whole_days,
    pause_after,
    read_due,
    read_source,
    remove_source,
)
from tuokio.calendars.usecases.outward import ask
from tuokio.kit import clock
from tuokio.meetings.domain.agenda_file import uid_of
from tuokio.meetings.models import Busy
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.people.signals import account_closed, own_data_asked, persons_joined
from tuokio.supervision.models import Process

SECRET = "/well.ics?private-3f9a"


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    settings.PRIVATE_CALENDARS = True  # the tests' server is on this machine
    with serving() as found:
        yield found


@pytest.fixture
def process(db: None) -> Process:
    return process_of(person("aino"))


def event(days: int = 3, more: str = "") -> str:
    start = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=days)
    end = start + timedelta(hours=1)
    return f"DTSTART:{start:%Y%m%dT%H%M%SZ}\nDTEND:{end:%Y%m%dT%H%M%SZ}\nSUMMARY:Salaisuus{more}"


def source_at(address: str, **more: Any) -> BusySource:
    fields = {"name": "Työ", "zone": "Europe/Helsinki", "whole_days": True, "at": clock.now(), **more}
    return add_source(person=person("aino"), address=address, **fields)


def read(source: BusySource, at: Any = None) -> BusySource:
    read_source(source.pk, at=at or clock.now())
    source.refresh_from_db()
    return source


@pytest.mark.django_db
def test_the_clockwork_keeps_the_times_and_nothing_else(server: Server, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    server.holds(calendar(event(3), event(3), event(5)))
    source = source_at(f"http://127.0.0.1:{server.port}{SECRET}")

    assert read_due(at=clock.now()) == 1
    assert read_due(at=clock.now()) == 0  # its turn is over
    assert Busy.objects.filter(source=source.pk, supervisor=person("aino")).count() == 2  # merged
    source.refresh_from_db()
    assert EVERY * 0.9 <= source.next_at - clock.now() + timedelta(seconds=5) <= EVERY * 1.2
    kept = repr([vars(source), list(Entry.objects.values())])
    assert "private-3f9a" not in kept + caplog.text and "Salaisuus" not in kept + caplog.text


@pytest.mark.django_db
def test_what_has_not_changed_is_not_sent_again(server: Server):
    def answer(door: Door) -> None:
        same = door.headers.get("If-None-Match") == '"a"'
        door.tell(b"" if same else calendar(event()), 304 if same else 200, ETag='"a"')

    source = read(source_at(server.at("/a", answer)))
    times = list(Busy.objects.values_list("pk", flat=True))
    read(source)

    assert server.door.asked[1]["if-none-match"] == '"a"'
    assert list(Busy.objects.values_list("pk", flat=True)) == times
    read(source, clock.now() + timedelta(days=1))  # another day lies ahead: it is laid out anew
    assert "if-none-match" not in server.door.asked[2]
    assert Busy.objects.count() == 1


@pytest.mark.django_db
def test_a_broken_calendar_leaves_the_last_good_times_and_a_clear_line(server: Server, process: Process):
    source = read(source_at(server.holds(calendar(event()))))
    server.at("/well.ics", lambda door: door.tell(b"<html>", 200))
    for _time in range(2):
        read(source)

    assert Busy.objects.count() == 1
    assert (source.trouble, source.failures) == ("no_calendar", 2)
    door = Client()
    enter(door, person("aino"))
    page = door.get(reverse("calendars:sources")).content.decode()
    assert "Työ" in page and "127.0.0.1" in page and ".ics?" not in page and "/well" not in page
    server.holds(calendar(event(), event(4)))
    assert read(source).trouble == ""
    assert Busy.objects.count() == 2


def test_after_five_failures_pauses_grow():
    assert [pause_after(n) for n in (1, 5, 6, 7)] == [EVERY, EVERY, EVERY * 2, EVERY * 4]
    assert pause_after(1000) == LONGEST_PAUSE


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (slow_headers, Trouble.TOO_SLOW),
        (slow_body, Trouble.TOO_SLOW),
        (endless, Trouble.TOO_LARGE),
        (gzip_bomb, Trouble.TOO_LARGE),
        (lambda door: door.tell(b"x", Content_Encoding="br"), Trouble.ANSWERED_BADLY),
        (lambda door: door.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Length: 90\r\n\r\nBEGIN"), Trouble.ANSWERED_BADLY),
        (lambda door: door.wfile.write(b"\x00\xff" * 100 + b"\r\n\r\n"), Trouble.ANSWERED_BADLY),
        (lambda door: None, Trouble.ANSWERED_BADLY),
        (lambda door: door.tell(status=302, Location=door.path + "?again"), Trouble.REDIRECTED),
        (lambda door: door.tell(status=302, Location="file:///etc/passwd"), Trouble.BAD_ADDRESS),
    ],
)  # fmt: skip
def test_a_hostile_server_is_left_in_time(server: Server, answer: Any, why: Trouble):
    began = monotonic()
    with pytest.raises(Unreachable) as caught:
        ask("GET", server.at("/bad", answer), whole=1.0)

    assert caught.value.trouble == why
    assert monotonic() - began < 2.5


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "why"), [(401, "refused"), (404, "gone"), (429, "busy"), (500, "answered_badly")]
)
def test_each_refusal_has_its_word(server: Server, status: int, why: str):
    assert read(source_at(server.at("/no", lambda door: door.tell(status=status)))).trouble == why


def test_three_redirects_are_followed_and_a_password_stays_with_its_host(server: Server):
    for step in range(3):
        server.at(f"/{step}", lambda door, to=step + 1: door.tell(status=302, Location=f"/{to}"))
    server.at("/3", lambda door: door.tell(b"well"))
    assert ask("GET", f"http://127.0.0.1:{server.port}/0", secrets={"Authorization": "x"}).content == b"well"
    assert server.door.asked[-1]["authorization"] == "x"

    server.at("/away", lambda door: door.tell(status=302, Location=f"http://localhost:{server.port}/3"))
    ask("GET", f"http://127.0.0.1:{server.port}/away", secrets={"Authorization": "x"})
    assert "authorization" not in server.door.asked[-1]


def test_nothing_inside_is_asked_unless_the_operator_allows_it(server: Server, settings: Any):
    settings.PRIVATE_CALENDARS = False
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0"):
        with pytest.raises(Unreachable) as caught:
            ask("GET", f"http://{host}:{server.port}/well.ics")
        assert caught.value.trouble in (Trouble.PRIVATE, Trouble.NO_SUCH_HOST)
    assert server.door.asked == []


def _looked_up(monkeypatch: pytest.MonkeyPatch, answers: list[list[str]]) -> list[str]:
    asked: list[str] = []

    def look_up(host: str, port: int, *_more: Any, **_named: Any) -> list[Any]:
        if host.replace(".", "").isdigit():
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        asked.append(host)
        numbers = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_a_name_that_leads_inside_too_is_refused(monkeypatch: pytest.MonkeyPatch):
    _looked_up(monkeypatch, [["8.8.8.8", "10.0.0.1"]])
    with pytest.raises(Unreachable) as caught:
        ask("GET", "https://calendar.example.org/a.ics")
    assert caught.value.trouble == Trouble.PRIVATE


def test_the_connection_goes_to_the_number_that_was_checked(server: Server, monkeypatch: pytest.MonkeyPatch):
    server.holds(b"well")
    asked = _looked_up(monkeypatch, [["127.0.0.1"], ["192.0.2.1"]])  # a second look would lead elsewhere
    answer = ask("GET", f"http://rebinding.example.org:{server.port}/well.ics")

    assert (answer.content, asked) == (b"well", ["rebinding.example.org"])
    assert server.door.asked[0]["host"] == f"rebinding.example.org:{server.port}"


def test_a_redirect_inside_is_checked_again(server: Server, monkeypatch: pytest.MonkeyPatch):
    there = server.at(
        "/to-inside", lambda door: door.tell(status=302, Location="http://169.254.169.254/meta")
    )
    monkeypatch.setattr(outward, "is_public", lambda number: number == "127.0.0.1")
    monkeypatch.setattr(outward.settings, "PRIVATE_CALENDARS", False)
    with pytest.raises(Unreachable) as caught:
        ask("GET", there)
    assert caught.value.trouble == Trouble.PRIVATE


@pytest.mark.django_db
def test_what_this_house_put_into_the_calendar_does_not_count_twice(server: Server, process: Process):
    soon = clock.today() + timedelta(days=7)
    rhythm = Rhythm(first_on=soon, at_time=time(13), count=1, every_weeks=3, minutes=75)
    plan_series(process=process, term=process.terms.get(), rhythm=rhythm, by=person("aino"), at=clock.now())
    meeting = process.meetings.get()
    own = calendar(event(2)).replace(b"UID:0", f"UID:{uid_of(meeting.pk)}".encode())
    read(source_at(server.holds(own)))
    assert Busy.objects.count() == 0
    stranger = own.replace(str(meeting.pk).encode(), b"11111111-1111-4111-8111-111111111111")
    read(source_at(server.at("/stranger", lambda door: door.tell(stranger))))
    assert Busy.objects.count() == 1


@pytest.mark.django_db
def test_all_day_events_count_or_not_as_the_owner_says(server: Server):
    day = clock.today() + timedelta(days=5)
    source = read(source_at(server.holds(calendar(f"DTSTART;VALUE=DATE:{day:%Y%m%d}"))))
    assert Busy.objects.count() == 1
    count_whole_days(source=source, whole_days=False, by=person("aino"), at=clock.now())
    read(source)
    assert Busy.objects.count() == 0


@pytest.mark.django_db
def test_another_signing_key_is_a_clear_line(server: Server, settings: Any):
    source = source_at(server.holds(calendar(event())))
    settings.SECRET_KEY = "another"
    assert read(source).trouble == "key_changed"


@pytest.mark.django_db
def test_taking_a_calendar_away_or_closing_the_account_erases_its_times(server: Server):
    for way in ("removed", "closed"):
        source = read(source_at(server.holds(calendar(event()))))
        if way == "removed":
            remove_source(source=source, by=person("aino"), at=clock.now())
        else:
            account_closed.send(None, person=person("aino"), at=clock.now())
        assert not Busy.objects.exists() and not BusySource.objects.exists()
        read_source(source.pk, at=clock.now())


@pytest.mark.django_db
def test_own_data_names_the_calendar_but_never_its_address(server: Server):
    source_at(f"http://127.0.0.1:{server.port}{SECRET}")
    told = repr(own_data_asked.send(None, person=person("aino"), at=clock.now()))
    assert "busy_times_from" in told and "private-3f9a" not in told


@pytest.mark.django_db
def test_joined_persons_keep_their_calendars(server: Server):
    read(source_at(server.holds(calendar(event()))))
    persons_joined.send(None, kept=person("outi"), gone=person("aino"), at=clock.now())
    assert BusySource.objects.get().supervisor == person("outi") == Busy.objects.get().supervisor


@pytest.mark.django_db
def test_so_many_calendars_and_no_more():
    for n in range(MOST_SOURCES):
        source_at(f"https://a.example.org/{n}.ics")
    with pytest.raises(TooManySources):
        source_at("https://a.example.org/more.ics")


@pytest.mark.django_db
def test_the_page_adds_reads_and_takes_away(process: Process):
    door = Client()
    enter(door, person("aino"))
    page = reverse("calendars:sources")
    bad = door.post(page, {"name": "Työ", "address": "calendar", "whole_days": "on"})
    assert bad.status_code == 200 and 'value="calendar"' in bad.content.decode()

    sent = {"name": "Työ", "address": f"https://calendar.example.org{SECRET}", "once": "o" * 24}
    assert door.post(page, sent).status_code == door.post(page, sent).status_code == 302
    source = BusySource.objects.get()
    assert not source.whole_days
    assert "private-3f9a" not in door.get(page).content.decode()
    door.post(reverse("calendars:source_days", args=[source.pk]), {"count": "yes"})
    BusySource.objects.update(next_at=clock.now() + timedelta(hours=1))
    door.post(reverse("calendars:source_reading", args=[source.pk]))
    source.refresh_from_db()
    assert source.whole_days and source.next_at <= clock.now()
    other = Client()
    enter(other, person("saara"))
    assert other.post(reverse("calendars:source_removal", args=[source.pk])).status_code == 404
    door.post(reverse("calendars:source_removal", args=[source.pk]))
    assert not BusySource.objects.exists()


@pytest.mark.django_db
def test_whoever_supervises_nothing_finds_no_such_page():
    door = Client()
    enter(door, person("outi"))
    assert door.get(reverse("calendars:sources")).status_code == 404


def test_a_tick_with_nothing_due_starts_nothing(db: None):
    assert beside.begin(at=clock.now()) is None
