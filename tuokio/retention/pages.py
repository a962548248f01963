"""What the pages of keeping show, as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Exists
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.kit.clock import HELSINKI
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.people.models import Person, Practice
from tuokio.retention.backup import newest_copy, place
from tuokio.retention.domain.keeping import RULES, Kept
from tuokio.retention.lettings import LETTINGS
from tuokio.retention.models import BackupRun, BackupSetting, Feedback, NightlyRun, Receipt, RetentionSetting
from tuokio.retention.usecases import ANSWER_WITHIN, cut_of
from tuokio.retention.wording import age_told

Words = str | Promise
SHOWN_RECEIPTS = 30


@dataclass(frozen=True, slots=True)
class KeepingRow:
    """One class: what, how long, since when, and what remains."""

    what: Words
    how_long: str
    since: Words
    remains: Words
    may_change: bool


@dataclass(frozen=True, slots=True)
class ToErase:
    """What the next night erases of one class."""

    what: Words
    count: int
    oldest_on: date | None


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """What was erased of one class one night."""

    what: Words
    count: int
    on: date


@dataclass(frozen=True, slots=True)
class OpenFeedback:
    """Feedback that waits for an answer until a day."""

    pk: UUID
    message: str
    reply_to: str
    sent_on: date
    answer_by: date
    days_left: int


@dataclass(frozen=True, slots=True)
class KeepingPage:
    """How a practice keeps its records: rules, what goes next, what went, feedback that waits."""

    practice: Practice
    rows: list[KeepingRow]
    next_night: list[ToErase]
    announced_at: datetime | None
    receipts: list[ReceiptRow]
    feedback: list[OpenFeedback]

    @classmethod
    def of(cls, practice: Practice, *, at: datetime) -> KeepingPage:
        """The page for the practice's owner."""
        choices = RetentionSetting.of(practice)
        night = NightlyRun.objects.filter(task="announce").first()
        return cls(
            practice=practice,
            rows=[*_rows(practice, choices), *_sealed_rows(choices)],
            next_night=list(to_erase(practice, at=at)),
            announced_at=night.ran_at if night else None,
            receipts=_receipts(practice),
            feedback=open_feedback(practice, on=at.astimezone(HELSINKI).date()),
        )


def _rows(practice: Practice, choices: RetentionSetting) -> Iterator[KeepingRow]:
    for letting in LETTINGS:
        if not practice.invoices and letting.kept is Kept.VOUCHER:
            continue
        told = age_told(letting.rule, choices.age_of(letting.kept))
        yield KeepingRow(letting.what, told, letting.since, letting.remains, letting.rule.may_change)


def _sealed_rows(choices: RetentionSetting) -> Iterator[KeepingRow]:
    """Locked notes go by themselves, and nobody but their people is told how much."""
    for kept, what in (
        (Kept.OWN_NOTES, _("Locked notes of a supervisor alone")),
        (Kept.GROUP_NOTES, _("Locked notes that a group or two share")),
    ):
        yield KeepingRow(
            what=what,
            how_long=age_told(RULES[kept], choices.age_of(kept)),
            since=_("the end of the process; their people are told thirty days ahead and may put it off"),
            remains=_("nothing; a learning journal stays as long as its writer wants"),
            may_change=True,
        )


def to_erase(practice: Practice, *, at: datetime) -> Iterator[ToErase]:
    """What the newest dry run announced and the next night will erase, as it stands now."""
    choices = RetentionSetting.of(practice)
    for letting in LETTINGS:
        announced = Receipt.objects.filter(
            practice_id=practice.pk, rule=letting.kept, dry_run=True, at__gte=at - timedelta(days=2)
        ).first()
        if announced is None or announced.cut_at is None:
            continue
        count = letting.due(practice, min(announced.cut_at, cut_of(letting, choices, at))).count()
        if count:
            yield ToErase(letting.what, count, announced.oldest_on)


def _receipts(practice: Practice) -> list[ReceiptRow]:
    named: dict[str, Words] = {letting.kept: letting.what for letting in LETTINGS}
    rows = Receipt.objects.filter(practice_id=practice.pk, dry_run=False)[:SHOWN_RECEIPTS]
    return [ReceiptRow(named.get(r.rule, r.rule), r.count, r.at.astimezone(HELSINKI).date()) for r in rows]


def open_feedback(practice: Practice, *, on: date) -> list[OpenFeedback]:
    """What was written about accessibility and waits for an answer, the most pressing first."""
    return [_open(one, on) for one in Feedback.objects.filter(practice=practice, answered_at=None)]


def _open(one: Feedback, on: date) -> OpenFeedback:
    sent_on = one.sent_at.astimezone(HELSINKI).date()
    answer_by = sent_on + ANSWER_WITHIN
    return OpenFeedback(one.pk, one.message, one.reply_to, sent_on, answer_by, (answer_by - on).days)


@dataclass(frozen=True, slots=True)
class BackupPage:
    """The copies of an own machine; elsewhere only when the last one was made."""

    is_own_machine: bool
    folder: str
    is_set_outside: bool
    is_ready: bool
    last: BackupRun | None
    last_made: BackupRun | None
    newest: str
    tried_at: datetime | None
    tried_rows: int | None

    @classmethod
    def now(cls) -> BackupPage:
        """As things stand."""
        known, kept = place(), BackupSetting.objects.first() or BackupSetting()
        own = is_own_machine()
        newest: Path | None = newest_copy(known.folder) if own and known.folder else None
        return cls(
            is_own_machine=own,
            folder=str(known.folder or "") if own else "",
            is_set_outside=bool(settings.BACKUP_TO or settings.BACKUP_RECIPIENT),
            is_ready=known.is_ready,
            last=BackupRun.objects.first(),
            last_made=BackupRun.objects.filter(outcome=BackupRun.Outcome.MADE).first(),
            newest=newest.name if newest else "",
            tried_at=kept.tried_at,
            tried_rows=kept.tried_rows,
        )


def is_own_machine() -> bool:
    """Whether its owner alone uses this installation: there the owner may name folders of the machine."""
    return not settings.DOMAIN and not settings.DEMO


def waiting(person: Person, *, on: date) -> list[Waiting]:
    """What of keeping waits for the owner of a practice. Two questions to the database, on a server one."""
    return [*_feedback_waiting(person, on=on), *(_copies_waiting(person) if is_own_machine() else ())]


def _feedback_waiting(person: Person, *, on: date) -> Iterator[Waiting]:
    mine = Practice.objects.owned_by(person)
    for one in Feedback.objects.filter(practice__in=mine, answered_at=None):
        days = _open(one, on).days_left
        left = ngettext("%(days)s day left to answer", "%(days)s days left to answer", max(days, 0))
        yield Waiting(
            kind=_("Accessibility"),
            title=_("Feedback about the pages"),
            why=_("The answer is late") if days < 0 else left % {"days": days},
            href=reverse("retention:practice_keeping", args=[one.practice_id]),
            action=_("Read and answer"),
            rank=WaitingRank.PROMISED_ANSWER,
        )


def _copies_waiting(person: Person) -> Iterator[Waiting]:
    last = BackupRun.objects.filter(Exists(Practice.objects.owned_by(person))).first()
    if last is not None and last.outcome != BackupRun.Outcome.MADE:
        yield Waiting(
            kind=_("Backup"),
            title=_("The last copy was not made"),
            why=outcome_told(last.outcome),
            href=reverse("retention:backup"),
            action=_("See to it"),
            rank=WaitingRank.MAIL_TROUBLE,
        )


def outcome_told(outcome: str) -> str:
    """Why a copy was not made, in a few words."""
    return {
        BackupRun.Outcome.MADE: _("Made"),
        BackupRun.Outcome.NO_FOLDER: _("The folder was not there"),
        BackupRun.Outcome.NO_SPACE: _("There was no room left"),
    }.get(BackupRun.Outcome(outcome), _("It could not be written"))
