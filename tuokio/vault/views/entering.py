"""Coming over from the main host, and going."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from tuokio.kit import clock
from tuokio.kit.limits import address_of, allow
from tuokio.vault.refusals import NotIn
from tuokio.vault.usecases.coming_in import come_in, go_out
from tuokio.vault.views.asking import Asked, answers, asks, done, read

TRIES_AN_HOUR = 120


@answers("POST")
def enter(request: HttpRequest) -> HttpResponse:
    """A word that leads here once becomes one that asks for a while."""
    if not allow(f"vault-enter:{address_of(request)}", limit=TRIES_AN_HOUR, seconds=3600):
        raise NotIn
    return done(token=come_in(word=read(request).text("word", most=100), at=clock.now()))


@asks("POST")
def leave(asked: Asked) -> HttpResponse:
    """This browser asks no more."""
    go_out(asked.session)
    return done()
