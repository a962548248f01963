"""What members' calendars answered, and the other times that they proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.calendars.models import TimeProposal
from tuokio.calendars.usecases.replies import Outcome, Taken
from tuokio.kit import when
from tuokio.kit.parts import Part
from tuokio.meetings.models import Meeting
from tuokio.meetings.signals import meeting_shown
from tuokio.people.models import Person


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another time that a member's calendar proposed."""

    id: UUID
    who: str
    process: str
    stands: str
    proposed: str
    move_href: str


@dataclass(frozen=True, slots=True)
class ProposalsCard:
    """The proposals for one meeting, beside it."""

    proposals: tuple[Proposal, ...]


def proposals_for(person: Person, *, at: datetime) -> tuple[Proposal, ...]:
    """Those for meetings to come that the person leads."""
    led = Meeting.objects.led_by(person, on=when.local(at).date()).ahead().filter(starts_at__gt=at)
    return _shown(TimeProposal.objects.filter(meeting__in=led))


@receiver(meeting_shown)
def beside_meeting(meeting: Meeting, **_more: Any) -> Part | None:
    """What was proposed for a meeting, beside it on its supervisor's page."""
    if not meeting.is_ahead:
        return None
    found = _shown(TimeProposal.objects.filter(meeting=meeting.pk))
    return Part("calendars/proposals_part.html", ProposalsCard(found)) if found else None


def _shown(proposals: Any) -> tuple[Proposal, ...]:
    return tuple(
        Proposal(
            id=one.pk,
            who=one.member.name,
            process=one.meeting.process.name,
            stands=when.moment(one.meeting.starts_at, one.meeting.minutes, one.meeting.zone),
            proposed=when.moment(one.starts_at, one.minutes, one.meeting.zone),
            move_href=reverse("meetings:date", args=[one.meeting_id]),
        )
        for one in proposals.select_related("member", "meeting__process")
    )


def told(taken: Sequence[Taken]) -> list[tuple[bool, str]]:
    """What became of each answer as a sentence, with whether it was taken."""
    return [(one.outcome in (Outcome.COMING, Outcome.CANNOT, Outcome.PROPOSED), _told(one)) for one in taken]


def _told(taken: Taken) -> str:
    if taken.meeting is None or taken.member is None:
        return _(
            "A reply was not taken: it belongs to no meeting of yours, or its address is not that of anybody in it. "
            "You can mark the answer on the page of the meeting."
        )
    about = {
        "name": taken.member.name,
        "moment": when.moment(taken.meeting.starts_at, taken.meeting.minutes, taken.meeting.zone),
    }
    return {
        Outcome.COMING: _("%(name)s is coming on %(moment)s."),
        Outcome.CANNOT: _("%(name)s cannot come on %(moment)s."),
        Outcome.PERHAPS: _("%(name)s may come on %(moment)s. Nothing was marked."),
        Outcome.PROPOSED: _("%(name)s proposes another time in place of %(moment)s. You find it below."),
        Outcome.OLD: _(
            "%(name)s answered a time that has changed since, so it was not marked for %(moment)s."
        ),
        Outcome.OVER: _(
            "The meeting on %(moment)s is over or cancelled, so the answer of %(name)s was not kept."
        ),
    }[taken.outcome] % about
