"""Who is asking: the first line of every view."""

from django.http import HttpRequest

from tuokio.people.models import Person, Role


class NotSignedIn(Exception):
    """A view for signed-in people was reached without a person; `login_required` was forgotten."""


def signed_in(request: HttpRequest) -> Person:
    """The person who is signed in. Raises NotSignedIn; guard the view with `login_required`."""
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
