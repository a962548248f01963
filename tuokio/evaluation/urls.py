"""Addresses of this context."""

from django.urls import URLPattern, URLResolver

from tuokio.evaluation import urls_summary

app_name = "evaluation"
urlpatterns: list[URLPattern | URLResolver] = [*urls_summary.urlpatterns]
