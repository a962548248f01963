"""What a group lets out of the room: a fingerprint while it is sealed, its words once they are given."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tuokio.people.models import ContactPerson, Person, Practice
from tuokio.supervision.domain.deciding import Asked, Slips, Verdict, verdict
from tuokio.supervision.models import MEANT_FOR_PAYER, Process
from tuokio.supervision.voices import members_on, voice_key
from tuokio.terms.out_words import OutKind, OutMark, OutState
from tuokio.terms.summary_words import GroupWord, ReturnReason
from tuokio.terms.vault_words import SpaceKind
from tuokio.terms.words import PracticeKind, ProcessState, Standing
from tuokio.vault.coarse import to_the_day
from tuokio.vault.models import GuestPass, SpaceMember
from tuokio.vault.usecases.members import GRACE
from tuokio.workroom.domain.going_out import FOLLOWS, SHOWN_OUTSIDE, Room, all_have_answered

GUESTS = "guests"  # the one place that all guests of a meeting share


class WrongTurn(Exception):
    """It stands elsewhere, so this cannot happen to it now."""

    def __init__(self, state: OutState) -> None:
        super().__init__(state)
        self.state = state


class OutQuerySet(models.QuerySet["OutOfRoom"]):
    """Questions to what was let out; each that decides access starts from a person."""

    def given_to(self, contact: ContactPerson) -> OutQuerySet:
        """What the contact person was given: before that there is nothing."""
        return self.given_of(Process.objects.ordered_by(contact))

    def given_of(self, processes: models.QuerySet[Process]) -> OutQuerySet:
        """What was given of these processes to the one who orders them."""
        return self.filter(MEANT_FOR_PAYER, process__in=processes, state__in=sorted(SHOWN_OUTSIDE))

    def given_inside(self, person: Person) -> OutQuerySet:
        """What was given to the house whose supervision the person coordinates."""
        coordinated = Process.objects.of_practices(person, Standing.COORDINATOR).exclude(
            state=ProcessState.ERASED
        )
        return self.filter(
            process__in=coordinated.filter(practice__kind=PracticeKind.INTERNAL),
            state__in=sorted(SHOWN_OUTSIDE),
        )


class OutOfRoom(models.Model):
    """One thing proposed to be given to the commissioner. Its words are sealed until the group has agreed to them.

    `thing` tells versions of the same thing apart from other things, and is random to whoever has not opened them.
    `fingerprint` binds the words before they are here. `deadline_at` is the midnight that ends the last day.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="+")
    process = models.ForeignKey(Process, models.CASCADE, related_name="out_of_room")
    thing = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in OutState])
    asked_at = models.DateTimeField()
    deadline_at = models.DateTimeField()
    ok_slips = models.PositiveSmallIntegerField(null=True)
    change_slips = models.PositiveSmallIntegerField(null=True)
    block_slips = models.PositiveSmallIntegerField(null=True)
    return_reason = models.CharField(
        max_length=16, blank=True, choices=[(r.value, r.value) for r in ReturnReason]
    )
    # from here on: nothing before it is given
    version = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12, blank=True, choices=[(k.value, k.value) for k in OutKind])
    mark = models.CharField(max_length=10, blank=True, choices=[(m.value, m.value) for m in OutMark])
    salt = models.CharField(max_length=64, blank=True)
    sheet = models.JSONField(null=True)
    # whose it is to read, as it was then; a later payer of the same process does not read it
    meant_for = models.UUIDField(null=True, blank=True, editable=False)
    given_at = models.DateTimeField(null=True)
    asked_back_at = models.DateTimeField(null=True)

    objects: ClassVar[OutQuerySet] = OutQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(fields=["process", "state"]),
            models.Index(fields=["state", "deadline_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "thing"],
                condition=Q(state__in=("proposed", "may_be_given")),
                name="one_under_way_a_thing",
            ),
            models.UniqueConstraint(
                fields=["process", "thing"], condition=Q(state="given"), name="one_given_a_thing"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=("proposed", "may_be_given", "not_given"),
                    version=0, kind="", mark="", salt="", sheet__isnull=True, meant_for=None, given_at=None,
                    asked_back_at=None,
                )
                | (
                    Q(state__in=("given", "replaced"), sheet__isnull=False, given_at__isnull=False)
                    & Q(version__gt=0, asked_back_at=None)
                    & ~Q(kind="") & ~Q(mark="") & ~Q(salt="")
                )
                | (
                    Q(state="asked_back", sheet__isnull=True, salt="", given_at__isnull=False)
                    & Q(version__gt=0, asked_back_at__isnull=False)
                    & ~Q(kind="")
                ),
                name="no_words_before_they_are_given",
            ),
            models.CheckConstraint(
                condition=Q(ok_slips=None, change_slips=None, block_slips=None)
                | Q(ok_slips__isnull=False, change_slips__isnull=False, block_slips__isnull=False),
                name="out_slips_together",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"out of the room {self.pk}"

    @property
    def now_in(self) -> OutState:
        """The state as a word of the field, as it was last written."""
        return OutState(self.state)

    @property
    def slips(self) -> Slips | None:
        """The slips that were counted, while the group decides."""
        if self.ok_slips is None:
            return None
        return Slips(self.ok_slips, self.change_slips or 0, self.block_slips or 0)

    def is_open(self, at: datetime) -> bool:
        """Whether a word can still be said."""
        return self.now_in == OutState.PROPOSED and at < self.deadline_at

    def go_on(self, state: OutState) -> None:
        """Go on to another state, without keeping it yet. Raises WrongTurn."""
        if state not in FOLLOWS[self.now_in]:
            raise WrongTurn(self.now_in)
        self.state = state

    def key_of(self, who: object) -> str:
        """Under which key somebody's place for a word stands."""
        return voice_key(f"out of the room {self.pk}", who)

    def asked(self, at: datetime) -> Asked:
        """What was said so far, without saying by whom. What a guest said counts as that of one who has left."""
        inside = persons_in_circle(self.process)
        there = members_on(self.process, at)
        able = {self.key_of(member.pk) for member in there if member.person_id in inside}
        words: list[GroupWord | None] = []
        others: list[GroupWord | None] = []
        for voice in self.voices.all():
            word = GroupWord(voice.word) if voice.word else None
            if voice.key in able:
                words.append(word)
            elif word is not None or voice.key != self.key_of(GUESTS):
                others.append(word)
        without = max(len(there) - len(able) - _guests_since(self), 0)
        return Asked(words, others, self.slips, without)

    def room(self, at: datetime) -> Room:
        """Who else has to do with it."""
        return Room(len(members_on(self.process, at)), guests_here(self.process, at))

    def is_decided(self, at: datetime) -> bool:
        """Whether the last day is past, or everyone has answered."""
        return at >= self.deadline_at or all_have_answered(self.asked(at), self.room(at))

    def verdict(self, at: datetime) -> Verdict:
        """What the group decides by what was said so far."""
        return verdict(self.asked(at))


class OutVoice(models.Model):
    """One place for a word, while the group decides; it goes when the group has decided.

    `key` finds one's own place again and leads nowhere without the installation's secret key; one of the places is
    that of all guests of a meeting together. No time and no member stands here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.ForeignKey(OutOfRoom, models.CASCADE, related_name="voices")
    key = models.CharField(max_length=64)
    word = models.CharField(max_length=8, blank=True, choices=[(w.value, w.value) for w in GroupWord])

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["about", "key"], name="one_out_voice_each")]


def persons_in_circle(process: Process) -> set[uuid.UUID]:
    """Whose locked notes hold the group's circle now."""
    inside = SpaceMember.objects.filter(
        space__process=process, space__kind=SpaceKind.GROUP, left_at=None, person__isnull=False
    )
    return {person for person in inside.values_list("person", flat=True) if person is not None}


def _guest_passes(process: Process) -> models.QuerySet[GuestPass]:
    return GuestPass.objects.filter(member__space__process=process, member__space__kind=SpaceKind.GROUP)


def guests_here(process: Process, at: datetime) -> bool:
    """Whether a guest of a meeting is in the room, by its length and by nobody having shown them out."""
    return _guest_passes(process).filter(ends_at__gt=at + GRACE, member__left_at=None).exists()


def _guests_since(out: OutOfRoom) -> int:
    """How many doors guests have come in by since it was proposed: each could say no there. An unused one is nobody's."""
    passes = _guest_passes(out.process).filter(came=True, ends_at__gt=out.asked_at + GRACE)
    stayed = Q(member__left_at=None) | Q(member__left_at__gte=to_the_day(out.asked_at))
    return passes.filter(stayed).count()


def versions_given(process: Process, thing: str) -> int:
    """How many versions of the same thing were given before."""
    found = OutOfRoom.objects.filter(process=process, thing=thing)
    return found.aggregate(most=models.Max("version"))["most"] or 0
