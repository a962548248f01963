"""What the law lets go: announced a night before, erased in batches, with a receipt that tells no content."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.cast import MORNING, person, process_of, shared_practice, solo_practice
from tuokio.audit import trail
from tuokio.audit.models import Entry
from tuokio.kit.models import Document, Letter, OnceToken
from tuokio.mapping.models import Enquiry
from tuokio.meetings.models import Absence, Attendance, Break, Charge, Meeting
from tuokio.people.models import ContactPerson, Organisation, Practice
from tuokio.retention import letting_go
from tuokio.retention.models import Receipt, RetentionSetting
from tuokio.retention.usecases import announce, change_keeping, clear_spent, erase_announced
from tuokio.supervision.models import Member, Process, Term
from tuokio.supervision.usecases import move_process
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import OrganisationKind, Payment, PracticeKind, ProcessEvent, ProcessState

pytestmark = pytest.mark.django_db


def night(year: int, month: int, day: int) -> datetime:
    """A quarter past three in the night, roughly."""
    return datetime(year, month, day, 1, 15, tzinfo=UTC)


def two_nights(at: datetime) -> None:
    """What two nights in a row do: the first one announces, the second one erases."""
    announce(at=at - timedelta(days=1))
    erase_announced(at=at)


def ended(state: ProcessState, *, at: datetime = MORNING, **fields: Any) -> Process:
    process = process_of(person("aino"), at=at, **fields)
    Process.objects.filter(pk=process.pk).update(state=state, state_since=at)
    process.refresh_from_db()
    return process


def meeting_of(
    process: Process, at: datetime, *, charged: bool = False, state: str = MeetingState.HELD
) -> Meeting:
    aino = person("aino")
    meeting = Meeting.objects.create(
        practice=process.practice,
        process=process,
        term=process.terms.get(),
        supervisor=aino,
        starts_at=at,
        minutes=75,
        place="Torikatu 3",
        state=state,
        made_at=at,
    )
    for member in process.members.all()[:2]:
        Attendance.objects.create(meeting=meeting, member=member, present=True)
    meeting.changes.create(event="hold", from_state="planned", to_state=state, by=aino, at=at)
    if charged:
        Charge.objects.create(
            practice=process.practice,
            process=process,
            meeting=meeting,
            payer=process.payer,
            on=at.date(),
            minutes=75,
            net_cents=16_000,
            payment=Payment.INVOICED,
            invoice_number="2026-17",
            settled_at=at,
        )
    return meeting


def test_what_did_not_start_is_kept_half_a_year_and_no_longer():
    process = ended(ProcessState.DECLINED)
    two_nights(night(2027, 5, 24))
    process.refresh_from_db()
    assert process.state == ProcessState.DECLINED and process.members.count() == 3

    two_nights(night(2027, 5, 26))
    process.refresh_from_db()
    assert process.state == ProcessState.ERASED
    assert (process.name, process.payer, process.contact_person) == (letting_go.NAMELESS, None, None)
    assert not Member.objects.exists() and not Term.objects.exists()
    assert process.kept_counts.members == 3
    assert process.state_changes.last().event == ProcessEvent.RETENTION_DUE
    assert not ContactPerson.objects.exists()  # nobody else needed Kaarlo


def test_nothing_goes_that_was_not_announced_a_night_before():
    process = ended(ProcessState.DECLINED)
    assert erase_announced(at=night(2027, 6, 26)) == 0
    announce(at=night(2027, 6, 26))
    assert erase_announced(at=night(2027, 6, 26) + timedelta(hours=19)) == 0
    process.refresh_from_db()
    assert process.state == ProcessState.DECLINED
    assert erase_announced(at=night(2027, 6, 26) + timedelta(hours=20)) == 1


def test_what_became_due_since_the_announcement_waits_for_its_own():
    announced = ended(ProcessState.DECLINED, name="first")
    later = ended(ProcessState.DECLINED, name="second", at=MORNING + timedelta(days=1))
    announce(at=night(2027, 5, 25))
    erase_announced(at=night(2027, 5, 26))
    announced.refresh_from_db()
    later.refresh_from_db()
    assert announced.state == ProcessState.ERASED
    assert later.state == ProcessState.DECLINED


def test_a_process_taken_up_again_is_not_erased_although_announced():
    process = ended(ProcessState.DECLINED)
    announce(at=night(2027, 6, 25))
    Process.objects.filter(pk=process.pk).update(state=ProcessState.RUNNING)
    assert erase_announced(at=night(2027, 6, 26)) == 0


def test_a_dry_run_changes_nothing_but_its_receipt():
    ended(ProcessState.DECLINED)
    assert announce(at=night(2027, 6, 25)) == 1
    receipt = Receipt.objects.get()
    assert (receipt.rule, receipt.count, receipt.dry_run) == ("declined", 1, True)
    assert receipt.oldest_on == date(2026, 11, 24)
    assert receipt.practice_id == solo_practice().pk
    assert Member.objects.count() == 3


def test_meetings_of_a_closed_process_become_numbers_after_two_years():
    process = ended(ProcessState.CLOSED)
    for week in range(3):
        meeting_of(process, MORNING + timedelta(weeks=week))
    meeting_of(process, MORNING + timedelta(weeks=4), state=MeetingState.CANCELLED_FREE)
    two_nights(night(2028, 11, 23))
    assert Meeting.objects.count() == 4

    two_nights(night(2028, 11, 26))

    counts = Process.objects.get().kept_counts
    assert (counts.held, counts.minutes, counts.cancelled_free) == (3, 225, 1)
    assert (counts.members, counts.present) == (3, 8)
    assert (counts.first_year, counts.last_year) == (2026, 2026)
    for model in (Meeting, Attendance, Member):
        assert not model.objects.exists()
    assert Process.objects.get().state == ProcessState.CLOSED
    assert Term.objects.count() == 1  # the agreement is kept six years


def test_an_invoiced_meeting_keeps_its_day_and_nothing_else():
    process = ended(ProcessState.CLOSED)
    meeting_of(process, datetime(2026, 11, 24, 22, 30, tzinfo=UTC), charged=True)  # 25.11. half past midnight
    two_nights(night(2028, 12, 26))
    meeting = Meeting.objects.get()
    assert meeting.local_start.isoformat() == "2026-11-25T12:00:00+02:00"
    assert (meeting.place, meeting.time_known, meeting.changes.count()) == ("", False, 0)
    assert not Attendance.objects.exists()
    assert Charge.objects.get().net_cents == 16_000
    two_nights(night(2028, 12, 28))
    assert Receipt.objects.filter(rule="meetings", dry_run=False).count() == 1


def test_six_years_after_the_calendar_year_of_the_financial_year_the_rest_goes():
    process = ended(ProcessState.CLOSED)
    meeting_of(process, MORNING, charged=True)
    two_nights(night(2032, 12, 30))
    assert Charge.objects.count() == 1
    two_nights(night(2033, 1, 3))
    process.refresh_from_db()
    assert not Charge.objects.exists() and not Meeting.objects.exists()
    # the agreement was not yet announced: its voucher stood before it
    assert process.state == ProcessState.CLOSED
    two_nights(night(2033, 1, 5))
    process.refresh_from_db()
    assert process.state == ProcessState.ERASED
    assert not Term.objects.exists()
    assert process.kept_counts.held == 1


def test_a_financial_year_that_ends_in_april_is_counted_from_its_end():
    change_keeping(practice=solo_practice(), by=person("aino"), at=MORNING, year_ends_in=4)
    process = ended(ProcessState.CLOSED)
    meeting_of(process, MORNING, charged=True)  # of the year that ends 30.4.2027: kept to the end of 2033
    two_nights(night(2033, 12, 30))
    assert Charge.objects.count() == 1
    two_nights(night(2034, 1, 3))
    assert not Charge.objects.exists()


def test_what_is_not_yet_invoiced_is_not_erased():
    process = process_of(person("aino"))
    meeting_of(process, MORNING, charged=True)
    Charge.objects.update(payment=Payment.OPEN, settled_at=None, invoice_number="")
    two_nights(night(2040, 1, 3))
    assert Charge.objects.count() == 1


def test_a_running_process_keeps_its_meetings():
    process = process_of(person("aino"))
    meeting_of(process, MORNING)
    two_nights(night(2040, 1, 3))
    assert (Meeting.objects.count(), Member.objects.count()) == (1, 3)


def test_a_declined_process_with_an_invoice_keeps_only_what_bookkeeping_asks():
    process = ended(ProcessState.DECLINED)
    meeting_of(process, MORNING, charged=True)
    two_nights(night(2027, 6, 26))
    process.refresh_from_db()
    assert process.state == ProcessState.DECLINED and process.name != letting_go.NAMELESS
    assert not process.members.exists() and Charge.objects.count() == 1
    announce(at=night(2027, 6, 27))
    assert not Receipt.objects.filter(
        dry_run=True, at=night(2027, 6, 27)
    ).exists()  # nothing announced in vain


def test_an_internal_unit_keeps_no_vouchers():
    process = ended(ProcessState.CLOSED)
    meeting_of(process, MORNING, charged=True)
    Practice.objects.update(kind=PracticeKind.INTERNAL)
    Charge.objects.update(hours_only=True)
    two_nights(night(2028, 12, 26))
    two_nights(night(2028, 12, 28))
    process.refresh_from_db()
    assert process.state == ProcessState.ERASED
    assert not Charge.objects.exists()


def test_one_who_pays_for_themselves_goes_with_their_last_process():
    process = ended(ProcessState.DECLINED)
    Organisation.objects.update(kind=OrganisationKind.SELF_PAYER)
    two_nights(night(2027, 6, 26))
    assert not Organisation.objects.exists()
    assert Process.objects.get(pk=process.pk).payer is None


def test_a_contact_person_of_another_process_stays():
    ended(ProcessState.DECLINED, name="gone")
    process_of(person("aino"), name="stays")
    two_nights(night(2027, 6, 26))
    assert ContactPerson.objects.get().name == "Kaarlo Virta"


def test_a_night_tried_again_announces_nothing_twice():
    ended(ProcessState.DECLINED)
    assert announce(at=night(2027, 6, 25)) == 1
    assert announce(at=night(2027, 6, 25) + timedelta(hours=1)) == 0
    assert announce(at=night(2027, 6, 26)) == 1


def test_a_practice_may_keep_for_a_shorter_time_from_the_next_announcement_on():
    process = ended(ProcessState.DECLINED)
    aino = person("aino")
    announce(at=night(2027, 2, 1))
    change_keeping(practice=solo_practice(), by=aino, at=night(2027, 2, 1), declined_months=1)
    erase_announced(at=night(2027, 2, 2))
    process.refresh_from_db()
    assert process.state == ProcessState.DECLINED  # nobody had been told
    two_nights(night(2027, 2, 4))
    process.refresh_from_db()
    assert process.state == ProcessState.ERASED
    assert Entry.objects.get(act="keeping changed").detail == {"declined_months": 1}


def test_a_practice_that_chose_longer_is_heard_although_it_was_announced():
    process = ended(ProcessState.DECLINED)
    announce(at=night(2027, 6, 25))
    change_keeping(practice=solo_practice(), by=person("aino"), at=night(2027, 6, 25), declined_months=12)
    assert erase_announced(at=night(2027, 6, 26)) == 0
    assert Process.objects.get(pk=process.pk).state == ProcessState.DECLINED


@pytest.mark.parametrize("chosen", [{"declined_months": 13}, {"meetings_months": 5}, {"year_ends_in": 0}])
def test_no_choice_goes_past_the_limits(chosen: dict[str, int]):
    with pytest.raises(ValueError, match=r"between|twelve"):
        change_keeping(practice=solo_practice(), by=person("aino"), at=MORNING, **chosen)
    assert not RetentionSetting.objects.exists()


def test_each_practice_is_erased_by_its_own_rules():
    change_keeping(practice=shared_practice(), by=person("olavi"), at=MORNING, declined_months=12)
    mine = ended(ProcessState.DECLINED, name="mine")
    theirs = ended(ProcessState.DECLINED, name="theirs", practice=shared_practice())
    two_nights(night(2027, 6, 26))
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert mine.state == ProcessState.ERASED
    assert (theirs.state, theirs.members.count()) == (ProcessState.DECLINED, 3)


def test_the_log_of_acts_is_kept_two_years():
    process = process_of(person("aino"))
    trail.record("goal set", about=process, by=person("aino"), at=MORNING - timedelta(days=900))
    two_nights(MORNING)
    assert not Entry.objects.filter(act="goal set").exists()
    assert Entry.objects.exists()


def test_a_night_cut_off_in_the_middle_is_gone_on_with(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(letting_go, "BATCH", 2)
    for number in range(5):
        ended(ProcessState.DECLINED, name=f"number {number}")
    announce(at=night(2027, 6, 25))
    real, calls = move_process, 0

    def dies_at_the_fourth(**given: Any) -> Process:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise KeyboardInterrupt
        return real(**given)

    monkeypatch.setattr(letting_go, "move_process", dies_at_the_fourth)
    with pytest.raises(KeyboardInterrupt):
        erase_announced(at=night(2027, 6, 26))
    assert Process.objects.filter(state=ProcessState.ERASED).count() == 2  # whole batches only
    assert Receipt.objects.get(dry_run=False).count == 2
    monkeypatch.setattr(letting_go, "move_process", real)
    assert erase_announced(at=night(2027, 6, 27)) == 3
    assert erase_announced(at=night(2027, 6, 28)) == 0
    assert sum(receipt.count for receipt in Receipt.objects.filter(dry_run=False)) == 5


def test_receipts_hold_no_content():
    ended(ProcessState.DECLINED, name="Salainen ryhmä")
    two_nights(night(2027, 6, 26))
    told = repr(list(Receipt.objects.values()))
    assert "Salainen" not in told and "Bertta" not in told
    assert "declined" in told


def test_spent_things_go_each_after_its_own_time():
    old, new = MORNING - timedelta(days=8), MORNING - timedelta(hours=20)
    for token, at in (("old", old), ("new", new)):
        OnceToken.objects.create(token=token, used_at=at)
        Document.objects.create(template=token, language="fi", data={}, filename="x", asked_at=at)
    letter: dict[str, Any] = {"kind": "x", "to": "kaarlo@example.org", "written_at": old, "due_at": old}
    settled = MORNING - timedelta(days=100)
    Letter.objects.create(**letter, state="sent", settled_at=settled)
    Letter.objects.create(**letter, state="sent", settled_at=settled, once_key="asked once")
    Letter.objects.create(**letter, state="waiting")

    clear_spent(at=MORNING)

    assert list(OnceToken.objects.values_list("token", flat=True)) == ["new"]
    assert list(Document.objects.values_list("template", flat=True)) == ["new"]
    assert sorted(Letter.objects.values_list("to", "once_key", "state"), key=str) == [
        ("", "asked once", "sent"),
        ("kaarlo@example.org", None, "waiting"),
    ]
    assert {r.rule: r.count for r in Receipt.objects.all()} == {"form": 1, "document": 1, "letter": 2}
    clear_spent(at=MORNING)
    assert Receipt.objects.count() == 3


def test_when_a_supervisor_was_away_is_forgotten_after_two_years():
    practice, aino = solo_practice(), person("aino")
    for day in (date(2024, 11, 20), date(2024, 11, 30)):
        Absence.objects.create(practice=practice, supervisor=aino, from_on=day, until_on=day, at=MORNING)
        Break.objects.create(supervisor=aino, from_on=day, until_on=day)
    clear_spent(at=MORNING)
    assert Absence.objects.get().until_on == date(2024, 11, 30)
    assert Break.objects.count() == 1


def enquiry_of(process: Process | None, at: datetime) -> Enquiry:
    return Enquiry.objects.create(
        practice=solo_practice(),
        process=process,
        name="Kaarlo Virta",
        reply_to="kaarlo@example.org",
        words="Olemme kuuden hengen tiimi",
        arrived_at=at,
        answer_by=at.date(),
    )


def test_an_enquiry_that_led_nowhere_is_let_go_after_half_a_year():
    process = process_of(person("aino"), event=ProcessEvent.ENQUIRE, member_names=())
    enquiry = enquiry_of(process, MORNING)
    two_nights(night(2027, 5, 24))
    enquiry.refresh_from_db()
    assert enquiry.name == "Kaarlo Virta"
    two_nights(night(2027, 5, 26))
    enquiry.refresh_from_db()
    process.refresh_from_db()
    assert (enquiry.name, enquiry.reply_to, enquiry.words) == ("", "", "")
    assert process.state == ProcessState.DECLINED
    assert Receipt.objects.filter(rule="enquiry", dry_run=False).get().count == 1
    two_nights(night(2027, 12, 1))
    process.refresh_from_db()
    assert process.state == ProcessState.ERASED
