"""No person and no room at two places at once: by the acts, and beneath them by the database itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bad_days.test_at_once import together
from tests.cast import MORNING, person, process_of, solo_practice
from tuokio.meetings.models import Meeting, Occupancy, Room, Talk
from tuokio.meetings.usecases.occupying import Taken, hold, is_held, let_go, occupy, occupy_talk
from tuokio.meetings.usecases.one_meeting import cancel_meeting, move_meeting
from tuokio.meetings.usecases.planning import Rhythm, add_meeting, plan_series
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import member_leaves
from tuokio.supervision.ways_in import invite_by_mail
from tuokio.terms.meeting_words import CancellationReason, CancelledBy

NOON = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def span(start: datetime, end: datetime, who: object = None) -> Occupancy:
    return Occupancy(
        who=who, kind="room", starts_at=start, ends_at=end, hold=uuid4(), expires_at=NOON + 100 * HOUR
    )


def refused(row: Occupancy) -> bool:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return True
    return False


@pytest.mark.django_db
def test_the_database_itself_refuses_an_overlap_however_it_is_written():
    room, other = uuid4(), uuid4()
    assert not refused(span(NOON, NOON + HOUR, room))

    assert refused(span(NOON, NOON + HOUR, room))
    assert refused(span(NOON + timedelta(minutes=59), NOON + 2 * HOUR, room))
    assert refused(span(NOON - HOUR, NOON + timedelta(seconds=1), room))
    assert refused(span(NOON - HOUR, NOON + 3 * HOUR, room))
    assert refused(span(NOON, NOON + timedelta(hours=25), other))  # longer than a look goes back
    assert not refused(span(NOON, NOON + HOUR, other))
    assert not refused(span(NOON + HOUR, NOON + 2 * HOUR, room))  # half open: one ends, the next begins

    moved = Occupancy.objects.get(who=room, starts_at=NOON)
    moved.ends_at = NOON + 2 * HOUR
    assert refused(moved)
    moved.ends_at = NOON + HOUR / 2
    assert not refused(moved)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 1440)), max_size=14))
def test_what_the_database_takes_is_what_does_not_overlap(db: None, wishes: list[tuple[int, int]]):
    room, taken = uuid4(), []
    for start, minutes in wishes:
        begins = NOON + timedelta(minutes=start)
        ends = begins + timedelta(minutes=minutes)
        meets = any(begins < end and start < ends for start, end in taken)
        assert refused(span(begins, ends, room)) == meets
        if not meets:
            taken.append((begins, ends))


def group(supervisor: Person) -> Process:
    """A group without Bertta, who is in every other group of the cast."""
    return process_of(supervisor, member_names=("Henna", "T. K."))


def rhythm(**more: object) -> Rhythm:
    return Rhythm(
        **(
            {"first_on": date(2026, 12, 1), "at_time": time(13), "count": 3, "every_weeks": 1, "minutes": 75}
            | more
        )  # type: ignore[arg-type]  # a shorthand of the test
    )


def plan(process: Process, **more: object) -> list[Meeting]:
    planned = plan_series(
        process=process, term=process.terms.get(), rhythm=rhythm(**more), by=person("aino"), at=MORNING
    )
    return list(planned.meetings)


@pytest.mark.django_db
def test_a_series_that_meets_another_of_the_supervisor_is_refused_whole_and_says_when():
    aino = person("aino")
    first, second = group(aino), group(aino)
    plan(first)

    with pytest.raises(Taken) as refusal:
        plan(second, first_on=date(2026, 12, 8), at_time=time(14), count=1)

    assert [(one.kind, one.starts_at) for one in refusal.value.conflicts] == [
        ("supervisor", datetime(2026, 12, 8, 11, 0, tzinfo=UTC))
    ]
    assert not second.meetings.exists()
    assert plan(second, first_on=date(2026, 12, 8), at_time=time(14, 15), count=1)


@pytest.mark.django_db
def test_a_cancelled_or_moved_meeting_gives_its_time_free():
    aino = person("aino")
    first, second = group(aino), group(aino)
    one, two, _three = plan(first)

    with pytest.raises(Taken):
        move_meeting(meeting=one, on=two.local_start.date(), at_time=time(13, 30), by=aino, at=MORNING)
    move_meeting(meeting=one, on=one.local_start.date(), at_time=time(13, 30), by=aino, at=MORNING)
    cancel_meeting(
        meeting=two,
        cancelled_by=CancelledBy.SUPERVISOR,
        reason=CancellationReason.OTHER_AGREED,
        by=aino,
        at=MORNING,
    )

    again = add_meeting(
        process=second, on=two.local_start.date(), at_time=time(13), by=aino, at=MORNING, minutes=60
    )
    assert Occupancy.objects.filter(meeting=again).count() == 1
    assert not Occupancy.objects.filter(meeting=two).exists()


@pytest.mark.django_db
def test_a_room_is_taken_by_one_meeting_at_a_time():
    room = Room.objects.create(practice=solo_practice(), name="Sali")
    aino, saara = person("aino"), person("saara")
    mine = plan(group(aino), count=1)
    mine[0].room = room
    mine[0].save()
    occupy(mine, at=MORNING)

    theirs = plan(group(saara), count=1)[0]
    theirs.room = room
    with pytest.raises(Taken) as refusal:
        occupy([theirs], at=MORNING)
    assert [one.kind for one in refusal.value.conflicts] == ["room"]


@pytest.mark.django_db
def test_a_member_is_not_called_to_two_unless_it_is_allowed():
    aino, saara = person("aino"), person("saara")
    first, second, third = group(aino), group(saara), group(person("olavi"))
    for process in (first, second, third):
        bertta = process.members.order_by("pk")[0]
        invite_by_mail(member=bertta, email="bertta@example.org", by=aino, at=MORNING)
    third.members.filter(person=person("bertta")).update(may_overlap=True)
    plan(first, count=1)

    with pytest.raises(Taken) as refusal:
        plan(second, count=1)
    assert [one.kind for one in refusal.value.conflicts] == ["member"]
    assert plan(third, count=1)

    member_leaves(
        member=first.members.get(person=person("bertta")), left_on=date(2026, 11, 30), by=aino, at=MORNING
    )
    assert plan(second, count=1)


@pytest.mark.django_db
def test_nobody_is_refused_to_join_because_of_a_date():
    aino, saara = person("aino"), person("saara")
    first, second = group(aino), group(saara)
    plan(first, count=1)
    plan(second, count=1)
    for process in (first, second):
        invite_by_mail(
            member=process.members.order_by("pk")[0], email="bertta@example.org", by=aino, at=MORNING
        )

    assert Occupancy.objects.filter(who=person("bertta").pk).count() == 1


@pytest.mark.django_db
def test_a_hold_keeps_a_time_until_it_ends_and_no_longer():
    aino, later = person("aino"), MORNING + timedelta(minutes=10)
    key = hold(supervisor=aino.pk, starts_at=NOON, minutes=45, until=later, at=MORNING)

    with pytest.raises(Taken):
        hold(supervisor=aino.pk, starts_at=NOON + timedelta(minutes=30), minutes=45, until=later, at=MORNING)
    assert is_held(key, at=MORNING)
    assert not is_held(key, at=later)
    other = hold(supervisor=aino.pk, starts_at=NOON, minutes=45, until=later + HOUR, at=later)
    assert not let_go(key)
    assert let_go(other)


@pytest.mark.django_db
def test_a_mapping_conversation_takes_time_too_and_gives_it_free_when_cancelled():
    aino = person("aino")
    talk = Talk.objects.create(
        practice=solo_practice(),
        supervisor=aino,
        starts_at=NOON,
        minutes=45,
        made_at=MORNING,
        changed_at=MORNING,
    )
    occupy_talk(talk, at=MORNING)
    with pytest.raises(Taken):
        hold(supervisor=aino.pk, starts_at=NOON, minutes=45, until=NOON, at=MORNING)

    talk.state = Talk.State.CANCELLED
    occupy_talk(talk, at=MORNING)
    assert not Occupancy.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_who_want_one_time_one_gets_it():
    aino = person("aino")
    processes = [group(aino) for _one in range(8)]

    def wish(process: Process) -> object:
        return add_meeting(
            process=Process.objects.get(pk=process.pk),
            on=date(2026, 12, 1),
            at_time=time(13),
            by=aino,
            at=MORNING,
            minutes=75,
        )

    got = together(*(lambda process=process: wish(process) for process in processes))

    assert sorted(got) == ["Taken"] * 7 + ["ok"]
    assert Meeting.objects.count() == 1
