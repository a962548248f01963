"""What waves add to the pages that the desk gathers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.dispatch import receiver
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tuokio.evaluation.domain.waves import RESERVED_MINUTES
from tuokio.evaluation.labels_waves import BADGES, POINTS, STATES
from tuokio.evaluation.models.waves import EvaluationPlan, Invited, Wave
from tuokio.evaluation.pages.waves import WaveLine, last_day
from tuokio.kit.clock import HELSINKI
from tuokio.kit.parts import Part, Place
from tuokio.kit.prepared import prepared
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.meetings.models import Meeting
from tuokio.meetings.signals import meeting_shown
from tuokio.people.models import Person
from tuokio.supervision.domain.states import ENDED_STATES
from tuokio.supervision.models import Lead, Member, Process
from tuokio.terms.evaluation_words import WaveState
from tuokio.terms.words import Audience, ProcessState

WITH_WAVES = frozenset(
    {
        ProcessState.AGREED,
        ProcessState.RUNNING,
        ProcessState.PAUSED,
        ProcessState.RENEGOTIATING,
        ProcessState.FINAL_REVIEW,
        ProcessState.CLOSING,
    }
)
RESULT_DAYS = 30


@dataclass(frozen=True, slots=True)
class ProcessCard:
    """The evaluations of a process in a few lines, and the next step."""

    href: str
    lines: tuple[WaveLine, ...]
    next_href: str
    next_words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """The wave of one meeting, beside it: how long it takes, where it stands, and the way to it."""

    minutes: int
    title: str | Promise
    state: str | Promise
    badge: str
    href: str
    seen_by: str  # empty when it is the group


@dataclass(frozen=True, slots=True)
class PhoneCard:
    """One wave as a supervisee's home shows it: waiting for answers, or what may be told."""

    title: str | Promise
    process: str
    href: str
    waits: bool
    until: str
    id: str
    seen_by: str  # empty when it is the group


def flags() -> dict[str, Any]:
    """Whether the process has a plan of evaluations, and whether its statements are chosen."""
    plan = EvaluationPlan.objects.filter(process=OuterRef("pk"))
    return {"has_evaluation": Exists(plan), "evaluation_chosen": Exists(plan.exclude(codes=[]))}


def on_process_page(process: Process, *, at: datetime) -> Iterator[Part]:
    """Which evaluations are agreed, the open one, and the step that comes next."""
    planned = getattr(process, "has_evaluation", True)
    if not planned and process.now_in not in WITH_WAVES:
        return
    href = reverse("evaluation:evaluation", args=[process.pk])
    waves = _of_process(process) if planned else []
    chosen = planned and _is_chosen(process)
    step, words = next_step(process, waves, chosen=chosen)
    card = ProcessCard(href, tuple(WaveLine.of(wave) for wave in waves), step, words, chosen)
    yield Part("evaluation/wave_process_part.html", card, leads_to=href)


@prepared
def _of_process(process: Process) -> QuerySet[Wave]:
    return Wave.objects.filter(process=process)


def _is_chosen(process: Process) -> bool:
    asked = getattr(process, "evaluation_chosen", None)
    if asked is None:
        return EvaluationPlan.objects.filter(process=process).exclude(codes=[]).exists()
    return bool(asked)


def next_step(process: Process, waves: list[Wave], *, chosen: bool) -> tuple[str, str]:
    """Where to go next with the evaluations, and what it is called; empty when there is nothing to do."""
    if process.has_ended:
        return "", ""
    if not chosen:
        return reverse("evaluation:statements", args=[process.pk]), _("Choose what is evaluated")
    for wave in waves:
        if wave.is_open:
            return reverse("evaluation:wave", args=[wave.pk]), _("Go to the open evaluation")
    for wave in waves:
        if wave.now_in == WaveState.SCHEDULED:
            return reverse("evaluation:wave", args=[wave.pk]), str(POINTS[wave.point])
    return "", ""


def minutes_reserved(process: Process) -> int:
    """How many minutes of a meeting with a wave are kept for it."""
    return RESERVED_MINUTES if EvaluationPlan.objects.filter(process=process).exists() else 0


def wave_at(meeting: Meeting) -> Wave | None:
    """The wave that is agreed for this meeting, or None; the meeting comes from `with_number`."""
    return Wave.objects.filter(term=meeting.term_id, meeting_number=meeting.number, skipped_at=None).first()


@receiver(meeting_shown)
def beside_meeting(meeting: Meeting, **_more: Any) -> Part | None:
    """The evaluation that is agreed for a meeting, beside that meeting; nothing that an ended process never asked."""
    wave = wave_at(meeting)
    if wave is None or (meeting.process.has_ended and wave.now_in == WaveState.SCHEDULED):
        return None
    card = MeetingCard(
        minutes=RESERVED_MINUTES,
        title=POINTS[wave.point],
        state=STATES[wave.now_in],
        badge=BADGES[wave.now_in],
        href=reverse("evaluation:wave", args=[wave.pk]),
        seen_by=str(meeting.process.seen_in_words(Audience.GROUP)),
    )
    return Part("evaluation/wave_meeting_part.html", card)


def home_flags() -> dict[str, Any]:
    """Whether the member was asked in a wave."""
    return {"waves_to_show": Exists(Invited.objects.filter(member=OuterRef("pk")))}


def on_phone_home(person: Person, *, at: datetime) -> Iterator[Part]:
    """A wave that waits for an answer, and for a month what was told of a closed one."""
    for wave in _of_supervisee(person, at, at - timedelta(days=RESULT_DAYS)):
        if wave.is_open and (wave.answered or wave.process.state in ENDED_STATES):
            continue
        yield Part(
            "evaluation/wave_phone_part.html",
            PhoneCard(
                title=POINTS[wave.point],
                process=wave.process.name,
                href=reverse("evaluation:my_wave", args=[wave.pk]),
                waits=wave.is_open,
                until=last_day(wave),
                id=f"wave-{wave.pk}",
                seen_by=str(wave.process.seen_in_words(Audience.GROUP)),
            ),
            Place.WAITS if wave.is_open else Place.TOLD,
        )


@prepared
def _of_supervisee(person: Person, at: datetime, since: datetime) -> QuerySet[Any]:
    asked = Invited.objects.filter(member__person=person)
    own = asked.filter(wave=OuterRef("pk"))
    belonging = Member.objects.filter(
        Q(left_on=None) | Q(left_on__gt=at), process=OuterRef("process"), person=person
    )
    return (
        Wave.objects.filter(Exists(belonging), pk__in=asked.values("wave"))
        .filter(Q(closed_at=None, closes_at__gt=at) | Q(closed_at__gte=since))
        .exclude(process__state=ProcessState.ERASED)
        .annotate(answered=Exists(own.filter(answered=True)))
        .select_related("process")
    )


def waiting(person: Person, *, on: date) -> Iterator[Waiting]:
    """An evaluation agreed for a meeting of today, and an open one whose meeting is over."""
    start = datetime.combine(on, time(0), HELSINKI)
    for wave in _of_supervisor(person, on, start, start + timedelta(days=1)):
        yield Waiting(
            kind=_("Evaluation"),
            title=wave.process.name,
            why=_("The evaluation is open. Close it when everyone has had the time.")
            if wave.is_open
            else _("Five minutes of today's meeting are kept for it: %(title)s.")
            % {"title": POINTS[wave.point]},
            href=reverse("evaluation:wave", args=[wave.pk]),
            action=_("Go to the evaluation"),
            rank=WaitingRank.ATTENDANCE,
        )


def worth_asking(person: Person, *, on: date, start: datetime, end: datetime) -> dict[str, Exists]:
    """Whether a wave is open since yesterday or longer, or one may be agreed for a meeting of today."""
    today = Meeting.objects.filter(term=OuterRef("term"), starts_at__gte=start, starts_at__lt=end)
    agreed = Q(Exists(today), opened_at=None)
    return {"waves_wait": Exists(_unfinished(person, on).filter(Q(opened_at__lt=start) | agreed))}


def _unfinished(person: Person, on: date) -> QuerySet[Wave]:
    leading = Lead.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on, supervisor=person
    ).values("process")
    # said the other way round so that SQLite begins at the person's processes: most planned waves of all are not closed
    unclosed = ~Q(closed_at__isnull=False)
    return Wave.objects.filter(unclosed, process__in=leading, skipped_at=None).exclude(
        process__state__in=ENDED_STATES
    )


@prepared
def _of_supervisor(person: Person, on: date, start: datetime, end: datetime) -> QuerySet[Any]:
    today = Meeting.objects.filter(term=OuterRef("term"), starts_at__gte=start, starts_at__lt=end)
    number = today.with_number().values("number")[:1]  # type: ignore[misc]  # annotated by with_number
    return (
        _unfinished(person, on)
        .annotate(number_today=Subquery(number))
        .filter(Q(opened_at__lt=start) | Q(opened_at=None, meeting_number=F("number_today")))
        .select_related("process")[:60]
    )
