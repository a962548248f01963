"""The recommendation is recorded as chosen, frozen with its rules, and given to an offer without M08."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.cast import person, solo_practice
from tests.mapping.conversation_cast import TEAM, browser_of, mapped_process, phone_link, tell, voice_links
from tuokio.kit.clock import now
from tuokio.mapping.conversing import MappingClosed, close_voices, enter_voices
from tuokio.mapping.keeping import let_mapping_answers_go, mapping_answers_due
from tuokio.mapping.models import MappingConversation, RecordedRecommendation, SafetyAnswer
from tuokio.mapping.parts import flags, on_commissioners_page, on_phone_home, on_process_page
from tuokio.mapping.recommended import Recommended, recommended_for
from tuokio.mapping.recording import (
    AnswersChanged,
    Chosen,
    ReasonMissing,
    StopFirst,
    advice_of,
    as_proposed,
    record_recommendation,
    reopen_mapping,
    seen_now,
)
from tuokio.supervision.models import Process, ProcessClosed
from tuokio.supervision.usecases import move_process, start_on_paper
from tuokio.terms.conversation_words import OtherwiseReason
from tuokio.terms.words import FormOfWork, PaperKind, ProcessEvent, ProcessState

pytestmark = pytest.mark.django_db
GROUP, INDIVIDUAL = FormOfWork.GROUP, FormOfWork.INDIVIDUAL


def conversation(process: Process) -> MappingConversation:
    return MappingConversation.objects.get(process=process)


def record(process: Process, chosen: Chosen | None = None, seen: str = "") -> RecordedRecommendation:
    advice = advice_of(conversation(process))
    assert advice.proposal.form or chosen
    chosen = chosen or as_proposed(advice, advice.proposal.form or GROUP)
    return record_recommendation(process=process, chosen=chosen, seen=seen, by=person("aino"), at=now())


def team(**fields: Any) -> Process:
    process = mapped_process(**fields)
    tell(process, TEAM)
    return process


def low_voices(process: Process) -> None:
    enter_voices(process=process, values=[1, 4], by=person("aino"), at=now())
    close_voices(process=process, by=person("aino"), at=now())


def page_of(process: Process) -> str:
    return f"/processes/{process.pk}/recommendation/"


def test_what_is_proposed_is_recorded_and_the_process_is_recommended():
    process = team()

    recorded = record(process)
    process.refresh_from_db()

    assert process.state == ProcessState.RECOMMENDED
    assert (recorded.rules, recorded.form, recorded.composition) == (
        "mapping-1",
        "group",
        "same_team_same_work",
    )
    assert (recorded.minutes, recorded.meetings, recorded.interval_weeks) == (120, 10, 4)
    assert (recorded.because, recorded.why) == ("", "")
    assert recorded.result["form"] == "group"
    assert recorded.answers["persons"] == 6
    assert not {"voice", "health", "harassment"} & set(recorded.answers)
    assert recorded.by == person("aino")


def test_an_offer_begins_with_what_was_recorded():
    process = team()

    before = recommended_for(process)
    record(process)

    assert before is None
    assert recommended_for(process) == Recommended(
        form="group",
        composition="same_team_same_work",
        minutes=120,
        meetings=10,
        interval_weeks=4,
        evaluate_at=(1, 5, 10),
        first_goals=("Vaikeat tilanteet puhutaan läpi", "Työnjako on selvä"),
        payer="employer",
        most_sessions=20,
    )


def test_otherwise_needs_a_reason_and_keeps_it():
    process = team()
    own = Chosen(form=INDIVIDUAL, composition="", minutes=45, meetings=5, interval_weeks=2)

    with pytest.raises(ReasonMissing):
        record(process, own)
    recorded = record(process, replace(own, because=OtherwiseReason.PRACTICAL, why="Vuorot eivät kohtaa"))

    assert (recorded.because, recorded.why) == ("practical", "Vuorot eivät kohtaa")
    assert recorded.result["form"] == "group"
    assert recommended_for(process).evaluate_at == (1, 3, 5)


def test_a_reason_for_what_was_proposed_is_no_reason():
    process = team()
    chosen = as_proposed(advice_of(conversation(process)), GROUP)

    recorded = record(process, replace(chosen, because=OtherwiseReason.MONEY, why="Sama"))

    assert (recorded.because, recorded.why) == ("", "")


def test_on_the_page_otherwise_without_a_reason_is_told_and_what_was_chosen_stays():
    process, aino = team(), browser_of("aino")
    sent = {"form": "pair", "composition": "", "minutes": "60", "meetings": "7", "interval_weeks": "3"}

    page = aino.post(page_of(process), sent)
    aino.post(page_of(process), sent | {"because": "experience", "why": "Aloitetaan pienesti"})

    assert "Valitse syy" in page.text
    assert 'value="7"' in page.text
    assert RecordedRecommendation.objects.get().meetings == 7
    assert "Aloitetaan pienesti" in aino.get(page_of(process)).text


def test_recorded_twice_is_once():
    process, aino = team(), browser_of("aino")
    sent = {
        "form": "group",
        "composition": "same_team_same_work",
        "minutes": "120",
        "meetings": "10",
        "interval_weeks": "4",
    }

    first = aino.post(page_of(process), sent | {"once": "abcdefghijklmnop1234"})
    again = aino.post(page_of(process), sent | {"once": "abcdefghijklmnop1234"})
    other_tab = aino.post(page_of(process), sent | {"once": "abcdefghijklmnop5678"})

    assert first.headers["location"] == again.headers["location"] == page_of(process)
    assert other_tab.status_code == 200
    assert RecordedRecommendation.objects.count() == 1


def test_answers_that_changed_meanwhile_are_looked_at_first():
    process = team()
    seen = seen_now(conversation(process))
    tell(process, {"attending": 2, "concerned": 2})

    with pytest.raises(AnswersChanged):
        record(process, seen=seen)
    record(process, seen=seen_now(conversation(process)))

    assert RecordedRecommendation.objects.count() == 1


def test_with_something_to_be_seen_to_first_no_form_is_recorded():
    process = team()
    tell(process, {"dispute": "referred"})
    own = Chosen(
        form=GROUP,
        composition="",
        minutes=75,
        meetings=5,
        interval_weeks=3,
        because=OtherwiseReason.EXPERIENCE,
    )

    with pytest.raises(StopFirst):
        record(process, own)

    assert not RecordedRecommendation.objects.exists()


def test_reopening_keeps_the_answers_and_what_was_recorded_and_the_newest_counts():
    process, aino = team(), browser_of("aino")
    record(process)

    aino.post(f"/processes/{process.pk}/mapping/reopening/")
    tell(process, {"max_minutes": 75})
    record(process)

    assert [one.minutes for one in RecordedRecommendation.objects.all()] == [75, 120]
    assert recommended_for(process).minutes == 75
    assert conversation(process).answers["themes"] == TEAM["themes"]


def test_an_ended_process_records_nothing():
    process = team()
    advice = advice_of(conversation(process))
    move_process(process=process, event=ProcessEvent.DECLINE, by=person("aino"), at=now())

    with pytest.raises(ProcessClosed):
        record(process, as_proposed(advice, GROUP))
    with pytest.raises(ProcessClosed):
        reopen_mapping(process=process, by=person("aino"), at=now())


def test_what_is_not_recommended_cannot_be_reopened():
    process = team()

    with pytest.raises(MappingClosed):
        reopen_mapping(process=process, by=person("aino"), at=now())


def test_safety_moves_what_the_supervisor_sees_and_not_the_proposal_that_leads_outside():
    process, aino = team(), browser_of("aino")
    tell(process, {"themes": ["own_role", "emotional_load"], "private": 3})
    before = advice_of(conversation(process))
    low_voices(process)

    advice = advice_of(conversation(process))
    page = aino.get(page_of(process)).text
    recorded = record(process)

    assert advice.proposal == before.proposal
    assert advice.voiced is not None
    assert advice.voiced.scores != advice.proposal.scores
    assert "Tätä kohtaa ei näytetä muille missään muodossa" in page
    assert recorded.voice == 1
    assert recorded.voiced_result == advice.voiced.as_json()
    assert recorded.result == advice.proposal.as_json()


def test_not_asked_is_shown_with_what_is_assumed():
    process = mapped_process()
    tell(process, {"themes": ["change"], "attending": 4})

    page = browser_of("aino").get(page_of(process)).text

    assert "ei kysytty" in browser_of("aino").get(f"/processes/{process.pk}/mapping/").text
    assert "Oletus:" in page


def test_the_process_page_has_a_card_while_it_is_open_and_after_it_is_recorded():
    process = team()
    at = now()

    def card() -> tuple[str, str]:
        found = Process.objects.annotate(**flags()).get(pk=process.pk)
        (part,) = on_process_page(found, at=at)
        return part.content.told, part.content.href  # type: ignore[attr-defined]  # a MappingCard

    asked = card()
    record(process)

    assert asked == ("kysytty 14/22", f"/processes/{process.pk}/mapping/")
    assert card() == ("Ryhmätyönohjaus: 120 min, 10 kertaa, 4 viikon välein", page_of(process))


def test_commissioner_and_supervisees_are_shown_nothing_of_it():
    process = team()
    record(process)
    contact = process.payer.contact_persons.get()  # type: ignore[union-attr]  # it has one

    assert list(on_commissioners_page(contact, at=now())) == []
    assert list(on_phone_home(person("bertta"), at=now())) == []


# --- how long it is kept ------------------------------------------------------------------------------------


def test_answers_go_after_the_agreement_and_the_recommendation_stays_without_what_safety_moved(client):
    process = team()
    low_voices(process)
    record(process)
    agreed = now() - timedelta(days=1)
    Process.objects.filter(pk=process.pk).update(state=ProcessState.RECOMMENDED)
    start_on_paper(
        process=process,
        agreed=_agreed(),
        kind=PaperKind.NONE,
        by=person("aino"),
        at=agreed,
    )
    practice = solo_practice()

    early = list(mapping_answers_due(practice, agreed - timedelta(seconds=1)))
    due = list(mapping_answers_due(practice, now()))
    let_mapping_answers_go(due, now())
    let_mapping_answers_go(due, now())
    recorded = RecordedRecommendation.objects.get()

    assert early == []
    assert [one.process_id for one in due] == [process.pk]
    assert list(mapping_answers_due(practice, now())) == []
    kept = conversation(process)
    assert (kept.answers, kept.said, kept.talked_about) == ({}, {}, [])
    assert not SafetyAnswer.objects.exists()
    assert (recorded.answers, recorded.voice, recorded.voiced_result) == ({}, None, None)
    assert recorded.result["reasons"]
    assert "R4" not in str(recorded.result)
    assert recommended_for(process).form == "group"


def _agreed():
    from tuokio.supervision.usecases import Agreed

    return Agreed(minutes=120, planned=10, starts_on=now().date())


def test_a_declined_mapping_goes_too_and_an_open_one_stays():
    open_one, declined = team(), team(name="Toinen")
    voice_links(declined, 2)
    phone_link(declined)
    move_process(process=declined, event=ProcessEvent.DECLINE, by=person("aino"), at=now())

    due = list(mapping_answers_due(solo_practice(), now() + timedelta(days=1)))
    let_mapping_answers_go(due, now())

    assert [one.process_id for one in due] == [declined.pk]
    assert conversation(open_one).answers == TEAM
    assert conversation(declined).alone_links.count() == conversation(declined).safety_links.count() == 0
