"""Measure the search for free times on the folder's data: `python -m bench.measure_slots REQUESTS`; prints JSON."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench.house import Visitor, set_up
from bench.measure_pages import signed_in

DAYS = 60
ONE, ANY, COMMON = "one supervisor", "any of five", "eight, supervisor and room"


def main() -> None:
    """CPU ms of each search, bare and over HTTP."""
    set_up()
    requests = int(sys.argv[1])
    bare = {name: bare_ms(search, requests) for name, search in searches().items()}
    print(json.dumps({"hello": hello_ms(requests), "bare": bare, "pages": pages_ms(requests)}))


def hello_ms(requests: int) -> float:
    """CPU milliseconds of a hello to somebody who is signed in."""
    return Visitor(signed_in(first())).cpu_ms("/bench-hello/", requests * 5)


def first() -> Any:
    """The first of the five."""
    from tuokio.people.models import Person

    return Person.objects.get(email="slots0@example.org")


def pages_ms(requests: int) -> dict[str, float]:
    """CPU milliseconds of the page of free times, for the same three searches."""
    from django.urls import reverse

    from tuokio.meetings.models import Room
    from tuokio.supervision.models import Process

    practice = first().roles.first().practice
    room = Room.objects.get(practice=practice)
    group = Process.objects.get(leads__supervisor=first(), name="Ryhmä")
    visitor, address = Visitor(signed_in(first())), f"{reverse('meetings:free_times')}?minutes=60"
    more = {ONE: "", ANY: "&any_supervisor=on", COMMON: f"&process={group.pk}&room={room.pk}"}
    return {name: round(visitor.cpu_ms(address + asked, requests), 3) for name, asked in more.items()}


def searches() -> dict[str, Callable[[], object]]:
    """The bare searches over sixty days: one supervisor, any of five, and a common time of eight."""
    from tuokio.kit.clock import now
    from tuokio.meetings.models import Room
    from tuokio.meetings.usecases.free_times import Wanted, free_times
    from tuokio.people.models import Person, Practice

    at = now()
    practice = Practice.objects.get(slug="slots")
    five = [Person.objects.get(email=f"slots{number}@example.org").pk for number in range(5)]
    eight = [Person.objects.get(email=f"member{number}@example.org").pk for number in range(8)]
    room = Room.objects.get(practice=practice).pk

    def wanted(**more: object) -> Wanted:
        given = {
            "supervisors": five[:1],
            "minutes": 60,
            "since": at,
            "until": at + timedelta(days=DAYS),
            "most": 5000,
            **more,
        }
        return Wanted(practice=practice.pk, **given)  # type: ignore[arg-type]  # the names say the types

    kinds = {
        ONE: wanted(),
        ANY: wanted(supervisors=five),
        COMMON: wanted(members=eight, room=room),
    }
    return {name: lambda one=one: free_times(one, at=at) for name, one in kinds.items()}  # type: ignore[misc]  # bound at once


def bare_ms(search: Callable[[], object], requests: int) -> float:
    """CPU milliseconds of one search: the median of five rounds, after a warm-up."""
    found = [search() for _ in range(10)][-1]
    if not found:
        raise SystemExit("nothing was found")
    rounds = []
    for _ in range(5):
        before = time.process_time()
        for _ in range(max(1, requests // 5)):
            search()
        rounds.append((time.process_time() - before) * 1000 / max(1, requests // 5))
    return round(statistics.median(rounds), 3)


if __name__ == "__main__":
    main()
