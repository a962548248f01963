"""Whoever keeps dates elsewhere hears of each change, inside the act that makes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import transaction

from tests.cast import MORNING, person, process_of, shared_practice, solo_practice
from tuokio.meetings.models import Meeting, Talk
from tuokio.meetings.signals import dates_changed, talk_changed
from tuokio.meetings.usecases.course import change_supervisor
from tuokio.meetings.usecases.lengths import lengthen
from tuokio.meetings.usecases.occupying import Taken, occupy_talk
from tuokio.meetings.usecases.one_meeting import cancel_meeting, change_place, correct, move_meeting
from tuokio.meetings.usecases.planning import Rhythm, add_meeting, plan_series
from tuokio.terms.meeting_words import CancellationReason, CancelledBy

pytestmark = pytest.mark.django_db
RHYTHM = Rhythm(first_on=date(2026, 12, 1), at_time=time(13), count=3, every_weeks=1, minutes=75)


@pytest.fixture
def heard() -> Iterator[list[tuple[int, list[int], bool]]]:
    """How many meetings each time, their sequences, and whether a transaction was open."""
    told: list[tuple[int, list[int], bool]] = []

    def hear(meetings: list[Meeting], **_more: Any) -> None:
        in_act = len(transaction.get_connection().savepoint_ids) > 0
        told.append((len(meetings), [one.sequence for one in meetings], in_act))

    dates_changed.connect(hear)
    yield told
    dates_changed.disconnect(hear)


def test_each_act_on_dates_is_told_once_with_the_meetings_as_they_are_then(heard):
    aino, practice = person("aino"), shared_practice()
    process = process_of(person("saara"), practice=practice)
    by: dict[str, Any] = {"by": aino, "at": MORNING}
    first, second, _third = plan_series(
        process=process, term=process.terms.get(), rhythm=RHYTHM, **by
    ).meetings
    add_meeting(process=process, on=date(2026, 12, 23), at_time=time(9), **by)
    move_meeting(meeting=first, on=date(2026, 12, 2), at_time=time(10), **by)
    cancelled = cancel_meeting(
        meeting=second, cancelled_by=CancelledBy.PRACTICE, reason=CancellationReason.OTHER_AGREED, **by
    )
    correct(meeting=cancelled, **by)
    change_place(meeting=first, place="Kirjasto", remote=False, **by)
    change_supervisor(process=process, to=person("olavi"), from_on=date(2026, 12, 1), **by)
    with transaction.atomic():
        lengthen(process.meetings.all(), 75, 90, at=MORNING)

    assert heard == [
        (3, [0, 0, 0], True),
        (1, [0], True),
        (1, [1], True),
        (1, [1], True),
        (1, [2], True),
        (1, [2], True),
        (4, [3, 3, 1, 1], True),
        (4, [4, 4, 2, 2], True),
    ]


def test_what_is_refused_is_not_told(heard):
    process = process_of(person("aino"))
    plan_series(process=process, term=process.terms.get(), rhythm=RHYTHM, by=person("aino"), at=MORNING)
    with pytest.raises(Taken):
        add_meeting(process=process, on=date(2026, 12, 1), at_time=time(13), by=person("aino"), at=MORNING)
    assert len(heard) == 1


def test_a_mapping_conversation_is_told_too():
    told: list[Talk] = []

    def hear(talk: Talk, **_more: Any) -> None:
        told.append(talk)

    talk_changed.connect(hear)
    talk = Talk.objects.create(
        practice=solo_practice(),
        supervisor=person("aino"),
        starts_at=MORNING + timedelta(days=3),
        minutes=45,
        made_at=MORNING,
        changed_at=MORNING,
    )
    occupy_talk(talk, at=MORNING)
    assert told == [talk]
    talk_changed.disconnect(hear)
