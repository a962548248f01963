"""What happens in a demo process by the calendar: terms, meetings, absences, invoices, and how it ends."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from tuokio.desk.demo.stories import F, S, Story
from tuokio.kit import clock
from tuokio.meetings.models import Charge, Meeting
from tuokio.meetings.usecases.charges import mark_invoiced
from tuokio.meetings.usecases.one_meeting import answer, cancel_meeting, hold_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import Agreed, agree_terms, keep_paper
from tuokio.terms.meeting_words import CancellationReason, CancelledBy
from tuokio.terms.words import PaperKind, ProcessEvent, ProcessState


def first_day(story: Story) -> date:
    """So that `held` meetings lie behind today and the next one is today or ahead."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    next_one = monday + timedelta(days=story.weekday)
    if next_one < today or (next_one == today and story.held % 2):
        next_one += timedelta(weeks=1)
    ended = story.held >= story.planned
    return next_one - timedelta(weeks=story.weeks * story.held + (2 if ended else 0))


def agree_and_meet(process: Process, leader: Person, story: Story, first: date, begun: datetime) -> None:
    """Terms and meetings; terms that an agreement has brought already stay."""
    term = process.current_term or agree_terms(
        process=process,
        agreed=Agreed(
            minutes=story.minutes, planned=story.planned, interval_weeks=story.weeks, starts_on=first,
            price_cents=story.euros * 100, vat_code=story.vat, order_number=story.order,
            ends_on=first + timedelta(weeks=story.weeks * story.planned),
        ),
        by=leader, at=begun,
    )  # fmt: skip
    if not story.full_path:
        keep_paper(process=process, kind=PaperKind.AT_MY_PLACE, by=leader, at=begun, signed_on=begun.date())
    hour, minute = (int(part) for part in story.at.split(":"))
    meetings = plan_series(
        process=process, term=term, by=leader, at=begun,
        rhythm=Rhythm(first_on=first, at_time=time(hour, minute), count=story.planned, every_weeks=story.weeks,
                      minutes=story.minutes, place=story.place, remote=story.remote),
    ).meetings  # fmt: skip
    for number, meeting in enumerate(meetings):
        _live(process, leader, meeting, number)


def _live(process: Process, leader: Person, meeting: Meeting, number: int) -> None:
    """What happened to one meeting: most were held, one was cancelled late, one moved by a week."""
    now = clock.now()
    after = meeting.ends_at
    if after > now:
        for index, member in enumerate(process.members.all()):
            if number % 3 == 0 and meeting.starts_at < now + timedelta(days=10):
                answer(meeting=meeting, member=member, coming=index != 2, at=min(now, meeting.starts_at))
        return
    if number == 2 and process.form == F.PAIR and process.terms.get().planned > 5:
        cancel_meeting(
            meeting=meeting, cancelled_by=CancelledBy.COMMISSIONER, reason=CancellationReason.SHIFT_CHANGE, by=leader,
            at=meeting.starts_at - timedelta(hours=5), tell=False,
        )  # fmt: skip
        return
    to_be_marked = process.meetings.filter(starts_at__gt=now).exists()
    if to_be_marked and now - after < timedelta(days=6) and len(process.name) % 2:
        return  # not marked yet: it waits in Tänään
    everyone = list(process.members.all())
    missing = {everyone[number % len(everyone)].pk} if len(everyone) > 3 and number % 2 else set()
    hold_meeting(
        meeting=meeting, present=[member.pk for member in everyone if member.pk not in missing], by=leader, at=after,
        although_few=True,
    )  # fmt: skip
    if now - after > timedelta(days=45) and hasattr(meeting, "charge"):
        month = f"{after:%Y-%m}"
        charge = Charge.objects.get(meeting=meeting)
        mark_invoiced(charges=[charge.pk], number=month, practice_id=process.practice_id, by=leader, at=after)


ENDINGS: dict[ProcessState, tuple[ProcessEvent, ...]] = {
    S.PAUSED: (ProcessEvent.PAUSE,),
    S.TERMINATED: (ProcessEvent.TERMINATE,),
    S.FINAL_REVIEW: (),
    S.CLOSING: (ProcessEvent.REVIEW_DONE,),
    S.CLOSED: (ProcessEvent.REVIEW_DONE, ProcessEvent.CLOSE),
}


def end_where_the_story_ends(process: Process, leader: Person, story: Story) -> None:
    """Bring a process that has been held to the state of its story."""
    process.refresh_from_db()
    if story.state in {S.CLOSED, S.CLOSING}:
        open_ones = list(process.charges.open().values_list("pk", flat=True))
        if story.state == S.CLOSED and open_ones:
            mark_invoiced(
                charges=open_ones, number="1001", practice_id=process.practice_id, by=leader, at=clock.now()
            )
    if story.state in {S.PAUSED, S.TERMINATED}:
        for meeting in process.meetings.ahead():
            cancel_meeting(
                meeting=meeting, cancelled_by=CancelledBy.PRACTICE, reason=CancellationReason.OTHER_AGREED, by=leader,
                at=clock.now(), tell=False,
            )  # fmt: skip
        process.meetings.update(replacement_wanted=False)
    for event in ENDINGS.get(story.state, ()):
        process.move(event, by=leader, at=clock.now())
