"""One who pays for herself: nine questions on her own phone, an offer, two pages, and what came of it is hers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import person, solo_practice
from tests.journeys.conftest import Calendar, Open
from tests.journeys.looking import PHONE_DARK, PHONE_LIGHT, STORY_SCREENS, Screen
from tests.journeys.post import Post
from tests.journeys.steps_small_paths import Answer, LeadsSmallPaths, SelfPayer
from tuokio.kit.clock import now
from tuokio.mapping.demo_page import make_demo_page

NAME, HER = "Maija L.", "maija@example.org"
MEETINGS = [date(2026, 12, 1) + timedelta(weeks=3 * number) for number in range(6)]
ANSWERS: dict[str, Answer] = {
    "m05": {
        "Kuinka monta ihmistä asia koskee": ("writes", "1"),
        "Kuinka moni voi osallistua": ("writes", "1"),
    },
    "m22": {"maksan itse": ("chooses", ""), "Montako kertaa on enintään mahdollista": ("writes", "6")},
    "m10": {"ei": ("ticks", "")},
    "m11": {"ei": ("ticks", "")},
    "m03": {"Tärkein": ("picks", "oma rooli ja tehtävä")},
    "m04": {"omani": ("chooses", "")},
    "m16": {"Kuinka pitkä tapaaminen voi olla": ("picks", "enintään 45 minuuttia")},
    "m17": {"Merkki 1": ("writes", "Sanon ei silloin kun pitää")},
}


@pytest.mark.also_postgresql
@pytest.mark.parametrize("screen", STORY_SCREENS, ids=str)
def test_one_who_pays_for_herself(screen: Screen, window: Open, calendar: Calendar, post: Post) -> None:
    calendar.it_is(date(2026, 11, 23), "9.00")
    practice = solo_practice(person("aino"))
    person("aino").qualifications.create(programme="Työnohjaajan koulutus", year=2016, body="Oulun yliopisto")
    make_demo_page(practice, at=now())
    phone = PHONE_LIGHT if screen.scheme == "light" else PHONE_DARK
    aino = LeadsSmallPaths("Aino", window(screen), screen, calendar)
    aino.is_known = False  # that one person comes and pays
    aino.signs_in_by_mail("aino@example.org", post)

    maija = SelfPayer("Maija", window(phone), phone, calendar)
    maija.asks_for_herself(practice.slug, HER)
    aino.answers_the_enquiry("Ota kartoitukseen")
    aino.takes_the_next_step_with("Yhteydenotto M. L.")
    aino.sends_the_questions_by_mail()
    maija.opens_the_questions(post, HER)
    maija.follows("Aloita")
    asked = maija.answers_alone(ANSWERS)
    assert asked == ["m05", "m22", "m10", "m11", "m03", "m04", "m16", "m17", "m12"]
    maija.presses("Olen valmis")
    aino.is_known = True
    aino.opens_process("Yhteydenotto M. L.")
    aino.takes_the_next_step_with("Yhteydenotto M. L.")
    aino.follows("Suositus")
    aino.presses("Kirjaa suositus")

    aino.says_who_pays("Yhteydenotto M. L.", now_called=NAME)
    aino.adds_contact(NAME, HER)
    aino.names_one_with_mail(NAME, NAME, HER)
    aino.gives_an_offer(NAME, price="80")
    maija.comes_through_the_door(HER, post)
    maija.follows("Lue ja vastaa")
    maija.presses("Hyväksyn tarjouksen")

    aino.sends_the_short_agreement(NAME, starts_on="2026-12-01")
    maija.comes_through_the_door(HER, post)
    maija.follows("Lue ja hyväksy")
    maija.presses("Hyväksyn sopimuksen")
    # Accepted once, and it counts for her as payer and as the one supervised
    aino.opens_process(NAME)
    aino.sees("voimassa", "Ohjattavista hyväksynyt 1/1")

    calendar.it_is(date(2026, 12, 1), "12.00")
    aino.plans_the_series(NAME, first="2026-12-01", clock="13:00")
    aino.words_a_goal(NAME, start="Lupaan liikaa viikoittain.", expected="Sanon ei, kun viikko on täynnä.")
    aino.opens_process(NAME)
    aino.sees("te kaksi näette tämän", "Katso, mitä maksaja näkee")
    aino.does_not_see("Katso, mitä tilaaja näkee", "Tasot näkee ryhmä", "tilaaja näkee lukumäärät")
    aino.chooses_statements(NAME, "B2a", "B6a", "B4a")
    calendar.it_is(date(2026, 12, 1), "14.00")
    aino.opens_the_evaluation(NAME, "Alkuarviointi")
    maija.signs_in_by_mail(HER, post)
    maija.answers_the_wave("2", "3", "2")
    aino.closes_the_evaluation(NAME)
    # Her answers are hers; one of them she shows
    aino.goes_to(f"{aino.process_of(NAME)}evaluation/")
    aino.does_not_see("näyttää sinulle")
    maija.shows("Alkuarviointi", "Nyt: 3")
    aino.goes_to(f"{aino.process_of(NAME)}evaluation/")
    aino.sees("näyttää sinulle", "Alkuarviointi, nyt: 3")
    aino.does_not_see("Alkuarviointi, nyt: 2")
    maija.shows("Alkuarviointi", "Nyt: 3", hides=True)
    for held_on in MEETINGS:
        calendar.it_is(held_on, "14.00")
        aino.marks_present(NAME)

    aino.opens_the_evaluation(NAME, "Loppuarviointi")
    maija.signs_in_by_mail(HER, post)  # a month and more has passed
    maija.answers_the_wave("4", "2", "4", "3", "4", "2")
    aino.closes_the_evaluation(NAME)

    # When the goals are rated side by side, she sees where they came, and her own change is hers
    aino.rates_together(NAME, "Lopussa", "odotetusti")
    aino.goes_to(f"{aino.process_of(NAME)}evaluation/")
    aino.does_not_see("näyttää sinulle")
    maija.shows("Loppuarviointi", "Nyt: 4")
    maija.sees("Oma matkasi")
    aino.goes_to(f"{aino.process_of(NAME)}evaluation/")
    aino.sees("näyttää sinulle")
    maija.shows("Loppuarviointi", "Nyt: 4", hides=True)
    aino.goes_to(f"{aino.process_of(NAME)}evaluation/")
    aino.does_not_see("näyttää sinulle")

    # Then it ends without a summary: she has nobody to give one to
    aino.closes_after_the_end(NAME)
    aino.goes_to(f"{aino.process_of(NAME)}summary/")
    aino.sees("ei ole kenelle antaa")
    for number in ("1", "2", "3", "4"):
        aino.marks_as_invoiced(NAME, number)
    aino.takes_the_next_step_with(NAME)
    aino.presses("Päätä prosessi")
    aino.opens_process(NAME)
    aino.sees("päättynyt")

    faults = [fault for one in (aino, maija) for fault in one.faults]
    assert not faults, "\n".join(faults)
