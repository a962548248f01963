"""Spent things without content of their own: used forms, ended sessions, made PDFs. They go without announcement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tuokio.audit.models import Entry
from tuokio.calendars.models import Invitation
from tuokio.kit.models import Document, Letter, Limit, OnceToken
from tuokio.meetings import keeping as of_meetings
from tuokio.meetings.models import Absence, Break
from tuokio.people.doors import forget_spent
from tuokio.retention.domain.keeping import Kept
from tuokio.retention.models import Feedback, Receipt

BATCH = 2000


def clear_absences(cut: datetime, at: datetime) -> int:
    """On which days a supervisor was away, or on a break; the meetings themselves tell what became of them."""
    day = cut.date()
    of_dates = of_meetings.old_givings(cut)
    return (
        _delete(of_dates)
        + _delete(Absence.objects.filter(until_on__lt=day))
        + _delete(Break.objects.filter(until_on__lt=day))
    )


def clear_letters(cut: datetime, at: datetime) -> int:
    """Letters that left or were given up: the address goes; one written for an occasion leaves its key.

    With them goes what is remembered of invitations to meetings that long past.
    """
    _delete(Invitation.objects.filter(starts_at__lt=cut))
    old = Letter.objects.filter(settled_at__lt=cut)
    named = old.exclude(once_key=None).exclude(to="")
    gone = named.update(to="", reply_to="", subject="", text="", calendar="", practice_id=None)
    return gone + _delete(old.filter(once_key=None))


def clear_feedback(cut: datetime, at: datetime) -> int:
    """Answered feedback."""
    return _delete(Feedback.objects.filter(answered_at__lt=cut))


def clear_documents(cut: datetime, at: datetime) -> int:
    """PDFs that the worker made; they can be made again."""
    return _delete(Document.objects.filter(asked_at__lt=cut))


def clear_forms(cut: datetime, at: datetime) -> int:
    """Tokens of submitted forms."""
    return _delete(OnceToken.objects.filter(used_at__lt=cut))


def clear_codes(cut: datetime, at: datetime) -> int:
    """Codes, slips and links that open nothing any more, and counters of tries."""
    return (
        forget_spent(at)
        + _delete(of_meetings.spent_links(cut))
        + _delete(Limit.objects.filter(expires__lt=cut))
    )


def clear_sessions(cut: datetime, at: datetime) -> int:
    """Sessions that have run out, and what was remembered of the devices."""
    gone = _delete(Session.objects.filter(expire_date__lt=cut))
    living = Session.objects.filter(session_key=OuterRef("session_key"))
    return gone + _delete(UserSession.objects.filter(~Exists(living)))


def clear_tasks(cut: datetime, at: datetime) -> int:
    """Finished tasks of the worker."""
    done = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
    return _delete(DBTaskResult.objects.filter(status__in=done, finished_at__lt=cut))


def clear_lists(cut: datetime, at: datetime) -> int:
    """Lists of processes that were looked through and not brought in."""
    from tuokio.meetings.usecases.bringing_in import (
        forget_expired,  # reads spreadsheets: too heavy for a web worker
    )

    return forget_expired(at)


def clear_joiners(cut: datetime, at: datetime) -> int:
    """Names and addresses of those who asked for a place in an open group and have none any more."""
    return _delete(of_meetings.gone_joiners(cut))


def clear_entries(cut: datetime, at: datetime) -> int:
    """Entries of the log of acts that belong to no practice, announcements, and receipts of spent things."""
    told = Receipt.objects.filter(Q(practice_id=None) | Q(dry_run=True), at__lt=cut)
    return _delete(Entry.objects.filter(practice_id=None, at__lt=cut)) + _delete(told)


CLEARINGS: Mapping[Kept, Callable[[datetime, datetime], int]] = MappingProxyType(
    {
        Kept.ABSENCE: clear_absences,
        Kept.LETTER: clear_letters,
        Kept.FEEDBACK: clear_feedback,
        Kept.DOCUMENT: clear_documents,
        Kept.FORM: clear_forms,
        Kept.CODE: clear_codes,
        Kept.SESSION: clear_sessions,
        Kept.TASK: clear_tasks,
        Kept.LIST: clear_lists,
        Kept.JOINER: clear_joiners,
        Kept.AUDIT: clear_entries,
    }
)


def _delete(rows: QuerySet[Any]) -> int:
    """Delete in batches, so that nobody waits long for the database; returns how many."""
    gone = 0
    while keys := list(rows.order_by().values_list("pk", flat=True)[:BATCH]):
        rows.model._base_manager.filter(pk__in=keys).delete()
        gone += len(keys)
    return gone
