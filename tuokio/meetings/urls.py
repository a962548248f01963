"""Addresses of this context."""

from django.urls import URLPattern, URLResolver, path

from tuokio.meetings import (
    urls_availability,
    urls_moving_in,
    urls_phone,
    urls_places,
    urls_remote,
    urls_rooms,
    urls_rosters,
)
from tuokio.meetings.views import course, free_times, meetings, moving_dates, planning, series

app_name = "meetings"
PROCESS = "processes/<uuid:process_id>"
MEETING = "meetings/<uuid:meeting_id>"
urlpatterns: list[URLPattern | URLResolver] = [
    path("processes/new/", planning.short_path, name="short_path"),
    path(f"{PROCESS}/start/", planning.start, name="start"),
    path(f"{PROCESS}/series/", series.series, name="series"),
    path(f"{PROCESS}/dates/moving/", moving_dates.moving_on, name="moving_on"),
    path(f"{PROCESS}/dates/free-days/", moving_dates.free_days, name="free_days"),
    path(f"{PROCESS}/meetings/new/", planning.add, name="add"),
    path(f"{PROCESS}/terms/", course.terms, name="terms"),
    path(f"{PROCESS}/continuation/", course.continuation, name="continuation"),
    path(f"{PROCESS}/supervisor/", course.handover, name="handover"),
    path(f"{PROCESS}/pause/", course.pause_page, name="pause"),
    path(f"{PROCESS}/resumption/", course.resumption, name="resumption"),
    path(f"{PROCESS}/ending/", course.ending, name="ending"),
    path(f"{PROCESS}/closing/", course.closing, name="closing"),
    path("free-times/", free_times.free_times_page, name="free_times"),
    path("breaks/", planning.breaks, name="breaks"),
    path("breaks/<uuid:break_id>/removal/", planning.break_removal, name="break_removal"),
    path(f"{MEETING}/", meetings.meeting, name="meeting"),
    path(f"{MEETING}/holding/", meetings.holding, name="holding"),
    path(f"{MEETING}/no-show/", meetings.no_show, name="no_show"),
    path(f"{MEETING}/cancellation/", meetings.cancellation, name="cancellation"),
    path(f"{MEETING}/date/", meetings.date, name="date"),
    path(f"{MEETING}/waiver/", meetings.waiver, name="waiver"),
    path(f"{MEETING}/correction/", meetings.correction, name="correction"),
    path(f"{MEETING}/replacement/", meetings.replacement, name="replacement"),
    path(f"{MEETING}/answers/", meetings.answers, name="answers"),
    path(f"{MEETING}/sheet/", meetings.sheet, name="sheet"),
    *urls_phone.urlpatterns,
    *urls_availability.urlpatterns,
    *urls_moving_in.urlpatterns,
    *urls_places.urlpatterns,
    *urls_rosters.urlpatterns,
    *urls_rooms.urlpatterns,
    *urls_remote.urlpatterns,
]
