"""The workroom's addresses at the locked notes' own host."""

from django.urls import path

from tuokio.workroom.views import going_out

urlpatterns = [
    # what leaves the room
    path("api/spaces/<str:space_id>/out", going_out.all_of_circle),
    path("api/out/<str:out_id>", going_out.one),
    path("api/out/<str:out_id>/word", going_out.word),
    path("api/out/<str:out_id>/slips", going_out.slips),
    path("api/out/<str:out_id>/asking-back", going_out.asking_back),
    path("api/guest/out/<str:out_id>", going_out.guests_no),
]
