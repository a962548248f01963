"""The way of a summary from draft to commissioner, and what it says (domain 1.2, 5.7)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tuokio.supervision.domain.deciding import Asked, verdict
from tuokio.terms.summary_words import Publicity, ReturnReason, SummaryState
from tuokio.terms.words import OrganisationKind

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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a group decided about a summary; `reason` says why it came back."""

    state: SummaryState
    reason: ReturnReason | None = None


def outcome(asked: Asked) -> Outcome:
    """Where the summary goes by what its group said (`supervision.domain.deciding`)."""
    said = verdict(asked)
    return Outcome(SummaryState.APPROVED if said.agreed else SummaryState.RETURNED, said.reason)


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
    """Which parts go in. There is no field for free words: a group lets its own out of the room."""

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
    released: Sequence[Mapping[str, Any]] = (),
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
        "released": [dict(one) for one in released],
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
