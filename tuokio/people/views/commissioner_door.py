"""The commissioner's way in: the link of a mail, then a code sent to the same address."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuokio.kit.clock import now
from tuokio.kit.limits import address_of, allow, too_many
from tuokio.people import doors
from tuokio.people.access import COMMISSIONERS_PAGE, THROUGH_THE_DOOR, come_through_door
from tuokio.people.forms import CodeForm
from tuokio.people.models import MailCode
from tuokio.people.views.signing_in import code_spent, tries_left

PENDING = "door_code"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, token: str) -> HttpResponse:
    """Where the mail's link leads: a button sends the code. The address it goes to is never shown."""
    found = doors.door_of(token)
    if found is None:
        return redirect("people:door_lost")
    if not found.is_good(now()):
        return render(request, "people/door_old.html", {"token": token}, status=410)
    if request.method == "POST":
        if not _may_send(request, str(found.contact_id)):
            return too_many(request)
        code = doors.send_door_code(door=found, at=now())
        request.session[PENDING] = {"code": str(code.pk), "token": token}
        return redirect("people:door_code")
    return render(
        request, "people/door.html", {"practice": found.contact.practice.name, "contact": found.contact}
    )


def _may_send(request: HttpRequest, contact: str) -> bool:
    here = allow(f"door:{address_of(request)}", limit=30, seconds=900)
    return here and allow(f"door:{contact}", limit=6, seconds=900)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door_code(request: HttpRequest) -> HttpResponse:
    """Type the code; this browser may then read the commissioner's page for twelve hours."""
    pending: dict[str, str] | None = request.session.get(PENDING)
    if pending is None:
        return redirect("people:door_lost")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            code = doors.take_code(
                code_id=pending["code"],
                purpose=MailCode.Purpose.DOOR,
                typed=form.cleaned_data["code"],
                at=now(),
            )
        except doors.CodeWrong as wrong:
            form.add_error("code", tries_left(wrong.left))
        except doors.CodeSpent:
            del request.session[PENDING]
            messages.warning(request, code_spent())
            return redirect("people:door", pending["token"])
        else:
            del request.session[PENDING]
            assert code.door is not None
            come_through_door(request, code.door, now())
            return redirect(COMMISSIONERS_PAGE)
    return render(request, "people/door_code.html", {"form": form})


@require_POST
def door_renewal(request: HttpRequest, token: str) -> HttpResponse:
    """Send a new link to the address that the old one was sent to."""
    found = doors.door_of(token)
    if found is None:
        return redirect("people:door_lost")
    if not _may_send(request, str(found.contact_id)):
        return too_many(request)
    doors.open_door(contact=found.contact, by=None, at=now())
    return redirect("people:door_sent")


@require_safe
def door_sent(request: HttpRequest) -> HttpResponse:
    """A new link is on its way."""
    return render(request, "people/door_sent.html")


@require_safe
def door_lost(request: HttpRequest) -> HttpResponse:
    """No door here: how to come to one."""
    return render(request, "people/door_lost.html")


@require_POST
def door_leaving(request: HttpRequest) -> HttpResponse:
    """Leave the commissioner's page; whoever is signed in as a person stays so."""
    request.session.pop(THROUGH_THE_DOOR, None)
    if not request.user.is_authenticated:
        request.session.flush()
    answer = redirect("people:door_lost")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer
