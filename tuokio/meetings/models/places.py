"""A group that is open to newcomers: so many places, who has them, and who waits for one."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuokio.supervision.models import Member, Process

MOST_PLACES = 200
LONGEST_ABOUT = 600


class OpenGroup(models.Model):
    """A process that takes newcomers up to `places`; what strangers read of it is `title` and `about`.

    Whoever has the link sees the page: its word is kept as it is, for it opens nothing but what the supervisor
    wrote there for anybody. `confirms`: the supervisor says yes to each newcomer before they are members.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.CASCADE, related_name="open_groups")
    title = models.CharField(max_length=120)
    about = models.TextField(max_length=LONGEST_ABOUT, blank=True)
    places = models.PositiveSmallIntegerField()
    confirms = models.BooleanField(default=True)
    offer_hours = models.PositiveSmallIntegerField(default=48)
    token = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["process"], condition=Q(closed_at=None), name="process_open_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1, places__lte=MOST_PLACES, offer_hours__gte=1, offer_hours__lte=336),
                name="open_group_within_reason",
            ),
        ]


class JoinerQuerySet(models.QuerySet["Joiner"]):
    """Questions to those who have a place or wait for one."""

    def living(self) -> JoinerQuerySet:
        """Everyone who has not left, been declined or given up."""
        return self.filter(ended_at=None)

    def in_line(self) -> JoinerQuerySet:
        """Those who wait, the first one first."""
        return self.filter(state=Joiner.State.WAITING).order_by("asked_at", "pk")


class Joiner(models.Model):
    """One who has, wants or had a place. `number` is the place itself, 1 to `places`: nobody else has it meanwhile.

    A place is taken while the supervisor is asked, while it is offered, and while one is a member; who waits
    or has left has none. Members who were there before have a row too, so that places are counted in one way.
    """

    class State(models.TextChoices):
        ASKED = "asked", "asked"  # wants in; the place is kept until the supervisor answers
        WAITING = "waiting", "waiting"  # in the line
        OFFERED = "offered", "offered"  # the place is theirs until `offered_until`
        JOINED = "joined", "joined"
        ENDED = "ended", "ended"

    class Ending(models.TextChoices):
        LEFT = "left", "left"
        DECLINED = "declined", "declined"
        TOO_LATE = "too_late", "too_late"
        CLOSED = "closed", "closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(OpenGroup, models.CASCADE, related_name="joiners")
    number = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State.choices)
    name = models.CharField(max_length=80)
    email = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)  # the supervisor has said yes
    asked_at = models.DateTimeField()
    offered_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=8, choices=Ending.choices, blank=True)

    objects: ClassVar[JoinerQuerySet] = JoinerQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["group", "state", "asked_at"])]
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="one_joiner_a_place"),
            models.UniqueConstraint(
                fields=["group", "email"],
                condition=Q(ended_at=None) & ~Q(email=""),
                name="one_place_an_address",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "ended"), number=None)
                | Q(state__in=("asked", "offered", "joined"), number__gte=1),
                name="place_goes_with_the_state",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) | (~Q(state="ended") & Q(ended_at=None)),
                name="joiner_ended_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", offered_until__isnull=False)
                | (~Q(state="offered") & Q(offered_until=None)),
                name="offered_until_when",
            ),
        ]

    def end(self, ending: str, *, at: datetime) -> None:
        """No place and no line any more; the place is free at once."""
        self.state, self.number, self.offered_until = self.State.ENDED, None, None
        self.ended_at, self.ending = at, ending
        self.save(update_fields=["state", "number", "offered_until", "ended_at", "ending"])
