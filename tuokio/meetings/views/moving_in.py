"""Pages of moving in: where the list comes from, looking through it, bringing it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tuokio.kit.clock import now, today
from tuokio.kit.sent import done_once
from tuokio.meetings.domain.proposal import Unreadable
from tuokio.meetings.forms.moving_in import ColumnsForm, ConfirmationForm, FileForm, PasteForm, PracticeForm
from tuokio.meetings.forms.moving_in_rows import RowForm, ready_rows, row_forms
from tuokio.meetings.models import MovingIn
from tuokio.meetings.moving_in_labels import UNREADABLE
from tuokio.meetings.pages.moving_in import ON_A_PAGE, ListPage, status_of, summary_of, title_of
from tuokio.meetings.refusals import sentence
from tuokio.meetings.usecases.bringing_in import (
    MOST_ROWS,
    RowRefused,
    TooManyProcesses,
    add_row,
    begin_by_hand,
    bring_in_rows,
    drop,
    forget_expired,
    keep_reading,
    keep_typed,
    read_columns_otherwise,
    read_source,
    rows_in,
)
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.views.processes import supervises_in


class ListChanged(Exception):
    """Another tab changed the list after this page was shown."""


class NothingReady(Exception):
    """No row is ready to come in any more."""


def _own(person: Person, moving_in_id: UUID) -> MovingIn:
    """The person's own list, as long as they supervise in its practice; for everyone else there is none."""
    lists = MovingIn.objects.of(person, at=now()).filter(practice__in=supervises_in(person))
    return get_object_or_404(lists.select_related("practice"), pk=moving_in_id)


def _address(moving_in: MovingIn, name: str = "moving_in_list") -> str:
    return reverse(f"meetings:{name}", args=[moving_in.pk])


# --- where it comes from ----------------------------------------------------------------------------------


@signed_in_only
def moving_in(request: HttpRequest) -> HttpResponse:
    """Three ways in: cells pasted, a file, one by one by hand; and the lists that are not finished."""
    person = signed_in(request)
    practices = supervises_in(person)
    if not practices:
        raise Http404
    way = request.POST.get("way", "")
    forms: dict[str, PracticeForm] = {
        "paste": PasteForm(request.POST if way == "paste" else None, practices=practices, prefix="paste"),
        "file": FileForm(
            request.POST if way == "file" else None,
            request.FILES if way == "file" else None,
            practices=practices,
            prefix="file",
        ),
        "hand": PracticeForm(request.POST if way == "hand" else None, practices=practices, prefix="hand"),
    }
    if way in forms and forms[way].is_valid() and (done := _take(request, person, way, forms[way])):
        return done
    forget_expired(now())
    waiting = MovingIn.objects.of(person, at=now()).filter(practice__in=practices)
    about = {
        **forms,
        "waiting": [
            (one, sum(not row["process"] for row in one.rows))
            for one in waiting
            if any(not row["process"] for row in one.rows)
        ],
    }
    return render(request, "meetings/moving_in.html", about)


def _take(request: HttpRequest, person: Person, way: str, form: PracticeForm) -> HttpResponse | None:
    """Read what was given, once; what cannot be read becomes a sentence on the form."""

    def act() -> str:
        if isinstance(form, PasteForm):
            source: dict[str, Any] = {"text": form.cleaned_data["text"]}
        elif isinstance(form, FileForm):
            source = {"content": form.cleaned_data["file"].read()}
        else:
            return _address(begin_by_hand(practice=form.practice, supervisor=person, at=now(), today=today()))
        reading = read_source(practice=form.practice, supervisor=person, today=today(), **source)
        kept = keep_reading(
            practice=form.practice,
            supervisor=person,
            reading=reading,
            filename=form.filename() if isinstance(form, FileForm) else "",
            at=now(),
            today=today(),
        )
        return _address(kept)

    field = {"paste": "text", "file": "file"}.get(way)
    try:
        return done_once(request, act, at=now())
    except Unreadable as unread:
        form.add_error(field, str(UNREADABLE[unread.code]))
    except TooManyProcesses:
        form.add_error(field, too_many())
    return None


def too_many() -> str:
    """What is told of a list that is too long."""
    return _(
        "There are more than %(most)s processes. Leave only your own running ones, or divide the list."
    ) % {"most": MOST_ROWS}


# --- looking through --------------------------------------------------------------------------------------


def _forms(moving_in: MovingIn) -> list[RowForm]:
    return row_forms(rows_in(moving_in), practice=moving_in.practice, today=today())


@signed_in_only
def moving_in_list(request: HttpRequest, moving_in_id: UUID) -> HttpResponse:
    """The rows, each to be looked through and changed. What is sent is kept, whatever it is."""
    person = signed_in(request)
    one = _own(person, moving_in_id)
    if request.method == "POST":
        return _keep(request, one)
    forms = _forms(one)
    page = ListPage.of(one, forms, _quiet(one, forms), page=_number(request.GET.get("page")))
    about = {
        "moving_in": one,
        "page": page,
        "columns": ColumnsForm(sheets=one.sheets, prefix="columns") if one.tables else None,
        "customers": list(one.practice.organisations.values_list("name", flat=True)[:500]),
    }
    return render(request, "meetings/moving_in_list.html", about)


def _quiet(moving_in: MovingIn, forms: list[RowForm]) -> Mapping[int, RowForm]:
    """Forms without reproach for rows by hand that have not been sent yet."""
    return {
        form.number: RowForm(
            form.row, form.number, practice=moving_in.practice, today=today(), vat=form.vat, quiet=True
        )
        for form in forms
        if not form.row.line and not form.row.seen
    }


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 4 else 1


def _keep(request: HttpRequest, one: MovingIn) -> HttpResponse:
    shown = {int(text) for text in request.POST.getlist("row") if text.isdecimal() and len(text) < 4}
    typed = {number: RowForm.typed(request.POST, number) for number in shown}
    version = request.POST.get("version", "")
    alone = keep_typed(
        moving_in=one, typed=typed, version=int(version) if version.isdecimal() and len(version) < 9 else -1
    )
    if not alone:
        messages.warning(
            request,
            _(
                "The list had been changed in another tab. What you sent last is kept; look the rows through once more."
            ),
        )
    go = request.POST.get("go", "")
    if go == "confirmation":
        return redirect(_address(one, "moving_in_confirmation"))
    if go == "add":
        return _one_more(request, one)
    page = _number(request.POST.get("go") if go.isdecimal() else request.POST.get("page"))
    return redirect(_next_place(one, page, stays=not go.isdecimal()))


def _one_more(request: HttpRequest, one: MovingIn) -> HttpResponse:
    try:
        number = add_row(moving_in=one, today=today())
    except TooManyProcesses:
        messages.warning(request, too_many())
        return redirect(_address(one))
    return redirect(f"{_address(one)}?page={number // ON_A_PAGE + 1}#row-{number}")


def _next_place(one: MovingIn, page: int, *, stays: bool) -> str:
    """The list again, at the first row of the page that still asks for something."""
    address = f"{_address(one)}?page={page}"
    if not stays:
        return address
    one.refresh_from_db()
    for form in _forms(one)[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]:
        if status_of(form) in {"look", "choose"}:
            return f"{address}#row-{form.number}"
    return f"{address}#end"


@signed_in_only
@require_POST
def moving_in_columns(request: HttpRequest, moving_in_id: UUID) -> HttpResponse:
    """Read the columns otherwise; what was typed into the rows stays."""
    one = _own(signed_in(request), moving_in_id)
    form = ColumnsForm(request.POST, sheets=one.sheets, prefix="columns")
    if form.is_valid() and one.tables:
        try:
            read_columns_otherwise(moving_in=one, chosen=form.chosen(), today=today())
        except TooManyProcesses:
            messages.warning(request, too_many())
        else:
            messages.success(request, _("The list was read again. What you had written is kept."))
    return redirect(_address(one))


@signed_in_only
@require_POST
def moving_in_removal(request: HttpRequest, moving_in_id: UUID) -> HttpResponse:
    """Throw the list away; what came in stays."""
    drop(moving_in=_own(signed_in(request), moving_in_id))
    messages.success(request, _("The list was thrown away. The processes that were brought in stay."))
    return redirect("meetings:moving_in")


# --- bringing in ------------------------------------------------------------------------------------------


@signed_in_only
def moving_in_confirmation(request: HttpRequest, moving_in_id: UUID) -> HttpResponse:
    """What comes in and what stays in the list; then all of it at once."""
    person = signed_in(request)
    one = _own(person, moving_in_id)
    form = ConfirmationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (done := _bring(request, person, one, form)):
        return done
    one.refresh_from_db()
    rows = _forms(one)
    ready, statuses = ready_rows(rows), {row.number: status_of(row) for row in rows}
    about = {
        "moving_in": one,
        "form": form,
        "coming": [(title_of(row.row), summary_of(row.row)) for row in rows if row.number in ready],
        "staying": [title_of(row.row) for row in rows if statuses[row.number] in {"look", "choose"}],
        "to_charge": any(brought.to_invoice for brought in ready.values()),
    }
    return render(request, "meetings/moving_in_confirmation.html", about)


def _bring(
    request: HttpRequest, person: Person, one: MovingIn, form: ConfirmationForm
) -> HttpResponse | None:
    def act() -> str:
        one.refresh_from_db()
        if one.version != form.cleaned_data["version"]:
            raise ListChanged
        ready = ready_rows(_forms(one))
        if not ready:
            raise NothingReady
        if form.cleaned_data["all_on_paper"]:
            ready = {number: brought.with_paper() for number, brought in ready.items()}
        brought = bring_in_rows(moving_in=one, ready=ready, by=person, at=now())
        told.append(len(brought))
        return _address(one, "moving_in_result")

    told: list[int] = []
    try:
        done = done_once(request, act, at=now())
    except ListChanged:
        form.add_error(
            None, _("The list was changed in another tab. Nothing was brought in; look at what comes in now.")
        )
    except NothingReady:
        form.add_error(None, _("No row is ready to be brought in. Go back to the list."))
    except RowRefused as refused:
        name = title_of(rows_in(one)[refused.number])
        form.add_error(
            None,
            _("“%(name)s” could not be brought in, so none was. %(why)s")
            % {"name": name, "why": sentence(refused.why)},
        )
    else:
        for count in told:
            messages.success(
                request,
                ngettext("%(count)s process was brought in.", "%(count)s processes were brought in.", count)
                % {"count": count},
            )
        return done
    return None


@signed_in_only
@require_safe
def moving_in_result(request: HttpRequest, moving_in_id: UUID) -> HttpResponse:
    """What came in, with a link to each, and what remains in the list."""
    person = signed_in(request)
    one = _own(person, moving_in_id)
    forms = _forms(one)
    keys = [form.row.process for form in forms if form.row.process]
    led = Process.objects.led_by(person, on=today()).filter(pk__in=keys)
    about = {
        "moving_in": one,
        "processes": list(led.order_by("name")),
        "back": _address(one),
        "staying": [title_of(form.row) for form in forms if status_of(form) in {"look", "choose", "ready"}],
        "left_out": [title_of(form.row) for form in forms if status_of(form) == "skip"],
    }
    return render(request, "meetings/moving_in_result.html", about)
