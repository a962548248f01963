"""Signing in and out: a mailed code, a device's own digits, a passkey, a link from the terminal, the demo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.account.utils import perform_login
from allauth.mfa.base.views import authenticate
from allauth.mfa.webauthn.views import login_webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tuokio.kit.clock import now
from tuokio.kit.limits import address_of, allow, forget, too_many
from tuokio.people import doors
from tuokio.people.access import COMMISSIONERS_PAGE, come_through_door
from tuokio.people.computers import OWN, OWN_COOKIE, SHARED
from tuokio.people.forms import CodeForm, PinForm, SignInForm
from tuokio.people.models import ContactPerson, MailCode, Person
from tuokio.people.pages import demo_commissioners, demo_people

DEVICE_COOKIE = "tuokio_device"
YEAR = 365 * 24 * 60 * 60
PENDING = "sign_in"
MAY_FOUND = "may_found"


def let_in(request: HttpRequest, person: Person, *, computer: str, then: str = "/") -> HttpResponse:
    """Sign the person in on this computer, after their second step when they have one."""
    request.session["computer_asked"] = computer
    answer: HttpResponse = perform_login(
        request, person, email_verification="none", redirect_url=safe_address(request, then)
    )
    if computer == OWN:
        answer.set_cookie(
            OWN_COOKIE, "1", max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return answer


def safe_address(request: HttpRequest, address: str) -> str:
    """An address of this house, or the front page."""
    inside = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if inside else "/"


def tries_left(left: int) -> str:
    """The words for a wrong code."""
    return ngettext(
        "That code is not right. You can try %(left)s more time.",
        "That code is not right. You can try %(left)s more times.",
        left,
    ) % {"left": left}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a mailed code; beside it the other ways in that this browser has."""
    then = request.POST.get("next") or request.GET.get("next") or "/"
    only_looking = request.method != "POST" and "next" not in request.GET
    if request.user.is_authenticated and only_looking and not settings.DEMO:
        return redirect("/")
    known = request.COOKIES.get(OWN_COOKIE) == "1"
    initial: dict[str, Any] = {
        "computer": OWN if known else SHARED,
        "email": request.user.email if isinstance(request.user, Person) else "",
    }
    form = SignInForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        enough = allow(f"sign-in:{address_of(request)}", limit=30, seconds=900)
        if not (enough and allow(f"sign-in:{email}", limit=6, seconds=900)):
            return too_many(request)
        code = doors.send_sign_in_code(email=email, language=get_language() or "fi", at=now())
        request.session[PENDING] = {
            "code": str(code.pk),
            "email": email,
            "computer": form.cleaned_data["computer"],
            "then": safe_address(request, then),
        }
        return redirect("people:sign_in_code")
    device = doors.device_of(request.COOKIES.get(DEVICE_COOKIE, ""))
    return render(
        request,
        "people/sign_in.html",
        {
            "form": form,
            "then": safe_address(request, then),
            "has_pin": device is not None,
            "again": request.user.is_authenticated,
            "demo_people": demo_people() if settings.DEMO else [],
            "demo_commissioners": demo_commissioners() if settings.DEMO else [],
            "mails_stay_here": settings.MAIL_MAKES_DRAFTS and not settings.DEMO,
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Type the code that was mailed."""
    pending: dict[str, str] | None = request.session.get(PENDING)
    if pending is None:
        return redirect("account_login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            code = doors.take_code(
                code_id=pending["code"],
                purpose=MailCode.Purpose.SIGN_IN,
                typed=form.cleaned_data["code"],
                at=now(),
            )
        except doors.CodeWrong as wrong:
            form.add_error("code", tries_left(wrong.left))
        except doors.CodeSpent:
            del request.session[PENDING]
            messages.warning(request, code_spent())
            return redirect("account_login")
        else:
            del request.session[PENDING]
            assert code.person is not None
            forget(f"sign-in:{pending['email']}")
            return let_in(request, code.person, computer=pending["computer"], then=pending["then"])
    return render(request, "people/sign_in_code.html", {"form": form, "email": pending["email"]})


def code_spent() -> str:
    """The words for a code that no longer works."""
    return _(
        "That code no longer works: it was typed wrong five times, or it is older than a quarter of an hour. "
        "Nothing was changed. Ask for a new one."
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_pin(request: HttpRequest) -> HttpResponse:
    """Type the six digits of this device."""
    token = request.COOKIES.get(DEVICE_COOKIE, "")
    if doors.device_of(token) is None:
        return redirect("account_login")
    then = request.POST.get("next") or request.GET.get("next") or "/"
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not allow(f"pin:{address_of(request)}", limit=40, seconds=900):
            return too_many(request)
        try:
            person = doors.enter_by_pin(token=token, typed=form.cleaned_data["pin"], at=now())
        except doors.CodeWrong as wrong:
            form.add_error("pin", tries_left(wrong.left))
        except doors.DeviceForgotten:
            messages.warning(
                request,
                _(
                    "The digits were wrong five times, so this device was forgotten. Nothing else was changed. "
                    "Sign in by mail, or ask your supervisor for a new slip."
                ),
            )
            answer = redirect("account_login")
            answer.delete_cookie(DEVICE_COOKIE)
            return answer
        else:
            return let_in(request, person, computer=OWN, then=then)
    return render(request, "people/sign_in_pin.html", {"form": form, "then": safe_address(request, then)})


def second_step(request: HttpRequest) -> HttpResponse:
    """The six digits of an app, or a recovery code, after the first step."""
    key = f"second-step:{address_of(request)}"
    if request.method == "POST" and not allow(key, limit=20, seconds=900):
        return too_many(request)
    return _reading_keys(request, authenticate)


def sign_in_passkey(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey: its options as JSON for a script, then its answer."""
    if request.method == "POST":
        if not allow(f"passkey:{address_of(request)}", limit=30, seconds=900):
            return too_many(request)
        request.session["computer_asked"] = OWN if request.COOKIES.get(OWN_COOKIE) == "1" else SHARED
    return _reading_keys(request, login_webauthn)


def _reading_keys(request: HttpRequest, view: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """fido2 reads what it is given and stumbles over what is not a passkey's answer: told as a key that did not fit."""
    try:
        return view(request)
    except (KeyError, TypeError, ValueError, AttributeError):
        messages.warning(
            request, _("The passkey did not open the door this time. Try again, or ask for a code by mail.")
        )
        return redirect("account_login")


@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """One click signs in as a person of the demo, or opens a commissioner's door. Only there."""
    if not settings.DEMO:
        raise Http404
    if "commissioner" in request.POST:
        contact = get_object_or_404(ContactPerson, pk=_uuid(request.POST["commissioner"]), ended_on=None)
        come_through_door(request, doors.open_door_quietly(contact=contact, at=now()), now())
        return redirect(COMMISSIONERS_PAGE)
    person = get_object_or_404(Person, pk=_uuid(request.POST.get("person", "")), is_active=True)
    if request.user.is_authenticated:
        logout(request)
    return let_in(request, person, computer=SHARED)


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise Http404 from None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link that the installation's own terminal printed: a button, so that a preview does not spend it."""
    if request.method == "POST":
        try:
            person = doors.use_start_link(token=token, at=now())
        except doors.LinkSpent:
            pass
        else:
            request.session[MAY_FOUND] = True
            nothing_yet = not person.roles.filter(ended_on=None).exists()
            return let_in(request, person, computer=OWN, then=reverse("people:begin") if nothing_yet else "/")
    good = doors.is_start_link(token, now())
    return render(request, "people/start_link.html", {"good": good}, status=200 if good else 410)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; a shared browser is asked to let go of everything."""
    if request.method == "GET":
        if not request.user.is_authenticated:
            return redirect("account_login")
        return render(request, "people/sign_out.html")
    own = request.session.get("computer") == OWN
    logout(request)
    messages.info(request, _("You have signed out."))
    answer = redirect("account_login")
    answer.headers["Clear-Site-Data"] = '"cache"' if own else '"cache", "storage"'
    return answer
