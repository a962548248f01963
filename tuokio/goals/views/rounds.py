"""The supervisor's pages on one rating: opening, slips, closing, and what is recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tuokio.goals.forms.goals import OpenForm
from tuokio.goals.forms.rating import RateForm, RecordForm, SupervisorForm
from tuokio.goals.labels import ROUND_POINTS
from tuokio.goals.models import RatingRound
from tuokio.goals.pages.rounds import RoundPage, goals_of, levels_of
from tuokio.goals.reading import span_of
from tuokio.goals.refusals import REFUSED, sentence
from tuokio.goals.usecases.rounds import (
    ask_at_home,
    close_round,
    enter_slip,
    open_round,
    record_levels,
    record_supervisors_levels,
)
from tuokio.kit.clock import now, today
from tuokio.kit.documents import ask_document
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.asking import spared_told
from tuokio.supervision.models import Process
from tuokio.supervision.views.processes import form_page, led_process, send
from tuokio.terms.goal_words import RatingWay, RoundPoint


def led_round(person: Person, round_id: UUID) -> RatingRound:
    """The rating, if the person supervises its process; for everyone else there is none."""
    led = Process.objects.led_by(person, on=today())
    return get_object_or_404(
        RatingRound.objects.filter(process__in=led).select_related("process__practice"), pk=round_id
    )


@signed_in_only
def opening(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """A rating begins."""
    person = signed_in(request)
    process = led_process(person, process_id)
    form = OpenForm(request.POST or None)
    begun: list[RatingRound] = []

    def act() -> None:
        point = RoundPoint(form.cleaned_data["point"])
        begun.append(open_round(process=process, point=point, by=person, at=now()))

    def goes_to() -> str:
        together = begun[0].way == RatingWay.TOGETHER
        return reverse("goals:levels" if together else "goals:round", args=[begun[0].pk])

    answer = _done(request, form, act, goes_to)
    return answer or form_page(
        request,
        process,
        form,
        heading=_("Rate the goals"),
        lead=_("You rate together on this screen.")
        if process.is_for_one
        else _(
            "Three or more people answer alone first, each on the own phone or on paper; then the group talks and "
            "records a level. One or two people rate together on this screen."
        ),
        button=_("Begin"),
    )


@signed_in_only
@require_safe
def one(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """One rating: whether all have answered; once closed, the spread and what was recorded."""
    found = led_round(signed_in(request), round_id)
    page = RoundPage.of(found, on=today())
    return render(request, "goals/round.html", {"process": found.process, "round": found, "page": page})


@signed_in_only
@require_POST
def closing(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """No more answers are taken."""
    person = signed_in(request)
    found = led_round(person, round_id)
    return _sent_plainly(request, found, lambda: close_round(round=found, by=person, at=now()))


@signed_in_only
@require_POST
def asking(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Everyone is asked to answer before the meeting."""
    person = signed_in(request)
    found = led_round(person, round_id)

    def act() -> None:
        asked, spared = ask_at_home(round=found, by=person, at=now())
        text = ngettext("One person was asked.", "%(number)s people were asked.", asked) % {"number": asked}
        messages.success(request, text)
        if told := spared_told(spared):
            messages.info(request, told)

    return _sent_plainly(request, found, act)


def _sent_plainly(request: HttpRequest, found: RatingRound, act: Any) -> HttpResponse:
    """Do the act of a form without fields; what refuses it is told on the rating's page."""
    form = forms.Form(request.POST)
    goes_to = reverse("goals:round", args=[found.pk])
    answer = _done(request, form, act, goes_to)
    for message in form.non_field_errors():
        messages.error(request, str(message))
    return answer or redirect(goes_to)


@signed_in_only
def slips(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """One paper slip after the other is typed in, in whatever order they lie."""
    person = signed_in(request)
    found = led_round(person, round_id)
    form = RateForm(request.POST or None, goals=goals_of(found))
    form.fields["turns_up"].label = _("The slip says: may be turned up")

    def act() -> None:
        enter_slip(
            round=found,
            levels=form.levels(),
            turns_up=form.cleaned_data["turns_up"],
            by=person,
            at=now(),
        )
        messages.success(request, _("The slip is in. Take the next one, or go back."))

    answer = _done(request, form, act, reverse("goals:slips", args=[found.pk]))
    return answer or _levels_page(
        request,
        found,
        form,
        heading=_("Type in a slip"),
        lead=_(
            "Shuffle the slips first. A slip has no name, and once it is in nobody can tell whose it was."
        ),
        badge="own",
        back=_("Back to the rating"),
    )


@signed_in_only
def levels(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """What the group said together; with one or two people this is the screen they rate on."""
    person = signed_in(request)
    found = led_round(person, round_id)
    goals = goals_of(found)
    spans = {goal.pk: span_of(goal) for goal in goals if goal.recorded.all()}
    at_start = found.point == RoundPoint.START
    form = RecordForm(request.POST or None, goals=goals, with_range=not at_start, spans=spans)

    def act() -> None:
        record_levels(round=found, spans=form.spans(), by=person, at=now())

    answer = _done(request, form, act, reverse("goals:round", args=[found.pk]))
    return answer or _levels_page(
        request,
        found,
        form,
        heading=_("What we agree on together"),
        lead=_("Talk first. Then record one level, or a range when you see it differently: both are right.")
        if not at_start
        else _("Where do we start from? One level for each goal."),
        badge="group",
    )


@signed_in_only
def own_levels(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The supervisor's own levels, beside the group's."""
    person = signed_in(request)
    found = led_round(person, round_id)
    goals = goals_of(found)
    said = {
        goal.pk: max(goal.supervisors.all(), key=lambda row: row.at).level
        for goal in goals
        if goal.supervisors.all()
    }
    form = SupervisorForm(request.POST or None, goals=goals, said=said)

    def act() -> None:
        record_supervisors_levels(round=found, levels=form.levels(), by=person, at=now())

    answer = _done(request, form, act, reverse("goals:round", args=[found.pk]))
    return answer or _levels_page(
        request,
        found,
        form,
        heading=_("The supervisor's own view"),
        lead=_("It stands beside the group's level and is never averaged with it. You may leave it out."),
        badge="group",
    )


def _done(
    request: HttpRequest, form: forms.Form, act: Callable[[], object], goes_to: str | Callable[[], str]
) -> HttpResponse | None:
    return send(request, form, act, goes_to, refused=REFUSED, told=sentence)


def _levels_page(request: HttpRequest, found: RatingRound, form: forms.Form, **words: str) -> HttpResponse:
    about = {"process": found.process, "round": found, "form": form, "name": ROUND_POINTS[found.point]}
    return render(request, "goals/levels.html", {**about, **words})


@signed_in_only
@require_POST
def sheet(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """A sheet for each one who answers on paper: the goals, their levels, no place for a name."""
    found = led_round(signed_in(request), round_id)
    language = found.process.language
    with translation.override(language):
        data = _on_paper(found)
    document = ask_document(
        request, template="goals/sheet", data=data, filename="goals.pdf", language=language, at=now()
    )
    return redirect("kit:document", document.pk)


def _on_paper(found: RatingRound) -> dict[str, Any]:
    return {
        "title": _("Where do our goals stand?"),
        "copies": found.asked,
        "lead": _("Mark one level for each goal. Write no name: the sheets are shuffled."),
        "cannot": _("I cannot say"),
        "turns_up": _("My answer may be turned up together with the others"),
        "goals": [
            {
                "wording": goal.wording.wording,
                "indicator": goal.wording.indicator,
                "levels": [f"{words} ({figure})" if figure else words for figure, words in levels_of(goal)],
            }
            for goal in goals_of(found)
        ],
    }
