"""A form sent twice leads to the first result."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tuokio.kit import once
from tuokio.kit.clock import now
from tuokio.people.access import signed_in


def sent_once(request: HttpRequest, act: Callable[[], str]) -> HttpResponse:
    """Do the act, which returns the address to go on to; the same form sent again only goes there."""
    try:
        with transaction.atomic():
            claimed = once.claim(request.POST.get("once", ""), person_id=signed_in(request).pk, at=now())
            address = act()
            once.settle(claimed, address)
    except once.AlreadySubmitted as again:
        return redirect(again.result or "/")
    return redirect(address)
