"""A group of six gets ten dates, two misfits repaired; then a holiday week is kept free."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.cast import person, process_of
from tests.journeys.conftest import Calendar, Open
from tests.journeys.looking import STORY_SCREENS, Screen
from tests.journeys.post import Post
from tests.journeys.steps import Supervisor
from tuokio.kit.clock import now
from tuokio.meetings.models import Meeting
from tuokio.meetings.usecases.planning import add_meeting

GROUP = "Vastaanottotiimi"
SIX = ("Bertta S.", "Henna", "Jaakko", "Outi", "Sari", "T. K.")


@pytest.mark.parametrize("screen", STORY_SCREENS, ids=str)
def test_a_group_of_six_gets_ten_dates(screen: Screen, window: Open, calendar: Calendar, post: Post) -> None:
    # Given Aino, who meets another group on a Wednesday
    calendar.it_is(date(2026, 11, 24), "9.00")
    aino = person("aino")
    other = process_of(aino, name="Toinen ryhmä")
    add_meeting(process=other, on=date(2026, 12, 9), at_time=time(12), minutes=90, by=aino, at=now())
    process = process_of(aino, name=GROUP, member_names=SIX)

    # When she asks for ten dates every second week
    hand = Supervisor("Aino", window(screen), screen, calendar)
    hand.signs_in_by_mail("aino@example.org", post)
    hand.takes_the_next_step_with(GROUP)
    for label, words in (
        ("Ensimmäinen kerta", "2026-12-09"),
        ("Aika", "13:00"),
        ("Kertojen määrä", "10"),
        ("Viikkoja kertojen välissä", "2"),
    ):
        hand.writes(label, words)
    hand.presses("Näytä päivät")

    # Then she sees all ten, the misfits with why, and repairs each in its own way
    hand.sees("2 kertaa ei sovi vielä", "Työnohjaajalla on silloin muuta.", "Pyhäpäivä: Loppiainen.")
    assert process.meetings.count() == 0
    hand.answers("Mitä tehdään: ke 9.12. klo 13.00–14.15", "Siirrä ke 9.12. klo 13.30")
    hand.answers("Mitä tehdään: ke 6.1.2027 klo 13.00–14.15", "Jätä väli ja lisää loppuun: ke 28.4.2027")
    hand.presses("Tarkista päivät")
    hand.sees("Jokainen päivä sopii.")
    hand.presses("Tallenna päivät")
    hand.sees("Päivät on sovittu: 10 kertaa.")
    assert [f"{one.local_start:%d.%m. %H.%M}" for one in dates_of(process.pk)][:3] == [
        "09.12. 13.30",
        "23.12. 13.00",
        "20.01. 13.00",
    ]

    # When a holiday week is kept free, the one that falls in it goes to the end, and each is told once
    hand.does("Jätä loma väliin", GROUP)
    hand.writes("Ensimmäinen päivä", "2027-03-01")
    hand.writes("Viimeinen päivä", "2027-03-07")
    hand.presses("Näytä tapaamiset")
    hand.answers("Mitä tehdään: ke 3.3.2027 klo 13.00–14.15", "Jätä väli ja lisää loppuun: ke 12.5.2027")
    hand.presses("Tallenna päivät")

    # Then the group has ten dates still
    hand.sees("Yksi päivä muuttui.")
    last = dates_of(process.pk)
    assert (len(last), last[-1].local_start.date()) == (10, date(2027, 5, 12))

    # When the rest moves to Thursdays
    hand.does("Siirrä loput päivät", GROUP)
    hand.page.get_by_label("Viikonpäivä", exact=True).select_option(label="Torstai")
    hand.presses("Näytä päivät")
    hand.sees("to 10.12. klo 13.30", "oli ke 9.12. klo 13.30")
    assert hand.faults == []


def dates_of(process: object) -> list[Meeting]:
    return list(Meeting.objects.filter(process=process).order_by("starts_at"))
