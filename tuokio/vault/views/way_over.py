"""At the main host: what the locked notes are, and the way over to their own host."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from tuokio.kit import clock
from tuokio.people.access import signed_in, signed_in_only
from tuokio.vault.usecases.coming_in import open_passage


@require_GET
@signed_in_only
def what_it_is(request: HttpRequest) -> HttpResponse:
    """What the locked notes protect against and what not, and the way to one's own."""
    return render(request, "vault/about.html", {"shares_host": settings.VAULT_SHARES_HOST})


@require_POST
@signed_in_only
def enter(request: HttpRequest) -> HttpResponse:
    """Go over, with a word that works once; it stands behind the #, which no server is sent."""
    word = open_passage(
        person=signed_in(request), session_key=request.session.session_key or "", at=clock.now()
    )
    response = HttpResponseRedirect(f"{settings.VAULT_ORIGIN}{settings.VAULT_PATH}#in={word}")
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
