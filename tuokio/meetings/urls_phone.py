"""Addresses of what is done at short notice: answering, taking dates along, being ill, standing in."""

from django.urls import URLPattern, path

from tuokio.meetings.views import absence, answers, reminders

urlpatterns: list[URLPattern] = [
    path("meetings/<uuid:meeting_id>/answer/", answers.answer, name="answer"),
    path("meetings/<uuid:meeting_id>/calendar.ics", answers.calendar_file, name="file"),
    path("home/calendar.ics", answers.own_file, name="own_file"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("absence/", absence.absence, name="absence"),
    path("absence/<uuid:absence_id>/", absence.absence_told, name="absence_told"),
    path("substitutes/", absence.substitutes, name="substitutes"),
    path("substitutes/<uuid:substitute_id>/ending/", absence.substitute_ending, name="substitute_ending"),
    path("standing-in/", absence.standing_ins, name="standing_ins"),
    path("standing-in/<uuid:supervisor_id>/", absence.standing_in, name="standing_in"),
]
