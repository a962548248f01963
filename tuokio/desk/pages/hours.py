"""A supervisor's own record: hours given by month, supervision received, and the list of references.

Only the supervisor sees it. A client stands in the list by its sector; by name only where it has allowed that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from tuokio.desk.pages.weeks import around
from tuokio.kit import when
from tuokio.kit.labels import FORMS, ORGANISATION_KINDS
from tuokio.meetings.domain.credit import RULES, MonthOfCredit, Received, months_of_credit
from tuokio.meetings.models import Attendance, EarlierWork, Meeting, ReferencePermission
from tuokio.people.models import Person
from tuokio.retention.models import KeptCounts
from tuokio.supervision.models import Member
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import FormOfWork, OrganisationKind

INSIDE = "inside"  # the sector of a process that stays inside its own house


@dataclass(frozen=True, slots=True)
class MonthGiven:
    """What was given in one month."""

    label: str
    meetings: int
    individual: str
    group: str
    together: str


@dataclass(frozen=True, slots=True)
class MonthReceived:
    """What was received in one month, what of it counts, and what is missing by the rule."""

    label: str
    individual: str
    group: str
    credited: str
    missing: str


@dataclass(frozen=True, slots=True)
class Reference:
    """One line of the list of references."""

    years: str
    form: str
    sector: str
    client: str
    meetings: int
    minutes: int

    @property
    def hours(self) -> str:
        """In hours, as they are written."""
        return hours_of(self.minutes)


@dataclass(frozen=True, slots=True)
class HoursPage:
    """The whole record of one year, and all references."""

    year: int
    years: tuple[int, ...]
    given: tuple[MonthGiven, ...]
    given_meetings: int
    given_hours: str
    received: tuple[MonthReceived, ...]
    is_supervised: bool
    only_group: bool
    rule: str
    rules: tuple[tuple[str, str], ...]
    rule_text: str
    references: tuple[Reference, ...]
    earlier: tuple[EarlierWork, ...]
    clients: tuple[tuple[str, str, bool], ...]  # key, name, whether it may be named


def rule_names() -> dict[str, str]:
    """What each rule is called."""
    return {
        "fi_plain": _("Everything counts"),
        "bacp": _("BACP (United Kingdom)"),
        "babcp": _("BABCP (United Kingdom)"),
    }


def rule_texts() -> dict[str, str]:
    """What each rule says, in a sentence or two."""
    return {
        "fi_plain": _("All the time counts, alone and in a group."),
        "bacp": _(
            "At least 1.5 hours each calendar month, one month never making up for another. In a group of at "
            "most four half of the time counts, in a larger one the time divided by the supervisees."
        ),
        "babcp": _(
            "At least 1.5 hours a month as an average. In a group of at most six all the time counts, in a "
            "larger one nothing; a group alone is not enough."
        ),
    }


def hours_of(minutes: int | Fraction) -> str:
    """Minutes as hours with at most two decimals: 75 is 1,25."""
    text = f"{round(float(minutes) / 60, 2):.2f}".rstrip("0").rstrip(".")
    return text if when.language() == "en" else text.replace(".", ",")


def hours_page(person: Person, *, year: int, rule: str, today: date) -> HoursPage:
    """The record of one supervisor. An unknown rule is read as the plain one."""
    rule = rule if rule in RULES else "fi_plain"
    given, months = _given(person, year), [(year, month) for month in range(1, 13)]
    seen = [month for month in months if month <= (today.year, today.month)]
    received = _received(person, year)
    credit = months_of_credit(RULES[rule], received, seen)
    return HoursPage(
        year=year,
        years=_years(person, today),
        given=tuple(_month_given(month, given) for month in months if any(g[0] == month for g in given)),
        given_meetings=len(given),
        given_hours=hours_of(sum(minutes for _month, minutes, _alone in given)),
        received=tuple(_month_received(one) for one in credit) if received else (),
        is_supervised=Member.objects.filter(person=person).exists(),
        only_group=any(one.only_group for one in credit),
        rule=rule,
        rules=tuple(rule_names().items()),
        rule_text=rule_texts()[rule],
        references=tuple(references_of(person)),
        earlier=tuple(person.earlier_work.all()),
        clients=tuple(_clients(person)),
    )


def _years(person: Person, today: date) -> tuple[int, ...]:
    first = Meeting.objects.filter(supervisor=person, state=MeetingState.HELD).order_by("starts_at").first()
    since = first.local_start.year if first else today.year
    return tuple(range(today.year, max(since, today.year - 30) - 1, -1))


def _given(person: Person, year: int) -> list[tuple[tuple[int, int], int, bool]]:
    """Month, minutes and whether it was with one person, of each meeting held in the year."""
    since, until = around(date(year, 1, 1), date(year, 12, 31))
    held = Meeting.objects.filter(
        supervisor=person, state=MeetingState.HELD, starts_at__gte=since, starts_at__lt=until
    ).select_related("process")
    return [
        (
            (one.local_start.year, one.local_start.month),
            one.minutes,
            one.process.form == FormOfWork.INDIVIDUAL,
        )
        for one in held
        if one.local_start.year == year
    ]


def _received(person: Person, year: int) -> list[Received]:
    """The meetings of the year in which the person was supervised and there."""
    since, until = around(date(year, 1, 1), date(year, 12, 31))
    there = (
        Attendance.objects.filter(
            member__person=person,
            present=True,
            meeting__state=MeetingState.HELD,
            meeting__starts_at__gte=since,
            meeting__starts_at__lt=until,
        )
        .select_related("meeting")
        .annotate(
            supervisees=Count(
                "meeting__attendances", filter=Q(meeting__attendances__present=True), distinct=True
            )
        )
    )
    return [
        Received(
            (row.meeting.local_start.year, row.meeting.local_start.month),
            row.meeting.minutes,
            max(row.supervisees, 1),
        )
        for row in there
        if row.meeting.local_start.year == year
    ]


def _month_given(month: tuple[int, int], given: Sequence[tuple[tuple[int, int], int, bool]]) -> MonthGiven:
    alone = sum(minutes for m, minutes, one in given if m == month and one)
    others = sum(minutes for m, minutes, one in given if m == month and not one)
    return MonthGiven(
        label=when.month(date(*month, 1)),
        meetings=sum(1 for m, _minutes, _one in given if m == month),
        individual=hours_of(alone),
        group=hours_of(others),
        together=hours_of(alone + others),
    )


def _month_received(one: MonthOfCredit) -> MonthReceived:
    return MonthReceived(
        label=when.month(date(*one.month, 1)),
        individual=hours_of(one.individual),
        group=hours_of(one.group),
        credited=hours_of(one.credited),
        missing=hours_of(one.missing) if one.missing else "",
    )


# --- references -------------------------------------------------------------------------------------------


def sector_of(kind: str) -> str:
    """The sector in words."""
    return str(ORGANISATION_KINDS[kind]) if kind in ORGANISATION_KINDS else _("own organisation")


def references_of(person: Person) -> Iterator[Reference]:
    """Every process in which the person has held meetings, and the work from before; the newest first."""
    lines = [*_from_meetings(person), *_from_counts(person), *_from_before(person)]
    yield from sorted(lines, key=lambda one: (one.years[-4:], one.years), reverse=True)


def _from_meetings(person: Person) -> Iterator[Reference]:
    held = (
        Meeting.objects.filter(supervisor=person, state=MeetingState.HELD)
        .select_related("process__payer__reference_permission")
        .order_by("process", "starts_at")
    )
    by_process: dict[object, list[Meeting]] = {}
    for meeting in held:
        by_process.setdefault(meeting.process_id, []).append(meeting)
    for meetings in by_process.values():
        payer = meetings[0].process.payer
        named = payer is not None and hasattr(payer, "reference_permission")
        yield Reference(
            years=_span(meetings[0].local_start.year, meetings[-1].local_start.year),
            form=str(FORMS[meetings[0].process.form]),
            sector=sector_of(payer.kind if payer else INSIDE),
            client=payer.name if payer and named and payer.kind != OrganisationKind.SELF_PAYER else "",
            meetings=len(meetings),
            minutes=sum(one.minutes for one in meetings),
        )


def _from_counts(person: Person) -> Iterator[Reference]:
    """What is left of processes whose meetings were let go."""
    kept = KeptCounts.objects.filter(
        process__leads__supervisor=person, process__leads__until_on=None, first_year__isnull=False, held__gt=0
    ).select_related("process__payer")
    for one in kept:
        payer = one.process.payer
        yield Reference(
            years=_span(one.first_year or 0, one.last_year or one.first_year or 0),
            form=str(FORMS[one.process.form]),
            sector=sector_of(payer.kind if payer else INSIDE),
            client="",
            meetings=one.held,
            minutes=one.minutes,
        )


def _from_before(person: Person) -> Iterator[Reference]:
    for line in person.earlier_work.all():
        yield Reference(
            years=_span(line.from_year, line.until_year),
            form=str(FORMS[line.form]),
            sector=sector_of(line.sector),
            client=line.client,
            meetings=line.meetings,
            minutes=line.minutes,
        )


def _span(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first}–{last}"


def _clients(person: Person) -> Iterable[tuple[str, str, bool]]:
    """Those who have ordered from the person and can be named: never one who pays for themselves."""
    allowed = set(ReferencePermission.objects.values_list("organisation", flat=True))
    payers = {
        meeting.process.payer
        for meeting in Meeting.objects.filter(supervisor=person, state=MeetingState.HELD)
        .select_related("process__payer")
        .order_by()
        if meeting.process.payer and meeting.process.payer.kind != OrganisationKind.SELF_PAYER
    }
    for payer in sorted(payers, key=lambda one: one.name):
        yield str(payer.pk), payer.name, payer.pk in allowed
