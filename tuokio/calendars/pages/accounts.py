"""One's own calendar both ways: the account, and what was moved there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.calendars.domain.elsewhere import Trouble
from tuokio.calendars.models import CalendarAccount, ProposedMove
from tuokio.calendars.pages.sources import moment_words, what_happened
from tuokio.kit import when
from tuokio.kit.parts import Part, Place
from tuokio.meetings.models import Meeting
from tuokio.meetings.signals import meeting_shown
from tuokio.people.models import Person


@dataclass(frozen=True, slots=True)
class Move:
    """A meeting moved, or taken away (`proposed` empty), in its supervisor's own calendar."""

    id: UUID
    process: str
    stands: str
    proposed: str
    cancel_href: str


@dataclass(frozen=True, slots=True)
class MovesCard:
    """What was moved of one meeting, beside it."""

    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class AccountPage:
    """The page "Oma kalenteri molempiin suuntiin"."""

    has_account: bool
    host: str
    writes_to: str
    told: str
    trouble: str
    moves: tuple[Move, ...]


def account_page(person: Person, account: CalendarAccount | None, *, at: datetime) -> AccountPage:
    """What the person sees."""
    led = Meeting.objects.led_by(person, on=when.local(at).date()).ahead()
    moves = moves_of(ProposedMove.objects.filter(meeting__in=led, copy__account__supervisor=person))
    if account is None:
        return AccountPage(False, "", "", "", "", moves)
    trouble = ""
    if account.trouble and account.failing_since:
        trouble = _("Since %(moment)s: %(what)s") % {
            "moment": moment_words(account.failing_since),
            "what": what_happened(Trouble(account.trouble)),
        }
    told = (
        _("All was alike on %(moment)s.") % {"moment": moment_words(account.good_at)}
        if account.good_at
        else ""
    )
    return AccountPage(True, account.host, account.writes_to, told, trouble, moves)


def moves_of(moves: Any) -> tuple[Move, ...]:
    """Proposed moves as a page shows them."""
    return tuple(
        Move(
            id=one.pk,
            process=one.meeting.process.name,
            stands=when.moment(one.meeting.starts_at, one.meeting.minutes, one.meeting.zone),
            proposed=when.moment(one.starts_at, one.minutes, one.meeting.zone) if one.starts_at else "",
            cancel_href=reverse("meetings:cancellation", args=[one.meeting_id]),
        )
        for one in moves.select_related("meeting__process").order_by("seen_at", "pk")
    )


@receiver(meeting_shown)
def moved_elsewhere(meeting: Meeting, **_more: Any) -> Part | None:
    """What was moved of a meeting in its supervisor's calendar, beside it on its page."""
    if not meeting.is_ahead:
        return None
    found = moves_of(ProposedMove.objects.filter(meeting=meeting.pk))
    return Part("calendars/moves_part.html", MovesCard(found), Place.WAITS) if found else None
