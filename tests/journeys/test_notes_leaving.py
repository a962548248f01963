"""The day on which notes go is said on their card, with two ways to hold on to them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.notes_page import comes_in, sets_up, unlocks
from tuokio.kit.clock import now, today
from tuokio.supervision.models import Process
from tuokio.terms.words import ProcessState
from tuokio.vault.domain.keeping import months_after
from tuokio.vault.models import Leaving
from tuokio.vault.usecases.keeping import announce_leaving

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


def said(day: object) -> str:
    return f"{day.day}.{day.month}.{day.year}"  # type: ignore[attr-defined]  # a date


def test_what_goes_is_said_with_its_day_and_one_press_puts_it_off(window: Open) -> None:
    aino = person("aino")
    process_of(aino)
    page = window().page
    comes_in(page, aino)
    words, _code = sets_up(page)
    page.get_by_role("button", name="Aloita muistiinpanot: Päiväkoti Auringon tiimi").click()
    page.get_by_text("Säilytetään, kunnes prosessin päättämisestä on kulunut 3 kuukautta.").wait_for()

    Process.objects.update(state=ProcessState.CLOSED, state_since=now() - timedelta(days=75))
    assert announce_leaving(now()) == 1
    goes = Leaving.objects.get().goes_on
    assert goes == today() + timedelta(days=30)
    comes_in(page, aino)
    unlocks(page, words)
    page.get_by_text(f"Nämä poistuvat {said(goes)}. Vie ne mukaasi tai siirrä poistoa.").wait_for()
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []
    page.get_by_role("button", name="Vie ne mukaan").click()
    page.locator("#export-code").wait_for()
    page.go_back()
    page.get_by_role("button", name="Säilytä pidempään").click()
    page.get_by_text(f"Säilytetään {said(months_after(goes, 3))} asti.").wait_for()
    assert page.locator("[data-leaving]").count() == 0
