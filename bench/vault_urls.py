"""The locked notes' own addresses, and a hello that is let in by the same word."""

from django.http import HttpResponse
from django.urls import path

from tuokio.config.vault_urls import urlpatterns as own
from tuokio.vault.views.asking import Asked, asks, done


@asks("GET")
def hello(asked: Asked) -> HttpResponse:
    """The least that somebody with a good word can ask."""
    return done()


urlpatterns = [path("api/hello", hello), *own]
