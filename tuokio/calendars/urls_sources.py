"""Addresses of the calendars elsewhere from which busy times are read."""

from django.urls import URLPattern, path

from tuokio.calendars.views import sources

urlpatterns: list[URLPattern] = [
    path("calendar/elsewhere/", sources.sources, name="sources"),
    path("calendar/elsewhere/<uuid:source_id>/reading/", sources.reading, name="source_reading"),
    path("calendar/elsewhere/<uuid:source_id>/days/", sources.days, name="source_days"),
    path("calendar/elsewhere/<uuid:source_id>/removal/", sources.removal, name="source_removal"),
]
