"""Made-up practices of any size, written straight to the tables: for trying Tuokio, and the benchmarks, at scale.

A supervisor has fifteen running processes and thirty-five that have ended over the years, of twenty meetings and
six members each, all with offer, agreement, goals and evaluations, the ended ones with a summary. Attendance is
written for the newest held meetings of the running ones only.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection


def make_crowd(people: int, seed: int, say: Callable[[str], None]) -> int:
    """Write practices with `people` supervisees in all; returns how many rows were written."""
    from tuokio.desk.demo.crowd.making import Crowd  # with all its tables: only when there is a crowd to make

    rows = Crowd(people, seed).write(say)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows
