"""How long a computer remembers a sign-in: a shared one not beyond its window, one's own for a month."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

from tuokio.kit import clock
from tuokio.people.access import SIGNED_IN_AT

SHARED = "shared"
OWN = "own"
IDLE_SECONDS = 2 * 60 * 60
OWN_SECONDS = 30 * 24 * 60 * 60
OWN_COOKIE = "tuokio_own_computer"
NOTED_EVERY = 5 * 60

Answer = Callable[[HttpRequest], HttpResponseBase]


def settle_computer(request: HttpRequest, computer: str) -> None:
    """Give a new sign-in its length: whatever was not clearly called one's own is shared."""
    session = request.session
    session.pop("computer_asked", None)
    moment = clock.now().timestamp()
    session[SIGNED_IN_AT] = moment
    session["seen"] = moment
    session["computer"] = OWN if computer == OWN else SHARED
    session.set_expiry(OWN_SECONDS if computer == OWN else 0)


def short_on_shared(answer: Answer) -> Answer:
    """End a sign-in on a shared computer after two idle hours and keep its pages out of the browser's store.

    On one's own computer the month begins anew with each day of use.
    """

    def keep(request: HttpRequest) -> HttpResponseBase:
        session = request.session
        computer = session.get("computer")
        if computer not in (SHARED, OWN):
            return answer(request)
        moment = clock.now().timestamp()
        idle = moment - session.get("seen", 0)
        if computer == SHARED and idle > IDLE_SECONDS:
            logout(request)
            return answer(request)
        if idle > (NOTED_EVERY if computer == SHARED else 24 * 60 * 60):
            session["seen"] = moment
        response = answer(request)
        if computer == SHARED:
            response.headers["Cache-Control"] = "no-store"
        return response

    return keep
