"""Who is asking: the first line of every view."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tuokio.kit import clock
from tuokio.kit.prepared import prepared
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
    """Send whoever is not signed in to sign in, and back here; what they see is kept by no cache between."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private")
        return response

    return login_required(guarded)


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
        found = frozenset(_standings(request.user))
        request._standings = found  # type: ignore[attr-defined]  # kept for the rest of this request
    return found


@prepared
def _standings(person: Person) -> QuerySet[Role, str]:
    return Role.objects.filter(person=person, ended_on=None).values_list("standing", flat=True)


@prepared
def _open_door(door_id: UUID) -> QuerySet[Door]:
    found = Door.objects.filter(pk=door_id, revoked_at=None, contact__ended_on=None)
    return found.select_related("contact__organisation", "contact__practice", "contact__unit")


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
    doors = _open_door(UUID(kept["door"]))
    return doors[0].contact if doors else None


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
