"""What waves add to the pages that the desk gathers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import MORNING, person, process_of
from tests.doors import enter
from tests.evaluation.waves_cast import closed, group, opened, phones, says, wave_of
from tests.reading import words_of
from tuokio.evaluation.parts_waves import minutes_reserved, on_phone_home, waiting, wave_at
from tuokio.evaluation.usecases.answering import answer_as_member
from tuokio.evaluation.usecases.waves import skip_wave
from tuokio.kit.waiting import WaitingRank
from tuokio.meetings.models import Meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.supervision.models import Member, Process
from tuokio.terms.evaluation_words import SkipReason
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import ProcessState

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday morning, 24 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: MORNING)


def meetings_of(process: Process, first_on: date = TODAY) -> list[Meeting]:
    plan_series(
        process=process,
        term=process.terms.latest("number"),
        rhythm=Rhythm(first_on=first_on, count=5, every_weeks=3, minutes=75, at_time=time(13)),
        by=None,
        at=MORNING,
    )
    return list(Meeting.objects.filter(process=process).with_number())


def due(on: date = TODAY) -> list[tuple[str, str, str]]:
    return [(str(w.title), w.href, str(w.why)) for w in waiting(person("aino"), on=on)]


def home(at: datetime = MORNING) -> list[tuple[bool, str]]:
    return [(part.content.waits, part.content.href) for part in on_phone_home(person("bertta"), at=at)]  # type: ignore[attr-defined]  # a PhoneCard


def test_a_wave_belongs_to_its_meeting_and_five_minutes_are_kept():
    process = group()
    first, second, *_rest, fifth = meetings_of(process)

    assert wave_at(first) == wave_of(process, "t1")
    assert wave_at(second) is None
    assert wave_at(fifth) == wave_of(process, "t2")
    assert minutes_reserved(process) == 5
    assert minutes_reserved(process_of(person("aino"), name="Ilman")) == 0
    skip_wave(wave=wave_of(process, "t1"), reason=SkipReason.NO_TIME, by=person("aino"), at=MORNING)
    assert wave_at(first) is None


def test_the_page_of_a_meeting_shows_its_evaluation_and_no_other():
    process = group()
    first, second, *_rest = meetings_of(process)
    browser = Client(headers={"accept-language": "fi"})
    enter(browser, person("aino"))
    way = f'href="/waves/{wave_of(process).pk}/"'

    shown = browser.get(f"/meetings/{first.pk}/").text
    assert "5 min arviointi" in shown and shown.count(way) == 1
    assert "arviointi" not in browser.get(f"/meetings/{first.pk}/sheet/").text.lower()
    assert "5 min arviointi" not in browser.get(f"/meetings/{second.pk}/").text

    first.state = MeetingState.CANCELLED_FREE
    first.save(update_fields=["state"])
    assert way not in browser.get(f"/meetings/{first.pk}/").text  # the next one is the first that counts


def test_a_wave_waits_on_the_day_of_its_meeting_and_not_before():
    process = group()
    meetings_of(process)

    assert due(TODAY - timedelta(days=1)) == []
    [(title, href, why)] = due()
    assert (title, href) == (process.name, f"/waves/{wave_of(process).pk}/")
    assert "Viisi minuuttia" in why or "viisi minuuttia" in why or "Five minutes" in why
    assert due(TODAY + timedelta(days=21)) == []  # the second meeting has none


def test_an_open_wave_waits_for_closing_from_the_next_day_on():
    process = group()
    meetings_of(process)
    wave = opened(process)

    assert due() == []
    [(_title, href, _why)] = due(TODAY + timedelta(days=1))
    assert href == f"/waves/{wave.pk}/"
    assert next(waiting(person("aino"), on=TODAY + timedelta(days=1))).rank == WaitingRank.ATTENDANCE
    closed(wave)
    assert due(TODAY + timedelta(days=1)) == []


def test_nothing_waits_for_who_does_not_lead_or_when_it_has_ended():
    process = group()
    meetings_of(process)

    assert list(waiting(person("outi"), on=TODAY)) == []
    Process.objects.filter(pk=process.pk).update(state=ProcessState.CLOSED)
    assert due() == []


def test_the_phone_home_shows_what_waits_and_then_what_was_told():
    process = group()
    wave = opened(process)
    href = f"/my/waves/{wave.pk}/"
    member = process.members.get(person=person("bertta"))

    assert home() == [(True, href)]
    answer_as_member(wave=wave, member=member, answers=says(4), at=MORNING)
    assert home() == []
    closed(wave)
    assert home() == [(False, href)]
    assert home(MORNING + timedelta(days=31)) == []


def test_a_wave_past_its_last_moment_or_of_a_group_one_has_left_waits_for_nobody():
    process = group()
    wave = opened(process)

    assert home(MORNING + timedelta(days=9)) == []
    Member.objects.filter(process=process, person=person("bertta")).update(left_on=TODAY)
    assert home() == []
    assert wave.is_open


def test_the_pages_of_the_desk_carry_the_cards(client: Client):
    process = group()
    bertta = Client()
    bertta.force_login(person("bertta"))
    client.force_login(person("aino"))
    before = words_of(client.get(f"/processes/{process.pk}/", {"lang": "fi"}))
    wave = opened(process)
    phones(wave, says(3))

    page = client.get(f"/processes/{process.pk}/", {"lang": "fi"})

    assert "Alkuarviointi 1. kerta sovittu" in before
    assert "Siirry avoimeen arviointiin" in words_of(page)
    assert f'href="/waves/{wave.pk}/"' in page.text
    assert "Arviointi odottaa, kaksi minuuttia" in words_of(bertta.get("/home/", {"lang": "fi"}))


def test_a_process_without_a_plan_is_offered_the_choice_at_no_further_question(client: Client):
    process = process_of(person("aino"))
    client.force_login(person("aino"))

    page = client.get(f"/processes/{process.pk}/", {"lang": "fi"})

    assert f'href="/processes/{process.pk}/evaluation/statements/"' in page.text
    assert "Valitse, mitä arvioidaan" in words_of(page)
