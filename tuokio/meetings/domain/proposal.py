"""What was understood of a sheet or a calendar that somebody moves in with: values, and every doubt.

Nothing is guessed silently. A cell that was not plainly readable carries a `Doubt` with a code and the
original text; where the meaning would be a guess, its value is None. Columns and rows that were not taken in
are listed with why. Codes only: the page says them in the reader's language.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from tuokio.terms.words import FormOfWork

type RawValue = str | int | float | bool | Decimal | date | datetime | time | timedelta | None


class Unreadability(StrEnum):
    """Why a file or a pasted text cannot be read at all."""

    TOO_BIG = "too_big"
    UNPACKS_TOO_BIG = "unpacks_too_big"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_SHEETS = "too_many_sheets"
    TOO_MANY_EVENTS = "too_many_events"
    BROKEN = "broken"
    HOSTILE = "hostile"
    OLD_OR_LOCKED = "old_or_locked"
    NOT_A_TABLE = "not_a_table"
    EMPTY = "empty"


class Unreadable(Exception):
    """A file or text that nothing can be read from. `code` says why."""

    def __init__(self, code: Unreadability) -> None:
        super().__init__(code.value)
        self.code = code


class Field(StrEnum):
    """What a column can hold."""

    NAME = "name"
    FORM = "form"
    PAYER = "payer"
    BUSINESS_ID = "business_id"
    MEMBER_COUNT = "member_count"
    MEMBER_NAMES = "member_names"
    MINUTES = "minutes"
    PRICE = "price"
    VAT = "vat"
    INTERVAL = "interval"
    PLANNED = "planned"
    HELD_COUNT = "held_count"
    HELD_DATES = "held_dates"
    COMING = "coming"
    DATES = "dates"
    TIME = "time"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    ORDER_NUMBER = "order_number"
    COST_CENTRE = "cost_centre"


class DoubtCode(StrEnum):
    """What is unclear about a cell."""

    # the cell itself
    NO_COLUMN = "no_column"
    EMPTY = "empty"
    EMPTY_UNDER_VALUE = "empty_under_value"
    MERGED_CELL = "merged_cell"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    CELL_ERROR = "cell_error"
    CONTROL_CHARACTERS = "control_characters"
    TOO_LONG = "too_long"
    TEXT_LEFT = "text_left"
    # numbers
    UNREADABLE_NUMBER = "unreadable_number"
    AMBIGUOUS_NUMBER = "ambiguous_number"
    SEVERAL_NUMBERS = "several_numbers"
    OUT_OF_RANGE = "out_of_range"
    ROUNDED = "rounded"
    PRICE_WITH_VAT = "price_with_vat"
    PRICE_PER_HOUR = "price_per_hour"
    PRICE_TOTAL = "price_total"
    HOURS_OR_MINUTES = "hours_or_minutes"
    MONTHS_AS_WEEKS = "months_as_weeks"
    PERCENT_OR_SHARE = "percent_or_share"
    COUNTS_DIFFER = "counts_differ"
    BUSINESS_ID_WRONG = "business_id_wrong"
    # words
    FORM_UNKNOWN = "form_unknown"
    FORM_SEVERAL = "form_several"
    FORM_FROM_NAME = "form_from_name"
    TEAM_AS_GROUP = "team_as_group"
    NAME_FROM_OTHER = "name_from_other"
    SPELLINGS_DIFFER = "spellings_differ"
    # dates
    UNREADABLE_DATE = "unreadable_date"
    NO_SUCH_DATE = "no_such_date"
    DAY_OR_MONTH = "day_or_month"
    DATE_OR_NUMBER = "date_or_number"
    DATE_OR_TIME = "date_or_time"
    SERIAL_DATE = "serial_date"
    YEAR_ASSUMED = "year_assumed"
    YEAR_FROM_NEIGHBOUR = "year_from_neighbour"
    ORDER_UNCLEAR = "order_unclear"
    WEEKDAY_DIFFERS = "weekday_differs"
    SAME_DATE_TWICE = "same_date_twice"
    HELD_IN_FUTURE = "held_in_future"
    COMING_IN_PAST = "coming_in_past"
    HELD_AS_PAST = "held_as_past"
    # calendars
    INTERVAL_FROM_DATES = "interval_from_dates"
    INTERVALS_DIFFER = "intervals_differ"
    LENGTHS_DIFFER = "lengths_differ"
    TIMES_DIFFER = "times_differ"
    ENDLESS_SERIES = "endless_series"
    SERIES_CUT = "series_cut"
    ZONE_UNKNOWN = "zone_unknown"


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is unclear: the code, the column (0 is A; None when there is none), and the text as it stood."""

    code: DoubtCode
    column: int | None
    original: str


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell as it stands in the file, with what is already unclear about it."""

    value: RawValue = None
    marks: tuple[DoubtCode, ...] = ()
    is_percent: bool = False

    @property
    def text(self) -> str:
        """The cell as text, for showing and for reading."""
        return "" if self.value is None else str(self.value).strip()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read, and nothing that should have been there."""
        return not self.text and not self.marks

    @property
    def is_own(self) -> bool:
        """Whether something stands here that was not taken from a merged cell above."""
        return not self.is_empty and DoubtCode.MERGED_CELL not in self.marks


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name and its rows from the first one on.."""

    name: str
    rows: tuple[tuple[RawCell, ...], ...]
    encoding: str = ""
    encoding_is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Found[T]:
    """A value that was read, or None; where from; and what is unclear about it."""

    value: T | None = None
    original: str = ""
    column: int | None = None
    doubts: tuple[Doubt, ...] = ()

    def with_doubts(self, *codes: DoubtCode) -> "Found[T]":
        """The same with further doubts."""
        more = tuple(Doubt(code, self.column, self.original) for code in codes)
        return Found(self.value, self.original, self.column, self.doubts + more)


def found_in[T](cell: RawCell, column: int | None, value: T | None, *doubts: DoubtCode | None) -> Found[T]:
    """What a cell was read as, with the doubts that the reading raised."""
    codes = tuple(code for code in dict.fromkeys(doubts) if code)
    return Found(value, cell.text, column, tuple(Doubt(code, column, cell.text) for code in codes))


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date, and the time of day and length in minutes when they stood beside it."""

    on: date
    at: time | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """How many meetings have been held, and on which days as far as they were given."""

    count: int
    dates: tuple[ReadDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Members:
    """How many are supervised, and their names as far as they were given."""

    count: int
    names: tuple[str, ...] = ()


class DuplicateKind(StrEnum):
    """Where the like of a proposed process is."""

    IN_FILE = "in_file"
    ALREADY_HERE = "already_here"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The like of a proposed process: a row of the same file, or one that is in Tuokio already."""

    kind: DuplicateKind
    name: str
    sheet: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class ProposedProcess:
    """One would-be process. `row` counts from 1 as spreadsheets do; in a calendar it is the order of names.

    Price in cents without VAT unless doubted; lengths in minutes; `is_likely` is False for calendar entries
    that do not look like supervision.
    """

    sheet: int
    row: int
    name: Found[str] = Found()
    form: Found[FormOfWork] = Found()
    payer: Found[str] = Found()
    business_id: Found[str] = Found()
    members: Found[Members] = Found()
    minutes: Found[int] = Found()
    price_cents: Found[int] = Found()
    vat_percent: Found[Decimal] = Found()
    interval_weeks: Found[int] = Found()
    planned: Found[int] = Found()
    held: Found[Held] = Found()
    coming: Found[tuple[ReadDate, ...]] = Found()
    at: Found[time] = Found()
    starts_on: Found[date] = Found()
    ends_on: Found[date] = Found()
    order_number: Found[str] = Found()
    cost_centre: Found[str] = Found()
    duplicates: tuple[Duplicate, ...] = ()
    is_likely: bool = True

    def findings(self) -> Iterator[tuple[str, Found[object]]]:
        """Each thing that was looked for, by its name."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, Found):
                yield each.name, value

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Everything that is unclear about the row."""
        return tuple(doubt for _, found in self.findings() for doubt in found.doubts)


class SkipCode(StrEnum):
    """Why a row or a calendar entry is not proposed as a process."""

    EMPTY = "empty"
    TITLE = "title"
    HEADER = "header"
    SUM = "sum"
    CANCELLED = "cancelled"
    NO_TITLE = "no_title"
    RULE_NOT_UNDERSTOOD = "rule_not_understood"
    DATE_OUT_OF_RANGE = "date_out_of_range"
    UNREADABLE_EVENT = "unreadable_event"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row or entry that was not taken in, with why and its first words."""

    sheet: int
    row: int
    reason: SkipCode
    text: str = ""


class ColumnDoubt(StrEnum):
    """What is unclear about a column."""

    UNKNOWN = "unknown"
    NOTES = "notes"
    NO_TITLE = "no_title"
    SAME_AS_ANOTHER = "same_as_another"
    PARTLY_UNDERSTOOD = "partly_understood"
    CHOSEN_BY_HAND = "chosen_by_hand"


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """One column: its title as it stands, what it was taken for (None: not taken in), and what is unclear.

    `hints` are doubts that the title casts on every cell below it, such as prices by the hour.
    """

    column: int
    title: str
    field: Field | None
    doubts: tuple[ColumnDoubt, ...] = ()
    hints: tuple[DoubtCode, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetReading:
    """One sheet: the row of its titles (None when none was recognised), its columns, and what is missing."""

    sheet: int
    name: str
    header_row: int | None
    columns: tuple[ColumnReading, ...]
    missing: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that was understood: the would-be processes, and what was not taken in."""

    processes: tuple[ProposedProcess, ...]
    skipped: tuple[Skipped, ...] = ()
    sheets: tuple[SheetReading, ...] = ()
    encoding: str = ""
    encoding_is_sure: bool = True
