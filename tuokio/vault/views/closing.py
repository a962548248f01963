"""At the main host: what becomes of one's locked notes before the account closes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tuokio.kit.clock import now
from tuokio.people.access import signed_in, signed_in_only
from tuokio.terms.handing_over_words import Settled
from tuokio.vault.refusals import NotThere
from tuokio.vault.usecases.closing import held_by, settle


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
