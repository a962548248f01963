"""The mailbox into which calendars answer (IMAP): looked into every two minutes by the worker's clockwork.

Whatever is in it that answers no invitation of this house, or in another's name, is left unread in substance: it is
counted and marked as seen. What comes over the wire is bounded in number and size.
"""

from __future__ import annotations

import imaplib
import logging
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit

from django.conf import settings

from tuokio.calendars.domain.replies import MOST_BYTES, Unreadable, read_mail
from tuokio.calendars.models import MailboxLook
from tuokio.calendars.usecases.replies import Outcome, take_replies
from tuokio.meetings.models import Meeting

log = logging.getLogger("tuokio.replies")
EVERY = timedelta(minutes=2)
MOST_MAILS = 50  # at one look; the next look takes the next
PATIENCE = 15.0  # seconds for each word of the server


@dataclass(frozen=True, slots=True)
class Looked:
    """How many answers were taken, and how many mails were let be."""

    taken: int
    ignored: int


def look_when_due(*, at: datetime) -> Looked | None:
    """Look into the mailbox if one is set and nobody has within two minutes; None when not, or when it is not there."""
    if not settings.REPLIES or not _turn_taken(at):
        return None
    try:
        return look(settings.REPLIES, at=at)
    except (OSError, imaplib.IMAP4.error, ValueError) as error:
        log.warning("The mailbox of replies could not be read: %s", type(error).__name__)
        return None


def _turn_taken(at: datetime) -> bool:
    row, new = MailboxLook.objects.get_or_create(pk=1, defaults={"looked_at": at})
    due = MailboxLook.objects.filter(pk=row.pk, looked_at__lte=at - EVERY)
    return new or bool(due.update(looked_at=at))


def look(address: str, *, at: datetime) -> Looked:
    """Read what is new in the mailbox at this address. Raises OSError, IMAP4.error, ValueError."""
    taken = ignored = 0
    with _mailbox(address) as box:
        for number in _unseen(box)[:MOST_MAILS]:
            count = _take(_content(box, number), at=at)
            taken += count
            ignored += count == 0
            box.store(number, "+FLAGS", "(\\Seen)")
    if ignored:
        log.warning("Mails in the mailbox of replies that answer nothing here: %d", ignored)
    return Looked(taken, ignored)


def _take(content: bytes, *, at: datetime) -> int:
    """How many answers of one mail were taken: each must be of whoever sent the mail."""
    try:
        mail = read_mail(content)
    except Unreadable:
        return 0
    own = [reply for reply in mail.replies if reply.attendee == mail.sender]
    found = take_replies(replies=own, meetings=Meeting.objects.all(), by=None, at=at)
    return sum(one.outcome != Outcome.UNKNOWN for one in found)


@contextmanager
def _mailbox(address: str) -> Iterator[imaplib.IMAP4]:
    parts = urlsplit(address)
    host, folder = parts.hostname or "", unquote(parts.path.lstrip("/")) or "INBOX"
    if parts.scheme == "imaps":
        box: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            host, parts.port or 993, ssl_context=ssl.create_default_context(), timeout=PATIENCE
        )
    elif parts.scheme == "imap":
        box = imaplib.IMAP4(host, parts.port or 143, timeout=PATIENCE)
    else:
        raise ValueError(parts.scheme)
    with box:
        box.login(unquote(parts.username or ""), unquote(parts.password or ""))
        quoted = folder.replace("\\", "\\\\").replace('"', '\\"')
        status, _told = box.select(f'"{quoted}"')
        if status != "OK":
            raise imaplib.IMAP4.error("no such folder")
        yield box


def _unseen(box: imaplib.IMAP4) -> list[str]:
    _status, found = box.search(None, "UNSEEN")
    return [number.decode() for number in (found[0] or b"").split()]


def _content(box: imaplib.IMAP4, number: str) -> bytes:
    """The whole mail; empty when it is larger than an answer can be, so that it is never fetched."""
    _status, told = box.fetch(number, "(RFC822.SIZE)")
    sizes = [re.search(rb"RFC822\.SIZE (\d+)", part) for part in told if isinstance(part, bytes)]
    if not sizes or sizes[0] is None or int(sizes[0].group(1)) > MOST_BYTES:
        return b""
    _status, parts = box.fetch(number, "(BODY.PEEK[])")
    return next((bytes(part[1]) for part in parts if isinstance(part, tuple)), b"")
