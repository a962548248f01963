"""Places of an open group: asked for, kept, offered to the next in line, given up; k places never take k + 1.

Every act takes the row of the process first, so that two at the same moment take turns; beneath that the database
gives no place number twice. Who has a place and who is a member follow each other: joins and leaves go through
the acts on members, and what is changed there by hand is followed here (`places_follow`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from tuokio.audit import trail
from tuokio.kit.clock import HELSINKI
from tuokio.meetings.models import Joiner, OpenGroup
from tuokio.meetings.usecases.telling_places import tell_joiner
from tuokio.people.domain import codes
from tuokio.people.models import Person
from tuokio.supervision.models import Member, Process, ProcessClosed
from tuokio.supervision.usecases import add_member, as_it_stands, member_leaves

State, Ending = Joiner.State, Joiner.Ending


class GroupClosed(Exception):
    """The group takes no newcomers any more."""


class NoPlaceFree(Exception):
    """All places are taken, so that none can be offered."""


class PlacesTaken(Exception):
    """Fewer places were asked for than are taken; `taken` says how many are."""

    def __init__(self, taken: int) -> None:
        super().__init__(str(taken))
        self.taken = taken


class PlaceMovedOn(Exception):
    """The joiner is no longer where the page showed them: another tab was quicker, or time ran out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What an open group is: what strangers read, how many places, whether the supervisor says yes to each."""

    title: str
    about: str
    places: int
    confirms: bool = True
    offer_hours: int = 48


# --- opening and closing -------------------------------------------------------------------------------------


def open_group_of(process: Process) -> OpenGroup | None:
    """The process as it is open to newcomers now, if it is."""
    return OpenGroup.objects.filter(process=process, closed_at=None).first()


@transaction.atomic
def open_group(*, process: Process, opening: Opening, by: Person, at: datetime) -> OpenGroup:
    """Open the process to newcomers, or change what it is open with. Raises ProcessClosed, PlacesTaken.

    Those who are members already have their places.
    """
    process = as_it_stands(process)
    said = {name: getattr(opening, name) for name in ("title", "about", "confirms", "offer_hours")}
    group = open_group_of(process)
    if group is None:
        present = _present(process, _day(at)).count()
        if present > opening.places:
            raise PlacesTaken(present)
        group = OpenGroup.objects.create(
            process=process, places=opening.places, token=codes.new_token(), opened_at=at, **said
        )
        trail.record("group opened", about=process, by=by, at=at, places=opening.places)
    else:
        _resize(group, opening.places)
        for name, value in said.items():
            setattr(group, name, value)
        group.save()
        trail.record("open group changed", about=process, by=by, at=at, places=opening.places)
    _settle(group, at)
    return group


def _resize(group: OpenGroup, places: int) -> None:
    """Other places than before; who sits beyond the last one moves to a free one. Raises PlacesTaken."""
    taken = group.joiners.exclude(number=None).count()
    if taken > places:
        raise PlacesTaken(taken)
    group.places = places
    for joiner in group.joiners.filter(number__gt=places):
        joiner.number = _free_numbers(group)[0]
        joiner.save(update_fields=["number"])


@transaction.atomic
def close_group(*, group: OpenGroup, by: Person, at: datetime) -> None:
    """No newcomers any more: members stay, who waited or asked is told. Raises ProcessClosed, GroupClosed."""
    group = _locked(group)
    for joiner in group.joiners.living().exclude(state=State.JOINED):
        joiner.end(Ending.CLOSED, at=at)
        tell_joiner(joiner, at=at)
    group.closed_at = at
    group.save(update_fields=["closed_at"])
    trail.record("group closed", about=group.process, by=by, at=at)


# --- who wants in --------------------------------------------------------------------------------------------


@transaction.atomic
def ask_place(*, group: OpenGroup, name: str, email: str, language: str, at: datetime) -> Joiner:
    """Somebody wants a place: theirs at once when one is free, else the end of the line. Raises GroupClosed.

    Asked twice with one address it is one asking, and the link to its page is sent again.
    """
    group = _locked(group)
    _settle(group, at)
    email = email.strip().lower()
    joiner = group.joiners.living().filter(email=email).first()
    if joiner is None:
        free = _free_numbers(group)
        joiner = Joiner.objects.create(
            group=group,
            number=free[0] if free else None,
            state=State.ASKED if free else State.WAITING,
            name=name,
            email=email,
            language=language,
            asked_at=at,
        )
        trail.record("place asked", about=group.process, by=None, at=at, joiner=str(joiner.pk))
        if free and not group.confirms:
            _join(group, joiner, by=None, at=at)
    tell_joiner(joiner, at=at)
    return joiner


@transaction.atomic
def take_offer(*, joiner: Joiner, at: datetime) -> Joiner:
    """Who was offered a place wants it; an offer that has run out has ended (see `ending`).

    Raises GroupClosed, PlaceMovedOn.
    """
    group = _locked(joiner.group)
    _settle(group, at)
    joiner = _in_state(joiner, State.OFFERED, State.ENDED)
    if joiner.state == State.ENDED:
        return joiner
    if group.confirms and joiner.accepted_at is None:
        joiner.state, joiner.offered_until = State.ASKED, None
        joiner.save(update_fields=["state", "offered_until"])
        trail.record("place asked", about=group.process, by=None, at=at, joiner=str(joiner.pk))
    else:
        _join(group, joiner, by=None, at=at)
    return joiner


@transaction.atomic
def give_up(*, joiner: Joiner, at: datetime) -> None:
    """Somebody leaves the line or gives up their place; the next in line is offered it. Raises PlaceMovedOn."""
    _leave(joiner, Ending.LEFT, by=None, at=at)


# --- what the supervisor does --------------------------------------------------------------------------------


@transaction.atomic
def confirm(*, joiner: Joiner, by: Person, at: datetime) -> None:
    """Yes to somebody who asked: they become a member today. Raises GroupClosed, PlaceMovedOn, ProcessClosed."""
    group = _locked(joiner.group)
    joiner = _in_state(joiner, State.ASKED)
    _join(group, joiner, by=by, at=at)
    tell_joiner(joiner, at=at)


@transaction.atomic
def offer(*, joiner: Joiner, by: Person, at: datetime) -> None:
    """Offer a free place to one of those who wait, past the line; a yes is said with it.

    Raises GroupClosed, PlaceMovedOn, NoPlaceFree.
    """
    group = _locked(joiner.group)
    joiner = _in_state(joiner, State.WAITING)
    free = _free_numbers(group)
    if not free:
        raise NoPlaceFree
    joiner.accepted_at = at
    _offer(group, joiner, free[0], at=at)
    trail.record("place offered", about=group.process, by=by, at=at, joiner=str(joiner.pk))


@transaction.atomic
def remove(*, joiner: Joiner, by: Person, at: datetime) -> None:
    """No place for this one: a newcomer is declined, a member stops today. Raises PlaceMovedOn, ProcessClosed."""
    ending = Ending.LEFT if joiner.state == State.JOINED else Ending.DECLINED
    if _leave(joiner, ending, by=by, at=at) and ending == Ending.DECLINED:
        joiner.refresh_from_db()
        tell_joiner(joiner, at=at)


# --- what follows by itself ----------------------------------------------------------------------------------


@transaction.atomic
def places_follow(process: Process, *, at: datetime) -> None:
    """Members were changed elsewhere: each has one place, and who left has none."""
    group = open_group_of(process)
    if group is None:
        return
    try:
        group = _locked(group)
    except (GroupClosed, ProcessClosed):
        return  # nobody joins it any more
    _settle(group, at)


def see_to_places(at: datetime) -> int:
    """Offers that ran out and members whose last day has come: their places go to the next. May be repeated."""
    done = 0
    for group in OpenGroup.objects.filter(closed_at=None).select_related("process"):
        try:
            with transaction.atomic():
                _settle(_locked(group), at)
                done += 1
        except (GroupClosed, ProcessClosed):
            continue  # closed in the meantime: there is nothing to see to
    return done


def position(joiner: Joiner) -> int:
    """Which one in the line, from 1; 0 for whoever does not wait."""
    waiting = list(joiner.group.joiners.in_line().values_list("pk", flat=True))
    return waiting.index(joiner.pk) + 1 if joiner.pk in waiting else 0


# --- within the act ------------------------------------------------------------------------------------------


def _day(at: datetime) -> date:
    return at.astimezone(HELSINKI).date()


def _locked(group: OpenGroup) -> OpenGroup:
    process = as_it_stands(group.process)
    fresh = OpenGroup.objects.get(pk=group.pk)
    if fresh.closed_at is not None:
        raise GroupClosed
    fresh.process = process
    return fresh


def _in_state(joiner: Joiner, *states: str) -> Joiner:
    fresh = Joiner.objects.get(pk=joiner.pk)
    if fresh.state not in states:
        raise PlaceMovedOn
    return fresh


def _free_numbers(group: OpenGroup) -> list[int]:
    taken = set(group.joiners.exclude(number=None).values_list("number", flat=True))
    return [number for number in range(1, group.places + 1) if number not in taken]


def _join(group: OpenGroup, joiner: Joiner, *, by: Person | None, at: datetime) -> None:
    """The place becomes a membership; the member is tied to it by `places_follow`, which the joining calls."""
    joiner.state, joiner.offered_until = State.JOINED, None
    joiner.accepted_at = joiner.accepted_at or at
    joiner.save(update_fields=["state", "offered_until", "accepted_at"])
    add_member(process=group.process, name=joiner.name, joined_on=_day(at), by=by, at=at)
    joiner.refresh_from_db()


def _leave(joiner: Joiner, ending: str, *, by: Person | None, at: datetime) -> bool:
    group = _locked(joiner.group)
    fresh = Joiner.objects.select_related("member").get(pk=joiner.pk)
    if fresh.state != joiner.state or fresh.ended_at is not None:
        raise PlaceMovedOn
    member = fresh.member
    fresh.end(ending, at=at)
    trail.record("place given up", about=group.process, by=by, at=at, joiner=str(fresh.pk))
    if member is not None and member.left_on is None:
        member_leaves(member=member, left_on=_day(at), by=by, at=at)  # settles through `places_follow`
    else:
        _settle(group, at)
    return True


def _offer(group: OpenGroup, joiner: Joiner, number: int, *, at: datetime) -> None:
    joiner.state, joiner.number = State.OFFERED, number
    joiner.offered_until = at + timedelta(hours=group.offer_hours)
    joiner.save(update_fields=["state", "number", "offered_until", "accepted_at"])
    tell_joiner(joiner, at=at)


def _settle(group: OpenGroup, at: datetime) -> None:
    """Set right what time and others have changed, then offer what is free to the first in line."""
    for late in group.joiners.filter(state=State.OFFERED, offered_until__lte=at):
        late.end(Ending.TOO_LATE, at=at)
    gone = Q(member__left_on__lte=_day(at))
    for left in group.joiners.filter(gone, state=State.JOINED):
        left.end(Ending.LEFT, at=at)
    _seat(group, at)
    waiting = group.joiners.in_line()
    for number, joiner in zip(_free_numbers(group), waiting, strict=False):
        _offer(group, joiner, number, at=at)


def _seat(group: OpenGroup, at: datetime) -> None:
    """Give each member the one place that is theirs; who was added by hand beyond the last place makes one more."""
    seated = set(group.joiners.filter(state=State.JOINED).values_list("member", flat=True))
    for member in _present(group.process, _day(at)).select_related("person"):
        if member.pk in seated:
            continue
        joiner = _meant_for(group, member) or Joiner(group=group, name=member.name, asked_at=at)
        joiner.number = joiner.number or _next_number(group)
        joiner.state, joiner.offered_until, joiner.member = State.JOINED, None, member
        joiner.accepted_at = joiner.accepted_at or at
        joiner.save()
    _know_addresses(group, at)


def _meant_for(group: OpenGroup, member: Member) -> Joiner | None:
    """Who has just joined and is this member, or asked with the address that the member comes in by."""
    joined = group.joiners.filter(state=State.JOINED, member=None)
    found = joined.filter(name=member.name).first() or joined.first()
    mail = _mail_of(member)
    return found or (group.joiners.living().filter(email=mail, member=None).first() if mail else None)


def _next_number(group: OpenGroup) -> int:
    if free := _free_numbers(group):
        return free[0]
    group.places += 1
    group.save(update_fields=["places"])
    return group.places


def _know_addresses(group: OpenGroup, at: datetime) -> None:
    """A member's own address, once known, stands at their place, so that it cannot ask for a second one."""
    for joiner in group.joiners.filter(state=State.JOINED, email="").select_related("member__person"):
        if joiner.member is None or not (mail := _mail_of(joiner.member)):
            continue
        for second in group.joiners.living().filter(email=mail):
            if second.state == State.JOINED:
                break
            second.end(Ending.LEFT, at=at)
        else:
            joiner.email = mail
            joiner.save(update_fields=["email"])


def _mail_of(member: Member) -> str:
    return (member.person.email or "").lower() if member.person else ""


def _present(process: Process, on: date) -> QuerySet[Member]:
    return process.members.filter(Q(left_on=None) | Q(left_on__gt=on))
