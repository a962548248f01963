"""Founding a practice, standing in it, its customers."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib import resources
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tuokio.audit import trail
from tuokio.kit.letters import write_to
from tuokio.people import signals
from tuokio.people.models import (
    ContactPerson,
    Invitation,
    MailCode,
    Organisation,
    Person,
    Practice,
    Role,
    VatCode,
)
from tuokio.terms.words import OrganisationKind, PracticeKind, Standing


class AddressTaken(Exception):
    """The mail address belongs to someone else by now."""


class LastOwner(Exception):
    """The practice would be left without an owner."""


class StillNeeded(Exception):
    """The account cannot be closed yet; `reasons` says why, in sentences."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(len(reasons))
        self.reasons = reasons


@transaction.atomic
def found_practice(
    *,
    name: str,
    kind: PracticeKind,
    owner: Person,
    at: datetime,
    slug: str = "",
    language: str = "fi",
    supervises: bool = True,
    email: str = "",
    phone: str = "",
    business_id: str = "",
) -> Practice:
    """Found a practice with its owner, who usually supervises too, and the VAT codes of today's data file."""
    practice = Practice.objects.create(
        slug=_free_slug(slug or name),
        name=name,
        kind=kind,
        language=language,
        founded_at=at,
        email=email,
        phone=phone,
        business_id=business_id,
    )
    for standing in (Standing.OWNER, *((Standing.SUPERVISOR,) if supervises else ())):
        Role.objects.create(practice=practice, person=owner, standing=standing, since=at.date())
    if practice.invoices:
        set_vat_codes(practice)
    trail.record("practice founded", about=practice, by=owner, at=at, kind=kind)
    return practice


def _free_slug(wish: str) -> str:
    base = slugify(wish)[:50] or "practice"
    slug, number = base, 1
    while Practice.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def set_vat_codes(practice: Practice) -> None:
    """Copy the dated VAT treatments of the data file to the practice, which owns and may change them."""
    rows = json.loads(resources.files("tuokio.people").joinpath("data/vat.json").read_text("utf-8"))
    VatCode.objects.bulk_create(
        VatCode(
            practice=practice,
            code=row["code"],
            percent=Decimal(row["percent"]),
            reason_fi=row["reason"]["fi"],
            reason_sv=row["reason"]["sv"],
            reason_en=row["reason"]["en"],
            valid_from=date.fromisoformat(row["from"]),
            valid_until=date.fromisoformat(row["until"]) if row["until"] else None,
        )
        for row in rows
    )


@transaction.atomic
def give_role(
    *, practice: Practice, person: Person, standing: Standing, by: Person | None, at: datetime
) -> Role:
    """Let a person stand in a practice; giving a role twice changes nothing."""
    role, new = Role.objects.get_or_create(
        practice=practice, person=person, standing=standing, ended_on=None, defaults={"since": at.date()}
    )
    if new:
        trail.record("role given", about=practice, by=by, at=at, standing=standing)
    return role


def payer_named(*, practice: Practice, name: str, kind: OrganisationKind | None = None) -> Organisation:
    """The practice's customer of that name, made when there is none yet."""
    found = Organisation.objects.filter(practice=practice, name__iexact=name.strip()).first()
    return found or Organisation.objects.create(
        practice=practice,
        name=name.strip(),
        kind=kind or OrganisationKind.COMPANY,
        language=practice.language,
    )


# --- standing in a practice ---------------------------------------------------------------------------------


@transaction.atomic
def end_role(*, role: Role, by: Person, at: datetime) -> None:
    """Let a standing end today. Raises LastOwner when nobody would be left to run the practice."""
    if role.ended_on is not None:
        return
    owners = Role.objects.select_for_update().filter(
        practice=role.practice, standing=Standing.OWNER, ended_on=None
    )
    if role.standing == Standing.OWNER and len(owners) == 1:
        raise LastOwner
    role.ended_on = at.date()
    role.save(update_fields=["ended_on"])
    trail.record("role ended", about=role.practice, by=by, at=at, standing=role.standing)


def person_with(*, email: str, language: str) -> Person:
    """The person of a mail address; made without a name when nobody has it yet. They sign in by a mailed code."""
    email = email.strip().lower()
    found = Person.objects.filter(email=email).first()
    if found:
        return found
    try:
        with transaction.atomic():
            return Person.objects.create_user(email, language=language)
    except IntegrityError:  # the same address was entered twice at once
        return Person.objects.get(email=email)


@transaction.atomic
def invite(
    *, practice: Practice, email: str, standing: Standing, by: Person, at: datetime
) -> Invitation | None:
    """Ask someone by mail to stand in the practice. None when they stand there so already."""
    person = person_with(email=email, language=practice.language)
    if Role.objects.filter(practice=practice, person=person, standing=standing, ended_on=None).exists():
        return None
    invitation, new = Invitation.objects.get_or_create(
        practice=practice,
        person=person,
        standing=standing,
        accepted_at=None,
        ended_at=None,
        defaults={"invited_by": by, "invited_at": at},
    )
    if new:
        write_to(
            person,
            kind="invitation",
            subject=lambda: _("An invitation waits for you in Tuokio"),
            text=lambda: (
                _(
                    "Hello,\n\n"
                    "%(practice)s invites you to Tuokio. Sign in with this mail address; no password is needed:\n"
                    "%(address)s\n\n"
                    "If you do not know what this is about, you need not do anything."
                )
                % {
                    "practice": practice.name,
                    "address": settings.BASE_ADDRESS + reverse("people:invitations"),
                }
            ),
            at=at,
            practice_id=practice.pk,
            reply_to=practice.email,
        )
        trail.record("person invited", about=practice, by=by, at=at, standing=standing)
    return invitation


@transaction.atomic
def accept(*, invitation: Invitation, by: Person, at: datetime) -> None:
    """Say yes to an invitation; saying it twice changes nothing."""
    if Invitation.objects.filter(pk=invitation.pk, accepted_at=None, ended_at=None).update(accepted_at=at):
        give_role(
            practice=invitation.practice,
            person=by,
            standing=Standing(invitation.standing),
            by=invitation.invited_by,
            at=at,
        )


def end_invitation(*, invitation: Invitation, by: Person, at: datetime) -> None:
    """Withdraw an invitation, or decline it."""
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, ended_at=None)
    if waiting.update(ended_at=at):
        trail.record("invitation ended", about=invitation.practice, by=by, at=at)


# --- one's own data -----------------------------------------------------------------------------------------


@transaction.atomic
def change_address(*, code: MailCode, at: datetime) -> Person:
    """Make the address, whose code has just been typed, the person's own. Raises AddressTaken."""
    if code.person is None:
        raise AddressTaken
    person = Person.objects.select_for_update().get(pk=code.person.pk)
    if Person.objects.filter(email=code.email).exclude(pk=person.pk).exists():
        raise AddressTaken
    if person.email:
        tell_of_change(person=person, at=at)
    person.email = code.email
    person.save(update_fields=["email"])
    trail.record("address changed", about=person, by=person, at=at)
    return person


def tell_of_change(*, person: Person, at: datetime) -> None:
    """A mail to the person's address that a way into the account was changed, for the case that it was not them."""
    if not person.email:
        return
    write_to(
        person,
        kind="account changed",
        subject=lambda: _("Your account in Tuokio was changed"),
        text=lambda: (
            _(
                "Hello,\n\n"
                "A way into your account in Tuokio was just changed: its mail address, a passkey or the second step.\n\n"
                "If it was you, you need not do anything. If it was not, sign in, end the other sign-ins under your "
                "own data, and tell whoever looks after this installation:\n%(address)s"
            )
            % {"address": settings.BASE_ADDRESS + reverse("people:sign_ins")}
        ),
        at=at,
    )


def own_data(person: Person) -> dict[str, Any]:
    """Everything Tuokio keeps about the person by name, ready for JSON; other contexts add their part."""
    data: dict[str, Any] = {
        "person": {
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "language": person.language,
            "joined_at": person.joined_at.isoformat(),
        },
        "standings": [
            {
                "practice": role.practice.name,
                "standing": role.standing,
                "since": role.since.isoformat(),
                "ended_on": role.ended_on.isoformat() if role.ended_on else None,
            }
            for role in person.roles.select_related("practice").order_by("since", "pk")
        ],
        "qualifications": [
            {
                "programme": one.programme,
                "year": one.year,
                "body": one.body,
                "verified_by": one.verified_by,
                "verified_on": one.verified_on.isoformat() if one.verified_on else None,
            }
            for one in person.qualifications.all()
        ],
        "sign_ins": [
            {"since": one.created_at.isoformat(), "from": one.ip, "browser": one.user_agent}
            for one in UserSession.objects.filter(user=person).order_by("created_at", "pk")
        ],
    }
    for _receiver, part in signals.own_data_asked.send(Person, person=person):
        if isinstance(part, tuple):
            data[part[0]] = part[1]
    return data


def end_other_sign_ins(person: Person, *, here: str) -> None:
    """End every sign-in of the person but the one of this session."""
    for one in UserSession.objects.filter(user=person).exclude(session_key=here):
        one.end()


def reasons_to_stay(person: Person) -> list[str]:
    """Why the account cannot be closed yet, in sentences; empty when it can."""
    reasons = [
        str(answer) for _receiver, answer in signals.closing_asked.send(Person, person=person) if answer
    ]
    for practice in Practice.objects.owned_by(person):
        owners = practice.roles.filter(standing=Standing.OWNER, ended_on=None).count()
        others = practice.roles.filter(ended_on=None).exclude(person=person).exists()
        if owners == 1 and others:
            reasons.append(
                _("You are the only owner of %(practice)s. Make someone else an owner first.")
                % {"practice": practice.name}
            )
    return reasons


@transaction.atomic
def close_account(*, person: Person, at: datetime) -> list[str]:
    """Let a person go: name, address and every key are erased; what others keep stays without the person.

    Returns what is to be said of what stays for a while, in sentences.
    Raises StillNeeded while they lead open processes or a practice depends on them.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if reasons := reasons_to_stay(person):
        raise StillNeeded(reasons)
    told = [
        answer
        for _receiver, answer in signals.account_closed.send(Person, person=person, at=at)
        if isinstance(answer, str)
    ]
    person.roles.filter(ended_on=None).update(ended_on=at.date())
    person.invitations.filter(accepted_at=None, ended_at=None).update(ended_at=at)
    person.qualifications.all().delete()
    for keys in (person.slips, person.pin_devices):
        keys.all().delete()
    MailCode.objects.filter(person=person).delete()
    person.name = person.phone = ""
    person.email = None
    person.is_active = False
    person.closed_at = at
    person.save()
    trail.record("account closed", about=person, by=person, at=at)
    return told


@transaction.atomic
def join_persons(*, kept: Person, gone: Person, at: datetime) -> None:
    """Two ways in are one person's: what belonged to `gone` belongs to `kept`, and `gone` is closed."""
    signals.persons_joined.send(Person, kept=kept, gone=gone)
    close_account(person=gone, at=at)


# --- customers ----------------------------------------------------------------------------------------------


def end_contact(*, contact: ContactPerson, by: Person, at: datetime) -> None:
    """The contact person is one no longer: nothing more is sent, and their doors are closed at once."""
    contact.ended_on = at.date()
    contact.save(update_fields=["ended_on"])
    contact.doors.filter(revoked_at=None).update(revoked_at=at)
    trail.record("contact ended", about=contact, by=by, at=at)


@transaction.atomic
def add_vat_row(*, row: VatCode, by: Person, at: datetime) -> VatCode:
    """A VAT treatment changes from a day on: the row that held until then ends the day before."""
    day_before = row.valid_from - timedelta(days=1)
    earlier = VatCode.objects.filter(practice=row.practice, code=row.code, valid_from__lt=row.valid_from)
    earlier.filter(Q(valid_until=None) | Q(valid_until__gte=row.valid_from)).update(valid_until=day_before)
    row.save()
    trail.record("vat code changed", about=row.practice, by=by, at=at)
    return row
