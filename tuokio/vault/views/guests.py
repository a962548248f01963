"""The guest of one meeting: who they are there, that meeting's documents, and what they write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from tuokio.kit import clock
from tuokio.vault.models import SpaceMember
from tuokio.vault.pages import guest_to, space_to
from tuokio.vault.refusals import NotIn, NotThere
from tuokio.vault.usecases import guests
from tuokio.vault.usecases.guests import guest_of
from tuokio.vault.views.asking import BEARER, answers, as_id, done
from tuokio.vault.views.documents import given, version_of

Act = Callable[..., HttpResponse]


def guest_asks(*methods: str) -> Callable[[Act], Act]:
    """A view for whoever carries the word of a meeting's link: who, and when, are given to it."""

    def guard(act: Act) -> Act:
        def with_word(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            carried = request.headers.get("authorization", "")
            if not carried.startswith(BEARER):
                raise NotIn
            at = clock.now()
            return act(request, guest_of(carried.removeprefix(BEARER), at=at), at, **kwargs)

        return answers(*methods)(wraps(act)(with_word))

    return guard


@guest_asks("GET")
def guest(request: HttpRequest, me: SpaceMember, at: datetime) -> HttpResponse:
    """Which meeting's space the link leads to."""
    return done(**guest_to(me))


@guest_asks("GET")
def space(request: HttpRequest, me: SpaceMember, at: datetime, space_id: str) -> HttpResponse:
    """The space as the guest is given it."""
    if me.space_id != as_id(space_id):
        raise NotThere
    return done(**space_to(me))


@guest_asks("GET", "PUT")
def document(request: HttpRequest, me: SpaceMember, at: datetime, document_id: str) -> HttpResponse:
    """One document of the meeting: fetch it, keep its next version."""
    found = as_id(document_id)
    if request.method == "PUT":
        return done(rev=guests.keep(guest=me, version=version_of(request, found), at=at).rev)
    return given(guests.fetch(guest=me, document_id=found))
