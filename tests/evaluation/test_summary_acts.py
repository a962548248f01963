"""A summary on its way: written, agreed to by the group, given, talked about, or asked back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

import pytest

from tests.cast import MORNING, person, terms_of
from tests.evaluation.summary_cast import (
    LATER,
    OVER,
    PARTS,
    all_say,
    count,
    given,
    group,
    in_group,
    member,
    say,
    summary_of,
)
from tuokio.audit.models import Entry
from tuokio.evaluation.domain.summaries import WrongTurn, fingerprint
from tuokio.evaluation.keeping_summaries import let_summaries_go, let_summaries_of_go, ungiven_due
from tuokio.evaluation.models import Summary, SummaryVoice
from tuokio.evaluation.usecases import summaries as acts
from tuokio.evaluation.usecases.summary_content import meetings_of
from tuokio.kit.models import Letter
from tuokio.meetings.usecases.one_meeting import hold_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.people.usecases import own_data
from tuokio.supervision.models import Ask, ProcessClosed
from tuokio.supervision.usecases import add_member, change_frame, member_leaves
from tuokio.terms.summary_words import GroupWord, Recommendation, ReturnReason, SummaryState

pytestmark = pytest.mark.django_db
OK, CHANGE, BLOCK = GroupWord.OK, GroupWord.CHANGE, GroupWord.BLOCK


def state_of(process) -> str:
    return summary_of(process).state


def test_the_group_gets_the_text_frozen_and_one_request_each():
    process = group()
    summary = in_group(process)

    assert summary.state == SummaryState.IN_GROUP
    assert summary.fingerprint == fingerprint(summary.content)
    assert summary.deadline_at == datetime(2026, 12, 1, 22, tzinfo=UTC)
    assert summary.voices.count() == 3
    assert {ask.minutes for ask in Ask.objects.all()} == {3}
    assert Ask.objects.count() == 3


def test_a_later_meeting_does_not_change_what_the_group_reads():
    process = group()
    before = in_group(process).content
    process.name = "Muu nimi"
    process.save()

    assert summary_of(process).content == before


def test_all_yes_decides_it_at_once():
    process = group()
    in_group(process)

    all_say(process)

    assert state_of(process) == SummaryState.APPROVED


def test_a_block_is_not_seen_before_the_last_one_has_answered():
    process = group()
    in_group(process)

    say(process, "Bertta S.", BLOCK)
    say(process, "Henna", OK)
    assert state_of(process) == SummaryState.IN_GROUP
    say(process, "T. K.", OK)

    assert state_of(process) == SummaryState.RETURNED
    assert summary_of(process).return_reason == ReturnReason.GROUP


def test_a_word_can_be_changed_until_the_end():
    process = group()
    in_group(process)

    say(process, "Bertta S.", BLOCK)
    say(process, "Bertta S.", OK)
    say(process, "Henna", OK)
    say(process, "T. K.", OK)

    assert state_of(process) == SummaryState.APPROVED


@pytest.mark.parametrize(("word", "state"), [(BLOCK, SummaryState.RETURNED), (OK, SummaryState.APPROVED)])
def test_a_word_in_the_last_second_of_the_last_day_counts(word, state):
    process = group()
    deadline = in_group(process).deadline_at

    say(process, "Bertta S.", word, at=deadline - timedelta(seconds=1))

    assert summary_of(process).stands(deadline - timedelta(seconds=1)) == SummaryState.IN_GROUP
    assert summary_of(process).stands(deadline) == state
    assert acts.close_due_summaries(deadline) == 1
    assert state_of(process) == state


def test_a_word_after_the_last_day_is_refused_and_changes_nothing():
    process = group()
    deadline = in_group(process).deadline_at

    with pytest.raises(acts.AnsweringOver):
        say(process, "Bertta S.", BLOCK, at=deadline)

    acts.close_due_summaries(deadline)
    assert state_of(process) == SummaryState.APPROVED


def test_though_the_night_never_comes_the_clock_decides():
    process = group()
    in_group(process)
    say(process, "Henna", BLOCK)

    assert summary_of(process).stands(OVER) == SummaryState.RETURNED
    with pytest.raises(WrongTurn):
        acts.give_summary(process=process, by=person("aino"), at=OVER)


def test_the_night_may_come_twice():
    process = group()
    in_group(process)

    assert (acts.close_due_summaries(OVER), acts.close_due_summaries(OVER)) == (1, 0)
    assert summary_of(process).changes.count() == 3


def test_when_it_is_decided_no_word_and_no_count_is_left():
    process = group()
    in_group(process)
    count(process, ok=2, block=1, at=LATER)

    assert state_of(process) == SummaryState.RETURNED
    assert SummaryVoice.objects.count() == 0
    assert summary_of(process).slips is None
    assert Ask.objects.filter(settled_at=None).count() == 0


def test_while_it_is_open_no_row_puts_a_member_or_a_time_beside_a_word():
    process = group()
    in_group(process)
    say(process, "Bertta S.", BLOCK)

    names = {field.name for field in SummaryVoice._meta.get_fields()}
    assert names == {"id", "summary", "key", "word"}
    bertta = member(process, "Bertta S.")
    voice = SummaryVoice.objects.get(word=BLOCK)
    assert str(bertta.pk) not in f"{voice.pk}{voice.key}"
    assert str(bertta.person_id) not in f"{voice.pk}{voice.key}"
    assert Ask.objects.exclude(settled_at=None).count() == 0


def test_the_audit_tells_nothing_of_words(settings):
    told = {}
    for word in (OK, BLOCK):
        process = group(name=f"Ryhmä {word}")
        in_group(process)
        before = Entry.objects.count()
        say(process, "Bertta S.", word)
        told[word] = Entry.objects.count() - before
        say(process, "Henna", OK)
        say(process, "T. K.", OK)

    assert told == {OK: 0, BLOCK: 0}
    decided = Entry.objects.filter(act="summary decided")
    assert {entry.by_id for entry in decided} == {None}
    assert {frozenset(entry.detail) for entry in decided} == {frozenset({"state"})}


def test_without_a_phone_silence_is_no_yes():
    process = group(phones=("Bertta S.", "Henna"))
    in_group(process)
    say(process, "Bertta S.", OK)
    say(process, "Henna", OK)

    acts.close_due_summaries(OVER)

    assert state_of(process) == SummaryState.RETURNED
    assert summary_of(process).return_reason == ReturnReason.SLIPS_MISSING


def test_slips_of_everyone_decide_it():
    process = group(phones=("Bertta S.",))
    in_group(process)

    count(process, ok=3)

    assert state_of(process) == SummaryState.APPROVED


def test_slips_of_some_and_a_word_on_a_phone_decide_it_at_the_end():
    process = group("Bertta S.", "Henna", "T. K.", "V. L.", phones=("Bertta S.",))
    in_group(process)
    say(process, "Bertta S.", OK)
    count(process, ok=3)
    assert state_of(process) == SummaryState.IN_GROUP

    acts.close_due_summaries(OVER)

    assert state_of(process) == SummaryState.APPROVED


def test_a_second_count_replaces_the_first():
    process = group("Bertta S.", "Henna", "T. K.", "V. L.")
    in_group(process)

    count(process, ok=2, block=1)
    count(process, ok=3)
    acts.close_due_summaries(OVER)

    assert state_of(process) == SummaryState.APPROVED


def test_two_slips_would_tell_whose_they_are():
    process = group()
    in_group(process)

    with pytest.raises(acts.TooFewSlips) as refusal:
        count(process, ok=1, block=1)
    assert refusal.value.least == 3
    with pytest.raises(acts.TooManySlips):
        count(process, ok=4)
    assert summary_of(process).slips is None


def test_one_person_approves_alone():
    process = group("Bertta S.")
    in_group(process)

    say(process, "Bertta S.", OK)

    assert state_of(process) == SummaryState.APPROVED


def test_who_joins_later_is_not_asked():
    process = group()
    in_group(process)
    add_member(process=process, name="V. L.", joined_on=LATER.date(), by=person("aino"), at=LATER)

    with pytest.raises(acts.NotAsked):
        say(process, "V. L.", BLOCK)
    all_but_new = ("Bertta S.", "Henna", "T. K.")
    for name in all_but_new:
        say(process, name, OK)

    assert state_of(process) == SummaryState.APPROVED


@pytest.mark.parametrize(("word", "state"), [(OK, SummaryState.APPROVED), (BLOCK, SummaryState.RETURNED)])
def test_who_leaves_takes_no_word_along(word, state):
    process = group()
    in_group(process)
    say(process, "Bertta S.", word)
    member_leaves(member=member(process, "Bertta S."), left_on=LATER.date(), by=None, at=LATER)
    say(process, "Henna", OK)
    say(process, "T. K.", OK)

    assert state_of(process) == state


def test_who_leaves_without_a_word_is_not_waited_for():
    process = group()
    in_group(process)
    member_leaves(member=member(process, "Bertta S."), left_on=LATER.date(), by=None, at=LATER)
    say(process, "Henna", OK)
    say(process, "T. K.", OK)

    assert state_of(process) == SummaryState.APPROVED


def test_a_word_about_another_text_is_not_taken():
    process = group()
    old = in_group(process)
    acts.take_back(process=process, by=person("aino"), at=LATER)
    changed = acts.Parts(
        period_from=date(2026, 9, 1), period_until=date(2026, 11, 24), recommendation=Recommendation.CONTINUE
    )
    acts.draft_summary(process=process, parts=changed, by=person("aino"), at=LATER)
    acts.send_to_group(process=process, in_meeting=True, by=person("aino"), at=LATER)

    with pytest.raises(acts.TextChanged):
        acts.say_word(summary=old, member=member(process, "Henna"), word=OK, seen=old.fingerprint, at=LATER)


def test_what_was_said_of_a_text_that_was_taken_back_is_gone_unread():
    process = group()
    in_group(process)
    say(process, "Bertta S.", BLOCK)

    acts.take_back(process=process, by=person("aino"), at=LATER)

    summary = summary_of(process)
    assert (summary.state, summary.content, summary.fingerprint) == (SummaryState.DRAFT, None, "")
    assert SummaryVoice.objects.count() == 0
    assert summary.return_reason == ""


def test_given_with_paper_fingerprint_and_date_in_the_commissioners_language():
    process = group()
    process.payer.language = "sv"
    process.payer.save()

    summary = given(process)

    assert summary.state == SummaryState.GIVEN
    assert summary.given_at == LATER
    assert summary.language == "sv"
    assert bytes(summary.pdf).startswith(b"%PDF-")
    assert summary.pdf_fingerprint == sha256(bytes(summary.pdf)).hexdigest()


def test_the_mail_says_that_a_page_waits_not_what():
    process = group()
    Letter.objects.all().delete()

    given(process)

    (letter,) = Letter.objects.filter(to="kaarlo@example.org")
    for word in ("yhteenve", "summary", "Auringon", "ryhm"):
        assert word not in (letter.subject + letter.text).lower()


def test_when_the_contact_person_has_gone_the_others_of_the_payer_are_told():
    process = group()
    kaarlo = process.contact_person
    kaarlo.ended_on = MORNING.date()
    kaarlo.save()
    process.payer.contact_persons.create(practice=process.practice, name="Uusi", email="uusi@example.org")
    Letter.objects.all().delete()

    given(process)

    assert {letter.to for letter in Letter.objects.filter(kind="commissioner's door")} == {"uusi@example.org"}


def test_it_is_given_once_though_sent_twice():
    process = group()
    given(process)

    with pytest.raises(WrongTurn):
        acts.give_summary(process=process, by=person("aino"), at=LATER)

    assert Letter.objects.filter(kind="commissioner's door").count() == 1


@pytest.mark.parametrize("word", [BLOCK, CHANGE])
def test_what_came_back_cannot_be_given(word):
    process = group()
    in_group(process)
    all_say(process, word)

    with pytest.raises(WrongTurn):
        acts.give_summary(process=process, by=person("aino"), at=LATER)


def test_talked_about_and_asked_back():
    process = group()
    given(process)

    acts.mark_discussed(process=process, on=date(2026, 12, 3), by=person("aino"), at=OVER)
    assert (state_of(process), summary_of(process).discussed_on) == (
        SummaryState.DISCUSSED,
        date(2026, 12, 3),
    )
    acts.ask_back(process=process, by=person("aino"), at=OVER)
    assert (state_of(process), summary_of(process).asked_back_at) == (SummaryState.ASKED_BACK, OVER)
    with pytest.raises(WrongTurn):
        acts.ask_back(process=process, by=person("aino"), at=OVER)


def test_nothing_to_give_is_recorded_with_or_without_a_draft():
    for name, drafted in (("a", False), ("b", True)):
        process = group(name=name)
        if drafted:
            acts.draft_summary(process=process, parts=PARTS, by=person("aino"), at=MORNING)
        acts.give_nothing(process=process, by=person("aino"), at=MORNING)
        assert (state_of(process), process.summaries.count()) == (SummaryState.NOTHING_GIVEN, 1)


def test_while_the_group_decides_nothing_can_be_slipped_past_it():
    process = group()
    in_group(process)
    aino = person("aino")

    with pytest.raises(WrongTurn):
        acts.draft_summary(process=process, parts=PARTS, by=aino, at=LATER)
    with pytest.raises(WrongTurn):
        acts.give_nothing(process=process, by=aino, at=LATER)
    with pytest.raises(WrongTurn):
        acts.send_to_group(process=process, in_meeting=False, by=aino, at=LATER)
    with pytest.raises(WrongTurn):
        acts.give_summary(process=process, by=aino, at=LATER)
    assert SummaryVoice.objects.count() == 3


def test_after_one_was_given_another_can_be_written():
    process = group()
    given(process)

    acts.draft_summary(process=process, parts=PARTS, by=person("aino"), at=OVER)

    assert list(process.summaries.order_by("number").values_list("number", "state")) == [
        (1, SummaryState.GIVEN),
        (2, SummaryState.DRAFT),
    ]


def test_nobody_to_ask_and_nobody_to_give_it_to():
    lonely = group(name="Tyhjä")
    lonely.members.all().delete()
    acts.draft_summary(process=lonely, parts=PARTS, by=person("aino"), at=MORNING)
    with pytest.raises(acts.NobodyToAsk):
        acts.send_to_group(process=lonely, in_meeting=False, by=person("aino"), at=MORNING)
    unpaid = group(name="Maksaja puuttuu")
    unpaid.payer = unpaid.contact_person = None
    unpaid.save()
    acts.draft_summary(process=unpaid, parts=PARTS, by=person("aino"), at=MORNING)
    with pytest.raises(acts.NoCommissioner):
        acts.send_to_group(process=unpaid, in_meeting=False, by=person("aino"), at=MORNING)


def test_an_ended_process_takes_no_word_but_a_given_text_can_still_be_asked_back():
    process = group()
    given(process)
    process.state = "closed"
    process.save()
    acts.ask_back(process=process, by=person("aino"), at=OVER)
    assert state_of(process) == SummaryState.ASKED_BACK

    other = group(name="Toinen")
    in_group(other)
    other.state = "closed"
    other.save()
    with pytest.raises(ProcessClosed):
        say(other, "Bertta S.", BLOCK)
    with pytest.raises(ProcessClosed):
        acts.give_nothing(process=other, by=person("aino"), at=LATER)


def test_whoever_was_asked_too_often_is_left_for_the_room():
    process = group()
    bertta = member(process, "Bertta S.")
    for _ in range(6):
        Ask.objects.create(member=bertta, kind="wave", about=bertta.pk, minutes=1, asked_at=MORNING)
    acts.draft_summary(process=process, parts=PARTS, by=person("aino"), at=MORNING)

    in_room = acts.send_to_group(process=process, in_meeting=False, by=person("aino"), at=MORNING)

    assert in_room == [bertta]
    assert summary_of(process).voices.count() == 3


def test_the_counts_are_those_of_the_period():
    process = group()
    terms = process.current_term
    rhythm = Rhythm(first_on=date(2026, 9, 1), at_time=time(13), count=4, every_weeks=3, minutes=75)
    meetings = plan_series(process=process, term=terms, rhythm=rhythm, by=person("aino"), at=MORNING).meetings
    everyone = [one.pk for one in process.members.all()]
    for meeting in list(meetings)[:3]:
        hold_meeting(meeting=meeting, present=everyone[:2], by=person("aino"), at=MORNING)

    whole = meetings_of(process, date(2026, 8, 1), date(2026, 11, 24))
    part = meetings_of(process, date(2026, 9, 2), date(2026, 10, 1))

    assert (whole.held, whole.planned, whole.there, whole.marked) == (3, 10, 6, 9)
    assert (part.held, part.there, part.marked) == (1, 2, 3)


def test_meetings_held_before_moving_in_are_counted_with_their_whole_term():
    process = group()
    terms_of(process, held_before=4, planned=8, starts_on=date(2026, 10, 1))

    assert meetings_of(process, date(2026, 8, 1), date(2026, 11, 24)).held == 4
    assert meetings_of(process, date(2026, 10, 15), date(2026, 11, 24)).held == 0


def test_own_data_holds_the_own_word_and_nobody_elses_and_only_while_it_is_open():
    process = group()
    in_group(process)
    say(process, "Bertta S.", BLOCK)
    say(process, "Henna", OK)

    assert own_data(person("bertta"))["summaries"] == [{"process": process.name, "word": "block"}]
    assert own_data(person("henna"))["summaries"] == [{"process": process.name, "word": "ok"}]
    say(process, "T. K.", OK)
    assert own_data(person("bertta"))["summaries"] == []


def test_what_was_never_given_goes_before_what_was():
    ungiven, kept = group(name="a"), group(name="b")
    in_group(ungiven)
    given(kept)
    for process in (ungiven, kept):
        process.state, process.state_since = "closed", MORNING
        process.save()
    practice = kept.practice

    assert not ungiven_due(practice, MORNING).exists()
    assert [one.process for one in ungiven_due(practice, LATER)] == [ungiven]
    let_summaries_go(list(ungiven_due(practice, LATER)), LATER)
    assert [one.process for one in Summary.objects.all()] == [kept]
    assert [one.process for one in Summary.objects.all()] == [kept]
    for _again in range(2):
        let_summaries_of_go([kept], LATER)
    assert not Summary.objects.exists()


def test_a_payer_that_changes_in_between_gets_what_the_group_read():
    process = group()
    summary = in_group(process)
    all_say(process)
    from tuokio.supervision.usecases import Frame as ProcessFrame

    change_frame(
        process=process,
        frame=ProcessFrame(
            name="Uusi nimi", form=process.form, payer=process.payer, contact_person=process.contact_person
        ),
        by=person("aino"),
        at=LATER,
    )

    acts.give_summary(process=process, by=person("aino"), at=LATER)

    assert summary_of(process).content == summary.content


def test_the_rows_do_not_tell_who_was_the_last_to_say_something():
    process = group()
    summary = in_group(process)
    before = set(summary.voices.values_list("pk", flat=True))
    say(process, "Bertta S.", GroupWord.CHANGE)
    after = set(summary.voices.values_list("pk", flat=True))
    assert len(after) == len(before)
    assert before.isdisjoint(after)  # all laid anew, so that no row is the newest
