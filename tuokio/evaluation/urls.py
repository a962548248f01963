"""Addresses of this context."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "evaluation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tuokio.evaluation.urls_waves")),
    path("", include("tuokio.evaluation.urls_summary")),
]
