"""What the main host asks about locked notes without reading them: before an account closes, and when somebody asks."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.test_keyboard_and_zoom import carry, signed_in
from tests.vault.asking import Asker
from tuokio.kit.clock import today
from tuokio.vault.models import AccessRequest, Settling

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
LOOKS = (PHONE_DARK, DESK_LIGHT)
LONG = "Anna-Maija Kristiina Wilhelmiina von Hertzen-Korhonen-Ahlqvist"  # 60 letters


def test_each_circle_is_decided_about_before_the_account_closes(window: Open) -> None:
    process_of(person("aino"))
    bertta = Asker(person("bertta"))
    bertta.opens_an_account()
    space = str(uuid4())
    bertta.founds("journal", space_id=space)
    bertta.keeps(space, "entry", document_id=str(uuid4()), kind="journal")
    one = window()
    carry(signed_in("bertta"), one)
    page = one.go("/vault/closing/")
    assert faults_of(page, LOOKS) == []
    page.get_by_role("button", name="Päätä näin").click()
    assert Settling.objects.count() == 0  # the browser asks for a choice first
    page.get_by_label("Olen ottanut sen mukaan").check()
    page.get_by_role("button", name="Päätä näin").click()
    page.get_by_text("Kirjattu. Mitään ei poisteta ennen kuin suljet tilin.").wait_for()
    assert Settling.objects.get().how == "taken"
    page.get_by_role("button", name="Avaa lukitut muistiinpanot").wait_for()  # where they are taken along
    assert faults_of(page, LOOKS) == []
    page.get_by_role("link", name="Jatka tilin sulkemiseen").click()
    page.get_by_role("heading", name="Sulje tili").wait_for()


def test_a_request_for_access_is_noted_seen_late_and_answered(window: Open) -> None:
    process_of(person("aino"))
    one = window(PHONE_DARK)
    carry(signed_in("aino"), one)
    page = one.go("/vault/requests/")
    assert faults_of(page, LOOKS) == []
    page.get_by_role("link", name="Kirjaa pyyntö").click()
    page.get_by_role("button", name="Kirjaa", exact=True).click()
    page.get_by_role("link", name="Kirjoita, kuka pyysi.").wait_for()
    assert faults_of(page, LOOKS) == []
    page.get_by_label("Kuka pyysi").fill(LONG)
    page.get_by_role("button", name="Kirjaa", exact=True).click()
    page.get_by_text("Kirjattu. Pyyntö näkyy tässä, kunnes siihen on vastattu.").wait_for()
    AccessRequest.objects.update(due_on=today() - timedelta(days=1))
    page.reload()
    page.get_by_text("myöhässä").wait_for()
    assert faults_of(page, LOOKS) == []
    page.get_by_role("button", name="Vastattu tänään").click()
    page.get_by_text("Kirjattu vastatuksi.").wait_for()
    assert faults_of(page, LOOKS) == []
    assert AccessRequest.objects.get().answered_on == today()
