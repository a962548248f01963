"""Addresses of meeting at a distance."""

from django.urls import URLPattern, path

from tuokio.meetings.views import remote

urlpatterns: list[URLPattern] = [
    path("remote/", remote.remote_ways, name="remote_ways"),
    path("remote/<uuid:practice_id>/", remote.remote_way, name="remote_way"),
    path("meetings/<uuid:meeting_id>/remote/", remote.remote, name="remote"),
]
