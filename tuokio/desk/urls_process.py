"""Addresses of the processes."""

from django.urls import URLPattern, URLResolver, path

from tuokio.desk.views import process

urlpatterns: list[URLPattern | URLResolver] = [
    path("processes/", process.processes, name="processes"),
    path("processes/<uuid:process_id>/", process.process, name="process"),
]
