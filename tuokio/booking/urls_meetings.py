"""Addresses of what those within an agreement book: on the phone home, on the commissioner's page, by a mailed link."""

from django.urls import URLPattern, path

from tuokio.booking.views import led_talks, meetings
from tuokio.booking.views.guests import commissioners, linked, supervisees

urlpatterns: list[URLPattern] = [
    path("talks/<uuid:talk_id>/cancellation/", led_talks.talk_cancellation, name="talk_cancellation"),
    path("booking/cancelled/", meetings.cancelled, name="cancelled"),
    path("booking/<slug:token>/", linked(meetings.booked_meeting), name="linked"),
    path("booking/<slug:token>/time/", linked(meetings.another_time), name="linked_time"),
    path("booking/<slug:token>/cancellation/", linked(meetings.cancellation), name="linked_cancellation"),
]
for whose, name, let_in in (("home", "own", supervisees), ("commissioner", "ordered", commissioners)):
    one = f"{whose}/meetings/<uuid:meeting_id>/"
    urlpatterns += [
        path(f"{whose}/booking/<uuid:process_id>/", let_in(meetings.next_meeting), name=f"{name}_next"),
        path(one, let_in(meetings.booked_meeting), name=f"{name}_meeting"),
        path(f"{one}time/", let_in(meetings.another_time), name=f"{name}_meeting_time"),
        path(f"{one}cancellation/", let_in(meetings.cancellation), name=f"{name}_meeting_cancellation"),
    ]
