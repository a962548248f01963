"""Addresses of this context."""

from django.urls import URLPattern, URLResolver

from tuokio.agreement import urls_offers

app_name = "agreement"
urlpatterns: list[URLPattern | URLResolver] = [
    *urls_offers.urlpatterns,
]
