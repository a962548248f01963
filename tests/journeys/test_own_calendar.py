"""Aino makes a feed and wishes invitations; Bertta's calendar proposes another time, which moves nothing."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from tests.calendars.test_replies import ics
from tests.cast import person, process_of
from tests.journeys.conftest import Calendar, Open
from tests.journeys.looking import STORY_SCREENS, Screen
from tests.journeys.post import Post
from tests.journeys.steps import Supervisor
from tuokio.calendars.models import Feed
from tuokio.kit.clock import now
from tuokio.meetings.usecases.planning import add_meeting


@pytest.mark.parametrize("screen", STORY_SCREENS, ids=str)
def test_ones_dates_reach_ones_own_calendar(
    screen: Screen, window: Open, calendar: Calendar, post: Post
) -> None:
    calendar.it_is(date(2026, 11, 24), "9.00")
    process = process_of(person("aino"))
    meeting = add_meeting(
        process=process, on=date(2026, 12, 9), at_time=time(12), by=person("aino"), at=now()
    )

    hand = Supervisor("Aino", window(screen), screen, calendar)
    hand.signs_in_by_mail("aino@example.org", post)
    hand.goes_to("/calendar/")
    hand.follows("Kalenterisyöte")
    hand.presses("Tee osoite")
    hand.sees("Osoite näytetään vain nyt.")
    assert Feed.objects.exists()
    hand.opens("Google Calendar")
    hand.sees("yleensä vuorokauden kuluessa")
    hand.chooses("Kutsu kalenteriin sähköpostiini jokaisesta tapaamisesta, jota ohjaan")
    hand.presses("Tallenna")
    assert "ke\N{NO-BREAK SPACE}9.12. klo\N{NO-BREAK SPACE}12.00" in post.newest("aino@example.org")

    hand.goes_to("/calendar/")
    hand.follows("Vastaukset kalentereista")
    wished = meeting.starts_at + timedelta(days=1)
    hand.writes("Tai vastaus tekstinä", ics(meeting, method="COUNTER", starts_at=wished))
    hand.presses("Lue vastaus")
    hand.sees("ehdottaa toista aikaa", "Ehdotetut ajat", "Mikään ei siirry itsestään.")
    hand.presses("Anna olla")
    hand.sees("Ehdotus on poistettu.")
    assert hand.faults == []
