"""Addresses of waves."""

from django.urls import URLPattern, URLResolver, path

from tuokio.evaluation.views import wave_answers, waves

PROCESS, WAVE, MINE = (
    "processes/<uuid:process_id>/evaluation",
    "waves/<uuid:wave_id>",
    "my/waves/<uuid:wave_id>",
)
urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{PROCESS}/", waves.evaluation, name="evaluation"),
    path(f"{PROCESS}/statements/", waves.statements, name="statements"),
    path(f"{PROCESS}/plan/", waves.plan, name="plan"),
    path(f"{WAVE}/", waves.wave, name="wave"),
    path(f"{WAVE}/opening/", waves.opening, name="wave_opening"),
    path(f"{WAVE}/request/", waves.home_request, name="wave_request"),
    path(f"{WAVE}/closing/", waves.closing, name="wave_closing"),
    path(f"{WAVE}/skipping/", waves.skipping, name="wave_skipping"),
    path(f"{WAVE}/paper/", waves.paper, name="wave_paper"),
    path(f"{WAVE}/slips/", waves.slips, name="wave_slips"),
    path(f"{MINE}/", wave_answers.my_wave, name="my_wave"),
    path(f"{MINE}/shown/", wave_answers.my_wave_shown, name="my_wave_shown"),
    path("w/<str:token>/", wave_answers.room, name="room"),
]
