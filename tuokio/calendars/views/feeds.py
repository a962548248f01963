"""The feed that calendars fetch without signing in, and the page of one's own calendar."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuokio.calendars.forms.feeds import WishForm
from tuokio.calendars.models import CalendarWish
from tuokio.calendars.pages.feeds import belongs_somewhere, feed_page
from tuokio.calendars.usecases.feeds import (
    close_feed,
    feed_at,
    kept_content,
    made_content,
    open_feed,
    say_wish,
)
from tuokio.calendars.usecases.invitations import invite_person
from tuokio.kit.clock import now
from tuokio.kit.once import AlreadySubmitted, claim, settle
from tuokio.kit.sent import done_once
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.views.processes import supervises_in

FILE_KIND = "text/calendar; charset=utf-8"
HEADERS = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex, nofollow"}


@require_safe
def fetch(request: HttpRequest, token: str) -> HttpResponse:
    """The feed behind a secret address. Nearly always `config.middleware.feeds` has answered before this is reached."""
    answer = _answer(request, token)
    if answer is None:
        raise Http404
    return answer


def known_feed(request: HttpRequest) -> HttpResponse | None:
    """The answer to a GET or HEAD of `/feeds/<token>.ics` if there is such a feed."""
    token = request.path_info.removeprefix("/feeds/").removesuffix(".ics")
    if request.method not in ("GET", "HEAD") or request.path_info != f"/feeds/{token}.ics":
        return None
    return _answer(request, token)


def _answer(request: HttpRequest, token: str) -> HttpResponse | None:
    """304 for whoever has it already, by one question to the database."""
    at = now()
    head = feed_at(token, at=at)
    if head is None:
        return None
    asked = request.META.get("HTTP_IF_NONE_MATCH", "")
    if head.etag and _holds(asked, head.etag):
        return HttpResponseNotModified(headers={**HEADERS, "ETag": f'"{head.etag}"'})
    content = kept_content(head) if head.etag else None
    etag = head.etag
    if content is None:
        made = made_content(head.id, at=at)
        if made is None:
            return None
        etag, content = made
        if _holds(asked, etag):
            return HttpResponseNotModified(headers={**HEADERS, "ETag": f'"{etag}"'})
    headers = {**HEADERS, "ETag": f'"{etag}"', "Content-Length": str(len(content))}
    body = b"" if request.method == "HEAD" else content
    return HttpResponse(body, content_type=FILE_KIND, headers=headers)


def _holds(asked: str, etag: str) -> bool:
    """Whether If-None-Match names this entity; a proxy that squeezed it may have made the tag a weak one."""
    return asked.strip() == "*" or f'"{etag}"' in asked


# --- the page ----------------------------------------------------------------------------------------------


@signed_in_only
def feed(request: HttpRequest) -> HttpResponse:
    """One's own calendar: the feed, invitations, the word for a date."""
    person, at = signed_in(request), now()
    form = _wish_form(request, person)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            say_wish(person=person, at=at, **form.wished())
            invite_person(person, at=at)
            messages.success(request, _("Saved."))
            return request.path

        return done_once(request, act, at=at)
    return _page(request, person, form)


@signed_in_only
@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """Make the address, or another in its place; it is shown this once."""
    person, at = signed_in(request), now()
    try:
        with transaction.atomic():
            claimed = claim(request.POST.get("once", ""), person_id=person.pk, at=at)
            token = open_feed(person=person, at=at)
            settle(claimed, "")
    except AlreadySubmitted:
        messages.info(
            request,
            _("The address was shown once and is not kept. If you lost it, make another in its place."),
        )
        return redirect("calendars:feed")
    response = _page(request, person, _wish_form(None, person), token=token)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@signed_in_only
@require_POST
def closing(request: HttpRequest) -> HttpResponse:
    """Close the feed."""
    close_feed(person=signed_in(request), at=now())
    messages.success(request, _("The feed is closed. Calendars that fetched it get nothing any more."))
    return redirect("calendars:feed")


def _wish_form(request: HttpRequest | None, person: Person) -> WishForm:
    sent = request is not None and request.method == "POST"
    return WishForm(
        request.POST if request is not None and sent else None,
        wish=CalendarWish.objects.filter(person=person).first(),
        leads=bool(supervises_in(person)),
        belongs=belongs_somewhere(person),
    )


def _page(request: HttpRequest, person: Person, form: WishForm, *, token: str = "") -> HttpResponse:
    page = feed_page(person, supervises=bool(supervises_in(person)), token=token)
    return render(request, "calendars/feed.html", {"page": page, "form": form})
