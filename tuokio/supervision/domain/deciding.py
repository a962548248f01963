"""How a group decides, unseen, what its commissioner may be given (domain 5.7).

A group decides once: when everyone has answered, or at the end of the last day. Before that nothing that anyone
can see depends on what somebody said, and afterwards only the outcome is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tuokio.terms.summary_words import GroupWord, ReturnReason

DAYS_TO_ANSWER = 7
FEWEST_SLIPS = 3  # fewer slips in one heap would tell whose they are
SMALL = 3  # from one to three, silence and outcome tell something; the page says what
WALL = ZoneInfo("Europe/Helsinki")


def last_day(asked_at: datetime) -> date:
    """The last day to answer: a week from the day on the wall in Finland."""
    return asked_at.astimezone(WALL).date() + timedelta(days=DAYS_TO_ANSWER)


def deadline_of(asked_at: datetime) -> datetime:
    """The midnight that ends the last day in Finland, whatever the clocks do in between."""
    return datetime.combine(last_day(asked_at) + timedelta(days=1), time(0), WALL)


@dataclass(frozen=True, slots=True)
class Slips:
    """Folded slips out of one heap, counted."""

    ok: int = 0
    change: int = 0
    block: int = 0

    @property
    def total(self) -> int:
        """How many slips there were."""
        return self.ok + self.change + self.block


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said so far: by those asked who still belong (None: nothing yet), by those who left, and on slips."""

    words: Sequence[GroupWord | None]
    of_leavers: Sequence[GroupWord | None] = ()
    slips: Slips | None = None
    without_phone: int = 0  # of those asked who still belong


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a group agreed; `reason` says why not."""

    agreed: bool
    reason: ReturnReason | None = None


def fewest_slips(asked: int) -> int:
    """How many slips one heap needs so that no slip tells whose it is."""
    return min(FEWEST_SLIPS, asked)


def everyone_answered(asked: Asked) -> bool:
    """Whether all who still belong have said a word on their phones, or put a slip into the heap.

    The two are not added up: who writes a slip may have answered on the phone as well.
    """
    if not asked.words:
        return False  # everyone has left: the last day decides
    by_phone = all(word is not None for word in asked.words)
    return by_phone or (asked.slips is not None and asked.slips.total >= len(asked.words))


def verdict(asked: Asked) -> Verdict:
    """What the group decided, once it is closed (domain 5.7): all ok, or nobody against it in a week.

    One word for a change or against it, on a phone or a slip, brings it back. Silence lets it pass, but only of
    those who could answer: without slips it comes back when somebody has no phone here. One person's silence is
    no yes, and neither is that of a group that everybody has left.
    """
    if asked.without_phone and asked.slips is None:
        return Verdict(agreed=False, reason=ReturnReason.SLIPS_MISSING)
    said = [*asked.words, *asked.of_leavers]
    alone = len(said) == 1 or not asked.words
    if alone and asked.slips is None and not any(said):
        return Verdict(agreed=False, reason=ReturnReason.NO_ANSWER)
    against = any(word in {GroupWord.CHANGE, GroupWord.BLOCK} for word in said)
    if against or (asked.slips is not None and asked.slips.total > asked.slips.ok):
        return Verdict(agreed=False, reason=ReturnReason.GROUP)
    return Verdict(agreed=True)
