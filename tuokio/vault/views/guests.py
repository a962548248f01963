"""The guest of one meeting: who they are there, that meeting's documents, and what they write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from tuokio.vault.models import SpaceMember
from tuokio.vault.pages import guest_to, space_to
from tuokio.vault.refusals import NotThere
from tuokio.vault.usecases import guests
from tuokio.vault.usecases.guests import guest_of
from tuokio.vault.views.asking import Act, as_id, by_word, done
from tuokio.vault.views.documents import given, version_of


def guest_asks(*methods: str) -> Callable[[Act], Act]:
    """A view for whoever carries the word of a meeting's link: who, and when, are given to it."""
    return by_word(*methods, gives=lambda request, word, at: (request, guest_of(word, at=at), at))


@guest_asks("GET")
def guest(request: HttpRequest, me: SpaceMember, at: datetime) -> HttpResponse:
    """Which meeting's space the link leads to, to whoever comes in by it."""
    guests.comes_in(me)
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
