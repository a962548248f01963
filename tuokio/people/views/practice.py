"""Founding a practice, and what its owner sees to: name, terms, VAT, people."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuokio.audit import trail
from tuokio.kit.clock import now, today
from tuokio.kit.limits import allow, too_many
from tuokio.kit.sent import done_once
from tuokio.people import usecases
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.forms import BeginForm, InvitationForm, PracticeForm, TermsForm, VatChoiceForm, VatForm
from tuokio.people.models import Invitation, Practice, Role, VatCode
from tuokio.people.pages import invited_to, people_of, vat_rows, vat_treatments
from tuokio.people.views.signing_in import MAY_FOUND
from tuokio.terms.words import PracticeKind, Standing


@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Found the first practice of an empty installation, or of a person whom the terminal let in."""
    person = signed_in(request)
    if Practice.objects.of(person).exists() or not (
        request.session.get(MAY_FOUND) or not Practice.objects.exists()
    ):
        raise Http404
    form = BeginForm(request.POST or None, initial={"own_name": person.name, "kind": PracticeKind.SOLO})
    if request.method == "POST" and form.is_valid():

        def found() -> str:
            person.name = form.cleaned_data["own_name"]
            person.save(update_fields=["name"])
            usecases.found_practice(
                name=form.cleaned_data["name"],
                kind=PracticeKind(form.cleaned_data["kind"]),
                owner=person,
                at=now(),
                language=person.language,
                email=person.email or "",
                phone=person.phone,
            )
            return "/"

        return done_once(request, found, at=now())
    return render(request, "people/begin.html", {"form": form})


@signed_in_only
@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """The practices one runs; when there is one, straight to it."""
    mine = list(Practice.objects.owned_by(signed_in(request)).order_by("name"))
    if not mine:
        raise Http404
    if len(mine) == 1:
        return redirect("people:practice_details", mine[0].pk)
    return render(request, "people/practices.html", {"practices": mine})


def _mine(request: HttpRequest, practice_id: UUID) -> Practice:
    return get_object_or_404(Practice.objects.owned_by(signed_in(request)), pk=practice_id)


@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def practice_details(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    """Name and how to reach the practice."""
    practice = _mine(request, practice_id)
    form = PracticeForm(request.POST or None, instance=practice)
    if request.method == "POST" and form.is_valid():
        form.save()
        if practice.controller != form.initial["controller"]:
            trail.record(
                "controller chosen", about=practice, by=signed_in(request), at=now(), to=practice.controller
            )
        if practice.invoices and not practice.vat_codes.exists():
            usecases.set_vat_codes(practice)
        trail.record("practice corrected", about=practice, by=signed_in(request), at=now())
        messages.success(request, _("Saved."))
        return redirect("people:practice_details", practice.pk)
    return render(
        request, "people/practice_details.html", {"practice": practice, "form": form, "part": "details"}
    )


@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def practice_terms(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    """What is charged for cancellations unless something else is agreed. Running processes keep theirs."""
    practice = _mine(request, practice_id)
    form = TermsForm(request.POST or None, instance=practice)
    if request.method == "POST" and form.is_valid():
        form.save()
        trail.record("practice terms changed", about=practice, by=signed_in(request), at=now())
        messages.success(request, _("Saved. Running processes keep what was agreed in them."))
        return redirect("people:practice_terms", practice.pk)
    return render(
        request, "people/practice_terms.html", {"practice": practice, "form": form, "part": "terms"}
    )


@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def practice_vat(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    """The VAT treatments with their dates and reasons, and a new one from a day on."""
    practice = _mine(request, practice_id)
    if not practice.invoices:
        raise Http404
    language = get_language() or "fi"
    treatments = vat_treatments(practice, language=language)
    initial = {"valid_from": today(), "changes": practice.vat_code}
    form = VatForm(
        request.POST or None, instance=VatCode(practice=practice), treatments=treatments, initial=initial
    )
    if request.method == "POST" and form.is_valid():

        def add() -> str:
            usecases.add_vat_row(row=form.instance, by=signed_in(request), at=now())
            return reverse("people:practice_vat", args=[practice.pk])

        return done_once(request, add, at=now())
    chosen = VatChoiceForm(treatments=treatments, initial={"vat_code": practice.vat_code})
    rows = vat_rows(practice, language=language, on=today())
    return render(
        request,
        "people/practice_vat.html",
        {"practice": practice, "form": form, "rows": rows, "chosen": chosen, "part": "vat"},
    )


@signed_in_only
@require_POST
def practice_vat_choice(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    """Choose the VAT treatment that new processes get."""
    practice = _mine(request, practice_id)
    form = VatChoiceForm(request.POST, treatments=vat_treatments(practice, language="fi"))
    if form.is_valid():
        practice.vat_code = form.cleaned_data["vat_code"]
        practice.save(update_fields=["vat_code"])
        trail.record("vat code chosen", about=practice, by=signed_in(request), at=now())
        messages.success(request, _("Saved."))
    return redirect("people:practice_vat", practice.pk)


@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def practice_people(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    """Who stands in the practice, who has been asked, and asking someone."""
    practice = _mine(request, practice_id)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not allow(f"invite:{practice.pk}", limit=60, seconds=3600):
            return too_many(request)
        usecases.invite(
            practice=practice,
            email=form.cleaned_data["email"],
            standing=Standing(form.cleaned_data["standing"]),
            by=signed_in(request),
            at=now(),
        )
        messages.success(request, _("The invitation is on its way."))
        return redirect("people:practice_people", practice.pk)
    return render(
        request,
        "people/practice_people.html",
        {
            "practice": practice,
            "form": form,
            "people": people_of(practice),
            "waiting": invited_to(practice),
            "part": "people",
        },
    )


@signed_in_only
@require_POST
def role_ending(request: HttpRequest, practice_id: UUID, role_id: int) -> HttpResponse:
    """Let a standing end today."""
    practice = _mine(request, practice_id)
    role = get_object_or_404(Role, practice=practice, pk=role_id)
    try:
        usecases.end_role(role=role, by=signed_in(request), at=now())
    except usecases.LastOwner:
        messages.warning(request, _("A practice needs an owner. Make someone else an owner first."))
    else:
        messages.success(request, _("Ended. What this person led stays as it is until it is handed over."))
    if not Practice.objects.owned_by(signed_in(request)).filter(pk=practice.pk).exists():
        return redirect("/")
    return redirect("people:practice_people", practice.pk)


@signed_in_only
@require_POST
def invitation_withdrawal(request: HttpRequest, practice_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Withdraw an invitation."""
    practice = _mine(request, practice_id)
    invitation = get_object_or_404(Invitation, practice=practice, pk=invitation_id)
    usecases.end_invitation(invitation=invitation, by=signed_in(request), at=now())
    messages.success(request, _("The invitation was withdrawn."))
    return redirect("people:practice_people", practice.pk)
