"""Addresses of this context."""

from django.urls import URLPattern, URLResolver

app_name = "agreement"
urlpatterns: list[URLPattern | URLResolver] = []
