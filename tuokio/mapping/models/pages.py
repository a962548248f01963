"""The public page of a practice, the services on it, and the enquiries that it brings."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tuokio.mapping.domain.asking import EnquiryAnswer, Wish
from tuokio.mapping.domain.sections import PageSection
from tuokio.people.models import Person, Practice
from tuokio.supervision.models import Process
from tuokio.terms.words import FormOfWork, Standing

LANGUAGES = ("fi", "sv", "en")
EDITORS = (Standing.OWNER, Standing.SUPERVISOR)


class PublicPageQuerySet(models.QuerySet["PublicPage"]):
    """Questions to the public pages."""

    def edited_by(self, person: Person) -> PublicPageQuerySet:
        """The pages of the practices that the person runs or supervises in."""
        return self.filter(
            practice__roles__person=person,
            practice__roles__standing__in=EDITORS,
            practice__roles__ended_on=None,
        ).distinct()


class PublicPage(models.Model):
    """The one page by which a practice shows itself; its address is the practice's slug.

    `changed_at` moves with every change of the page, its words or its services: what was rendered before it
    is not shown any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.OneToOneField(Practice, models.CASCADE, related_name="public_page")
    published = models.BooleanField(default=False)
    domain = models.CharField(max_length=253, null=True, blank=True, unique=True)
    accent = models.CharField(max_length=7, blank=True)
    photo = models.BinaryField(null=True)
    photo_type = models.CharField(max_length=10, blank=True)
    logo = models.BinaryField(null=True)
    logo_type = models.CharField(max_length=10, blank=True)
    embed_sites = models.JSONField(default=list, blank=True)  # origins such as https://example.org
    answer_within_days = models.PositiveSmallIntegerField(default=3)  # working days
    changed_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[PublicPageQuerySet] = PublicPageQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_within_days__gte=1) & Q(answer_within_days__lte=10),
                name="answer_within_reason",
            ),
            models.CheckConstraint(condition=~Q(domain=""), name="domain_or_none"),
        ]

    @property
    def version(self) -> str:
        """Changes with every change of the page."""
        return f"{int(self.changed_at.timestamp() * 1_000_000):x}"

    def words_in(self, language: str) -> PageWords:
        """The words of one language, empty ones when nothing has been written in it."""
        for words in self.words.all():
            if words.language == language:
                return words
        return PageWords(page=self, language=language)

    def touch(self, at: datetime) -> None:
        """Remember that something of the page has changed."""
        self.changed_at = at
        self.save(update_fields=["changed_at"])


class PageWords(models.Model):
    """The page in one language: what stands on top, and the sections in their order.

    `unplaced` is what an imported text said and no section was found for; it is kept until someone places it.
    """

    page = models.ForeignKey(PublicPage, models.CASCADE, related_name="words")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    shown = models.BooleanField(default=False)
    headline = models.CharField(max_length=120, blank=True)
    lead = models.CharField(max_length=400, blank=True)
    hours = models.CharField(max_length=300, blank=True)  # when the telephone is answered
    blocks = models.JSONField(default=list, blank=True)
    unplaced = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["page", "language"], name="page_words_once")]

    @property
    def sections(self) -> list[PageSection]:
        """The sections as values."""
        return [PageSection.from_json(part) for part in self.blocks]

    @sections.setter
    def sections(self, sections: Iterable[PageSection]) -> None:
        self.blocks = [section.as_json() for section in sections]


class Service(models.Model):
    """One service with its lengths and prices. `lengths` is a list of [minutes, cents without VAT or null]."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(PublicPage, models.CASCADE, related_name="services")
    place = models.PositiveSmallIntegerField(default=0)
    slug = models.SlugField(max_length=60)  # stays when the name changes, so that links hold
    form = models.CharField(max_length=16, choices=[(f.value, f.value) for f in FormOfWork])
    name_fi = models.CharField(max_length=80, blank=True)
    name_sv = models.CharField(max_length=80, blank=True)
    name_en = models.CharField(max_length=80, blank=True)
    about_fi = models.CharField(max_length=300, blank=True)
    about_sv = models.CharField(max_length=300, blank=True)
    about_en = models.CharField(max_length=300, blank=True)
    lengths = models.JSONField(default=list, blank=True)
    free_first_talk = models.BooleanField(default=False)

    class Meta:
        ordering = ["place", "slug"]
        constraints = [models.UniqueConstraint(fields=["page", "slug"], name="service_slug_once")]

    def name(self, language: str) -> str:
        """The name in a language, or in the first one that it was given in."""
        return self._said("name", language)

    def about(self, language: str) -> str:
        """A sentence or two in that language; empty when there is none in it."""
        return str(getattr(self, f"about_{language}"))

    def _said(self, what: str, language: str) -> str:
        said = [getattr(self, f"{what}_{code}") for code in (language, *LANGUAGES)]
        return str(next((words for words in said if words), ""))


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    """Questions to the enquiries."""

    def read_by(self, person: Person) -> EnquiryQuerySet:
        """What came to the practices where the person supervises, and has not been erased."""
        return self.filter(
            practice__roles__person=person,
            practice__roles__standing=Standing.SUPERVISOR,
            practice__roles__ended_on=None,
            erased_at=None,
        ).distinct()

    def waiting(self) -> EnquiryQuerySet:
        """What nobody has answered yet."""
        return self.filter(answered_at=None, erased_at=None)


class Enquiry(models.Model):
    """A first contact through the page: who, how to answer, and a few words. Nothing else is asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="enquiries")
    process = models.ForeignKey(Process, models.SET_NULL, null=True, related_name="enquiries")
    name = models.CharField(max_length=80, blank=True)
    reply_to = models.CharField(max_length=254, blank=True)  # mail address or telephone
    wish = models.CharField(max_length=16, choices=[(w.value, w.value) for w in Wish], default=Wish.UNSURE)
    words = models.CharField(max_length=600, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    arrived_at = models.DateTimeField()
    answer_by = models.DateField()
    answer = models.CharField(max_length=12, blank=True, choices=[(a.value, a.value) for a in EnquiryAnswer])
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects: ClassVar[EnquiryQuerySet] = EnquiryQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    class Meta:
        ordering = ["arrived_at"]
        indexes = [models.Index(fields=["practice", "answered_at"]), models.Index(fields=["arrived_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="answer_and_when_together",
            )
        ]

    def __str__(self) -> str:
        return f"enquiry {self.pk}"

    @property
    def mail(self) -> str:
        """The mail address to answer to, or nothing when a telephone number was given."""
        return self.reply_to if "@" in self.reply_to else ""


def lengths_of(service: Service) -> list[tuple[int, int | None]]:
    """Minutes and cents without VAT of each length, the shortest first."""
    rows: list[Any] = service.lengths
    return sorted((int(row[0]), None if row[1] is None else int(row[1])) for row in rows)
