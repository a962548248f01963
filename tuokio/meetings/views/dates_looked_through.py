"""What the pages on several dates share: the list that is looked through, checked once more, and saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.meetings.forms.series_dates import Chosen, DateRows, chosen
from tuokio.meetings.pages.misfits import DateList, misfits_told
from tuokio.supervision.models import Process


def sent_rows(request: HttpRequest) -> Any:
    """The rows as they were sent."""
    return DateRows(request.POST, prefix="dates")


def was_looked_through(request: HttpRequest) -> bool:
    """Whether the list itself was sent, and not only what it is made from."""
    return "save" in request.POST or "check" in request.POST


def ready_to_save(
    request: HttpRequest, rows: Any, dates: DateList, form: forms.Form
) -> tuple[list[Chosen], bool]:
    """What the valid rows lead to, and whether all of it fits or is kept; what does not is told on the form."""
    asked = chosen(rows)
    found = dates.spread(asked)
    if "save" not in request.POST:
        return found, False
    if found != asked:
        form.add_error(
            None,
            _(
                "More than one was skipped, so they were put at the end one after another. "
                "Look at their dates once more, then save."
            ),
        )
        return found, False
    unfit = _unfit(found, dates)
    if unfit:
        form.add_error(
            None,
            ngettext(
                "One date does not fit yet. Nothing is saved: choose what becomes of it.",
                "%(count)s dates do not fit yet. Nothing is saved: choose what becomes of them.",
                unfit,
            )
            % {"count": unfit},
        )
    return found, not unfit


def _unfit(found: Sequence[Chosen], dates: DateList) -> int:
    standing = [one for one in found if not one.cancelled]
    looked = dates.looked([dates.planned(one.on, one.at, one.meeting) for one in standing])
    return sum(
        not told.fits and not (one.kept and told.can_be_kept)
        for one, told in zip(standing, looked, strict=True)
    )


def show_dates(
    request: HttpRequest,
    process: Process,
    form: forms.Form,
    rows: Any,
    dates: DateList,
    *,
    heading: str,
    lead: str,
    button: str,
    back: str,
) -> HttpResponse:
    """The list: each date that fits in one plain line, each other with why and its repairs."""
    lines = dates.lines(rows)
    misfits = misfits_told(lines)
    about = {
        "process": process,
        "form": form,
        "rows": rows,
        "lines": lines,
        "misfits": ngettext("One date does not fit yet", "%(count)s dates do not fit yet", misfits)
        % {"count": misfits}
        if misfits
        else "",
        "all_fit": "" if misfits or not lines else _("Every date fits."),
        "heading": heading,
        "lead": lead,
        "button": button,
        "back": back,
    }
    return render(request, "meetings/series_dates.html", about)
