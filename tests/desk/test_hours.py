"""A supervisor's own record: hours given, supervision received, references."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, time

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import MORNING, person, process_of
from tests.reading import words_of
from tuokio.kit.documents import compile_pdf
from tuokio.meetings.models import EarlierWork
from tuokio.meetings.usecases.one_meeting import hold_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.supervision.models import Process
from tuokio.terms.words import FormOfWork

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026, ten in the morning."""
    monkeypatch.setattr(timezone, "now", lambda: TEN)


def held(process: Process, count: int = 3, *, hour: int = 13, minutes: int = 75, there: int = 9) -> None:
    rhythm = Rhythm(
        first_on=date(2026, 9, 1), at_time=time(hour), count=count, every_weeks=3, minutes=minutes
    )
    leader = process.leads.get().supervisor
    planned = plan_series(process=process, term=process.terms.get(), rhythm=rhythm, by=leader, at=MORNING)
    everyone = [member.pk for member in process.members.order_by("name")][:there]
    for meeting in planned.meetings:
        hold_meeting(meeting=meeting, present=everyone, by=leader, at=TEN)


def record(client: Client, query: str = "") -> str:
    client.force_login(person("aino"))
    return words_of(client.get(f"/hours/{query}"))


def test_what_was_given_stands_by_month_in_hours(client: Client):
    held(process_of(person("aino")))
    held(process_of(person("aino"), form=FormOfWork.INDIVIDUAL, member_names=("H.",)), 1, hour=9, minutes=60)

    shown = record(client)

    assert "2026: 4 tapaamista, 4,75 tuntia" in shown
    assert "Syyskuu 2026 3 1 2,5 3,5" in shown
    assert "Lokakuu 2026 1 0 1,25 1,25" in shown


def test_a_client_is_named_only_when_it_has_allowed_that_and_nobody_supervised_ever(client: Client):
    process = process_of(person("aino"))
    held(process)

    before = record(client)
    client.post("/hours/clients/", {"named": [str(process.payer_id)]})
    after = record(client)
    table = client.get("/hours/references/?as=csv").content.decode("utf-8-sig")
    client.post("/hours/clients/", {})
    taken_back = record(client)

    line = "2026 Ryhmätyönohjaus kunta {} 3 3,75"
    assert line.format("–") in before and line.format("–") in taken_back
    assert line.format("Itäisen alueen varhaiskasvatus") in after
    assert list(csv.reader(io.StringIO(table), delimiter=";"))[1] == [
        "2026", "Ryhmätyönohjaus", "kunta", "Itäisen alueen varhaiskasvatus", "3", "3,75",
    ]  # fmt: skip
    for words in (before, after, table):
        assert "Bertta" not in words and "Auringon" not in words


def test_somebody_else_s_client_cannot_be_named(client: Client):
    process = process_of(person("saara"))
    held(process)
    held(process_of(person("aino")))

    client.force_login(person("aino"))
    client.post("/hours/clients/", {"named": [str(process.payer_id)]})

    assert not hasattr(type(process.payer).objects.get(pk=process.payer_id), "reference_permission")


def test_work_from_before_is_told_and_taken_back(client: Client):
    held(process_of(person("aino")), 1)
    client.force_login(person("aino"))
    typed = {
        "from_year": "2015", "until_year": "2019", "form": "work_community", "sector": "church", "meetings": "40",
        "hours": "80,5", "client": "",
    }  # fmt: skip

    wrong = words_of(client.post("/hours/earlier-work/", typed | {"until_year": "2010"}))
    assert "Viimeinen vuosi on ennen ensimmäistä." in wrong
    client.post("/hours/earlier-work/", typed)

    assert "2015–2019 Työyhteisön työnohjaus seurakunta tai kirkko – 40 80,5" in record(client)
    client.post(f"/hours/earlier-work/{EarlierWork.objects.get().pk}/removal/")
    assert "2015–2019" not in record(client)


def test_own_supervision_counts_by_the_rule_that_is_chosen(client: Client):
    held(process_of(person("aino")), 1)
    own = process_of(person("saara"), name="Työnohjaajien ryhmä", member_names=("Aino H.", "B", "C"))
    own.members.filter(name="Aino H.").update(person=person("aino"), may_overlap=True)
    held(own, 2, hour=16, minutes=90)

    plain, bacp = record(client), record(client, "?rule=bacp")

    assert "Syyskuu 2026 0 3 3 –" in plain
    assert "Syyskuu 2026 0 3 1,5 –" in bacp and "Lokakuu 2026 0 0 0 1,5" in bacp
    assert "pelkkä ryhmä ei riitä" in record(client, "?rule=babcp")


def test_the_list_of_references_is_a_tagged_pdf(client: Client):
    header = ["Vuodet", "Muoto", "Ala", "Tilaaja", "Tapaamisia", "Tuntia"]
    data = {
        "title": "Referenssit", "from": "Aino Hurme", "made": "Tehty 24.11.2026", "header": header, "empty": "",
        "rows": [["2026", "Ryhmäohjaus", "kunta", "", "3", "3,75"]], "note": "Ohjattavia ei mainita.",
        "training": ["Työnohjaajan koulutus, Harjula 2015"],
    }  # fmt: skip
    assert compile_pdf("desk/references", data, "fi").startswith(b"%PDF")
    held(process_of(person("aino")), 1)
    client.force_login(person("aino"))

    assert client.get("/hours/references/").status_code == 302


def test_an_empty_record_says_so_and_others_have_none(client: Client):
    process_of(person("aino"))

    assert "Tapaamisia ei ole vielä pidetty." in record(client)
    for who in ("bertta", "outi"):
        client.force_login(person(who))
        assert client.get("/hours/").status_code == 404
