"""What a member sees of finding a date together: the times, who sees what, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tuokio.booking.domain.polls import Standing
from tuokio.booking.labels_polls import PROMISES
from tuokio.booking.models.polls import PollMember
from tuokio.booking.pages.polls import chosen_told, counted, proposal_told
from tuokio.booking.usecases.poll_decision import proposal_of, voices_of
from tuokio.kit import when
from tuokio.supervision.domain.states import MEETING_STATES
from tuokio.terms.poll_words import AnswersSeen


@dataclass(frozen=True, slots=True)
class PollAnswerPage:
    """The asking as one who is asked sees it."""

    practice: str
    minutes: int
    until: str
    takes_answers: bool
    saved: bool
    promise: str
    seen: Mapping[UUID, str]
    proposed: tuple[str, ...]
    chosen: tuple[str, ...]

    @classmethod
    def of(cls, asked: PollMember, *, at: datetime) -> PollAnswerPage:
        """The page at a moment."""
        poll = asked.poll
        seen: dict[UUID, str] = {}
        proposed: tuple[str, ...] = ()
        if poll.is_open and poll.seen != AnswersSeen.HIDDEN:
            everyone, voices = voices_of(poll, at=at)
            proposal = proposal_of(poll, voices)
            proposed = proposal_told(poll, proposal, None)
            names = {one.pk: one.member.name for one in everyone}
            for standing in proposal.standings:
                words = counted(standing) if poll.seen == AnswersSeen.COUNTS else _named(standing, names)
                seen[standing.choice.key] = words
        return cls(
            practice=poll.process.practice.name,
            minutes=poll.minutes,
            until=when.day(poll.last_day),
            takes_answers=poll.takes_answers(at) and poll.process.now_in in MEETING_STATES,
            saved=asked.answered_at is not None,
            promise=str(PROMISES[poll.seen]),
            seen=seen,
            proposed=proposed,
            chosen=chosen_told(poll),
        )


def _named(standing: Standing, names: Mapping[UUID, str]) -> str:
    """Who can come, by name: where the supervisor chose so."""
    can = sorted(names[key] for key in (*standing.required_yes, *standing.optional_yes))
    maybe = sorted(names[key] for key in (*standing.required_if_need_be, *standing.optional_if_need_be))
    told = [_("Can come: %(names)s.") % {"names": ", ".join(can)}] if can else []
    told += [_("If need be: %(names)s.") % {"names": ", ".join(maybe)}] if maybe else []
    return " ".join(told) or _("Nobody has said yes yet.")
