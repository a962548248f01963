"""How the members of a process reach Tuokio, seen to by who leads it."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuokio.kit import once
from tuokio.kit.clock import now, today
from tuokio.kit.limits import allow, too_many
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.domain.codes import shown
from tuokio.people.doors import SLIP_LIVES
from tuokio.supervision import ways_in as acts
from tuokio.supervision.models import Member, Process, ProcessClosed

ENDED = gettext_lazy("This process has ended, so ways in cannot be given any more.")


class MailForm(forms.Form):
    """A member's private mail address."""

    email = forms.EmailField(
        label=gettext_lazy("Private e-mail address"),
        max_length=254,
        error_messages={
            "invalid": gettext_lazy(
                "This does not look like a mail address. It has the form name@example.fi."
            )
        },
    )


def _process(request: HttpRequest, process_id: UUID) -> Process:
    return get_object_or_404(Process.objects.led_by(signed_in(request), on=today()), pk=process_id)


def _member(process: Process, member_id: UUID) -> Member:
    return get_object_or_404(process.members.select_related("person", "process__practice"), pk=member_id)


@never_cache
@signed_in_only
@require_safe
def ways_in(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Every member with their way in."""
    process = _process(request, process_id)
    members = process.members.filter(left_on=None).select_related("person")
    return render(request, "supervision/ways_in.html", {"process": process, "members": members})


@never_cache
@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def way_in(request: HttpRequest, process_id: UUID, member_id: UUID) -> HttpResponse:
    """One member's way in: mail, slip or none."""
    process = _process(request, process_id)
    member = _member(process, member_id)
    person = signed_in(request)
    form = MailForm(request.POST or None if request.POST.get("act") != "close" else None)
    if request.method == "POST" and request.POST.get("act") == "close":
        acts.close_way_in(member=member, by=person, at=now())
        messages.success(request, _("Closed. From now on everything of this member goes on paper."))
        return redirect("supervision:way_in", process.pk, member.pk)
    if request.method == "POST" and form.is_valid():
        if not allow(f"member-mail:{person.pk}", limit=60, seconds=3600):
            return too_many(request)
        try:
            acts.invite_by_mail(member=member, email=form.cleaned_data["email"], by=person, at=now())
        except ProcessClosed:
            form.add_error(None, ENDED)
        else:
            messages.success(request, _("The mail is on its way. It says only that something waits."))
            return redirect("supervision:ways_in", process.pk)
    return render(
        request,
        "supervision/way_in.html",
        {"process": process, "member": member, "form": form, "may_have_slip": acts.may_have_slip(member)},
    )


@never_cache
@signed_in_only
@require_POST
def slip(request: HttpRequest, process_id: UUID, member_id: UUID) -> HttpResponse:
    """Make a slip and show it for printing, this once."""
    process = _process(request, process_id)
    member = _member(process, member_id)
    person = signed_in(request)
    at = now()
    back = reverse("supervision:way_in", args=[process.pk, member.pk])
    try:
        with transaction.atomic():
            once.settle(once.claim(request.POST.get("once", ""), person_id=person.pk, at=at), back)
            code = acts.hand_slip(member=member, by=person, at=at)
    except once.AlreadySubmitted as again:
        messages.info(
            request, _("That slip was made already and is not shown again. Make a new one if it is lost.")
        )
        return redirect(again.result or back)
    except acts.HasOwnWayIn:
        messages.warning(request, _("This member has a way in of their own already. No slip was made."))
        return redirect(back)
    except ProcessClosed:
        messages.warning(request, ENDED)
        return redirect(back)
    address = settings.BASE_ADDRESS + reverse("people:slip")
    return render(
        request,
        "supervision/slip.html",
        {
            "process": process,
            "member": member,
            "code": shown(code),
            "address": address.removeprefix("https://").removeprefix("http://"),
            "qr": _qr(f"{address}?lang={process.language}"),
            "until": today() + timedelta(days=SLIP_LIVES.days),
        },
    )


def _qr(address: str) -> SafeString:
    """The address as a picture for a phone's camera; it has no size of its own, so that it shrinks whole."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True
    )
    return mark_safe(drawn.getvalue().decode())  # noqa: S308  # drawn by segno from our own address
