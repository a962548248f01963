"""What this context adds to the pages that the desk gathers: the mapping conversation, for its supervisor only."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.kit.labels import FORMS
from tuokio.kit.parts import Part
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.mapping.conversation_pages import progress_told
from tuokio.mapping.conversing import OPEN_IN, conversation_of
from tuokio.mapping.models import MappingConversation, RecordedRecommendation
from tuokio.mapping.pages import waiting as enquiries
from tuokio.mapping.pages import waiting_enquiries
from tuokio.mapping.recommendation_pages import frame_told
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.nothing_to_show import (
    commissioners_flags,
    home_flags,
    on_commissioners_page,
    on_phone_home,
)
from tuokio.terms.conversation_words import WhoPays
from tuokio.terms.words import ProcessState

__all__ = [
    "commissioners_flags",
    "flags",
    "home_flags",
    "on_commissioners_page",
    "on_phone_home",
    "on_process_page",
    "waiting",
    "worth_asking",
]


@dataclass(frozen=True, slots=True)
class MappingCard:
    """Where the mapping is, in one line, and the way to it."""

    told: str
    href: str
    action: str


def flags() -> dict[str, Any]:
    """Annotations for a queryset of processes: whether there is anything here worth a further question."""
    mapped = MappingConversation.objects.filter(process=OuterRef("pk"))
    return {
        "has_mapping": Exists(mapped),
        "told_to_pay_alone": Exists(mapped.filter(answers__payer=WhoPays.SELF)),
        "has_recommendation": Exists(RecordedRecommendation.objects.filter(process=OuterRef("pk"))),
    }


def worth_asking(person: Person, *, on: date, start: datetime, end: datetime) -> dict[str, Exists]:
    """Whether there is anything in `waiting` worth a question of its own: asked with where the person stands."""
    return {
        "mapping_waits": Exists(_answered(person, on)),
        "enquiries_wait": Exists(waiting_enquiries(person)),
    }


def on_process_page(process: Process, *, at: datetime) -> Iterable[Part]:
    """What the supervisor sees of it on the page of the process, which carries the annotations of `flags`."""
    is_open = process.now_in in OPEN_IN
    if getattr(process, "has_recommendation", True) and not is_open:
        found = RecordedRecommendation.objects.filter(process=process).first()
        if found is not None:
            told = f"{FORMS[found.form]}: {frame_told(found)}"
            href = reverse("mapping:recommendation", args=[process.pk])
            yield Part("mapping/conversation_part.html", MappingCard(told, href, _("The recommendation")))
        return
    if is_open:
        conversation = conversation_of(process) if getattr(process, "has_mapping", True) else None
        href = reverse("mapping:conversation", args=[process.pk])
        if conversation is None:
            card = MappingCard(_("Nothing has been asked yet."), href, _("Begin the mapping conversation"))
        else:
            told = progress_told(conversation.answers, frozenset(conversation.talked_about))
            card = MappingCard(told, href, _("Go on with the mapping conversation"))
        yield Part("mapping/conversation_part.html", card)


def _answered(person: Person, on: date) -> QuerySet[MappingConversation]:
    return MappingConversation.objects.filter(
        process__in=Process.objects.led_by(person, on=on).filter(state=ProcessState.MAPPING),
        answered_alone_at__isnull=False,
    )


def waiting(person: Person, *, on: date, worth: Collection[str] | None = None) -> Iterable[Waiting]:
    """What waits for a supervisor in *Tänään*: an enquiry, or answers to the questions from somebody's phone."""
    if worth is None or "enquiries_wait" in worth:
        yield from enquiries(person, on=on)
    if worth is not None and "mapping_waits" not in worth:
        return
    yield from [
        Waiting(
            kind=_("Mapping"),
            title=one.process.name,
            why=_("The questions have been answered."),
            href=reverse("mapping:conversation", args=[one.process_id]),
            action=_("Look at the answers"),
            rank=WaitingRank.NEW_DATE_WANTED,
        )
        for one in _answered(person, on).select_related("process").order_by("answered_alone_at")
    ]
