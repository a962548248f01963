"""A stranger books a mapping conversation: chooses a time, fills a form, changes it, cancels it. No cookie, no script."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.booking.booking_cast import (
    BOOKING,
    TYPED,
    aged,
    booked,
    choose,
    free,
    hours_of,
    open_for_talks,
    times_shown,
    value,
)
from tests.cast import person, shared_practice
from tests.doors import enter, newest_letter
from tests.mapping.page_cast import PAGE, aino_s_page
from tuokio.audit.models import Entry
from tuokio.booking.models import TalkLink
from tuokio.booking.usecases.talks import cancel_talk
from tuokio.booking.views import talks
from tuokio.kit.clock import now
from tuokio.kit.models import Letter
from tuokio.mapping.demo_page import make_demo_page
from tuokio.mapping.models import Enquiry
from tuokio.meetings.models import BookingRules, Occupancy, Talk
from tuokio.meetings.usecases.occupying import hold
from tuokio.supervision.models import Process

pytestmark = pytest.mark.django_db


def test_the_public_page_leads_to_free_times_only_while_somebody_opens_them(client):
    aino_s_page()
    assert BOOKING not in client.get(PAGE).text
    assert client.get(BOOKING).status_code == 404

    open_for_talks()

    assert f'href="{BOOKING}"' in client.get(PAGE).text
    assert f'href="{PAGE}sv/booking/"' in client.get(f"{PAGE}sv/").text


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (BOOKING, "Valitse aika keskustelulle"),
        (f"{PAGE}sv/booking/", "Välj en tid för ett samtal"),
        (f"{PAGE}en/booking/", "Choose a time for a conversation"),
    ],
)
def test_days_with_free_times_in_three_languages_without_cookie_and_script(client, path, told):
    open_for_talks()

    page = client.get(path)

    assert told in page.text
    assert "0,00" in page.text or "0.00" in page.text
    assert len(times_shown(page.text)) > 20
    assert "<script" not in page.text
    assert not page.cookies
    assert len(page.content) < 30 * 1024


def test_later_days_have_an_address(client):
    open_for_talks()
    first = times_shown(client.get(BOOKING).text)

    second = client.get(BOOKING, {"from": (now() + timedelta(days=14)).date().isoformat()})

    assert not set(first) & set(times_shown(second.text))
    assert client.get(BOOKING, {"from": "what"}).status_code == 200


def test_a_chosen_time_is_held_for_ten_minutes_and_shown_to_nobody_else(client):
    rules = open_for_talks()
    start = free(rules)

    answer = choose(client, start)

    assert answer.status_code == 303
    assert not answer.cookies
    [taken] = Occupancy.objects.all()
    assert taken.expires_at is not None
    assert timedelta(minutes=9) < taken.expires_at - now() <= timedelta(minutes=10)
    assert value(start) not in times_shown(Client().get(BOOKING).text)
    form = client.get(answer.headers["location"])
    assert "Aika on varattuna sinulle klo" in form.text
    assert "0,00" in form.text


def test_who_is_second_is_told_at_once_with_the_next_three_times(client):
    rules = open_for_talks()
    start = free(rules)
    choose(client, start)

    answer = choose(Client(), start)

    assert answer.status_code == 409
    assert "ehdittiin juuri varata" in answer.text
    others = times_shown(answer.text)
    assert len(others) == 3
    assert all(int(one.split("-")[0]) > start.utc.timestamp() for one in others)


def test_confirming_makes_enquiry_process_and_conversation_at_once(client):
    rules = open_for_talks()
    start = free(rules)

    answer = booked(client, rules)

    talk, process, enquiry = Talk.objects.get(), Process.objects.get(), Enquiry.objects.get()
    assert answer.status_code == 303
    assert not answer.cookies
    assert (talk.starts_at, talk.minutes, talk.place) == (start.utc, 45, "Rauhankatu 1")
    assert (talk.process, enquiry.process, enquiry.words) == (process, process, "Meitä on kuusi.")
    assert (process.state, process.leads.get().supervisor) == ("mapping", person("aino"))
    assert Occupancy.objects.get().talk == talk
    assert {"talk booked", "process begun", "process moved"} <= set(
        Entry.objects.values_list("act", flat=True)
    )


def test_letters_tell_time_place_and_link_and_nothing_of_what_was_written(client):
    rules = open_for_talks()
    answer = booked(client, rules)

    mine, hers = newest_letter("maija@example.org"), newest_letter("aino@example.org")

    assert answer.headers["location"] in mine.text
    assert "Rauhankatu 1" in mine.text
    assert "kuusi" not in mine.text + hers.text
    assert "Maija" not in hers.text
    assert {letter.kind for letter in Letter.objects.all()} == {"talk booked"}


def test_the_link_opens_the_booking_and_only_its_fingerprint_is_kept(client):
    rules = open_for_talks()
    address = booked(client, rules).headers["location"]

    page = Client().get(address)

    assert "Aikasi on varattu" in page.text
    assert page.headers["cache-control"] == "private, no-store"
    assert address.rstrip("/").rsplit("/", 1)[1] not in str(TalkLink.objects.values().get())
    assert client.get(f"{BOOKING}own/{'a' * 43}/").status_code == 404


def test_the_same_form_sent_twice_is_one_booking_and_leads_to_it(client):
    rules = open_for_talks()
    form = aged(choose(client, free(rules)).headers["location"], rules)

    first, second = client.post(form, TYPED), client.post(form, TYPED)

    assert first.headers["location"] == second.headers["location"]
    assert (Talk.objects.count(), Enquiry.objects.count(), Letter.objects.count()) == (1, 1, 2)


def test_nothing_typed_is_lost_when_a_field_is_wrong(client):
    rules = open_for_talks()
    form = aged(choose(client, free(rules)).headers["location"], rules)

    answer = client.post(form, {**TYPED, "reply_to": "ei mikään"})

    assert answer.status_code == 422
    assert 'value="Maija Luoto"' in answer.text
    assert "Meitä on kuusi." in answer.text
    assert not Talk.objects.exists()


def test_when_the_hold_has_ended_the_form_is_kept_and_a_free_time_is_booked_all_the_same(client):
    rules = open_for_talks()
    form = aged(choose(client, free(rules)).headers["location"], rules, seconds=700)
    Occupancy.objects.update(expires_at=now() - timedelta(minutes=1))

    page = client.get(form)

    assert "ei ole enää varattuna sinulle" in page.text
    assert len(times_shown(page.text)) == 3
    assert client.post(form, TYPED).status_code == 303
    assert Talk.objects.count() == 1


def test_when_another_took_it_after_the_hold_the_words_stay_and_three_times_are_offered(client):
    rules = open_for_talks()
    start = free(rules)
    form = aged(choose(client, start).headers["location"], rules, seconds=700)
    Occupancy.objects.all().delete()
    hold(
        supervisor=rules.supervisor_id,
        starts_at=start.utc,
        minutes=45,
        until=now() + timedelta(hours=1),
        at=now(),
    )

    lost = client.post(form, TYPED)

    assert lost.status_code == 409
    assert "Meitä on kuusi." in lost.text
    others = times_shown(lost.text)
    assert len(others) == 3
    anew = client.post(form, {**TYPED, "time": others[0]})
    assert anew.status_code == 200
    assert "Meitä on kuusi." in anew.text
    [address] = {
        line
        for line in anew.text.split('"')
        if "/booking/times/" in line and not line.startswith(f"{PAGE}sv") and not line.startswith(f"{PAGE}en")
    }
    assert client.post(aged(address, rules), TYPED).status_code == 303
    assert Talk.objects.get().starts_at.timestamp() == int(others[0].split("-")[0])


@pytest.mark.parametrize("odd", ["", "1", "now-12345678", "99999999999999-12345678", "1800000000-00000000"])
def test_what_no_button_sends_is_no_time(client, odd):
    open_for_talks()

    assert client.post(BOOKING, {"time": odd}).status_code == 404


def test_a_time_outside_the_hours_cannot_be_had_by_writing_it_oneself(client):
    rules = open_for_talks()
    night = free(rules).utc.replace(hour=1)

    answer = client.post(BOOKING, {"time": f"{int(night.timestamp())}-{rules.supervisor_id.hex[:8]}"})

    assert answer.status_code == 409
    assert not Occupancy.objects.exists()


@pytest.mark.parametrize("word", ["x", "a:b", "A" * 120])
def test_a_made_up_choice_is_no_page(client, word):
    open_for_talks()

    assert client.get(f"{BOOKING}times/{word}/").status_code == 404


def test_machines_are_slowed(client, monkeypatch):
    rules = open_for_talks()
    form = choose(client, free(rules)).headers["location"]

    assert client.post(form, TYPED).status_code == 422  # quicker than anyone writes
    assert client.post(aged(form, rules), {**TYPED, "website": "x"}).status_code == 422
    assert not Talk.objects.exists()
    monkeypatch.setattr(talks, "HOLDS_FROM_ONE_PLACE", 2)
    assert choose(client, free(rules, 3)).status_code == 303
    assert choose(client, free(rules, 9)).status_code == 429
    assert Occupancy.objects.count() == 2


def test_the_time_is_changed_by_the_link(client):
    rules = open_for_talks()
    address = booked(client, rules).headers["location"]
    other = free(rules, 12)

    shown = client.get(f"{address}time/")
    answer = client.post(f"{address}time/", {"time": value(other)})

    assert "0,00" in shown.text
    assert answer.status_code == 303
    talk = Talk.objects.get()
    assert (talk.starts_at, talk.sequence) == (other.utc, 1)
    assert Occupancy.objects.get().starts_at == other.utc
    assert newest_letter("maija@example.org").kind == "talk moved"
    assert "Aikasi on varattu" in client.get(address).text


def test_a_change_to_a_taken_time_leaves_the_old_one(client):
    rules = open_for_talks()
    address = booked(client, rules).headers["location"]
    other = free(rules, 12)
    choose(Client(), other)
    before = Talk.objects.get().starts_at

    answer = client.post(f"{address}time/", {"time": value(other)})

    assert answer.status_code == 409
    assert len(times_shown(answer.text)) == 3
    assert Talk.objects.get().starts_at == before
    assert Occupancy.objects.filter(talk__isnull=False).count() == 1


def test_it_is_cancelled_by_the_link_having_seen_the_price(client):
    rules = open_for_talks()
    address = booked(client, rules).headers["location"]
    start = Talk.objects.get().starts_at

    shown = client.get(f"{address}cancellation/")
    client.post(f"{address}cancellation/")
    client.post(f"{address}cancellation/")

    assert "0,00" in shown.text
    assert Talk.objects.get().state == "cancelled"
    assert not Occupancy.objects.exists()
    assert "peruttu" in client.get(address).text
    assert free(rules).utc == start
    assert Letter.objects.filter(kind="talk cancelled").count() == 2


def test_the_link_closes_when_the_conversation_begins(client):
    rules = open_for_talks()
    address = booked(client, rules).headers["location"]
    Talk.objects.update(starts_at=now() - timedelta(minutes=1))

    for path in (address, f"{address}time/", f"{address}cancellation/"):
        assert client.get(path).status_code == 410
    assert client.post(f"{address}cancellation/").status_code == 410
    assert Talk.objects.get().state == "booked"


def test_with_a_telephone_only_no_letter_leaves_to_the_booker(client):
    rules = open_for_talks()

    address = booked(client, rules, reply_to="040 765 4321").headers["location"]

    assert "Säilytä tämän sivun osoite" in client.get(address).text
    assert [letter.to for letter in Letter.objects.all()] == ["aino@example.org"]


def test_any_of_several_supervisors_or_a_chosen_one(client):
    practice = shared_practice()
    make_demo_page(practice, at=now())
    both = [hours_of(person(who), practice) for who in ("saara", "olavi")]
    BookingRules.objects.filter(pk=both[1].pk).update(talk_minutes=60)
    path = "/p/vire/booking/"

    anyone = client.get(path)
    [key] = {rules.supervisor_id.hex[:8] for rules in both if rules.supervisor == person("olavi")}
    chosen = client.get(path, {"with": key})

    assert "Saara Niemi" in anyone.text
    assert {one.split("-")[1] for one in times_shown(chosen.text)} == {key}
    assert booked_in(client, path, times_shown(chosen.text)[0], both[1])
    assert Talk.objects.get().supervisor == person("olavi")
    assert Talk.objects.get().minutes == 60


def booked_in(client: Client, path: str, time: str, rules: BookingRules) -> bool:
    form = client.post(path, {"time": time}).headers["location"]
    return bool(client.post(aged(form, rules), TYPED).status_code == 303)


def test_the_supervisor_sees_who_comes_and_can_cancel(client):
    rules = open_for_talks()
    booked(client, rules)
    process = Process.objects.get()
    enter(client, person("aino"))

    page = client.get(f"/processes/{process.pk}/")
    answer = client.post(f"/talks/{Talk.objects.get().pk}/cancellation/")

    assert "Maija Luoto" in page.text
    assert "maija@example.org" in page.text
    assert answer.status_code == 302
    assert Talk.objects.get().state == "cancelled"
    assert [letter.to for letter in Letter.objects.filter(kind="talk cancelled")] == ["maija@example.org"]


def test_on_the_day_and_after_it_stands_in_today(client):
    rules = open_for_talks()
    booked(client, rules)
    enter(client, person("aino"))

    before = client.get("/today/")
    Talk.objects.update(starts_at=now() - timedelta(hours=2))
    after = client.get("/today/")

    assert "Mitä siitä jäi?" not in before.text
    assert "Mitä siitä jäi?" in after.text


def test_an_erased_enquiry_takes_its_link_with_it(client):
    rules = open_for_talks()
    address = booked(client, rules).headers["location"]
    Enquiry.objects.update(erased_at=now())

    assert client.get(address).status_code == 404
    link = TalkLink.objects.get()
    cancel_talk(link=link, by=None, at=now())
    assert Talk.objects.get().state == "cancelled"
