"""A summary on its way to the commissioner: what it says, where it stands, and words that nobody can put a name to."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuokio.evaluation.domain.summaries import READ_BY_COMMISSIONER, Outcome, outcome, require_step
from tuokio.kit.clock import HELSINKI
from tuokio.people.models import ContactPerson, Person, Practice
from tuokio.supervision import voices
from tuokio.supervision.domain.deciding import Asked, Slips
from tuokio.supervision.models import MEANT_FOR_PAYER, Member, Process
from tuokio.terms.summary_words import GroupWord, Recommendation, ReturnReason, SummaryState
from tuokio.terms.words import FormOfWork, PracticeKind, ProcessState, Standing

READ_BY_GROUP = sorted(
    {*READ_BY_COMMISSIONER, SummaryState.IN_GROUP, SummaryState.APPROVED, SummaryState.RETURNED}
)


class SummaryQuerySet(models.QuerySet["Summary"]):
    """Questions to the summaries."""

    def given_to(self, contact: ContactPerson) -> SummaryQuerySet:
        """What the contact person was given: before that there is nothing."""
        return self.given_of(Process.objects.ordered_by(contact))

    def given_of(self, processes: models.QuerySet[Process]) -> SummaryQuerySet:
        """What was given of these processes to the one who orders them."""
        return self.filter(MEANT_FOR_PAYER, process__in=processes, state__in=sorted(READ_BY_COMMISSIONER))

    def given_inside(self, person: Person) -> SummaryQuerySet:
        """What was given to the house whose supervision the person coordinates (domain 8: after release, if agreed).

        The coordinator accepts the house's agreement, which says who reads a summary; so it is also where a unit
        is noted with the customer it belongs to.
        """
        coordinated = Process.objects.of_practices(person, Standing.COORDINATOR).exclude(
            state=ProcessState.ERASED
        )
        return self.filter(
            process__in=coordinated.filter(practice__kind=PracticeKind.INTERNAL),
            state__in=sorted(READ_BY_COMMISSIONER),
        )

    def shown_to(self, person: Person, *, at: datetime) -> SummaryQuerySet:
        """What a member may read: from the moment it is in the group, as long as they belong to it."""
        joined = Process.objects.joined_by(person, on=at.astimezone(HELSINKI).date())
        return self.filter(process__in=joined, state__in=READ_BY_GROUP)


class Summary(models.Model):
    """One summary to a commissioner. `state` repeats the newest SummaryChange; `content` is frozen for the group.

    `deadline_at` is the midnight that ends the last day; the slips' counts go when the group has decided.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="+")
    process = models.ForeignKey(Process, models.CASCADE, related_name="summaries")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in SummaryState])
    # whose it is to read, as it was then; a later payer of the same process does not read it
    meant_for = models.UUIDField(null=True, blank=True, editable=False)
    period_from = models.DateField()
    period_until = models.DateField()
    recommendation = models.CharField(
        max_length=20, blank=True, choices=[(r.value, r.value) for r in Recommendation]
    )
    new_form = models.CharField(max_length=16, blank=True, choices=[(f.value, f.value) for f in FormOfWork])
    with_meetings = models.BooleanField(default=True)
    with_attendance = models.BooleanField(default=True)
    goals = models.JSONField(default=list)
    figures = models.JSONField(default=list)
    content = models.JSONField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(null=True)
    deadline_at = models.DateTimeField(null=True)
    ok_slips = models.PositiveSmallIntegerField(null=True)
    change_slips = models.PositiveSmallIntegerField(null=True)
    block_slips = models.PositiveSmallIntegerField(null=True)
    return_reason = models.CharField(
        max_length=16, blank=True, choices=[(r.value, r.value) for r in ReturnReason]
    )
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    pdf = models.BinaryField(null=True)
    pdf_fingerprint = models.CharField(max_length=64, blank=True)
    given_at = models.DateTimeField(null=True)
    discussed_on = models.DateField(null=True)
    asked_back_at = models.DateTimeField(null=True)

    objects: ClassVar[SummaryQuerySet] = SummaryQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    class Meta:
        ordering = ["process", "-number"]
        indexes = [models.Index(fields=["state", "deadline_at"])]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="one_summary_a_number"),
            models.CheckConstraint(
                condition=Q(period_until__gte=models.F("period_from")), name="summary_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(content__isnull=True, fingerprint="", asked_at=None, deadline_at=None)
                | (
                    Q(content__isnull=False, asked_at__isnull=False, deadline_at__isnull=False)
                    & ~Q(fingerprint="")
                ),
                name="summary_frozen_whole",
            ),
            models.CheckConstraint(
                condition=Q(given_at=None, pdf__isnull=True, pdf_fingerprint="", language="")
                | (Q(given_at__isnull=False) & ~Q(pdf_fingerprint="") & ~Q(language="")),
                name="summary_given_whole",
            ),
            models.CheckConstraint(
                condition=Q(ok_slips=None, change_slips=None, block_slips=None)
                | Q(ok_slips__isnull=False, change_slips__isnull=False, block_slips__isnull=False),
                name="summary_slips_together",
            ),
        ]

    def __str__(self) -> str:
        return f"summary {self.pk}"

    @property
    def now_in(self) -> SummaryState:
        """The state as a word of the field, as it was last written."""
        return SummaryState(self.state)

    @property
    def slips(self) -> Slips | None:
        """The slips that were counted, while the group decides."""
        if self.ok_slips is None:
            return None
        return Slips(self.ok_slips, self.change_slips or 0, self.block_slips or 0)

    def is_over(self, at: datetime) -> bool:
        """Whether the last day to answer is past."""
        return self.deadline_at is not None and at >= self.deadline_at

    def is_open(self, at: datetime) -> bool:
        """Whether a word can still be said."""
        return self.now_in == SummaryState.IN_GROUP and not self.is_over(at)

    def stands(self, at: datetime) -> SummaryState:
        """The state by the clock: past the last day it is decided, though nobody has written that down yet."""
        if self.now_in == SummaryState.IN_GROUP and self.is_over(at):
            return self.outcome(at).state
        return self.now_in

    def asked(self, at: datetime) -> Asked:
        """What was said so far, without saying by whom."""
        present = list(voices.members_on(self.process, at))
        keys = {voice_key(self, member): member for member in present}
        words: list[GroupWord | None] = []
        of_leavers: list[GroupWord | None] = []
        without_phone = 0
        for voice in self.voices.all():
            member = keys.get(voice.key)
            (of_leavers if member is None else words).append(GroupWord(voice.word) if voice.word else None)
            without_phone += member is not None and member.person_id is None
        return Asked(words, of_leavers, self.slips, without_phone)

    def outcome(self, at: datetime) -> Outcome:
        """What the group decides by what was said so far."""
        return outcome(self.asked(at))

    def move(self, state: SummaryState, *, by: Person | None, at: datetime) -> None:
        """Go on to another state and remember it. Raises WrongTurn."""
        require_step(self.now_in, state)
        self.changes.create(from_state=self.state, to_state=state, by=by, at=at)
        self.state = state
        self.save()


class SummaryChange(models.Model):
    """One step of a summary: from where to where, when. What a group decides has no person beside it."""

    summary = models.ForeignKey(Summary, models.CASCADE, related_name="changes")
    from_state = models.CharField(max_length=16, blank=True)
    to_state = models.CharField(max_length=16)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]


class SummaryVoice(models.Model):
    """One place for a word, while the group decides; it goes when the group has decided.

    `key` finds the member's own place again and leads nowhere without the installation's secret key. No time and
    no member stands here, and an empty `word` is the only sign that nothing has been said yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    summary = models.ForeignKey(Summary, models.CASCADE, related_name="voices")
    key = models.CharField(max_length=64)
    word = models.CharField(max_length=8, blank=True, choices=[(w.value, w.value) for w in GroupWord])

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["summary", "key"], name="one_voice_each")]


def voice_key(summary: Summary, member: Member) -> str:
    """Under which key the member's place stands: another one for each summary."""
    return voices.voice_key(f"summary {summary.pk}", member.pk)
