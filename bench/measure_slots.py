"""Measure the search for free times on the folder's data: `python -m bench.measure_slots REQUESTS`; prints JSON."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta

from bench.house import set_up

DAYS = 60


def main() -> None:
    """CPU ms of the bare searches, and of the page that shows one."""
    set_up()
    requests = int(sys.argv[1])
    print(json.dumps({name: bare_ms(search, requests) for name, search in searches().items()}))


def searches() -> dict[str, Callable[[], object]]:
    """The bare searches over sixty days: one supervisor, any of five, and a common time of eight with all rooms."""
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
        "one supervisor": wanted(),
        "any of five": wanted(supervisors=five),
        "eight, supervisor and room": wanted(supervisors=[five[1]], members=eight, room=room),
    }
    return {name: lambda one=one: free_times(one, at=at) for name, one in kinds.items()}  # type: ignore[misc]  # bound at once


def bare_ms(search: Callable[[], object], requests: int) -> float:
    """CPU milliseconds of one search: the median of five rounds, after a warm-up."""
    found = [search() for _ in range(10)][-1]
    if not found:
        raise SystemExit("nothing was found")
    print(len(found), found[0], file=sys.stderr)
    rounds = []
    for _ in range(5):
        before = time.process_time()
        for _ in range(max(1, requests // 5)):
            search()
        rounds.append((time.process_time() - before) * 1000 / max(1, requests // 5))
    return round(statistics.median(rounds), 3)


if __name__ == "__main__":
    main()
