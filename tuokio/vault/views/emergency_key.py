"""At the main host: the emergency key of a practice. Off, until its owner gives the public half of one made elsewhere."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tuokio.kit.clock import now
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Practice
from tuokio.vault.forms import EmergencyKeyForm
from tuokio.vault.usecases import escrow


def _mine(request: HttpRequest, practice_id: UUID) -> Practice:
    return get_object_or_404(Practice.objects.owned_by(signed_in(request)), pk=practice_id)


@never_cache
@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def emergency_key(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    """Whether the practice keeps one, how it is made, and switching it on or to another."""
    practice = _mine(request, practice_id)
    kept = escrow.kept_by(practice)
    initial = {"recipient": kept.recipient, "holder": kept.holder} if kept else None
    form = EmergencyKeyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        escrow.keep(practice=practice, by=signed_in(request), at=now(), **form.cleaned_data)
        messages.success(request, _("Saved. In each group its supervisor lets the key in, or does not."))
        return redirect("vault:emergency_key", practice.pk)
    return render(
        request,
        "vault/emergency_key.html",
        {
            "practice": practice,
            "form": form,
            "kept": kept,
            "groups": escrow.reads_in(practice),
            "part": "emergency key",
        },
    )


@signed_in_only
@require_POST
def ending(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    """Switch it off."""
    practice = _mine(request, practice_id)
    escrow.end(practice=practice, by=signed_in(request), at=now())
    messages.success(request, _("Switched off. No group lets it in any more."))
    return redirect("vault:emergency_key", practice.pk)
