"""Addresses of this context: feeds and what other calendars say."""

from django.urls import URLPattern, URLResolver

app_name = "calendars"
urlpatterns: list[URLPattern | URLResolver] = []
