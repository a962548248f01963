"""Links by which people answer without an account: the questions on one's own phone, and M08 apart.

A link is kept as a fingerprint only, opens for two weeks, and can be closed. Of M08 nothing tells who answered.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tuokio.audit import trail
from tuokio.kit.letters import send_letter
from tuokio.mapping.conversing import (
    OPEN_IN,
    MappingClosed,
    Told,
    VoicesKnown,
    keep_answers,
    open_conversation,
    takes_part_alone,
)
from tuokio.mapping.enquiring import is_mail
from tuokio.mapping.models import AloneLink, Enquiry, MappingConversation, SafetyAnswer, SafetyLink
from tuokio.people.domain import codes
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import as_it_stands
from tuokio.terms.conversation_words import SaidBy

LINK_LIVES = timedelta(days=14)
MOST_LINKS = 40


class NoMailToSendTo(Exception):
    """No enquiry with a mail address belongs to the process."""


class LinkClosed(Exception):
    """The link opens nothing: unknown, too old, closed, used, or the mapping is over."""


def _fingerprint(token: str, salt: str) -> str:
    return codes.fingerprint(token[:100], key=settings.SECRET_KEY, salt=salt)


def _address(name: str, token: str, language: str) -> str:
    return f"{settings.BASE_ADDRESS}{reverse(name, args=[token])}?lang={language}"


def mail_of(process: Process) -> Enquiry | None:
    """The enquiry whose sender can be sent a link by mail."""
    found = process.enquiries.filter(erased_at=None).order_by("-arrived_at")
    return next((one for one in found if is_mail(one.mail)), None)


@transaction.atomic
def make_link(*, process: Process, by: Person, at: datetime) -> str:
    """A new link to answer alone, as its whole address, shown now and never again; an earlier one closes.

    Raises ProcessClosed, MappingClosed.
    """
    conversation = open_conversation(process, by=by, at=at)
    _close(conversation, at)
    token = codes.new_token()
    AloneLink.objects.create(
        conversation=conversation,
        fingerprint=_fingerprint(token, "mapping"),
        made_at=at,
        expires_at=at + LINK_LIVES,
    )
    trail.record("mapping link made", about=process, by=by, at=at)
    return _address("mapping:alone", token, process.language)


@transaction.atomic
def mail_link(*, process: Process, by: Person, at: datetime) -> None:
    """Send the one who enquired a link to answer alone. Raises NoMailToSendTo, ProcessClosed, MappingClosed."""
    enquiry = mail_of(process)
    if enquiry is None:
        raise NoMailToSendTo
    address = make_link(process=process, by=by, at=at)
    practice = process.practice
    with translation.override(enquiry.language):
        send_letter(
            kind="mapping link",
            to=enquiry.mail,
            subject=_("Something waits for you in Tuokio"),
            text=_(
                "Hello,\n\n%(practice)s has left something for you to look at before you talk. It opens here:\n"
                "%(address)s\n\nThe link works for 14 days. It needs no account, and you need not answer everything."
            )
            % {
                "practice": practice.name,
                "address": address.replace(f"lang={process.language}", f"lang={enquiry.language}"),
            },
            language=enquiry.language,
            at=at,
            practice_id=practice.pk,
            reply_to=practice.email,
        )


@transaction.atomic
def close_link(*, process: Process, by: Person, at: datetime) -> None:
    """Let no link to answer alone open any more; what was answered stays."""
    conversation = MappingConversation.objects.filter(process=process).first()
    if conversation is not None:
        _close(conversation, at)
        trail.record("mapping link closed", about=process, by=by, at=at)


def _close(conversation: MappingConversation, at: datetime) -> None:
    conversation.alone_links.filter(revoked_at=None).update(revoked_at=at)


def opened_by(token: str, at: datetime) -> MappingConversation:
    """The conversation that a link to answer alone opens. Raises LinkClosed."""
    link = (
        AloneLink.objects.filter(fingerprint=_fingerprint(token, "mapping"))
        .select_related("conversation__process__practice")
        .first()
    )
    if link is None or not link.is_good(at) or link.conversation.process.now_in not in OPEN_IN:
        raise LinkClosed
    return link.conversation


@transaction.atomic
def keep_alone(*, token: str, told: Told, at: datetime) -> None:
    """Keep what was answered on one's own phone. Raises LinkClosed when the link has stopped opening meanwhile."""
    try:
        process = as_it_stands(opened_by(token, at).process)
        opened_by(token, at)  # once more, now that no one else is at the process
        keep_answers(process=process, told=told, said_by=SaidBy.ALONE, by=None, at=at)
    except MappingClosed:
        raise LinkClosed from None


@transaction.atomic
def finish_alone(*, token: str, at: datetime) -> None:
    """The one who answers is done for now; the supervisor is told that there is something. Raises LinkClosed."""
    conversation = opened_by(token, at)
    MappingConversation.objects.filter(pk=conversation.pk).update(answered_alone_at=at)
    trail.record("mapping answered alone", about=conversation.process, by=None, at=at)


# --- M08 -----------------------------------------------------------------------------------------------------


@transaction.atomic
def make_safety_links(*, process: Process, count: int, by: Person, at: datetime) -> list[str]:
    """As many addresses for M08 as people are to answer it, one each; earlier unused ones close.

    Raises VoicesKnown, ProcessClosed, MappingClosed.
    """
    conversation = open_conversation(process, by=by, at=at)
    if conversation.lowest_known:
        raise VoicesKnown
    conversation.safety_links.filter(spent=False).delete()
    tokens = [codes.new_token() for _one in range(min(count, MOST_LINKS))]
    SafetyLink.objects.bulk_create(
        SafetyLink(
            conversation=conversation,
            fingerprint=_fingerprint(token, "safety"),
            expires_at=at + LINK_LIVES,
            is_only=len(tokens) == 1 and takes_part_alone(conversation),
        )
        for token in tokens
    )
    trail.record("mapping slips made", about=process, by=by, at=at, count=len(tokens))
    return [_address("mapping:own_answer", token, process.language) for token in tokens]


def safety_link(token: str, at: datetime) -> SafetyLink:
    """The link to M08, which has not been used. Raises LinkClosed."""
    link = (
        SafetyLink.objects.filter(fingerprint=_fingerprint(token, "safety"), spent=False, expires_at__gt=at)
        .select_related("conversation__process__practice")
        .first()
    )
    if link is None or link.conversation.lowest_known or link.conversation.process.now_in not in OPEN_IN:
        raise LinkClosed
    return link


@transaction.atomic
def answer_safety(*, token: str, value: int, at: datetime) -> None:
    """Take one answer to M08. The link is spent, and nothing is written down that ties the two. Raises LinkClosed."""
    link = safety_link(token, at)
    as_it_stands(link.conversation.process)
    safety_link(token, at)
    if not SafetyLink.objects.filter(pk=link.pk, spent=False).update(spent=True):
        raise LinkClosed
    SafetyAnswer.objects.create(conversation=link.conversation, value=value)


def is_answered_link(token: str) -> bool:
    """Whether this link to M08 has been used; the form sent twice comes to the same thanks."""
    return SafetyLink.objects.filter(fingerprint=_fingerprint(token, "safety"), spent=True).exists()
