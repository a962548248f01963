"""The rows that a supervisor looks through while moving in: what was read, what is typed, what is still open.

A row keeps the text of each field as it stands on the page, beside it the text as it was first read, and the
doubts. A doubt is answered when its field has been changed, or the row has been called right as it stands.
Where a list says nothing, the usual is put there, and that is a doubt too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tuokio.meetings.domain.proposal import (
    DoubtCode,
    DuplicateKind,
    Found,
    Proposal,
    ProposedProcess,
    RawCell,
    ReadDate,
    Table,
)
from tuokio.terms.words import FormOfWork, OrganisationKind, ProcessState

type Text = str | list[str]

MOST_SHOWN = 300  # characters of a cell that are shown as it stood
BRING, SKIP = "bring", "skip"
HELD, LATER = "held", "later"


class Question(StrEnum):
    """What is put into a row without having been read there: a doubt like the others."""

    USUAL_LENGTH = "usual_length"
    USUAL_RHYTHM = "usual_rhythm"
    NUMBER_FROM_DATES = "number_from_dates"
    VAT_SEVERAL = "vat_several"
    VAT_UNKNOWN = "vat_unknown"


@dataclass(frozen=True, slots=True)
class RowDoubt:
    """What is unclear about one field of a row, with the text as it stood."""

    field: str
    code: str
    original: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """The like of a row: another of the list, or a process that is here already."""

    kind: str
    name: str
    line: int | None = None


@dataclass(slots=True)
class Row:
    """One would-be process as it stands on the page."""

    sheet: int = 0
    line: int = 0
    values: dict[str, Text] = field(default_factory=dict)
    read: dict[str, Text] = field(default_factory=dict)
    doubts: list[RowDoubt] = field(default_factory=list)
    alike: list[Alike] = field(default_factory=list)
    likely: bool = True
    seen: bool = False  # has been sent at least once, so what is missing may be said aloud
    process: str = ""  # the process it became

    def text(self, name: str) -> str:
        """A field's text."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    @property
    def fate(self) -> str:
        """`bring`, `skip`, or nothing while it has not been chosen."""
        return self.text("fate")

    @property
    def open_doubts(self) -> list[RowDoubt]:
        """The doubts that nobody has answered."""
        if self.values.get("right"):
            return []
        return [one for one in self.doubts if self.values.get(one.field, "") == self.read.get(one.field, "")]

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Row:
        """As it was kept."""
        return cls(
            **{
                **kept,
                "doubts": [RowDoubt(**one) for one in kept["doubts"]],
                "alike": [Alike(**one) for one in kept["alike"]],
            }
        )


@dataclass(frozen=True, slots=True)
class Usual:
    """What the practice usually does: its VAT treatments (code and percent), and the one it uses."""

    vat: tuple[tuple[str, Decimal], ...] = ()
    vat_code: str = ""
    invoices: bool = True
    minutes: Callable[[str], int] = lambda form: 60
    weeks: int = 4


def empty_row(usual: Usual) -> Row:
    """A row to be written by hand."""
    values: dict[str, Text] = {"fate": BRING, "state": ProcessState.RUNNING.value, "past": HELD}
    if usual.invoices:
        values["vat_code"] = usual.vat_code
    return Row(values=values, read=dict(values))


def rows_of(proposal: Proposal, usual: Usual) -> list[Row]:
    """The rows of what was read."""
    return [_row(process, usual) for process in proposal.processes]


def read_again(rows: Sequence[Row], again: Iterable[Row]) -> list[Row]:
    """The rows read anew, keeping what was typed since, what was added by hand, and what is here already."""
    before = {(row.sheet, row.line): row for row in rows if row.line}
    merged: list[Row] = []
    for row in again:
        old = before.pop((row.sheet, row.line), None)
        if old is None:
            merged.append(row)
        elif old.process:
            merged.append(old)
        else:
            typed = {name: text for name, text in old.values.items() if text != old.read.get(name, "")}
            typed.pop("right", None)
            merged.append(replace(row, values={**row.values, **typed}, seen=old.seen))
    return merged + [row for row in before.values() if row.process] + [row for row in rows if not row.line]


# --- one row ----------------------------------------------------------------------------------------------


def _row(process: ProposedProcess, usual: Usual) -> Row:
    held, members = process.held.value, process.members.value
    values: dict[str, Text] = {
        "name": process.name.value or "",
        "form": process.form.value.value if process.form.value else "",
        "state": ProcessState.RUNNING.value,
        "payer": process.payer.value or "",
        "payer_type": kind_by_name(process.payer.value or ""),
        "business_id": process.business_id.value or "",
        "member_names": "\n".join(members.names) if members else "",
        "member_count": str(members.count) if members and not members.names else "",
        "minutes": _number(process.minutes),
        "price": euros_typed(process.price_cents.value),
        "interval_weeks": _number(process.interval_weeks),
        "planned": _number(process.planned),
        "held": str(held.count) if held else "",
        "held_dates": dates_typed(held.dates if held else ()),
        "past": HELD,
        "coming": dates_typed(process.coming.value or ()),
        "at_time": time_typed(process.at.value),
        "starts_on": day_typed(process.starts_on.value),
        "ends_on": day_typed(process.ends_on.value),
        "order_number": process.order_number.value or "",
        "cost_centre": process.cost_centre.value or "",
    }
    doubts = [
        RowDoubt(_field_of(name, process), doubt.code.value, doubt.original[:MOST_SHOWN])
        for name, found in process.findings()
        for doubt in found.doubts
        if usual.invoices or name not in {"price_cents", "vat_percent"}
    ]
    doubts += _put_usual(values, process, usual)
    values["fate"] = _fate(process)
    values = {name: text for name, text in values.items() if text != ""}
    alike = [Alike(one.kind.value, one.name, one.row) for one in process.duplicates]
    return Row(
        process.sheet,
        process.row,
        values,
        dict(values),
        list(dict.fromkeys(doubts)),
        alike,
        process.is_likely,
    )


FIELDS = {"price_cents": "price", "vat_percent": "vat_code", "at": "at_time"}


def _field_of(name: str, process: ProposedProcess) -> str:
    """The field of the page on which a finding's doubts stand."""
    if name == "members":
        named = process.members.value and process.members.value.names
        return "member_names" if named else "member_count"
    if name == "held":
        return "held_dates" if process.held.value and process.held.value.dates else "held"
    return FIELDS.get(name, name)


def _fate(process: ProposedProcess) -> str:
    """Brought in, unless it does not look like supervision; of two that are alike the second one is asked about."""
    if not process.is_likely:
        return SKIP
    for one in process.duplicates:
        earlier = (one.sheet or 0, one.row or 0) < (process.sheet, process.row)
        if one.kind is DuplicateKind.ALREADY_HERE or earlier:
            return ""
    return BRING


def _put_usual(values: dict[str, Text], process: ProposedProcess, usual: Usual) -> list[RowDoubt]:
    """Fill in what the list does not say with what is usual; each is a doubt. A price is never filled in."""
    doubts: list[RowDoubt] = []
    form = process.form.value
    if not values["minutes"] and not process.minutes.original and form:
        values["minutes"] = str(usual.minutes(form))
        doubts.append(RowDoubt("minutes", Question.USUAL_LENGTH.value))
    if not values["interval_weeks"] and not process.interval_weeks.original:
        values["interval_weeks"] = str(usual.weeks)
        doubts.append(RowDoubt("interval_weeks", Question.USUAL_RHYTHM.value))
    in_all = (process.held.value.count if process.held.value else 0) + len(process.coming.value or ())
    if not values["planned"] and not process.planned.original and in_all:
        values["planned"] = str(in_all)
        doubts.append(RowDoubt("planned", Question.NUMBER_FROM_DATES.value))
    if usual.invoices:
        values["vat_code"], doubt = _vat(process.vat_percent, usual)
        doubts += [doubt] if doubt else []
    return doubts


def _vat(found: Found[Decimal], usual: Usual) -> tuple[str, RowDoubt | None]:
    if found.value is None:
        return usual.vat_code, None
    fitting = [code for code, percent in usual.vat if percent == found.value]
    if usual.vat_code in fitting or len(fitting) == 1:
        return (usual.vat_code if usual.vat_code in fitting else fitting[0]), None
    why = Question.VAT_SEVERAL if fitting else Question.VAT_UNKNOWN
    return "", RowDoubt("vat_code", why.value, f"{found.value.normalize():f} %".replace(".", ","))


# A customer's kind by a word in its name; shown as a choice that can be changed.
KINDS: tuple[tuple[OrganisationKind, tuple[str, ...]], ...] = (
    (OrganisationKind.COUNTY, ("hyvinvointialue", "välfärdsområde", "hyvinvointikuntayhtymä")),
    (OrganisationKind.CHURCH, ("seurakun", "församling", "kirkko", "hiippakun", "kyrk")),
    (OrganisationKind.SCHOOL, ("koulu", "skola", "lukio", "opisto", "gymnasium", "oppilaitos", "yliopisto")),
    (OrganisationKind.MUNICIPALITY, ("kaupun", "kunta", "stad", "kommun", "varhaiskasvatus")),
    (OrganisationKind.STATE, ("ministeri", "virasto", "poliisi", "vankila", "aluehallinto")),
    (OrganisationKind.NGO, (" ry", " rf", "säätiö", "stiftelse", "yhdistys", "förening", "liitto")),
)


def kind_by_name(name: str) -> str:
    """What kind of customer a name tells of; a company when it tells nothing; nothing without a name."""
    if not name:
        return ""
    folded = f" {name.casefold()}"
    for kind, words in KINDS:
        if any(word in folded for word in words):
            return kind.value
    return OrganisationKind.COMPANY.value


# --- as it is typed ---------------------------------------------------------------------------------------


def _number(found: Found[int]) -> str:
    return "" if found.value is None else str(found.value)


def euros_typed(cents: int | None) -> str:
    """Cents as they are typed: 180,00."""
    return "" if cents is None else f"{cents // 100},{cents % 100:02d}"


def day_typed(on: date | None) -> str:
    """A date as it is typed: 24.11.2026."""
    return f"{on.day}.{on.month}.{on.year}" if on else ""


def time_typed(at: time | None) -> str:
    """A time of day as it is typed: 13.00."""
    return f"{at.hour}.{at.minute:02d}" if at else ""


def dates_typed(dates: Iterable[ReadDate]) -> str:
    """Dates as they are typed, one a line."""
    return "\n".join(f"{day_typed(one.on)} {time_typed(one.at)}".strip() for one in dates)


def is_individual(form: str) -> bool:
    """Whether one person is supervised."""
    return form == FormOfWork.INDIVIDUAL


# --- cells, kept until the list is done --------------------------------------------------------------------


def tables_as_json(tables: Iterable[Table], left_out: Mapping[int, frozenset[int]]) -> list[Any]:
    """Tables as they are kept; the columns named for each sheet are left empty."""
    return [
        {
            "name": table.name,
            "rows": [
                [
                    None if column in left_out.get(sheet, frozenset()) else _cell_as_json(cell)
                    for column, cell in enumerate(row)
                ]
                for row in table.rows
            ],
        }
        for sheet, table in enumerate(tables)
    ]


def tables_from_json(kept: Iterable[Mapping[str, Any]]) -> list[Table]:
    """Tables as they were kept."""
    return [
        Table(table["name"], tuple(tuple(_cell_from_json(cell) for cell in row) for row in table["rows"]))
        for table in kept
    ]


def _cell_as_json(cell: RawCell) -> Any:
    if cell == RawCell():
        return None
    value: Any = cell.value
    if isinstance(value, datetime):
        value = {"datetime": value.isoformat()}
    elif isinstance(value, date):
        value = {"date": value.isoformat()}
    elif isinstance(value, time):
        value = {"time": value.isoformat()}
    elif isinstance(value, timedelta):
        value = {"seconds": value.total_seconds()}
    elif isinstance(value, Decimal):
        value = {"decimal": str(value)}
    return [value, [mark.value for mark in cell.marks], cell.is_percent]


FROM_JSON: Mapping[str, Callable[[Any], Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "seconds": lambda kept: timedelta(seconds=kept),
    "decimal": Decimal,
}


def _cell_from_json(kept: Any) -> RawCell:
    if kept is None:
        return RawCell()
    value, marks, is_percent = kept
    if isinstance(value, dict):
        (kind, inner), *_rest = value.items()
        value = FROM_JSON[kind](inner)
    return RawCell(value, tuple(DoubtCode(mark) for mark in marks), is_percent)
