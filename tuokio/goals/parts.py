"""What this context adds to the pages that the desk gathers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.goals.models import Goal, GoalWording, RatingRound, RecordedLevel, member_of
from tuokio.goals.pages.card import rows_of
from tuokio.goals.pages.goals import GoalRow
from tuokio.goals.pages.rounds import everyone_has_answered
from tuokio.kit.labels import TWO_SEE_THIS
from tuokio.kit.parts import Part, Place
from tuokio.kit.prepared import prepared
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.kit.when import local
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import Process, ProcessQuerySet
from tuokio.terms.goal_words import GoalState, RatingWay
from tuokio.terms.words import FormOfWork, ProcessState

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
TOLD = (GoalState.ACTIVE, GoalState.REACHED)


def flags() -> dict[str, Any]:
    """Annotations for a queryset of processes: whether there is anything here worth a further question."""
    return {"has_goals": Exists(Goal.objects.filter(process=OuterRef("pk")))}


@dataclass(frozen=True, slots=True)
class GoalsCard:
    """The goals on the page of a process."""

    href: str
    new_href: str
    goals: tuple[GoalRow, ...]


def worth_asking(person: Person, *, on: date, start: datetime, end: datetime) -> dict[str, Exists]:
    """Whether there is anything in `waiting` worth a question of its own: asked with where the person stands."""
    return {"goals_wait": Exists(_waiting(person, on))}


def on_process_page(process: Process, *, at: datetime) -> Iterable[Part]:
    """What the supervisor sees of it on the page of the process, which carries the annotations of `flags`."""
    has_goals = getattr(process, "has_goals", True)
    if not has_goals and (process.has_ended or process.now_in in BEFORE_THE_WORK):
        return
    found = rows_of(process) if has_goals else ()
    href = reverse("goals:goals", args=[process.pk])
    yield Part(
        "goals/card.html",
        GoalsCard(
            href=href,
            new_href="" if process.has_ended else reverse("goals:new", args=[process.pk]),
            goals=tuple(found),
        ),
        leads_to=href,
    )


@dataclass(frozen=True, slots=True)
class CommissionersGoals:
    """The agreed goals as the one who ordered reads them: wording and indicator. No level has a place here."""

    process: str
    card_id: str
    goals: tuple[tuple[str, str], ...]


def commissioners_flags(lately: datetime) -> dict[str, Any]:
    """Annotations for a commissioner's processes: whether `on_commissioners_page` has anything worth a question.

    `lately`: since when an answer is news.
    """
    return {"goals_to_show": Exists(Goal.objects.filter(process=OuterRef("pk"), state__in=TOLD))}


def on_commissioners_page(
    contact: ContactPerson, *, at: datetime, worth: Collection[str] | None = None
) -> Iterable[Part]:
    """The words of the goals, once the work is agreed on; a reached one reads as the others, for that is a result."""
    if worth is not None and "goals_to_show" not in worth:
        return
    by_process = groupby(_wordings_for(contact), key=lambda one: one[:2])
    for number, ((process_id, process), found) in enumerate(by_process):
        worded = tuple((wording, indicator) for _id, _name, wording, indicator in found)
        content = CommissionersGoals(process, f"goals-{number}-{process_id}", worded)
        yield Part("goals/commissioner.html", content, Place.STANDS)


Worded = tuple[UUID, str, str, str]  # process, its name, wording, indicator


def _wordings_for(contact: ContactPerson) -> list[Worded]:
    if contact.unit_id:
        return list(_newest_wordings(Process.objects.ordered_by(contact)))
    return _wordings_of_organisation(contact.practice_id, contact.organisation_id)


@prepared
def _wordings_of_organisation(practice: UUID, organisation: UUID) -> QuerySet[GoalWording, Worded]:
    return _newest_wordings(Process.objects.ordered_for(practice, organisation))


def _newest_wordings(processes: ProcessQuerySet) -> QuerySet[GoalWording, Worded]:
    newer = GoalWording.objects.filter(goal=OuterRef("goal"), number__gt=OuterRef("number"))
    agreed_on = processes.open().exclude(state__in=BEFORE_THE_WORK)
    return (
        GoalWording.objects.filter(~Exists(newer), goal__process__in=agreed_on, goal__state__in=TOLD)
        .order_by("goal__process__name", "goal__process", "goal__position")
        .values_list("goal__process_id", "goal__process__name", "wording", "indicator")
    )


@dataclass(frozen=True, slots=True)
class WaitingRating:
    """A rating that takes answers."""

    href: str
    card_id: str
    process: str
    is_answered: bool


@dataclass(frozen=True, slots=True)
class GoalsToRead:
    """The goals of a process, to be read by one who takes part."""

    href: str
    card_id: str
    process: str
    seen_by: str  # empty when it is the group


def _open_alone() -> QuerySet[RatingRound]:
    return RatingRound.objects.filter(closed_at=None, way=RatingWay.ALONE)


def home_flags() -> dict[str, Any]:
    """Annotations for a supervisee's memberships: whether `on_phone_home` has anything worth a question."""
    told = Goal.objects.filter(process=OuterRef("process"), state__in=TOLD)
    return {
        "rating_to_show": Exists(_open_alone().filter(process=OuterRef("process"))),
        "goals_to_read": Exists(told.exclude(process__state__in=BEFORE_THE_WORK)),
    }


def on_phone_home(person: Person, *, at: datetime, worth: Collection[str] | None = None) -> Iterable[Part]:
    """A rating that is open, also when it was answered, since it can be changed; and the way to the goals."""
    on = local(at).date()
    if worth is None or "rating_to_show" in worth:
        yield from _ratings(person, on)
    if worth is None or "goals_to_read" in worth:
        yield from _goals_to_read(person, on)


def _ratings(person: Person, on: date) -> Iterable[Part]:
    joined = Process.objects.joined_by(person, on=on).open()
    for one in _open_alone().filter(process__in=joined).select_related("process"):
        member = member_of(one.process, person, on)
        sheet = one.sheet_of(member) if member else None
        if sheet is not None:
            href = reverse("goals:rating", args=[one.pk])
            content = WaitingRating(href, f"rating-{one.pk}", one.process.name, sheet.is_answered)
            place = Place.TOLD if sheet.is_answered else Place.WAITS
            yield Part("goals/phone_card.html", content, place)


def _goals_to_read(person: Person, on: date) -> Iterable[Part]:
    for process_id, name, form in _with_goals(person, on):
        href = reverse("goals:mine", args=[process_id])
        seen_by = str(TWO_SEE_THIS) if form == FormOfWork.INDIVIDUAL else ""
        yield Part("goals/phone_goals.html", GoalsToRead(href, f"goals-{process_id}", name, seen_by))


@prepared
def _with_goals(person: Person, on: date) -> QuerySet[Process, tuple[UUID, str, str]]:
    told = Goal.objects.filter(process=OuterRef("pk"), state__in=TOLD)
    joined = Process.objects.joined_by(person, on=on).exclude(state__in=BEFORE_THE_WORK)
    return joined.filter(Exists(told)).order_by("name", "pk").values_list("pk", "name", "form")


def _waiting(person: Person, on: date) -> QuerySet[Any]:
    newest = GoalWording.objects.filter(goal=OuterRef("pk")).order_by("-number").values("scale")[:1]
    active = Goal.objects.filter(process=OuterRef("pk"), state=GoalState.ACTIVE)
    return (
        Process.objects.led_by(person, on=on)
        .filter(state__in=UNDER_WAY)
        .annotate(
            goals_wordless=Exists(active.annotate(newest_scale=Subquery(newest)).filter(newest_scale="")),
            rating_waits=Exists(_unfinished().filter(process=OuterRef("pk"))),
        )
        .filter(Q(goals_wordless=True) | Q(rating_waits=True))
    )


def waiting(person: Person, *, on: date, worth: Collection[str] | None = None) -> Iterable[Waiting]:
    """What waits for a supervisor in *Tänään*: levels without words, a rating to close, one to record.

    One question where nothing waits, four where something does, however much it is.
    """
    if worth is not None and "goals_wait" not in worth:
        return
    found: list[Any] = list(_waiting(person, on).order_by("name", "pk"))
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
