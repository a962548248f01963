"""One's own data, address, keys and sign-ins."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.flows import activate_totp, deactivate_totp
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuokio.audit import trail
from tuokio.kit.clock import now
from tuokio.kit.limits import allow, too_many
from tuokio.kit.sent import done_once
from tuokio.people import doors, usecases
from tuokio.people.access import signed_in, signed_in_lately, signed_in_only
from tuokio.people.computers import OWN, settle_computer
from tuokio.people.forms import AddressForm, CodeForm, OwnDataForm, QualificationForm
from tuokio.people.models import MailCode, Qualification
from tuokio.people.pages import KeysPage, device_name, sign_ins_of
from tuokio.people.views.signing_in import DEVICE_COOKIE, code_spent, tries_left

PENDING = "new_address"

View = Callable[..., HttpResponse]


def lately_signed_in_only(view: View) -> View:
    """Ask for a fresh sign-in before keys and addresses change: a screen left open does not suffice."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not signed_in_lately(request):
            back = request.get_full_path() if request.method == "GET" else reverse("people:own")
            return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
        return view(request, *args, **kwargs)

    return signed_in_only(guarded)


@never_cache
@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """What is kept about oneself, to read and to correct."""
    person = signed_in(request)
    form = OwnDataForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        trail.record("own data corrected", about=person, by=person, at=now())
        messages.success(request, _("Saved."))
        return redirect("people:own")
    standings = person.roles.filter(ended_on=None).select_related("practice").order_by("practice__name")
    return render(
        request,
        "people/own.html",
        {
            "form": form,
            "email": person.email,
            "standings": [(role.standing, role.practice.name) for role in standings],
            "qualifications": person.qualifications.all(),
            "invited": person.invitations.filter(accepted_at=None, ended_at=None).count(),
        },
    )


@never_cache
@signed_in_only
@require_safe
def own_file(request: HttpRequest) -> HttpResponse:
    """Everything about oneself as a file to take along."""
    person = signed_in(request)
    trail.record("own data taken", about=person, by=person, at=now())
    text = json.dumps(usecases.own_data(person), ensure_ascii=False, indent=2)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="tuokio.json"'
    return answer


# --- the mail address ---------------------------------------------------------------------------------------


@never_cache
@lately_signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Ask for a code at a new address."""
    person = signed_in(request)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not allow(f"new-address:{person.pk}", limit=6, seconds=900):
            return too_many(request)
        email = form.cleaned_data["email"].lower()
        if email == person.email:
            form.add_error("email", _("This is your address already."))
        else:
            code = doors.send_new_address_code(person=person, email=email, at=now())
            request.session[PENDING] = str(code.pk)
            return redirect("people:address_code")
    return render(request, "people/address.html", {"form": form, "email": person.email})


@never_cache
@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def address_code(request: HttpRequest) -> HttpResponse:
    """Type the code that went to the new address."""
    code_id = request.session.get(PENDING)
    code = MailCode.objects.filter(pk=code_id).first() if code_id else None
    if code is None or code.person_id not in (None, signed_in(request).pk):
        return redirect("people:address")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            taken = doors.take_code(
                code_id=code.pk,
                purpose=MailCode.Purpose.NEW_ADDRESS,
                typed=form.cleaned_data["code"],
                at=now(),
            )
            usecases.change_address(code=taken, at=now())
        except doors.CodeWrong as wrong:
            form.add_error("code", tries_left(wrong.left))
        except (doors.CodeSpent, usecases.AddressTaken):
            del request.session[PENDING]
            messages.warning(request, code_spent())
            return redirect("people:address")
        else:
            del request.session[PENDING]
            messages.success(request, _("Your address has changed. You sign in with the new one."))
            return redirect("people:own")
    return render(request, "people/address_code.html", {"form": form, "email": code.email})


# --- where one is signed in ---------------------------------------------------------------------------------


@never_cache
@signed_in_only
@require_safe
def sign_ins(request: HttpRequest) -> HttpResponse:
    """Every browser in which one is signed in."""
    found = sign_ins_of(signed_in(request), here=request.session.session_key)
    return render(request, "people/sign_ins.html", {"sign_ins": found})


@signed_in_only
@require_POST
def sign_in_ending(request: HttpRequest) -> HttpResponse:
    """End one sign-in, or all the others."""
    mine = UserSession.objects.filter(user=signed_in(request))
    if request.POST.get("which") == "others":
        chosen = mine.exclude(session_key=request.session.session_key)
    else:
        chosen = mine.filter(pk=_number(request.POST.get("which", "")))
    ends_here = False
    for one in chosen:
        ends_here = ends_here or one.session_key == request.session.session_key
        one.end()
    if ends_here:
        logout(request)
        return redirect("account_login")
    messages.success(request, _("Signed out there."))
    return redirect("people:sign_ins")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


# --- keys ---------------------------------------------------------------------------------------------------


@never_cache
@signed_in_only
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The ways in beside the mailed code."""
    person = signed_in(request)
    page = KeysPage.of(person)
    return render(request, "people/keys.html", {"page": page, "has_mail": bool(person.email)})


@never_cache
@lately_signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """Make a passkey on this device."""
    person = signed_in(request)
    failed = False
    if request.method == "POST":
        form = AddWebAuthnForm({**request.POST.dict(), "passwordless": "on"}, user=person)
        try:
            failed = not form.is_valid()
        except (
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
        ):  # broken on its way: fido2 reads what it is given
            failed = True
        if not failed:
            auth.WebAuthn.add(
                person, device_name(request.headers.get("user-agent", "")), form.cleaned_data["credential"]
            )
            trail.record("passkey made", about=person, by=person, at=now())
            usecases.tell_of_change(person=person, at=now())
            settle_computer(request, OWN)
            messages.success(request, _("The passkey works from now on."))
            return redirect("people:keys")
    options = {"creation_options": auth.begin_registration(person, True)}
    return render(
        request,
        "people/passkey.html",
        {"js_data": options, "failed": failed},
        status=422 if failed else 200,
    )


@lately_signed_in_only
@require_POST
def passkey_removal(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Let a passkey open nothing any more."""
    person = signed_in(request)
    mine = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN)
    get_object_or_404(mine, pk=passkey_id).delete()
    trail.record("passkey removed", about=person, by=person, at=now())
    messages.success(request, _("The passkey works no longer. You may also delete it from the device."))
    return redirect("people:keys")


@never_cache
@lately_signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def second_step_on(request: HttpRequest) -> HttpResponse:
    """Ask for six digits of an app at each sign-in by code."""
    person = signed_in(request)
    if Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
        return redirect("people:keys")
    form = ActivateTOTPForm(request.POST or None, user=person)
    form.fields["code"].widget.attrs.pop("placeholder", None)
    if request.method == "POST" and form.is_valid():
        activate_totp(request, form)
        trail.record("second step on", about=person, by=person, at=now())
        usecases.tell_of_change(person=person, at=now())
        return redirect("people:recovery_codes")
    adapter = get_adapter()
    address = adapter.build_totp_url(person, form.secret)
    return render(
        request,
        "people/second_step_on.html",
        {"form": form, "secret": form.secret, "svg_address": _as_address(adapter.build_totp_svg(address))},
    )


def _as_address(svg: str) -> str:
    """The picture on white, whatever the colours of the page: cameras read dark on light."""
    head, _bracket, rest = svg.partition("<svg")
    opening, _end, drawn = rest.partition(">")
    on_white = f'{head}<svg{opening}><rect width="100%" height="100%" fill="#fff"/>{drawn}'
    return f"data:image/svg+xml;base64,{base64.b64encode(on_white.encode()).decode()}"


@lately_signed_in_only
@require_POST
def second_step_off(request: HttpRequest) -> HttpResponse:
    """Do without the second step again; its recovery codes go with it."""
    person = signed_in(request)
    found = get_object_or_404(Authenticator, user=person, type=Authenticator.Type.TOTP)
    deactivate_totp(request, found)
    Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
    trail.record("second step off", about=person, by=person, at=now())
    usecases.tell_of_change(person=person, at=now())
    messages.success(request, _("The second step is off."))
    return redirect("people:keys")


@never_cache
@lately_signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes that stand in for the app when the phone is lost; posting makes new ones."""
    person = signed_in(request)
    if not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
        return redirect("people:keys")
    mine = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES)
    if request.method == "POST":
        mine.delete()
        trail.record("recovery codes made", about=person, by=person, at=now())
    codes = RecoveryCodes.activate(person).get_unused_codes()
    if request.method == "POST":
        return redirect("people:recovery_codes")
    return render(request, "people/recovery_codes.html", {"codes": codes})


@signed_in_only
@require_POST
def devices_forgotten(request: HttpRequest) -> HttpResponse:
    """Let no device open with its six digits any more."""
    person = signed_in(request)
    person.pin_devices.all().delete()
    trail.record("devices forgotten", about=person, by=person, at=now())
    messages.success(request, _("No device opens with its digits any more."))
    answer = redirect("people:keys")
    answer.delete_cookie(DEVICE_COOKIE)
    return answer


# --- closing ------------------------------------------------------------------------------------------------


@never_cache
@lately_signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest) -> HttpResponse:
    """Close one's account; asked once."""
    person = signed_in(request)
    reasons = usecases.reasons_to_stay(person)
    if request.method == "POST" and not reasons:
        try:
            told = usecases.close_account(person=person, at=now())
        except usecases.StillNeeded as needed:
            reasons = needed.reasons
        else:
            for one in UserSession.objects.filter(user=person):
                one.end()
            Authenticator.objects.filter(user=person).delete()
            logout(request)
            answer = render(request, "people/closed.html", {"told": told})
            answer.delete_cookie(DEVICE_COOKIE)
            answer.headers["Clear-Site-Data"] = '"cache", "storage"'
            return answer
    return render(request, "people/closing.html", {"reasons": reasons})


# --- qualification ------------------------------------------------------------------------------------------


@never_cache
@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def qualifications(request: HttpRequest) -> HttpResponse:
    """One's training as a supervisor, with its source."""
    person = signed_in(request)
    form = QualificationForm(request.POST or None, instance=Qualification(person=person))
    if request.method == "POST" and form.is_valid():

        def add() -> str:
            form.save()
            return reverse("people:qualifications")

        return done_once(request, add, at=now())
    return render(
        request, "people/qualifications.html", {"form": form, "qualifications": person.qualifications.all()}
    )


@signed_in_only
@require_POST
def qualification_removal(request: HttpRequest, qualification_id: UUID) -> HttpResponse:
    """Take a line of training away."""
    get_object_or_404(signed_in(request).qualifications, pk=qualification_id).delete()
    return redirect("people:qualifications")


# --- invitations --------------------------------------------------------------------------------------------


@never_cache
@signed_in_only
@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """What one is asked to join."""
    waiting = signed_in(request).invitations.filter(accepted_at=None, ended_at=None)
    return render(request, "people/invitations.html", {"waiting": waiting.select_related("practice")})


@signed_in_only
@require_POST
def invitation_answer(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Say yes or no."""
    person = signed_in(request)
    invitation = get_object_or_404(person.invitations.select_related("practice"), pk=invitation_id)
    if request.POST.get("answer") == "yes":
        usecases.accept(invitation=invitation, by=person, at=now())
        messages.success(
            request, _("You now stand in %(practice)s.") % {"practice": invitation.practice.name}
        )
        return redirect("/" if person.name else "people:own")
    usecases.end_invitation(invitation=invitation, by=person, at=now())
    return redirect("people:invitations")
