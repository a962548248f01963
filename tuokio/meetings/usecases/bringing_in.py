"""The acts of moving in: reading a list, keeping what is typed into it, bringing its processes in.

Money: a meeting held before moving in is charged only where the supervisor says that its month is still to be
invoiced; everything else was settled elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from tuokio.audit import trail
from tuokio.meetings.domain.calendar_reading import looks_like_calendar
from tuokio.meetings.domain.charging import NoVatRate
from tuokio.meetings.domain.moving_in import propose, read_file, read_text
from tuokio.meetings.domain.moving_in_rows import (
    Row,
    Usual,
    empty_row,
    read_again,
    rows_of,
    tables_as_json,
    tables_from_json,
)
from tuokio.meetings.domain.proposal import (
    ColumnDoubt,
    ColumnReading,
    Field,
    Proposal,
    ReadDate,
    SheetReading,
    Table,
)
from tuokio.meetings.domain.series import SeriesRefused, planned_date
from tuokio.meetings.domain.spreadsheet import read_csv, read_pasted, read_workbook
from tuokio.meetings.domain.words_in_cells import name_key
from tuokio.meetings.models import Meeting, MeetingChange, MovingIn
from tuokio.meetings.signals import dates_changed
from tuokio.meetings.usecases.charges import make_charge
from tuokio.meetings.usecases.occupying import Taken, occupy
from tuokio.meetings.usecases.planning import NotMeetingNow, Rhythm, plan_series
from tuokio.people.models import Organisation, Person, Practice
from tuokio.people.usecases import payer_named
from tuokio.supervision.domain.states import MEETING_STATES
from tuokio.supervision.forms.agreed import usual_minutes
from tuokio.supervision.models import Process, Term
from tuokio.supervision.usecases import Agreed, Frame, begin, keep_paper, write_terms
from tuokio.terms.meeting_words import MeetingEvent, MeetingState
from tuokio.terms.words import OrganisationKind, PaperKind, ProcessEvent, ProcessState

KEPT_DAYS = 14
MOST_ROWS = 200  # processes of one list on the pages: more is no one's, and would be slow to look through
NOON = time(12)  # stands for a time of day that is not known, so that the day is the same everywhere

Progress = Callable[[int, int], None]


class RowRefused(Exception):
    """One of the rows cannot be brought in, so none of them was. `number` counts from 0; `why` says why."""

    def __init__(self, number: int, why: Exception) -> None:
        super().__init__(number, why)
        self.number = number
        self.why = why


class TooManyProcesses(Exception):
    """The list has more processes than one person looks through at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """One process to bring in. `to_invoice` names the months (2026-10) whose held meetings are still to be charged.

    `agreed` is None where nothing has been agreed yet. `held_is_sure`: the held dates took place; else they are
    to be marked one by one. `rest`: so many meetings more follow the last date by the rhythm.
    """

    name: str
    form: str
    state: ProcessState = ProcessState.RUNNING
    payer_name: str = ""
    payer_kind: OrganisationKind | None = None
    business_id: str = ""
    member_names: tuple[str, ...] = ()
    agreed: Agreed | None = None
    held: tuple[ReadDate, ...] = ()
    held_is_sure: bool = True
    to_invoice: frozenset[str] = frozenset()
    coming: tuple[ReadDate, ...] = ()
    at_time: time | None = None
    rest: int = 0
    on_paper: bool = False

    def with_paper(self) -> Brought:
        """The same, its signed agreement being on paper at the supervisor's place."""
        return replace(self, on_paper=True)


@transaction.atomic
def bring_in(
    *,
    practice: Practice,
    supervisor: Person,
    rows: Sequence[Brought],
    by: Person,
    at: datetime,
    progress: Progress | None = None,
) -> list[Process]:
    """Bring processes in, each into its state, all of them or none. Raises RowRefused."""
    customers = {
        name_key(customer.name): customer for customer in Organisation.objects.filter(practice=practice)
    }
    brought: list[Process] = []
    for number, row in enumerate(rows):
        try:
            brought.append(_bring_in_one(practice, supervisor, row, customers, by=by, at=at))
        except (SeriesRefused, NoVatRate, NotMeetingNow, Taken) as why:
            raise RowRefused(number, why) from why
        if progress:
            progress(number + 1, len(rows))
    return brought


def _bring_in_one(
    practice: Practice,
    supervisor: Person,
    row: Brought,
    customers: dict[str, Organisation],
    *,
    by: Person,
    at: datetime,
) -> Process:
    began = [one.on for one in row.held] + ([row.agreed.starts_on] if row.agreed else [])
    process = begin(
        practice=practice,
        frame=_frame(practice, row, _payer(practice, row, customers)),
        event=ProcessEvent.BRING_IN,
        target=row.state,
        supervisor=supervisor,
        by=by,
        at=at,
        lead_from=min([*began, at.date()]),
    )
    if row.agreed is not None:
        term = write_terms(process=process, agreed=row.agreed, by=by, at=at)
        _bring_held(process, term, supervisor, row, by=by, at=at)
        _bring_coming(process, term, supervisor, row, by=by, at=at)
    if row.on_paper:
        keep_paper(process=process, kind=PaperKind.AT_MY_PLACE, by=by, at=at)
    return process


def _payer(practice: Practice, row: Brought, customers: dict[str, Organisation]) -> Organisation | None:
    if not row.payer_name:
        return None
    key = name_key(row.payer_name)
    if key not in customers:
        customer = payer_named(practice=practice, name=row.payer_name, kind=row.payer_kind)
        if row.business_id and not customer.business_id:
            customer.business_id = row.business_id
            customer.save(update_fields=["business_id"])
        customers[key] = customer
    return customers[key]


def _frame(practice: Practice, row: Brought, payer: Organisation | None) -> Frame:
    contacts = list(payer.contact_persons.filter(ended_on=None)[:2]) if payer else []
    return Frame(
        name=row.name,
        form=row.form,
        language=payer.language if payer else practice.language,
        payer=payer,
        contact_person=contacts[0] if len(contacts) == 1 else None,
        member_count=len(row.member_names) or 1,
        member_names=row.member_names,
    )


def _bring_held(
    process: Process, term: Term, supervisor: Person, row: Brought, *, by: Person, at: datetime
) -> None:
    state = MeetingState.HELD if row.held_is_sure else MeetingState.PLANNED
    meetings = Meeting.objects.bulk_create(
        _meeting(process, term, supervisor, one, one.at, state, at=at) for one in row.held
    )
    if not row.held_is_sure:
        return
    MeetingChange.objects.bulk_create(
        MeetingChange(
            meeting=meeting,
            event=MeetingEvent.HOLD,
            from_state=MeetingState.PLANNED,
            to_state=MeetingState.HELD,
            by=by,
            at=at,
        )
        for meeting in meetings
    )
    for meeting in meetings:
        if month_of(meeting.local_start.date()) in row.to_invoice:
            make_charge(meeting=meeting, percent=100)


def _bring_coming(
    process: Process, term: Term, supervisor: Person, row: Brought, *, by: Person, at: datetime
) -> None:
    if (row.coming or row.rest) and row.state not in MEETING_STATES:
        raise NotMeetingNow(row.state)
    coming = Meeting.objects.bulk_create(
        _meeting(process, term, supervisor, one, one.at or row.at_time, MeetingState.PLANNED, at=at)
        for one in row.coming
    )
    occupy(coming, at=at)
    dates_changed.send(Meeting, meetings=coming, at=at, by=by)
    if not row.rest:
        return
    last = row.coming[-1]
    plan_series(
        process=process,
        term=term,
        rhythm=Rhythm(
            first_on=last.on + timedelta(weeks=term.interval_weeks),
            at_time=last.at or row.at_time or NOON,
            count=row.rest,
            every_weeks=term.interval_weeks,
            minutes=term.minutes,
            zone=process.practice.zone,
        ),
        by=by,
        at=at,
    )


def _meeting(
    process: Process,
    term: Term,
    supervisor: Person,
    one: ReadDate,
    at_time: time | None,
    state: MeetingState,
    *,
    at: datetime,
) -> Meeting:
    zone = process.practice.zone
    planned = planned_date(one.on, at_time or NOON, zone, term.minutes)
    return Meeting(
        practice_id=process.practice_id,
        process=process,
        term=term,
        supervisor=supervisor,
        starts_at=planned.start_utc,
        minutes=planned.minutes,
        zone=zone,
        state=state,
        time_known=at_time is not None,
        made_at=at,
    )


def month_of(day: date) -> str:
    """The month of a day, as 2026-10."""
    return f"{day.year}-{day.month:02d}"


# --- reading ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the proposal, and the cells it came from (none for a calendar)."""

    proposal: Proposal
    tables: tuple[Table, ...] = field(default=())


def read_source(
    *, practice: Practice, supervisor: Person, today: date, text: str = "", content: bytes | None = None
) -> Reading:
    """Read what was pasted, or a file. Raises Unreadable."""
    here = names_here(practice, supervisor)
    if content is None:
        if looks_like_calendar(text[:200].encode("utf-8", "replace")):
            return Reading(read_text(text, today=today, zone=practice.zone, existing=here))
        tables: tuple[Table, ...] = (read_pasted(text),)
    elif looks_like_calendar(content):
        return Reading(read_file(content, today=today, zone=practice.zone, existing=here))
    elif content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        tables = read_workbook(content)
    else:
        tables = (read_csv(content),)
    return Reading(propose(tables, today=today, existing=here), tables)


def names_here(practice: Practice, supervisor: Person) -> list[str]:
    """The names of the supervisor's processes in the practice, against which duplicates are found."""
    return list(
        Process.objects.filter(practice=practice, leads__supervisor=supervisor)
        .exclude(state=ProcessState.ERASED)
        .values_list("name", flat=True)
    )


def usual_of(practice: Practice, today: date) -> Usual:
    """What is usual in the practice."""
    return Usual(
        vat=tuple((row.code, row.percent) for row in practice.vat_codes.all() if row.holds_on(today)),
        vat_code=practice.vat_code,
        invoices=practice.invoices,
        minutes=usual_minutes,
    )


# --- a list that is looked through ------------------------------------------------------------------------


@transaction.atomic
def keep_reading(
    *, practice: Practice, supervisor: Person, reading: Reading, filename: str, at: datetime, today: date
) -> MovingIn:
    """Keep what was read, to look through. Raises TooManyProcesses."""
    rows = rows_of(reading.proposal, usual_of(practice, today))
    if len(rows) > MOST_ROWS:
        raise TooManyProcesses
    left_out = {
        sheet.sheet: frozenset(
            column.column for column in sheet.columns if ColumnDoubt.NOTES in column.doubts
        )
        for sheet in reading.proposal.sheets
    }
    return MovingIn.objects.create(
        supervisor=supervisor,
        practice=practice,
        source=MovingIn.Source.SHEET if reading.tables else MovingIn.Source.CALENDAR,
        filename=filename,
        rows=[row.as_json() for row in rows],
        tables=tables_as_json(reading.tables, left_out),
        **_told_of(reading.proposal),
        made_at=at,
        expires_at=at + timedelta(days=KEPT_DAYS),
    )


def _told_of(proposal: Proposal) -> dict[str, list[object]]:
    """What is told beside the rows: the lines that were not taken in, and how each column was read."""
    return {
        "skipped": [
            {"sheet": one.sheet, "line": one.row, "reason": one.reason.value, "text": one.text}
            for one in proposal.skipped
        ],
        "sheets": [_sheet_as_json(sheet) for sheet in proposal.sheets],
    }


def _sheet_as_json(sheet: SheetReading) -> dict[str, object]:
    def column_as_json(column: ColumnReading) -> dict[str, object]:
        return {
            "column": column.column,
            "title": column.title[:80],
            "field": column.field.value if column.field else "",
            "doubts": [doubt.value for doubt in column.doubts],
        }

    return {
        "sheet": sheet.sheet,
        "name": sheet.name,
        "missing": [one.value for one in sheet.missing],
        "columns": [column_as_json(column) for column in sheet.columns],
    }


@transaction.atomic
def begin_by_hand(*, practice: Practice, supervisor: Person, at: datetime, today: date) -> MovingIn:
    """An empty row to write one process into; the one that was begun and left empty is taken up again."""
    waiting = MovingIn.objects.of(supervisor, at=at).filter(practice=practice, source=MovingIn.Source.HAND)
    for one in waiting:
        if any(not row["process"] for row in one.rows):
            return one
    return MovingIn.objects.create(
        supervisor=supervisor,
        practice=practice,
        source=MovingIn.Source.HAND,
        rows=[empty_row(usual_of(practice, today)).as_json()],
        made_at=at,
        expires_at=at + timedelta(days=KEPT_DAYS),
    )


def rows_in(moving_in: MovingIn) -> list[Row]:
    """The rows of a list as values."""
    return [Row.from_json(kept) for kept in moving_in.rows]


def held_fast(moving_in: MovingIn) -> MovingIn:
    """The list as it stands now, held until the act is done so that two tabs take turns."""
    return MovingIn.objects.select_for_update(of=("self",)).select_related("practice").get(pk=moving_in.pk)


def _write(moving_in: MovingIn, rows: Iterable[Row]) -> None:
    moving_in.rows = [row.as_json() for row in rows]
    moving_in.version += 1
    moving_in.save()


@transaction.atomic
def keep_typed(
    *, moving_in: MovingIn, typed: Mapping[int, Mapping[str, str | list[str]]], version: int
) -> bool:
    """Keep what was typed into rows, whatever it is. False when another tab had changed the list meanwhile.

    What has been brought in already stays as it is.
    """
    fresh = held_fast(moving_in)
    rows = rows_in(fresh)
    for number, values in typed.items():
        if number < len(rows) and not rows[number].process:
            rows[number].values = {name: text for name, text in values.items() if text not in ("", [])}
            rows[number].seen = True
    first = fresh.version == version
    _write(fresh, rows)
    return first


@transaction.atomic
def add_row(*, moving_in: MovingIn, today: date) -> int:
    """One more row to write by hand; returns its number. Raises TooManyProcesses."""
    fresh = held_fast(moving_in)
    rows = rows_in(fresh)
    if len(rows) >= MOST_ROWS:
        raise TooManyProcesses
    _write(fresh, [*rows, empty_row(usual_of(fresh.practice, today))])
    return len(rows)


@transaction.atomic
def read_columns_otherwise(
    *, moving_in: MovingIn, chosen: Mapping[tuple[int, int], Field | None], today: date
) -> None:
    """Read the cells again with columns chosen by hand, keeping what was typed since. Raises TooManyProcesses."""
    fresh = held_fast(moving_in)
    proposal = propose(
        tables_from_json(fresh.tables),
        today=today,
        existing=names_here(fresh.practice, fresh.supervisor),
        columns=chosen,
    )
    rows = rows_of(proposal, usual_of(fresh.practice, today))
    if len(rows) > MOST_ROWS:
        raise TooManyProcesses
    told = _told_of(proposal)
    fresh.skipped, fresh.sheets = told["skipped"], told["sheets"]
    _write(fresh, read_again(rows_in(fresh), rows))


@transaction.atomic
def bring_in_rows(
    *, moving_in: MovingIn, ready: Mapping[int, Brought], by: Person, at: datetime
) -> dict[int, Process]:
    """Bring these rows of the list in, all or none; those that are here already are left. Raises RowRefused."""
    fresh = held_fast(moving_in)
    rows = rows_in(fresh)
    numbers = [number for number in sorted(ready) if not rows[number].process]
    try:
        brought = bring_in(
            practice=fresh.practice,
            supervisor=fresh.supervisor,
            rows=[ready[number] for number in numbers],
            by=by,
            at=at,
        )
    except RowRefused as refused:
        raise RowRefused(numbers[refused.number], refused.why) from refused
    for number, process in zip(numbers, brought, strict=True):
        rows[number] = _done(rows[number], process.pk)
    if all(row.process or row.fate == "skip" for row in rows):
        fresh.tables = []  # nothing is left to read otherwise
    _write(fresh, rows)
    trail.record("moved in", about=fresh.practice, by=by, at=at, count=len(brought))
    return dict(zip(numbers, brought, strict=True))


def _done(row: Row, process: UUID) -> Row:
    """What is left of a row that has become a process: its name and where it went."""
    return Row(row.sheet, row.line, {"name": row.text("name")}, process=str(process))


def drop(*, moving_in: MovingIn) -> None:
    """Throw the list away; what was brought in stays."""
    moving_in.delete()


def forget_expired(at: datetime) -> int:
    """Throw away the lists that nobody finished in time. Returns how many."""
    return MovingIn.objects.filter(expires_at__lte=at).delete()[0]
