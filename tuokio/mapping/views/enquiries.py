"""Reading and answering an enquiry: for the supervisors of the practice that it came to."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tuokio.kit.clock import now
from tuokio.kit.sent import done_once
from tuokio.mapping.enquiring import (
    AlreadyAnswered,
    answer_by_phone,
    decline_enquiry,
    erased_when,
    is_mail,
    refer_enquiry,
    start_enquired,
    take_enquiry,
)
from tuokio.mapping.forms import ReferralForm
from tuokio.mapping.labels import ANSWERS, WISHES
from tuokio.mapping.models import Enquiry
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.terms.words import PracticeKind, ReferralReason

WAYS: dict[str, Callable[..., Process]] = {
    "take": take_enquiry,
    "phone": answer_by_phone,
    "short": start_enquired,
    "decline": decline_enquiry,
}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def enquiry_answer(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    """What was asked, and the ways to answer it."""
    person = signed_in(request)
    readable = Enquiry.objects.read_by(person).select_related("practice", "process", "answered_by")
    found = get_object_or_404(readable, pk=enquiry_id)
    referral = ReferralForm(request.POST if request.POST.get("way") == "refer" else None)
    if request.method == "POST" and (response := _answer(request, found, referral, person)):
        return response
    about = {
        "enquiry": found,
        "wish": WISHES[found.wish],
        "answer": ANSWERS.get(found.answer, ""),
        "referral": referral,
        "reads_alone": found.practice.kind == PracticeKind.SOLO,
        "mail": found.mail if is_mail(found.mail) else "",
        "phone_link": "".join(sign for sign in found.reply_to if sign.isdigit() or sign == "+"),
        "erased": erased_when(found.practice),
        "process_href": _process_href(found.process, person) if found.process else "",
    }
    response = render(request, "mapping/enquiry_answer.html", about, status=422 if referral.errors else 200)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _answer(
    request: HttpRequest, found: Enquiry, referral: ReferralForm, person: Person
) -> HttpResponse | None:
    """Do what was chosen, once; None when the page is to be shown again."""
    way = request.POST.get("way", "")

    def act() -> str:
        if way == "refer":
            reason = ReferralReason(referral.cleaned_data["reason"])
            refer_enquiry(enquiry=found, reason=reason, by=person, at=now())
            return reverse("mapping:enquiry_answer", args=[found.pk])
        process = WAYS[way](enquiry=found, by=person, at=now())
        if way == "short":
            return _first_of(("meetings:start", "meetings:short_path"), process)
        if way == "take":
            return _process_href(process, person)
        return reverse("mapping:enquiry_answer", args=[found.pk])

    if way not in WAYS and not (way == "refer" and referral.is_valid()):
        return None
    try:
        return done_once(request, act, at=now())
    except AlreadyAnswered:
        messages.warning(
            request, _("Someone has answered this enquiry in the meantime. Nothing was changed.")
        )
        found.refresh_from_db()
        return None


def _process_href(process: Process, person: Person) -> str:
    """The page of the process, for the one who leads it."""
    if not process.leads.filter(supervisor=person).exists():
        return ""
    return _first_of(("desk:process",), process)


def _first_of(names: tuple[str, ...], process: Process) -> str:
    """The first of these addresses that the house has; the pages of processes belong to contexts above this one."""
    for name in names:
        try:
            return reverse(name, args=[process.pk])
        except NoReverseMatch:
            continue
    return "/"
