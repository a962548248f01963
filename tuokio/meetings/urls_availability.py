"""Addresses of when a supervisor can be booked."""

from django.urls import URLPattern, path

from tuokio.meetings.views import availability

urlpatterns: list[URLPattern] = [
    path("availability/", availability.availabilities, name="availabilities"),
    path("availability/<uuid:practice_id>/", availability.availability, name="availability"),
    path("availability/<uuid:practice_id>/days/", availability.differing_days, name="differing_days"),
    path(
        "availability/days/<uuid:day_id>/removal/",
        availability.differing_day_removal,
        name="differing_day_removal",
    ),
]
