"""The locked notes' own host: nothing of the house answers there, and what answers is told apart by its headers.

Its pages run only our own scripts, hold no cookies, load nothing from elsewhere and let nobody frame them
(docs/confidentiality.md). With `TUOKIO_VAULT_DOMAIN=same` they stand under /oma/ of the one host, which is weaker:
whatever ran on another page could then reach them.
"""

import json
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotFound

from tuokio.config.vault_headers import HEADERS
from tuokio.kit.assets import BUILT

Answer = Callable[[HttpRequest], HttpResponseBase]
ADDRESSES = "tuokio.config.vault_urls"
STATIC = "/static/vault/"


def vault_host(answer: Answer) -> Answer:
    """Lead what asks for the locked notes to their own addresses, and nothing else there."""

    def lead(request: HttpRequest) -> HttpResponseBase:
        if not is_vaults(request):
            if request.path_info.startswith(STATIC):
                return HttpResponseNotFound()
            return answer(request)
        if settings.VAULT_SHARES_HOST:
            request.path_info = request.path_info.removeprefix(settings.VAULT_PATH.rstrip("/"))
        request.META.pop("HTTP_COOKIE", None)  # whoever asks here says so in a header; no cookie counts
        request.urlconf = ADDRESSES
        path = request.path_info
        if path == "/healthz" or (path.startswith("/static/") and path not in served()):
            response: HttpResponseBase = HttpResponseNotFound()
        else:
            response = answer(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-store")
        if path.startswith(f"{STATIC}service-worker-"):
            response.headers["Service-Worker-Allowed"] = (
                settings.VAULT_PATH
            )  # it lies deeper than what it is for
        del response.headers["Access-Control-Allow-Origin"]  # whitenoise's, for fonts of other sites
        return response

    return lead


@cache
def served() -> frozenset[str]:
    """Every file of this host's page; the main host has them no more than this one has the main host's."""
    listed: dict[str, str] = json.loads((BUILT / "vault" / "assets.json").read_text())
    return frozenset(f"/{name}" for name in listed if name)


def is_vaults(request: HttpRequest) -> bool:
    """Whether this asks for the locked notes."""
    if settings.VAULT_SHARES_HOST:
        return request.path_info.startswith(settings.VAULT_PATH)
    host = request.META.get("HTTP_HOST", "").rsplit(":", 1)[0].lower()
    return bool(host == settings.VAULT_DOMAIN)
