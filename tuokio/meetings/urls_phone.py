"""Addresses of what is done at short notice: answering, taking dates along, being ill, standing in."""

from django.urls import URLPattern, path

from tuokio.meetings import absence_views, answer_views

urlpatterns: list[URLPattern] = [
    path("meetings/<uuid:meeting_id>/answer/", answer_views.answer, name="answer"),
    path("meetings/<uuid:meeting_id>/calendar.ics", answer_views.calendar_file, name="file"),
    path("home/calendar.ics", answer_views.own_file, name="own_file"),
    path("absence/", absence_views.absence, name="absence"),
    path("absence/<uuid:absence_id>/", absence_views.absence_told, name="absence_told"),
    path("substitutes/", absence_views.substitutes, name="substitutes"),
    path(
        "substitutes/<uuid:substitute_id>/ending/", absence_views.substitute_ending, name="substitute_ending"
    ),
    path("standing-in/", absence_views.standing_ins, name="standing_ins"),
    path("standing-in/<uuid:supervisor_id>/", absence_views.standing_in, name="standing_in"),
]
