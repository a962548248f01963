"""Addresses of this context."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path


def keeping(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


app_name = "retention"
urlpatterns: list[URLPattern | URLResolver] = [path("keeping/", keeping, name="keeping")]
