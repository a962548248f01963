"""Addresses of the dates for shift planners."""

from django.urls import path

from tuokio.meetings.views import rosters

ROSTER = "processes/<uuid:process_id>/roster"
urlpatterns = [
    path(f"{ROSTER}/", rosters.roster, name="roster"),
    path(f"{ROSTER}/dates.<str:kind>", rosters.roster_file, name="roster_file"),
    path(f"{ROSTER}/paper/", rosters.roster_paper, name="roster_paper"),
    path(f"{ROSTER}/giving/", rosters.roster_giving, name="roster_giving"),
    path(f"{ROSTER}/rhythm/", rosters.roster_rhythm, name="roster_rhythm"),
    path(f"{ROSTER}/link/", rosters.roster_link, name="roster_link"),
    path("roster/<str:token>/", rosters.planners_sheet, name="planners_sheet"),
    path("roster/<str:token>/dates.<str:kind>", rosters.planners_file, name="planners_file"),
]
