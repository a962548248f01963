"""The acts of keeping: announcing and letting go, changing how long, making copies, feedback."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.audit import trail
from tuokio.kit.clock import HELSINKI
from tuokio.kit.letters import write_to
from tuokio.people.models import Person, Practice
from tuokio.retention import keys
from tuokio.retention.archive import Tell
from tuokio.retention.backup import Made, NotMade, make_backup
from tuokio.retention.clearing import CLEARINGS
from tuokio.retention.domain.keeping import RULES
from tuokio.retention.letting_go import Letting, in_batches
from tuokio.retention.lettings import LETTINGS
from tuokio.retention.models import BackupRun, BackupSetting, Feedback, Receipt, RetentionSetting
from tuokio.terms.words import Standing

NOTICE = timedelta(hours=20)  # between saying what will be erased and erasing it
SAME_NIGHT = timedelta(hours=12)
ANSWER_WITHIN = timedelta(days=14)
REMIND_AFTER = timedelta(days=10)


# --- letting go ----------------------------------------------------------------------------------------------


def announce(*, at: datetime) -> int:
    """The dry run: write down what the next night will erase, for each practice; returns how many records.

    A night that is tried again within hours tells nothing twice.
    """
    told = 0
    lately = Receipt.objects.filter(dry_run=True, at__gt=at - SAME_NIGHT)
    told_already = set(lately.values_list("practice_id", "rule"))
    for practice in Practice.objects.order_by("pk"):
        choices = RetentionSetting.of(practice)
        for letting in LETTINGS:
            if (practice.pk, letting.kept) in told_already:
                continue
            cut = cut_of(letting, choices, at)
            due = letting.due(practice, cut)
            count = due.count()
            if not count:
                continue
            Receipt.objects.create(
                practice_id=practice.pk,
                rule=letting.kept,
                dry_run=True,
                count=count,
                oldest_on=_oldest(letting, practice, cut),
                cut_at=cut,
                at=at,
            )
            told += count
    return told


def erase_announced(*, at: datetime) -> int:
    """Erase what a dry run at least twenty hours ago announced, and nothing newer; returns how many records.

    A practice that has since chosen to keep longer is heard; one that chose shorter waits for a new dry run.
    The receipt grows with each batch, so a night that is cut off has a true one.
    """
    gone = 0
    for practice in Practice.objects.order_by("pk"):
        choices = RetentionSetting.of(practice)
        for letting in LETTINGS:
            announced = (
                Receipt.objects.filter(
                    practice_id=practice.pk, rule=letting.kept, dry_run=True, at__lte=at - NOTICE
                )
                .order_by("-at")
                .first()
            )
            if announced is None or announced.cut_at is None:
                continue
            cut = min(announced.cut_at, cut_of(letting, choices, at))
            gone += _erase(letting, practice, cut, at)
    return gone


def _erase(letting: Letting, practice: Practice, cut: datetime, at: datetime) -> int:
    gone = 0
    oldest = _oldest(letting, practice, cut)
    for batch in in_batches(letting, practice, cut, at):
        receipt, _new = Receipt.objects.get_or_create(
            practice_id=practice.pk,
            rule=letting.kept,
            dry_run=False,
            at=at,
            defaults={"count": 0, "oldest_on": oldest, "cut_at": cut},
        )
        Receipt.objects.filter(pk=receipt.pk).update(count=F("count") + len(batch))
        trail.record("let go", about=practice, by=None, at=at, rule=letting.kept.value, count=len(batch))
        gone += len(batch)
    return gone


def clear_spent(*, at: datetime) -> int:
    """Let go of what has no content of its own, with a receipt for each class; returns how many records."""
    gone = 0
    for kept, clear in CLEARINGS.items():
        cut = RULES[kept].cut(at)
        if count := clear(cut, at):
            Receipt.objects.create(rule=kept, dry_run=False, count=count, cut_at=cut, at=at)
            gone += count
    return gone


def cut_of(letting: Letting, choices: RetentionSetting, at: datetime) -> datetime:
    """The moment before which a practice lets go of a class."""
    return letting.rule.cut(at, age=choices.age_of(letting.kept), year_ends_in=choices.year_ends_in)


def _oldest(letting: Letting, practice: Practice, cut: datetime) -> date | None:
    moment = letting.due(practice, cut).aggregate(oldest=Min(letting.moment))["oldest"]
    return moment.astimezone(HELSINKI).date() if isinstance(moment, datetime) else moment


@transaction.atomic
def change_keeping(*, practice: Practice, by: Person, at: datetime, **chosen: int) -> RetentionSetting:
    """Keep for a shorter or longer time, within the limits; see RetentionSetting. Raises ValueError outside them."""
    setting = RetentionSetting.of(practice)
    for field, value in chosen.items():
        setattr(setting, field, value)
    for kept in RetentionSetting.FIELDS:
        RULES[kept].cut(at, age=setting.age_of(kept))
    if not 1 <= setting.year_ends_in <= 12:
        raise ValueError("a financial year ends in one of twelve months")
    setting.changed_by, setting.changed_at = by, at
    setting.save()
    trail.record("keeping changed", about=practice, by=by, at=at, **chosen)
    return setting


# --- copies --------------------------------------------------------------------------------------------------


def copy_now(
    *, at: datetime, progress: Tell, folder: Path | None = None, recipient: str | None = None
) -> Made:
    """Make a copy and remember how it went. Raises NotMade or keys.KeyTrouble."""
    try:
        made = make_backup(folder=folder, recipient=recipient, at=at, progress=progress)
    except (NotMade, keys.KeyTrouble) as trouble:
        with contextlib.suppress(DatabaseError):  # the disk that is full may be the database's own
            outcome = trouble.outcome if isinstance(trouble, NotMade) else BackupRun.Outcome.FAILED
            BackupRun.objects.create(at=at, outcome=outcome)
        raise
    BackupRun.objects.create(
        at=at, outcome=BackupRun.Outcome.MADE, filename=made.path.name, size=made.size, rows=made.rows
    )
    return made


@transaction.atomic
def choose_folder(
    *, folder: Path, passphrase: str, by: Person, practice: Practice, at: datetime
) -> BackupSetting:
    """Set where nightly copies go, with a key of its own that the passphrase opens.

    A folder that has a key already is taken over: its public key is read with the passphrase. Raises
    keys.KeyTrouble and NotMade (no such folder).
    """
    if not folder.is_dir():
        raise NotMade(BackupRun.Outcome.NO_FOLDER, _("There is no such folder. Is the stick in?"))
    path = folder / keys.LOCKED_NAME
    if path.exists():
        public = str(keys.read_identity(path, passphrase=passphrase).to_public())
    else:
        text, public = keys.new_identity(at=at)
        keys.keep_identity(path, text, passphrase=passphrase)
    setting, _new = BackupSetting.objects.update_or_create(
        pk=BackupSetting.ONLY, defaults={"folder": str(folder), "recipient": public, "key_made_at": at}
    )
    trail.record("backup folder chosen", about=practice, by=by, at=at)
    return setting


def remember_trial(*, rows: int, at: datetime) -> None:
    """The newest copy has been brought back for a trial, so many rows of it."""
    BackupSetting.objects.update_or_create(
        pk=BackupSetting.ONLY, defaults={"tried_at": at, "tried_rows": rows}
    )


# --- accessibility: feedback and its answer ------------------------------------------------------------------


@transaction.atomic
def give_feedback(
    *, message: str, reply_to: str, language: str, practice: Practice | None, at: datetime
) -> Feedback:
    """Someone tells about the accessibility of the pages; it waits for an answer by the given practice.

    Without a practice it belongs to the one that was founded first: whoever keeps the installation.
    """
    practice = practice or Practice.objects.order_by("founded_at").first()
    return Feedback.objects.create(
        message=message, reply_to=reply_to, language=language, practice=practice, sent_at=at
    )


@transaction.atomic
def answer_feedback(*, feedback: Feedback, by: Person, at: datetime) -> None:
    """Mark it answered; the answer itself leaves from the owner's own mail. A second time changes nothing."""
    changed = Feedback.objects.filter(pk=feedback.pk, answered_at=None).update(answered_at=at, answered_by=by)
    if changed:
        trail.record("feedback answered", about=feedback, by=by, at=at)


@transaction.atomic
def remind_of_feedback(*, at: datetime) -> int:
    """Write once to the owners of a practice whose feedback has waited for ten days; returns how many letters."""
    written = 0
    late = Feedback.objects.filter(answered_at=None, sent_at__lte=at - REMIND_AFTER, practice__isnull=False)
    for feedback in late.select_related("practice"):
        for owner in owners_of(feedback.practice):
            letter = write_to(
                owner,
                kind="feedback waits",
                subject=lambda: _("Feedback about accessibility waits for an answer"),
                text=lambda: (
                    _(
                        "Somebody wrote about the accessibility of your pages ten days ago. "
                        "An answer is due within fourteen days.\n\nRead it here: %(address)s\n"
                    )
                    % {"address": settings.BASE_ADDRESS + reverse("retention:keeping")}
                ),
                at=at,
                practice_id=feedback.practice_id,
                once_key=f"feedback:{feedback.pk}:{owner.pk}",
            )
            written += letter is not None
    return written


def owners_of(practice: Practice | None) -> list[Person]:
    """Who runs the practice and has a mail address."""
    owning = Q(roles__practice=practice, roles__standing=Standing.OWNER, roles__ended_on=None)
    return list(Person.objects.filter(owning, email__isnull=False).distinct())
