"""Addresses of this context."""

from django.urls import URLPattern, URLResolver, path

from tuokio.meetings import course_views, planning_views, urls_moving_in, urls_phone, views

app_name = "meetings"
PROCESS = "processes/<uuid:process_id>"
MEETING = "meetings/<uuid:meeting_id>"
urlpatterns: list[URLPattern | URLResolver] = [
    path("processes/new/", planning_views.short_path, name="short_path"),
    path(f"{PROCESS}/start/", planning_views.start, name="start"),
    path(f"{PROCESS}/series/", planning_views.series, name="series"),
    path(f"{PROCESS}/meetings/new/", planning_views.add, name="add"),
    path(f"{PROCESS}/terms/", course_views.terms, name="terms"),
    path(f"{PROCESS}/continuation/", course_views.continuation, name="continuation"),
    path(f"{PROCESS}/supervisor/", course_views.handover, name="handover"),
    path(f"{PROCESS}/pause/", course_views.pause_page, name="pause"),
    path(f"{PROCESS}/resumption/", course_views.resumption, name="resumption"),
    path(f"{PROCESS}/ending/", course_views.ending, name="ending"),
    path(f"{PROCESS}/closing/", course_views.closing, name="closing"),
    path("breaks/", planning_views.breaks, name="breaks"),
    path("breaks/<uuid:break_id>/removal/", planning_views.break_removal, name="break_removal"),
    path(f"{MEETING}/", views.meeting, name="meeting"),
    path(f"{MEETING}/holding/", views.holding, name="holding"),
    path(f"{MEETING}/no-show/", views.no_show, name="no_show"),
    path(f"{MEETING}/cancellation/", views.cancellation, name="cancellation"),
    path(f"{MEETING}/date/", views.date, name="date"),
    path(f"{MEETING}/waiver/", views.waiver, name="waiver"),
    path(f"{MEETING}/correction/", views.correction, name="correction"),
    path(f"{MEETING}/replacement/", views.replacement, name="replacement"),
    path(f"{MEETING}/answers/", views.answers, name="answers"),
    path(f"{MEETING}/sheet/", views.sheet, name="sheet"),
    *urls_phone.urlpatterns,
    *urls_moving_in.urlpatterns,
]
