"""Addresses of the day: the front, Tänään, the calendar, the phone home, mail that waits for a word."""

from django.urls import URLPattern, path

from tuokio.desk import views_calendar, views_home, views_letters, views_today

urlpatterns: list[URLPattern] = [
    path("", views_home.front, name="front"),
    path("today/", views_today.today, name="today"),
    path("calendar/", views_calendar.calendar, name="calendar"),
    path("home/", views_home.home, name="home"),
    path("letters/", views_letters.letters, name="letters"),
    path("letters/<uuid:letter_id>/sending/", views_letters.letter_sending, name="letter_sending"),
    path(
        "letters/<uuid:letter_id>/putting-aside/",
        views_letters.letter_putting_aside,
        name="letter_putting_aside",
    ),
]
