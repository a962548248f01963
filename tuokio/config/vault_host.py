"""The locked notes' own host: nothing of the house answers there, and what answers is told apart by its headers.

Its pages run only our own scripts, hold no cookies, load nothing from elsewhere and let nobody frame them
(docs/confidentiality.md). With `TUOKIO_VAULT_DOMAIN=same` they stand under /oma/ of the one host, which is weaker:
whatever ran on another page could then reach them.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]
ADDRESSES = "tuokio.vault.host_urls"

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types tuokio-worker",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self)"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def vault_host(answer: Answer) -> Answer:
    """Lead what asks for the locked notes to their own addresses, and nothing else there."""

    def lead(request: HttpRequest) -> HttpResponseBase:
        if not is_vaults(request):
            return answer(request)
        if settings.VAULT_SHARES_HOST:
            request.path_info = request.path_info.removeprefix(settings.VAULT_PATH.rstrip("/"))
        request.urlconf = ADDRESSES
        response = answer(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return lead


def is_vaults(request: HttpRequest) -> bool:
    """Whether this asks for the locked notes."""
    if settings.VAULT_SHARES_HOST:
        return request.path_info.startswith(settings.VAULT_PATH)
    host = request.META.get("HTTP_HOST", "").rsplit(":", 1)[0].lower()
    return bool(host == settings.VAULT_DOMAIN)
