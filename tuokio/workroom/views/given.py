"""What left the room, at the main host: for the supervisor, the group and a house's coordinator."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tuokio.evaluation.pages.summaries import archive_note, publicity_for
from tuokio.kit.clock import now, today
from tuokio.people.access import signed_in, signed_in_only
from tuokio.supervision.models import Process
from tuokio.supervision.views.processes import form_page, led_process, send
from tuokio.workroom.domain.going_out import SHOWN_OUTSIDE
from tuokio.workroom.models import OutOfRoom
from tuokio.workroom.pages.given import GivenOfProcess, GivenPage
from tuokio.workroom.told import REFUSED_HERE, sentence
from tuokio.workroom.usecases.going_out import ask_back


@signed_in_only
@require_safe
def of_process(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """What the group has given, and how the rest stands; the words of the rest are sealed."""
    process = led_process(signed_in(request), process_id, "payer")
    page = GivenPage.of(process, person=None, at=now())
    return render(request, "workroom/given.html", {"page": page, "process": process})


@signed_in_only
def asking_back(request: HttpRequest, process_id: UUID, out_id: UUID) -> HttpResponse:
    """Ask back what was given."""
    person = signed_in(request)
    process = led_process(person, process_id, "payer")
    out = get_object_or_404(OutOfRoom.objects.select_related("process"), pk=out_id, process=process)
    if out.now_in not in SHOWN_OUTSIDE:
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act() -> None:
        ask_back(out=out, by=person, at=now())

    back = reverse("workroom:given", args=[process.pk])
    return send(request, form, act, back, refused=REFUSED_HERE, told=sentence) or form_page(
        request,
        process,
        form,
        heading=_("Ask it back"),
        lead=_(
            "It goes from the commissioner's page, which says that it was asked back. The words are erased here."
        ),
        button=_("Ask it back"),
        notice=archive_note(publicity_for(process)),
    )


@signed_in_only
@require_safe
def own(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """What one's own group has given, in the words that it agreed to."""
    person = signed_in(request)
    joined = Process.objects.joined_by(person, on=today()).select_related("payer")
    process = get_object_or_404(joined, pk=process_id)
    page = GivenPage.of(process, person=person, at=now())
    return render(request, "workroom/own_given.html", {"page": page, "process": process})


@signed_in_only
@require_safe
def inside(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """What a group inside the house has given, to its coordinator."""
    given = OutOfRoom.objects.given_inside(signed_in(request)).filter(process=process_id)
    found = list(given.select_related("process__payer").order_by("kind", "given_at", "pk"))
    if not found:
        raise Http404
    page = GivenOfProcess.of(found[0].process, found)
    return render(request, "workroom/given_inside.html", {"page": page})
