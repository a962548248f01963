"""Waves of short answers: who is asked, what was answered, and what may be told of it.

No table links an answer to a person or says when it was given: see docs/adr/answers-without-names.md.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.crypto import salted_hmac

from tuokio.evaluation.domain.statements import Statement, known
from tuokio.evaluation.domain.thresholds import Bound, ToldMean
from tuokio.evaluation.domain.waves import FEWEST_FOR_GROUP
from tuokio.people.models import Person
from tuokio.supervision.models import Lead, Member, Process, Term
from tuokio.terms.evaluation_words import Question, SkipReason, WavePoint, WaveState
from tuokio.terms.words import ProcessState


def _token() -> str:
    return secrets.token_urlsafe(16)


class EvaluationPlan(models.Model):
    """What a process is asked about: three to six statements, the same from the first wave to the last."""

    process = models.OneToOneField(Process, models.CASCADE, primary_key=True, related_name="evaluation_plan")
    codes = models.JSONField(default=list)  # of domain.statements; empty until chosen
    chosen_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The chosen statements, in the order of the bank."""
        return known(self.codes)


class WaveQuerySet(models.QuerySet["Wave"]):
    """Questions to the waves; each that decides access starts from a person."""

    def led_by(self, person: Person, *, on: date) -> WaveQuerySet:
        """Waves of the processes that the person supervises on that day."""
        leading = Lead.objects.filter(
            Q(until_on=None) | Q(until_on__gte=on), process=OuterRef("process_id"), supervisor=person
        )
        return self.filter(Exists(leading)).exclude(process__state=ProcessState.ERASED)

    def asked_of(self, person: Person) -> WaveQuerySet:
        """Waves that the person was asked in, also after leaving: one's own answers stay one's own."""
        asked = Invited.objects.filter(wave=OuterRef("pk"), member__person=person)
        return self.filter(Exists(asked)).exclude(process__state=ProcessState.ERASED)

    def open(self) -> WaveQuerySet:
        """Those that can be answered."""
        return self.exclude(opened_at=None).filter(closed_at=None)

    def closed(self) -> WaveQuerySet:
        """Those that are over, in the order they were asked."""
        return self.exclude(closed_at=None).order_by("opened_at", "pk")


class Wave(models.Model):
    """One evaluation at an agreed meeting. It opens once and closes once.

    `token` stands in the address that is shown in the room. `codes` are the statements it asks, fixed when it
    opens; `slots` how many sheets it takes: as many as people were asked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.CASCADE, related_name="waves")
    term = models.ForeignKey(Term, models.CASCADE, related_name="waves")
    point = models.CharField(max_length=2, choices=[(p.value, p.value) for p in WavePoint])
    meeting_number = models.PositiveSmallIntegerField()
    token = models.CharField(max_length=32, unique=True, default=_token)
    codes = models.JSONField(default=list)
    slots = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    asked_home_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    has_figures = models.BooleanField(default=False)
    rows_gone_at = models.DateTimeField(null=True, blank=True)
    skipped_at = models.DateTimeField(null=True, blank=True)
    skip_reason = models.CharField(
        max_length=16, blank=True, choices=[(r.value, r.value) for r in SkipReason]
    )

    objects: ClassVar[WaveQuerySet] = WaveQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    class Meta:
        ordering = ["term__number", "meeting_number", "point"]
        indexes = [models.Index(fields=["closed_at", "closes_at"])]
        constraints = [
            models.UniqueConstraint(fields=["term", "point"], name="one_wave_a_point"),
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(opened_at__isnull=False, closed_at=None),
                name="one_open_wave_a_process",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None, closes_at=None, closed_at=None, slots=0)
                | Q(opened_at__isnull=False, closes_at__isnull=False, skipped_at=None),
                name="wave_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(skipped_at=None, skip_reason="")
                | (Q(skipped_at__isnull=False) & ~Q(skip_reason="")),
                name="wave_skipped_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(has_figures=False) | Q(closed_at__isnull=False), name="figures_of_closed_waves"
            ),
        ]

    def __str__(self) -> str:
        return f"wave {self.pk}"

    @property
    def now_in(self) -> WaveState:
        """What has become of it."""
        if self.skipped_at:
            return WaveState.SKIPPED
        if self.closed_at:
            return WaveState.REPORTED if self.has_figures else WaveState.SUPPRESSED
        return WaveState.OPEN if self.opened_at else WaveState.SCHEDULED

    @property
    def is_open(self) -> bool:
        """Whether it was opened and not closed."""
        return self.now_in == WaveState.OPEN

    def takes_answers(self, at: datetime) -> bool:
        """Whether an answer given now is still taken."""
        return self.is_open and self.closes_at is not None and at < self.closes_at

    @property
    def is_for_few(self) -> bool:
        """One person or a pair: no figures of a group, each sees their own."""
        return self.slots < FEWEST_FOR_GROUP

    @property
    def asks_then(self) -> bool:
        """Whether each statement is asked for the start as well, on the same form."""
        return self.point == WavePoint.END

    @property
    def questions(self) -> tuple[Question, ...]:
        """How each statement is asked, in order."""
        return (Question.NOW, Question.THEN) if self.asks_then else (Question.NOW,)

    @property
    def statements(self) -> Sequence[Statement]:
        """What it asks."""
        return known(self.codes)

    def key_of(self, holder: object) -> str:
        """The fingerprint under which a member's or a browser's sheet is kept.

        Made with the installation's secret key: whoever has the tables alone cannot tell whose it is.
        """
        return salted_hmac("tuokio.evaluation.sheet", f"{self.pk}|{holder}", algorithm="sha256").hexdigest()


class Invited(models.Model):
    """A member who was asked. `answered` is known for those who answer signed in, and forgotten at closing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="invited")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    answered = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "member"], name="invited_once")]


class AnswerSheet(models.Model):
    """One person's answers in one wave: no name, no time, in the order of a random id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="sheets")
    key = models.CharField(max_length=64)
    from_paper = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["wave", "key"], name="one_sheet_a_key")]


class Answer(models.Model):
    """One answer: 1 to 5, or None for "cannot say". `shown`: the person shows it to the supervisor (few only)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="answers")
    code = models.CharField(max_length=3)
    question = models.CharField(max_length=4, choices=[(q.value, q.value) for q in Question])
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    shown = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "code", "question"], name="one_answer_a_question"),
            models.CheckConstraint(
                condition=Q(value=None) | (Q(value__gte=1) & Q(value__lte=5)), name="answer_on_the_scale"
            ),
        ]


BOUNDS = [(b.value, b.value) for b in Bound]


class WaveFigure(models.Model):
    """What may be told of one statement, kept when the wave closes: means to half a point, never a sum."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="figures")
    code = models.CharField(max_length=3)
    answered = models.PositiveSmallIntegerField()
    now_halves = models.PositiveSmallIntegerField()
    now_bound = models.CharField(max_length=8, choices=BOUNDS)
    then_halves = models.PositiveSmallIntegerField(null=True, blank=True)
    then_bound = models.CharField(max_length=8, choices=BOUNDS, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "code"], name="one_figure_a_statement"),
            models.CheckConstraint(condition=Q(answered__gte=5), name="figure_of_five_at_least"),
            models.CheckConstraint(
                condition=Q(then_halves=None, then_bound="")
                | (Q(then_halves__isnull=False) & ~Q(then_bound="")),
                name="figure_of_then_whole",
            ),
        ]

    @property
    def now(self) -> ToldMean:
        """The mean of now."""
        return ToldMean(self.now_halves, Bound(self.now_bound))

    @property
    def then(self) -> ToldMean | None:
        """The mean of the start as seen at the end."""
        return None if self.then_halves is None else ToldMean(self.then_halves, Bound(self.then_bound))
