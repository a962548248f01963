"""A group inside a house: no offer and no price anywhere, and a coordinator who sees numbers."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import MORNING, person
from tests.journeys.conftest import Calendar, Open
from tests.journeys.looking import STORY_SCREENS, Screen
from tests.journeys.post import Post
from tests.journeys.steps_internal import NO_MONEY, Coordinator, HouseSupervisor, words_of
from tuokio.kit.clock import now
from tuokio.people.usecases import found_practice, give_role
from tuokio.terms.words import PracticeKind, Standing

UNIT = "Päivystyksen osasto"
NAMES = ("Anu", "Birgitta", "Dani", "Eero", "Fatima", "Göran", "Helmi", "Ilari")


@pytest.mark.also_postgresql
@pytest.mark.parametrize("screen", STORY_SCREENS, ids=str)
def test_an_internal_group(screen: Screen, window: Open, calendar: Calendar, post: Post) -> None:
    # Given the supervision unit of a county, which Olavi founded and Dora coordinates, and where Saara supervises
    calendar.it_is(date(2026, 11, 23), "9.00")
    house = found_practice(
        name="Rannikkolan työnohjaajat", kind=PracticeKind.INTERNAL, owner=person("olavi"), at=MORNING
    )
    for who, standing in (("saara", Standing.SUPERVISOR), ("dora", Standing.COORDINATOR)):
        give_role(practice=house, person=person(who), standing=standing, by=None, at=now())
    person("saara").qualifications.create(
        programme="Työnohjaajan koulutus", year=2018, body="Oulun yliopisto"
    )
    saara = HouseSupervisor("Saara", window(screen), screen, calendar)
    saara.signs_in_by_mail("saara@example.org", post)

    # When Saara opens a process for a unit of eight, nothing is mapped and nothing is offered
    saara.opens_after_a_call(UNIT, form="Ryhmätyönohjaus")
    saara.sees("Aloita ilman sopimusta")
    saara.names_the_members(UNIT, *NAMES)
    saara.sends_the_light_agreement(
        UNIT,
        starts_on="2026-11-25",
        goal="Vuoronvaihto on rauhallinen",
        sign="Vuoronvaihdossa kysytään ääneen.",
    )

    # Then the coordinator accepts it, and it is agreed
    dora = Coordinator("Dora", window(screen), screen, calendar)
    dora.signs_in_by_mail("dora@example.org", post)
    dora.accepts_what_waits()
    dora.does_not_see(*NO_MONEY, *NAMES)

    # When the group meets, some accept their own part on paper or aloud, and the first evaluation is answered on paper
    saara.plans_the_series(UNIT, first="2026-11-25", clock="13:00")
    calendar.it_is(date(2026, 11, 25), "14.00")
    saara.writes_down_the_acceptances(UNIT, Anu="paperilla", Birgitta="paperilla", Dani="ääneen")
    saara.chooses_what_is_evaluated(UNIT)
    saara.types_in_the_sheets(UNIT, "Alkuarviointi", 2, 3, 3, 4, 2, 3, 4, 3)
    saara.marks_everyone_present(UNIT)
    saara.sees("8/8 paikalla")

    # Then the coordinator's page counts it; who was there and what they answered is not on it
    dora.looks_at_the_house()
    dora.sees("1 prosessi", UNIT, "Saara Niemi")
    dora.does_not_see(*NO_MONEY, *NAMES, "Ilmapiiri")

    # When the results are written down and read in the room, all eight let them go to the house
    saara.closes_the_open_evaluation(UNIT)
    saara.writes_a_summary_on_the_way(UNIT)
    dora.looks_at_the_house()
    dora.does_not_see("hteenve")
    saara.takes_it_to_the_group()
    saara.counts_the_slips(8)
    saara.gives_it_on_the_way(UNIT)

    # Then Dora is told that something waits, reads it and takes it along; no name is in it
    assert "yhteenve" not in post.newest("dora@example.org").lower()
    dora.reads_what_was_given(UNIT)
    dora.sees("Työnohjaus jatkuu samassa muodossa.", "SHA-256")
    dora.does_not_see(*NO_MONEY, *NAMES)
    paper = dora.takes_the_paper_along()
    assert paper.startswith(b"%PDF")
    assert [name for name in NAMES if name in words_of(paper)] == []

    # And the numbers of the house can be filtered and taken along
    dora.looks_at_the_house(ending=True)
    dora.sees("Mitään ei löytynyt")
    dora.looks_at_the_house()
    header, row = dora.takes_the_numbers_along()
    assert header[:3] == ["Yksikkö", "Prosessi", "Muoto"]
    assert row[1] == UNIT and row[3] == "Saara Niemi" and row[5:7] == ["1", "10"]

    for one in (saara, dora):
        assert not one.faults, "\n".join(one.faults)
