"""What those who are supervised or order it see of booking: what is left, what is coming, what a change costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.booking.usecases.guests import Guest, free_limit
from tuokio.booking.usecases.next_meetings import percent_now
from tuokio.booking.usecases.telling import place_told
from tuokio.kit import when
from tuokio.kit.money import euros
from tuokio.kit.vat import amounts, share
from tuokio.meetings.models import Meeting
from tuokio.people.models import VatCode
from tuokio.supervision.models import Process, Term


@dataclass(frozen=True, slots=True)
class ComingRow:
    """One meeting to come and the way to change it."""

    moment: str
    place: str
    href: str


@dataclass(frozen=True, slots=True)
class NextPage:
    """Booking the next meeting of a process: what the agreement leaves, at what length and price."""

    process: str
    left: str
    can_book: bool
    about: str
    coming: tuple[ComingRow, ...]

    @classmethod
    def of(
        cls,
        process: Process,
        *,
        left: int,
        is_open: bool,
        coming: Sequence[Meeting],
        href_of: Callable[[Meeting], str],
    ) -> NextPage:
        """`is_open`: whether the supervisor has hours to be booked and the process is under way."""
        term = process.current_term
        return cls(
            process=process.name,
            left=ngettext(
                "One meeting of the agreed ones is not yet booked.",
                "%(count)s of the agreed meetings are not yet booked.",
                left,
            )
            % {"count": left}
            if left
            else _("All the agreed meetings have their dates."),
            can_book=bool(left and is_open),
            about=_about(term) if term else "",
            coming=tuple(
                ComingRow(when.moment(one.starts_at, one.minutes, one.zone), place_told(one), href_of(one))
                for one in coming
            ),
        )


def _about(term: Term) -> str:
    """The agreed length and price of one meeting."""
    if not term.price_cents:
        return _("%(minutes)s min by the agreement") % {"minutes": term.minutes}
    return _("%(minutes)s min, %(price)s without VAT by the agreement") % {
        "minutes": term.minutes,
        "price": euros(term.price_cents),
    }


@dataclass(frozen=True, slots=True)
class BookedMeeting:
    """One meeting of theirs in words, with what cancelling it costs now."""

    moment: str
    place: str
    process: str
    supervisor: str
    phone: str
    percent: int
    cost: str
    limit: str
    can_move: bool

    @classmethod
    def of(cls, meeting: Meeting, guest: Guest, *, at: datetime) -> BookedMeeting:
        """The meeting as it stands at a moment."""
        percent = percent_now(meeting, guest, at=at)
        limit = free_limit(meeting)
        return cls(
            moment=when.moment(meeting.starts_at, meeting.minutes, meeting.zone),
            place=place_told(meeting),
            process=meeting.process.name,
            supervisor=meeting.supervisor.name,
            phone=meeting.supervisor.phone or meeting.practice.phone,
            percent=percent,
            cost=cost_told(meeting, percent),
            limit=when.moment(limit, zone=meeting.zone),
            can_move=at <= limit,
        )

    @property
    def is_free(self) -> bool:
        """Whether cancelling now costs nothing."""
        return self.cost == ""


def cost_told(meeting: Meeting, percent: int) -> str:
    """What so many percent of the price are in euros, with VAT where there is any; empty when it is nothing."""
    term = meeting.term
    if not percent or not term.price_cents:
        return ""
    net = share(term.price_cents, percent)
    rate = _vat_percent(meeting)
    told = {"percent": percent, "net": euros(net), "gross": euros(amounts(net, rate).gross)}
    if rate:
        return _("%(percent)s %% of the price: %(net)s without VAT, %(gross)s with VAT") % told
    return _("%(percent)s %% of the price: %(net)s") % told


def _vat_percent(meeting: Meeting) -> Decimal:
    """The rate of the day, as the charge will have it; none when nothing is known of it."""
    on = meeting.local_start.date()
    rows = VatCode.objects.filter(practice_id=meeting.practice_id, code=meeting.term.vat_code)
    return next((row.percent for row in rows if row.holds_on(on)), Decimal(0))
