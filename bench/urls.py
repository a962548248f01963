"""The house's addresses, and a hello through the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def hello(request: HttpRequest) -> HttpResponse:
    """The least that a request can cost here."""
    return HttpResponse("hello")


urlpatterns = [path("bench-hello/", hello), path("", include("tuokio.config.urls"))]
