"""The workroom's addresses at the locked notes' own host."""

from django.urls import URLPattern, path

from tuokio.workroom.views import alone, going_out, reminding, rounds

urlpatterns: list[URLPattern] = [
    # answered alone: by a word that works once, and nobody is asked who brings it
    path("api/pulse", alone.pulse),
    path("api/levels", alone.levels),
    path("api/processes/<str:process_id>/pulse", rounds.pulse_of_process),
    path("api/pulse/<str:round_id>/closing", rounds.pulse_closing),
    path("api/processes/<str:process_id>/levels", rounds.levels_of_process),
    path("api/levels/<str:round_id>/closing", rounds.levels_closing),
    # a day on which one wishes to be told that something waits
    path("api/reminders", reminding.reminders),
    path("api/reminders/<str:reminder_id>", reminding.reminder),
    # what leaves the room
    path("api/spaces/<str:space_id>/out", going_out.all_of_circle),
    path("api/out/<str:out_id>", going_out.one),
    path("api/out/<str:out_id>/word", going_out.word),
    path("api/out/<str:out_id>/slips", going_out.slips),
    path("api/out/<str:out_id>/asking-back", going_out.asking_back),
    path("api/guest/out/<str:out_id>", going_out.guests_no),
]
