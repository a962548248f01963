"""*Tänään* of those who look after a whole practice: how much each supervisor has, and nobody's name beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.desk.domain.number_words import number_word
from tuokio.desk.pages.gathering import WaitingList
from tuokio.desk.pages.today import UNDER_WAY
from tuokio.desk.pages.weeks import CANCELLED, midnight, monday_of, week_address
from tuokio.kit import when
from tuokio.kit.clock import HELSINKI
from tuokio.meetings.models import Meeting
from tuokio.people.models import Practice, Role
from tuokio.supervision.models import Lead
from tuokio.terms.words import Standing


@dataclass(frozen=True, slots=True)
class SupervisorToday:
    """How much one supervisor has."""

    name: str
    today: int
    week: int
    running: int


@dataclass(frozen=True, slots=True)
class PracticeTodayPage:
    """The practice's day in numbers."""

    heading: str
    counts: str
    week_number: int
    week_href: str
    practices: str
    supervisors: tuple[SupervisorToday, ...]
    waiting: WaitingList

    @classmethod
    def of(cls, practices: Sequence[Practice], *, at: datetime, waiting: WaitingList) -> PracticeTodayPage:
        """The page as it is at a moment."""
        on = at.astimezone(HELSINKI).date()
        supervisors = _supervisors(practices, at)
        meetings = sum(one.today for one in supervisors)
        word = number_word(meetings, when.language())
        told = (
            ngettext("%(number)s meeting today", "%(number)s meetings today", meetings) % {"number": word}
            if meetings
            else _("no meetings today")
        )
        running = sum(one.running for one in supervisors)
        under_way = ngettext("%(number)s process running", "%(number)s processes running", running)
        return cls(
            heading=when.spoken_day(on),
            counts=f"{told} · {under_way % {'number': running}}",
            week_number=when.week_number(on),
            week_href=week_address(on),
            practices=", ".join(practice.name for practice in practices),
            supervisors=supervisors,
            waiting=waiting,
        )


def _supervisors(practices: Sequence[Practice], at: datetime) -> tuple[SupervisorToday, ...]:
    on = at.astimezone(HELSINKI).date()
    day = timedelta(days=1)
    names: dict[UUID, str] = dict(
        Role.objects.filter(practice__in=practices, standing=Standing.SUPERVISOR, ended_on=None).values_list(
            "person_id", "person__name"
        )
    )
    meetings: dict[UUID, tuple[int, int]] = {}
    for supervisor, name, today, week in (
        Meeting.objects.filter(
            practice__in=practices,
            starts_at__gte=midnight(monday_of(on)),
            starts_at__lt=midnight(monday_of(on) + 7 * day),
        )
        .exclude(state__in=CANCELLED)
        .order_by()
        .values_list("supervisor_id", "supervisor__name")
        .annotate(
            today=Count("pk", filter=Q(starts_at__gte=midnight(on), starts_at__lt=midnight(on + day))),
            week=Count("pk"),
        )
    ):
        meetings[supervisor] = (today, week)
        names.setdefault(supervisor, name)
    running: dict[UUID, int] = {}
    for supervisor, name, number in (
        Lead.objects.filter(
            Q(until_on=None) | Q(until_on__gte=on),
            from_on__lte=on,
            process__practice__in=practices,
            process__state__in=UNDER_WAY,
        )
        .order_by()
        .values_list("supervisor_id", "supervisor__name")
        .annotate(number=Count("pk"))
    ):
        running[supervisor] = number
        names.setdefault(supervisor, name)
    return tuple(
        SupervisorToday(name, *meetings.get(supervisor, (0, 0)), running.get(supervisor, 0))
        for supervisor, name in sorted(names.items(), key=lambda item: item[1])
    )
