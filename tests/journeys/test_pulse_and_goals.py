"""How a meeting was, and how far own goals have come: answered alone on one device and on phones, then shown to all."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import BOTH, faults_of
from tests.journeys.test_circle_of_notes import with_notes
from tests.journeys.workroom_page import begins_meeting, joins, shows_square, to_room, to_tool, to_workroom
from tuokio.kit.clock import today
from tuokio.supervision.models import Process
from tuokio.workroom.models import (
    GroupLevel,
    LevelAnswer,
    OwnGoal,
    PulseAnswer,
    PulseBand,
    Reminder,
    RoundToken,
)

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
IN_ROOM = ("Bertta S.", "Henna", "T. K.", "Liisa", "M. M.")


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"), member_names=IN_ROOM)


def answers_pulse(page: Page, *values: int) -> None:
    """Three numbers, by keyboard."""
    for number, value in zip(page.get_by_role("spinbutton").all(), values, strict=True):
        number.fill(str(value))
    page.keyboard.press("Enter")
    page.locator(".alone[data-answered]").wait_for()


def test_a_meeting_closes_with_its_pulse_on_one_device_and_a_phone(window: Open, process: Process) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    begins_meeting(aino, 75)
    oona = joins(window, shows_square(aino), "Oona")
    to_tool(aino, "Pulssi")
    aino.get_by_role("button", name="Ota käyttöön tässä prosessissa").click()
    assert faults_of(aino, BOTH) == []
    aino.get_by_role("button", name="Kysy, millainen tapaaminen oli").click()
    aino.get_by_text("5 voi nyt vastata, kukin kerran.").wait_for()

    oona.get_by_role("heading", name="Millainen tapaaminen oli?").wait_for()
    assert faults_of(oona, BOTH) == []
    sent: list[str] = []
    oona.on(
        "request",
        lambda one: (
            sent.append(json.dumps([one.headers, one.post_data])) if one.url.endswith("/api/pulse") else None
        ),
    )
    oona.get_by_role("button", name="Lähetä").click()
    oona.get_by_text("Johonkin ei ole vielä vastattu.").wait_for()
    oona.get_by_role("slider").first.focus()
    oona.keyboard.press("ArrowRight")
    assert oona.get_by_role("spinbutton").first.input_value() == "51"
    answers_pulse(oona, 20, 90, 80)
    oona.get_by_text("Vastasit: 20, 90, 80.").wait_for()
    assert faults_of(oona, BOTH) == []
    assert len(sent) == 1
    assert "authorization" not in sent[0].lower()
    assert "cookie" not in sent[0].lower()
    assert "Oona" not in sent[0]

    aino.get_by_text("Vastatkaa tällä laitteella vuorotellen").click()
    for at, values in enumerate([(10, 90, 95), (80, 85, 90), (75, 95, 88)]):
        if at:
            aino.get_by_role("button", name="Seuraava vastaa").click()
        assert [one.input_value() for one in aino.get_by_role("spinbutton").all()] == ["", "", ""]
        answers_pulse(aino, *values)
    assert "Vastasit" not in aino.locator("main").inner_text()
    assert faults_of(aino, BOTH) == []
    assert (PulseAnswer.objects.count(), RoundToken.objects.count()) == (4, 1)

    aino.get_by_role("button", name="Sulje ja näytä").click()
    told = aino.locator(".pulse-told")
    told.wait_for()
    assert told.get_by_role("row").all_inner_texts()[1:] == ["67–100\t2", "0–66\t2"]
    assert told.get_by_text("4 vastausta. Jakaumaa ei voi näyttää kertomatta jostakusta.").count() == 2
    assert faults_of(aino, BOTH) == []
    assert (PulseAnswer.objects.count(), RoundToken.objects.count(), PulseBand.objects.count()) == (0, 0, 4)


def writes_goal(page: Page, words: str) -> None:
    page.get_by_text("Kirjatkaa tavoite").click()
    page.get_by_label("Mihin pyrimme?").fill(words)
    page.get_by_label("Mistä sen huomaa?").fill("Viikkopalaverin muistio")
    page.get_by_label("Millaista on nyt?").fill("Vastuut sovitaan joka kerta uudelleen")
    page.get_by_label("Mitä odotamme?").fill("Jokainen tietää vastuunsa")
    page.get_by_role("button", name="Lisää tavoite").click()
    page.get_by_role("heading", name=words).wait_for()


def test_own_goals_are_worded_rated_alone_and_recorded_together(window: Open, process: Process) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    begins_meeting(aino, 75)
    to_tool(aino, "Ryhmän omat tavoitteet")
    assert faults_of(aino, BOTH) == []
    writes_goal(aino, "Vastuut ovat kaikille selvät")
    assert faults_of(aino, BOTH) == []
    aino.get_by_role("button", name="Arvioikaa tavoitteet, kukin yksin").click()
    aino.get_by_text("Vastatkaa tällä laitteella vuorotellen").click()
    for at, level in enumerate(["odotetusti", "odotetusti", "osittain", "En osaa sanoa", "ei muutosta"]):
        if at:
            aino.get_by_role("button", name="Seuraava vastaa").click()
        assert aino.locator(".alone input:checked").count() == 0
        aino.get_by_label(level, exact=True).check()
        if at == 0:
            assert faults_of(aino, BOTH) == []
        aino.get_by_role("button", name="Lähetä").click()
        aino.locator(".alone[data-answered]").wait_for()
    assert LevelAnswer.objects.count() == 5
    aino.get_by_role("button", name="Kääntäkää vastaukset esiin").click()
    aino.get_by_text("Näin arvioitte, ilman nimiä").wait_for()
    spread = aino.locator(".owngoal .dashes li").all_inner_texts()
    assert spread == [
        "0 · Jokainen tietää vastuunsa: 2 vastausta",
        "−0,5 · osittain: lähtötason ja odotetun välissä: yksi vastaus",
        "−1 · Vastuut sovitaan joka kerta uudelleen: yksi vastaus",
    ]
    assert LevelAnswer.objects.count() == 0

    aino.get_by_text("Kirjatkaa taso, jonka ryhmä yhdessä näkee").click()
    aino.get_by_label("Missä olemme?").select_option("0")
    aino.get_by_role("button", name="Kirjaa taso").click()
    aino.get_by_text("Ryhmä kirjasi").wait_for()
    assert list(GroupLevel.objects.values_list("low", "high")) == [(0, 0)]
    assert OwnGoal.objects.count() == 1
    assert faults_of(aino, BOTH) == []

    to_room(aino)
    to_tool(aino, "Ryhmän omat tavoitteet")
    aino.get_by_role("heading", name="Vastuut ovat kaikille selvät").wait_for()


def test_one_is_reminded_on_a_day_and_takes_it_back(window: Open, process: Process) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    agreed = aino.locator("[data-tool=actions]")
    agreed.get_by_text("Sovi uusi asia").click()
    agreed.get_by_label("Mitä", exact=True).fill("Sovitaan sijaisjärjestelyistä")
    agreed.get_by_role("button", name="Sovitaan näin").click()
    agreed.get_by_text("Sovitaan toisin").click()
    day = today() + timedelta(days=20)
    agreed.get_by_label("Muistutuspäivä").fill(day.isoformat())
    agreed.get_by_role("button", name="Muistuta minua").click()
    aino.get_by_text("Saat muistutuksen").wait_for()
    wished = Reminder.objects.get()
    assert (wished.person, wished.on) == (person("aino"), day)

    aino.get_by_text("Muistutuksesi").click()
    row = aino.locator("#own-reminders li")
    row.wait_for()
    assert str(day.year) in row.inner_text()
    assert faults_of(aino, BOTH) == []
    row.get_by_role("button").click()
    aino.get_by_text("Muistutuksia ei ole.").wait_for()
    assert Reminder.objects.count() == 0
