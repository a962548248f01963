"""Versions of a process's agreement, who accepted each, and the papers made of it. A sent version never changes."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuokio.agreement.domain.content import AgreementContent, fingerprint
from tuokio.agreement.domain.version_states import NEVER_IN_FORCE, OPEN, WAITING, version_after
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import AgreementPaper, Member, Process
from tuokio.terms.acceptance_words import IdentityLevel, VersionEvent, VersionState
from tuokio.terms.agreement_words import AgreementKind, PartyKind, Profile

WITHOUT_FORCE = sorted(NEVER_IN_FORCE)
LONGEST_REASON = 300


class AlreadySent(Exception):
    """What was sent to the parties never changes: a change is a version of its own."""


class VersionQuerySet(models.QuerySet["AgreementVersion"]):
    """Questions to the versions; who may read one is decided through the process it belongs to."""

    def sent(self) -> VersionQuerySet:
        """What has gone to the parties, and may be read by them."""
        return self.exclude(sent_at=None)

    def open(self) -> VersionQuerySet:
        """What is being drawn up or waits for acceptances: one in a process at most."""
        return self.filter(state__in=sorted(OPEN))

    def waiting(self) -> VersionQuerySet:
        """What was sent and is not in force yet."""
        return self.filter(state__in=sorted(WAITING))

    def in_force(self) -> VersionQuerySet:
        """What holds: one in a process at most."""
        return self.filter(state=VersionState.IN_FORCE)


class AgreementVersion(models.Model):
    """One version of the agreement of a process: what it says, and where it stands.

    `content` is `AgreementContent.as_json()` and `fingerprint` its SHA-256. `amends` is the version in force that
    this one changes; `concerns` are the kinds of parties that the change concerns. `state` repeats the newest
    VersionChange; only `move` writes it. `release` is the program's own, whose templates made the copies.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.CASCADE, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in AgreementKind])
    profile = models.CharField(max_length=8, choices=[(p.value, p.value) for p in Profile])
    binding_language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    concerns = models.JSONField(default=list)
    amends = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="amendments")
    state = models.CharField(
        max_length=16, choices=[(s.value, s.value) for s in VersionState], default=VersionState.DRAFT
    )
    release = models.CharField(max_length=20, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    # whose it is to read, as it was then; a later payer of the same process does not read it
    meant_for = models.UUIDField(null=True, blank=True, editable=False)
    in_force_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[VersionQuerySet] = VersionQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["state", "sent_at"])]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="one_version_a_number"),
            models.UniqueConstraint(
                fields=["process"], condition=Q(state__in=sorted(OPEN)), name="one_version_open"
            ),
            models.UniqueConstraint(
                fields=["process"], condition=Q(state=VersionState.IN_FORCE), name="one_version_in_force"
            ),
            models.CheckConstraint(
                condition=Q(state__in=WITHOUT_FORCE, in_force_at=None)
                | (~Q(state__in=WITHOUT_FORCE) & Q(in_force_at__isnull=False, sent_at__isnull=False)),
                name="in_force_since_some_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(WAITING)) | Q(sent_at__isnull=False),
                name="waiting_since_it_was_sent",
            ),
        ]

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> AgreementVersion:
        """Remember whether it was sent when it was read, for `save`."""
        version = super().from_db(*args, **kwargs)
        version._is_sealed = "sent_at" in version.__dict__ and version.sent_at is not None
        return version

    _is_sealed = False

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it. Raises AlreadySent when a sent version would say something else than it did."""
        written = set(kwargs.get("update_fields") or {"content"})
        if self._is_sealed and not written <= {"state", "in_force_at"}:
            raise AlreadySent
        super().save(*args, **kwargs)
        self._is_sealed = self.sent_at is not None

    def __str__(self) -> str:
        return f"agreement version {self.pk}"

    @property
    def now_in(self) -> VersionState:
        """The state as a word of the field; what was in force has ended when its process has."""
        state = VersionState(self.state)
        return VersionState.ENDED if state == VersionState.IN_FORCE and self.process.has_ended else state

    @property
    def says(self) -> AgreementContent:
        """What is agreed, clause by clause."""
        return AgreementContent.from_json(self.content)

    @property
    def is_whole(self) -> bool:
        """Whether what is stored still has the fingerprint that the parties accepted."""
        return fingerprint(self.says) == self.fingerprint

    @property
    def is_amendment(self) -> bool:
        """Whether it changes a version that is or was in force."""
        return self.amends_id is not None

    def move(self, event: VersionEvent, *, by: Person | None, at: datetime) -> VersionChange:
        """Let one event happen. Raises IllegalVersionEvent when it cannot happen in this state."""
        before = VersionState(self.state)
        self.state = version_after(before, event)
        moments = {VersionEvent.SEND: "sent_at", VersionEvent.ENTER_INTO_FORCE: "in_force_at"}
        written = ["state"]
        if moment := moments.get(event):
            setattr(self, moment, at)
            written.append(moment)
        if event == VersionEvent.SEND:
            self.meant_for = self.process.payer_id
            written.append("meant_for")
        self.save(update_fields=written)
        return self.changes.create(event=event, from_state=before, to_state=self.state, by=by, at=at)


class VersionChange(models.Model):
    """One event in the life of a version: who, when, from where to where."""

    version = models.ForeignKey(AgreementVersion, models.CASCADE, related_name="changes")
    event = models.CharField(max_length=20, choices=[(e.value, e.value) for e in VersionEvent])
    from_state = models.CharField(max_length=16)
    to_state = models.CharField(max_length=16)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]


class AgreementCopy(models.Model):
    """The PDF of a sent version in one language, made once: these bytes are what counts."""

    version = models.ForeignKey(AgreementVersion, models.CASCADE, related_name="copies")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    content = models.BinaryField()
    fingerprint = models.CharField(max_length=64)  # of the bytes
    release = models.CharField(max_length=20)  # of the program that made it
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="one_copy_a_language"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it. Raises AlreadySent for a copy that is kept already."""
        if not self._state.adding:
            raise AlreadySent
        super().save(*args, **kwargs)


class Acceptance(models.Model):
    """One party's yes to one version: when, how surely known, and the fingerprint of what was accepted.

    A member's row keeps no name: it goes with the member, and the row stays as a count. `carried_from` is the
    acceptance of an earlier version that still holds because nothing that concerns the party was changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(AgreementVersion, models.CASCADE, related_name="acceptances")
    party = models.CharField(max_length=12, choices=[(p.value, p.value) for p in PartyKind])
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(ContactPerson, models.SET_NULL, null=True, blank=True, related_name="+")
    member = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="agreement_acceptances"
    )
    name = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()
    identity = models.CharField(max_length=12, choices=[(i.value, i.value) for i in IdentityLevel])
    fingerprint = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    paper = models.ForeignKey(AgreementPaper, models.SET_NULL, null=True, blank=True, related_name="+")
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "party"],
                condition=~Q(party=PartyKind.MEMBER),
                name="each_party_accepts_once",
            ),
            models.UniqueConstraint(fields=["version", "member"], name="each_member_accepts_once"),
            models.CheckConstraint(
                condition=Q(party=PartyKind.MEMBER, name="") | (~Q(party=PartyKind.MEMBER) & Q(member=None)),
                name="members_by_row_others_by_name",
            ),
        ]


class MemberRefusal(models.Model):
    """A member's no to one version. Only the supervisor reads it; a later yes of the member lets it go."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(AgreementVersion, models.CASCADE, related_name="refusals")
    member = models.ForeignKey(Member, models.CASCADE, related_name="agreement_refusals")
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "member"], name="each_member_refuses_once"),
        ]
