"""The way of a summary from draft to commissioner, and how a group decides about it (domain 1.2, 5.7).

A group decides once: when everyone has answered, or at the end of the last day. Before that nothing that anyone
can see depends on what somebody said, and afterwards only the outcome is left.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tuokio.terms.summary_words import GroupWord, Publicity, ReturnReason, SummaryState
from tuokio.terms.words import OrganisationKind

DAYS_TO_ANSWER = 7
FEWEST_SLIPS = 3  # fewer slips in one heap would tell whose they are
SMALL = 3  # from one to three, silence and outcome tell something; the page says what
WALL = ZoneInfo("Europe/Helsinki")

FOLLOWS: Mapping[SummaryState, frozenset[SummaryState]] = {
    SummaryState.DRAFT: frozenset({SummaryState.IN_GROUP, SummaryState.NOTHING_GIVEN}),
    SummaryState.IN_GROUP: frozenset({SummaryState.APPROVED, SummaryState.RETURNED, SummaryState.DRAFT}),
    SummaryState.RETURNED: frozenset({SummaryState.DRAFT, SummaryState.NOTHING_GIVEN}),
    SummaryState.APPROVED: frozenset({SummaryState.GIVEN, SummaryState.DRAFT}),
    SummaryState.GIVEN: frozenset({SummaryState.DISCUSSED, SummaryState.ASKED_BACK}),
    SummaryState.DISCUSSED: frozenset({SummaryState.ASKED_BACK}),
    SummaryState.ASKED_BACK: frozenset(),
    SummaryState.NOTHING_GIVEN: frozenset(),
}
FINISHED = frozenset(
    {SummaryState.GIVEN, SummaryState.DISCUSSED, SummaryState.ASKED_BACK, SummaryState.NOTHING_GIVEN}
)
READ_BY_COMMISSIONER = frozenset({SummaryState.GIVEN, SummaryState.DISCUSSED, SummaryState.ASKED_BACK})

# Act on the Openness of Government Activities (621/1999) section 4; the church applies it by its own act.
# Our reading of the law, to be checked by a lawyer: a school may be the municipality's or a private one.
PUBLICITY: Mapping[OrganisationKind, Publicity] = {
    OrganisationKind.COUNTY: Publicity.AUTHORITY,
    OrganisationKind.MUNICIPALITY: Publicity.AUTHORITY,
    OrganisationKind.STATE: Publicity.AUTHORITY,
    OrganisationKind.CHURCH: Publicity.AUTHORITY,
    OrganisationKind.SCHOOL: Publicity.PERHAPS,
}


class WrongTurn(Exception):
    """The summary stands elsewhere, so this cannot happen to it now."""

    def __init__(self, state: SummaryState) -> None:
        super().__init__(state)
        self.state = state


def require_step(before: SummaryState, after: SummaryState) -> None:
    """Raises WrongTurn when a summary cannot go from the one to the other."""
    if after not in FOLLOWS[before]:
        raise WrongTurn(before)


def publicity_of(kind: str) -> Publicity:
    """Whether a paper given to such a commissioner becomes an authority's document."""
    return PUBLICITY.get(OrganisationKind(kind), Publicity.PRIVATE) if kind else Publicity.PRIVATE


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
class Outcome:
    """What a group decided; `reason` says why it came back."""

    state: SummaryState
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


def outcome(asked: Asked) -> Outcome:
    """What the group decided, once it is closed (domain 5.7): all ok, or nobody against it in a week.

    One word for a change or against it, on a phone or a slip, brings it back. Silence lets it pass, but only of
    those who could answer: without slips it comes back when somebody has no phone here. One person's silence is
    no yes, and neither is that of a group that everybody has left.
    """
    if asked.without_phone and asked.slips is None:
        return Outcome(SummaryState.RETURNED, ReturnReason.SLIPS_MISSING)
    said = [*asked.words, *asked.of_leavers]
    alone = len(said) == 1 or not asked.words
    if alone and asked.slips is None and not any(said):
        return Outcome(SummaryState.RETURNED, ReturnReason.NO_ANSWER)
    against = any(word in {GroupWord.CHANGE, GroupWord.BLOCK} for word in said)
    if against or (asked.slips is not None and asked.slips.total > asked.slips.ok):
        return Outcome(SummaryState.RETURNED, ReturnReason.GROUP)
    return Outcome(SummaryState.APPROVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """Meetings of a period: held and planned, and how many were there of how many marked."""

    held: int
    planned: int
    there: int = 0
    marked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal agreed with the commissioner, as the summary tells it."""

    wording: str
    indicator: str
    state: str
    baseline: float | None
    baseline_words: str
    low: float | None
    high: float | None
    low_words: str
    high_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement's figures that passed the thresholds (domain 5.6), in words of each language."""

    code: str
    words: Mapping[str, str]
    answered: int
    then: float | None
    now: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Whose summary it is."""

    process: str
    form: str
    organisation: str
    practice: str
    supervisor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which parts go in. There is no field for free words: those wait for the sealed room."""

    period: tuple[date, date]
    recommendation: str
    new_form: str = ""
    with_meetings: bool = True
    with_attendance: bool = True
    goals: frozenset[str] = field(default=frozenset())
    figures: frozenset[str] = field(default=frozenset())


def compose(
    chosen: Chosen,
    *,
    frame: Frame,
    meetings: Meetings,
    goals: Mapping[str, Goal],
    figures: Sequence[Statement],
) -> dict[str, Any]:
    """The summary's content as it will be frozen: only the chosen parts, in their own order."""
    return {
        "process": frame.process,
        "form": frame.form,
        "organisation": frame.organisation,
        "practice": frame.practice,
        "supervisor": frame.supervisor,
        "from": chosen.period[0].isoformat(),
        "until": chosen.period[1].isoformat(),
        "held": meetings.held if chosen.with_meetings else None,
        "planned": meetings.planned if chosen.with_meetings else None,
        "there": meetings.there if chosen.with_attendance and meetings.marked else None,
        "marked": meetings.marked if chosen.with_attendance and meetings.marked else None,
        "goals": [_told(goal) for key, goal in goals.items() if key in chosen.goals],
        "figures": [_figure(one) for one in figures if one.code in chosen.figures],
        "recommendation": chosen.recommendation,
        "new_form": chosen.new_form,
    }


def _told(goal: Goal) -> dict[str, Any]:
    return {name: getattr(goal, name) for name in Goal.__dataclass_fields__}


def _figure(one: Statement) -> dict[str, Any]:
    return {
        "code": one.code,
        "words": dict(one.words),
        "answered": one.answered,
        "then": one.then,
        "now": one.now,
    }


def fingerprint(content: Mapping[str, Any]) -> str:
    """The SHA-256 of the content: the same words, the same fingerprint."""
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
