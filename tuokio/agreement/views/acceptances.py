"""Reading and accepting, each party by their own way in: the payer's door, the phone, the coordinator's sign-in."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tuokio.agreement.forms.accepting import DeclineForm, SeenForm
from tuokio.agreement.labels_acceptance import PARTY_NAMES
from tuokio.agreement.models.agreements import AgreementVersion
from tuokio.agreement.pages.agreements import PartyPage, is_asked, party_page, reader_of
from tuokio.agreement.refusals import REFUSED, sentence
from tuokio.agreement.usecases.accepting import (
    accept_as_member,
    accept_for_house,
    accept_for_payer,
    decline_as_member,
)
from tuokio.agreement.usecases.ordering_side import party_of_contact
from tuokio.agreement.views.copies import pdf
from tuokio.agreement.views.identity import level_of
from tuokio.kit.clock import now, today
from tuokio.people.access import commissioner_of, commissioner_only, signed_in, signed_in_only
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import MEANT_FOR_PAYER, Member, Process
from tuokio.supervision.views.processes import send
from tuokio.terms.agreement_words import AgreementKind, PartyKind
from tuokio.terms.words import Standing

RELATED = ("process__practice", "process__payer", "process__contact_person", "amends")


def ordered_version(contact: ContactPerson, version_id: UUID) -> AgreementVersion:
    """A sent version of what the contact person may look at."""
    processes = Process.objects.ordered_by(contact)
    found = AgreementVersion.objects.sent().filter(MEANT_FOR_PAYER, process__in=processes)
    found = found.exclude(kind=AgreementKind.INTERNAL)
    return get_object_or_404(found.select_related(*RELATED), pk=version_id)


def joined_version(person: Person, version_id: UUID) -> tuple[AgreementVersion, Member]:
    """A sent version of a process the person takes part in, and as which member."""
    on = today()
    found = AgreementVersion.objects.sent().filter(process__in=Process.objects.joined_by(person, on=on))
    version = get_object_or_404(found.select_related(*RELATED), pk=version_id)
    mine = [one for one in version.process.members.filter(person=person) if one.belongs_on(on)]
    return version, mine[0]


def coordinated_version(person: Person, version_id: UUID) -> AgreementVersion:
    """A sent version of an internal agreement in a house that the person coordinates."""
    processes = Process.objects.of_practices(person, Standing.COORDINATOR)
    found = AgreementVersion.objects.sent().filter(process__in=processes, kind=AgreementKind.INTERNAL)
    return get_object_or_404(found.select_related(*RELATED), pk=version_id)


@commissioner_only
def for_payer(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The payer, or the unit's line manager, reads and accepts by mail link and code."""
    contact = commissioner_of(request)
    version = ordered_version(contact, version_id)
    party = party_of_contact(contact, version)

    def act(form: SeenForm) -> Callable[[], object]:
        return lambda: accept_for_payer(
            version=version, seen=form.cleaned_data["seen"], contact=contact, at=now()
        )

    page = party_page(
        version,
        own=version.acceptances.filter(party=party).first(),
        reader=f"{contact.name}, {str(PARTY_NAMES[party]).lower()}",
        address="agreement:for_payer",
        on=today(),
        concerned=is_asked(version, party),
    )
    return _read_or_accept(request, page, act, "agreement/for_payer.html", "agreement:for_payer", version)


@signed_in_only
def for_house(request: HttpRequest, internal_id: UUID) -> HttpResponse:
    """The coordinator reads and accepts an internal agreement."""
    person = signed_in(request)
    version = coordinated_version(person, internal_id)

    def act(form: SeenForm) -> Callable[[], object]:
        seen, level = form.cleaned_data["seen"], level_of(request, person)
        return lambda: accept_for_house(version=version, seen=seen, by=person, at=now(), identity=level)

    page = party_page(
        version,
        own=version.acceptances.filter(party=PartyKind.COORDINATOR).first(),
        reader=reader_of(person, PartyKind.COORDINATOR),
        address="agreement:for_house",
        on=today(),
        concerned=is_asked(version, PartyKind.COORDINATOR),
    )
    return _read_or_accept(request, page, act, "agreement/for_payer.html", "agreement:for_house", version)


@signed_in_only
def for_member(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """A member reads on the own phone, and accepts, does not accept, or leaves it for later."""
    person = signed_in(request)
    version, member = joined_version(person, version_id)
    form = DeclineForm(
        request.POST if request.POST.get("act") == "decline" else None, initial={"seen": version.fingerprint}
    )
    if form.is_bound and (answer := _decline(request, version, member, form)):
        return answer

    def accept(read: SeenForm) -> Callable[[], object]:
        seen, level = read.cleaned_data["seen"], level_of(request, person)
        return lambda: accept_as_member(version=version, seen=seen, member=member, at=now(), identity=level)

    page = party_page(
        version,
        own=version.acceptances.filter(member=member).first(),
        reader=member.name,
        address="agreement:for_member",
        on=today(),
        concerned=is_asked(version, PartyKind.MEMBER),
        member=member,
    )
    where = "agreement/for_member.html", "agreement:for_member"
    return _read_or_accept(request, page, accept, *where, version, decline_form=form)


def _decline(
    request: HttpRequest, version: AgreementVersion, member: Member, form: DeclineForm
) -> HttpResponse | None:
    def act() -> None:
        decline_as_member(version=version, **form.cleaned_data, member=member, at=now())

    here = reverse("agreement:for_member", args=[version.pk])
    return send(request, form, act, here, refused=REFUSED, told=sentence)


def _read_or_accept(
    request: HttpRequest,
    page: PartyPage,
    act: Callable[[SeenForm], Callable[[], object]],
    template: str,
    address: str,
    version: AgreementVersion,
    decline_form: DeclineForm | None = None,
) -> HttpResponse:
    accepts = request.POST.get("act") == "accept"
    form = SeenForm(request.POST if accepts else None, initial={"seen": page.seen})
    if accepts and form.is_valid():
        here = reverse(address, args=[version.pk])
        if answer := send(request, form, act(form), here, refused=REFUSED, told=sentence):
            return answer
    shown = {"page": page, "form": form, "decline_form": decline_form, "address": request.path}
    answer = render(request, template, shown)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@commissioner_only
@require_safe
def for_payer_pdf(request: HttpRequest, version_id: UUID, language: str) -> HttpResponse:
    """The payer's copy."""
    return pdf(request, ordered_version(commissioner_of(request), version_id), language)


@signed_in_only
@require_safe
def for_house_pdf(request: HttpRequest, internal_id: UUID, language: str) -> HttpResponse:
    """The coordinator's copy."""
    return pdf(request, coordinated_version(signed_in(request), internal_id), language)


@signed_in_only
@require_safe
def for_member_pdf(request: HttpRequest, version_id: UUID, language: str) -> HttpResponse:
    """A member's copy."""
    return pdf(request, joined_version(signed_in(request), version_id)[0], language)
