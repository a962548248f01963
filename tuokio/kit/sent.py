"""A form that was sent: its act is done once, and a second sending shows the first result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urljoin

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tuokio.kit.once import AlreadySubmitted, claim, settle


def done_once(request: HttpRequest, act: Callable[[], str], *, at: datetime) -> HttpResponse:
    """Do the act in one transaction and go to the address that it returns, whole or from here on (`../`).

    The same form sent again, from another tab or by the back button, goes to the same address and does
    nothing. What the act raises leaves nothing done, and the form can be sent anew.
    """
    person_id = getattr(request.user, "pk", None)
    try:
        with transaction.atomic():
            claimed = claim(request.POST.get("once", ""), person_id=person_id, at=at)
            address = act()
            settle(claimed, address)
    except AlreadySubmitted as first:
        address = first.result or reverse("desk:processes")
    return redirect(urljoin(request.path, address))
