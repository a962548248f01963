"""Finding a date together, act by act: times are held, answers taken, one choice frees all the rest."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connections

from tests.booking.poll_cast import LAST_DAY, STARTS, asked, poll_of, says, times
from tests.cast import MORNING, person, process_of
from tuokio.audit.models import Entry
from tuokio.booking.keeping_polls import KEPT, let_old_answers_go, let_polls_go
from tuokio.booking.models import Poll, PollAnswer, PollMember
from tuokio.booking.refusals_polls import (
    REFUSED,
    AnotherIsOpen,
    AskedEnough,
    LinkClosed,
    NobodyToAsk,
    NoMoreChosen,
    NothingToAsk,
    PollClosed,
    TimeTooEarly,
    sentence,
)
from tuokio.booking.usecases.poll_answers import answer_poll, opened_by, said_by
from tuokio.booking.usecases.poll_decision import choose_times, proposal_of, voices_of
from tuokio.booking.usecases.polls import (
    close_due_polls,
    close_poll,
    make_links,
    remind,
    times_to_ask,
)
from tuokio.kit.clock import HELSINKI
from tuokio.kit.models import Letter
from tuokio.meetings.models import BookingRules, Meeting, Occupancy
from tuokio.meetings.usecases.occupying import Taken, hold
from tuokio.meetings.usecases.planning import NotMeetingNow, add_meeting
from tuokio.people.signals import own_data_asked
from tuokio.supervision.models import Ask, Process, ProcessClosed
from tuokio.supervision.usecases import move_process
from tuokio.terms.poll_words import PollEnd, Said
from tuokio.terms.words import ProcessEvent, WayIn

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=1)
AFTER_THE_LAST_DAY = datetime(2026, 12, 2, 8, tzinfo=UTC)


def held() -> int:
    return Occupancy.objects.exclude(hold=None).count()


def local_of(moment: datetime) -> datetime:
    return moment.astimezone(HELSINKI)


def choose(poll: Poll, *numbers: int, go_on: bool = False, at: datetime = LATER) -> list[Meeting]:
    chosen = [times(poll)[number].pk for number in numbers]
    return choose_times(poll=poll, times=chosen, go_on=go_on, by=person("aino"), at=at)


# --- asking -------------------------------------------------------------------------------------------------


def test_each_time_is_held_so_that_nobody_books_over_it():
    poll = poll_of()

    assert held() == 3
    assert len({time.hold for time in times(poll)}) == 3
    with pytest.raises(Taken):
        hold(supervisor=person("aino").pk, starts_at=STARTS[1], minutes=45, until=LATER, at=MORNING)
    local = local_of(STARTS[0])
    with pytest.raises(Taken):
        add_meeting(
            process=poll.process, on=local.date(), at_time=local.time(), by=person("aino"), at=MORNING
        )


def test_a_time_that_is_taken_meanwhile_refuses_the_whole_asking():
    process = process_of(person("aino"))
    hold(supervisor=person("aino").pk, starts_at=STARTS[2], minutes=75, until=LATER, at=MORNING)

    with pytest.raises(Taken):
        poll_of(process)

    assert not Poll.objects.exists()
    assert held() == 1


def test_one_date_is_sought_at_a_time():
    poll = poll_of()

    with pytest.raises(AnotherIsOpen):
        poll_of(poll.process, starts=[STARTS[0] + timedelta(days=7)])


@pytest.mark.parametrize(
    ("starts", "last_day", "refusal"),
    [
        ([], LAST_DAY, NothingToAsk),
        ([STARTS[0] + timedelta(hours=2 * step) for step in range(13)], LAST_DAY, NothingToAsk),
        (STARTS, STARTS[0].date(), TimeTooEarly),
        (STARTS, MORNING.date() - timedelta(days=1), TimeTooEarly),
    ],
)
def test_what_cannot_be_asked(starts, last_day, refusal):
    with pytest.raises(refusal):
        poll_of(starts=starts, last_day=last_day)


def test_nobody_is_asked_where_nobody_is_named():
    with pytest.raises(NobodyToAsk):
        poll_of(process_of(person("aino"), member_names=()))


def test_a_paused_process_looks_for_no_date():
    process = process_of(person("aino"))
    move_process(process=process, event=ProcessEvent.PAUSE, by=person("aino"), at=MORNING)

    with pytest.raises(NotMeetingNow):
        poll_of(process)


def test_whoever_has_a_way_in_is_asked_through_the_one_place_that_counts_and_the_mail_says_nothing():
    process = process_of(person("aino"))
    process.members.filter(name="Bertta S.").update(way_in=WayIn.MAIL)
    poll = poll_of(process)

    request = Ask.objects.get()
    assert (request.kind, request.about, request.member.name, request.minutes) == (
        "dates",
        poll.pk,
        "Bertta S.",
        2,
    )
    letter = Letter.objects.get(to="bertta@example.org")
    assert letter.kind == "something waits"
    assert process.name not in letter.text
    assert "/d/" not in letter.text


def test_the_proposed_times_are_free_within_the_terms_and_after_the_last_day():
    aino = person("aino")
    process = process_of(aino, ends_on=date(2027, 1, 8))
    found = times_to_ask(process=process, supervisor=aino, last_day=LAST_DAY, at=MORNING)

    assert 1 <= len(found) <= 12
    assert found[0].local.date() > LAST_DAY + timedelta(days=3)
    assert found[-1].local.date() <= date(2027, 1, 8)
    assert {one.local.weekday() for one in found} <= {0, 1, 2, 3, 4}
    assert date(2026, 12, 25) not in {one.local.date() for one in found}

    poll_of(process, starts=[one.starts_at for one in found])
    assert held() == len(found)


def test_own_hours_bound_the_proposed_times():
    aino = person("aino")
    process = process_of(aino)
    rules = BookingRules.objects.create(supervisor=aino, practice=process.practice)
    rules.weekly.create(weekday=2, from_time="09:00", until_time="12:00")
    found = times_to_ask(process=process, supervisor=aino, last_day=LAST_DAY, at=MORNING)

    assert found
    assert {one.local.weekday() for one in found} == {1}
    assert {9 <= one.local.hour < 11 for one in found} == {True}


# --- answering ----------------------------------------------------------------------------------------------


def test_an_answer_can_be_changed_until_the_last_day_is_over_and_no_longer():
    poll = poll_of()
    says(poll, "Bertta S.", "ymn")
    says(poll, "Bertta S.", "nny", at=datetime(2026, 12, 1, 21, 59, tzinfo=UTC))

    assert list(said_by(asked(poll)).values()) == [Said.NO, Said.NO, Said.YES]
    with pytest.raises(PollClosed):
        says(poll, "Bertta S.", "yyy", at=datetime(2026, 12, 1, 22, 0, tzinfo=UTC))
    assert PollAnswer.objects.filter(said=Said.YES).count() == 1


def test_an_answer_settles_what_was_asked():
    process = process_of(person("aino"))
    process.members.filter(name="Bertta S.").update(way_in=WayIn.MAIL)
    poll = poll_of(process)
    says(poll, "Bertta S.", "y..")

    assert Ask.objects.get().settled_at is not None


def test_a_link_opens_for_one_member_and_a_new_one_closes_it():
    poll = poll_of()
    henna = asked(poll, "Henna")
    [(member, token)] = make_links(poll=poll, members=[henna.member_id], by=person("aino"), at=MORNING)

    assert member.name == "Henna"
    assert opened_by(token, at=LATER) == henna
    assert token not in str(list(PollMember.objects.values_list("fingerprint", flat=True)))
    [(_member, other)] = make_links(poll=poll, members=[henna.member_id], by=person("aino"), at=LATER)
    with pytest.raises(LinkClosed):
        opened_by(token, at=LATER)
    close_poll(poll=poll, by=person("aino"), at=LATER)
    with pytest.raises(LinkClosed):
        opened_by(other, at=LATER)


def test_one_who_has_left_answers_no_more_and_is_not_counted():
    poll = poll_of()
    says(poll, "Henna", "nnn")
    says(poll, "Bertta S.", "yyy")
    says(poll, "T. K.", "yyy")
    henna = asked(poll, "Henna")
    [(_member, token)] = make_links(poll=poll, members=[henna.member_id], by=person("aino"), at=MORNING)
    henna.member.left_on = MORNING.date()
    henna.member.save()

    with pytest.raises(LinkClosed):
        opened_by(token, at=LATER)
    with pytest.raises(LinkClosed):
        says(poll, "Henna", "yyy", at=LATER)
    _asked, voices = voices_of(poll, at=LATER)
    assert len(voices) == 2
    assert proposal_of(poll, voices).first.all_required_yes


def test_one_reminder_goes_to_those_who_have_not_answered():
    process = process_of(person("aino"))
    process.members.filter(name="Bertta S.").update(way_in=WayIn.MAIL)
    henna = process.members.get(name="Henna")
    henna.person, henna.way_in = person("henna"), WayIn.MAIL
    henna.save()
    poll = poll_of(process)
    says(poll, "Bertta S.", "yyy")

    assert remind(poll=poll, by=person("aino"), at=LATER) == []
    assert [ask.member.name for ask in Ask.objects.filter(asked_at=LATER)] == ["Henna"]
    with pytest.raises(AskedEnough):
        remind(poll=poll, by=person("aino"), at=LATER)


def test_whoever_was_asked_as_often_as_was_promised_is_spared():
    process = process_of(person("aino"), planned=5)
    process.members.filter(name="Bertta S.").update(way_in=WayIn.MAIL)
    for number in range(3):
        poll = poll_of(process, starts=[STARTS[0] + timedelta(days=number)])
        close_poll(poll=poll, by=person("aino"), at=MORNING)
    poll = poll_of(process)

    assert Ask.objects.filter(about=poll.pk).count() == 0
    assert [m.name for m in remind(poll=poll, by=person("aino"), at=LATER)] == ["Bertta S."]


# --- the choice ---------------------------------------------------------------------------------------------


def test_the_chosen_time_becomes_a_meeting_and_every_other_is_free_again():
    poll = poll_of()
    says(poll, "Bertta S.", "nyy")
    [meeting] = choose(poll, 1)

    assert (meeting.starts_at, meeting.minutes, meeting.process) == (STARTS[1], 75, poll.process)
    assert held() == 0
    assert Occupancy.objects.filter(meeting=meeting, who=person("aino").pk).count() == 1
    poll.refresh_from_db()
    assert (poll.end, poll.closed_at) == (PollEnd.CHOSEN, LATER)
    assert [time.meeting for time in times(poll)] == [None, meeting, None]
    hold(supervisor=person("aino").pk, starts_at=STARTS[0], minutes=75, until=STARTS[0], at=LATER)


def test_two_chosen_times_are_told_of_once():
    poll = poll_of()
    made = choose(poll, 0, 2)

    assert [meeting.starts_at for meeting in made] == [STARTS[0], STARTS[2]]
    assert Letter.objects.filter(kind="dates changed", to="bertta@example.org").count() == 1


def test_a_whole_rhythm_goes_on_from_the_chosen_time():
    poll = poll_of(planned=4)
    made = choose(poll, 0, go_on=True)

    assert len(made) == 4
    assert made[0].starts_at == STARTS[0]
    assert [m.local_start.time() for m in made] == [made[0].local_start.time()] * 4
    assert made[1].local_start.date() == made[0].local_start.date() + timedelta(weeks=3)
    assert times(poll)[0].meeting == made[0]
    assert held() == 0


def test_what_refuses_the_choice_leaves_everything_held():
    poll = poll_of(planned=4)
    other = STARTS[0] + timedelta(weeks=3)
    hold(supervisor=person("aino").pk, starts_at=other, minutes=75, until=other, at=MORNING)

    with pytest.raises(Taken):
        choose(poll, 0, go_on=True)

    assert not Meeting.objects.exists()
    assert held() == 4
    poll.refresh_from_db()
    assert poll.is_open
    assert [meeting.starts_at for meeting in choose(poll, 0)] == [STARTS[0]]


def test_a_rhythm_goes_on_from_one_time_only_and_nothing_is_no_choice():
    poll = poll_of()

    for numbers, go_on in (((0, 1), True), ((), False)):
        with pytest.raises(NoMoreChosen):
            choose(poll, *numbers, go_on=go_on)
    assert held() == 3


def test_the_second_of_two_tabs_finds_it_closed():
    poll = poll_of()
    choose(poll, 1)

    with pytest.raises(PollClosed):
        choose(poll, 0)
    with pytest.raises(PollClosed):
        close_poll(poll=poll, by=person("aino"), at=LATER)
    with pytest.raises(PollClosed):
        says(poll, "Bertta S.", "yyy")
    with pytest.raises(PollClosed):
        remind(poll=poll, by=person("aino"), at=LATER)
    assert Meeting.objects.count() == 1


def test_closed_without_a_choice_everything_is_free_and_nothing_is_asked_any_more():
    process = process_of(person("aino"))
    process.members.filter(name="Bertta S.").update(way_in=WayIn.MAIL)
    poll = poll_of(process)
    close_poll(poll=poll, by=person("aino"), at=LATER)

    assert held() == 0
    assert Ask.objects.get().settled_at == LATER
    poll_of(process)


# --- what ends by itself ------------------------------------------------------------------------------------


def test_what_nobody_chooses_of_ends_by_itself_three_days_after_the_last_day():
    poll = poll_of()
    end = datetime(2026, 12, 4, 22, 0, tzinfo=UTC)

    assert close_due_polls(end - timedelta(minutes=1)) == 0
    hold(supervisor=person("aino").pk, starts_at=STARTS[0], minutes=75, until=STARTS[0], at=end)
    assert close_due_polls(end) == 1
    assert close_due_polls(end) == 0
    poll.refresh_from_db()
    assert poll.end == PollEnd.EXPIRED
    assert held() == 1


def test_after_the_last_day_the_supervisor_still_chooses():
    poll = poll_of()

    assert [m.starts_at for m in choose(poll, 0, at=AFTER_THE_LAST_DAY)] == [STARTS[0]]


def test_an_ended_process_answers_no_more_and_the_night_closes_what_it_left():
    poll = poll_of()
    Process.objects.filter(pk=poll.process_id).update(state="closed")

    with pytest.raises(ProcessClosed):
        says(poll, "Bertta S.", "yyy")
    with pytest.raises(ProcessClosed):
        choose(poll, 0)
    assert close_due_polls(LATER) == 1
    poll.refresh_from_db()
    assert (poll.end, held()) == (PollEnd.PROCESS_ENDED, 0)


def test_who_could_come_when_goes_a_month_later_and_that_a_date_was_sought_stays():
    poll = poll_of()
    says(poll, "Bertta S.", "yyy")
    choose(poll, 0)

    assert let_old_answers_go(LATER + KEPT) == 0
    assert let_old_answers_go(LATER + KEPT + timedelta(minutes=1)) == 1
    assert not PollMember.objects.exists()
    assert not PollAnswer.objects.exists()
    assert Poll.objects.count() == 1


# --- beside it ----------------------------------------------------------------------------------------------


def test_own_data_holds_what_the_person_said_and_nobody_else():
    poll = poll_of()
    says(poll, "Bertta S.", "ymn")
    says(poll, "Henna", "nnn")
    answers = dict(answer for _r, answer in own_data_asked.send(None, person=person("bertta")) if answer)

    assert [row["said"] for row in answers["answers about times"]] == ["yes", "if_need_be", "no"]


def test_the_audit_holds_codes_and_counts_and_never_an_answer():
    poll = poll_of()
    answer_poll(asked=asked(poll), said={times(poll)[0].pk: Said.NO}, at=LATER, told_to=person("aino"))
    choose(poll, 1)
    entries = Entry.objects.filter(act__startswith="date poll")

    assert {entry.act for entry in entries} == {
        "date poll opened",
        "date poll told",
        "date poll closed",
        "date poll decided",
    }
    assert {key for entry in entries for key in entry.detail} == {"count", "end", "member"}


def test_every_refusal_has_its_sentence():
    for refusal in REFUSED[0].__subclasses__():
        assert sentence(refusal())


def test_an_erased_process_takes_its_askings_along():
    poll = poll_of()
    says(poll, "Bertta S.", "yyy")
    let_polls_go([poll.process], LATER)

    assert not Poll.objects.exists()
    assert not PollAnswer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_tabs_that_choose_in_one_moment_one_does():
    poll = poll_of()
    start, found = threading.Barrier(4), []

    def tab(number: int) -> None:
        start.wait()
        try:
            if number == 3:
                close_poll(poll=Poll.objects.get(pk=poll.pk), by=person("aino"), at=LATER)
            else:
                choose(Poll.objects.get(pk=poll.pk), number)
            found.append("done")
        except PollClosed:
            found.append("closed")
        finally:
            connections.close_all()

    tabs = [threading.Thread(target=tab, args=[number]) for number in range(4)]
    for one in tabs:
        one.start()
    for one in tabs:
        one.join()

    assert sorted(found) == ["closed", "closed", "closed", "done"]
    assert Meeting.objects.count() == (Poll.objects.get().end == PollEnd.CHOSEN)
    assert held() == 0
