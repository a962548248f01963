"""At the main host: what the locked notes are, and the way over to their own host."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import urlsplit
from uuid import UUID

import segno
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tuokio.kit import clock
from tuokio.people.access import signed_in, signed_in_only, standings_of
from tuokio.people.computers import OWN, SHARED
from tuokio.people.passkeys import note_passkey
from tuokio.people.views.signing_in import let_in
from tuokio.vault.refusals import NotIn
from tuokio.vault.usecases.coming_in import go_back, gone_back, open_passage, who_goes_back


@require_GET
@signed_in_only
def what_it_is(request: HttpRequest) -> HttpResponse:
    """What the locked notes protect against and what not, and the way to one's own."""
    page = {
        "base": "kit/base.html" if standings_of(request) else "kit/phone_base.html",
        "shares_host": settings.VAULT_SHARES_HOST,
        "host": urlsplit(settings.VAULT_ORIGIN).netloc,
        "address": f"{settings.BASE_ADDRESS}/vault/",
        "qr": _qr(f"{settings.BASE_ADDRESS}/vault/"),
        "verify": f"tuokio verify-assets {settings.VAULT_ORIGIN}{settings.VAULT_PATH}".rstrip("/"),
    }
    return render(request, "vault/about.html", page)


def _qr(address: str) -> SafeString:
    """The address as a picture for a phone's camera; it has no size of its own, so that it shrinks whole."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True
    )
    return mark_safe(drawn.getvalue().decode())  # noqa: S308  # drawn by segno from our own address


@require_POST
@signed_in_only
def enter(request: HttpRequest) -> HttpResponse:
    """Go over, with a word that works once; it stands behind the #, which no server is sent.

    Whoever wants the workroom of a process says so, and finds it open once the notes are.
    """
    word = open_passage(
        person=signed_in(request),
        session_key=request.session.session_key or "",
        own_computer=request.session.get("computer") == OWN,
        at=clock.now(),
    )
    room = f"&room={process}" if (process := _process_in(request.POST.get("room", ""))) else ""
    response = HttpResponseRedirect(f"{settings.VAULT_ORIGIN}{settings.VAULT_PATH}#in={word}{room}")
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _process_in(text: str) -> UUID | None:
    """The id that a form carries along; it opens nothing, the browser looks for it among one's own circles."""
    try:
        return UUID(text)
    except ValueError:
        return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest, word: str) -> HttpResponse:
    """Go on at the main host after a passkey was shown at the other: a button says as whom, and signs in once."""
    at = clock.now()
    try:
        person = who_goes_back(word=word, at=at)
        if request.method != "POST":
            return render(request, "vault/come_back.html", {"person": person})
        passage = go_back(word=word, at=at)
    except NotIn:
        return render(request, "vault/come_back.html", {"person": None}, status=410)
    if request.user.is_authenticated:
        logout(request)
    note_passkey(request, passage.person)
    response = let_in(request, passage.person, computer=OWN if passage.own_computer else SHARED)
    gone_back(passage, session_key=request.session.session_key or "")
    return response
