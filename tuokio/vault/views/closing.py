"""At the main host: what becomes of one's locked notes before the account closes."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuokio.kit.clock import now, today
from tuokio.people.access import signed_in, signed_in_only
from tuokio.terms.handing_over_words import Settled
from tuokio.vault.refusals import NotThere
from tuokio.vault.usecases import closing as acts
from tuokio.vault.usecases.closing import held_by, settle
from tuokio.vault.usecases.coming_in import SESSION_LIVES, open_passage


@never_cache
@signed_in_only
@require_safe
def closing(request: HttpRequest) -> HttpResponse:
    """Each circle of one's own, and what becomes of it when the account closes."""
    held = held_by(signed_in(request))
    ready = not any(one.is_open for one in held)
    return render(request, "vault/closing.html", {"held": held, "ready": ready})


@signed_in_only
@require_POST
def settling(request: HttpRequest, space_id: UUID) -> HttpResponse:
    """Decide about one of them; until the account is closed one may think again."""
    how = request.POST.get("how", "")
    if how not in Settled:
        messages.warning(request, _("Choose first what becomes of it."))
        return redirect("vault:closing")
    try:
        settle(person=signed_in(request), space_id=space_id, how=Settled(how), at=now())
    except NotThere:
        raise Http404 from None
    messages.success(request, _("Noted. Nothing is erased before you close the account."))
    return redirect("vault:closing")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def parted(request: HttpRequest, word: str) -> HttpResponse:
    """From the letter after an account was closed: one press leads to what waits, which only its person's way opens."""
    try:
        found = acts.parted(word, on=today())
    except NotThere:
        return render(request, "vault/parted.html", {"parting": None}, status=410)
    if request.method != "POST":
        return render(request, "vault/parted.html", {"parting": found})
    logout(request)  # whoever else was signed in here
    request.session["parted"] = True  # nobody's sign-in: the notes' host goes by it for as long as it lasts
    request.session.set_expiry(SESSION_LIVES)
    request.session.create()
    word = open_passage(person=found.person, session_key=request.session.session_key or "", at=now())
    response = HttpResponseRedirect(f"{settings.VAULT_ORIGIN}{settings.VAULT_PATH}#in={word}")
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
