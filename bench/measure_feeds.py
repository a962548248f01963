"""Measure a feed of 600 meetings: `python -m bench.measure_feeds REQUESTS`; prints JSON.

40 series of 15 over two years, every tenth meeting moved and every twentieth cancelled. CPU ms of the process, median
of five rounds, beside a hello through the same middleware: fetched as it was last made, unchanged (304), and made anew
for each request as after a change.
"""

from __future__ import annotations

import json
import statistics
import sys
import time as clockwork
from collections.abc import Callable
from datetime import date, time, timedelta

from bench.house import Visitor, set_up

SERIES, OF_EACH = 40, 15


def main() -> None:
    """CPU ms of a hello and of the three ways to be answered."""
    set_up()
    from django.core.management import call_command

    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0)
    where, etag = a_feed()
    requests = int(sys.argv[1])
    plain, knowing = Visitor(), Visitor(HTTP_IF_NONE_MATCH=f'"{etag}"')
    told = {
        "hello": measured(plain, "/bench-hello/", requests, status=200),
        "unchanged": measured(knowing, where, requests, status=304),
        "fetched": measured(plain, where, requests, status=200),
        "made anew": measured(plain, where, max(25, requests // 4), status=200, before=forget),
        "bytes": plain.ask(where)[1],
    }
    print(json.dumps(told))


def measured(
    visitor: Visitor, where: str, requests: int, *, status: int, before: Callable[[], object] = lambda: None
) -> float:
    """CPU milliseconds per request, without what is done before each."""
    rounds: list[float] = []
    for _round in range(6):  # the first is to warm up
        spent = 0.0
        for _ in range(max(5, requests // 5)):
            before()
            begun = clockwork.process_time()
            if visitor.ask(where)[0] != status:
                raise SystemExit(f"{where} did not answer {status}")
            spent += clockwork.process_time() - begun
        rounds.append(spent * 1000 / max(5, requests // 5))
    return statistics.median(rounds[1:])


def forget() -> None:
    """Something in the feed has changed."""
    from tuokio.calendars.models import Feed

    Feed.objects.update(stale=True)


def a_feed() -> tuple[str, str]:
    """A supervisor's feed of 600 meetings: its address and entity tag."""
    from django.test import Client
    from django.urls import reverse

    from tuokio.calendars.models import CalendarWish
    from tuokio.calendars.usecases.feeds import open_feed
    from tuokio.kit.clock import now, today
    from tuokio.meetings.usecases.one_meeting import cancel_meeting, move_meeting
    from tuokio.meetings.usecases.planning import Rhythm, plan_series
    from tuokio.people.models import Person
    from tuokio.people.usecases import found_practice
    from tuokio.supervision.models import Process
    from tuokio.supervision.usecases import Agreed, Frame, agree_terms, begin
    from tuokio.terms.meeting_words import CancellationReason, CancelledBy
    from tuokio.terms.words import FormOfWork, PracticeKind, ProcessEvent

    person = Person.objects.create_user("bench@example.org", name="B")
    practice = found_practice(name="B", kind=PracticeKind.SOLO, owner=person, at=now())
    first = today() + timedelta(days=7 - today().weekday())

    def series(number: int) -> Process:
        process = begin(
            practice=practice,
            frame=Frame(name=f"Ryhmä {number}", form=FormOfWork.GROUP, member_names=("A", "B")),
            event=ProcessEvent.START_SHORT,
            supervisor=person,
            by=person,
            at=now(),
            lead_from=date(2020, 1, 1),
        )
        term = agree_terms(
            process=process,
            agreed=Agreed(minutes=75, planned=OF_EACH, interval_weeks=3, starts_on=date(2020, 1, 1)),
            by=None,
            at=now(),
        )
        day = first + timedelta(days=number % 5 + 7 * (number // 5 % 3))
        hour = 8 + 2 * (number // 15)
        rhythm = Rhythm(
            first_on=day, at_time=time(hour), count=OF_EACH, every_weeks=3, minutes=75, place="Kahvihuone"
        )
        plan_series(process=process, term=term, rhythm=rhythm, by=person, at=now())
        return process

    for number in range(SERIES):
        for place, meeting in enumerate(series(number).meetings.all()):
            if (number * OF_EACH + place) % 10 == 4:
                on = meeting.local_start.date() - timedelta(days=meeting.local_start.weekday() - 5)
                at_time = time(7 + number // 3, 20 * (number % 3) % 60)
                move_meeting(
                    meeting=meeting, on=on, at_time=at_time, minutes=15, by=person, at=now(), tell=False
                )
            elif (number * OF_EACH + place) % 20 == 9:
                cancel_meeting(
                    meeting=meeting,
                    cancelled_by=CancelledBy.PRACTICE,
                    reason=CancellationReason.OTHER_AGREED,
                    by=person,
                    at=now(),
                    tell=False,
                )
    CalendarWish.objects.create(person=person)
    where = reverse("calendars:fetch", args=[open_feed(person=person, at=now())])
    return where, Client().get(where, headers={"host": "tuokio.localhost"})["ETag"].strip('"')


if __name__ == "__main__":
    main()
