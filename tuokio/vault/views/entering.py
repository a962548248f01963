"""Coming over from the main host, and going."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from tuokio.kit import clock
from tuokio.kit.limits import address_of, allow
from tuokio.vault.refusals import NotIn, TooOften
from tuokio.vault.usecases import passkeys
from tuokio.vault.usecases.coming_in import come_in, go_out, open_passage_back
from tuokio.vault.views.asking import Asked, answers, asks, done, read
from tuokio.vault.views.keys import answered_of

TRIES_AN_HOUR = 120


@answers("POST")
def enter(request: HttpRequest) -> HttpResponse:
    """A word that leads here once becomes one that asks for a while."""
    if not allow(f"vault-enter:{address_of(request)}", limit=TRIES_AN_HOUR, seconds=3600):
        raise NotIn
    came = come_in(word=read(request).text("word", most=100), at=clock.now())
    return done(token=came.token, own=came.own_computer)


@answers("POST")
def passkey_question(request: HttpRequest) -> HttpResponse:
    """Something for a passkey to sign: to come in with one, or, for who is in, to make one."""
    if not allow(f"vault-passkey:{address_of(request)}", limit=TRIES_AN_HOUR, seconds=3600):
        raise TooOften
    asked = passkeys.ask(person=None, at=clock.now())
    return done(question=str(asked.pk), challenge=asked.question)


@asks("POST")
def new_passkey_question(asked: Asked) -> HttpResponse:
    """Something for a new passkey to sign, and whose it will be."""
    question = passkeys.ask(person=asked.person, at=asked.at)
    return done(question=str(question.pk), challenge=question.question)


@answers("POST")
def enter_by_passkey(request: HttpRequest) -> HttpResponse:
    """Come in by showing a passkey of this host. Of what it also opens in the browser nothing is sent here."""
    address = address_of(request)
    if not allow(f"vault-passkey-in:{address}", limit=TRIES_AN_HOUR, seconds=3600):
        raise TooOften
    said = read(request)
    token = passkeys.come_in_by_passkey(
        answered=answered_of(said, "authenticatorData", "signature"),
        own=said.flag("own"),
        address=address,
        browser=request.headers.get("user-agent", ""),
        at=clock.now(),
    )
    return done(token=token, own=said.flag("own"))


@asks("POST")
def way_back(asked: Asked) -> HttpResponse:
    """A word that leads to the main host once, for a browser that came in here."""
    return done(word=open_passage_back(session=asked.session, at=asked.at))


@asks("POST")
def leave(asked: Asked) -> HttpResponse:
    """This browser asks no more."""
    go_out(asked.session)
    return done()
