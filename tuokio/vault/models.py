"""What the server keeps of the locked notes: who is in which circle, sizes, versions, and sealed bytes."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tuokio.people.models import Person, Practice
from tuokio.supervision.models import Process
from tuokio.terms.handing_over_words import Settled
from tuokio.terms.vault_words import SealedKind, SpaceKind
from tuokio.vault.coarse import DayTime, HourTime


class Installation(models.Model):
    """One row: the id that every sealed document carries, so that none of another installation is taken for ours."""

    only = models.BooleanField(primary_key=True, default=True, editable=False)
    mark = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="one_installation")]


class VaultAccount(models.Model):
    """A person who has locked notes: the public halves of their keys.

    `mark` is what the ledger of erasures calls it: a person may erase it and begin anew.
    """

    mark = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="vault")
    recipient = models.CharField(max_length=62, unique=True)
    verify = models.CharField(max_length=44, unique=True)
    made_at = DayTime()


class VaultSession(models.Model):
    """A browser that may ask for a person's sealed things for a while. Kept as a fingerprint only.

    `session_key` ties it to the sign-in at the main host: when that ends, this opens nothing any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fingerprint = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, db_index=True)
    expires_at = HourTime(db_index=True)
    by_passkey = models.BooleanField(default=False)  # begun here, and not yet gone on with at the main host


class Passage(models.Model):
    """A word that leads from one host to the other once, within a minute: over, or `back` to the main one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fingerprint = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40)
    own_computer = models.BooleanField(default=False)
    back = models.BooleanField(default=False)
    expires_at = models.DateTimeField(db_index=True)


class NotesPasskey(models.Model):
    """A passkey of the vault's host: its public half. What it opens in the browser is no business of the server's."""

    credential = models.CharField(primary_key=True, max_length=1400)  # its id, base64url
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    public = models.BinaryField()
    count = models.PositiveBigIntegerField(default=0)
    made_at = DayTime()


class PasskeyQuestion(models.Model):
    """What a passkey is asked to sign, once, within some minutes; of no person yet when somebody comes in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    question = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)


class Approval(models.Model):
    """A new device asks another one of its person to open it: a public key made for this alone, and what was sealed to it.

    The eight signs that prove the key are shown on the new device and typed on the other; they are nowhere here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    recipient = models.CharField(max_length=62)
    proof = models.CharField(max_length=44)
    sealed = models.BinaryField(null=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)


class SpaceQuerySet(models.QuerySet["Space"]):
    """Questions to the spaces; each starts from a person."""

    def of(self, person: Person) -> SpaceQuerySet:
        """The spaces that the person is in now."""
        return self.filter(members__person=person, members__left_at=None)


class Space(models.Model):
    """A circle of people who share sealed documents.

    `length` and `head` repeat the end of its list of members, so that two who write to it take turns.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in SpaceKind])
    process = models.ForeignKey(Process, models.PROTECT, null=True, related_name="spaces")
    epoch = models.PositiveIntegerField(default=1)
    turn_due = models.BooleanField(default=False)
    set_aside = models.BooleanField(default=False)  # of one alone, who began anew: opens with the former keys
    # one more with each thing that is kept or erased here, in the order in which that happened: a browser asks for
    # this number and fetches only when it has moved
    news = models.PositiveBigIntegerField(default=0)
    last_post = models.PositiveIntegerField(default=0)  # a number is never given twice, though posts go
    length = models.PositiveIntegerField(default=1)
    head = models.CharField(max_length=64)
    made_on = models.DateField()

    objects: ClassVar[SpaceQuerySet] = SpaceQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process"], condition=Q(kind=SpaceKind.GROUP), name="one_group_space_a_process"
            ),
            models.CheckConstraint(
                condition=Q(kind=SpaceKind.JOURNAL) | Q(process__isnull=False),
                name="only_a_journal_stands_alone",
            ),
        ]


class SpaceMember(models.Model):
    """One who is, or was, in a space: the id in the signed list, and the person behind it."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="members")
    member_id = models.UUIDField()
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    is_steward = models.BooleanField(default=False)
    from_epoch = models.PositiveIntegerField(default=1)  # the first whose documents they are given
    left_at = DayTime(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "member_id"], name="one_member_once")]
        indexes = [models.Index(fields=["person", "left_at"])]


class Invite(models.Model):
    """That a person of the process is asked into a space, and what their browser answered.

    The words that prove the answer are told outside Tuokio and are nowhere here: `proof` can be checked by whoever
    asked, and by nobody who only keeps it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="invites")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    past = models.BooleanField(default=False)  # whether they may read what was written before
    expires_at = DayTime(db_index=True)
    member_id = models.UUIDField(null=True)
    recipient = models.CharField(max_length=62, blank=True)
    verify = models.CharField(max_length=44, blank=True)
    proof = models.CharField(max_length=44, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "person"], name="one_invite_a_person")]


class GuestPass(models.Model):
    """The door of a guest of one meeting: by a word that their browser reckons from the link, kept as a fingerprint."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.OneToOneField(SpaceMember, models.CASCADE, related_name="guest_pass")
    fingerprint = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField(db_index=True)
    came = models.BooleanField(default=False)  # whether anybody has come in by it


class LogEntry(models.Model):
    """One signed entry of a space's list of members, as its writer wrote it."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="entries")
    seq = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["space", "seq"], name="one_entry_a_place")]


class Document(models.Model):
    """A sealed document in its newest version."""

    id = models.UUIDField(primary_key=True, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in SealedKind])
    epoch = models.PositiveIntegerField()
    rev = models.PositiveIntegerField()
    sealed = models.BinaryField()
    changed_at = HourTime()

    class Meta:
        indexes = [models.Index(fields=["space", "kind"])]


class Post(models.Model):
    """Something short and sealed that a phone sent in a meeting, until a document has taken it in.

    The envelope inside names its writer. One that was let go leaves its number, so that it is not kept a second time.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="posts")
    seq = models.PositiveIntegerField()
    epoch = models.PositiveIntegerField()
    sealed = models.BinaryField(null=True)
    kept_at = HourTime(db_index=True)

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["space", "seq"], name="one_post_a_place")]


class Attachment(models.Model):
    """A sealed file of a space, which comes in parts. Its name, its kind and its true size stand in a sealed note."""

    id = models.UUIDField(primary_key=True, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="attachments")
    epoch = models.PositiveIntegerField()
    size = models.PositiveIntegerField()  # bytes, sealed and filled up
    changed_at = HourTime()


class AttachmentPart(models.Model):
    """One part of a sealed file: all are of one length but the last."""

    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()  # 0, 1, 2 …
    sealed = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["attachment", "number"], name="one_part_a_place")]


class Erased(models.Model):
    """That something sealed was erased: a random id, so that no copy brings it back. Of what it was, the kind alone."""

    object_id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=10)
    erased_on = models.DateField()


# --- handing over --------------------------------------------------------------------------------------------


class Settling(models.Model):
    """What somebody who closes their account has decided about a space that nobody else could keep."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="settlings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    how = models.CharField(max_length=8, choices=[(how.value, how.value) for how in Settled])
    at = DayTime()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "person"], name="one_decision_a_space")]


class AccessRequest(models.Model):
    """Somebody has asked to see what is kept about them: a task of whoever holds the notes, with its last day.

    What was found and answered is no business of this row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="+")
    holder = models.ForeignKey(Person, models.CASCADE, related_name="+")
    who = models.CharField(max_length=120)
    received_on = models.DateField()
    due_on = models.DateField()
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "received_on", "id"]
        indexes = [models.Index(fields=["holder", "answered_on"])]


class Succession(models.Model):
    """Whom a supervisor has named to go on if they cannot, and who else must agree: plain, so that others find it.

    Both are named by their mail address: whoever signs in with it is meant.
    """

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="succession")
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="+")
    successor = models.EmailField(max_length=254, db_index=True)
    second = models.EmailField(max_length=254, blank=True, db_index=True)
    named_at = DayTime()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(successor=models.F("second")), name="successor_and_second_are_two"
            )
        ]


class Release(models.Model):
    """A successor asks for the sealed envelope: a second person agrees, two weeks pass, and the supervisor may say no."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    succession = models.ForeignKey(Succession, models.CASCADE, related_name="releases")
    asked_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    asked_at = DayTime()
    agreed_by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    opens_at = models.DateTimeField(null=True)
    cancelled_at = DayTime(null=True)
    given_at = DayTime(null=True)
    fingerprint = models.CharField(max_length=64, unique=True)  # of the word in the mail that cancels it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["succession"],
                condition=Q(cancelled_at=None, given_at=None),
                name="one_release_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None, opens_at=None)
                | Q(agreed_by__isnull=False, opens_at__isnull=False),
                name="agreed_by_and_opens_together",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=models.F("asked_by")), name="two_persons_release"
            ),
        ]


# --- the emergency key ----------------------------------------------------------------------------------------


class PracticeEscrow(models.Model):
    """The key that a practice keeps on paper for an emergency: its public half, and who holds it.

    It opens nothing by being here: in each circle a steward lets it in, or nobody does.
    """

    practice = models.OneToOneField(Practice, models.CASCADE, primary_key=True, related_name="escrow")
    recipient = models.CharField(max_length=62)
    holder = models.CharField(max_length=80)
    kept_at = DayTime()


class EscrowReader(models.Model):
    """That a steward let an emergency key read a circle: its id in the signed list, and the first epoch it is given."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="escrows")
    member_id = models.UUIDField()
    from_epoch = models.PositiveIntegerField()
    off_at = DayTime(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "member_id"], name="one_escrow_once"),
            models.UniqueConstraint(
                fields=["space"], condition=Q(off_at=None), name="one_escrow_reads_at_a_time"
            ),
        ]


# --- keeping -------------------------------------------------------------------------------------------------


class Leaving(models.Model):
    """That a space goes when its process has long ended: on which day, and when its people were told of that day.

    `told_at` is empty after it was put off, until the new day is announced.
    """

    space = models.OneToOneField(Space, models.CASCADE, primary_key=True, related_name="leaving")
    ended_on = models.DateField()  # of the process: a later one makes this row void
    goes_on = models.DateField(db_index=True)
    told_at = models.DateTimeField(null=True)
    postponed = models.PositiveSmallIntegerField(default=0)


# --- reminding -----------------------------------------------------------------------------------------------


class JournalReminder(models.Model):
    """That a person wishes to be told the day after a meeting that something waits. The row says that, and no more."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")


# --- parting -------------------------------------------------------------------------------------------------


class Parting(models.Model):
    """That a closed account's own notes stay, locked, until a day; whoever has the word in the letter may fetch them.

    The address of the letter is not kept.
    """

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="parting")
    goes_on = models.DateField(db_index=True)
    fingerprint = models.CharField(max_length=64, unique=True)
