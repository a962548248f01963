"""A wave from the plan to its report, by the acts and through the front door."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation

from tests.cast import MORNING, person, process_of, terms_of
from tests.evaluation.waves_cast import CODES, SIX, closed, group, opened, papers, phones, says, wave_of
from tests.reading import words_of
from tuokio.audit.models import Entry
from tuokio.evaluation.domain.statements import BY_CODE
from tuokio.evaluation.domain.waves import closes_at, points_of
from tuokio.evaluation.models import Answer, AnswerSheet, EvaluationPlan, Wave, WaveFigure
from tuokio.evaluation.reading import Figure, figures_of
from tuokio.evaluation.refusals_waves import (
    AnotherIsOpen,
    AskedEnough,
    ChoiceFixed,
    NobodyToAsk,
    NothingChosen,
    NotOpen,
    NotPlanned,
    NotScheduled,
)
from tuokio.evaluation.signals_heard import waves_as_agreed
from tuokio.evaluation.usecases.answering import answer_as_member
from tuokio.evaluation.usecases.waves import (
    ask_at_home,
    choose_statements,
    close_due_waves,
    close_wave,
    open_wave,
    plan_waves,
    skip_wave,
)
from tuokio.kit.models import Letter
from tuokio.kit.once import new_token
from tuokio.people.models import Person
from tuokio.supervision.models import Ask, Member, Process, ProcessClosed
from tuokio.supervision.usecases import Frame, begin
from tuokio.terms.evaluation_words import SkipReason, WavePoint, WaveState
from tuokio.terms.words import ProcessEvent, ProcessState, WayIn

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday morning, 24 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: MORNING)


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(person("aino"))
    return client


def ended(process: Process) -> None:
    Process.objects.filter(pk=process.pk).update(state=ProcessState.CLOSED)


# --- the plan ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("planned", "agreed", "expected"),
    [
        (10, (), {WavePoint.START: 1, WavePoint.MIDDLE: 5, WavePoint.END: 10}),
        (7, (), {WavePoint.START: 1, WavePoint.MIDDLE: 4, WavePoint.END: 7}),
        (2, (), {WavePoint.START: 1, WavePoint.END: 2}),
        (1, (), {WavePoint.END: 1}),
        (10, (2, 6, 9), {WavePoint.START: 2, WavePoint.MIDDLE: 6, WavePoint.END: 9}),
        (10, (10, 1), {WavePoint.START: 1, WavePoint.END: 10}),
        (10, (1, 3, 5, 8, 10), {WavePoint.START: 1, WavePoint.MIDDLE: 5, WavePoint.END: 10}),
        (10, (0, 11, 40), {WavePoint.START: 1, WavePoint.MIDDLE: 5, WavePoint.END: 10}),
    ],
)
def test_waves_stand_at_the_agreed_meetings_else_at_the_first_the_middle_and_the_last(
    planned, agreed, expected
):
    assert points_of(planned, agreed) == expected


def test_choosing_the_statements_plans_the_waves():
    process = group(planned=7)

    assert process.evaluation_plan.codes == list(CODES)
    assert [(w.point, w.meeting_number, w.now_in) for w in process.waves.all()] == [
        ("t1", 1, WaveState.SCHEDULED),
        ("t2", 4, WaveState.SCHEDULED),
        ("t3", 7, WaveState.SCHEDULED),
    ]


def test_an_agreement_in_force_puts_the_waves_where_it_says():
    process = process_of(person("aino"))

    waves_as_agreed(process=process, evaluate_at=[2, 6, 10], at=MORNING, by=None)

    assert [(w.point, w.meeting_number) for w in process.waves.all()] == [("t1", 2), ("t2", 6), ("t3", 10)]
    assert EvaluationPlan.objects.get(process=process).codes == []


def test_an_agreement_whose_terms_are_not_written_yet_disturbs_nothing():
    process = process_of(person("aino"))
    process.terms.all().delete()

    waves_as_agreed(process=process, evaluate_at=[1], at=MORNING, by=None)

    assert process.waves.count() == 0
    with pytest.raises(NotPlanned):
        plan_waves(process=process, by=None, at=MORNING)


def test_an_amendment_moves_what_has_not_been_asked_and_leaves_what_has():
    process = group()
    first = opened(process)

    plan_waves(process=process, by=None, at=MORNING, agreed=[3, 8])

    assert [(w.point, w.meeting_number) for w in process.waves.all()] == [("t1", 1), ("t3", 8)]
    assert wave_of(process).pk == first.pk


def test_a_continuation_gets_waves_of_its_own_with_the_same_statements(desk):
    process = group()
    opened(process)
    terms_of(process, planned=4)

    assert "Suunnittele arvioinnit" in words_of(
        desk.get(f"/processes/{process.pk}/evaluation/", {"lang": "fi"})
    )
    desk.post(f"/processes/{process.pk}/evaluation/plan/", {"once": new_token()})

    later = process.waves.filter(term__number=2)
    assert [(w.point, w.meeting_number) for w in later] == [("t1", 1), ("t2", 2), ("t3", 4)]
    assert process.evaluation_plan.codes == list(CODES)


def test_the_choice_stays_once_the_first_wave_has_opened():
    process = group()
    opened(process)

    with pytest.raises(ChoiceFixed):
        choose_statements(process=process, codes=["B4a", "B5a", "B6a"], by=person("aino"), at=MORNING)

    assert EvaluationPlan.objects.get(process=process).codes == list(CODES)


def test_choosing_through_the_front_door_keeps_what_was_ticked_when_it_is_too_much(desk):
    process = process_of(person("aino"))
    address = f"/processes/{process.pk}/evaluation/statements/"
    seven = ["B1a", "B2a", "B3a", "B4a", "B5a", "B6a"]

    refused = desk.post(address, {"core": seven, "more": ["B1b"], "once": new_token()})

    assert "Olet valinnut 7" in words_of(desk.post(address + "?lang=fi", {"core": seven, "more": ["B1b"]}))
    assert refused.content.count(b"checked") == 7
    assert not EvaluationPlan.objects.filter(process=process).exists()

    desk.post(address, {"core": seven[:3], "more": ["B1b"], "once": new_token()})
    assert process.evaluation_plan.codes == ["B1a", "B1b", "B2a", "B3a"]


def test_managers_are_proposed_the_statement_of_those_who_lead(desk):
    process = process_of(person("aino"))
    Process.objects.filter(pk=process.pk).update(for_managers=True)

    page = desk.get(f"/processes/{process.pk}/evaluation/statements/", {"lang": "fi"}).text
    core = page.split('name="more"')[0]

    assert BY_CODE["O6b"].fi in core
    assert BY_CODE["O6a"].fi not in core


# --- opening and closing ----------------------------------------------------------------------------------


def test_opening_asks_those_who_belong_and_sets_the_last_moment():
    process = group()
    Member.objects.filter(process=process, name="Henna").update(left_on=MORNING.date())

    wave = opened(process)

    assert wave.slots == 5
    assert sorted(i.member.name for i in wave.invited.all()) == [
        "Bertta S.",
        "Liisa",
        "M. M.",
        "T. K.",
        "Veikko",
    ]
    assert wave.codes == list(CODES)
    assert wave.closes_at == datetime(2026, 12, 1, 22, 0, tzinfo=UTC)  # midnight after 1 December in Finland


def test_the_last_moment_is_midnight_on_the_wall_also_when_the_clock_changes():
    for opened_on in (date(2026, 10, 20), date(2027, 3, 24)):
        end = closes_at(opened_on, HELSINKI)
        assert (end.hour, end.minute) == (0, 0)
        assert end.date() == opened_on + timedelta(days=8)
    assert closes_at(date(2026, 10, 20), HELSINKI).astimezone(UTC).hour == 22  # winter time by then
    assert closes_at(date(2027, 3, 24), HELSINKI).astimezone(UTC).hour == 21  # summer time by then


def test_a_wave_opens_once_and_one_at_a_time():
    process = group()
    wave = opened(process)

    with pytest.raises(NotScheduled):
        open_wave(wave=wave, by=person("aino"), at=MORNING)
    with pytest.raises(AnotherIsOpen):
        opened(process, "t2")
    with pytest.raises(IntegrityError), transaction.atomic():
        Wave.objects.filter(pk=wave_of(process, "t2").pk).update(
            opened_at=MORNING, closes_at=MORNING, slots=6
        )


def test_nothing_opens_without_statements_or_people():
    process = process_of(person("aino"))
    plan_waves(process=process, by=None, at=MORNING)
    with pytest.raises(NothingChosen):
        opened(process)

    choose_statements(process=process, codes=CODES, by=person("aino"), at=MORNING)
    process.members.all().delete()
    with pytest.raises(NobodyToAsk):
        opened(process)


def test_closing_tells_what_may_be_told_and_lays_the_rest_aside():
    process = group()
    wave = opened(process)
    phones(wave, says(3), says(3), says(4), says(2), says(3) | {("O3a", "now"): None})

    wave = closed(wave)

    assert wave.now_in == WaveState.REPORTED
    assert [(f.code, f.answered, f.now_halves, f.then_halves) for f in wave.figures.all()] == [
        ("B1a", 5, 6, None),
        ("B2a", 5, 6, None),
    ]
    assert figures_of(process, language="en") == [
        Figure("B1a", BY_CODE["B1a"].en, 5, None, 3.0, "", "3"),
        Figure("B2a", BY_CODE["B2a"].en, 5, None, 3.0, "", "3"),
    ]


def test_the_end_asks_then_and_now_on_one_form_and_tells_both():
    process = group()
    first = opened(process)
    phones(first, *[says(4)] * 5)
    closed(first)
    last = opened(process, "t3")
    phones(last, *[says(5, 2)] * 4, says(4, 3), says(4))

    closed(last)

    assert figures_of(process, language="fi") == [
        Figure(code, BY_CODE[code].fi, 5, 2.0, 4.0, "enintään 2", "vähintään 4") for code in CODES
    ]


def test_too_few_answers_tell_nothing_and_show_the_way_on(desk):
    process = group()
    wave = opened(process)
    phones(wave, *[says(5)] * 4)

    wave = closed(wave)
    words = words_of(desk.get(f"/waves/{wave.pk}/", {"lang": "fi"}))

    assert wave.now_in == WaveState.SUPPRESSED
    assert not WaveFigure.objects.exists()
    assert figures_of(process, language="fi") == ()
    assert "Vastauksia on liian vähän" in words
    assert "ryhmä voi kertoa omin sanoin" in words


def test_a_wave_closes_once_and_never_opens_again():
    process = group()
    wave = closed(opened(process))

    with pytest.raises(NotOpen):
        close_wave(wave=wave, by=person("aino"), at=MORNING)
    with pytest.raises(NotScheduled):
        open_wave(wave=wave, by=person("aino"), at=MORNING)


def test_closing_through_the_front_door_twice_does_it_once(desk):
    wave = opened(group())
    token = new_token()

    first = desk.post(f"/waves/{wave.pk}/closing/", {"once": token})
    again = desk.post(f"/waves/{wave.pk}/closing/", {"once": token})
    other_tab = desk.post(f"/waves/{wave.pk}/closing/?lang=fi", {"once": new_token()})

    assert first.status_code == again.status_code == 302
    assert "ei ole auki" in words_of(other_tab)
    assert Entry.objects.filter(act="wave closed").count() == 1


def test_rows_are_laid_anew_so_that_their_order_says_nothing():
    wave = opened(group())
    phones(wave, *[says(n) for n in (1, 2, 3, 4, 5)])
    before = {(s.pk, s.key, a.code, a.value) for s in AnswerSheet.objects.all() for a in s.answers.all()}

    closed(wave)

    assert {
        (s.pk, s.key, a.code, a.value) for s in AnswerSheet.objects.all() for a in s.answers.all()
    } == before
    as_they_lie = list(AnswerSheet.objects.order_by().extra(order_by=["pk"]).values_list("pk", flat=True))
    assert as_they_lie == sorted(as_they_lie)


def test_the_night_closes_what_is_past_its_last_day_and_leaves_out_what_an_ended_process_never_asked():
    process, other = group(), group(name="Toinen ryhmä")
    wave, late = opened(process), opened(other)
    last_moment = wave.closes_at
    assert last_moment is not None

    assert close_due_waves(at=last_moment - timedelta(seconds=1)) == 0
    ended(other)
    assert close_due_waves(at=last_moment - timedelta(seconds=1)) == 3  # the open one and the two to come
    assert close_due_waves(at=last_moment) == 1
    assert close_due_waves(at=last_moment) == 0

    assert wave_of(process).closed_at == last_moment
    assert Wave.objects.get(pk=late.pk).closed_at == last_moment - timedelta(seconds=1)
    assert {(w.point, w.skip_reason) for w in other.waves.exclude(skipped_at=None)} == {
        ("t2", SkipReason.PROCESS_ENDED),
        ("t3", SkipReason.PROCESS_ENDED),
    }


def test_a_wave_is_left_out_with_a_reason_from_a_list(desk):
    process = group()
    wave = wave_of(process)

    without = desk.post(f"/waves/{wave.pk}/skipping/?lang=fi", {"once": new_token()})
    assert "Valitse yksi syistä" in words_of(without)
    desk.post(f"/waves/{wave.pk}/skipping/", {"reason": "talked_instead", "once": new_token()})

    wave = wave_of(process)
    assert (wave.now_in, wave.skip_reason) == (WaveState.SKIPPED, "talked_instead")
    with pytest.raises(NotScheduled):
        skip_wave(wave=wave, reason=SkipReason.NO_TIME, by=person("aino"), at=MORNING)


def test_an_ended_process_takes_no_act():
    process = group()
    wave = wave_of(process)
    ended(process)

    for act in (
        lambda: choose_statements(process=process, codes=CODES, by=person("aino"), at=MORNING),
        lambda: plan_waves(process=process, by=None, at=MORNING),
        lambda: open_wave(wave=wave, by=person("aino"), at=MORNING),
        lambda: skip_wave(wave=wave, reason=SkipReason.NO_TIME, by=person("aino"), at=MORNING),
        lambda: ask_at_home(wave=wave, by=person("aino"), at=MORNING),
    ):
        with pytest.raises(ProcessClosed):
            act()


def test_a_refused_opening_is_told_on_the_page(desk):
    process = group()
    opened(process)
    second = wave_of(process, "t2")

    answer = desk.post(f"/waves/{second.pk}/opening/?lang=fi", {"once": new_token()}, follow=True)

    assert "Toinen tämän prosessin arviointi on auki" in words_of(answer)
    assert wave_of(process, "t2").opened_at is None


# --- asking at home ---------------------------------------------------------------------------------------


def test_home_is_asked_once_and_reminded_once_within_the_budget():
    process = group()
    Member.objects.filter(process=process, name="Bertta S.").update(way_in="mail")
    wave = opened(process)

    assert list(ask_at_home(wave=wave, by=person("aino"), at=MORNING)) == []
    ask_at_home(wave=wave, by=person("aino"), at=MORNING + timedelta(days=2))
    with pytest.raises(AskedEnough):
        ask_at_home(wave=wave, by=person("aino"), at=MORNING + timedelta(days=3))

    asked = Ask.objects.filter(about=wave.pk)
    assert [(a.kind, a.minutes, a.in_meeting) for a in asked] == [("wave", 2, False)] * 2
    assert Letter.objects.filter(to="bertta@example.org").count() == 1  # at most one a week
    assert "arvioin" not in Letter.objects.get(to="bertta@example.org").text.lower()


def test_closing_settles_what_was_asked_with_no_time_of_its_own():
    process = group()
    wave = opened(process)
    ask_at_home(wave=wave, by=person("aino"), at=MORNING)

    closed(wave, at=MORNING + timedelta(days=1))

    assert {ask.settled_at for ask in Ask.objects.filter(about=wave.pk)} == {wave.opened_at}


def test_a_member_who_left_is_not_asked_at_home():
    process = group()
    wave = opened(process)
    Member.objects.filter(process=process, name="Bertta S.").update(left_on=MORNING.date())

    ask_at_home(wave=wave, by=person("aino"), at=MORNING + timedelta(days=1))

    assert not Ask.objects.filter(about=wave.pk).exists()


# --- what the pages tell ----------------------------------------------------------------------------------


def test_an_open_wave_counts_nothing_for_anyone(desk):
    process = group()
    wave = opened(process)
    before = desk.get(f"/waves/{wave.pk}/").content
    plan_before = desk.get(f"/processes/{process.pk}/evaluation/").content

    phones(wave, says(2), says(5))
    papers(wave, says(1))

    assert _still(desk.get(f"/waves/{wave.pk}/").content) == _still(before)
    assert _still(desk.get(f"/processes/{process.pk}/evaluation/").content) == _still(plan_before)


def _still(page: bytes) -> str:
    """The page without the words that differ each time: tokens against forgery and double sending."""
    return re.sub(r'name="(once|csrfmiddlewaretoken)" value="[^"]*"|x-csrftoken": "[^"]*"', "", page.decode())


def test_neither_the_trail_nor_the_page_tells_who_answered_what(desk):
    process = group()
    wave = opened(process)
    phones(wave, says(1), says(5), says(5), says(5), says(5), says(None))
    closed(wave)

    words = words_of(desk.get(f"/processes/{process.pk}/evaluation/", {"lang": "fi"}))
    trail = [(e.act, e.detail) for e in Entry.objects.filter(act__startswith="wave")]

    assert trail == [("wave opened", {"point": "t1"}), ("wave closed", {"point": "t1", "told": True})]
    assert "vähintään 4" in words
    assert "4,2" not in words
    assert not any(member.name in words for member in process.members.all())


def test_the_report_names_the_bias_of_asking_about_the_start_at_the_end(desk):
    process = group()
    wave = opened(process, "t3")
    phones(wave, *[says(4, 2)] * 5)
    closed(wave)

    words = words_of(desk.get(f"/waves/{wave.pk}/", {"lang": "fi"}))

    assert "Alku arvioitiin jälkikäteen" in words
    assert "eivät ole validoitu mittari" in words
    assert "Kun aloitimme enintään 2, nyt vähintään 4." in words


def test_each_state_of_a_wave_has_its_page_in_three_languages(desk):
    process = group()
    for language in ("fi", "sv", "en"):
        for point in ("t1", "t2", "t3"):
            assert desk.get(f"/waves/{wave_of(process, point).pk}/?lang={language}").status_code == 200
    wave = opened(process)
    assert wave.token in desk.get(f"/waves/{wave.pk}/").text
    skip_wave(wave=wave_of(process, "t2"), reason=SkipReason.NO_TIME, by=person("aino"), at=MORNING)
    assert "aika ei riittänyt" in words_of(desk.get(f"/waves/{wave_of(process, 't2').pk}/?lang=fi"))


def test_a_wave_past_its_last_moment_waits_for_closing(desk, monkeypatch):
    wave = opened(group())
    later = MORNING + timedelta(days=9)
    monkeypatch.setattr(timezone, "now", lambda: later)

    words = words_of(desk.get(f"/waves/{wave.pk}/?lang=fi"))

    assert "Vastausaika on päättynyt" in words
    assert wave.token not in words


def test_before_any_terms_the_page_says_when_there_will_be_waves(desk):
    process = begin(
        practice=process_of(person("aino")).practice,
        frame=_frame(),
        event=ProcessEvent.OPEN_PROCESS,
        supervisor=person("aino"),
        by=person("aino"),
        at=MORNING,
        lead_from=MORNING.date(),
    )

    words = words_of(desk.get(f"/processes/{process.pk}/evaluation/", {"lang": "fi"}))

    assert "kun ehdoista on sovittu" in words


def _frame():
    return Frame(name="Uusi ryhmä", form="group")


def test_figures_read_in_the_readers_language():
    process = group()
    wave = opened(process)
    phones(wave, *[says(1)] * 5)
    closed(wave)

    with translation.override("fi"):
        assert figures_of(process, language="sv")[0].now_words == "högst 2"
        assert figures_of(process, language="en")[0].now_words == "at most 2"
    assert Answer.objects.count() == 15


@pytest.mark.parametrize("asked_first", [True, False])
def test_whoever_has_answered_is_asked_at_home_like_the_others(asked_first):
    wave = opened(group())
    for number, name in enumerate(SIX):
        one = wave.process.members.get(name=name)
        one.person, one.way_in = Person.objects.create(name=name, email=f"{number}@example.org"), WayIn.MAIL
        one.save()
    if asked_first:
        ask_at_home(wave=wave, by=person("aino"), at=MORNING)
    for name in SIX[:3]:
        member = wave.process.members.get(name=name)
        answer_as_member(wave=wave, member=member, answers=says(4), at=MORNING)
    if not asked_first:
        ask_at_home(wave=wave, by=person("aino"), at=MORNING)
    closed(wave, at=MORNING + timedelta(days=2))

    asked = Ask.objects.filter(about=wave.pk)
    assert sorted(asked.values_list("member__name", flat=True)) == sorted(SIX)
    assert (
        asked.values("asked_at", "settled_at", "mail_wanted", "mailed_at", "minutes").distinct().count() == 1
    )
    assert Letter.objects.filter(kind="something waits", to__endswith="@example.org").count() == len(SIX)
