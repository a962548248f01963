"""Addresses of this context."""

from django.urls import URLPattern, URLResolver, path

from tuokio.goals.views import goals, mine, rounds

app_name = "goals"
ROUND = "goals/rounds/<uuid:round_id>"
urlpatterns: list[URLPattern | URLResolver] = [
    path("processes/<uuid:process_id>/goals/", goals.goals, name="goals"),
    path("processes/<uuid:process_id>/goals/new/", goals.new, name="new"),
    path("processes/<uuid:process_id>/goals/rounds/new/", rounds.opening, name="opening"),
    path("goals/<uuid:goal_id>/", goals.goal, name="goal"),
    path("goals/<uuid:goal_id>/state/", goals.state, name="state"),
    path(f"{ROUND}/", rounds.one, name="round"),
    path(f"{ROUND}/asking/", rounds.asking, name="asking"),
    path(f"{ROUND}/closing/", rounds.closing, name="closing"),
    path(f"{ROUND}/slips/", rounds.slips, name="slips"),
    path(f"{ROUND}/sheet/", rounds.sheet, name="sheet"),
    path(f"{ROUND}/levels/", rounds.levels, name="levels"),
    path(f"{ROUND}/own-levels/", rounds.own_levels, name="own_levels"),
    path("my/goals/<uuid:process_id>/", mine.goals, name="mine"),
    path("my/goals/rounds/<uuid:round_id>/", mine.rating, name="rating"),
    path("my/goals/rounds/<uuid:round_id>/turning/", mine.turning, name="turning"),
]
