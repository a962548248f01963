"""Who is asking: the first line of every view."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tuokio.kit import clock
from tuokio.people.models import ContactPerson, Door, Person, Role

THROUGH_THE_DOOR = "commissioner"
COMMISSIONERS_PAGE = "/commissioner/"  # stands in a context above this one
DOOR_HOURS = 12
FRESH_MINUTES = 30
SIGNED_IN_AT = "signed_in_at"

View = Callable[..., HttpResponse]


class NotSignedIn(Exception):
    """A view for signed-in people was reached without a person; `signed_in_only` was forgotten."""


def signed_in_only(view: View) -> View:
    """Send whoever is not signed in to sign in, and back here."""
    return login_required(view)


def signed_in(request: HttpRequest) -> Person:
    """The person who is signed in. Raises NotSignedIn; guard the view with `signed_in_only`."""
    if not isinstance(request.user, Person):
        raise NotSignedIn
    return request.user


def standings_of(request: HttpRequest) -> frozenset[str]:
    """What the person is in any practice, asked from the database once a request."""
    if not isinstance(request.user, Person):
        return frozenset()
    found: frozenset[str] | None = getattr(request, "_standings", None)
    if found is None:
        rows = Role.objects.filter(person=request.user, ended_on=None)
        found = frozenset(rows.values_list("standing", flat=True))
        request._standings = found  # type: ignore[attr-defined]  # kept for the rest of this request
    return found


def signed_in_lately(request: HttpRequest) -> bool:
    """Whether the person proved who they are within the last half hour: asked before keys and addresses change."""
    at = request.session.get(SIGNED_IN_AT)
    return isinstance(at, (int, float)) and clock.now().timestamp() - at < FRESH_MINUTES * 60


def come_through_door(request: HttpRequest, door: Door, at: datetime) -> None:
    """Remember in this browser that the door's contact person has typed the code. Lasts twelve hours."""
    if "_auth_user_id" not in request.session:
        request.session.cycle_key()
        request.session.set_expiry(0)  # the computer may be anyone's: gone with the window
    until = at + timedelta(hours=DOOR_HOURS)
    request.session[THROUGH_THE_DOOR] = {"door": str(door.pk), "until": until.isoformat()}


def commissioner_signed_in(request: HttpRequest) -> ContactPerson | None:
    """The contact person who came by mail link and code, or None. One query, organisation and practice with it."""
    kept: Any = request.session.get(THROUGH_THE_DOOR)
    if not isinstance(kept, dict) or clock.now() >= datetime.fromisoformat(kept["until"]):
        return None
    door = (
        Door.objects.select_related("contact__organisation", "contact__practice", "contact__unit")
        .filter(pk=kept["door"], revoked_at=None, contact__ended_on=None)
        .first()
    )
    return door.contact if door else None


def commissioner_only(view: View) -> View:
    """Send whoever has not come through a commissioner's door to the page that tells how."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        contact = commissioner_signed_in(request)
        if contact is None:
            return redirect("people:door_lost")
        request._commissioner = contact  # type: ignore[attr-defined]  # for commissioner_of, without asking again
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return guarded


def commissioner_of(request: HttpRequest) -> ContactPerson:
    """The contact person of a view guarded by `commissioner_only`."""
    contact: ContactPerson = request._commissioner  # type: ignore[attr-defined]  # set by commissioner_only
    return contact
