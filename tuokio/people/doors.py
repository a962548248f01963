"""The ways in: mailed codes, printed slips, a device's own digits, start links, the commissioner's door.

Codes and links are kept as fingerprints only. Whoever checks one gets a person or a named refusal.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tuokio.audit import trail
from tuokio.kit.letters import send_letter, write_to
from tuokio.people.domain import codes
from tuokio.people.models import ContactPerson, Door, MailCode, Person, PinDevice, Slip, StartLink

TRIES = 5
CODE_LIVES = timedelta(minutes=15)
SLIP_LIVES = timedelta(days=30)
DOOR_LIVES = timedelta(days=30)
START_LIVES = timedelta(minutes=15)
EASY_PINS = {
    "012345",
    "123456",
    "234567",
    "345678",
    "456789",
    "654321",
    "543210",
    "987654",
    "123123",
    "112233",
}


class CodeWrong(Exception):
    """The code is not the one that was sent; `left` tells how many tries remain."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class CodeSpent(Exception):
    """The code no longer works: typed wrong five times, used, or older than a quarter of an hour."""


class SlipRefused(Exception):
    """No slip that still opens bears this code: unknown, used, revoked or older than thirty days."""


class DeviceForgotten(Exception):
    """This device is not known, or its digits were typed wrong five times and it was let go."""


class PinTooEasy(Exception):
    """Digits that anyone would try first."""


class LinkSpent(Exception):
    """The link has been used or is too old."""


class NoMailAddress(Exception):
    """The contact person has no mail address to send a link to."""


def _fingerprint(text: str, salt: str) -> str:
    return codes.fingerprint(text, key=settings.SECRET_KEY, salt=salt)


def _address(name: str, *parts: str) -> str:
    return f"{settings.BASE_ADDRESS}{reverse(name, args=parts)}"


# --- six digits by mail -------------------------------------------------------------------------------------


def send_sign_in_code(*, email: str, language: str, at: datetime) -> MailCode:
    """Send a code to whoever signs in with that address. For an unknown address the same is done, without a mail."""
    person = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    return _send_code(
        purpose=MailCode.Purpose.SIGN_IN,
        email=email.strip().lower(),
        language=person.language if person else language,
        at=at,
        person=person,
    )


def send_new_address_code(*, person: Person, email: str, at: datetime) -> MailCode:
    """Send a code to an address that a person wants to change to.

    When the address is someone else's already, its owner gets no code: nobody learns that it is known.
    """
    taken = Person.objects.filter(email=email.strip().lower()).exclude(pk=person.pk).exists()
    return _send_code(
        purpose=MailCode.Purpose.NEW_ADDRESS,
        email=email.strip().lower(),
        language=person.language,
        at=at,
        person=None if taken else person,
    )


def send_door_code(*, door: Door, at: datetime) -> MailCode:
    """Send the code that the link of a commissioner's mail asks for, to the contact person's own address."""
    return _send_code(
        purpose=MailCode.Purpose.DOOR,
        email=door.contact.email,
        language=door.contact.language,
        at=at,
        door=door if door.contact.email else None,
    )


@transaction.atomic
def _send_code(
    *,
    purpose: str,
    email: str,
    language: str,
    at: datetime,
    person: Person | None = None,
    door: Door | None = None,
) -> MailCode:
    digits = codes.new_digits()
    code = MailCode(
        purpose=purpose, person=person, door=door, email=email, made_at=at, expires_at=at + CODE_LIVES
    )
    code.fingerprint = _fingerprint(digits, str(code.pk))
    code.save()
    if person or door:
        with translation.override(language):
            send_letter(
                kind="code",
                to=email,
                subject=_("Your code for Tuokio"),
                text=_(
                    "Your code is %(code)s\n\n"
                    "Type it on the page where you asked for it. It works for 15 minutes.\n\n"
                    "If you did not ask for a code, you need not do anything."
                )
                % {"code": f"{digits[:3]} {digits[3:]}"},
                language=language,
                at=at,
            )
    return code


def take_code(*, code_id: UUID | str, purpose: str, typed: str, at: datetime) -> MailCode:
    """The code that was sent, now used. Raises CodeWrong, or CodeSpent at the fifth wrong one and ever after.

    Not one transaction on purpose: a counted try stays counted whatever the caller does.
    """
    mine = MailCode.objects.filter(pk=code_id, purpose=purpose, used_at=None, expires_at__gt=at)
    if not mine.filter(tries__lt=TRIES).update(tries=F("tries") + 1):
        raise CodeSpent
    code = mine.select_related("person", "door__contact").first()
    if code is None:
        raise CodeSpent
    right = hmac.compare_digest(code.fingerprint, _fingerprint(codes.only_digits(typed), str(code.pk)))
    if not right or not (code.person or code.door):
        if code.tries >= TRIES:
            raise CodeSpent
        raise CodeWrong(TRIES - code.tries)
    if not mine.update(used_at=at):
        raise CodeSpent
    return code


# --- a printed slip -----------------------------------------------------------------------------------------


@transaction.atomic
def make_slip(*, person: Person, by: Person, at: datetime) -> str:
    """A new slip's code, to be printed now and never shown again; the person's earlier slips stop working."""
    revoke_slips(person=person, at=at)
    code = codes.new_slip_code()
    Slip.objects.create(
        person=person,
        fingerprint=_fingerprint(code, "slip"),
        made_by=by,
        made_at=at,
        expires_at=at + SLIP_LIVES,
    )
    trail.record("slip made", about=person, by=by, at=at)
    return code


def revoke_slips(*, person: Person, at: datetime) -> None:
    """Let no unused slip of the person open anything any more."""
    Slip.objects.filter(person=person, used_at=None, revoked_at=None).update(revoked_at=at)


@transaction.atomic
def use_slip(*, typed: str, at: datetime) -> Person:
    """The person whose slip bears this code; it opens once. Raises SlipRefused."""
    slip = (
        Slip.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(fingerprint=_fingerprint(codes.only_slip_letters(typed), "slip"))
        .first()
    )
    if slip is None or not slip.is_good(at) or not slip.person.is_active:
        raise SlipRefused
    slip.used_at = at
    slip.save(update_fields=["used_at"])
    trail.record("slip used", about=slip.person, by=slip.person, at=at)
    return slip.person


# --- six digits of one's own on one's own device ------------------------------------------------------------


@transaction.atomic
def remember_device(*, person: Person, pin: str, at: datetime) -> str:
    """Let the person come in on this device with six digits; returns what its cookie holds. Raises PinTooEasy."""
    if pin in EASY_PINS or len(set(pin)) < 3:
        raise PinTooEasy
    token = codes.new_token()
    PinDevice.objects.create(
        person=person,
        fingerprint=_fingerprint(token, "device"),
        pin=make_password(pin),
        made_at=at,
        used_at=at,
    )
    trail.record("device remembered", about=person, by=person, at=at)
    return token


def device_of(token: str) -> PinDevice | None:
    """The remembered device that holds this cookie."""
    if not token:
        return None
    return (
        PinDevice.objects.select_related("person")
        .filter(fingerprint=_fingerprint(token[:100], "device"), person__is_active=True)
        .first()
    )


def enter_by_pin(*, token: str, typed: str, at: datetime) -> Person:
    """The person of this device. Raises CodeWrong, and DeviceForgotten at the fifth wrong try."""
    device = device_of(token)
    if device is None:
        raise DeviceForgotten
    mine = PinDevice.objects.filter(pk=device.pk)
    if not mine.filter(tries__lt=TRIES).update(tries=F("tries") + 1):
        mine.delete()
        raise DeviceForgotten
    if not check_password(codes.only_digits(typed), device.pin):
        left = TRIES - device.tries - 1
        if left <= 0:
            mine.delete()
            raise DeviceForgotten
        raise CodeWrong(left)
    mine.update(tries=0, used_at=at)
    return device.person


# --- a link from one's own terminal -------------------------------------------------------------------------


@transaction.atomic
def make_start_link(*, person: Person, at: datetime) -> str:
    """The whole address that signs the person in once within a quarter of an hour."""
    token = codes.new_token()
    StartLink.objects.create(
        person=person, fingerprint=_fingerprint(token, "start"), made_at=at, expires_at=at + START_LIVES
    )
    return _address("people:start_link", token)


def is_start_link(token: str, at: datetime) -> bool:
    """Whether the link would still open; looks only."""
    return StartLink.objects.filter(
        fingerprint=_fingerprint(token, "start"), used_at=None, expires_at__gt=at
    ).exists()


def use_start_link(*, token: str, at: datetime) -> Person:
    """The person of the link, which is spent by this. Raises LinkSpent."""
    # no join in what is updated: PostgreSQL would look for unused links before it waits for the row
    mine = StartLink.objects.filter(fingerprint=_fingerprint(token, "start"), expires_at__gt=at)
    link = mine.select_related("person").filter(person__is_active=True).first()
    if link is None or not mine.filter(used_at=None).update(used_at=at):
        raise LinkSpent
    return link.person


# --- the commissioner's door --------------------------------------------------------------------------------


@transaction.atomic
def open_door(*, contact: ContactPerson, by: Person | None, at: datetime) -> Door:
    """Send the contact person a link to the commissioner's page. Raises NoMailAddress."""
    if not contact.email:
        raise NoMailAddress
    token = codes.new_token()
    door = _door(contact, token, by, at)
    write_to(
        contact,
        kind="commissioner's door",
        subject=lambda: _("A page in Tuokio waits for you"),
        text=lambda: (
            _(
                "Hello,\n\n"
                "%(practice)s has a page for you in Tuokio. It opens here:\n%(address)s\n\n"
                "The page then sends a code to this address. Without the code the link opens nothing. "
                "The link works for 30 days."
            )
            % {
                "practice": contact.practice.name,
                "address": f"{_address('people:door', token)}?lang={contact.language}",
            }
        ),
        at=at,
        practice_id=contact.practice_id,
        reply_to=contact.practice.email,
    )
    trail.record("door opened", about=contact, by=by, at=at)
    return door


def open_door_quietly(*, contact: ContactPerson, at: datetime) -> Door:
    """A door without a mail, for the demo's own sign-in page."""
    return _door(contact, codes.new_token(), None, at)


def _door(contact: ContactPerson, token: str, by: Person | None, at: datetime) -> Door:
    return Door.objects.create(
        contact=contact,
        fingerprint=_fingerprint(token, "door"),
        opened_by=by,
        opened_at=at,
        expires_at=at + DOOR_LIVES,
    )


def door_of(token: str) -> Door | None:
    """The door of this link, good or not, unless its contact person is gone or it was closed."""
    return (
        Door.objects.select_related("contact__practice", "contact__organisation")
        .filter(fingerprint=_fingerprint(token[:100], "door"), revoked_at=None, contact__ended_on=None)
        .first()
    )


def close_doors(*, contact: ContactPerson, by: Person | None, at: datetime) -> None:
    """Close every door of the contact person, those who are inside included."""
    contact.doors.filter(revoked_at=None).update(revoked_at=at)
    trail.record("doors closed", about=contact, by=by, at=at)


def forget_spent(at: datetime) -> int:
    """Erase codes, slips, links and doors that have opened nothing for a month; returns how many."""
    month = at - timedelta(days=30)
    gone = 0
    for spent in (
        MailCode.objects.filter(made_at__lt=at - timedelta(days=1)),
        Slip.objects.filter(expires_at__lt=month),
        StartLink.objects.filter(expires_at__lt=at - timedelta(days=1)),
        Door.objects.filter(expires_at__lt=month),
    ):
        gone += spent.delete()[0]
    return gone
