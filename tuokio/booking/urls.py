"""Addresses of this context: what others book, and finding a date together."""

from django.urls import URLPattern, URLResolver

from tuokio.booking import urls_polls

app_name = "booking"
urlpatterns: list[URLPattern | URLResolver] = [
    *urls_polls.urlpatterns,
]
