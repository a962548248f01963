"""The pages of an offer in a browser: usable by everyone, and the whole way without scripts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from tests.agreement.offer_cast import kaarlo, mapped
from tests.cast import person
from tests.doors import enter, enter_by_door
from tests.journeys.conftest import Window, around, chromium, house, window
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of, through
from tuokio.agreement.models import Offer
from tuokio.agreement.usecases.offer_rules import Extra, Offered
from tuokio.agreement.usecases.offers import send_offer, write_offer
from tuokio.kit.clock import now, today
from tuokio.supervision.models import Process
from tuokio.terms.offer_words import ExtraKind
from tuokio.terms.words import FormOfWork

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs Debian's chromium"),
]
__all__ = ["around", "chromium", "house", "window"]  # the stories' own fixtures
SHOTS = os.environ.get("SHOTS")


def looked_at(page: Page, name: str) -> list[str]:
    """What is wrong with the page; with SHOTS, also its picture on a desk and on a phone."""
    if SHOTS:
        for screen in (DESK_LIGHT, PHONE_DARK):
            through(page, screen)
            page.screenshot(path=Path(SHOTS) / f"{name}-{screen.width}.png", full_page=True)
    return faults_of(page, (DESK_LIGHT, PHONE_DARK))


def come_in(one: Window, house: str, put: Callable[[Any], None]) -> Page:
    """Carry the session of a test client into the browser."""
    client = Client()
    put(client)
    name = settings.SESSION_COOKIE_NAME
    one.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": house}])
    return one.page


def offer_for(process: Process) -> Offer:
    """Ten meetings with travel and a three-party meeting."""
    offered = Offered(
        form=FormOfWork.GROUP,
        composition="same_team_same_work",
        minutes=75,
        planned=10,
        interval_weeks=3,
        starts_on=today() + timedelta(days=40),
        price_cents=16_000,
        vat_code="standard",
        extras=(Extra(ExtraKind.TRAVEL, 2_550, 10), Extra(ExtraKind.THREE_PARTY_MEETING, 12_000, 2)),
        free_until_hours=48,
        late_percent=50,
        no_show_percent=100,
        valid_until=today() + timedelta(days=30),
    )
    return write_offer(process=process, offered=offered, by=person("aino"), at=now())


@pytest.mark.parametrize("scripts", [True, False])
def test_an_offer_is_written_sent_and_accepted(
    house: str, window: Callable[..., Window], scripts: bool
) -> None:
    process = mapped()
    aino = come_in(window(scripts=scripts), house, lambda client: enter(client, person("aino")))
    kaarlos = come_in(
        window(PHONE_DARK, scripts=scripts), house, lambda client: enter_by_door(client, kaarlo(process))
    )

    aino.goto(f"{house}/processes/{process.pk}/offer/")
    assert not scripts or looked_at(aino, "text") == []
    aino.get_by_label("Kerran hinta, euroa").fill("160")
    aino.get_by_role("button", name="Katso, mitä maksaja näkee").click()
    assert not scripts or looked_at(aino, "draft") == []
    aino.get_by_role("button", name="Anna tarjous").click()
    assert "odottaa vastausta" in aino.inner_text("main")

    kaarlos.goto(f"{house}/commissioner/")
    assert not scripts or looked_at(kaarlos, "commissioner") == []
    kaarlos.get_by_role("link", name="Lue ja vastaa").click()
    assert not scripts or looked_at(kaarlos, "answer") == []
    kaarlos.get_by_role("button", name="Hyväksyn tarjouksen").click()
    assert "Kiitos, tarjous on hyväksytty." in kaarlos.inner_text("main")

    aino.goto(f"{house}/today/")
    assert "Tarjous hyväksyttiin." in aino.inner_text("main")
    aino.goto(f"{house}/processes/{process.pk}/offer/")
    assert not scripts or looked_at(aino, "accepted") == []


def test_the_other_pages_are_usable_by_everyone(house: str, window: Callable[..., Window]) -> None:
    process = mapped()
    offer = send_offer(offer=offer_for(process), contact=kaarlo(process), by=person("aino"), at=now())
    aino = come_in(window(), house, lambda client: enter(client, person("aino")))
    kaarlos = come_in(window(), house, lambda client: enter_by_door(client, kaarlo(process)))
    faults = []
    for name, address in (
        ("process", f"/processes/{process.pk}/"),
        ("sent", f"/processes/{process.pk}/offer/"),
        ("by-telephone", f"/processes/{process.pk}/offers/{offer.pk}/answer/"),
        ("withdrawal", f"/processes/{process.pk}/offers/{offer.pk}/withdrawal/"),
    ):
        aino.goto(house + address)
        faults += looked_at(aino, name)
    Offer.objects.update(valid_until=today() - timedelta(days=1))
    kaarlos.goto(f"{house}/commissioner/offers/{offer.pk}/")
    faults += looked_at(kaarlos, "expired")
    kaarlos.get_by_role("button", name="Pyydän tarjouksen uudelleen voimaan").click()
    faults += looked_at(kaarlos, "asked")
    aino.goto(f"{house}/processes/{process.pk}/offer/")
    faults += looked_at(aino, "renew")

    assert faults == []
