"""The next meeting is booked, moved and cancelled by those whom the agreement lets do it, at the price they saw."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.booking.booking_cast import free, hours_of, times_shown, value
from tests.cast import person, process_of, solo_practice
from tests.doors import enter, enter_by_door, newest_letter
from tuokio.booking.models import MeetingLink
from tuokio.booking.usecases.guests import Guest, meetings_left
from tuokio.booking.usecases.next_meetings import PriceChanged, book_next, cancel_booked
from tuokio.kit.clock import now
from tuokio.kit.models import Letter
from tuokio.meetings.models import BookingRules, Charge, Meeting, MeetingChange
from tuokio.people.models import VatCode
from tuokio.supervision.models import Process
from tuokio.terms.words import FormOfWork

pytestmark = pytest.mark.django_db


def alone(**fields: Any) -> tuple[Process, BookingRules]:
    """Bertta's individual process with Aino, who has hours to be booked."""
    aino = person("aino")
    process = process_of(
        aino, form=FormOfWork.INDIVIDUAL, member_names=("Bertta S.",), name="Bertan työnohjaus", **fields
    )
    return process, hours_of(aino, solo_practice(aino), talks_open=False)


def of_bertta(process: Process) -> Guest:
    return Guest(member=process.members.get())


def booked(number: int = 0, **fields: Any) -> tuple[Process, Meeting, BookingRules]:
    process, rules = alone(**fields)
    start = free(rules, number, minutes=75)
    meeting = book_next(process=process, guest=of_bertta(process), starts_at=start.utc, at=now())
    return process, meeting, rules


def test_the_phone_home_leads_to_booking_for_one_who_is_supervised_alone(client):
    process, rules = alone()
    enter(client, person("bertta"))

    home = client.get("/home/")
    page = client.get(f"/home/booking/{process.pk}/")

    assert f"/home/booking/{process.pk}/" in home.text
    assert "10 sovituista kerroista on vielä varaamatta" in page.text
    assert "160,00" in page.text
    assert len(times_shown(page.text)) > 20
    assert rules


def test_pressing_a_time_books_the_next_meeting_and_letters_leave(client):
    process, rules = alone()
    enter(client, person("bertta"))
    start = free(rules, minutes=75)
    path = f"/home/booking/{process.pk}/"

    answer = client.post(path, {"time": value(start)})

    meeting = Meeting.objects.get()
    assert answer.status_code == 302
    assert (meeting.starts_at, meeting.minutes, meeting.place) == (start.utc, 75, "Rauhankatu 1")
    assert meetings_left(process) == 9
    assert {(letter.to, letter.kind) for letter in Letter.objects.all()} == {
        ("bertta@example.org", "meeting booked"),
        ("aino@example.org", "meeting booked"),
        ("kaarlo@example.org", "dates changed"),
    }
    assert "Muuta tai peru" in client.get(path).text


def test_a_time_that_was_taken_meanwhile_is_answered_with_the_next_three(client):
    process, meeting, rules = booked()
    enter(client, person("bertta"))

    answer = client.post(
        f"/home/booking/{process.pk}/",
        {"time": f"{int(meeting.starts_at.timestamp())}-{rules.supervisor_id.hex[:8]}"},
    )

    assert answer.status_code == 409
    assert "ehdittiin juuri varata" in answer.text
    assert "Seuraavat vapaat ajat" in answer.text
    assert Meeting.objects.count() == 1


def test_when_no_meeting_is_left_nothing_can_be_booked(client):
    process, meeting, _rules = booked(planned=1)
    enter(client, person("bertta"))

    page = client.get(f"/home/booking/{process.pk}/")

    assert "Kaikilla sovituilla kerroilla on jo päivä." in page.text
    assert not times_shown(page.text)
    assert meeting


def test_held_elsewhere_before_counts_against_what_is_left():
    process, _rules = alone(held_before=4)

    assert meetings_left(process) == 6


def test_in_a_group_only_the_contact_person_books(client):
    aino = person("aino")
    process = process_of(aino)
    rules = hours_of(aino, solo_practice(aino), talks_open=False)
    enter(client, person("bertta"))
    payers = Client()
    assert process.contact_person is not None
    enter_by_door(payers, process.contact_person)

    page = payers.get(f"/commissioner/booking/{process.pk}/")
    answer = payers.post(f"/commissioner/booking/{process.pk}/", {"time": value(free(rules, minutes=75))})

    assert client.get(f"/home/booking/{process.pk}/").status_code == 404
    assert "Varaa tai muuta aika" not in client.get("/home/").text
    assert "Varaa tai muuta aika" in payers.get("/commissioner/").text
    assert page.status_code == 200
    assert answer.status_code == 302
    meeting = Meeting.objects.get()
    assert client.get(f"/home/meetings/{meeting.pk}/cancellation/").status_code == 404
    assert newest_letter("kaarlo@example.org").kind == "meeting booked"


def test_the_mailed_link_opens_the_one_meeting_without_an_account():
    _process, meeting, _rules = booked()
    path = linked("bertta@example.org")

    page = Client().get(path)

    assert page.status_code == 200
    assert "Peru tapaaminen" in page.text
    assert "maksuton" in page.text
    assert path.split("/")[2] not in str(MeetingLink.objects.values().get())
    assert Client().get(f"/booking/{'a' * 43}/").status_code == 404
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=now() - timedelta(minutes=1))
    assert Client().get(path).status_code == 404


def linked(to: str) -> str:
    found = re.search(r"(/booking/[\w-]+/)", newest_letter(to).text)
    assert found
    return found[1]


def test_the_link_closes_with_the_membership():
    process, _meeting, _rules = booked()
    path = linked("bertta@example.org")
    process.members.update(left_on=date(2026, 9, 1))

    assert Client().get(path).status_code == 404


def test_it_is_moved_free_of_charge_until_the_limit_of_the_terms():
    _process, meeting, rules = booked(free_until_hours=24)
    other = free(rules, 12, minutes=75)
    path = linked("bertta@example.org")

    answer = Client().post(f"{path}time/", {"time": value(other)})

    meeting.refresh_from_db()
    assert answer.status_code == 302
    assert (meeting.starts_at, meeting.state) == (other.utc, "moved")
    assert newest_letter("bertta@example.org").kind == "meeting moved"


def test_after_the_limit_it_is_not_moved_any_more():
    _process, meeting, rules = booked(free_until_hours=500)
    path = linked("bertta@example.org")
    before = meeting.starts_at

    page = Client().get(f"{path}time/")
    answer = Client().post(f"{path}time/", {"time": value(free(rules, 12, minutes=75))})

    meeting.refresh_from_db()
    assert not times_shown(page.text)
    assert "Soita työnohjaajallesi" in page.text
    assert answer.status_code == 409
    assert meeting.starts_at == before


def test_a_late_cancellation_shows_its_price_in_euros_before_the_click_and_is_charged():
    VatCode.objects.filter(code="standard").delete()
    _process, meeting, _rules = booked(free_until_hours=500, late_percent=50, vat_code="standard")
    VatCode.objects.create(
        practice=meeting.practice, code="standard", percent="25.5", valid_from=date(2020, 1, 1)
    )
    path = linked("bertta@example.org")

    page = Client().get(f"{path}cancellation/")
    answer = Client().post(f"{path}cancellation/", {"percent": "50"})

    assert "80,00\N{NO-BREAK SPACE}€" in page.text
    assert "100,40\N{NO-BREAK SPACE}€" in page.text
    assert answer.headers["location"] == "/booking/cancelled/"
    meeting.refresh_from_db()
    assert meeting.state == "cancelled_charged"
    assert Charge.objects.get().net_cents == 8_000
    change = MeetingChange.objects.latest("at")
    assert (change.cancelled_by, change.reason, change.by) == (
        "supervisees",
        "supervisees_request",
        person("bertta"),
    )


def test_nobody_pays_more_than_was_shown():
    process, meeting, _rules = booked(free_until_hours=500, late_percent=50)

    with pytest.raises(PriceChanged):
        cancel_booked(meeting=meeting, guest=of_bertta(process), shown_percent=0, at=now())
    path = linked("bertta@example.org")
    answer = Client().post(f"{path}cancellation/", {"percent": "0"})

    assert answer.status_code == 409
    assert "Perumisen raja meni ohi" in answer.text
    meeting.refresh_from_db()
    assert meeting.state == "planned"


def test_the_contact_person_cancels_the_session_of_a_group(client):
    aino = person("aino")
    process = process_of(aino)
    rules = hours_of(aino, solo_practice(aino), talks_open=False)
    kaarlo = process.contact_person
    assert kaarlo is not None
    meeting = book_next(
        process=process, guest=Guest(contact=kaarlo), starts_at=free(rules, minutes=75).utc, at=now()
    )
    enter_by_door(client, kaarlo)

    client.post(f"/commissioner/meetings/{meeting.pk}/cancellation/", {"percent": "100"})

    change = MeetingChange.objects.latest("at")
    assert (change.cancelled_by, change.reason, change.by) == ("commissioner", "commissioner_request", None)
    assert {letter.to for letter in Letter.objects.filter(kind="meeting cancelled")} == {
        "kaarlo@example.org",
        "aino@example.org",
    }


def test_no_letter_says_what_the_work_is_about_or_what_it_costs():
    booked()

    for letter in Letter.objects.all():
        assert "Bertan" not in letter.text + letter.subject
        assert "€" not in letter.text
