"""At whose public page somebody stands who books: what is offered there, and how an answer leaves."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string

from tuokio.booking.forms.choosing import NotATime, Picked, picked
from tuokio.booking.pages.talks import BookingFrame, path_of
from tuokio.booking.pages.times import TimeButton, instead
from tuokio.booking.usecases.offered import free_for_talks, talk_rules
from tuokio.kit.clock import now
from tuokio.mapping.models import PageWords, PublicPage
from tuokio.mapping.pages import home_language
from tuokio.mapping.views.public import frame_of, language_in, not_kept, public_page
from tuokio.meetings.models import BookingRules

LOOK_FOR_OTHERS = timedelta(days=21)


def _known_languages() -> Prefetch[str]:
    """In which languages the page is written, without all that it says."""
    return Prefetch("words", PageWords.objects.only("page", "language", "shown", "headline"))


class Door:
    """The page of a practice at which somebody stands, in a language, and whose times can be booked there."""

    def __init__(self, request: HttpRequest, slug: str, asked_language: str, *, own: bool = False) -> None:
        """Raises Http404 when the page is not there, or nobody opens times to strangers.

        `own`: what has been booked opens also when the page was taken down or no more times are opened.
        """
        if own:
            pages = PublicPage.objects.select_related("practice").defer("photo", "logo")
            self.page: PublicPage = get_object_or_404(pages, practice__slug=slug)
            prefetch_related_objects([self.page], _known_languages())
            self.language = asked_language or home_language(self.page)
        else:
            self.page = public_page(request, slug)
            prefetch_related_objects([self.page], _known_languages())
            self.language = language_in(self.page, asked_language)
        self.rules = talk_rules(self.page.practice)
        if not self.rules and not own:
            raise Http404
        self.at = now()

    @property
    def names(self) -> dict[UUID, str]:
        """The supervisors by their ids."""
        return {one.supervisor_id: one.supervisor.name for one in self.rules}

    def rules_of(self, supervisor: UUID) -> BookingRules:
        """The rules of one of them. Raises Http404."""
        for one in self.rules:
            if one.supervisor_id == supervisor:
                return one
        raise Http404

    def picked(self, request: HttpRequest, field: str = "time") -> Picked:
        """The time that a button sent. Raises Http404."""
        try:
            return picked(request.POST.get(field, ""), among=[*self.names])
        except NotATime:
            raise Http404 from None

    def path(self, what: str = "choose", **more: Any) -> str:
        """A path of this booking in this language."""
        return path_of(self.page, self.language, what, **more)

    def others(self, wanted: datetime) -> Sequence[TimeButton]:
        """The next three free times in place of one."""
        since = max(self.at, min(wanted, self.at + LOOK_FOR_OTHERS))
        found = free_for_talks(self.rules, since=since, until=since + LOOK_FOR_OTHERS, at=self.at)
        if not found and since > self.at:
            found = free_for_talks(self.rules, since=self.at, until=since, at=self.at)
        return instead(found, after=wanted, names=self.names)

    def about(self, what: str = "choose", **more: Any) -> dict[str, Any]:
        """What every template of these pages reads."""
        return {
            **frame_of(self.page, self.language),
            "page": BookingFrame.of(self.page, self.language, what, **more),
            "choose_href": self.path(),
        }

    def answer(
        self, request: HttpRequest, template: str, about: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        """A page in this language, for no cache to keep; squeezed, for it holds no secret of the house."""
        html = render_to_string(template, about)
        response = not_kept(HttpResponse(html, status=status), self.language)
        if "gzip" in request.headers.get("accept-encoding", ""):
            response.content = gzip.compress(html.encode(), 6, mtime=0)
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        return response
