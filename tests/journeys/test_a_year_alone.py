"""A year of one supervisor who works alone: nobody else signs in, and no mail leaves the machine."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import Calendar, Open
from tests.journeys.looking import STORY_SCREENS, Screen
from tests.journeys.steps import Supervisor, nothing_was_mailed

SHEET = Path(__file__).resolve().parents[1] / "data/moving_in/neljatoista.xlsx"
ANSWERS = {
    "Diakonit": {"Alv": "0 % · Ei arvonlisäveroa, vähäinen toiminta (AVL 3 §)"},
    "Kanttori": {"Alv": "0 % · Ei arvonlisäveroa, vähäinen toiminta (AVL 3 §)"},
    "Erityisopettajat": {"Muoto": "Ryhmätyönohjaus"},
    "Työnjohtajat": {"Muoto": "Ryhmätyönohjaus", "Kerran hinta, euroa": "210"},
    "Tuotantojohtaja": {"Kerran hinta, euroa": "120"},
}
A_PRESS, A_SIGN, A_LOOK = 1.5, 0.3, 10.0  # seconds: of a press, of a typed sign, of reading about one process


@pytest.mark.parametrize("screen", STORY_SCREENS, ids=str)
def test_a_year_alone(screen: Screen, window: Open, calendar: Calendar, capsys: Any) -> None:
    # Given a Saturday in November, and Tuokio newly started on Aino's own machine
    calendar.it_is(date(2026, 11, 21), "10.00")
    aino = Supervisor("Aino", window(screen), screen, calendar)
    aino.begins_a_practice_of_her_own()

    # When she moves in with the sheet of her fourteen processes
    aino.moves_in(SHEET, ANSWERS, leaves_out=("HOITAJAT, PIHLAJA",))
    aino.sees("Tuo 14 prosessia")
    aino.brings_them_in(with_agreements_on_paper=True)

    # Then all fourteen run, and it took her less than twenty minutes
    aino.sees("14 prosessia")
    seconds = aino.presses_made * A_PRESS + aino.signs_typed * A_SIGN + 15 * A_LOOK
    with capsys.disabled():
        print(
            f"\nmoving in: {aino.presses_made} presses, {aino.signs_typed} typed signs: about {seconds / 60:.0f} minutes"
        )
    assert seconds <= 20 * 60

    # When it is Tuesday and a group has met, she marks it in one tap
    calendar.it_is(date(2026, 11, 24), "14.30")
    aino.sees_waiting("Hoitajat, Pihlaja")
    aino.marks_everyone_present("Hoitajat, Pihlaja")
    aino.sees("6/6 paikalla")

    # And a date is moved: the terms stay as they were
    aino.moves_the_next_meeting("Vapaaehtoisten ohjaajat", to=date(2026, 12, 16), clock="17:30")
    aino.sees("ke 16.12. klo 17.30")

    # When the payer cancels on the morning of the day, the terms say that it is charged
    calendar.it_is(date(2026, 11, 26), "9.00")
    aino.cancels_the_next_meeting("Rehtoripari", by="tilaaja", why="työvuorot muuttuivat")
    aino.sees("peruttu")

    # When those who have names were all there, one tap says so
    calendar.it_is(date(2026, 12, 1), "20.00")
    aino.marks_everyone_present("Diakonit")
    aino.sees("3/3 paikalla")

    # When she is ill, one act frees the day, and the date to be found waits for her
    calendar.it_is(date(2026, 12, 2), "7.30")
    aino.is_ill(date(2026, 12, 2))
    aino.sees_waiting("Lärarpar")

    # When the month is over she copies its lines to her own program and marks them with its number
    aino.marks_as_invoiced("Puropolun hoivakoti", "2026-17")
    aino.marks_as_invoiced("Tuuliharjun koulu", "2026-18")

    # And she goes on with a group, pauses with one and takes it up again, ends one early and closes another
    aino.agrees_on_more_dates("Diakonit", first=date(2027, 2, 9), clock="13:00", count=3, weeks=6)
    aino.goes_on_with("Lastensuojelun tiimi", price="1 250", from_on=date(2027, 2, 11), clock="13:00")
    aino.pauses("Sosiaalityöntekijä R.")
    aino.takes_the_next_step_with("Sosiaalityöntekijä R.")
    aino.presses("Jatka")
    aino.ends_early("Tuotantojohtaja", why="tilaaja päätti")
    aino.does("Kohti päätöstä", "Rehtoripari")
    aino.presses("Tapaamiset on pidetty")
    aino.presses("Arviointi on käyty tai jätetään väliin")
    aino.presses("Päätä prosessi")
    aino.opens_process("Rehtoripari")
    aino.sees("päättynyt")

    # And her own summer is left out of the dates to come
    aino.takes_a_break(date(2027, 7, 1), date(2027, 7, 31))
    aino.goes_to("/calendar/?month=2027-02")
    aino.goes_to("/keeping/backup/")
    assert "Aino Hurme" in aino.takes_her_data_along()

    nothing_was_mailed()
    assert not aino.faults, "\n".join(aino.faults)
