"""The customers of a practice: organisations, their units and contact persons."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuokio.audit import trail
from tuokio.kit.clock import now
from tuokio.kit.limits import allow, too_many
from tuokio.kit.sent import done_once
from tuokio.people import doors, usecases
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.forms import ContactForm, OrganisationForm, UnitForm
from tuokio.people.models import ContactPerson, Door, Organisation, Person, Practice, Unit
from tuokio.people.pages import customers_of


def _organisations(person: Person) -> QuerySet[Organisation]:
    return Organisation.objects.filter(practice__in=Practice.objects.of(person)).select_related("practice")


def _organisation(request: HttpRequest, organisation_id: UUID) -> Organisation:
    return get_object_or_404(_organisations(signed_in(request)), pk=organisation_id)


@signed_in_only
@require_safe
def customers(request: HttpRequest) -> HttpResponse:
    """All customers of the practices one stands in."""
    practices = list(Practice.objects.of(signed_in(request)).order_by("name"))
    if not practices:
        raise Http404
    words = request.GET.get("q", "").strip()[:100]
    chosen = [one for one in practices if str(one.pk) == request.GET.get("practice")] or practices
    page = customers_of(chosen, words=words)
    return render(
        request,
        "people/customers.html",
        {
            "customers": page,
            "words": words,
            "practices": practices,
            "several": len(practices) > 1,
            "chosen": chosen,
        },
    )


@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def customer_new(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    """Add a customer to a practice."""
    person = signed_in(request)
    practice = get_object_or_404(Practice.objects.of(person), pk=practice_id)
    form = OrganisationForm(
        request.POST or None,
        instance=Organisation(practice=practice, language=practice.language),
    )
    if request.method == "POST" and form.is_valid():

        def add() -> str:
            made = form.save()
            trail.record("customer added", about=made, by=person, at=now())
            return reverse("people:customer", args=[made.pk])

        return done_once(request, add, at=now())
    return render(request, "people/customer_new.html", {"practice": practice, "form": form})


@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def customer(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """One customer: its data, units and contact persons."""
    organisation = _organisation(request, organisation_id)
    form = OrganisationForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        form.save()
        trail.record("customer corrected", about=organisation, by=signed_in(request), at=now())
        messages.success(request, _("Saved."))
        return redirect("people:customer", organisation.pk)
    name = Organisation.objects.values_list("name", flat=True).get(pk=organisation.pk)
    open_doors = Door.objects.filter(contact=OuterRef("pk"), revoked_at=None, expires_at__gt=now())
    contacts = organisation.contact_persons.filter(ended_on=None).select_related("unit")
    contacts = contacts.annotate(has_doors=Exists(open_doors))
    return render(
        request,
        "people/customer.html",
        {
            "organisation": organisation,
            "name": name,
            "form": form,
            "units": organisation.units.all(),
            "contacts": contacts,
        },
    )


@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def unit_new(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Add a unit."""
    organisation = _organisation(request, organisation_id)
    blank = Unit(organisation=organisation, practice=organisation.practice)
    return _part(request, organisation, UnitForm(request.POST or None, instance=blank), "unit")


@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: HttpRequest, organisation_id: UUID, unit_id: UUID) -> HttpResponse:
    """Correct a unit."""
    organisation = _organisation(request, organisation_id)
    found = get_object_or_404(Unit, organisation=organisation, pk=unit_id)
    return _part(request, organisation, UnitForm(request.POST or None, instance=found), "unit")


@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def contact_new(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Add a contact person."""
    organisation = _organisation(request, organisation_id)
    blank = ContactPerson(
        organisation=organisation, practice=organisation.practice, language=organisation.language
    )
    form = ContactForm(request.POST or None, instance=blank, organisation=organisation)
    return _part(request, organisation, form, "contact")


@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, organisation_id: UUID, contact_id: UUID) -> HttpResponse:
    """Correct a contact person."""
    organisation = _organisation(request, organisation_id)
    found = _contact(organisation, contact_id)
    form = ContactForm(request.POST or None, instance=found, organisation=organisation)
    return _part(request, organisation, form, "contact")


def _contact(organisation: Organisation, contact_id: UUID) -> ContactPerson:
    return get_object_or_404(ContactPerson, organisation=organisation, pk=contact_id, ended_on=None)


def _part(
    request: HttpRequest, organisation: Organisation, form: UnitForm | ContactForm, what: str
) -> HttpResponse:
    is_new = form.instance._state.adding
    if request.method == "POST" and form.is_valid():

        def keep() -> str:
            made = form.save()
            trail.record(
                f"{what} {'added' if is_new else 'corrected'}", about=made, by=signed_in(request), at=now()
            )
            return reverse("people:customer", args=[organisation.pk])

        return done_once(request, keep, at=now())
    return render(
        request,
        "people/customer_part.html",
        {"organisation": organisation, "form": form, "what": what, "is_new": is_new, "part": form.instance},
    )


@signed_in_only
@require_POST
def contact_ending(request: HttpRequest, organisation_id: UUID, contact_id: UUID) -> HttpResponse:
    """The contact person is one no longer."""
    organisation = _organisation(request, organisation_id)
    found = _contact(organisation, contact_id)
    usecases.end_contact(contact=found, by=signed_in(request), at=now())
    messages.success(request, _("Ended. The links sent to them open nothing any more."))
    return redirect("people:customer", organisation.pk)


@signed_in_only
@require_POST
def contact_door(request: HttpRequest, organisation_id: UUID, contact_id: UUID) -> HttpResponse:
    """Send the link to the commissioner's page, or close what was sent."""
    organisation = _organisation(request, organisation_id)
    found = _contact(organisation, contact_id)
    person = signed_in(request)
    if request.POST.get("act") == "close":
        doors.close_doors(contact=found, by=person, at=now())
        messages.success(request, _("Closed. The links sent before open nothing any more."))
        return redirect("people:customer", organisation.pk)
    if not allow(f"open-door:{found.pk}", limit=6, seconds=3600):
        return too_many(request)
    try:
        doors.open_door(contact=found, by=person, at=now())
    except doors.NoMailAddress:
        messages.warning(request, _("There is no mail address to send the link to. Add one first."))
    else:
        messages.success(request, _("The link is on its way."))
    return redirect("people:customer", organisation.pk)
