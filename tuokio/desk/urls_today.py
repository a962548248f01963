"""Addresses of the day: the front, Tänään, the calendar, the coordinator's overview, the phone home, mail that waits for a word."""

from django.urls import URLPattern, path

from tuokio.desk.views import calendar, coordination, home, letters, today

urlpatterns: list[URLPattern] = [
    path("", home.front, name="front"),
    path("today/", today.today, name="today"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("coordination/", coordination.coordination, name="coordination"),
    path("home/", home.home, name="home"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<uuid:letter_id>/sending/", letters.letter_sending, name="letter_sending"),
    path(
        "letters/<uuid:letter_id>/putting-aside/",
        letters.letter_putting_aside,
        name="letter_putting_aside",
    ),
]
