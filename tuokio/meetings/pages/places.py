"""Pages of an open group: the supervisor's, a newcomer's before asking, and one's own after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.kit import when
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.meetings.models import Joiner, OpenGroup
from tuokio.meetings.usecases.places import position
from tuokio.people.models import Person
from tuokio.supervision.models import Process

State, Ending = Joiner.State, Joiner.Ending


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place or one in line: who, how it stands, and what the supervisor can do about it."""

    number: int
    joiner: Joiner | None
    told: str
    can_confirm: bool = False
    can_offer: bool = False
    leaving_href: str = ""  # of a member: the page on which they stop


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """The places one by one, then the line in its order."""

    group: OpenGroup
    places: tuple[PlaceRow, ...]
    line: tuple[PlaceRow, ...]
    address: str

    @classmethod
    def of(cls, group: OpenGroup) -> PlacesPage:
        """Of an open group."""
        living = list(group.joiners.living())
        by_number = {one.number: one for one in living if one.number}
        free = group.places - len(by_number)
        return cls(
            group=group,
            places=tuple(
                _place(number, by_number.get(number), group) for number in range(1, group.places + 1)
            ),
            line=tuple(
                PlaceRow(turn, one, _asked(one), can_offer=free > 0)
                for turn, one in enumerate((one for one in living if one.state == State.WAITING), 1)
            ),
            address=settings.BASE_ADDRESS + reverse("meetings:open_group", args=[group.token]),
        )

    @property
    def counted(self) -> str:
        """How many places are taken and free, in words."""
        taken = sum(row.joiner is not None for row in self.places)
        return _("%(taken)s of %(places)s places are taken") % {"taken": taken, "places": len(self.places)}


def _place(number: int, joiner: Joiner | None, group: OpenGroup) -> PlaceRow:
    if joiner is None:
        return PlaceRow(number, None, _("free"))
    told = {
        State.ASKED: lambda: _("waits for your yes, %(asked)s") % {"asked": _asked(joiner)},
        State.OFFERED: lambda: (
            _("offered until %(until)s") % {"until": when.moment(joiner.offered_until)}
            if joiner.offered_until
            else ""
        ),
        State.JOINED: lambda: _("takes part"),
    }[State(joiner.state)]()
    return PlaceRow(
        number,
        joiner,
        told,
        can_confirm=joiner.state == State.ASKED,
        leaving_href=_leaving(joiner, group) if joiner.state == State.JOINED else "",
    )


def _leaving(joiner: Joiner, group: OpenGroup) -> str:
    return reverse("supervision:member_leaving", args=[group.process_id, joiner.member_id])


def _asked(joiner: Joiner) -> str:
    return _("asked on %(day)s") % {"day": when.day(when.local(joiner.asked_at).date())}


@dataclass(frozen=True, slots=True)
class NewcomersPage:
    """What a newcomer reads before asking."""

    title: str
    about: str
    practice: str
    supervisor: str
    free: int
    waiting: int
    confirms: bool

    @classmethod
    def of(cls, group: OpenGroup, *, on: date) -> NewcomersPage:
        """Of an open group, in numbers: nobody who is in it is named."""
        living = list(group.joiners.living())
        lead = group.process.supervisor_on(on)
        return cls(
            title=group.title,
            about=group.about,
            practice=group.process.practice.name,
            supervisor=lead.name if lead else "",
            free=group.places - sum(one.number is not None for one in living),
            waiting=sum(one.state == State.WAITING for one in living),
            confirms=group.confirms,
        )

    @property
    def counted(self) -> str:
        """Whether there is a place, or how long the line is."""
        if self.free > 0:
            return ngettext("One place is free.", "%(free)s places are free.", self.free) % {
                "free": self.free
            }
        if not self.waiting:
            return _("All places are taken. You would be the first in line.")
        return ngettext(
            "All places are taken and one waits. You would be next in line.",
            "All places are taken and %(waiting)s wait. You would be next in line.",
            self.waiting,
        ) % {"waiting": self.waiting}


@dataclass(frozen=True, slots=True)
class OwnPlacePage:
    """One's own place: how it stands, and what one can do."""

    title: str
    practice: str
    name: str
    told: str
    can_take: bool
    can_give_up: bool

    @classmethod
    def of(cls, joiner: Joiner, *, at: datetime) -> OwnPlacePage:
        """Of whoever asked for a place."""
        offered = joiner.state == State.OFFERED
        is_open = joiner.group.closed_at is None and not joiner.group.process.has_ended
        in_time = bool(joiner.offered_until and joiner.offered_until > at)
        return cls(
            title=joiner.group.title,
            practice=joiner.group.process.practice.name,
            name=joiner.name,
            told=_told(joiner, in_time=in_time),
            can_take=is_open and offered and in_time,
            can_give_up=is_open and joiner.ended_at is None,
        )


def _told(joiner: Joiner, *, in_time: bool) -> str:
    if joiner.ended_at is not None:
        return {
            Ending.LEFT: _("You have no place in this group any more, and do not wait for one."),
            Ending.DECLINED: _("The supervisor could not take you into this group."),
            Ending.TOO_LATE: _(
                "The place was offered to you, but the time ran out, and it went to the next."
            ),
            Ending.CLOSED: _("The group takes no newcomers any more."),
        }[Ending(joiner.ending)]
    if joiner.state == State.OFFERED and joiner.offered_until:
        if not in_time:
            return _("The place was offered to you, but the time ran out, and it went to the next.")
        return _("A place is free and is kept for you until %(until)s.") % {
            "until": when.moment(joiner.offered_until)
        }
    if joiner.state == State.WAITING:
        return _("All places are taken. You are number %(position)s in line.") % {
            "position": position(joiner)
        }
    if joiner.state == State.ASKED:
        return _("A place is kept for you. The supervisor looks at it and answers by mail.")
    return _("You have a place. The supervisor tells you the rest.")


def waiting(person: Person, *, on: date) -> Iterator[Waiting]:
    """Those who ask for a place and wait for the supervisor's yes."""
    led = Process.objects.led_by(person, on=on).open().values("pk")
    groups: dict[OpenGroup, int] = {}
    asked = Joiner.objects.filter(state=State.ASKED, group__closed_at=None, group__process__in=led)
    for joiner in asked.select_related("group__process").order_by("asked_at", "pk"):
        groups[joiner.group] = groups.get(joiner.group, 0) + 1
    for group, number in groups.items():
        yield Waiting(
            kind=_("Open group"),
            title=group.process.name,
            why=ngettext("One asks for a place.", "%(number)s ask for a place.", number) % {"number": number},
            href=reverse("meetings:places", args=[group.process_id]),
            action=_("See the places"),
            rank=WaitingRank.PROMISED_ANSWER,
        )
