"""Coming in with a printed slip, and then choosing how to come in the next time."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tuokio.kit.clock import now
from tuokio.kit.limits import address_of, allow, is_spent, too_many
from tuokio.people import doors
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.computers import OWN, SHARED, settle_computer
from tuokio.people.forms import NewPinForm, SlipForm
from tuokio.people.usecases import StillNeeded, join_persons
from tuokio.people.views.signing_in import DEVICE_COOKIE, YEAR, let_in

WRONG_TRIES = 5
WRONG_FROM_ONE_PLACE = 30  # a whole group may sit behind one network address
BLOCKED_SECONDS = 15 * 60
TRIED = "slip_tried"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest) -> HttpResponse:
    """Type the code of the slip. Five wrong ones, and this browser waits for a quarter of an hour."""
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session.setdefault(TRIED, 0)
        if not request.session.session_key:
            request.session.create()
        browser, place = f"slip:{request.session.session_key}", f"slip:{address_of(request)}"
        if is_spent(browser, limit=WRONG_TRIES) or is_spent(place, limit=WRONG_FROM_ONE_PLACE):
            return too_many(request)
        here = signed_in(request) if request.user.is_authenticated else None
        if here is not None and request.POST.get("as") not in {"me", "other"}:
            return render(request, "people/slip_whose.html", {"form": form, "person": here})
        try:
            person = doors.use_slip(typed=form.cleaned_data["code"], at=now())
        except doors.SlipRefused:
            allow(place, limit=WRONG_FROM_ONE_PLACE, seconds=BLOCKED_SECONDS)
            if not allow(browser, limit=WRONG_TRIES - 1, seconds=BLOCKED_SECONDS):
                return too_many(request)
            form.add_error(
                "code",
                _(
                    "No slip that still works bears this code. A slip works once and for 30 days. "
                    "Check the letters, or ask your supervisor for a new slip."
                ),
            )
        else:
            if here is not None and request.POST["as"] == "me" and here != person:
                try:
                    join_persons(kept=here, gone=person, at=now())
                except StillNeeded as needed:  # whoever the slip let in keeps something of their own there
                    messages.warning(request, needed.reasons[0])
                else:
                    messages.success(request, _("You have joined. You sign in as before."))
                return redirect("/")
            return let_in(request, person, computer=SHARED, then="/in/next/")
    return render(request, "people/slip.html", {"form": form})


@never_cache
@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def next_time(request: HttpRequest) -> HttpResponse:
    """Choose how to come in the next time: a passkey, six digits on this phone, or nothing at all."""
    return render(
        request, "people/next_time.html", {"has_mail": bool(signed_in(request).email), "form": NewPinForm()}
    )


@never_cache
@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: HttpRequest) -> HttpResponse:
    """Choose six digits for this device."""
    person = signed_in(request)
    form = NewPinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token = doors.remember_device(person=person, pin=form.cleaned_data["pin"], at=now())
        except doors.PinTooEasy:
            form.add_error("pin", _("These digits are easy to guess. Choose others."))
        else:
            settle_computer(request, OWN)
            messages.success(request, _("From now on you come in on this device with your six digits."))
            answer = redirect("/")
            answer.set_cookie(
                DEVICE_COOKIE, token, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
            )
            return answer
    return render(request, "people/pin.html", {"form": form})
