"""Moving in from the command line: what is plain comes in, what is doubtful is listed with its code."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path

from django.utils import translation

from tuokio.kit.clock import now, today
from tuokio.meetings.domain.moving_in_rows import BRING, SKIP, Row, rows_of
from tuokio.meetings.domain.proposal import Unreadable
from tuokio.meetings.domain.spreadsheet import MOST_BYTES
from tuokio.meetings.forms.moving_in_rows import RowForm, ready_rows, row_forms
from tuokio.meetings.moving_in_labels import SKIPPED, UNREADABLE
from tuokio.meetings.pages.moving_in import doubt_told, summary_of, title_of
from tuokio.meetings.refusals import sentence
from tuokio.meetings.usecases.bringing_in import RowRefused, bring_in, read_source, usual_of
from tuokio.people.models import Person, Practice
from tuokio.terms.words import Standing

ALL_IN, CANNOT, SOME_LEFT = 0, 1, 2

Say = Callable[[str], None]
Progress = Callable[[int, int, str], None]


class CannotBringIn(Exception):
    """Nothing can be brought in; the message says why and what to do."""


def run_bring_in(options: argparse.Namespace, *, say: Say, complain: Say, progress: Progress) -> int:
    """Read the file, tell what was understood, bring in what is plain.

    Returns 0 when nothing is left, 1 when it could not be done, 2 when rows remain that need an answer.
    """
    with translation.override("en"):
        try:
            return _run(options, say, progress)
        except CannotBringIn as why:
            complain(str(why))
        except Unreadable as unread:
            complain(f"{options.file}: {UNREADABLE[unread.code]} ({unread.code})")
        except RowRefused as refused:
            complain(f"Nothing was brought in. {sentence(refused.why)}")
    return CANNOT


def _run(options: argparse.Namespace, say: Say, progress: Progress) -> int:
    practice = _practice(options.practice)
    supervisor = _supervisor(practice, options.as_mail)
    content = _content(options.file)
    reading = read_source(practice=practice, supervisor=supervisor, today=today(), content=content)
    rows = rows_of(reading.proposal, usual_of(practice, today()))
    forms = row_forms(rows, practice=practice, today=today())
    ready = ready_rows(forms)
    for line in _table(forms, ready):
        say(line)
    for one in reading.proposal.skipped:
        say(f"     row {one.row} not taken in: {SKIPPED[one.reason]} {one.text}".rstrip())
    open_rows = [form for form in forms if form.number not in ready and form.row.fate != SKIP]
    if options.dry_run:
        say(f"{len(ready)} of {len(rows)} could come in; nothing was changed.")
        return SOME_LEFT if open_rows else ALL_IN
    brought = bring_in(
        practice=practice,
        supervisor=supervisor,
        rows=list(ready.values()),
        by=supervisor,
        at=now(),
        progress=lambda done, total: progress(done, total, "processes"),
    )
    say(f"{len(brought)} of {len(rows)} processes were brought in for {supervisor.email or supervisor.name}.")
    if open_rows:
        say(f"{len(open_rows)} need an answer: take the same file on the page /moving-in/ and answer there.")
    return SOME_LEFT if open_rows else ALL_IN


def _practice(slug: str | None) -> Practice:
    if slug:
        found = Practice.objects.filter(slug=slug).first()
        if found is None:
            raise CannotBringIn(f"There is no practice called {slug}. {_known()}")
        return found
    practices = list(Practice.objects.all()[:2])
    if len(practices) != 1:
        raise CannotBringIn(f"Say which practice with --practice SLUG. {_known()}")
    return practices[0]


def _known() -> str:
    slugs = list(Practice.objects.order_by("slug").values_list("slug", flat=True)[:20])
    if not slugs:
        return "There is none yet: run `tuokio start` and found it in the browser first."
    return f"There are: {', '.join(slugs)}."


def _supervisor(practice: Practice, mail: str | None) -> Person:
    people = Person.objects.filter(
        roles__practice=practice, roles__standing=Standing.SUPERVISOR, roles__ended_on=None
    ).distinct()
    if mail:
        found = people.filter(email__iexact=mail).first()
        if found is None:
            raise CannotBringIn(f"Nobody with the address {mail} supervises in {practice.slug}.")
        return found
    some = list(people[:2])
    if len(some) != 1:
        raise CannotBringIn("Say whose processes they are with --as MAIL.")
    return some[0]


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CannotBringIn(f"{path} cannot be read: {error.strerror}.") from None


def _table(forms: Iterable[RowForm], ready: Iterable[int]) -> Iterable[str]:
    """A line for each row, and beneath it what is open about it."""
    for form in forms:
        row = form.row
        mark = "in  " if form.number in ready else ("out " if row.fate == SKIP else "ask ")
        yield f"{mark} {title_of(row)} · {summary_of(row)}"
        if form.number not in ready and row.fate != SKIP:
            yield from (f"     {line}" for line in _open(form, row))


def _open(form: RowForm, row: Row) -> Iterable[str]:
    if row.fate != BRING:
        for one in row.alike:
            yield f"duplicate: {one.kind} {one.name}"
    for doubt in row.open_doubts:
        yield f"{doubt.field}: {doubt.code} {doubt_told(doubt)}"
    said = {doubt.field for doubt in row.open_doubts}
    for name, errors in form.errors.items():
        if name not in said:
            yield f"{name}: {' '.join(str(error) for error in errors)}"
