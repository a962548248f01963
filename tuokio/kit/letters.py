"""Mail that leaves exactly when the act it tells of stands: written with the act, sent by the worker.

Subjects and texts come from a fixed list of kinds and say that something waits, never what.
"""

from __future__ import annotations

import email.message
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.tasks import task
from django.utils import translation

from tuokio.kit import clock
from tuokio.kit.models import Letter

log = logging.getLogger("tuokio.letters")
FIRST_PAUSE = timedelta(seconds=30)
TRIES = 12  # the pauses double: the last try is about two days after the first
STALE = timedelta(minutes=10)


def send_letter(
    *,
    kind: str,
    to: str,
    subject: str,
    text: str,
    language: str,
    at: datetime,
    practice_id: UUID | None = None,
    reply_to: str = "",
    once_key: str | None = None,
    calendar: str = "",
    calendar_method: str = "",
    due_at: datetime | None = None,
) -> Letter | None:
    """Queue one mail inside the caller's transaction; it leaves after the commit, and only then.

    `once_key` names the occasion: a second letter for the same occasion is not written (None). `calendar`: a
    calendar file that goes along, read by the reader's calendar, and what it asks for. `due_at`: it leaves no
    sooner, looked for by the worker's clockwork.
    """
    if once_key and Letter.objects.filter(once_key=once_key).exists():
        return None
    letter = Letter.objects.create(
        kind=kind,
        to=to,
        subject=" ".join(subject.split())[:200],
        text=text,
        language=language,
        written_at=at,
        due_at=due_at or at,
        practice_id=practice_id,
        reply_to=reply_to,
        once_key=once_key,
        calendar=calendar,
        calendar_method=calendar_method,
    )
    if letter.due_at <= at:
        # a row beside the letter: the worker sees both after the commit, or neither
        deliver.enqueue(str(letter.pk))
    return letter


class HoldsNoLonger(Exception):
    """What a waiting letter tells does not hold any more, so it must never leave."""


Check = Callable[[Letter, datetime], datetime]
_checks: dict[str, Check] = {}


def check_before_leaving(kind: str, check: Check) -> None:
    """Let a context above look at letters of a kind right before each leaves; call this from its `ready`.

    The check is given the letter and the moment, inside the transaction that claims the letter. It answers when the
    letter may leave: that moment, or a later one until which it waits. Raises HoldsNoLonger: then it never leaves.
    """
    _checks[kind] = check


class Reader(Protocol):
    """Somebody who has a mail address and reads a language."""

    @property
    def email(self) -> str | None: ...

    @property
    def language(self) -> str: ...


def write_to(
    reader: Reader,
    *,
    kind: str,
    subject: Callable[[], str],
    text: Callable[[], str],
    at: datetime,
    practice_id: UUID | None = None,
    reply_to: str = "",
    once_key: str | None = None,
    calendar: str = "",
    calendar_method: str = "",
    due_at: datetime | None = None,
) -> Letter | None:
    """`send_letter` to somebody in their own language, in which `subject` and `text` are asked for their words."""
    with translation.override(reader.language):
        return send_letter(
            kind=kind,
            to=reader.email or "",
            subject=subject(),
            text=text(),
            language=reader.language,
            at=at,
            practice_id=practice_id,
            reply_to=reply_to,
            once_key=once_key,
            calendar=calendar,
            calendar_method=calendar_method,
            due_at=due_at,
        )


@task(queue_name="mail")
def deliver(letter_id: str) -> None:
    """Send one waiting letter; a refusing server is asked again later, a dying process never twice."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().filter(pk=letter_id, state=Letter.State.WAITING).first()
        if letter is None:
            return
        if not letter.text:  # called back while a server refused it
            letter.state, letter.settled_at = Letter.State.GIVEN_UP, clock.now()
            letter.save(update_fields=["state", "settled_at"])
            return
        if not _may_leave(letter, clock.now()):
            return
        letter.state = Letter.State.SENDING
        letter.claimed_at = clock.now()
        letter.tries += 1
        letter.save(update_fields=["state", "claimed_at", "tries"])
    try:
        _message(letter).send()
    except OSError as error:  # smtplib's errors are OSErrors: the server did not take it
        _postpone(letter, error)
    else:
        letter.state = Letter.State.DRAFT if settings.MAIL_MAKES_DRAFTS else Letter.State.SENT
        letter.settled_at = clock.now()
        letter.subject = letter.text = letter.calendar = ""
        letter.save(update_fields=["state", "settled_at", "subject", "text", "calendar"])


def _may_leave(letter: Letter, at: datetime) -> bool:
    """Whether the letter leaves now; one that never will is emptied, one that waits is looked for when it is due."""
    check = _checks.get(letter.kind)
    if check is None:
        return True
    try:
        leaves_at = check(letter, at)
    except HoldsNoLonger:
        letter.state, letter.settled_at = Letter.State.GIVEN_UP, at
        letter.subject = letter.text = letter.calendar = ""
        letter.save(update_fields=["state", "settled_at", "subject", "text", "calendar"])
        return False
    if leaves_at > at:
        letter.due_at = leaves_at
        letter.save(update_fields=["due_at"])
        return False
    return True


class CalendarMessage(EmailMessage):
    """A mail whose calendar file stands beside its text, as calendars read it (iMIP, RFC 6047), and is attached."""

    calendar = ""
    calendar_method = ""

    def _add_bodies(self, msg: email.message.EmailMessage) -> None:
        super()._add_bodies(msg)  # type: ignore[misc]  # Django's own place for bodies, which its types do not name
        msg.make_alternative()
        msg.add_alternative(
            self.calendar, subtype="calendar", charset="utf-8", params={"method": self.calendar_method}
        )


def _message(letter: Letter) -> EmailMessage:
    message = (CalendarMessage if letter.calendar else EmailMessage)(
        subject=letter.subject,
        body=letter.text,
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={
            "Message-ID": f"<{letter.pk}@tuokio>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": letter.language,
        },
    )
    if isinstance(message, CalendarMessage):
        message.calendar, message.calendar_method = letter.calendar, letter.calendar_method
        message.attach("invite.ics", letter.calendar.encode(), "application/ics")
    return message


def _postpone(letter: Letter, error: OSError) -> None:
    log.warning("A letter could not be sent: %s", type(error).__name__)
    given_up = letter.tries >= TRIES
    letter.state = Letter.State.GIVEN_UP if given_up else Letter.State.WAITING
    letter.due_at = clock.now() + FIRST_PAUSE * 2 ** (letter.tries - 1)
    letter.save(update_fields=["state", "due_at"])  # the clockwork looks for what is due again


def call_back(letter_id: UUID) -> bool:
    """Take back a letter that has not left, inside the caller's transaction; False when it has, or may have, left."""
    gone, _rows = Letter.objects.filter(
        pk=letter_id, state__in=(Letter.State.WAITING, Letter.State.GIVEN_UP)
    ).delete()
    if not gone:  # it is being sent, or may have been: that stands, but it is not sent once more
        tried = Letter.objects.filter(pk=letter_id, state__in=(Letter.State.SENDING, Letter.State.UNCERTAIN))
        tried.update(subject="", text="", calendar="")
    return bool(gone)


def send_due(at: datetime) -> int:
    """Queue again what waits past its time and settle what a dead process left; returns how many.

    The worker's own clockwork calls this every half minute.
    """
    Letter.objects.filter(state=Letter.State.SENDING, claimed_at__lt=at - STALE).update(
        state=Letter.State.UNCERTAIN, settled_at=at
    )
    waiting = Letter.objects.filter(state=Letter.State.WAITING, due_at__lte=at).order_by("due_at")
    keys = [str(pk) for pk in waiting.values_list("pk", flat=True)[:500]]
    for key in keys:
        deliver.call(key)
    return len(keys)
