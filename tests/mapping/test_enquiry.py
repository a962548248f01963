"""An enquiry arrives without an account, waits in Tänään, and is answered by one of the practice's supervisors."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tests.cast import person, shared_practice
from tests.doors import enter, newest_letter
from tests.mapping.page_cast import PAGE, aino_s_page, message, stamp_shown
from tuokio.kit.clock import now, today
from tuokio.kit.models import Letter
from tuokio.mapping.domain.asking import initials
from tuokio.mapping.enquiring import answer_day
from tuokio.mapping.keeping import enquiries_due, let_enquiries_go
from tuokio.mapping.models import Enquiry
from tuokio.mapping.pages import waiting
from tuokio.retention.models import RetentionSetting
from tuokio.supervision.models import Process

pytestmark = pytest.mark.django_db


def send(client: Client, **fields):
    return client.post(f"{PAGE}enquiry/", message(**fields))


def arrived(client: Client, **fields) -> Enquiry:
    aino_s_page()
    assert send(client, **fields).status_code == 303
    return Enquiry.objects.get()


def answered(enquiry: Enquiry, way: str, **fields):
    client = Client()
    enter(client, person("aino"))
    return client.post(f"/enquiries/{enquiry.pk}/", {"way": way, **fields})


def test_a_message_arrives_and_its_receipt_promises_a_day(client):
    aino_s_page()

    answer = send(client)
    enquiry = Enquiry.objects.get()
    receipt = client.get(answer.headers["location"])

    assert answer.headers["location"] == f"{PAGE}enquiry/{enquiry.pk}/"
    assert (enquiry.name, enquiry.reply_to, enquiry.wish) == ("Maija Luoto", "maija@example.org", "group")
    assert enquiry.answer_by == answer_day(enquiry.arrived_at, 3)
    assert "Kiitos, viestisi on tullut perille" in receipt.text
    assert "Työnohjaus Aino Hurme" in receipt.text
    assert "puolen vuoden kuluttua" in receipt.text
    assert "Luoto" not in receipt.text
    assert "kuusi" not in receipt.text
    assert not answer.cookies


def test_the_process_begins_with_initials_and_nobody_leads_it_yet(client):
    enquiry = arrived(client)

    process = enquiry.process
    assert process is not None
    assert (process.name, process.state, process.form) == ("Yhteydenotto M. L.", "enquired", "group")
    assert not process.leads.exists()


def test_letters_say_that_something_came_and_never_what(client):
    arrived(client)

    to_aino, to_maija = newest_letter("aino@example.org"), newest_letter("maija@example.org")
    assert to_aino.kind == "enquiry arrived"
    assert f"/enquiries/{Enquiry.objects.get().pk}/" in to_aino.text
    assert "Saat vastauksen" not in to_aino.text
    assert "040 123 4567" in to_maija.text
    for letter in (to_aino, to_maija):
        for secret in ("Luoto", "kuusi", "ryhmä"):
            assert secret not in letter.subject + letter.text


def test_a_telephone_number_is_enough_and_brings_no_letter(client):
    arrived(client, reply_to="+358 40 123 4567")

    assert [letter.to for letter in Letter.objects.all()] == ["aino@example.org"]


def test_the_same_message_sent_twice_is_one(client):
    aino_s_page()
    written = message()

    first = client.post(f"{PAGE}enquiry/", written)
    second = client.post(f"{PAGE}enquiry/", written)

    assert first.headers["location"] == second.headers["location"]
    assert Enquiry.objects.count() == Process.objects.count() == 1
    assert Letter.objects.count() == 2


def test_another_message_from_the_same_showing_is_another(client):
    aino_s_page()
    stamp = stamp_shown()

    send(client, stamp=stamp)
    send(client, stamp=stamp, words="Unohdin sanoa, että etänä.")

    assert Enquiry.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"website": "http://spam.example"}, "ihmisiltä piilotettu kenttä"),
        ({"stamp": stamp_shown(0)}, "nopeammin kuin kukaan"),
        ({"stamp": stamp_shown(60 * 60 * 72)}, "kauan auki"),
        ({"stamp": "made-up"}, "kauan auki"),
        ({"stamp": ""}, "kauan auki"),
    ],
)
def test_programs_are_told_and_what_was_typed_is_kept(client, fields, told):
    aino_s_page()
    if fields.get("stamp", "").count(":") == 2 and told.startswith("nopeammin"):
        fields = {"stamp": stamp_shown(0)}

    answer = send(client, **fields)

    assert answer.status_code == 422
    assert told in answer.text
    assert "040 123 4567" in answer.text
    assert 'value="Maija Luoto"' in answer.text
    assert "Meitä on kuusi." in answer.text
    assert not Enquiry.objects.exists()


def test_the_stamp_of_a_refused_form_is_new_so_that_it_can_be_sent_again(client):
    aino_s_page()
    refused = send(client, stamp="made-up")
    found = re.search(r'name="stamp" value="([^"]+)"', refused.text)

    assert found
    assert found[1] != "made-up"


def test_many_messages_from_one_place_are_stopped_with_the_telephone_beside(client):
    aino_s_page()
    for number in range(5):
        assert send(client, words=f"{number}").status_code == 303

    answer = send(client, words="Kuudes")

    assert answer.status_code == 429
    assert "Kuudes" in answer.text
    assert "040 123 4567" in answer.text
    assert Enquiry.objects.count() == 5


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": ""}, "id_name_error"),
        ({"name": "N" * 20_000}, "id_name_error"),
        ({"reply_to": "ei mikään"}, "Kirjoita puhelinnumero tai sähköpostiosoite"),
        ({"words": "s" * 601}, "id_words_error"),
        ({"wish": "everything"}, "id_wish_error"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_kept(client, fields, told):
    aino_s_page()

    answer = send(client, **fields)

    assert answer.status_code == 422
    assert told in answer.text
    assert next(iter(fields.values())) in answer.text or "wish" in fields
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("odd", ["<b>&\"'</b>", "🌿 Aino 🌿", "مرحبا", "=1+1", "A\x00B"])
def test_any_letters_arrive_as_they_were_typed(client, odd):
    enquiry = arrived(client, name=odd, words=odd)
    enter(client, person("aino"))

    page = client.get(f"/enquiries/{enquiry.pk}/")

    assert enquiry.name == odd.replace("\x00", "")
    assert page.status_code == 200
    assert "<b>&" not in page.text


def test_it_waits_for_the_supervisors_of_the_practice_and_nobody_else(client):
    enquiry = arrived(client)

    [one] = waiting(person("aino"), today())
    assert one.href == f"/enquiries/{enquiry.pk}/"
    assert str(one.title) == "Tiimille tai ryhmälle"
    shared_practice()
    for who in ("saara", "olavi", "dora", "outi"):
        assert waiting(person(who), today()) == []
        enter(client, person(who))
        assert client.get(f"/enquiries/{enquiry.pk}/").status_code == 404


def test_whoever_takes_it_leads_the_mapping(client):
    enquiry = arrived(client)

    answer = answered(enquiry, "take")

    process = Process.objects.get()
    enquiry.refresh_from_db()
    assert process.state == "mapping"
    assert process.leads.get().supervisor == person("aino")
    assert (enquiry.answer, enquiry.answered_by) == ("taken", person("aino"))
    assert str(process.pk) in answer.headers["location"]
    assert waiting(person("aino"), today()) == []


def test_it_is_answered_once(client):
    enquiry = arrived(client)
    answered(enquiry, "take")

    again = answered(enquiry, "decline")

    assert "Joku on jo ehtinyt vastata" in again.text
    assert Process.objects.get().state == "mapping"


def test_answered_by_telephone_it_waits_no_more_but_goes_on(client):
    enquiry = arrived(client)

    answered(enquiry, "phone")

    assert Process.objects.get().state == "enquired"
    assert waiting(person("aino"), today()) == []


def test_the_short_path_comes_next(client):
    enquiry = arrived(client)

    answer = answered(enquiry, "short")

    assert answer.headers["location"] == f"/processes/{Process.objects.get().pk}/start/"


def test_declined_it_brings_a_thank_you(client):
    enquiry = arrived(client)

    answered(enquiry, "decline")

    letter = newest_letter("maija@example.org")
    assert letter.kind == "enquiry declined"
    assert "kuusi" not in letter.text
    assert Process.objects.get().state == "declined"


def test_a_referral_asks_where_to(client):
    enquiry = arrived(client)

    assert answered(enquiry, "refer").status_code == 422
    answered(enquiry, "refer", reason="occupational_health")

    change = Process.objects.get().state_changes.last()
    assert change is not None
    assert (change.to_state, change.reason) == ("referred", "occupational_health")


def test_after_half_a_year_nothing_of_the_one_who_asked_is_left(client):
    enquiry = arrived(client)
    practice = enquiry.practice

    assert not enquiries_due(practice, enquiry.arrived_at).exists()
    let_enquiries_go(list(enquiries_due(practice, now())), now())

    enquiry.refresh_from_db()
    assert (enquiry.name, enquiry.reply_to, enquiry.words) == ("", "", "")
    assert enquiry.process is not None
    assert (enquiry.process.name, enquiry.process.state) == ("Yhteydenotto", "declined")
    assert not enquiries_due(practice, now()).exists()
    assert client.get(f"{PAGE}enquiry/{enquiry.pk}/").status_code == 404


def test_the_promise_to_erase_is_the_one_the_practice_has_chosen(client):
    page = aino_s_page()
    RetentionSetting.objects.create(practice=page.practice, enquiry_months=3)

    assert "Jos yhteistyötä ei synny, viesti poistetaan 3 kuukauden kuluttua." in client.get(PAGE).text
    send(client)
    assert "poistetaan 3 kuukauden kuluttua" in newest_letter("maija@example.org").text


def test_the_form_may_stand_on_named_sites_only(client):
    page = aino_s_page()

    closed = client.get(f"{PAGE}form/")
    page.embed_sites = ["https://www.example.org"]
    page.save()
    framed = client.get(f"{PAGE}form/")

    assert "frame-ancestors 'none'" in closed.headers["content-security-policy"]
    assert "frame-ancestors https://www.example.org" in framed.headers["content-security-policy"]
    assert "x-frame-options" not in framed.headers
    assert client.get(PAGE).headers["x-frame-options"] == "DENY"


def test_a_message_from_another_site_arrives_too(client):
    page = aino_s_page()
    page.embed_sites = ["https://www.example.org"]
    page.save()

    answer = Client(enforce_csrf_checks=True).post(f"{PAGE}sv/form/", message())

    enquiry = Enquiry.objects.get()
    assert answer.headers["location"] == f"{PAGE}sv/form/{enquiry.pk}/"
    assert "frame-ancestors https://www.example.org" in answer.headers["content-security-policy"]
    assert enquiry.language == "sv"
    assert "Tack, ditt meddelande" in client.get(answer.headers["location"]).text


@pytest.mark.parametrize(
    ("arrived_at", "day"),
    [
        (datetime(2026, 11, 24, 7, tzinfo=UTC), date(2026, 11, 27)),
        (datetime(2026, 11, 27, 15, tzinfo=UTC), date(2026, 12, 2)),
        (datetime(2026, 12, 23, 8, tzinfo=UTC), date(2026, 12, 30)),  # Christmas between
        (datetime(2026, 11, 24, 22, 30, tzinfo=UTC), date(2026, 11, 30)),  # past midnight in Finland
    ],
)
def test_three_working_days_leave_out_weekends_and_holidays(arrived_at, day):
    assert answer_day(arrived_at, 3) == day


@pytest.mark.parametrize(
    ("name", "short"),
    [("Maija Luoto", "M. L."), ("Aino", "A."), ("", ""), ("🌿", ""), ("von der Heide", "V. H.")],
)
def test_initials_are_the_first_letters_of_the_first_and_last_word(name, short):
    assert initials(name) == short
