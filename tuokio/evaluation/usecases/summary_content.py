"""What a summary would say now: counted, and chosen by its supervisor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q

from tuokio.evaluation.domain.summaries import Chosen, Frame, Goal, Meetings, Statement, compose
from tuokio.evaluation.models import Summary
from tuokio.evaluation.reading import figures_of
from tuokio.evaluation.released import released_of
from tuokio.goals.reading import agreed_goals
from tuokio.kit.clock import HELSINKI
from tuokio.meetings.models import Attendance, Meeting
from tuokio.supervision.models import Process

LANGUAGES = ("fi", "sv", "en")


def content_of(summary: Summary, *, at: datetime) -> dict[str, Any]:
    """The content as it would be frozen at that moment."""
    process = summary.process
    period = (summary.period_from, summary.period_until)
    chosen = Chosen(
        period=period,
        recommendation=summary.recommendation,
        new_form=summary.new_form,
        with_meetings=summary.with_meetings,
        with_attendance=summary.with_attendance,
        goals=frozenset(summary.goals),
        figures=frozenset(summary.figures),
    )
    return compose(
        chosen,
        frame=_frame(process, at),
        meetings=meetings_of(process, *period),
        goals=goals_of(process),
        figures=statements_of(process),
        released=released_of(process),
    )


def _frame(process: Process, at: datetime) -> Frame:
    supervisor = process.supervisor_on(at.astimezone(HELSINKI).date())
    return Frame(
        process=process.name,
        form=process.form,
        organisation=process.payer.name if process.payer else _inside(process),
        practice=process.practice.name,
        supervisor=supervisor.name if supervisor else "",
    )


def _inside(process: Process) -> str:
    """Inside a house: the unit that is supervised."""
    return process.unit.name if process.unit else ""


def meetings_of(process: Process, first: date, last: date) -> Meetings:
    """How many meetings of the period were held and agreed, and how many were there in all."""
    since = datetime.combine(first, time(0), HELSINKI)
    until = datetime.combine(last + timedelta(days=1), time(0), HELSINKI)
    held = Meeting.objects.filter(process=process, starts_at__gte=since, starts_at__lt=until).held()
    terms = [
        term
        for term in process.terms.all()
        if term.starts_on <= last and (term.ends_on is None or term.ends_on >= first)
    ]
    before = sum(term.held_before for term in terms if term.starts_on >= first)
    there = Attendance.objects.filter(meeting__in=held).aggregate(
        there=Count("pk", filter=Q(present=True)), marked=Count("pk", filter=Q(present__isnull=False))
    )
    return Meetings(
        held=held.count() + before,
        planned=sum(term.planned for term in terms),
        there=there["there"],
        marked=there["marked"],
    )


def goals_of(process: Process) -> dict[str, Goal]:
    """The goals agreed with the commissioner, by id."""
    return {
        str(goal.id): Goal(**{name: getattr(goal, name) for name in Goal.__dataclass_fields__})
        for goal in agreed_goals(process)
    }


def statements_of(process: Process) -> Sequence[Statement]:
    """The figures that passed the thresholds, with their words in every language."""
    words: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        for figure in figures_of(process, language=language):
            words.setdefault(figure.code, {})[language] = figure.statement
    return [
        Statement(
            code=figure.code,
            words=words[figure.code],
            answered=figure.answered,
            then=figure.then,
            now=figure.now,
        )
        for figure in figures_of(process, language="fi")
    ]
