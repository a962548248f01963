"""Agreed terms that were written wrong, and terms that are agreed anew while the process goes on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tuokio.audit import trail
from tuokio.meetings.models import Charge, Meeting
from tuokio.meetings.usecases.charges import AlreadySettled, make_charge
from tuokio.meetings.usecases.lengths import lengthen
from tuokio.people.models import Person
from tuokio.supervision.models import Process, Term
from tuokio.supervision.usecases import Agreed, agree_terms, as_it_stands, move_process
from tuokio.terms.words import Payment, ProcessEvent, ProcessState

WRITTEN = (
    "minutes",
    "planned",
    "interval_weeks",
    "held_before",
    "price_cents",
    "vat_code",
    "price_limit_cents",
    "starts_on",
    "ends_on",
    "order_number",
    "cost_centre",
    "free_until_hours",
    "late_percent",
    "no_show_percent",
    "count_business_days",
    "quorum",
    "trial_meetings",
    "attendance_by_name",
)


def can_be_corrected(term: Term) -> bool:
    """Whether nothing of the term stands on an invoice yet."""
    return not Charge.objects.filter(meeting__term=term).exclude(payment=Payment.OPEN).exists()


@transaction.atomic
def correct_terms(*, term: Term, agreed: Agreed, by: Person, at: datetime) -> Term:
    """Mend what was written wrong: what is still to be invoiced of the term is reckoned anew.

    Raises ProcessClosed, AlreadySettled once something of the term was invoiced, NoVatRate.
    """
    process = as_it_stands(term.process)
    term = Term.objects.select_for_update().get(pk=term.pk)
    if not can_be_corrected(term):
        raise AlreadySettled
    minutes_before = term.minutes
    for name in WRITTEN:
        value = getattr(agreed, name)
        if value is not None or name in {"ends_on", "price_cents", "price_limit_cents"}:
            setattr(term, name, value)
    if not process.practice.invoices:
        term.price_cents, term.vat_code = None, ""
    term.save()
    lengthen(Meeting.objects.filter(term=term), minutes_before, term.minutes, at=at)
    for charge in Charge.objects.filter(meeting__term=term).select_related("meeting"):
        meeting = charge.meeting
        meeting.term, meeting.process = term, process
        make_charge(meeting=meeting, percent=charge.percent)
    trail.record("terms corrected", about=process, by=by, at=at, term=term.number)
    return term


@transaction.atomic
def agree_anew(*, process: Process, agreed: Agreed, by: Person, at: datetime) -> Term:
    """New terms from a day on, while the process goes on: its meetings to come follow them.

    Raises ProcessClosed, IllegalEvent when the process is not running.
    """
    process = as_it_stands(process)
    former = process.current_term
    if process.now_in != ProcessState.RENEGOTIATING:
        move_process(process=process, event=ProcessEvent.CHANGE_REQUEST, by=by, at=at)
    term = agree_terms(process=process, agreed=agreed, by=by, at=at)
    following = [
        meeting.pk for meeting in process.meetings.ahead() if meeting.local_start.date() >= agreed.starts_on
    ]
    meetings = Meeting.objects.filter(pk__in=following)
    meetings.update(term=term)
    if former is not None:
        lengthen(meetings, former.minutes, term.minutes, at=at)
    move_process(process=process, event=ProcessEvent.AMENDMENT_DONE, by=by, at=at)
    return term
