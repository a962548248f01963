"""Persons, practices, their customers, and what each person may do where."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise

from tuokio.kit.labels import PAYER_SEES_THIS
from tuokio.terms.handing_over_words import Controller
from tuokio.terms.words import Audience, OrganisationKind, PracticeKind, Standing


def choices(words: type[Standing] | type[PracticeKind] | type[OrganisationKind]) -> list[tuple[str, str]]:
    """The values of an enum as a field wants them; what people read comes from kit.labels."""
    return [(word.value, word.value) for word in words]


class PersonManager(BaseUserManager["Person"]):
    """Makes persons; a mail address is optional and compared without case."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields: object) -> Person:
        person = self.model(email=email.strip().lower() if email else None, **fields)
        if password:
            person.set_password(password)
        else:
            person.set_unusable_password()
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Anyone who may sign in: supervisor, supervisee, owner, coordinator. A member of a group need not be one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(max_length=254, unique=True, null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[PersonManager] = PersonManager()

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def short_name(self) -> str:
        """First name and an initial: what the corner of each page shows."""
        first, *rest = self.name.split() or [""]
        return f"{first} {rest[-1][0]}." if rest else first

    # allauth and Django's templates ask these of any user
    is_staff = False
    is_superuser = False

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.short_name

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Nobody has Django's permissions here: access is decided by what a person can reach."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """See has_perm."""
        return False


class PracticeQuerySet(models.QuerySet["Practice"]):
    """Questions to the practices."""

    def of(self, person: Person) -> PracticeQuerySet:
        """The practices where the person stands in any role."""
        return self.filter(roles__person=person, roles__ended_on=None).distinct()

    def owned_by(self, person: Person) -> PracticeQuerySet:
        """The practices the person runs."""
        return self.filter(roles__person=person, roles__standing=Standing.OWNER, roles__ended_on=None)


class Practice(models.Model):
    """One supervisor's firm, a firm of several, or an employer's own unit of supervisors. The tenant."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=choices(PracticeKind), default=PracticeKind.SOLO)
    business_id = models.CharField(max_length=12, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    zone = models.CharField(max_length=40, default="Europe/Helsinki")
    controller = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Controller], default=Controller.PRACTICE
    )
    # terms offered by default to new processes
    free_until_hours = models.PositiveSmallIntegerField(default=48)
    late_percent = models.PositiveSmallIntegerField(default=100)
    no_show_percent = models.PositiveSmallIntegerField(default=100)
    count_business_days = models.BooleanField(default=False)
    vat_code = models.CharField(max_length=20, default="standard")
    founded_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[PracticeQuerySet] = PracticeQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    def __str__(self) -> str:
        return self.slug

    @property
    def invoices(self) -> bool:
        """Whether there is anything to invoice: an internal unit counts hours only."""
        return self.kind != PracticeKind.INTERNAL


class Role(models.Model):
    """What a person does in a practice, with its dates; one person may stand in many."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    standing = models.CharField(max_length=12, choices=choices(Standing))
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "person", "standing"], condition=Q(ended_on=None), name="one_role_once"
            )
        ]


class Qualification(models.Model):
    """Training as a supervisor, with its source: the title is not protected (domain 1.1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="qualifications")
    programme = models.CharField(max_length=160)
    year = models.PositiveSmallIntegerField()
    body = models.CharField(max_length=160)
    verified_by = models.CharField(max_length=160, blank=True)
    verified_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["year", "programme"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_by="", verified_on=None)
                | (~Q(verified_by="") & Q(verified_on__isnull=False)),
                name="verified_by_and_on_together",
            )
        ]


class Organisation(models.Model):
    """Who orders and pays: an organisation, or a person who pays for themselves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="organisations")
    name = models.CharField(max_length=160)
    kind = models.CharField(
        max_length=12, choices=choices(OrganisationKind), default=OrganisationKind.COMPANY
    )
    business_id = models.CharField(max_length=12, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    order_number = models.CharField(max_length=60, blank=True)
    cost_centre = models.CharField(max_length=60, blank=True)
    framework_contract = models.CharField(max_length=60, blank=True)
    needs_order_number = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["practice", "name"])]

    def __str__(self) -> str:
        return f"organisation {self.pk}"


class Unit(models.Model):
    """A part of an organisation, with its own cost centre if it has one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="units")
    name = models.CharField(max_length=160)
    cost_centre = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["name"]


class ContactPerson(models.Model):
    """The one who orders for a commissioner and reads its page: dates, counts and costs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contact_persons")
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="contact_persons")
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    @property
    def pays_for_oneself(self) -> bool:
        """Whether they order for nobody but themselves: then no word of a commissioner is for them."""
        return self.organisation.kind == OrganisationKind.SELF_PAYER

    def seen_in_words(self, audience: Audience) -> Promise | str:
        """The words of a badge that this reader meets; empty when the usual ones hold."""
        return PAYER_SEES_THIS if audience == Audience.COMMISSIONER and self.pays_for_oneself else ""


class VatCode(models.Model):
    """A VAT treatment with its dates and the reason printed beside it (domain 7.7): data, not code."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="vat_codes")
    code = models.CharField(max_length=20)
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    reason_fi = models.CharField(max_length=200, blank=True)
    reason_sv = models.CharField(max_length=200, blank=True)
    reason_en = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "code", "valid_from"], name="vat_code_once_a_day")
        ]

    def reason(self, language: str) -> str:
        """The reason in one of the three languages, Finnish when it is not given."""
        return str(getattr(self, f"reason_{language}", "") or self.reason_fi)

    def holds_on(self, day: date) -> bool:
        """Whether this treatment is the one of that day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


# --- doors: how people come in ------------------------------------------------------------------------------


class MailCode(models.Model):
    """Six digits sent to an address: whoever types them reads its mail. Kept only as a fingerprint.

    A row is made for an unknown address too, so that nobody learns which addresses are known.
    """

    class Purpose(models.TextChoices):
        SIGN_IN = "sign_in"
        NEW_ADDRESS = "new_address"
        DOOR = "door"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    door = models.ForeignKey("people.Door", models.CASCADE, null=True, related_name="codes")
    email = models.EmailField(max_length=254)
    fingerprint = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Slip(models.Model):
    """A code on a printed slip, handed over in the room: opens one person's door once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="slips")
    fingerprint = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def is_good(self, at: datetime) -> bool:
        """Whether it still opens the door."""
        return self.used_at is None and self.revoked_at is None and at < self.expires_at


class PinDevice(models.Model):
    """One phone or computer on which a person comes in with six digits of their own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="pin_devices")
    fingerprint = models.CharField(max_length=64, unique=True)  # of the device's cookie
    pin = models.CharField(max_length=128)  # hashed like a password
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField()


class StartLink(models.Model):
    """A link printed on the installation's own terminal: signs its person in once, within a quarter of an hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Door(models.Model):
    """A commissioner's way in: the link of a mail, useless without the code sent to the same address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(ContactPerson, models.CASCADE, related_name="doors")
    fingerprint = models.CharField(max_length=64, unique=True)
    opened_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def is_good(self, at: datetime) -> bool:
        """Whether its link still leads to a code."""
        return self.revoked_at is None and at < self.expires_at


class Invitation(models.Model):
    """A standing in a practice that waits for the invited person's yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    standing = models.CharField(max_length=12, choices=choices(Standing))
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # withdrawn by the practice or declined by the person

    class Meta:
        ordering = ["invited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "person", "standing"],
                condition=Q(accepted_at=None, ended_at=None),
                name="one_invitation_waits",
            )
        ]
