"""Somebody asks to see what is kept about them: noted with its last day, answered by whoever holds the notes.

What is sealed only its holder can search. So the request is their task, and here stands only that it was answered.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.audit import trail
from tuokio.kit.letters import write_to
from tuokio.people.models import Person, Practice
from tuokio.terms.words import Standing
from tuokio.vault.domain.month import month_after
from tuokio.vault.models import AccessRequest
from tuokio.vault.refusals import NotThere

REMIND_BEFORE = timedelta(days=7)
KEPT = timedelta(days=730)
WORKS = (Standing.OWNER, Standing.SUPERVISOR)


def requests_for(person: Person) -> QuerySet[AccessRequest]:
    """What the person has to answer, and what waits in the practices they run; first what is due first."""
    mine = Q(holder=person) | Q(practice__in=Practice.objects.owned_by(person))
    return AccessRequest.objects.filter(mine).select_related("practice", "holder")


def holders_in(practice: Practice, person: Person) -> list[Person]:
    """Whom the person may give a request to: an owner anybody who supervises there, a supervisor themselves."""
    inside = Person.objects.filter(
        roles__practice=practice, roles__standing__in=WORKS, roles__ended_on=None
    ).distinct()
    if Practice.objects.owned_by(person).filter(pk=practice.pk).exists():
        return list(inside.order_by("name", "pk"))
    return list(inside.filter(pk=person.pk))


@transaction.atomic
def note_request(
    *, practice: Practice, holder: Person, who: str, received_on: date, by: Person, at: datetime
) -> AccessRequest:
    """Note that somebody asked on a day. Raises NotThere for whoever may not give it to that holder."""
    if holder not in holders_in(practice, by):
        raise NotThere
    request = AccessRequest.objects.create(
        practice=practice, holder=holder, who=who, received_on=received_on, due_on=month_after(received_on)
    )
    trail.record("access asked", about=request, by=by, at=at, due=request.due_on.isoformat())
    if holder != by:
        _write_to(request, at, f"access:{request.pk}")
    return request


@transaction.atomic
def answer_request(*, request_id: UUID, by: Person, on: date, at: datetime) -> None:
    """The holder has answered: only that is noted. A second time changes nothing. Raises NotThere for anybody else."""
    mine = AccessRequest.objects.filter(pk=request_id, holder=by)
    if not mine.exists():
        raise NotThere
    if mine.filter(answered_on=None).update(answered_on=on):
        trail.record("access answered", about=mine.get(), by=by, at=at)


@transaction.atomic
def see_to_requests(*, at: datetime, on: date) -> int:
    """Each night: remind of what is due within a week, once; let go of what was answered two years ago."""
    AccessRequest.objects.filter(answered_on__lt=on - KEPT).delete()
    due = AccessRequest.objects.filter(answered_on=None, due_on__lte=on + REMIND_BEFORE)
    return sum(_write_to(one, at, f"access-due:{one.pk}") for one in due.select_related("holder"))


def _write_to(request: AccessRequest, at: datetime, once_key: str) -> bool:
    holder = request.holder
    if not holder.email:
        return False
    letter = write_to(
        holder,
        kind="access request",
        subject=lambda: _("A request waits for you in Tuokio"),
        text=lambda: (
            _("A request waits for your answer until %(day)s.\n\nSee it here: %(address)s\n")
            % {
                "day": request.due_on.isoformat(),
                "address": settings.BASE_ADDRESS + reverse("vault:requests"),
            }
        ),
        at=at,
        practice_id=request.practice_id,
        once_key=once_key,
    )
    return letter is not None
