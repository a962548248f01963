"""Addresses of a supervisor's own record."""

from django.urls import URLPattern, path

from tuokio.desk.views import hours

urlpatterns: list[URLPattern] = [
    path("hours/", hours.hours, name="hours"),
    path("hours/references/", hours.references, name="references"),
    path("hours/clients/", hours.clients, name="reference_clients"),
    path("hours/earlier-work/", hours.earlier_work, name="earlier_work"),
    path(
        "hours/earlier-work/<uuid:line_id>/removal/", hours.earlier_work_removal, name="earlier_work_removal"
    ),
]
