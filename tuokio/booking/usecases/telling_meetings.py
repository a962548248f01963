"""Letters about meetings that were booked, moved or cancelled by those whom they are for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tuokio.booking.usecases.guests import Guest
from tuokio.booking.usecases.telling import place_told, tell_supervisor
from tuokio.kit import when
from tuokio.kit.letters import send_letter
from tuokio.meetings.models import Meeting
from tuokio.meetings.usecases.telling import tell_of_dates


def booked(meeting: Meeting, guest: Guest, *, token: str, at: datetime) -> None:
    """Time, place and a link to who booked; that a date changed to the others; that something waits to the supervisor."""
    _to_guest(
        meeting,
        guest,
        kind="meeting booked",
        subject=lambda: _("Your meeting is booked"),
        opening=lambda: _("A meeting is booked:"),
        token=token,
        at=at,
    )
    _to_others(meeting, guest, kind="meeting booked", at=at)


def moved(meeting: Meeting, guest: Guest, *, token: str, at: datetime) -> None:
    """The new time, in the same way."""
    _to_guest(
        meeting,
        guest,
        kind="meeting moved",
        subject=lambda: _("Your meeting has a new time"),
        opening=lambda: _("A meeting has a new time:"),
        token=token,
        at=at,
    )
    _to_others(meeting, guest, kind="meeting moved", at=at)


def cancelled(meeting: Meeting, guest: Guest, *, at: datetime) -> None:
    """That it was cancelled, in the same way; of the price nothing."""
    _to_guest(
        meeting,
        guest,
        kind="meeting cancelled",
        subject=lambda: _("A meeting has been cancelled"),
        opening=lambda: _("This meeting has been cancelled:"),
        token="",
        at=at,
    )
    _to_others(meeting, guest, kind="meeting cancelled", at=at)


def _to_guest(
    meeting: Meeting,
    guest: Guest,
    *,
    kind: str,
    subject: Callable[[], str],
    opening: Callable[[], str],
    token: str,
    at: datetime,
) -> None:
    if not guest.email:
        return
    with translation.override(guest.language):
        told = [
            opening(),
            when.moment(meeting.starts_at, meeting.minutes, meeting.zone),
            place_told(meeting),
        ]
        address = settings.BASE_ADDRESS + reverse("booking:linked", args=[token]) if token else ""
        way = [_("Here you can change or cancel it until it begins:"), address] if address else []
        practice = meeting.practice
        signed = [practice.name, practice.phone]
        send_letter(
            kind=kind,
            to=guest.email,
            subject=subject(),
            text="\n\n".join("\n".join(filter(None, part)) for part in (told, way, signed) if any(part)),
            language=guest.language,
            at=at,
            practice_id=meeting.practice_id,
            reply_to=practice.email,
        )


def _to_others(meeting: Meeting, guest: Guest, *, kind: str, at: datetime) -> None:
    tell_of_dates(process=meeting.process, at=at, without=guest.email)
    address = settings.BASE_ADDRESS + reverse("meetings:meeting", args=[meeting.pk])
    tell_supervisor(meeting.supervisor, address=address, kind=kind, practice_id=meeting.practice_id, at=at)
