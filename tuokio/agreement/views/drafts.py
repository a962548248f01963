"""Drawing up a version: the first one, a new one after one that was taken back, or a change of what holds."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.agreement.domain.content import AgreementContent
from tuokio.agreement.forms.accepting import KindForm
from tuokio.agreement.forms.drafting import DraftForm
from tuokio.agreement.pages.for_supervisor import newest_of
from tuokio.agreement.refusals import REFUSED, sentence
from tuokio.agreement.usecases.drafting import draft_version
from tuokio.agreement.usecases.first_content import first_content, usual_kind
from tuokio.kit.clock import now, today
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.views.processes import form_page, led_process, send
from tuokio.terms.acceptance_words import VersionState
from tuokio.terms.agreement_words import AgreementKind, Profile

WAITS = {VersionState.SENT, VersionState.PARTLY_ACCEPTED}


@signed_in_only
def draft(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Write the draft; the kind first, when nothing is there to begin from."""
    person = signed_in(request)
    process = led_process(person, process_id, "payer", "unit", "contact_person")
    version = newest_of(process)
    if version is None:
        return _first(request, person, process)
    if version.state in WAITS:
        return redirect("agreement:agreement", process.pk)
    if "kind" in request.POST and "seen" not in request.POST:  # the choice of the kind, sent a second time
        return redirect("agreement:draft", process.pk)
    seen = version.fingerprint if version.state == VersionState.DRAFT else ""
    return _write(request, person, process, version.says, seen=seen, heading=_("Draft of the agreement"))


@signed_in_only
def amendment(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Propose a change of what holds: only those whom it concerns are asked, and what holds goes on holding."""
    person = signed_in(request)
    process = led_process(person, process_id, "payer", "unit", "contact_person")
    holding = process.agreements.in_force().first()
    if holding is None or process.agreements.open().exists():
        return redirect("agreement:draft", process.pk)
    return _write(request, person, process, holding.says, seen="", heading=_("Propose a change"), amends=True)


def _first(request: HttpRequest, person: Person, process: Process) -> HttpResponse:
    kind = usual_kind(process)
    short = kind == AgreementKind.TWO_PARTY
    initial = {
        "kind": kind,
        "profile": Profile.SHORT if short else Profile.FULL,
        "language": process.language,
    }
    form = KindForm(request.POST or None, initial=initial)

    def act() -> None:
        given = form.cleaned_data
        content = first_content(
            process,
            kind=AgreementKind(given["kind"]),
            profile=Profile(given["profile"]),
            language=given["language"],
            on=today(),
        )
        draft_version(process=process, content=content, by=person, at=now())

    goes_to = reverse("agreement:draft", args=[process.pk])
    answer = send(request, form, act, goes_to, refused=REFUSED, told=sentence)
    return answer or form_page(
        request,
        process,
        form,
        heading=_("Draw up the agreement"),
        lead=_(
            "The rest is filled from what is known of the process. You read and change it before it is sent."
        ),
        button=_("Go on"),
    )


def _write(
    request: HttpRequest,
    person: Person,
    process: Process,
    content: AgreementContent,
    *,
    seen: str,
    heading: str,
    amends: bool = False,
) -> HttpResponse:
    form = DraftForm(request.POST or None, of=content)

    def act() -> None:
        read = request.POST.get("seen", seen)
        draft_version(process=process, content=form.content(), by=person, at=now(), seen=read)

    goes_to = reverse("agreement:agreement", args=[process.pk])
    answer = send(request, form, act, goes_to, refused=REFUSED, told=sentence)
    shown = {"process": process, "form": form, "seen": seen, "heading": heading, "amends": amends}
    return answer or render(request, "agreement/draft.html", shown)
