"""The owner's pages of keeping, and what anyone may read."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import translation

from tests.cast import MORNING, person, process_of, shared_practice, solo_practice
from tuokio.kit.clock import now, today
from tuokio.retention import keys
from tuokio.retention.models import BackupRun, BackupSetting, Feedback, NightlyRun, Receipt, RetentionSetting
from tuokio.retention.notices import controller_of, privacy_notice
from tuokio.retention.pages import open_feedback, waiting
from tuokio.retention.usecases import announce, change_keeping, erase_announced, give_feedback
from tuokio.supervision.models import Process
from tuokio.terms.words import PracticeKind, ProcessState

pytestmark = pytest.mark.django_db
PASSPHRASE = "correct horse battery"


@pytest.fixture
def aino(client: Client) -> Client:
    solo_practice(person("aino"))
    client.force_login(person("aino"))
    return client


def keeping() -> str:
    return f"/keeping/{solo_practice().pk}/"


def test_keeping_shows_what_goes_the_next_night_and_what_went(aino: Client):
    for _each in range(2):
        process = process_of(person("aino"))
        Process.objects.filter(pk=process.pk).update(
            state=ProcessState.DECLINED, state_since=now() - timedelta(days=400)
        )
    announce(at=now() - timedelta(hours=21))
    NightlyRun.objects.create(task="announce", ran_at=now(), outcome="done")
    page = aino.get(keeping()).content.decode()
    assert "Prosessit, jotka eivät alkaneet" in page
    assert '<p class="num strong">2</p>' in page
    erase_announced(at=now())
    page = aino.get(keeping()).content.decode()
    assert "Ensi yönä ei poisteta mitään." in page
    assert '<td class="end num">2</td>' in page


def test_the_owner_chooses_within_the_limits(aino: Client):
    chosen = {
        "enquiry_months": 3,
        "declined_months": 6,
        "meetings_months": 24,
        "own_notes_months": 12,
        "group_notes_months": 3,
        "audit_months": 24,
        "year_ends_in": 4,
    }
    response = aino.post(keeping(), chosen)
    assert response.status_code == 302
    setting = RetentionSetting.objects.get()
    assert (setting.enquiry_months, setting.year_ends_in, setting.changed_by) == (3, 4, person("aino"))
    assert (setting.own_notes_months, setting.group_notes_months) == (12, 3)
    assert "Ohjaajan omat lukitut muistiinpanot" in aino.get(keeping()).content.decode()

    response = aino.post(keeping(), {**chosen, "enquiry_months": 13})
    assert response.status_code == 200
    page = response.content.decode()
    assert "1–12 kuukautta." in page and 'aria-invalid="true"' in page
    for name, months in (("own_notes_months", 0), ("own_notes_months", 13), ("group_notes_months", 2)):
        assert aino.post(keeping(), {**chosen, name: months}).status_code == 200
    assert RetentionSetting.objects.get() == setting
    assert RetentionSetting.objects.get().enquiry_months == 3


def test_an_internal_unit_is_asked_nothing_about_bookkeeping(client: Client):
    practice = shared_practice()
    practice.kind = PracticeKind.INTERNAL
    practice.save()
    client.force_login(person("olavi"))
    page = client.get(f"/keeping/{practice.pk}/").content.decode()
    assert "year_ends_in" not in page and "Laskutettu" not in page


def test_one_practice_is_gone_straight_to_and_several_are_listed(aino: Client):
    assert aino.get("/keeping/").headers["Location"] == keeping()
    practice = shared_practice()
    practice.roles.create(person=person("aino"), standing="owner", since=today())
    assert "Vire" in aino.get("/keeping/").content.decode()


# --- copies --------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("second_connections")
def test_a_folder_is_chosen_a_copy_made_and_its_return_tried(aino: Client, tmp_path: Path):
    page = aino.get("/keeping/backup/").content.decode()
    assert "Kopiota ei ole vielä tehty." in page
    given = {"folder": str(tmp_path), "passphrase": PASSPHRASE, "again": PASSPHRASE}
    assert aino.post("/keeping/backup/", given).status_code == 302
    assert aino.post("/keeping/backup/copies/").status_code == 302
    (copy,) = tmp_path.glob("tuokio-2*.age")
    page = aino.get("/keeping/backup/").content.decode()
    assert copy.name in page and PASSPHRASE not in page

    refused = aino.post("/keeping/backup/trial/", {"passphrase": "something else"})
    assert "Tämä tunnuslause ei avaa kopioita." in refused.content.decode()
    assert BackupSetting.objects.get().tried_at is None
    assert aino.post("/keeping/backup/trial/", {"passphrase": PASSPHRASE}).status_code == 302
    setting = BackupSetting.objects.get()
    assert setting.tried_rows == BackupRun.objects.get().rows
    assert PASSPHRASE not in (tmp_path / keys.LOCKED_NAME).read_text("latin-1")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"folder": "/nowhere/at/all"}, "Tällaista kansiota ei ole"),
        ({"folder": "relative"}, "koko polku"),
        ({"folder": "a\x00b"}, "koko polku"),
        ({"passphrase": "short", "again": "short"}, "liian lyhyt"),
        ({"again": "something else"}, "eivät olleet samat"),
    ],
)
def test_a_folder_that_will_not_do_is_told(aino: Client, tmp_path: Path, wrong: dict[str, str], told: str):
    given = {"folder": str(tmp_path), "passphrase": PASSPHRASE, "again": PASSPHRASE} | wrong
    response = aino.post("/keeping/backup/", given)
    assert told in response.content.decode()
    assert not BackupSetting.objects.exists() and not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", [{"DOMAIN": "tuokio.example"}, {"DEMO": True}])
def test_nobody_names_folders_of_a_server_or_a_demo(
    aino: Client, settings: Any, tmp_path: Path, kind: dict[str, Any]
):
    BackupRun.objects.create(
        at=MORNING, outcome="made", filename="tuokio-2026-11-24-0900.age", size=1, rows=1
    )
    for name, value in kind.items():
        setattr(settings, name, value)
    given = {"folder": str(tmp_path), "passphrase": PASSPHRASE, "again": PASSPHRASE}
    assert aino.post("/keeping/backup/", given).status_code == 404
    assert aino.post("/keeping/backup/copies/").status_code == 404
    assert aino.post("/keeping/backup/trial/", {"passphrase": "x"}).status_code == 404
    page = aino.get("/keeping/backup/").content.decode()
    assert "24.11." in page and "<form" not in page.split("<main")[1].split("</main")[0]


def test_what_went_wrong_with_the_last_copy_waits_in_today(aino: Client):
    BackupRun.objects.create(at=MORNING, outcome="no_space")
    with translation.override("fi"):
        (one,) = waiting(person("aino"), on=today())
    assert (one.title, one.why) == ("Viimeisin kopio jäi tekemättä", "Tila loppui")
    assert "Tila loppui" in aino.get("/keeping/backup/").content.decode()
    BackupRun.objects.create(at=MORNING + timedelta(days=1), outcome="made")
    assert waiting(person("aino"), on=today()) == []


def test_what_waits_costs_two_questions_and_is_told_to_owners_only(django_assert_num_queries: Any):
    solo_practice()
    shared_practice()
    BackupRun.objects.create(at=MORNING, outcome="failed")
    for who, told in (("aino", 1), ("olavi", 1), ("saara", 0), ("outi", 0)):
        somebody = person(who)
        with django_assert_num_queries(2):
            assert len(waiting(somebody, on=today())) == told


# --- accessibility and privacy -------------------------------------------------------------------------------


def test_feedback_is_stored_once_and_waits_for_its_answer(client: Client):
    practice = solo_practice()
    page = client.get(f"/accessibility/?practice={practice.slug}").content.decode()
    token = page.split('name="once" value="')[1].split('"')[0]
    given = {
        "message": "Ei aukea ruudunlukijalla",
        "reply_to": "k@example.org",
        "practice": practice.slug,
        "once": token,
    }
    for _each in range(2):
        assert client.post("/accessibility/", given).headers["Location"] == "/accessibility/thanks/"
    feedback = Feedback.objects.get()
    assert feedback.practice == practice

    (waits,) = open_feedback(practice, on=today())
    assert waits.days_left == 14
    with translation.override("fi"):
        (one,) = waiting(person("aino"), on=today())
    assert one.why == "14 päivää aikaa vastata"
    client.force_login(person("aino"))
    page = client.get(keeping()).content.decode()
    assert "Ei aukea ruudunlukijalla" in page and "mailto:k@example.org" in page
    client.post(f"/keeping/feedback/{feedback.pk}/answer/")
    assert open_feedback(practice, on=today()) == [] and waiting(person("aino"), on=today()) == []


def test_another_practices_owner_does_not_answer_it(client: Client):
    feedback = give_feedback(message="x", reply_to="", language="fi", practice=solo_practice(), at=now())
    shared_practice()
    client.force_login(person("olavi"))
    assert client.post(f"/keeping/feedback/{feedback.pk}/answer/").status_code == 404


def test_a_mistake_keeps_what_was_typed(client: Client):
    solo_practice()
    response = client.post("/accessibility/", {"message": "Kuva ilman tekstiä", "reply_to": "not an address"})
    page = response.content.decode()
    assert "Kuva ilman tekstiä" in page and "not an address" in page
    assert not Feedback.objects.exists()


def test_many_writings_from_one_place_are_asked_to_wait(client: Client):
    solo_practice()
    for _each in range(5):
        client.post("/accessibility/", {"message": "x"})
    assert client.post("/accessibility/", {"message": "x"}).status_code == 429
    assert Feedback.objects.count() == 5


@pytest.mark.parametrize(
    ("language", "title", "controller"),
    [
        ("fi", "Tietosuojaseloste", "Rekisterinpitäjä"),
        ("sv", "Dataskyddsbeskrivning", "Personuppgiftsansvarig"),
        ("en", "Privacy notice", "Controller"),
    ],
)
def test_a_practices_notice_stands_in_three_languages(
    client: Client, language: str, title: str, controller: str
):
    practice = solo_practice()
    change_keeping(practice=practice, by=person("aino"), at=MORNING, meetings_months=36)
    page = client.get(f"/p/{practice.slug}/privacy/?lang={language}").content.decode()
    assert f"<h1>{title}</h1>" in page and f">{controller}</h2>" in page
    assert practice.name in page and "aino@example.org" in page
    notice = privacy_notice(practice, language=language)
    years = {"fi": "3 vuotta", "sv": "3 år", "en": "3 years"}[language]
    assert any(years in item for item in notice.sections[4].items)  # the practice's own three years


def test_an_internal_units_notice_lets_agreements_go_with_the_meetings_and_says_nothing_of_invoicing_times():
    practice = shared_practice()
    practice.kind = PracticeKind.INTERNAL
    items = [item for section in privacy_notice(practice, language="en").sections for item in section.items]
    assert not any("six years" in item for item in items)
    assert "Agreements, goals, the group's figures and given summaries: as long as the meetings." in items


def test_every_process_names_its_controller():
    process = process_of(person("aino"))
    with translation.override("fi"):
        assert controller_of(process) == "Rekisterinpitäjä: Työnohjaus Aino Hurme"


@pytest.mark.parametrize("address", ["/privacy/", "/accessibility/", "/accessibility/thanks/"])
def test_anyone_reads_what_the_law_wants_told(client: Client, address: str):
    assert client.get(address).status_code == 200


def test_the_statement_names_this_installation(client: Client):
    assert django_settings.BASE_ADDRESS in client.get("/accessibility/").content.decode()


def test_receipts_of_another_practice_are_not_shown(aino: Client):
    Receipt.objects.create(
        practice_id=shared_practice().pk, rule="declined", dry_run=False, count=770_077, at=now()
    )
    shown = aino.get(keeping()).content.decode().split("<main")[1].replace("\xa0", "").replace(" ", "")
    assert "770077" not in shown
