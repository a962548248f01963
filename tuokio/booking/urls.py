"""Addresses of this context: what others book, and finding a date together."""

from django.urls import URLPattern, URLResolver

from tuokio.booking import urls_meetings, urls_polls, urls_talks

app_name = "booking"
urlpatterns: list[URLPattern | URLResolver] = [
    *urls_talks.urlpatterns,
    *urls_meetings.urlpatterns,
    *urls_polls.urlpatterns,
]
