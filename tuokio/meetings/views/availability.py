"""Pages on when a supervisor can be booked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tuokio.kit.clock import now, today
from tuokio.meetings.forms.availability import MOST_ROWS, DayForm, HoursRows, RulesForm
from tuokio.meetings.models import BookingRules, DatedHours
from tuokio.meetings.pages.availability import next_free_days
from tuokio.meetings.usecases.availability import (
    let_a_day_differ,
    let_the_day_be,
    rules_of,
    set_availability,
)
from tuokio.meetings.views.meetings import send
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person, Practice
from tuokio.supervision.views.processes import supervises_in

EMPTY_ROWS = 2


@require_http_methods(["GET", "HEAD"])
@signed_in_only
def availabilities(request: HttpRequest) -> HttpResponse:
    """The one practice's page, or a choice between several."""
    practices = supervises_in(signed_in(request))
    if not practices:
        raise Http404
    if len(practices) == 1:
        return redirect("meetings:availability", practices[0].pk)
    return render(request, "meetings/availabilities.html", {"practices": practices})


def _own_practice(request: HttpRequest, practice_id: UUID) -> tuple[Person, Practice]:
    person = signed_in(request)
    for practice in supervises_in(person):
        if practice.pk == practice_id:
            return person, practice
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def availability(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    """The hours of the week and the rules, in one form."""
    person, practice = _own_practice(request, practice_id)
    rules = rules_of(person, practice)
    if request.method != "POST":
        rows = HoursRows(initial=_weekly(rules) + [{}] * EMPTY_ROWS, prefix="hours")
        return _page(request, rules, RulesForm(initial=RulesForm.initial_of(rules)), rows)
    form, rows = RulesForm(request.POST), HoursRows(request.POST, prefix="hours")
    if "more" in request.POST:
        return _page(request, rules, form, _with_more(request))
    if not rows.is_valid():
        form.is_valid()
        return _page(request, rules, form, rows)

    def act() -> None:
        set_availability(
            supervisor=person,
            practice=practice,
            rules=form.cleaned_data,
            weekly=[hours for row in rows if (hours := row.hours()) is not None],
            by=person,
            at=now(),
        )

    done = send(request, form, act, reverse("meetings:availability", args=[practice.pk]))
    if done:
        messages.success(request, _("Saved. What is booked already stays as it is."))
    return done or _page(request, rules, form, rows)


def _weekly(rules: BookingRules) -> list[dict[str, Any]]:
    if rules._state.adding:
        return []
    return [
        {"weekday": row.weekday, "from_time": row.from_time, "until_time": row.until_time, "place": row.place}
        for row in rules.weekly.all()
    ]


def _with_more(request: HttpRequest) -> Any:
    """The rows as they were typed, with some empty ones more."""
    typed = request.POST.copy()
    count = (
        int(typed.get("hours-TOTAL_FORMS", "0") or 0)
        if typed.get("hours-TOTAL_FORMS", "0").isdecimal()
        else 0
    )
    typed["hours-TOTAL_FORMS"] = str(min(count + 3, MOST_ROWS))
    return HoursRows(typed, prefix="hours")


def _page(
    request: HttpRequest, rules: BookingRules, form: RulesForm, rows: Any, day_form: DayForm | None = None
) -> HttpResponse:
    saved = not rules._state.adding
    about = {
        "practice": rules.practice,
        "form": form,
        "rows": rows,
        "saved": saved,
        "free": next_free_days(rules, at=now()),
        "days": rules.dated.filter(on__gte=today()) if saved else (),
        "day_form": day_form or DayForm(),
    }
    return render(request, "meetings/availability.html", about)


@require_POST
@signed_in_only
def differing_days(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    """One day that differs from its week."""
    person, practice = _own_practice(request, practice_id)
    rules = get_object_or_404(BookingRules, supervisor=person, practice=practice)
    form = DayForm(request.POST)

    def act() -> None:
        let_a_day_differ(rules=rules, by=person, at=now(), **form.cleaned_data)

    done = send(request, form, act, f"{reverse('meetings:availability', args=[practice.pk])}#days")
    if done:
        return done
    rows = HoursRows(initial=_weekly(rules) + [{}] * EMPTY_ROWS, prefix="hours")
    return _page(request, rules, RulesForm(initial=RulesForm.initial_of(rules)), rows, form)


@require_POST
@signed_in_only
def differing_day_removal(request: HttpRequest, day_id: UUID) -> HttpResponse:
    """The day is as its weekday again."""
    person = signed_in(request)
    day = get_object_or_404(DatedHours.objects.select_related("rules"), rules__supervisor=person, pk=day_id)
    let_the_day_be(day=day, by=person, at=now())
    return redirect(f"{reverse('meetings:availability', args=[day.rules.practice_id])}#days")
