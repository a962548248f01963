"""Addresses of the processes."""

from django.urls import URLPattern, URLResolver, path

from tuokio.desk import views_process

urlpatterns: list[URLPattern | URLResolver] = [
    path("processes/", views_process.processes, name="processes"),
    path("processes/<uuid:process_id>/", views_process.process, name="process"),
]
