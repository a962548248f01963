"""A list of dates that is looked through, as the page shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tuokio.kit import when
from tuokio.meetings.domain.free_days import finnish_holiday
from tuokio.meetings.domain.misfits import Cause, Looked, Repair, Way
from tuokio.meetings.domain.series import PlannedDate, planned_date
from tuokio.meetings.forms.series_dates import CANCEL, DROP, KEEP, Chosen, stamp
from tuokio.meetings.models import Meeting
from tuokio.meetings.pages.roster_notes import note_of
from tuokio.meetings.usecases.misfits import Around, look_at
from tuokio.meetings.usecases.rosters import rhythm_of

TOLD_FIRST = tuple(Cause)  # in the order of its members


@dataclass(frozen=True, slots=True)
class Option:
    """One radio button of a misfit."""

    value: str
    label: str
    checked: bool


@dataclass(frozen=True, slots=True)
class DateLine:
    """One date: when, in which week, and when it does not fit, why and what can be done."""

    row: Any
    number: int
    when: str
    week: int | None
    was: str
    causes: tuple[str, ...]
    note: str
    options: tuple[Option, ...]

    @property
    def fits(self) -> bool:
        """Whether nothing is to be done."""
        return not self.causes

    @property
    def is_open(self) -> bool:
        """Whether the fields for another date are shown at once: there is something wrong in them."""
        return bool(self.row.errors)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateList:
    """What a list of dates is shown with: what it is held against, and the meetings that are moved, if any."""

    around: Around
    zone: str
    minutes: int
    at: datetime
    meetings: Mapping[UUID, Meeting]

    def planned(self, on: date, at: time, meeting: UUID | None = None) -> PlannedDate:
        """The date of a row. Raises SeriesRefused."""
        moved = self.moved(meeting)
        if moved is None:
            return planned_date(on, at, self.zone, self.minutes)
        return planned_date(on, at, moved.zone, moved.minutes)

    def moved(self, key: UUID | None) -> Meeting | None:
        """The meeting of a row, when it is one of those that are moved."""
        return self.meetings.get(key) if key else None

    def looked(self, dates: Sequence[PlannedDate]) -> tuple[Looked, ...]:
        """Each with why it does not fit."""
        return look_at(dates, self.around, at=self.at)

    def spread(self, found: Sequence[Chosen]) -> list[Chosen]:
        """The same, those that were skipped to one place at the end one after another."""
        placed: list[Chosen] = []
        waiting: list[Chosen] = []
        for one in found:
            met = one.at_end and any((one.on, one.at) == (other.on, other.at) for other in placed)
            (waiting if met else placed).append(one)
        for one in waiting:
            told = self.looked([self.planned(each.on, each.at, each.meeting) for each in (*placed, one)])
            end = next((repair.to for repair in told[-1].repairs if repair.way is Way.END), None)
            placed.append(replace(one, on=end.on, at=end.at) if end else one)
        return sorted(placed, key=lambda one: (one.on, one.at))

    def lines(self, rows: Iterable[Any]) -> list[DateLine]:
        """A line for each row; a date that cannot be read is shown as it was typed."""
        rows = list(rows)
        typed = [_typed(row) for row in rows]
        dates = [self.planned(*one) for one in typed if one]
        told = iter(self.looked(dates))
        note = self._roster_note()
        return [
            self._line(row, number, next(told) if one else None, note)
            for number, (row, one) in enumerate(zip(rows, typed, strict=True), 1)
        ]

    def _roster_note(self) -> Callable[[date | None, date], str]:
        rhythm, today = rhythm_of(self.around.process), when.local(self.at).date()
        return lambda old, new: note_of(rhythm, old, new, on=today)

    def _line(
        self, row: Any, number: int, looked: Looked | None, note: Callable[[date | None, date], str]
    ) -> DateLine:
        meeting = self.moved(_key(row))
        was = when.moment(meeting.starts_at, zone=meeting.zone) if meeting else ""
        if looked is None:
            return DateLine(row, number, "", None, was, (), "", ())
        one = looked.date
        shown = when.moment(one.start_utc, one.minutes, zone=one.zone)
        notes = [note(meeting.local_start.date() if meeting else None, one.on)]
        if looked.fits and looked.outside_hours:
            notes.append(_("Outside your bookable hours."))
        return DateLine(
            row=row,
            number=number,
            when=shown,
            week=when.week_number(one.on),
            was="" if meeting and meeting.starts_at == one.start_utc else was,
            causes=tuple(self._causes(looked)),
            note=" ".join(part for part in notes if part),
            options=() if looked.fits else self._options(row, looked, is_meeting=meeting is not None),
        )

    def _causes(self, looked: Looked) -> Iterable[str]:
        free = self.around.free_days
        on = looked.date.on
        for cause in sorted(looked.causes, key=TOLD_FIRST.index):
            if cause is Cause.HOLIDAY:
                name = finnish_holiday(on, when.language())
                yield _("Holiday: %(name)s.") % {"name": name} if name else _("A holiday.")
            elif cause is Cause.OWN_BREAK and free and on in free:
                yield _("Among the days to be kept free.")
            else:
                yield str(_words(cause))

    def _options(self, row: Any, looked: Looked, *, is_meeting: bool) -> tuple[Option, ...]:
        offered = [(_value(repair), _label(repair)) for repair in looked.repairs]
        repaired = len(offered)
        if is_meeting and self.around.free_days:
            offered.append((CANCEL, _("Cancel it free of charge; a new date waits to be found")))
        if looked.can_be_kept:
            offered.append((KEEP, _("Keep it all the same")))
        if not is_meeting:
            offered.append((DROP, _("Leave this date out")))
        asked = row["choice"].value() or ""
        values = [value for value, _label in offered]
        ticked = asked if asked in values else (values[0] if repaired else "")
        return tuple(Option(value, label, value == ticked) for value, label in offered)


def misfits_told(lines: Iterable[DateLine]) -> int:
    """How many do not fit."""
    return sum(not line.fits for line in lines)


def _typed(row: Any) -> tuple[date, time, UUID | None] | None:
    if row.is_bound:
        given = getattr(row, "cleaned_data", {})
        on, at = given.get("on"), given.get("at_time")
    else:
        on, at = row.initial.get("on"), row.initial.get("at_time")
    return (on, at, _key(row)) if on and at and not row.errors else None


def _key(row: Any) -> UUID | None:
    if row.is_bound:
        return getattr(row, "cleaned_data", {}).get("meeting")
    found: UUID | None = row.initial.get("meeting")
    return found


def _value(repair: Repair) -> str:
    return f"{repair.way} {stamp(repair.to.on, repair.to.at)}"


def _label(repair: Repair) -> str:
    to = repair.to
    if repair.way is Way.SHIFT:
        return _("Move to %(when)s") % {"when": when.moment(to.start_utc, zone=to.zone)}
    if repair.way is Way.WEEKDAY:
        return _("Another weekday: %(day)s") % {"day": when.day(to.on)}
    if repair.late:
        return _("Skip and add at the end: %(day)s, after the agreement’s last day") % {
            "day": when.day(to.on)
        }
    return _("Skip and add at the end: %(day)s") % {"day": when.day(to.on)}


def _words(cause: Cause) -> str:
    return {
        Cause.OWN_BREAK: _("In a break of the supervisor’s."),
        Cause.DAY_CLOSED: _("The day is closed in the booking hours."),
        Cause.TAKEN: _("The supervisor has something else then."),
        Cause.BUSY_ELSEWHERE: _("The supervisor’s own calendar is taken then."),
        Cause.ROOM_TAKEN: _("The room is taken then."),
        Cause.MEMBER_TAKEN: _("One of the members is taken then."),
        Cause.ANOTHER_OF_THESE: _("It meets another of these dates."),
        Cause.BEFORE_AGREEMENT: _("Before the agreement begins."),
        Cause.AFTER_AGREEMENT: _("After the agreement’s last day."),
    }[cause]
