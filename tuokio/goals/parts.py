"""What this context adds to the pages that the desk gathers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.goals.models import Goal, GoalWording, RatingRound, RecordedLevel, member_of
from tuokio.goals.pages.goals import GoalRow
from tuokio.goals.pages.rounds import everyone_has_answered
from tuokio.goals.reading import goals_with_levels
from tuokio.kit.parts import Part
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.kit.when import local
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import Process
from tuokio.terms.goal_words import GoalState, RatingWay
from tuokio.terms.words import ProcessState

# the agreement brings its goals along: until then there is nothing to tell
BEFORE_THE_WORK = frozenset(
    {
        ProcessState.ENQUIRED,
        ProcessState.MAPPING,
        ProcessState.RECOMMENDED,
        ProcessState.OFFERED,
        ProcessState.AGREEING,
        ProcessState.REFERRED,
    }
)
UNDER_WAY = (ProcessState.RUNNING, ProcessState.FINAL_REVIEW)


def flags() -> dict[str, Any]:
    """Annotations for a queryset of processes: whether there is anything here worth a further question."""
    return {"has_goals": Exists(Goal.objects.filter(process=OuterRef("pk")))}


@dataclass(frozen=True, slots=True)
class GoalsCard:
    """The goals on the page of a process."""

    href: str
    new_href: str
    goals: tuple[GoalRow, ...]


def on_process_page(process: Process, *, at: datetime) -> Iterable[Part]:
    """What the supervisor sees of it on the page of the process, which carries the annotations of `flags`."""
    has_goals = getattr(process, "has_goals", True)
    if not has_goals and (process.has_ended or process.now_in in BEFORE_THE_WORK):
        return
    found = goals_with_levels(process) if has_goals else []
    yield Part(
        "goals/card.html",
        GoalsCard(
            href=reverse("goals:goals", args=[process.pk]),
            new_href="" if process.has_ended else reverse("goals:new", args=[process.pk]),
            goals=tuple(GoalRow.of(goal) for goal in found if goal.counts),
        ),
    )


@dataclass(frozen=True, slots=True)
class CommissionersGoals:
    """The agreed goals as the one who ordered reads them: wording and indicator. No level has a place here."""

    process: str
    card_id: str
    goals: tuple[tuple[str, str], ...]


def on_commissioners_page(contact: ContactPerson, *, at: datetime) -> Iterable[Part]:
    """What waits for the contact person, or was given to them."""
    goals = (
        Goal.objects.filter(process__in=Process.objects.ordered_by(contact).open(), state=GoalState.ACTIVE)
        .select_related("process")
        .prefetch_related("wordings")
        .order_by("process__name", "process", "position")
    )
    by_process: dict[UUID, list[Goal]] = {}
    for goal in goals:
        by_process.setdefault(goal.process_id, []).append(goal)
    for number, (process_id, found) in enumerate(by_process.items()):
        worded = tuple((goal.current.wording, goal.current.indicator) for goal in found)
        content = CommissionersGoals(found[0].process.name, f"goals-{number}-{process_id}", worded)
        yield Part("goals/commissioner.html", content)


@dataclass(frozen=True, slots=True)
class WaitingRating:
    """A rating that takes answers."""

    href: str
    card_id: str
    process: str
    is_answered: bool


def on_phone_home(person: Person, *, at: datetime) -> Iterable[Part]:
    """What waits for a supervisee: a rating that is open, also when it was answered, since it can be changed."""
    on = local(at).date()
    joined = Process.objects.joined_by(person, on=on).open()
    waiting_rounds = RatingRound.objects.filter(process__in=joined, closed_at=None, way=RatingWay.ALONE)
    for one in waiting_rounds.select_related("process"):
        member = member_of(one.process, person, on)
        sheet = one.sheet_of(member) if member else None
        if sheet is not None:
            href = reverse("goals:rating", args=[one.pk])
            content = WaitingRating(href, f"rating-{one.pk}", one.process.name, sheet.is_answered)
            yield Part("goals/phone_card.html", content)


def waiting(person: Person, *, on: date) -> Iterable[Waiting]:
    """What waits for a supervisor in *Tänään*: levels without words, a rating to close, one to record.

    One question where nothing waits, four where something does, however much it is.
    """
    newest = GoalWording.objects.filter(goal=OuterRef("pk")).order_by("-number").values("scale")[:1]
    active = Goal.objects.filter(process=OuterRef("pk"), state=GoalState.ACTIVE)
    processes = (
        Process.objects.led_by(person, on=on)
        .filter(state__in=UNDER_WAY)
        .annotate(
            goals_wordless=Exists(active.annotate(newest_scale=Subquery(newest)).filter(newest_scale="")),
            rating_waits=Exists(_unfinished().filter(process=OuterRef("pk"))),
        )
        .filter(Q(goals_wordless=True) | Q(rating_waits=True))
    )
    found: list[Any] = list(processes.order_by("name", "pk"))
    rated = [process.pk for process in found if process.rating_waits]
    rounds = _unfinished().filter(process__in=rated).select_related("process")
    by_process: dict[UUID, list[RatingRound]] = {}
    for one in rounds.prefetch_related("sheets", "process__members") if rated else ():
        by_process.setdefault(one.process_id, []).append(one)
    for process in found:
        yield from _waits(process, by_process.get(process.pk, []), on)


def _unfinished() -> QuerySet[RatingRound]:
    recorded = RecordedLevel.objects.filter(goal__round=OuterRef("pk"))
    return RatingRound.objects.filter(Q(closed_at=None) | ~Exists(recorded))


def _waits(process: Any, rounds: Sequence[RatingRound], on: date) -> Iterable[Waiting]:
    if process.goals_wordless:
        yield Waiting(
            kind=_("Goals"),
            title=process.name,
            why=_("A goal has no levels in words yet."),
            href=reverse("goals:goals", args=[process.pk]),
            action=_("Write the levels"),
            rank=WaitingRank.AGREEMENT,
        )
    for one in rounds:
        why = _why(one, on)
        if why:
            yield Waiting(
                kind=_("Goals"),
                title=process.name,
                why=why,
                href=reverse("goals:round", args=[one.pk]),
                action=_("Open the rating"),
                rank=WaitingRank.AGREEMENT,
            )


def _why(one: RatingRound, on: date) -> str:
    if one.is_closed:
        return _("The rating is closed. What the group agrees on is not recorded yet.")
    if one.way == RatingWay.TOGETHER:
        return _("A rating is open.")
    return _("All have answered: the rating can be closed.") if everyone_has_answered(one, on) else ""
