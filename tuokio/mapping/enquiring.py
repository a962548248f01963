"""The acts on an enquiry: it arrives without an account, and one of the practice's supervisors answers it.

Letters say that something came, was received or is declined, never what was written.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.audit import trail
from tuokio.kit import when
from tuokio.kit.clock import HELSINKI
from tuokio.kit.labels import FORMS
from tuokio.kit.letters import send_letter
from tuokio.kit.limits import allow
from tuokio.kit.once import AlreadySubmitted, claim, settle
from tuokio.mapping.domain.asking import EnquiryAnswer, Wish, initials, working_day_after
from tuokio.mapping.models import Enquiry, PublicPage
from tuokio.people.models import Person, Practice
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import Frame, begin, hand_over, move_process
from tuokio.terms.words import FormOfWork, ProcessEvent, ProcessState, ReferralReason, Standing

A_DAY = 86_400
USUAL_MONTHS = 6
FORM_WISHED = {
    Wish.UNSURE: FormOfWork.INDIVIDUAL,
    Wish.MYSELF: FormOfWork.INDIVIDUAL,
    Wish.PAIR: FormOfWork.PAIR,
    Wish.GROUP: FormOfWork.GROUP,
    Wish.WORK_COMMUNITY: FormOfWork.WORK_COMMUNITY,
}


class AlreadyAnswered(Exception):
    """Someone has answered the enquiry in the meantime."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What someone wrote in the enquiry form."""

    name: str
    reply_to: str
    wish: Wish
    words: str
    language: str


@transaction.atomic
def receive_enquiry(*, page: PublicPage, asked: Asked, stamp: str, at: datetime) -> Enquiry:
    """Take an enquiry in: it waits for an answer, and the process it may become begins.

    The same words sent twice from one showing of the form (`stamp`) are one enquiry; the first is returned.
    """
    try:
        claimed = claim(_once(asked, stamp), person_id=None, at=at)
    except AlreadySubmitted as first:
        return Enquiry.objects.get(pk=first.result)
    process = _begun(page, asked, supervisor=None, at=at)
    enquiry = _written(page, asked, process, at=at)
    settle(claimed, str(enquiry.pk))
    _tell_practice(enquiry, at)
    _send_receipt(enquiry, at)
    return enquiry


def receive_booked(*, page: PublicPage, asked: Asked, supervisor: Person, at: datetime) -> Enquiry:
    """Take in an enquiry that came with a booked conversation: it is answered, and the supervisor leads its mapping.

    Whoever opened hours to strangers has said yes beforehand. Letters are the booking's own, and so is the
    transaction that it is called in.
    """
    process = _begun(page, asked, supervisor=supervisor, at=at)
    process.move(ProcessEvent.ACCEPT_ENQUIRY, by=None, at=at)
    trail.record("process moved", about=process, by=None, at=at, event=ProcessEvent.ACCEPT_ENQUIRY)
    return _written(
        page, asked, process, at=at, answer=EnquiryAnswer.TAKEN, answered_by=supervisor, answered_at=at
    )


def _begun(page: PublicPage, asked: Asked, *, supervisor: Person | None, at: datetime) -> Process:
    practice = page.practice
    with translation.override(practice.language):
        called = " ".join(part for part in (_("Enquiry"), initials(asked.name)) if part)
    return begin(
        practice=practice,
        frame=Frame(name=called, form=FORM_WISHED[asked.wish], language=asked.language),
        event=ProcessEvent.ENQUIRE,
        supervisor=supervisor,
        by=None,
        at=at,
        lead_from=at.astimezone(HELSINKI).date(),
    )


def _written(page: PublicPage, asked: Asked, process: Process, *, at: datetime, **answered: Any) -> Enquiry:
    return Enquiry.objects.create(
        practice=page.practice,
        process=process,
        name=asked.name,
        reply_to=asked.reply_to,
        wish=asked.wish,
        words=asked.words,
        language=asked.language,
        arrived_at=at,
        answer_by=answer_day(at, page.answer_within_days),
        **answered,
    )


def _once(asked: Asked, stamp: str) -> str:
    said = "\0".join((stamp, asked.name, asked.reply_to, asked.wish, asked.words))
    return hashlib.sha256(said.encode()).hexdigest()


def answer_day(at: datetime, working_days: int) -> date:
    """By which day an enquiry that arrives at this moment is answered; Finnish public holidays do not count."""
    return working_day_after(at.astimezone(HELSINKI).date(), working_days, is_free=_is_holiday)


def _is_holiday(day: date) -> bool:
    return day in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    import holidays  # heavy: only whoever takes an enquiry in pays for it

    return frozenset(holidays.country_holidays("FI", years=year))


def erased_when(practice: Practice) -> str:
    """When an enquiry is erased, to be told to the one who writes it: "after half a year".

    The practice's choice belongs to retention, which stands above this context and hangs it on the practice.
    """
    chosen = getattr(practice, "keeping", None)
    months = chosen.enquiry_months if chosen else USUAL_MONTHS
    if months == USUAL_MONTHS:
        return _("after half a year")
    return ngettext("after one month", "after %(count)s months", months) % {"count": months}


def readers_of(practice: Practice) -> list[str]:
    """The mail addresses that are told of an enquiry: the practice's own, else its supervisors'."""
    if practice.email:
        return [practice.email]
    found = Person.objects.filter(
        roles__practice=practice,
        roles__standing=Standing.SUPERVISOR,
        roles__ended_on=None,
        is_active=True,
    ).exclude(email=None)
    return sorted({person.email or "" for person in found} - {""})


def _tell_practice(enquiry: Enquiry, at: datetime) -> None:
    practice = enquiry.practice
    address = f"{settings.BASE_ADDRESS}{reverse('mapping:enquiry_answer', args=[enquiry.pk])}"
    with translation.override(practice.language):
        for reader in readers_of(practice):
            send_letter(
                kind="enquiry arrived",
                to=reader,
                subject=_("An enquiry is waiting in Tuokio"),
                text=_(
                    "An enquiry came through your public page. You promised an answer by %(day)s.\n\n%(address)s"
                )
                % {"day": when.long_day(enquiry.answer_by), "address": address},
                language=practice.language,
                at=at,
                practice_id=practice.pk,
            )


def _send_receipt(enquiry: Enquiry, at: datetime) -> None:
    """Tell the one who asked that it came; a few letters a day to one address, so that nobody is flooded."""
    if not is_mail(enquiry.mail) or not allow(f"receipt:{enquiry.mail.lower()}", limit=3, seconds=A_DAY):
        return
    practice = enquiry.practice
    with translation.override(enquiry.language):
        text = _("Thank you for your message. It has come, and you will have an answer by %(day)s.") % {
            "day": when.long_day(enquiry.answer_by)
        }
        text += "\n\n" + _(
            "%(practice)s keeps your message and nobody else reads it. If no work together comes of it, it is erased %(when)s."
        ) % {"practice": practice.name, "when": erased_when(practice)}
        _letter_to_asker(enquiry, "enquiry received", _("Your message has come"), text, at)


def _letter_to_asker(enquiry: Enquiry, kind: str, subject: str, text: str, at: datetime) -> None:
    practice = enquiry.practice
    signed = "\n".join(part for part in (practice.name, practice.phone) if part)
    send_letter(
        kind=kind,
        to=enquiry.mail,
        subject=subject,
        text=f"{text}\n\n{signed}",
        language=enquiry.language,
        at=at,
        practice_id=practice.pk,
        reply_to=practice.email,
    )


def is_mail(text: str) -> bool:
    """Whether a text is a mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


# --- answering -----------------------------------------------------------------------------------------------


def _to_answer(enquiry: Enquiry) -> Enquiry:
    fresh = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if fresh.answered_at or fresh.erased_at:
        raise AlreadyAnswered
    return fresh


def _answered(enquiry: Enquiry, answer: EnquiryAnswer, *, by: Person, at: datetime) -> None:
    enquiry.answer, enquiry.answered_by, enquiry.answered_at = answer, by, at
    enquiry.save(update_fields=["answer", "answered_by", "answered_at"])
    trail.record("enquiry answered", about=enquiry, by=by, at=at, answer=answer)


@transaction.atomic
def take_enquiry(*, enquiry: Enquiry, by: Person, at: datetime) -> Process:
    """Take it to a mapping conversation; whoever takes it leads the process. Raises AlreadyAnswered."""
    fresh = _to_answer(enquiry)
    process = _led(fresh, by=by, at=at)
    move_process(process=process, event=ProcessEvent.ACCEPT_ENQUIRY, by=by, at=at)
    _answered(fresh, EnquiryAnswer.TAKEN, by=by, at=at)
    return process


@transaction.atomic
def answer_by_phone(*, enquiry: Enquiry, by: Person, at: datetime) -> Process:
    """It was answered by telephone: the promise is kept, and the process waits for the next step. Raises AlreadyAnswered."""
    fresh = _to_answer(enquiry)
    process = _led(fresh, by=by, at=at)
    _answered(fresh, EnquiryAnswer.BY_PHONE, by=by, at=at)
    return process


@transaction.atomic
def start_enquired(*, enquiry: Enquiry, by: Person, at: datetime) -> Process:
    """It goes the short path, whose form comes next. Raises AlreadyAnswered."""
    fresh = _to_answer(enquiry)
    process = _led(fresh, by=by, at=at)
    _answered(fresh, EnquiryAnswer.STARTED, by=by, at=at)
    return process


@transaction.atomic
def refer_enquiry(*, enquiry: Enquiry, reason: ReferralReason, by: Person, at: datetime) -> Process:
    """Something else helps better. Raises AlreadyAnswered."""
    fresh = _to_answer(enquiry)
    process = _led(fresh, by=by, at=at)
    move_process(process=process, event=ProcessEvent.REFER, by=by, at=at, reason=reason)
    _answered(fresh, EnquiryAnswer.REFERRED, by=by, at=at)
    return process


@transaction.atomic
def decline_enquiry(*, enquiry: Enquiry, by: Person, at: datetime) -> Process:
    """Nothing comes of it; a thank-you letter leaves when a mail address was given. Raises AlreadyAnswered."""
    fresh = _to_answer(enquiry)
    process = _led(fresh, by=by, at=at)
    move_process(process=process, event=ProcessEvent.DECLINE, by=by, at=at)
    _answered(fresh, EnquiryAnswer.DECLINED, by=by, at=at)
    if is_mail(fresh.mail):
        with translation.override(fresh.language):
            text = _(
                "Thank you for turning to us. This time we cannot offer supervision for what you asked. We wish you well in finding it."
            )
            _letter_to_asker(fresh, "enquiry declined", _("Thank you for your message"), text, at)
    return process


def _led(enquiry: Enquiry, *, by: Person, at: datetime) -> Process:
    """The process of the enquiry, led by whoever answers. One that is gone is begun anew."""
    process = enquiry.process
    if process is None:
        process = begin(
            practice=enquiry.practice,
            frame=Frame(
                name=str(FORMS[FORM_WISHED[Wish(enquiry.wish)]]), form=FORM_WISHED[Wish(enquiry.wish)]
            ),
            event=ProcessEvent.ENQUIRE,
            supervisor=None,
            by=by,
            at=at,
        )
        enquiry.process = process
        enquiry.save(update_fields=["process"])
    if process.state != ProcessState.ENQUIRED:
        raise AlreadyAnswered
    if not process.leads.exists():
        hand_over(process=process, to=by, from_on=at.astimezone(HELSINKI).date(), by=by, at=at)
    return process
