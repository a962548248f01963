"""At the main host: requests for access, each with its last day."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuokio.kit.clock import now, today
from tuokio.kit.sent import done_once
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person, Practice
from tuokio.vault.forms import RequestForm
from tuokio.vault.refusals import NotThere
from tuokio.vault.usecases import access
from tuokio.vault.usecases.succession import named_in


def _practices(person: Person) -> list[Practice]:
    """Where the person may note a request."""
    found = Practice.objects.filter(
        roles__person=person, roles__standing__in=access.WORKS, roles__ended_on=None
    )
    return list(found.distinct().order_by("name"))


@never_cache
@signed_in_only
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, what was answered, and where to note a new one."""
    person = signed_in(request)
    practices = _practices(person)
    found = list(access.requests_for(person))
    if not practices and not found:  # one who holds notes of an earlier practice still answers
        raise Http404
    return render(
        request,
        "vault/requests.html",
        {
            "waiting": [one for one in found if one.answered_on is None],
            "answered": [one for one in found if one.answered_on],
            "practices": practices,
            "successions": named_in(list(Practice.objects.owned_by(person))),
            "me": person,
            "on": today(),
        },
    )


@never_cache
@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def request_new(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    """Note that somebody has asked."""
    person = signed_in(request)
    practice = get_object_or_404(Practice, pk__in=[one.pk for one in _practices(person)], pk=practice_id)
    form = RequestForm(request.POST or None, practice=practice, person=person, on=today())
    if request.method == "POST" and form.is_valid():

        def add() -> str:
            access.note_request(practice=practice, by=person, at=now(), **form.cleaned_data)
            messages.success(request, _("Noted. It stands here until it has been answered."))
            return reverse("vault:requests")

        return done_once(request, add, at=now())
    return render(request, "vault/request_new.html", {"form": form, "practice": practice})


@signed_in_only
@require_POST
def request_answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """It was answered today: only that is noted."""
    try:
        access.answer_request(request_id=request_id, by=signed_in(request), on=today(), at=now())
    except NotThere:
        raise Http404 from None
    messages.success(request, _("Noted as answered."))
    return redirect("vault:requests")
