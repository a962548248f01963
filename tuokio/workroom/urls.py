"""The workroom's addresses at the main host."""

from django.urls import URLPattern, path

from tuokio.workroom.views import given

app_name = "workroom"
urlpatterns: list[URLPattern] = [
    # what left the room
    path("processes/<uuid:process_id>/given/", given.of_process, name="given"),
    path(
        "processes/<uuid:process_id>/given/<uuid:out_id>/asking-back/", given.asking_back, name="asking_back"
    ),
    path("my/given/<uuid:process_id>/", given.own, name="own_given"),
    path("coordination/given/<uuid:process_id>/", given.inside, name="given_inside"),
]
