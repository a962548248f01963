"""What an agreement that came into force says of number, length, rhythm and price reaches the meetings to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.dispatch import receiver

from tuokio.agreement.models.agreements import AgreementVersion
from tuokio.agreement.signals import agreement_in_force
from tuokio.agreement.usecases.force import terms_of
from tuokio.audit import trail
from tuokio.kit.when import local
from tuokio.meetings.models import Meeting
from tuokio.meetings.usecases.lengths import lengthen
from tuokio.people.models import Person
from tuokio.supervision.models import Process, Term
from tuokio.supervision.usecases import Agreed, agree_terms
from tuokio.terms.meeting_words import MeetingState

AGREED_BY_NUMBER = (
    "minutes",
    "interval_weeks",
    "price_cents",
    "vat_code",
    "price_limit_cents",
    "order_number",
    "cost_centre",
    "free_until_hours",
    "late_percent",
    "no_show_percent",
    "count_business_days",
    "quorum",
    "attendance_by_name",
)


@receiver(agreement_in_force)
def terms_follow(
    process: Process, version: AgreementVersion, at: datetime, by: Person | None, **_more: Any
) -> None:
    """Write new terms when the agreement says something else than those that hold; else only the last day.

    What was held under the old terms stays under them; the meetings to come follow the new ones.
    """
    process = Process.objects.select_related("practice").get(pk=process.pk)
    term = process.current_term
    if term is None:
        return
    on = local(at).date()
    agreed = terms_of(version.says, on=on)
    more = agreed.planned - _planned_before(version, term)
    if not more and all(_said(agreed, name, process) == getattr(term, name) for name in AGREED_BY_NUMBER):
        _last_day_follows(term, agreed.ends_on, by=by, at=at)
        return
    agreed = replace(
        agreed, planned=max(_left(term) + more, 1), starts_on=max(agreed.starts_on, on), trial_meetings=0
    )
    following = [one.pk for one in process.meetings.ahead() if one.local_start.date() >= agreed.starts_on]
    newer = agree_terms(process=process, agreed=agreed, by=by, at=at)
    meetings = Meeting.objects.filter(pk__in=following)
    meetings.update(term=newer)
    lengthen(meetings, term.minutes, newer.minutes, at=at)


def _planned_before(version: AgreementVersion, term: Term) -> int:
    return version.amends.says.meetings.planned if version.amends else term.planned


def _said(agreed: Agreed, name: str, process: Process) -> object:
    """A value as `write_terms` would keep it."""
    value = getattr(agreed, name)
    if name == "price_cents" and not process.practice.invoices:
        return None
    if name == "vat_code":
        return (value or process.practice.vat_code) if process.practice.invoices else ""
    return value


def _left(term: Term) -> int:
    taken = Meeting.objects.filter(term=term, state__in=(MeetingState.HELD, MeetingState.NO_SHOW))
    return term.planned - term.held_before - taken.count()


def _last_day_follows(term: Term, ends_on: date | None, *, by: Person | None, at: datetime) -> None:
    if ends_on is None or ends_on == term.ends_on:
        return
    term.ends_on = ends_on
    term.save(update_fields=["ends_on"])
    trail.record("terms corrected", about=term.process, by=by, at=at, term=term.number)
