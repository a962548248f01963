"""A change of what holds: only those whom it concerns are asked, and the old version holds until then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.agreement.agreement_cast import (
    CONTENT,
    LATER,
    agreeing_process,
    dearer,
    drafted,
    in_force,
    later_dates,
    member_of,
    member_says_yes,
    other_goal,
    payer_accepts,
    running_process,
    sent,
)
from tests.cast import person
from tuokio.agreement.domain.content import Amount, Cancelling, Place
from tuokio.agreement.models import AgreementVersion
from tuokio.agreement.usecases.accepting import decline_as_member
from tuokio.agreement.usecases.drafting import take_back
from tuokio.agreement.usecases.force import SupersededVersion, look_again
from tuokio.agreement.usecases.recording import record_acceptances
from tuokio.agreement.usecases.sending import NothingChanged, send_version
from tuokio.meetings.models import Meeting
from tuokio.supervision.models import Ask, Process
from tuokio.supervision.usecases import member_leaves
from tuokio.terms.acceptance_words import IdentityLevel

pytestmark = pytest.mark.django_db
AMENDED = LATER + timedelta(days=30)


def meetings_of(process: Process, days: list[int], *, state: str = "planned") -> None:
    term = process.current_term
    assert term is not None
    for day in days:
        Meeting.objects.create(
            practice=process.practice,
            process=process,
            term=term,
            supervisor=person("aino"),
            starts_at=AMENDED + timedelta(days=day),
            minutes=75,
            state=state,
            made_at=LATER,
        )


def states(process: Process) -> list[tuple[int, str]]:
    return list(process.agreements.values_list("number", "state"))


def test_other_dates_need_nobodys_acceptance():
    first = in_force(agreeing_process())

    second = sent(first.process, later_dates(), at=AMENDED)

    assert states(first.process) == [(1, "superseded"), (2, "in_force")]
    assert (second.concerns, second.in_force_at) == ([], AMENDED)
    assert first.process.terms.get().ends_on == date(2027, 6, 30)


def test_a_new_price_goes_to_the_payer_and_the_old_holds_until_then():
    process = running_process()
    in_force(process)
    member_says_yes(process.agreements.get())

    second = sent(process, dearer(), at=AMENDED, ask_now=True)

    process.refresh_from_db()
    assert (states(process), process.state) == ([(1, "in_force"), (2, "sent")], "renegotiating")
    assert Ask.objects.count() == 0
    assert process.current_term.price_cents == 16_000

    payer_accepts(second, at=AMENDED)

    process = Process.objects.get(pk=process.pk)
    assert (states(process), process.state) == ([(1, "superseded"), (2, "in_force")], "running")
    assert process.current_term.price_cents == 18_000


def test_the_members_yes_holds_on_in_a_change_that_does_not_concern_them():
    process = running_process()
    member_says_yes(in_force(process))

    second = payer_accepts(sent(process, dearer(), at=AMENDED), at=AMENDED)

    kept = second.acceptances.get(party="member")
    assert (kept.member.name, kept.at, kept.carried_from.version.number) == ("Bertta S.", LATER, 1)
    assert kept.fingerprint != second.fingerprint


def test_another_goal_goes_to_everyone_and_holds_when_the_last_has_accepted():
    process = running_process()
    in_force(process)
    second = sent(process, other_goal(), at=AMENDED)
    assert [ask.member.name for ask in Ask.objects.all()] == ["Bertta S."]
    assert Process.objects.get(pk=process.pk).state == "running"

    payer_accepts(second, at=AMENDED)
    member_says_yes(second, at=AMENDED)
    in_the_room = {member_of(second, "Henna"): IdentityLevel.ALOUD}
    record_acceptances(version=second, given=in_the_room, by=person("aino"), at=AMENDED)
    assert states(process) == [(1, "in_force"), (2, "partly_accepted")]

    member_says_yes(second, "T. K.", at=AMENDED)
    assert states(process) == [(1, "superseded"), (2, "in_force")]


def test_whoever_leaves_is_not_waited_for():
    process = running_process()
    in_force(process)
    second = payer_accepts(sent(process, other_goal(), at=AMENDED), at=AMENDED)
    for name in ("Bertta S.", "Henna"):
        member_says_yes(second, name, at=AMENDED)

    member_leaves(member=member_of(second, "T. K."), left_on=AMENDED.date(), by=person("aino"), at=AMENDED)
    look_again(version=second, by=person("aino"), at=AMENDED)

    assert states(process) == [(1, "superseded"), (2, "in_force")]


def test_looking_again_changes_nothing_while_someone_is_waited_for():
    process = running_process()
    in_force(process)
    second = sent(process, other_goal(), at=AMENDED)

    look_again(version=second, by=person("aino"), at=AMENDED)

    assert states(process) == [(1, "in_force"), (2, "sent")]


def test_a_dropped_change_leaves_what_holds():
    process = running_process()
    in_force(process)
    second = sent(process, dearer(), at=AMENDED)

    take_back(version=second, by=person("aino"), at=AMENDED)

    process.refresh_from_db()
    assert (states(process), process.state) == ([(1, "in_force"), (2, "void")], "running")


def test_a_no_to_a_change_leaves_what_holds_and_shows_nowhere():
    process = running_process()
    in_force(process)
    second = payer_accepts(sent(process, other_goal(), at=AMENDED), at=AMENDED)
    before = (states(process), process.state_changes.count(), second.changes.count())

    decline_as_member(
        version=second, seen=second.fingerprint, member=member_of(second), reason="Ei näin", at=AMENDED
    )

    assert (states(process), process.state_changes.count(), second.changes.count()) == before


def test_a_change_that_changes_nothing_is_not_sent():
    process = running_process()
    in_force(process)
    same = drafted(process, CONTENT, at=AMENDED)

    with pytest.raises(NothingChanged):
        send_version(version=same, seen=same.fingerprint, by=person("aino"), at=AMENDED)


def test_a_new_version_after_a_no_asks_only_those_whom_the_mending_concerns():
    process = agreeing_process()
    first = member_says_yes(sent(process))
    take_back(version=first, by=person("aino"), at=LATER)

    second = sent(process, dearer(), at=LATER)

    kept = [(row.party, row.carried_from_id is not None) for row in second.acceptances.order_by("party")]
    assert kept == [("member", True), ("supervisor", False)]


def test_what_concerns_a_member_is_accepted_anew():
    process = agreeing_process()
    first = member_says_yes(sent(process))
    take_back(version=first, by=person("aino"), at=LATER)

    second = sent(process, other_goal(), at=LATER)

    assert [row.party for row in second.acceptances.all()] == ["supervisor"]


def test_the_payers_yes_holds_on_when_only_the_room_is_another():
    process = running_process()
    in_force(process)

    second = sent(process, replace(CONTENT, place=Place(room="Huone 2")), at=AMENDED)

    payer = second.acceptances.get(party="payer")
    assert (payer.name, payer.at, second.concerns) == ("Kaarlo Virta", LATER, ["member", "supervisor"])


def test_an_old_link_takes_nothing_after_a_change():
    process = running_process()
    first = in_force(process)
    payer_accepts(sent(process, dearer(), at=AMENDED), at=AMENDED)

    with pytest.raises(SupersededVersion):
        payer_accepts(AgreementVersion.objects.get(pk=first.pk), at=AMENDED)


# --- the numbers reach the meetings ------------------------------------------------------------------------


def test_what_is_to_come_follows_the_new_terms_and_what_was_stays():
    process = running_process()
    in_force(process)
    meetings_of(process, [-60, -30], state="held")
    meetings_of(process, [14, 28])
    content = replace(dearer(), meetings=Amount(planned=12, minutes=90, interval_weeks=2))

    payer_accepts(sent(process, content, at=AMENDED), at=AMENDED)

    process = Process.objects.get(pk=process.pk)
    old, new = process.terms.order_by("number")
    assert [(one.term.number, one.minutes) for one in process.meetings.order_by("starts_at")] == [
        (old.number, 75),
        (old.number, 75),
        (new.number, 90),
        (new.number, 90),
    ]
    assert (new.planned, new.minutes, new.interval_weeks, new.price_cents) == (10, 90, 2, 18_000)
    assert process.state == "running"


def test_words_alone_write_no_new_terms():
    process = running_process()
    in_force(process)
    second = sent(process, other_goal(), at=AMENDED)
    payer_accepts(second, at=AMENDED)
    for member in process.members.all():
        member_says_yes(second, member.name, at=AMENDED)

    assert states(process)[-1] == (2, "in_force")
    assert process.terms.count() == 1


def test_an_agreement_of_a_running_process_that_says_otherwise_is_followed():
    process = running_process()

    in_force(process, replace(CONTENT, cancelling=Cancelling(free_until_hours=72)))

    term = Process.objects.get(pk=process.pk).current_term
    assert (term.number, term.planned, term.free_until_hours) == (2, 10, 72)


def test_a_change_at_the_day_of_the_clock_change_follows_the_calendar_on_the_wall():
    process = running_process()
    in_force(process)
    night = AMENDED.replace(month=3, day=27, hour=22, minute=30, year=2027)  # 28.3. 0.30 in Helsinki
    meetings_of(process, [])
    term = process.current_term
    Meeting.objects.create(
        practice=process.practice,
        process=process,
        term=term,
        supervisor=person("aino"),
        starts_at=night + timedelta(hours=12),
        minutes=75,
        made_at=LATER,
    )

    payer_accepts(sent(process, dearer(), at=night), at=night)

    newer = Process.objects.get(pk=process.pk).current_term
    assert newer.starts_on == date(2027, 3, 28)
    assert process.meetings.get().term == newer
