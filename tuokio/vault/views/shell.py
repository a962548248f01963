"""The one page of the locked notes' host: built beforehand, the same for everybody, and known by its hashes."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from tuokio.kit.assets import BUILT

ASKED_EACH_TIME = "no-cache"  # so that a new release is seen at once


def _built(name: str, content_type: str) -> HttpResponse:
    response = HttpResponse((BUILT / "vault" / name).read_bytes(), content_type=content_type)
    response.headers["Cache-Control"] = ASKED_EACH_TIME
    return response


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page itself; nothing in it is anybody's."""
    return _built("vault.html", "text/html; charset=utf-8")


@require_safe
def assets(request: HttpRequest) -> HttpResponse:
    """Every file of the page with its SHA-384, for whoever wants to check what is served."""
    return _built("assets.json", "application/json")


@require_safe
def house(request: HttpRequest) -> HttpResponse:
    """Where people sign in, and whether these pages share its host."""
    said = {"main": settings.BASE_ADDRESS, "sharesHost": settings.VAULT_SHARES_HOST}
    return JsonResponse(said, headers={"Cache-Control": "no-store"})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing of the house answers at this host."""
    return JsonResponse({"refused": "not-there"}, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke here; it was not the one who asked."""
    return JsonResponse({"refused": "failed"}, status=500)
