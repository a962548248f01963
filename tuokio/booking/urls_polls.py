"""Addresses of finding a date together."""

from django.urls import URLPattern, URLResolver, path

from tuokio.booking.views import poll_answers, polls

POLL = "date-polls/<uuid:poll_id>"
urlpatterns: list[URLPattern | URLResolver] = [
    path("processes/<uuid:process_id>/common-date/", polls.common_date, name="common_date"),
    path(f"{POLL}/", polls.poll, name="poll"),
    path(f"{POLL}/links/", polls.links, name="poll_links"),
    path(f"{POLL}/reminder/", polls.reminder, name="poll_reminder"),
    path(f"{POLL}/told/<uuid:asked_id>/", polls.told, name="poll_told"),
    path(f"{POLL}/decision/", polls.decision, name="poll_decision"),
    path(f"{POLL}/closing/", polls.closing, name="poll_closing"),
    path("my/date-polls/<uuid:poll_id>/", poll_answers.mine, name="my_poll"),
    path("d/<str:token>/", poll_answers.by_link, name="poll_by_link"),
]
