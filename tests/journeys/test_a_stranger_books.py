"""A stranger books a mapping conversation, takes another time and comes to Aino's calendar; then it is called off."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.booking.booking_cast import open_for_talks
from tests.cast import person
from tests.journeys.conftest import Calendar, Open
from tests.journeys.looking import STORY_SCREENS, Screen
from tests.journeys.post import Post
from tests.journeys.steps import Stranger, Supervisor
from tests.mapping.page_cast import PAGE
from tuokio.meetings.models import Talk


@pytest.mark.parametrize("screen", STORY_SCREENS, ids=str)
def test_a_stranger_books_a_mapping_conversation(
    screen: Screen, window: Open, calendar: Calendar, post: Post
) -> None:
    # Given Aino, who may be booked on her public page
    calendar.it_is(date(2026, 11, 24), "9.00")
    open_for_talks()

    # When Maija chooses the first free time
    maija = Stranger("Maija", window(screen), screen, calendar)
    maija.goes_to(PAGE)
    maija.follows("Valitse aika keskustelulle")
    maija.page.locator("button[name=time]").first.click()
    maija.sees("Varaa aika", "Aika on varattuna sinulle klo")
    maija.writes("Nimi", "Maija L.")
    maija.writes("Puhelin tai sähköposti", "maija@example.org")
    maija.page.wait_for_timeout(4_000)  # what is sent within three seconds was not written by a person
    maija.presses("Varaa aika")

    # Then it is hers, and a letter leads back to it
    maija.sees("Aikasi on varattu")
    first = Talk.objects.get().starts_at
    letter = post.newest("maija@example.org")
    found = re.search(r"/p/\S+", letter)
    assert found
    maija.goes_to(found[0])
    maija.follows("Muuta aikaa")
    maija.page.locator("button[name=time]").nth(2).click()
    maija.looks()
    moved = Talk.objects.get()
    assert moved.starts_at > first

    # And Aino sees it among her meetings
    aino = Supervisor("Aino", window(screen), screen, calendar)
    aino.signs_in_by_mail("aino@example.org", post)
    aino.goes_to(f"/calendar/?week={moved.local_start:%G-W%V}")
    aino.sees("Kartoittava keskustelu")

    # When Maija calls it off, it costs nothing, and the time is free again
    maija.goes_to(found[0])
    maija.follows("Peru aika")
    maija.sees("0,00 €")
    maija.presses("Peru aika")
    assert Talk.objects.get().state == Talk.State.CANCELLED
    assert not moved.occupancies.exists()
    assert person("aino").pk == moved.supervisor_id
    assert (maija.faults, aino.faults) == ([], [])
