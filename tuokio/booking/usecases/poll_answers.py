"""What members say of the proposed times: signed in, by their link, or on paper by the supervisor's hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuokio.audit import trail
from tuokio.booking.models.polls import Poll, PollAnswer, PollMember
from tuokio.booking.refusals_polls import LinkClosed, PollClosed
from tuokio.booking.usecases.polls import fingerprint_of, held_poll
from tuokio.kit import when
from tuokio.people.models import Person
from tuokio.supervision.asking import settle_asks
from tuokio.terms.poll_words import Said


def opened_by(token: str, *, at: datetime) -> PollMember:
    """Who is asked by this link. Raises LinkClosed, also of one who has left."""
    asked = (
        PollMember.objects.filter(fingerprint=fingerprint_of(token))
        .select_related("poll__process__practice", "member")
        .first()
    )
    if asked is None or not _belongs(asked, at):
        raise LinkClosed
    return asked


@transaction.atomic
def answer_poll(
    *,
    asked: PollMember,
    said: Mapping[UUID, Said],
    at: datetime,
    told_to: Person | None = None,
) -> None:
    """Keep what a member says of each time, in place of what they said before; what is left out is not answered.

    `told_to`: the supervisor who writes it from paper or a call. Raises ProcessClosed, PollClosed, LinkClosed of
    one who has left.
    """
    process, poll = held_poll(asked.poll)
    if not poll.takes_answers(at):
        raise PollClosed
    asked = PollMember.objects.select_related("member").get(pk=asked.pk)
    if not _belongs(asked, at):
        raise LinkClosed
    times = {time.pk: time for time in poll.times.all()}
    asked.answers.all().delete()
    PollAnswer.objects.bulk_create(
        PollAnswer(asked=asked, time=times[key], said=word) for key, word in said.items() if key in times
    )
    asked.answered_at, asked.on_paper = (at if said else None), told_to is not None
    asked.save(update_fields=["answered_at", "on_paper"])
    if said:
        settle_asks(about=poll.pk, at=at, member=asked.member)
    if told_to is not None:
        trail.record("date poll told", about=process, by=told_to, at=at, member=str(asked.member_id))


def asked_in(poll: Poll, person: Person) -> PollMember | None:
    """The person's own place in the poll."""
    return (
        poll.asked.filter(member__person=person).select_related("member", "poll__process__practice").first()
    )


def said_by(asked: PollMember) -> dict[UUID, Said]:
    """What the member has said, by the id of the time."""
    return {answer.time_id: Said(answer.said) for answer in asked.answers.all()}


def _belongs(asked: PollMember, at: datetime) -> bool:
    return asked.member.belongs_on(when.local(at, asked.poll.zone).date())
