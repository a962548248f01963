"""Addresses of this context."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "agreement"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tuokio.agreement.urls_offers")),
    path("", include("tuokio.agreement.urls_agreements")),
]
