"""A group that looks for a date together, in one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.cast import MORNING, person, process_of
from tuokio.booking.models import Poll, PollMember, PollTime
from tuokio.booking.usecases.poll_answers import answer_poll
from tuokio.booking.usecases.polls import Asking, open_poll
from tuokio.supervision.models import Process
from tuokio.terms.poll_words import AnswersSeen, Said

LAST_DAY = date(2026, 12, 1)
STARTS = tuple(datetime(2026, 12, day, 11, tzinfo=UTC) for day in (8, 9, 10))
WORDS = {"y": Said.YES, "m": Said.IF_NEED_BE, "n": Said.NO}


def poll_of(
    process: Process | None = None,
    *,
    starts: Sequence[datetime] = STARTS,
    at: datetime = MORNING,
    last_day: date = LAST_DAY,
    seen: AnswersSeen = AnswersSeen.HIDDEN,
    optional: Sequence[str] = (),
    **fields: Any,
) -> Poll:
    """Aino asks Bertta, Henna and T. K. about three times."""
    process = process or process_of(person("aino"), **fields)
    required = {one.pk for one in process.members.all() if one.name not in optional}
    asking = Asking(starts=starts, last_day=last_day, required=required, seen=seen)
    poll, _spared = open_poll(process=process, asking=asking, by=person("aino"), at=at)
    return poll


def asked(poll: Poll, name: str = "Bertta S.") -> PollMember:
    """One who is asked."""
    return poll.asked.select_related("member", "poll__process__practice").get(member__name=name)


def times(poll: Poll) -> list[PollTime]:
    """Its times in order."""
    return list(poll.times.all())


def says(poll: Poll, name: str, row: str, *, at: datetime = MORNING + timedelta(hours=1)) -> None:
    """A letter for each time: y, m, n, or a dot."""
    pairs = zip(times(poll), row, strict=True)
    said: dict[UUID, Said] = {time.pk: WORDS[letter] for time, letter in pairs if letter in WORDS}
    answer_poll(asked=asked(poll, name), said=said, at=at)


def path_of(text: str) -> str:
    """The path of the first link on a page of links."""
    found = re.search(r"/d/[\w-]+/", text)
    assert found
    return found[0]
