"""The supervisor's pages on the goals of a process."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tuokio.goals.forms.goals import GoalForm, StateForm
from tuokio.goals.models import Goal
from tuokio.goals.pages.goals import GoalsPage
from tuokio.goals.refusals import REFUSED, sentence
from tuokio.goals.usecases.goals import MOST, USUAL_MOST, move_goal, reword_goal, set_goal
from tuokio.kit.clock import now, today
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.views.processes import form_page, led_process, send
from tuokio.terms.goal_words import GoalState


def led_goal(person: Person, goal_id: UUID) -> Goal:
    """The goal, if the person supervises its process; for everyone else there is none."""
    led = Process.objects.led_by(person, on=today())
    goals = Goal.objects.filter(process__in=led).select_related("process").prefetch_related("wordings")
    return get_object_or_404(goals, pk=goal_id)


@signed_in_only
@require_safe
def goals(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The goals of a process, where they stand, and how they are spread."""
    process = led_process(signed_in(request), process_id)
    return render(request, "goals/goals.html", {"process": process, "page": GoalsPage.of(process)})


@signed_in_only
def new(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """A goal is set."""
    person = signed_in(request)
    process = led_process(person, process_id)
    form = GoalForm(request.POST or None)

    def act() -> None:
        set_goal(process=process, words=form.words(), by=person, at=now())

    answer = send(request, form, act, _goals_of(process), refused=REFUSED, told=sentence)
    if answer:
        return answer
    active = Goal.objects.filter(process=process, state=GoalState.ACTIVE).count()
    about = {"process": process, "form": form, "heading": _("A new goal"), "most": MOST}
    return render(request, "goals/goal.html", {**about, "many": active >= USUAL_MOST})


@signed_in_only
def goal(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """The words of a goal and its levels, and the words it had before."""
    person = signed_in(request)
    found = led_goal(person, goal_id)
    form = GoalForm(request.POST or None, goal=found)

    def act() -> None:
        reword_goal(
            goal=found,
            words=form.words(),
            reason=form.reason_given(),
            seen=form.cleaned_data["seen"],
            by=person,
            at=now(),
        )

    answer = send(request, form, act, _goals_of(found.process), refused=REFUSED, told=sentence)
    about = {"process": found.process, "form": form, "goal": found, "heading": _("The words of a goal")}
    earlier = sorted(found.wordings.all(), key=lambda one: -one.number)
    return answer or render(request, "goals/goal.html", {**about, "now": earlier[0], "earlier": earlier[1:]})


@signed_in_only
def state(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """A goal is reached, replaced, dropped, or taken up again."""
    person = signed_in(request)
    found = led_goal(person, goal_id)
    form = StateForm(request.POST or None, goal=found)

    def act() -> None:
        move_goal(
            goal=found,
            to=GoalState(form.cleaned_data["to"]),
            reason=form.reason_given(),
            by=person,
            at=now(),
        )

    answer = send(request, form, act, _goals_of(found.process), refused=REFUSED, told=sentence)
    return answer or form_page(
        request,
        found.process,
        form,
        heading=_("Where the goal stands"),
        lead=found.current.wording,
        button=_("Save"),
    )


def _goals_of(process: Process) -> str:
    return reverse("goals:goals", args=[process.pk])
