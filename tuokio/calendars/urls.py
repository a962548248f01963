"""Addresses of this context: feeds and what other calendars say."""

from django.urls import URLPattern, URLResolver

from tuokio.calendars import urls_feeds, urls_sources

app_name = "calendars"
urlpatterns: list[URLPattern | URLResolver] = [
    *urls_feeds.urlpatterns,
    *urls_sources.urlpatterns,
]
