"""What the supervisor sees of finding a date together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.booking.domain.polls import Proposal, Standing
from tuokio.booking.labels_polls import BEHIND, ENDS, SEEN
from tuokio.booking.models.polls import Poll, PollMember
from tuokio.booking.usecases.poll_decision import proposal_of, voices_of
from tuokio.kit import when
from tuokio.terms.poll_words import PollEnd
from tuokio.terms.words import WayIn

Names = Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One time, and who says what of it."""

    id: UUID
    moment: str
    yes: tuple[str, ...]
    if_need_be: tuple[str, ...]
    no: tuple[str, ...]
    silent: tuple[str, ...]
    is_first: bool

    @classmethod
    def of(cls, standing: Standing, names: Names, poll: Poll, *, is_first: bool) -> TimeRow:
        """The row of one time."""

        def named(*groups: Sequence[UUID]) -> tuple[str, ...]:
            return tuple(sorted(names[key] for group in groups for key in group))

        choice = standing.choice
        return cls(
            id=choice.key,
            moment=when.moment(choice.starts_at, poll.minutes, poll.zone),
            yes=named(standing.required_yes, standing.optional_yes),
            if_need_be=named(standing.required_if_need_be, standing.optional_if_need_be),
            no=named(standing.required_no, standing.optional_no),
            silent=named(standing.required_silent, standing.optional_silent),
            is_first=is_first,
        )


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One who is asked."""

    id: UUID
    name: str
    required: bool
    answered: str
    on_paper: bool


@dataclass(frozen=True, slots=True)
class PollPage:
    """The asking as its supervisor sees it."""

    badge: str
    state: str
    until: str
    decide_until: str
    seen: str
    is_open: bool
    takes_answers: bool
    can_remind: bool
    reminded: str
    rows: tuple[TimeRow, ...]
    asked: tuple[AskedRow, ...]
    proposed: tuple[str, ...]
    chosen: tuple[str, ...]
    answers_gone: bool

    @classmethod
    def of(cls, poll: Poll, *, at: datetime) -> PollPage:
        """The page at a moment."""
        asked, voices = voices_of(poll, at=at)
        proposal = proposal_of(poll, voices)
        names: Names = {one.pk: one.member.name for one in asked}
        rows = {
            row.id: row
            for row in (
                TimeRow.of(standing, names, poll, is_first=place == 0 and _any_answer(standing))
                for place, standing in enumerate(proposal.standings)
            )
        }
        state, badge = state_of(poll, at)
        return cls(
            badge=badge,
            state=state,
            until=when.day(poll.last_day),
            decide_until=when.day(when.local(poll.decide_until - timedelta(minutes=1), poll.zone).date()),
            seen=str(SEEN[poll.seen]),
            is_open=poll.is_open,
            takes_answers=poll.takes_answers(at),
            can_remind=poll.takes_answers(at)
            and poll.reminded_at is None
            and any(one.answered_at is None for one in asked),
            reminded=when.day(when.local(poll.reminded_at).date()) if poll.reminded_at else "",
            rows=tuple(rows[one.pk] for one in poll.times.all()),
            asked=tuple(
                AskedRow(
                    id=one.pk,
                    name=one.member.name,
                    required=one.required,
                    answered=when.day(when.local(one.answered_at).date()) if one.answered_at else "",
                    on_paper=one.on_paper,
                )
                for one in asked
            ),
            proposed=proposal_told(poll, proposal, names) if poll.is_open else (),
            chosen=chosen_told(poll),
            answers_gone=poll.answers_gone_at is not None,
        )


def state_of(poll: Poll, at: datetime) -> tuple[str, str]:
    """Where it stands in words, and the kind of its badge."""
    if not poll.is_open:
        return str(ENDS[poll.end]), "held" if poll.end == PollEnd.CHOSEN else "off"
    if poll.takes_answers(at):
        return _("answers are being given"), "next"
    return _("waits for your choice"), "look"


def chosen_told(poll: Poll) -> tuple[str, ...]:
    """The times that became meetings."""
    return tuple(
        when.moment(one.starts_at, poll.minutes, poll.zone)
        for one in poll.times.exclude(meeting=None).order_by("starts_at")
    )


def without_own_way(asked: Sequence[PollMember]) -> list[UUID]:
    """Those who come in neither by mail nor by a slip: they want a link or paper."""
    return [one.member_id for one in asked if one.member.way_in == WayIn.NONE]


# --- the proposal in words ----------------------------------------------------------------------------------


def proposal_told(poll: Poll, proposal: Proposal, names: Names | None) -> tuple[str, ...]:
    """Why the first is first and what the second lacks; without `names` nobody is named.

    Empty while nobody has answered.
    """
    first, second = proposal.first, proposal.second
    if first is None or not _any_answer(first):
        return ()
    moment = when.moment(first.choice.starts_at, poll.minutes, poll.zone)
    told = [_("%(moment)s suits best: %(why)s") % {"moment": moment, "why": _why(first, poll)}]
    if names is not None:
        told += _lacking(first, names)
    if second is not None and proposal.decided_by is not None:
        told.append(
            _("Next best is %(moment)s: %(behind)s.")
            % {
                "moment": when.moment(second.choice.starts_at, poll.minutes, poll.zone),
                "behind": BEHIND[proposal.decided_by],
            }
        )
    return tuple(told)


def _why(first: Standing, poll: Poll) -> str:
    can, every = (
        first.required_can + first.optional_can,
        first.yes + first.if_need_be + first.no + first.silent,
    )
    if first.all_required_yes and first.required_yes:
        if first.optional_can == every - len(first.required_yes):
            return _("everyone can come.") if every > 1 else _("it suits.")
        return _("everyone who must come says yes.")
    counted: dict[str, Any] = {"can": can, "every": every, "maybe": first.if_need_be, "needed": poll.quorum}
    if not first.has_enough:
        return _("%(can)s of %(every)s can come, though %(needed)s are needed.") % counted
    if first.if_need_be:
        return _("%(can)s of %(every)s can come, %(maybe)s of them if need be.") % counted
    return _("%(can)s of %(every)s can come.") % counted


def _lacking(first: Standing, names: Names) -> list[str]:
    said = []
    for words, keys in (
        (_("Cannot come then: %(names)s."), (*first.required_no, *first.optional_no)),
        (_("Only if need be: %(names)s."), (*first.required_if_need_be, *first.optional_if_need_be)),
        (_("Has not answered: %(names)s."), (*first.required_silent, *first.optional_silent)),
    ):
        if keys:
            said.append(words % {"names": ", ".join(sorted(names[key] for key in keys))})
    return said


def _any_answer(standing: Standing) -> bool:
    return bool(standing.yes or standing.if_need_be or standing.no)


def counted(standing: Standing) -> str:
    """3 can come, one of them if need be: what members see where counts are shown."""
    can = standing.yes + standing.if_need_be
    if not can:
        return _("Nobody has said yes yet.")
    told = ngettext("One can come", "%(can)s can come", can) % {"can": can}
    if standing.if_need_be:
        told += ngettext(
            ", one of them if need be", ", %(maybe)s of them if need be", standing.if_need_be
        ) % {"maybe": standing.if_need_be}
    return f"{told}."
