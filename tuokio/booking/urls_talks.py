"""Addresses of what strangers book, beneath the public page of a practice."""

from django.urls import URLPattern, URLResolver, path

from tuokio.booking.views import own_talks, talks
from tuokio.mapping import urls as of_mapping  # its converters are there once it is loaded

assert of_mapping.app_name
urlpatterns: list[URLPattern | URLResolver] = []
for one in ("p/<slug:slug>/booking/", "p/<slug:slug>/<language:language>/booking/"):
    urlpatterns += [
        path(one, talks.choose, name="choose"),
        path(f"{one}times/<str:choice>/", talks.form, name="form"),
        path(f"{one}own/<slug:token>/", own_talks.own, name="own"),
        path(f"{one}own/<slug:token>/time/", own_talks.own_time, name="own_time"),
        path(f"{one}own/<slug:token>/cancellation/", own_talks.own_cancellation, name="own_cancellation"),
    ]
