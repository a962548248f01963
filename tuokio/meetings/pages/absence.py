"""What an absence would change and has changed, and who must be called because no mail reaches them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from tuokio.kit import when
from tuokio.meetings.domain.free_days import DateSpan, finnish_holiday
from tuokio.meetings.domain.series import planned_date
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.models import Absence, Break, Meeting, MeetingChange
from tuokio.people.models import Person
from tuokio.supervision.models import Member, Process
from tuokio.terms.meeting_words import MeetingEvent

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Concerned:
    """One meeting that an absence concerns: where it would go, and what to think of before."""

    id: UUID
    name: str
    moment: str
    place: str
    has_begun: bool
    goes_to: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """One process of which not everybody has a mail address: whom to call."""

    process: str
    contact: str
    phone: str
    contact_has_mail: bool
    without_mail: tuple[str, ...]
    nobody_has_mail: bool

    @property
    def phone_href(self) -> str:
        """The telephone as a link."""
        return "tel:" + "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


@dataclass(frozen=True, slots=True)
class Preview:
    """What will happen, before it does."""

    days: str
    meetings: tuple[Concerned, ...]
    calls: tuple[Call, ...]
    mails: int

    @classmethod
    def of(
        cls,
        meetings: Sequence[Meeting],
        supervisor: Person,
        *,
        span: tuple[date, date],
        move_days: int | None,
        at: datetime,
    ) -> Preview:
        """What an absence of those days does to these meetings (see absence_acts.meetings_of_days)."""
        targets = {} if move_days is None else _targets(meetings, supervisor, move_days)
        processes = {meeting.process_id: meeting.process for meeting in meetings}
        return cls(
            days=when.days(*span),
            meetings=tuple(
                Concerned(
                    id=meeting.pk,
                    name=meeting.process.name,
                    moment=when.moment(meeting.starts_at, meeting.minutes, meeting.zone),
                    place=", ".join(p for p in (_("remotely") if meeting.remote else "", meeting.place) if p),
                    has_begun=meeting.starts_at <= at,
                    goes_to=targets[meeting.pk][0] if targets else "",
                    warnings=targets[meeting.pk][1] if targets else (),
                )
                for meeting in meetings
            ),
            calls=tuple(calls_of(processes.values())),
            mails=sum(_mails(process) for process in processes.values()),
        )


def _targets(
    meetings: Sequence[Meeting], supervisor: Person, days: int
) -> dict[UUID, tuple[str, tuple[str, ...]]]:
    """Where each would go, and what stands in the way there. Raises SeriesRefused beyond the calendar."""
    goes = {}
    for meeting in meetings:
        local = meeting.local_start
        goes[meeting.pk] = planned_date(
            local.date() + timedelta(days=days), local.time(), meeting.zone, meeting.minutes
        )
    if not goes:
        return {}
    first, last = min(g.start_utc for g in goes.values()), max(g.end_utc for g in goes.values())
    others = list(
        Meeting.objects.filter(
            supervisor=supervisor, state__in=AHEAD, starts_at__gte=first - DAY, starts_at__lt=last
        )
        .exclude(pk__in=goes)
        .select_related("process")
    )
    spans = Break.objects.filter(
        supervisor=supervisor, from_on__lte=last.date() + DAY, until_on__gte=first.date()
    )
    breaks = [DateSpan(span.from_on, span.until_on) for span in spans]
    found = {}
    for key, planned in goes.items():
        warnings = []
        if holiday := finnish_holiday(planned.on, when.language()):
            warnings.append(holiday)
        if planned.on.weekday() >= 5:
            warnings.append(_("a weekend"))
        if any(planned.on in span for span in breaks):
            warnings.append(_("during your own break"))
        warnings += [
            _("at the same time as %(name)s") % {"name": other.process.name}
            for other in others
            if other.starts_at < planned.end_utc and planned.start_utc < other.ends_at
        ]
        moment = when.moment(planned.start_utc, planned.minutes, planned.zone)
        found[key] = (moment, tuple(warnings))
    return found


def calls_of(processes: Iterable[Process]) -> Iterable[Call]:
    """Those of which somebody has no mail address, the worst first."""
    found = [call for process in processes if (call := _call(process))]
    return sorted(found, key=lambda call: (not call.nobody_has_mail, call.process))


def _call(process: Process) -> Call | None:
    contact = process.contact_person
    contact = contact if contact and contact.ended_on is None else None
    without = tuple(
        f"{member.name} ({member.person.phone})" if member.person and member.person.phone else member.name
        for member in _members(process)
        if not _has_mail(member)
    )
    contact_has_mail = bool(contact and contact.email)
    if not without and (contact is None or contact_has_mail):
        return None
    return Call(
        process=process.name,
        contact=contact.name if contact else "",
        phone=contact.phone if contact else "",
        contact_has_mail=contact_has_mail,
        without_mail=without,
        nobody_has_mail=not _mails(process),
    )


def _members(process: Any) -> Sequence[Member]:
    """As absence_acts.meetings_of_days fetched them."""
    members: Sequence[Member] = process.present_members
    return members


def _has_mail(member: Member) -> bool:
    return bool(member.person and member.person.email and member.person.is_active)


def _mails(process: Process) -> int:
    """How many addresses `telling.tell_of_dates` writes to."""
    addresses = {member.person.email for member in _members(process) if member.person and _has_mail(member)}
    contact = process.contact_person
    if contact and contact.email and contact.ended_on is None:
        addresses.add(contact.email)
    return len(addresses)


# --- afterwards -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Changed:
    """One meeting that was cancelled or moved."""

    id: UUID
    name: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class AbsencePage:
    """What was done and who is still to be called."""

    supervisor: str
    days: str
    changed: tuple[Changed, ...]
    calls: tuple[Call, ...]
    wants_dates: bool

    @classmethod
    def of(cls, absence: Absence) -> AbsencePage:
        """The page of one telling: what it did in the practice that it was told for."""
        changes = list(
            MeetingChange.objects.filter(
                at=absence.at,
                by=absence.told_by_id,
                event__in=(MeetingEvent.CANCEL, MeetingEvent.MOVE),
                meeting__practice=absence.practice_id,
                meeting__process__leads__supervisor=absence.supervisor_id,
            )
            .select_related("meeting__process__contact_person", "meeting__process__practice")
            .prefetch_related(
                Prefetch(
                    "meeting__process__members",
                    Member.objects.filter(left_on=None).select_related("person"),
                    to_attr="present_members",
                )
            )
            .order_by("meeting__starts_at", "pk")
            .distinct()
        )
        processes = {change.meeting.process_id: change.meeting.process for change in changes}
        return cls(
            supervisor=absence.supervisor.name,
            days=when.days(absence.from_on, absence.until_on),
            changed=tuple(_changed(change) for change in changes),
            calls=tuple(calls_of(processes.values())),
            wants_dates=any(change.meeting.replacement_wanted for change in changes),
        )


def _changed(change: MeetingChange) -> Changed:
    meeting = change.meeting
    old = change.old_start or meeting.starts_at
    moved = change.event == MeetingEvent.MOVE
    return Changed(
        id=meeting.pk,
        name=meeting.process.name,
        was=when.moment(old, meeting.minutes, meeting.zone),
        now=_("moved to %(moment)s")
        % {"moment": when.moment(meeting.starts_at, meeting.minutes, meeting.zone)}
        if moved
        else _("cancelled"),
    )
