"""Tänään through the front door."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import person, process_of
from tuokio.meetings.models import Meeting
from tuokio.meetings.usecases import Rhythm, plan_series
from tuokio.people.models import Person
from tuokio.supervision.models import Process

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # ten o'clock in Finland


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026, ten in the morning."""
    monkeypatch.setattr(timezone, "now", lambda: TUESDAY)


def series(process: Process, first_on: date, at: time = time(13), **fields: Any) -> list[Meeting]:
    rhythm = {"count": 3, "every_weeks": 3, "minutes": 75, "place": "kokoushuone Kanerva", **fields}
    planned = plan_series(
        process=process,
        term=process.terms.get(),
        rhythm=Rhythm(first_on=first_on, at_time=at, **rhythm),
        by=None,
        at=TUESDAY,
    )
    return list(planned.meetings)


def page(client: Client, who: Person, address: str = "/today/") -> str:
    client.force_login(who)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def text_of(page: str) -> str:
    """The words of a page without its markup."""
    import html
    import re

    body = re.sub(r"<(script|style)[^>]*>.*?</\1>", " ", page.split("<main", 1)[1].split("</main>")[0], flags=re.S)
    words = html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", words)


def test_the_day_is_told_with_its_meetings_and_one_next_step(client: Client):
    aino = person("aino")
    process = process_of(aino)
    series(process, date(2026, 11, 24))

    shown = text_of(page(client, aino))

    assert "Tiistai 24. marraskuuta" in shown
    assert "Viikko 48 · yksi tapaaminen tänään · 1 prosessi käynnissä Vain sinä näet tämän sivun" in shown
    assert (
        "klo 13.00–14.15 Päiväkoti Auringon tiimi Ryhmätyönohjaus · 1. kerta, yhteensä 10 · kokoushuone Kanerva"
        in shown
    )
    assert "Merkitse läsnäolot : Päiväkoti Auringon tiimi" in shown
