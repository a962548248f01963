"""Addresses of open groups."""

from django.urls import path

from tuokio.meetings.views import places

PLACES = "processes/<uuid:process_id>/places"
urlpatterns = [
    path(f"{PLACES}/", places.places, name="places"),
    path(f"{PLACES}/closing/", places.places_closing, name="places_closing"),
    path(f"{PLACES}/<uuid:joiner_id>/", places.place, name="place"),
    path("groups/<str:group>/", places.open_group, name="open_group"),
    path("groups/<str:group>/thanks/", places.open_group_thanks, name="open_group_thanks"),
    path("group-places/<str:word>/", places.own_place, name="own_place"),
]
