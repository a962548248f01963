"""Letters about bookings: time, place and a link to the one who booked; to the supervisor that something waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tuokio.booking.models import TalkLink
from tuokio.kit import when
from tuokio.kit.letters import send_letter, write_to
from tuokio.kit.limits import allow
from tuokio.mapping.enquiring import is_mail
from tuokio.mapping.models import PublicPage
from tuokio.mapping.pages import home_language
from tuokio.meetings.models import Meeting, Talk
from tuokio.people.models import Person

A_DAY = 86_400
TO_ONE_ADDRESS = 5  # letters a day about bookings, so that nobody is flooded in another's name


def talk_path(page: PublicPage, language: str, token: str) -> str:
    """Where the booking opens in a language, without its token being kept anywhere."""
    given = {"slug": page.practice.slug, "token": token}
    if language != home_language(page):
        given["language"] = language
    return reverse("booking:own", kwargs=given)


def place_told(booked: Talk | Meeting) -> str:
    """Where it is, in words; empty when nothing was said."""
    return _("remotely") if booked.remote else booked.place


def talk_booked(link: TalkLink, *, token: str, page: PublicPage, at: datetime) -> None:
    """Confirm it to the one who booked, and tell the supervisor that something waits."""
    _to_booker(
        link,
        kind="talk booked",
        subject=lambda: _("Your time is booked"),
        opening=lambda: _("Your time for a conversation is booked:"),
        address=_address(link, page, token),
        at=at,
    )
    _to_supervisor(link.talk, kind="talk booked", at=at)


def talk_moved(link: TalkLink, *, token: str, page: PublicPage, at: datetime) -> None:
    """The new time to both."""
    _to_booker(
        link,
        kind="talk moved",
        subject=lambda: _("Your time has changed"),
        opening=lambda: _("Your conversation has a new time:"),
        address=_address(link, page, token),
        at=at,
    )
    _to_supervisor(link.talk, kind="talk moved", at=at)


def talk_cancelled(link: TalkLink, *, by: Person | None, at: datetime) -> None:
    """That the time was cancelled: to both, whoever did it; the supervisor who did it knows."""
    _to_booker(
        link,
        kind="talk cancelled",
        subject=lambda: _("Your time has been cancelled"),
        opening=lambda: _("This time has been cancelled, and it costs nothing:"),
        address="",
        at=at,
    )
    if by is None:
        _to_supervisor(link.talk, kind="talk cancelled", at=at)


def _address(link: TalkLink, page: PublicPage, token: str) -> str:
    return settings.BASE_ADDRESS + talk_path(page, link.enquiry.language, token)


def _to_booker(
    link: TalkLink,
    *,
    kind: str,
    subject: Callable[[], str],
    opening: Callable[[], str],
    address: str,
    at: datetime,
) -> None:
    enquiry, talk = link.enquiry, link.talk
    if not is_mail(enquiry.mail):
        return
    if not allow(f"booking:{enquiry.mail.lower()}", limit=TO_ONE_ADDRESS, seconds=A_DAY):
        return
    practice = talk.practice
    with translation.override(enquiry.language):
        told = [opening(), when.moment(talk.starts_at, talk.minutes, talk.zone), place_told(talk)]
        way = [_("Here you can change or cancel it until it begins:"), address] if address else []
        signed = [practice.name, practice.phone]
        send_letter(
            kind=kind,
            to=enquiry.mail,
            subject=subject(),
            text="\n\n".join("\n".join(filter(None, part)) for part in (told, way, signed) if any(part)),
            language=enquiry.language,
            at=at,
            practice_id=practice.pk,
            reply_to=practice.email,
        )


def _to_supervisor(talk: Talk, *, kind: str, at: datetime) -> None:
    address = settings.BASE_ADDRESS + reverse("desk:process", args=[talk.process_id])
    tell_supervisor(talk.supervisor, address=address, kind=kind, practice_id=talk.practice_id, at=at)


def tell_supervisor(supervisor: Person, *, address: str, kind: str, practice_id: UUID, at: datetime) -> None:
    """Write to a supervisor who has a mail address that a booking came or changed, and where it stands."""
    if not supervisor.email:
        return
    write_to(
        supervisor,
        kind=kind,
        subject=lambda: _("Something waits for you in Tuokio"),
        text=lambda: (
            _("A booking has come or changed. It stands here:\n%(address)s\n") % {"address": address}
        ),
        at=at,
        practice_id=practice_id,
    )
