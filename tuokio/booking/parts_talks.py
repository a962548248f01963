"""A booked mapping conversation on its supervisor's pages: on the page of the process, and on its day in *Tänään*."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.booking.models import TalkLink
from tuokio.booking.usecases.telling import place_told
from tuokio.kit import when
from tuokio.kit.clock import HELSINKI, now
from tuokio.kit.parts import Part
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.meetings.models import Talk
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.terms.words import ProcessState


@dataclass(frozen=True, slots=True)
class TalkCard:
    """When the conversation is or was, where, who booked it and how to reach them."""

    moment: str
    place: str
    name: str
    reply_to: str
    words: str
    is_over: bool
    cancel_href: str


def flags() -> dict[str, Any]:
    """Whether a process has a booked conversation."""
    return {"has_talk": Exists(Talk.objects.filter(process=OuterRef("pk"), state=Talk.State.BOOKED))}


def on_process_page(process: Process, *, at: datetime) -> Iterable[Part]:
    """The conversation and who comes to it, until the mapping is over."""
    if process.now_in != ProcessState.MAPPING or not getattr(process, "has_talk", True):
        return
    links = TalkLink.objects.filter(talk__process=process, talk__state=Talk.State.BOOKED)
    for link in links.select_related("talk", "enquiry"):
        talk, enquiry = link.talk, link.enquiry
        card = TalkCard(
            moment=when.moment(talk.starts_at, talk.minutes, talk.zone),
            place=place_told(talk),
            name=enquiry.name,
            reply_to=enquiry.reply_to,
            words=enquiry.words,
            is_over=talk.ends_at <= at,
            cancel_href=reverse("booking:talk_cancellation", args=[talk.pk]),
        )
        yield Part("booking/talk_part.html", card)


def waits(person: Person, before: datetime) -> QuerySet[Talk]:
    """The person's conversations of the day and before it that nobody has begun to write down."""
    return Talk.objects.filter(
        supervisor=person,
        state=Talk.State.BOOKED,
        starts_at__lt=before,
        process__state=ProcessState.MAPPING,
        process__mapping=None,
    )


def end_of(on: date) -> datetime:
    """The end of the day in Finland."""
    day = on + timedelta(days=1)
    return datetime(day.year, day.month, day.day, tzinfo=HELSINKI)


def waiting(person: Person, *, on: date) -> Iterable[Waiting]:
    """A conversation that is held today, or has been and asks what came of it."""
    at, end = now(), end_of(on)
    for talk in waits(person, end).select_related("process"):
        moment = when.moment(talk.starts_at, talk.minutes, talk.zone)
        if talk.ends_at > at:
            why, action = _("Today: %(moment)s.") % {"moment": moment}, _("See who comes")
            href = reverse("desk:process", args=[talk.process_id])
        else:
            why = _("It was held %(moment)s. What came of it?") % {"moment": moment}
            href, action = reverse("mapping:conversation", args=[talk.process_id]), _("Write it down")
        yield Waiting(
            kind=_("Mapping conversation"),
            title=talk.process.name if talk.process else "",
            why=why,
            href=href,
            action=action,
            rank=WaitingRank.NEW_DATE_WANTED,
        )
