"""The acts on a mapping conversation that a stranger books: hold, confirm, change, cancel. Nobody is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tuokio.audit import trail
from tuokio.booking.models import TalkLink
from tuokio.booking.usecases import telling
from tuokio.booking.usecases.choices import HELD_FOR, Choice, fingerprint, token_of
from tuokio.booking.usecases.offered import Where, require_free, require_not_taken, talk_wanted, where_of
from tuokio.kit.limits import allow
from tuokio.mapping.enquiring import Asked, receive_booked
from tuokio.mapping.models import PublicPage
from tuokio.meetings.models import BookingRules, Talk
from tuokio.meetings.usecases.occupying import hold, keep_held, lock_times, occupy_talk
from tuokio.people.models import Person

A_DAY = timedelta(days=1)
FROM_ONE_PLACE, AN_HOUR = 5, 3600  # bookings, and within how many seconds
TO_ONE_PAGE = 30  # booked conversations a day
SALT = "talk"


class LinkClosed(Exception):
    """The link opens nothing: unknown, cancelled, or the conversation is gone."""


class HasBegun(Exception):
    """The conversation has begun, so that nothing of it can be changed any more."""


class TooManyBooked(Exception):
    """So many conversations have been booked from the page within a day that it looks like a machine."""


@dataclass(frozen=True, slots=True)
class Booked:
    """A booked conversation, and the token of the link that opens it; the token is kept nowhere."""

    talk: Talk
    token: str


def hold_talk(*, rules: BookingRules, starts_at: datetime, at: datetime) -> Choice:
    """Keep a time for ten minutes while the form is filled. Raises Taken, NotOffered."""
    require_not_taken(rules.supervisor_id, starts_at, rules.talk_minutes, at=at)
    where = where_of(rules, starts_at, remote=rules.talk_remote)
    with transaction.atomic():
        lock_times(_whose(rules, where))
        require_not_taken(rules.supervisor_id, starts_at, rules.talk_minutes, at=at)
        require_free(talk_wanted(rules, starts_at), starts_at, at=at)
        key = hold(
            supervisor=rules.supervisor_id,
            starts_at=starts_at,
            minutes=rules.talk_minutes,
            until=at + HELD_FOR,
            at=at,
            room=where.room,
        )
    return Choice(supervisor=rules.supervisor_id, starts_at=starts_at, hold=key, chosen_at=at)


def book_talk(
    *,
    page: PublicPage,
    rules: BookingRules,
    choice: Choice,
    asked: Asked,
    at: datetime,
    come_from: str = "",
) -> Booked:
    """Confirm a chosen time: enquiry, process and conversation begin together, and letters leave.

    A hold that has ended does no harm as long as the time is still free. The same form sent twice is one booking.
    `come_from`: the network address, from which only some are taken in an hour. Raises Taken, NotOffered,
    TooManyBooked.
    """
    token = token_of(choice)
    try:
        with transaction.atomic():
            if come_from and not allow(f"talks:{come_from}", limit=FROM_ONE_PLACE, seconds=AN_HOUR):
                raise TooManyBooked
            return Booked(_book(page, rules, choice, asked, token, at=at), token)
    except _SentBefore as first:
        return Booked(first.talk, token)


class _SentBefore(Exception):
    """The same form has been sent already: what it led to stands, and nothing more is written."""

    def __init__(self, talk: Talk) -> None:
        super().__init__(str(talk.pk))
        self.talk = talk


def _book(
    page: PublicPage, rules: BookingRules, choice: Choice, asked: Asked, token: str, *, at: datetime
) -> Talk:
    kept = fingerprint(token, SALT)
    _require_first(kept)
    if _booked_lately(page, at) >= TO_ONE_PAGE:
        raise TooManyBooked
    enquiry = receive_booked(page=page, asked=asked, supervisor=rules.supervisor, at=at)
    where = where_of(rules, choice.starts_at, remote=rules.talk_remote)
    talk = Talk.objects.create(
        practice=page.practice,
        process=enquiry.process,
        supervisor=rules.supervisor,
        starts_at=choice.starts_at,
        minutes=rules.talk_minutes,
        zone=rules.zone,
        place=where.place,
        remote=where.remote,
        room_id=where.room,
        made_at=at,
        changed_at=at,
    )
    if not keep_held(choice.hold, talk, at=at):
        lock_times(_whose(rules, where))
        _require_first(kept)
        require_not_taken(rules.supervisor_id, choice.starts_at, rules.talk_minutes, at=at)
        require_free(talk_wanted(rules, choice.starts_at), choice.starts_at, at=at)
        occupy_talk(talk, at=at)
    link = TalkLink.objects.create(talk=talk, enquiry=enquiry, fingerprint=kept, made_at=at)
    trail.record("talk booked", about=talk, by=None, at=at)
    telling.talk_booked(link, token=token, page=page, at=at)
    return talk


def _require_first(kept: str) -> None:
    """Raises _SentBefore when this very form has led to a booking."""
    found = TalkLink.objects.filter(fingerprint=kept).select_related("talk").first()
    if found is not None:
        raise _SentBefore(found.talk)


def _booked_lately(page: PublicPage, at: datetime) -> int:
    """How many conversations to come were booked from the page within a day, as far as it matters."""
    ahead = Talk.objects.filter(practice=page.practice, starts_at__gt=at, made_at__gt=at - A_DAY)
    return ahead.order_by()[:TO_ONE_PAGE].count()


def opened_by(token: str, *, at: datetime) -> TalkLink:
    """The booking that a link opens. Raises LinkClosed, and HasBegun once the conversation has begun."""
    found = (
        TalkLink.objects.filter(fingerprint=fingerprint(token, SALT))
        .select_related("talk__supervisor", "talk__practice", "talk__process", "enquiry")
        .first()
    )
    if found is None or found.enquiry.erased_at is not None:
        raise LinkClosed
    if found.talk.starts_at <= at:
        raise HasBegun
    return found


@transaction.atomic
def move_talk(
    *, link: TalkLink, token: str, page: PublicPage, rules: BookingRules, starts_at: datetime, at: datetime
) -> Talk:
    """Give the conversation another free time, perhaps with another of the practice's supervisors.

    Raises LinkClosed when it was cancelled meanwhile, HasBegun, Taken, NotOffered.
    """
    where = where_of(rules, starts_at, remote=rules.talk_remote)
    lock_times({*_whose(rules, where), link.talk.supervisor_id})
    talk = _to_change(link, at=at)
    if (talk.starts_at, talk.supervisor_id) == (starts_at, rules.supervisor_id):
        return talk
    require_free(talk_wanted(rules, starts_at, moved=talk.pk), starts_at, at=at)
    if talk.supervisor_id != rules.supervisor_id and talk.process is not None:
        talk.process.leads.update(supervisor=rules.supervisor)  # nothing has been done in it yet
    talk.supervisor, talk.starts_at, talk.minutes, talk.zone = (
        rules.supervisor,
        starts_at,
        rules.talk_minutes,
        rules.zone,
    )
    talk.place, talk.remote, talk.room_id = where.place, where.remote, where.room
    talk.sequence, talk.changed_at = talk.sequence + 1, at
    talk.save()
    occupy_talk(talk, at=at)
    trail.record("talk moved", about=talk, by=None, at=at)
    link.talk = talk
    telling.talk_moved(link, token=token, page=page, at=at)
    return talk


@transaction.atomic
def cancel_talk(*, link: TalkLink, by: Person | None, at: datetime) -> Talk:
    """The conversation is not held; it costs nothing. Sent twice it is one cancellation. Raises HasBegun."""
    lock_times([link.talk.supervisor_id])
    talk = Talk.objects.select_for_update(of=("self",)).select_related("supervisor").get(pk=link.talk.pk)
    if talk.state == Talk.State.CANCELLED:
        return talk
    if talk.starts_at <= at:
        raise HasBegun
    talk.state = Talk.State.CANCELLED
    talk.sequence, talk.changed_at = talk.sequence + 1, at
    talk.save(update_fields=["state", "sequence", "changed_at"])
    occupy_talk(talk, at=at)
    trail.record("talk cancelled", about=talk, by=by, at=at)
    link.talk = talk
    telling.talk_cancelled(link, by=by, at=at)
    return talk


def _whose(rules: BookingRules, where: Where) -> set[UUID]:
    """Whose time is taken: the supervisor's, and the room's if there is one."""
    return {rules.supervisor_id} | ({where.room} if where.room else set())


def _to_change(link: TalkLink, *, at: datetime) -> Talk:
    talk = (
        Talk.objects.select_for_update(of=("self",))
        .select_related("process", "practice")
        .get(pk=link.talk.pk)
    )
    if talk.state == Talk.State.CANCELLED:
        raise LinkClosed
    if talk.starts_at <= at:
        raise HasBegun
    return talk
