"""What a member does from the phone: says whether they come, and takes dates into a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tuokio.kit import clock, when
from tuokio.meetings.domain.agenda_file import agenda_file
from tuokio.meetings.domain.states import AHEAD, MeetingActRefused
from tuokio.meetings.models import Attendance, Meeting
from tuokio.meetings.usecases import one_meeting
from tuokio.meetings.usecases.agenda import as_agenda
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.models import Member
from tuokio.terms.meeting_words import MeetingState

CANCELLED = (MeetingState.CANCELLED_FREE, MeetingState.CANCELLED_CHARGED)
MOST_DATES = 200
FILE_KIND = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """One date and what the member has answered."""

    moment: str
    process: str
    place: str
    answer: str
    can_answer: bool
    answer_href: str
    file_href: str

    @property
    def is_coming(self) -> bool:
        """Whether the member said "Tulen paikalle"."""
        return self.answer == Attendance.Answer.COMING

    @property
    def cannot_come(self) -> bool:
        """Whether the member said "En pääse"."""
        return self.answer == Attendance.Answer.CANNOT


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def answer(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The member's answer to one date. Sent twice it is the same answer; the last one counts."""
    person, at = signed_in(request), clock.now()
    meeting, member = _own(person, meeting_id)
    if request.method != "POST":
        return render(request, "meetings/answer.html", {"page": _page(meeting, member, at)})
    said = request.POST.get("answer")
    if said not in (Attendance.Answer.COMING, Attendance.Answer.CANNOT):
        messages.error(request, _("Nothing was saved: choose one of the two answers."))
        return redirect("meetings:answer", meeting.pk)
    coming = said == Attendance.Answer.COMING
    try:
        if meeting.ends_at <= at:
            raise Over
        one_meeting.answer(meeting=meeting, member=member, coming=coming, at=at)
    except (MeetingActRefused, Over):
        messages.error(
            request, _("This meeting is already over or was cancelled, so the answer was not saved.")
        )
    else:
        moment = when.moment(meeting.starts_at, zone=meeting.zone)
        told = (
            _("You are coming on %(moment)s. Your supervisor sees it.")
            if coming
            else _("You cannot come on %(moment)s. Your supervisor sees it.")
        )
        messages.success(request, told % {"moment": moment})
    return redirect("desk:home")


class Over(Exception):
    """The meeting has ended."""


@require_safe
@signed_in_only
def calendar_file(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One date for a calendar program: for those who take part and those who lead."""
    person, on = signed_in(request), clock.today()
    found = Meeting.objects.led_by(person, on=on).filter(pk=meeting_id).first()
    if found is None:
        found, _member = _own(person, meeting_id)
    return _file([found], f"{found.local_start.date().isoformat()}.ics")


@require_safe
@signed_in_only
def own_file(request: HttpRequest) -> HttpResponse:
    """Every date to come of what the person takes part in."""
    person, at = signed_in(request), clock.now()
    members = list(_memberships(person))
    if not members:
        raise Http404
    coming = Meeting.objects.filter(
        process__in=[member.process_id for member in members],
        starts_at__gt=at - timedelta(days=1),
        state__in=[*AHEAD, *CANCELLED],
    )
    mine = [
        meeting
        for meeting in coming[:MOST_DATES]
        if any(
            member.process_id == meeting.process_id and member.belongs_on(meeting.local_start.date())
            for member in members
        )
    ]
    return _file(mine, "tuokio.ics")


def _memberships(person: Person) -> Any:
    on = clock.today()
    return Member.objects.filter(person=person).exclude(left_on__lte=on).exclude(process__state="erased")


def _own(person: Person, meeting_id: UUID) -> tuple[Meeting, Member]:
    """The meeting and the member that the person is there. Raises Http404."""
    meeting = get_object_or_404(
        Meeting.objects.joined_by(person, on=clock.today()).select_related("process"), pk=meeting_id
    )
    day = meeting.local_start.date()
    for member in _memberships(person).filter(process=meeting.process_id):
        if member.belongs_on(day):
            return meeting, member
    raise Http404


def _page(meeting: Meeting, member: Member, at: datetime) -> AnswerPage:
    row = Attendance.objects.filter(meeting=meeting, member=member).first()
    return AnswerPage(
        moment=when.moment(meeting.starts_at, meeting.minutes, meeting.zone),
        process=meeting.process.name,
        place=", ".join(part for part in (_("remotely") if meeting.remote else "", meeting.place) if part),
        answer=row.answer if row else "",
        can_answer=meeting.is_ahead and meeting.ends_at > at and not meeting.process.has_ended,
        answer_href=reverse("meetings:answer", args=[meeting.pk]),
        file_href=reverse("meetings:file", args=[meeting.pk]),
    )


def _file(meetings: Sequence[Meeting], filename: str) -> HttpResponse:
    content = agenda_file(as_agenda(meetings))
    response = HttpResponse(content, content_type=FILE_KIND)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
