"""Addresses of the rooms."""

from django.urls import URLPattern, path

from tuokio.meetings.views import rooms

urlpatterns: list[URLPattern] = [
    path("rooms/", rooms.all_rooms, name="all_rooms"),
    path("rooms/of/<uuid:practice_id>/", rooms.rooms, name="rooms"),
    path("rooms/<uuid:room_id>/", rooms.room, name="room"),
]
