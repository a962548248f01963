"""Finding a date together through the front door: who sees what, what is typed stays, one act for one form."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.booking.poll_cast import asked, path_of, poll_of, says, times
from tests.cast import person, process_of
from tests.doors import enter
from tuokio.booking.models import Poll
from tuokio.booking.usecases.polls import close_poll
from tuokio.kit.clock import now, today
from tuokio.meetings.models import Meeting, Occupancy
from tuokio.supervision.models import Process
from tuokio.terms.poll_words import AnswersSeen
from tuokio.terms.words import WayIn

pytestmark = pytest.mark.django_db


def soon(day: int, hour: int = 11) -> datetime:
    return datetime.combine(today() + timedelta(days=15 + day), datetime.min.time(), UTC).replace(hour=hour)


def open_now(process: Process | None = None, **fields) -> Poll:
    details = {"starts": [soon(0), soon(1), soon(2)], "at": now(), "last_day": today() + timedelta(days=7)}
    return poll_of(process, **(details | fields))


@pytest.fixture
def aino(client: Client) -> Client:
    enter(client, person("aino"))
    return client


def sent(process: Process, **more) -> dict:
    """The form as a browser sends it."""
    return {
        "last_day": (today() + timedelta(days=7)).isoformat(),
        "times": [soon(day).strftime("%Y-%m-%dT%H:%MZ") for day in range(3)],
        "required": [str(one.pk) for one in process.members.all()],
        "seen": "hidden",
        "own-TOTAL_FORMS": "3",
        "own-INITIAL_FORMS": "0",
        **more,
    }


def row(poll: Poll, letters: str) -> dict[str, str]:
    words = {"y": "yes", "m": "if_need_be", "n": "no"}
    return {
        f"t{time.pk.hex}": words[letter]
        for time, letter in zip(times(poll), letters, strict=True)
        if letter in words
    }


# --- the supervisor -----------------------------------------------------------------------------------------


def test_free_times_are_offered_and_asked_with_own_ones(aino):
    process = process_of(person("aino"))
    address = reverse("booking:common_date", args=[process.pk])
    page = aino.get(address)
    offered = page.context["form"]["times"].field.choices
    assert 1 <= len(offered) <= 12
    assert len(page.context["form"]["times"].value()) == min(6, len(offered))

    own_day = today() + timedelta(days=30)
    own = {"own-0-on": own_day.isoformat(), "own-0-at_time": "18:30"}
    answer = aino.post(address, sent(process, times=[offered[0][0]], **own))

    poll = Poll.objects.get()
    assert answer.headers["location"] == reverse("booking:poll", args=[poll.pk])
    assert poll.times.count() == 2
    assert Occupancy.objects.exclude(hold=None).count() == 2
    assert aino.get(address).headers["location"] == reverse("booking:poll", args=[poll.pk])


def test_the_same_form_sent_twice_asks_once(aino):
    process = process_of(person("aino"))
    address = reverse("booking:common_date", args=[process.pk])
    once = {"once": "a" * 32}

    first, second = (aino.post(address, sent(process, **once)) for _time in range(2))

    assert first.headers["location"] == second.headers["location"]
    assert Poll.objects.count() == 1


def test_what_was_ticked_and_typed_stays_when_a_time_is_taken(aino):
    process = process_of(person("aino"))
    day = today() + timedelta(days=3)
    answer = aino.post(
        reverse("booking:common_date", args=[process.pk]),
        sent(process, seen="counts", **{"own-1-on": day.isoformat(), "own-1-at_time": "9"}),
    )

    assert answer.status_code == 200
    assert not Poll.objects.exists()
    form = answer.context["form"]
    assert set(sent(process)["times"]) <= set(form["times"].value())
    assert form["seen"].value() == "counts"
    assert 'value="09:00"' in answer.text
    assert day.isoformat() in answer.text


def test_looking_for_times_after_another_day_asks_nothing_yet(aino):
    process = process_of(person("aino"))
    later = today() + timedelta(days=40)
    answer = aino.post(
        reverse("booking:common_date", args=[process.pk]),
        sent(process, last_day=later.isoformat(), look="1"),
    )

    assert not Poll.objects.exists()
    times_then = [value for value, _words in answer.context["form"]["times"].field.choices]
    assert min(times_then)[:10] > later.isoformat()


def test_without_terms_the_way_leads_back_with_a_word(aino):
    process = process_of(person("aino"))
    process.terms.all().delete()
    answer = aino.get(reverse("booking:common_date", args=[process.pk]))

    assert answer.headers["location"] == reverse("desk:process", args=[process.pk])


def test_the_page_tells_who_can_when_and_why_one_suits_best(aino):
    poll = open_now()
    for name, letters in (("Bertta S.", "yyn"), ("Henna", "yym"), ("T. K.", "nyy")):
        says(poll, name, letters, at=now())
    page = aino.get(reverse("booking:poll", args=[poll.pk])).context["page"]

    assert page.proposed[0].endswith("sopii parhaiten: kaikki pääsevät.")
    assert [one.is_first for one in page.rows] == [False, True, False]
    assert page.rows[0].no == ("T. K.",)
    assert page.rows[2].if_need_be == ("Henna",)


def test_links_are_shown_once_each_with_its_own_picture(aino):
    poll = open_now()
    address = reverse("booking:poll_links", args=[poll.pk])
    given = {"members": [str(asked(poll, "Henna").member_id)], "once": "b" * 32}
    page = aino.post(address, given)

    assert page.status_code == 200
    assert page.text.count("<svg") == 1
    assert aino.post(address, given).headers["location"] == reverse("booking:poll", args=[poll.pk])
    assert "/d/" not in aino.get(reverse("booking:poll", args=[poll.pk])).text
    assert aino.post(address, {}).status_code == 200


def test_what_was_told_by_telephone_is_written_for_the_member(aino):
    poll = open_now()
    henna = asked(poll, "Henna")
    address = reverse("booking:poll_told", args=[poll.pk, henna.pk])
    assert aino.get(address).status_code == 200
    aino.post(address, row(poll, "yn."))

    henna.refresh_from_db()
    assert henna.on_paper
    assert henna.answers.count() == 2
    assert "sinun kirjaamasi" in aino.get(reverse("booking:poll", args=[poll.pk])).text


def test_the_choice_makes_the_meeting_and_frees_the_rest(aino):
    poll = open_now()
    address = reverse("booking:poll_decision", args=[poll.pk])
    says(poll, "Bertta S.", "nyn", at=now())
    assert aino.get(address).context["form"]["times"].value() == [str(times(poll)[1].pk)]
    answer = aino.post(address, {"times": [str(times(poll)[1].pk)], "once": "c" * 32}, follow=True)

    assert [meeting.starts_at for meeting in Meeting.objects.all()] == [soon(1)]
    assert not Occupancy.objects.exclude(hold=None).exists()
    assert answer.context["page"].chosen
    assert aino.get(address).status_code == 302


def test_a_rhythm_is_shown_date_by_date_before_anything_is_saved(aino):
    poll = open_now(planned=3)
    address = reverse("booking:poll_decision", args=[poll.pk])
    chosen = {"times": [str(times(poll)[0].pk)], "go_on": "on"}
    shown = aino.post(address, chosen)

    assert len(shown.context["dates"]) == 3
    assert not Meeting.objects.exists()
    aino.post(address, {**chosen, "seen": "1"})
    assert Meeting.objects.count() == 3


def test_a_rhythm_from_two_times_is_refused_with_a_sentence(aino):
    poll = open_now()
    chosen = {"times": [str(one.pk) for one in times(poll)[:2]], "go_on": "on"}
    answer = aino.post(reverse("booking:poll_decision", args=[poll.pk]), chosen)

    assert "täsmälleen yksi" in answer.text
    assert not Meeting.objects.exists()


def test_closing_and_reminding_from_the_page(aino):
    poll = open_now()
    aino.post(reverse("booking:poll_reminder", args=[poll.pk]))
    aino.post(reverse("booking:poll_reminder", args=[poll.pk]))
    aino.post(reverse("booking:poll_closing", args=[poll.pk]))
    again = aino.post(reverse("booking:poll_closing", args=[poll.pk]))

    poll.refresh_from_db()
    assert poll.reminded_at
    assert poll.closed_at
    assert "toinen välilehti" in again.text.lower()


# --- the members --------------------------------------------------------------------------------------------


def by_link(poll: Poll, name: str, aino: Client) -> tuple[Client, str]:
    given = {"members": [str(asked(poll, name).member_id)]}
    return Client(), path_of(aino.post(reverse("booking:poll_links", args=[poll.pk]), given).text)


def test_a_member_answers_by_link_without_an_account_and_changes_it(aino):
    poll = open_now()
    phone, path = by_link(poll, "Henna", aino)
    assert phone.get(path).status_code == 200
    answer = phone.post(path, row(poll, "ymn"))
    assert answer.headers["location"] == path
    phone.post(path, row(poll, "nnn"))

    assert set(asked(poll, "Henna").answers.values_list("said", flat=True)) == {"no"}
    page = phone.get(path)
    assert "no-store" in page.headers["Cache-Control"]
    assert "sessionid" not in phone.cookies
    assert "Päiväkoti" not in page.text


def test_by_default_nothing_of_the_others_is_seen(aino):
    poll = open_now()
    says(poll, "Bertta S.", "yyy", at=now())
    phone, path = by_link(poll, "Henna", aino)
    page = phone.get(path)

    assert "Bertta" not in page.text
    assert page.context["page"].seen == {}
    assert page.context["page"].proposed == ()
    assert "Vain työnohjaajasi näkee vastauksesi" in page.text


def test_counts_and_names_are_seen_where_it_was_promised_and_the_proposal_names_nobody(aino):
    poll = open_now(seen=AnswersSeen.COUNTS)
    says(poll, "Bertta S.", "ynn", at=now())
    says(poll, "T. K.", "mnn", at=now())
    phone, path = by_link(poll, "Henna", aino)
    page = phone.get(path)
    assert "2 pääsee, yksi heistä tarvittaessa." in page.text
    assert "Bertta" not in page.text
    assert "T. K." not in page.text
    assert page.context["page"].proposed

    Poll.objects.update(seen=AnswersSeen.NAMES)
    named = phone.get(path)
    assert "Pääsee: Bertta S." in named.text
    assert not any("Bertta" in sentence for sentence in named.context["page"].proposed)


def test_what_was_answered_while_it_closed_is_still_on_the_page(aino):
    poll = open_now()
    enter(phone := Client(), person("bertta"))
    address = reverse("booking:my_poll", args=[poll.pk])
    close_poll(poll=poll, by=person("aino"), at=now())
    answer = phone.post(address, row(poll, "ymn"))

    assert answer.status_code == 200
    assert answer.text.count("checked") == 3
    assert "ei tallennettu" in answer.text


def test_an_unknown_link_opens_nothing_and_guessing_is_stopped(client):
    assert {client.get(f"/d/{'x' * 40}{number}/").status_code for number in range(30)} == {404}
    assert client.get("/d/nothing/").status_code == 429


def test_the_phone_home_shows_what_waits_and_then_the_own_answers(client):
    poll = open_now()
    enter(client, person("bertta"))
    address = reverse("booking:my_poll", args=[poll.pk])
    assert address in client.get("/my/").text or address in client.get("/", follow=True).text
    client.post(address, row(poll, "yyn"))
    home = client.get("/", follow=True)
    assert "Katso tai muuta vastauksiasi" in home.text
    close_poll(poll=poll, by=person("aino"), at=now())
    assert address not in client.get("/", follow=True).text


def test_the_process_page_leads_to_it_and_a_choice_waits_when_all_have_answered(aino):
    process = process_of(person("aino"))
    page = reverse("desk:process", args=[process.pk])
    assert reverse("booking:common_date", args=[process.pk]) in aino.get(page).text
    poll = open_now(process)
    here = reverse("booking:poll", args=[poll.pk])
    assert here in aino.get(page).text
    assert here not in aino.get("/", follow=True).text
    for name in ("Bertta S.", "Henna", "T. K."):
        says(poll, name, "yyy", at=now())
    assert here in aino.get("/", follow=True).text


def test_a_member_who_was_let_in_by_mail_gets_no_link_by_default(aino):
    process = process_of(person("aino"))
    process.members.filter(name="Bertta S.").update(way_in=WayIn.MAIL)
    poll = open_now(process)
    page = aino.get(reverse("booking:poll", args=[poll.pk]))

    ticked = set(page.context["form"]["members"].value())
    assert ticked == {str(asked(poll, name).member_id) for name in ("Henna", "T. K.")}
