"""Founding a practice, standing in it, its customers."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from importlib import resources

from django.db import transaction
from django.utils.text import slugify

from tuokio.audit import trail
from tuokio.people.models import Organisation, Person, Practice, Role, VatCode
from tuokio.terms.words import OrganisationKind, PracticeKind, Standing


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
