"""What the summary adds to the pages that the desk gathers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.evaluation.domain.summaries import READ_BY_COMMISSIONER
from tuokio.evaluation.labels_summary import STATES
from tuokio.evaluation.models import Summary
from tuokio.evaluation.models.summaries import READ_BY_GROUP
from tuokio.evaluation.pages.summaries import GivenSummary, own_word
from tuokio.evaluation.pages.supervisors_summary import SupervisorsSummary, alone, orders_for_others
from tuokio.evaluation.usecases.summaries import newest_summary
from tuokio.kit.clock import now
from tuokio.kit.labels import name_from_outside
from tuokio.kit.parts import Part, Place
from tuokio.kit.prepared import prepared
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.domain.deciding import last_day
from tuokio.supervision.models import Process
from tuokio.terms.summary_words import SummaryState
from tuokio.terms.words import Audience, ProcessState

AT_THE_END = frozenset({ProcessState.FINAL_REVIEW, ProcessState.TERMINATED})
ON_HOME = timedelta(days=60)
MOST_CARDS = 6
MOST_LISTED = 12


def flags() -> dict[str, Any]:
    """The state of the newest summary, None without any."""
    newest = Summary.objects.filter(process=OuterRef("pk")).order_by("-number")
    return {"summary_state": Subquery(newest.values("state")[:1])}


def on_process_page(process: Process, *, at: datetime) -> Iterator[Part]:
    """Where the summary stands; nothing before it is time for one."""
    is_time = process.now_in in AT_THE_END and orders_for_others(process)
    if not getattr(process, "summary_state", None) and not is_time:
        return
    summary = newest_summary(process)
    if summary is not None:
        summary.process = process
    page = SupervisorsSummary.of(process, summary, at=at)
    href = reverse("evaluation:summary", args=[process.pk])
    yield Part("evaluation/part_summary_process.html", page, leads_to=href)


def commissioners_flags() -> dict[str, Any]:
    """Whether a summary of the process was given."""
    given = Summary.objects.filter(process=OuterRef("pk"), state__in=sorted(READ_BY_COMMISSIONER))
    return {"summaries_to_show": Exists(given)}


def on_commissioners_page(contact: ContactPerson, *, at: datetime) -> Iterator[Part]:
    """What the group gave, the newest first."""
    for summary in _given_to(contact):
        place = Place.WAITS if summary.state == SummaryState.GIVEN else Place.TOLD
        yield Part("evaluation/part_summary_commissioner.html", GivenSummary.of(summary), place)


def _given_to(contact: ContactPerson) -> list[Summary]:
    if contact.unit_id:
        return list(_newest_given(Process.objects.ordered_by(contact)))
    return _given_for(contact.practice_id, contact.organisation_id)


@prepared
def _given_for(practice: UUID, organisation: UUID) -> QuerySet[Summary]:
    return _newest_given(Process.objects.ordered_for(practice, organisation))


def _newest_given(processes: QuerySet[Process]) -> QuerySet[Summary]:
    given = Summary.objects.given_of(processes).select_related("process__payer").defer("pdf")
    return given.order_by("-given_at")[:MOST_CARDS]


@dataclass(frozen=True, slots=True)
class GivenInside:
    """A summary that a group inside the house gave, as the coordinator's overview lists it."""

    id: UUID
    process: str
    given_at: datetime


def given_inside(person: Person) -> Iterator[GivenInside]:
    """What was given to the house that the person coordinates, the newest first."""
    given = Summary.objects.given_inside(person).exclude(state=SummaryState.ASKED_BACK)
    rows = given.order_by("-given_at").values_list("pk", "process__name", "process__form", "given_at")
    for pk, name, form, at in rows[:MOST_LISTED]:
        if at is not None:
            yield GivenInside(pk, name_from_outside(name, form), at)


@dataclass(frozen=True, slots=True)
class HomeCard:
    """A summary on a member's phone."""

    id: UUID
    process: str
    waits: bool
    alone: bool
    answered: bool
    last_day: date | None
    state: str
    seen_by: str  # empty when it is the group


def home_flags() -> dict[str, Any]:
    """Whether the member's group has a summary to look at."""
    shown = Summary.objects.filter(process=OuterRef("process"), state__in=READ_BY_GROUP)
    return {"summaries_to_show": Exists(shown)}


def on_phone_home(person: Person, *, at: datetime) -> Iterator[Part]:
    """A text that waits for the person's word, or one that was given lately."""
    shown = Summary.objects.shown_to(person, at=at).filter(
        Q(state=SummaryState.IN_GROUP)
        | Q(state__in=(SummaryState.APPROVED, SummaryState.RETURNED))
        | Q(given_at__gte=at - ON_HOME)
    )
    for summary in shown.select_related("process").defer("pdf", "content").order_by("-asked_at"):
        word = own_word(summary, person, at=at) if summary.is_open(at) else None
        card = HomeCard(
            id=summary.pk,
            process=summary.process.name,
            waits=word == "",
            alone=alone(summary.process),
            answered=bool(word),
            last_day=last_day(summary.asked_at) if summary.asked_at else None,
            state=str(STATES[summary.stands(at)]),
            seen_by=str(summary.process.seen_in_words(Audience.GROUP)),
        )
        place = Place.WAITS if card.waits else Place.TOLD
        yield Part("evaluation/part_summary_home.html", card, place)


def waiting(person: Person, *, on: date) -> Iterator[Waiting]:
    """What came back, what may be given, and what is to be talked about."""
    for summary in _waiting(person, on):
        told = _told(summary.stands(now()))
        if told is not None:
            yield Waiting(
                kind=_("Summary"),
                title=summary.process.name,
                why=told[0],
                href=reverse(told[2], args=[summary.process_id]),
                action=told[1],
                rank=WaitingRank.ENDING,
            )


def worth_asking(person: Person, *, on: date) -> dict[str, Exists]:
    """Whether the newest summary of any process is on its way."""
    return {"summaries_wait": Exists(_under_way(person, on))}


def _under_way(person: Person, on: date) -> QuerySet[Summary]:
    newer = Summary.objects.filter(process=OuterRef("process"), number__gt=OuterRef("number"))
    states = (SummaryState.IN_GROUP, SummaryState.RETURNED, SummaryState.APPROVED, SummaryState.GIVEN)
    return Summary.objects.filter(
        ~Exists(newer), process__in=Process.objects.led_by(person, on=on).open(), state__in=states
    )


@prepared
def _waiting(person: Person, on: date) -> QuerySet[Summary]:
    return _under_way(person, on).select_related("process").defer("pdf", "content")


def _told(state: SummaryState) -> tuple[str, str, str] | None:
    return {
        SummaryState.RETURNED: (
            _("It came back from the group."),
            _("Open the summary"),
            "evaluation:summary",
        ),
        SummaryState.APPROVED: (
            _("It may be given to the commissioner."),
            _("Give"),
            "evaluation:summary_giving",
        ),
        SummaryState.GIVEN: (
            _("The talk together is to be held."),
            _("Mark as held"),
            "evaluation:summary_talk",
        ),
    }.get(state)
