"""What the link of a booked mapping conversation opens: it, another time, the end of it. Until it begins."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from tuokio.booking.models import TalkLink
from tuokio.booking.pages.talks import TalkShown
from tuokio.booking.pages.times import FreeTimes, span_from
from tuokio.booking.usecases.offered import NotOffered, free_for_talks
from tuokio.booking.usecases.talks import HasBegun, LinkClosed, cancel_talk, move_talk, opened_by
from tuokio.booking.views.door import Door
from tuokio.kit import when
from tuokio.meetings.usecases.occupying import Taken

BOTH = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[[HttpRequest, Door, TalkLink, str], HttpResponseBase]


def by_link(view: View) -> Callable[..., HttpResponseBase]:
    """Open the page for whoever has the link; one that opens nothing is no page at all."""

    @wraps(view)
    def opened(request: HttpRequest, slug: str, token: str, language: str = "") -> HttpResponseBase:
        door = Door(request, slug, language, own=True)
        with translation.override(door.language):
            try:
                link = opened_by(token, at=door.at)
                if link.talk.practice_id != door.page.practice_id:
                    raise LinkClosed
                return view(request, door, link, token)
            except HasBegun:
                return door.answer(request, "booking/begun.html", door.about(), status=410)
            except LinkClosed:
                raise Http404 from None

    return opened


def _about(door: Door, link: TalkLink, token: str, what: str) -> dict[str, Any]:
    return {
        **door.about(what, token=token),
        "talk": TalkShown.of(link.talk),
        "mailed": bool(link.enquiry.mail),
        "own_href": door.path("own", token=token),
        "time_href": door.path("own_time", token=token),
        "cancel_href": door.path("own_cancellation", token=token),
        "can_move": bool(door.rules),
        "can_book": bool(door.rules) and door.page.published,
    }


@require_safe
@by_link
def own(request: HttpRequest, door: Door, link: TalkLink, token: str) -> HttpResponseBase:
    """The booking: when, with whom, where, at what price, and what can be done."""
    return door.answer(request, "booking/own.html", _about(door, link, token, "own"))


@csrf_exempt  # whoever has the link may do it, and nobody can send it who has not
@BOTH
@by_link
def own_time(request: HttpRequest, door: Door, link: TalkLink, token: str) -> HttpResponseBase:
    """Another free time."""
    if not door.rules or link.talk.state == link.talk.State.CANCELLED:
        return redirect(door.path("own", token=token))
    about = _about(door, link, token, "own_time")
    if request.method == "POST":
        wanted = door.picked(request)
        try:
            move_talk(
                link=link,
                token=token,
                page=door.page,
                rules=door.rules_of(wanted.supervisor),
                starts_at=wanted.starts_at,
                at=door.at,
            )
        except (Taken, NotOffered):
            about["lost"] = when.moment(wanted.starts_at, zone=link.talk.zone)
            about["others"] = door.others(wanted.starts_at)
            return door.answer(request, "booking/lost.html", about, status=409)
        return _back(door, token)
    span = span_from(request.GET.get("from", ""), at=door.at)
    found = free_for_talks(door.rules, since=span.since, until=span.until, at=door.at)
    about["times"] = FreeTimes.of(found, span, names=door.names, at=door.at)
    return door.answer(request, "booking/own_time.html", about)


@csrf_exempt  # the same
@BOTH
@by_link
def own_cancellation(request: HttpRequest, door: Door, link: TalkLink, token: str) -> HttpResponseBase:
    """Cancel, having seen that it costs nothing."""
    if request.method == "POST":
        cancel_talk(link=link, by=None, at=door.at)
        return _back(door, token)
    return door.answer(
        request, "booking/own_cancellation.html", _about(door, link, token, "own_cancellation")
    )


def _back(door: Door, token: str) -> HttpResponse:
    response = redirect(door.path("own", token=token))
    response.status_code = 303
    return response
