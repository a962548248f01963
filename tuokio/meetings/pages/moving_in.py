"""What the pages of moving in show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.kit.labels import FORMS
from tuokio.meetings.domain.moving_in_rows import BRING, SKIP, Row, RowDoubt
from tuokio.meetings.domain.proposal import DuplicateKind
from tuokio.meetings.forms.moving_in_rows import RowForm, is_ready
from tuokio.meetings.models import MovingIn
from tuokio.meetings.moving_in_labels import COLUMN_DOUBTS, DOUBTS, FIELDS, SKIPPED

ON_A_PAGE = 20
MOST_NAME = 90  # characters of a name in a heading

USUAL = (
    "name",
    "form",
    "payer",
    "minutes",
    "price",
    "planned",
    "held",
    "coming",
    "at_time",
    "interval_weeks",
)
ORDER = (
    *("name", "form", "state", "payer", "payer_type", "business_id", "member_names", "member_count"),
    *(
        "minutes",
        "price",
        "vat_code",
        "interval_weeks",
        "planned",
        "held",
        "held_dates",
        "past",
        "to_invoice",
    ),
    *("coming", "at_time", "rest", "starts_on", "ends_on", "order_number", "cost_centre", "paper"),
)
WIDTHS = {
    "minutes": "short",
    "price": "short",
    "planned": "short",
    "held": "short",
    "interval_weeks": "short",
} | dict.fromkeys(
    ("form", "state", "at_time", "member_count", "starts_on", "ends_on", "past", "business_id"), "mid"
)


@dataclass(frozen=True)
class Shown:
    """A field of a row: what is said beside it, and whether that is a doubt."""

    field: BoundField
    hint: str
    is_doubtful: bool
    width: str
    kind: str = ""


@dataclass(frozen=True)
class RowCard:
    """One row: its fields that ask for something, the rest of them, and how far it is."""

    number: int
    title: str
    where: str
    status: str  # ready | look | choose | skip | here
    process: str
    form: RowForm
    told: tuple[str, ...]
    summary: str
    asking: tuple[Shown, ...]
    rest: tuple[Shown, ...]
    asks_right: bool
    errors: tuple[str, ...]

    @classmethod
    def of(cls, form: RowForm, *, quiet_form: RowForm | None, source: str) -> RowCard:
        """The card of a row; `quiet_form` shows a row that nobody has written into yet."""
        row = form.row
        doubts: dict[str, list[RowDoubt]] = {}
        for doubt in row.open_doubts:
            doubts.setdefault(doubt.field, []).append(doubt)
        bound = quiet_form or form
        wrong = set() if quiet_form else set(form.errors)
        opened = set(doubts) | wrong | (set(USUAL) if not row.line else set())
        shown = {
            name: _shown(bound[name], doubts.get(name, ()), name in wrong)
            for name in ORDER
            if name in form.fields
        }
        return cls(
            number=form.number,
            title=title_of(row),
            where=_where(row, source),
            status=status_of(form),
            process=row.process,
            form=bound,
            told=tuple(_alike(row)),
            summary=summary_of(row),
            asking=tuple(one for name, one in shown.items() if name in opened),
            rest=tuple(one for name, one in shown.items() if name not in opened),
            asks_right=bool(doubts) or bool(row.values.get("right")),
            errors=() if quiet_form else tuple(str(error) for error in form.non_field_errors()),
        )

    @property
    def is_done(self) -> bool:
        """Whether it has become a process."""
        return bool(self.process)


def _shown(bound: BoundField, doubts: Sequence[RowDoubt], is_wrong: bool) -> Shown:
    said = [doubt for doubt in doubts if doubt.original or not is_wrong]
    hint = " ".join(doubt_told(doubt) for doubt in said) or str(bound.field.help_text or "")
    return Shown(bound, hint, bool(said), WIDTHS.get(bound.name, ""))


def doubt_told(doubt: RowDoubt) -> str:
    """A doubt in words, with the text as it stood."""
    why = str(DOUBTS[doubt.code])
    if not doubt.original:
        return why
    shown = doubt.original if len(doubt.original) <= 120 else f"{doubt.original[:120]}…"
    return _("In the list: “%(original)s”. %(why)s") % {"original": shown, "why": why}


def title_of(row: Row) -> str:
    """The name of a row, as far as there is one."""
    name = " ".join(row.text("name").split())
    if not name:
        return _("Process without a name")
    return name if len(name) <= MOST_NAME else f"{name[:MOST_NAME]}…"


def _where(row: Row, source: str) -> str:
    if not row.line or source == MovingIn.Source.CALENDAR:
        return ""
    return _("row %(number)s of the list") % {"number": row.line}


def _alike(row: Row) -> Iterable[str]:
    for one in row.alike:
        if one.kind == DuplicateKind.ALREADY_HERE:
            yield _("“%(name)s” is in Tuokio already.") % {"name": one.name}
        elif one.line:
            yield _("Perhaps the same as “%(name)s” on row %(number)s.") % {
                "name": one.name,
                "number": one.line,
            }
    if not row.likely:
        yield _("This does not look like supervision, so it is left out unless you choose otherwise.")


def status_of(form: RowForm) -> str:
    """How far a row is: here, skip, choose (an answer is wanted whether it comes in), ready, look."""
    row = form.row
    if row.process:
        return "here"
    if row.fate == SKIP:
        return "skip"
    if row.fate != BRING:
        return "choose"
    return "ready" if is_ready(form) else "look"


def summary_of(row: Row) -> str:
    """A row on one line."""
    text = row.text
    coming = [one for one in text("coming").split("\n") if one]
    held, planned = text("held"), text("planned")
    parts = [
        str(FORMS.get(text("form"), "")),
        text("payer")[:MOST_NAME],
        f"{text('minutes')} min" if text("minutes") else "",
        f"{text('price')} €" if text("price") else "",
        _("%(held)s of %(planned)s held") % {"held": held or "0", "planned": planned} if planned else "",
        _("next %(date)s") % {"date": coming[0][:30]} if coming else "",
    ]
    return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class ListPage:
    """A list that is looked through."""

    cards: tuple[RowCard, ...]
    ready: int
    open_rows: tuple[tuple[int, int, str], ...]  # page, number, title of those that ask for something
    left_out: int
    here: int
    page: int
    pages: int
    skipped: tuple[str, ...]
    columns: tuple[str, ...]
    missing: tuple[str, ...]

    @classmethod
    def of(
        cls, moving_in: MovingIn, forms: Sequence[RowForm], quiet: Mapping[int, RowForm], *, page: int
    ) -> ListPage:
        """The page of the list with this number, counted from 1."""
        pages = max((len(forms) + ON_A_PAGE - 1) // ON_A_PAGE, 1)
        page = min(max(page, 1), pages)
        statuses = [status_of(form) for form in forms]
        visible = forms[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
        return cls(
            cards=tuple(
                RowCard.of(form, quiet_form=quiet.get(form.number), source=moving_in.source)
                for form in visible
            ),
            ready=statuses.count("ready"),
            open_rows=tuple(
                (number // ON_A_PAGE + 1, number, title_of(form.row))
                for number, (form, status) in enumerate(zip(forms, statuses, strict=True))
                if status in {"look", "choose"}
            ),
            left_out=statuses.count("skip"),
            here=statuses.count("here"),
            page=page,
            pages=pages,
            skipped=tuple(_skipped(moving_in.skipped)),
            columns=tuple(_columns(moving_in.sheets)),
            missing=tuple(str(FIELDS[name]) for sheet in moving_in.sheets for name in sheet["missing"]),
        )

    @property
    def page_numbers(self) -> range:
        """All pages."""
        return range(1, self.pages + 1)


def _skipped(kept: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    empty = 0
    for one in kept:
        if one["reason"] == "empty":
            empty += 1
            continue
        why, where = SKIPPED[one["reason"]], _("Row %(number)s") % {"number": one["line"]}
        yield f"{where}: {why} – {one['text']}" if one["text"] else f"{where}: {why}"
    if empty:
        yield ngettext("%(count)s empty row", "%(count)s empty rows", empty) % {"count": empty}


def _columns(sheets: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """The columns that were not taken in, or not surely."""
    for sheet in sheets:
        for column in sheet["columns"]:
            doubts = [str(COLUMN_DOUBTS[doubt]) for doubt in column["doubts"] if doubt != "chosen_by_hand"]
            if doubts:
                title = column["title"] or _("Column %(number)s") % {"number": column["column"] + 1}
                yield f"{title}: {', '.join(doubts)}"
