"""How it is known who presses."""

from django.http import HttpRequest

from tuokio.people import doors
from tuokio.people.access import SIGNED_IN_AT
from tuokio.people.models import Person
from tuokio.people.views.signing_in import DEVICE_COOKIE
from tuokio.terms.acceptance_words import IdentityLevel

AT_ONCE = 60  # seconds between typing the digits and being signed in


def level_of(request: HttpRequest, person: Person) -> IdentityLevel:
    """Own digits when this sign-in was made by them on this device, else a sign-in."""
    device = doors.device_of(request.COOKIES.get(DEVICE_COOKIE, ""))
    at = request.session.get(SIGNED_IN_AT)
    if device is None or device.person_id != person.pk or not isinstance(at, (int, float)):
        return IdentityLevel.SIGNED_IN
    near = abs(device.used_at.timestamp() - at) < AT_ONCE
    return IdentityLevel.PIN_DEVICE if near else IdentityLevel.SIGNED_IN
