"""How a guest comes to their meetings: signed in, through the commissioner's door, or by a mailed link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tuokio.booking.usecases.guests import Guest, own_member, own_processes
from tuokio.booking.usecases.next_meetings import LinkClosed, opened_by
from tuokio.kit.clock import now, today
from tuokio.meetings.models import Meeting
from tuokio.people.access import commissioner_of, commissioner_only, signed_in, signed_in_only
from tuokio.supervision.models import Process

Page = Callable[..., HttpResponse]
WITH_ALL = ("process__practice", "term", "supervisor", "practice")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a guest stands: who they are, the frame of the page, and where its ways lead."""

    guest: Guest
    frame: str
    home: str
    home_name: str
    meeting_at: Callable[[str, Meeting], str]
    booking_at: Callable[[Process], str] | None  # None by a link, which opens one meeting only

    def about(self) -> dict[str, Any]:
        """What every template of these pages reads."""
        return {"frame": self.frame, "home": self.home, "home_name": self.home_name}


def _at_home(guest: Guest) -> Place:
    return Place(
        guest,
        "kit/phone_base.html",
        reverse("desk:home"),
        _("Home"),
        lambda what, meeting: reverse(f"booking:own_{what}", args=[meeting.pk]),
        lambda process: reverse("booking:own_next", args=[process.pk]),
    )


def _at_commissioners(guest: Guest) -> Place:
    return Place(
        guest,
        "kit/base.html",
        reverse("desk:commissioner"),
        _("Your page"),
        lambda what, meeting: reverse(f"booking:ordered_{what}", args=[meeting.pk]),
        lambda process: reverse("booking:ordered_next", args=[process.pk]),
    )


def _by_link(guest: Guest, token: str) -> Place:
    return Place(
        guest,
        "mapping/link_base.html",
        "",
        "",
        lambda what, meeting: reverse(LINKED[what], args=[token]),
        None,
    )


LINKED = {
    "meeting": "booking:linked",
    "meeting_time": "booking:linked_time",
    "meeting_cancellation": "booking:linked_cancellation",
}


def supervisees(view: Page) -> Page:
    """The view for one who is supervised, signed in, of their own individual process."""

    @signed_in_only
    @wraps(view)
    def found(request: HttpRequest, **given: UUID) -> HttpResponse:
        person, on = signed_in(request), today()
        processes = own_processes(person, on=on).select_related("practice")
        process, meeting = _asked(processes, **given)
        member = own_member(person, process, on=on)
        if member is None:
            raise Http404
        return view(request, _at_home(Guest(member=member)), process, meeting)

    return found


def commissioners(view: Page) -> Page:
    """The view for a contact person who came through the door, of what their organisation orders."""

    @commissioner_only
    @wraps(view)
    def found(request: HttpRequest, **given: UUID) -> HttpResponse:
        contact = commissioner_of(request)
        processes = Process.objects.ordered_by(contact).select_related("practice")
        process, meeting = _asked(processes, **given)
        return view(request, _at_commissioners(Guest(contact=contact)), process, meeting)

    return found


def linked(view: Page) -> Page:
    """The view for whoever has the mailed link of one meeting; one that opens nothing is no page at all."""

    @never_cache
    @wraps(view)
    def found(request: HttpRequest, token: str) -> HttpResponse:
        try:
            meeting, guest = opened_by(token, at=now())
        except LinkClosed:
            raise Http404 from None
        with translation.override(guest.language):
            return view(request, _by_link(guest, token), meeting.process, meeting)

    return found


def _asked(
    processes: Any, process_id: UUID | None = None, meeting_id: UUID | None = None
) -> tuple[Process, Meeting | None]:
    """The process, and the meeting when one is asked for: only what is to come can be changed. Raises Http404."""
    if meeting_id is None:
        return get_object_or_404(processes, pk=process_id), None
    coming = Meeting.objects.ahead().filter(process__in=processes, starts_at__gt=now())
    meeting = get_object_or_404(coming.select_related(*WITH_ALL), pk=meeting_id)
    return meeting.process, meeting
