"""A small practice: an enquiry becomes a group, on paper and on phones, through illness to the invoice and on."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import person, shared_practice
from tests.journeys.conftest import Calendar, Open
from tests.journeys.looking import PHONE_DARK, PHONE_LIGHT, STORY_SCREENS, Screen
from tests.journeys.post import Post
from tests.journeys.steps import Commissioner, Stranger, Supervisee, Supervisor
from tuokio.kit.clock import now
from tuokio.mapping.demo_page import make_demo_page
from tuokio.people.usecases import give_role
from tuokio.terms.words import Standing

GROUP = "Kotihoidon yötiimi"


@pytest.mark.parametrize("screen", STORY_SCREENS, ids=str)
def test_a_small_practice(screen: Screen, window: Open, calendar: Calendar, post: Post) -> None:
    # Given Olavi's practice with its public page, where Saara and Aino supervise
    calendar.it_is(date(2026, 11, 23), "9.00")
    practice = shared_practice()
    give_role(practice=practice, person=person("aino"), standing=Standing.SUPERVISOR, by=None, at=now())
    make_demo_page(practice, at=now())
    phone = PHONE_LIGHT if screen.scheme == "light" else PHONE_DARK
    saara = Supervisor("Saara", window(screen), screen, calendar)
    saara.signs_in_by_mail("saara@example.org", post)

    # When a stranger writes on their phone, they know when an answer comes
    maija = Stranger("Maija", window(phone), phone, calendar)
    maija.asks_on_the_public_page("vire", "maija@example.org")
    assert "maija" not in post.newest("saara@example.org").lower()
    assert len(post.to("maija@example.org")) == 1

    # Then it waits in Tänään; Saara takes it to a mapping conversation, and starts it over the short path
    saara.sees_waiting("Yhteydenotto")
    saara.answers_the_enquiry("Ota kartoitukseen")
    saara.sees("Kartoitus")
    saara.starts_what_was_mapped(
        GROUP, members="Anu\nBirgitta\nDani", payer="Rannikkolan kunta", price="240", first="2026-11-25", clock="15:00"
    )  # fmt: skip

    # When the first meeting has been held, its paper list is entered
    calendar.it_is(date(2026, 11, 25), "18.00")
    saara.enters_the_paper_list(GROUP, absent="Dani")
    saara.sees("2/3 paikalla", "paperilta")

    # And Birgitta gets a slip in the room: she comes in with her own phone, and cannot come the next time
    birgitta = Supervisee("Birgitta", window(phone), phone, calendar)
    birgitta.comes_in_with_a_slip(saara.hands_a_slip_to(GROUP, "Birgitta"), digits="482913")
    birgitta.says_of_the_next_meeting("En pääse")
    birgitta.comes_again_with_her_digits("482913")
    birgitta.sees("Vastasit: en pääse.")
    saara.opens_the_next_meeting_of(GROUP)
    saara.sees("ei pääse 1")

    # When Saara falls ill, Aino stands in: the day is freed, and she sees names, times and places only
    saara.names_as_substitute("Aino Hurme")
    aino = Supervisor("Aino", window(screen), screen, calendar)
    calendar.it_is(date(2026, 12, 16), "7.45")
    aino.signs_in_by_mail("aino@example.org", post)
    aino.stands_in_for("Saara Niemi", on=date(2026, 12, 16))
    aino.does_not_see("Birgitta", "Dani")
    saara.sees_waiting(GROUP)

    # When the month is over, Olavi as the owner sees what to invoice and marks it
    olavi = Supervisor("Olavi", window(screen), screen, calendar)
    olavi.signs_in_by_mail("olavi@example.org", post)
    olavi.marks_as_invoiced("Rannikkolan kunta", "VIRE-204")

    # When the payer gets a link, a code from the mail opens dates, counts and costs, and no names
    olavi.sends_the_commissioners_link("Rannikkolan kunta", "Kaarlo Virta", "kaarlo@example.org")
    kaarlo = Commissioner("Kaarlo", window(screen), screen, calendar)
    kaarlo.comes_through_the_door("kaarlo@example.org", post)
    kaarlo.sees(GROUP, "240,00 €", "2/3")
    kaarlo.does_not_see("Birgitta", "Dani", "Anu")

    # And at the end they go on together
    calendar.it_is(date(2027, 6, 1), "9.00")
    saara.signs_in_by_mail("saara@example.org", post)
    saara.goes_on_with(GROUP, price="255", from_on=date(2027, 9, 1), clock="15:00")
    saara.sees("255,00 €")

    for one in (saara, maija, birgitta, aino, olavi, kaarlo):
        assert not one.faults, "\n".join(one.faults)
