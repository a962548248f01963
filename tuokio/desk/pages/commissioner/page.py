"""The commissioner's page: dates, counts, costs, what ends. It has no field that could hold anything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from tuokio.desk.pages.commissioner.costs import cost_of_going
from tuokio.desk.pages.commissioner.known import Known, known_to
from tuokio.desk.pages.commissioner.meetings import MeetingRow, round_now
from tuokio.desk.pages.parts import parts_for_commissioner
from tuokio.kit.labels import COMPOSITIONS, FORMS
from tuokio.kit.parts import Part, Place
from tuokio.meetings.domain.charging import Amounts
from tuokio.people.models import ContactPerson
from tuokio.supervision.models import Process
from tuokio.terms.words import ProcessState

ENDING_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class ProcessCard:
    """One process as its payer may see it."""

    pk: UUID
    name: str
    form: str
    composition: str
    minutes: int
    order_number: str
    supervisor: str
    held: int
    left: int
    planned: int
    rows: tuple[MeetingRow, ...]  # the ones round today; the others stand on the process's own page
    others: int
    by_name: bool
    ends_on: date | None
    ends_soon: bool
    next_at: datetime | None
    zone: str
    priced: bool


@dataclass(frozen=True, slots=True)
class EndedRow:
    """A process that has ended, in one line."""

    pk: UUID
    name: str
    form: str
    held: int


@dataclass(frozen=True, slots=True)
class CommissionerPage:
    """What the one who orders and pays sees: how often, and at what cost; never what was said."""

    organisation: str
    practice: str
    practice_email: str
    practice_phone: str
    cards: tuple[ProcessCard, ...]
    ended: tuple[EndedRow, ...]
    held: int
    left: int
    planned: int
    last_on: date | None
    cost: Amounts
    limit_cents: int
    priced: bool
    years: tuple[int, ...]
    on: date
    parts: tuple[Part, ...]  # what waits for an answer, and what the group gave

    @property
    def waiting(self) -> tuple[Part, ...]:
        """What waits for the reader: it comes before everything else."""
        return self._placed(Place.WAITS)

    @property
    def told(self) -> tuple[Part, ...]:
        """What the group gave, and what ran out."""
        return self._placed(Place.TOLD)

    @property
    def standing(self) -> tuple[Part, ...]:
        """What is there to be looked at, below the meetings."""
        return self._placed(Place.STANDS)

    @property
    def settled(self) -> tuple[Part, ...]:
        """What is decided: last, and folded."""
        return self._placed(Place.SETTLED)

    def _placed(self, place: Place) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.place == place)

    @property
    def ending(self) -> tuple[ProcessCard, ...]:
        """What ends within sixty days."""
        return tuple(card for card in self.cards if card.ends_soon)


def commissioner_page(contact: ContactPerson, *, on: date, at: datetime) -> CommissionerPage:
    """The page of one contact person. Five queries however much there is, one more where names are told,
    and one for each room in which something waits or was given."""
    known = known_to(contact, on, at)
    going = [one for one in known if not one.process.has_ended]
    rows = round_now(contact, going, at)
    cards = tuple(
        sorted(
            (_card(contact, one, rows.get(one.process.pk, ()), on) for one in going),
            key=lambda card: (card.left == 0, card.name.casefold()),
        )
    )
    begun = [count.first for one in known for count in one.counts.values()]
    years = tuple(range(on.year, min(min(begun).year, on.year) - 1, -1)) if begun else ()
    return CommissionerPage(
        organisation=contact.unit.name if contact.unit else contact.organisation.name,
        practice=contact.practice.name,
        practice_email=contact.practice.email,
        practice_phone=contact.practice.phone,
        cards=cards,
        ended=tuple(
            EndedRow(one.process.pk, one.process.name, str(FORMS[one.process.form]), one.held)
            for one in known
            if one.process.has_ended
        ),
        held=sum(card.held for card in cards),
        left=sum(card.left for card in cards),
        planned=sum(card.planned for card in cards),
        last_on=max((last for one in going if (last := one.whole.last)), default=None),
        cost=cost_of_going(contact, {one.process.pk for one in going}),
        limit_cents=sum(one.term.price_limit_cents or 0 for one in going if one.term),
        priced=contact.practice.invoices,
        years=years[:10],
        on=on,
        parts=tuple(parts_for_commissioner(contact, at=at, processes=[one.process for one in known])),
    )


def _card(contact: ContactPerson, known: Known, rows: tuple[MeetingRow, ...], on: date) -> ProcessCard:
    process, term, count = known.process, known.term, known.whole
    ends_on = term.ends_on if term else None
    return ProcessCard(
        pk=process.pk,
        name=process.name,
        form=str(FORMS[process.form]),
        composition=str(COMPOSITIONS.get(process.composition, "")),
        minutes=term.minutes if term else 0,
        order_number=(term.order_number if term else "") or contact.organisation.order_number,
        supervisor=known.supervisor,
        held=known.held,
        left=count.left,
        planned=sum(one.planned for one in known.terms),
        rows=rows,
        others=count.meetings - len(rows),
        by_name=bool(term and term.attendance_by_name),
        ends_on=ends_on or (count.last if count.left else None),
        ends_soon=_ends_soon(process, ends_on or count.last, on),
        next_at=count.next_at,
        zone=contact.practice.zone,
        priced=bool(term and term.price_cents is not None),
    )


def _ends_soon(process: Process, last: date | None, on: date) -> bool:
    running = process.now_in in {ProcessState.RUNNING, ProcessState.FINAL_REVIEW}
    return running and last is not None and last <= on + ENDING_WITHIN


def never_shown(*, by_name: bool, for_self: bool = False) -> tuple[str, ...]:
    """What this page never shows; stands on every state of it."""
    return (
        _("what is talked about in the meetings, or who said what"),
        _("why someone was away") if by_name else _("who was away, or why"),
        _("anyone's own answers or evaluations"),
        _("the supervisor's notes")
        if for_self
        else _("the group's own goals, unless it gives them itself, and the supervisor's notes"),
    )
