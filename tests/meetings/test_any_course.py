"""Whatever is done to a process and in whatever order: nothing but refusals, and it can always be ended."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import person, process_of
from tuokio.meetings.models import Charge, Meeting
from tuokio.meetings.refusals import REFUSED, sentence
from tuokio.meetings.usecases.charges import AlreadySettled, mark_not_invoiced
from tuokio.meetings.usecases.course import carry_on, close_process, end_early, meetings_done, pause
from tuokio.meetings.usecases.one_meeting import (
    BelowQuorum,
    cancel_meeting,
    correct,
    hold_meeting,
    mark_no_show,
    move_meeting,
    waive,
)
from tuokio.meetings.usecases.planning import Rhythm, add_meeting, plan_series
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import Agreed, move_process
from tuokio.terms.meeting_words import CancellationReason, CancelledBy, MeetingState
from tuokio.terms.words import EndingReason, NotInvoicedReason, ProcessEvent, ProcessState

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
COSTS = {MeetingState.HELD, MeetingState.NO_SHOW, MeetingState.CANCELLED_CHARGED}
ACTS = (
    "hold",
    "hold few",
    "no show",
    "late cancellation",
    "own cancellation",
    "waive",
    "correct",
    "move",
    "add",
    "pause",
    "resume",
    "continue",
    "end early",
    "meetings done",
    "last talk",
    "no last talk",
    "review done",
    "close",
    "next week",
)


class Course:
    """One process under the hands of its supervisor."""

    def __init__(self, aino: Person) -> None:
        self.aino = aino
        self.at = BEGIN
        self.process = process_of(aino, planned=3)
        rhythm = Rhythm(
            first_on=date(2026, 11, 24), at_time=time(13), count=3, every_weeks=1, minutes=75, place="Kanerva"
        )
        plan_series(process=self.process, term=self.process.terms.get(), rhythm=rhythm, by=aino, at=self.at)

    def do(self, act: str, which: int) -> None:
        self.process = Process.objects.get(pk=self.process.pk)
        meetings = list(self.process.meetings.all())
        meeting = meetings[which % len(meetings)]
        if act == "next week":
            self.at += timedelta(weeks=1)
            return
        try:
            with transaction.atomic():
                self._act(act, meeting)()
        except REFUSED as refusal:
            assert sentence(refusal)
        except BelowQuorum as few:
            assert few.present < few.quorum

    def _act(self, act: str, meeting: Meeting) -> Callable[[], Any]:
        who: dict[str, Any] = {"by": self.aino, "at": self.at}
        everyone = [member.pk for member in self.process.members.all()]
        coming = self.at.date() + timedelta(days=10)

        def cancelled(by: CancelledBy, reason: CancellationReason) -> Callable[[], Any]:
            return lambda: cancel_meeting(meeting=meeting, cancelled_by=by, reason=reason, **who)

        def moved(event: ProcessEvent) -> Callable[[], Any]:
            return lambda: move_process(process=self.process, event=event, **who)

        agreed = Agreed(minutes=60, planned=2, starts_on=coming, price_cents=17_000)
        acts: dict[str, Callable[[], Any]] = {
            "hold": lambda: hold_meeting(meeting=meeting, present=everyone, **who),
            "hold few": lambda: hold_meeting(meeting=meeting, present=everyone[:1], **who),
            "no show": lambda: mark_no_show(meeting=meeting, **who),
            "late cancellation": cancelled(CancelledBy.SUPERVISEES, CancellationReason.SHIFT_CHANGE),
            "own cancellation": cancelled(CancelledBy.SUPERVISOR, CancellationReason.SUPERVISOR_ABSENT),
            "waive": lambda: waive(meeting=meeting, **who),
            "correct": lambda: correct(meeting=meeting, **who),
            "move": lambda: move_meeting(meeting=meeting, on=coming, at_time=time(9), **who),
            "add": lambda: add_meeting(process=self.process, on=coming, at_time=time(9), **who),
            "pause": lambda: pause(process=self.process, **who),
            "resume": moved(ProcessEvent.RESUME),
            "continue": lambda: carry_on(process=self.process, agreed=agreed, rhythm=None, **who),
            "end early": lambda: end_early(process=self.process, reason=EndingReason.BUDGET, **who),
            "meetings done": lambda: meetings_done(process=self.process, **who),
            "last talk": moved(ProcessEvent.HOLD_FINAL_REVIEW),
            "no last talk": moved(ProcessEvent.NO_FINAL_REVIEW),
            "review done": moved(ProcessEvent.REVIEW_DONE),
            "close": lambda: close_process(process=self.process, **who),
        }
        return acts[act]

    def hold_true(self) -> None:
        """What is so after any act."""
        charged = set(Charge.objects.filter(process=self.process).values_list("meeting", flat=True))
        meetings = list(self.process.meetings.all())
        assert charged == {one.pk for one in meetings if one.now_in in COSTS}
        process = Process.objects.get(pk=self.process.pk)
        assert process.state_changes.latest("pk").to_state == process.state
        if process.now_in == ProcessState.CLOSED:
            assert not any(one.is_ahead for one in meetings)
            assert not Charge.objects.filter(process=process, payment="open").exists()

    def end(self) -> None:
        """The shortest way out of wherever it stands."""
        self.process = Process.objects.get(pk=self.process.pk)
        for meeting in self.process.meetings.ahead():
            if not self.process.has_ended:
                cancel_meeting(
                    meeting=meeting,
                    cancelled_by=CancelledBy.PRACTICE,
                    reason=CancellationReason.ENDED_EARLY,
                    by=self.aino,
                    at=self.at,
                )
        open_charges = Charge.objects.filter(process=self.process, payment="open")
        if open_charges.exists():
            mark_not_invoiced(
                charges=[charge.pk for charge in open_charges],
                reason=NotInvoicedReason.GOODWILL,
                word="",
                practice_id=self.process.practice_id,
                by=self.aino,
                at=self.at,
            )
        for act in ("end early", "no last talk", "review done", "close"):
            self.do(act, 0)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5)), max_size=25))
def test_any_row_of_acts_leaves_a_process_that_can_be_ended(acts: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        course = Course(person("aino"))
        for act, which in acts:
            course.do(act, which)
            course.hold_true()
        course.end()
        course.hold_true()

        assert Process.objects.get(pk=course.process.pk).now_in is ProcessState.CLOSED
        transaction.set_rollback(True)


def test_what_is_invoiced_is_never_rewritten() -> None:
    course = Course(person("aino"))
    course.do("hold", 0)
    charge = Charge.objects.get()
    mark_not_invoiced(
        charges=[charge.pk],
        reason=NotInvoicedReason.GOODWILL,
        word="",
        practice_id=charge.practice_id,
        by=course.aino,
        at=course.at,
    )

    with pytest.raises(AlreadySettled):
        correct(meeting=charge.meeting, by=course.aino, at=course.at)
