"""The house's addresses, and a hello through the same middleware."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt


def hello(request: HttpRequest) -> HttpResponse:
    """The least that a request can cost here."""
    return HttpResponse("hello")


@csrf_exempt  # as a form without a session is sent
def insert(request: HttpRequest) -> HttpResponse:
    """The least that a request can cost which writes one row for good."""
    from tuokio.kit.clock import now
    from tuokio.kit.models import OnceToken

    OnceToken.objects.create(token=uuid4().hex, used_at=now())
    return HttpResponse("kept")


urlpatterns = [
    path("bench-hello/", hello),
    path("bench-insert/", insert),
    path("", include("tuokio.config.urls")),
]
