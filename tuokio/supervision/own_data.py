"""What supervision answers when a person asks for their own data, closes an account, or turns out to be another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils.translation import ngettext

from tuokio.kit.clock import today
from tuokio.people.models import Person
from tuokio.people.signals import account_closed, closing_asked, own_data_asked, persons_joined
from tuokio.supervision.models import Lead, Member, Process
from tuokio.terms.words import WayIn


@receiver(own_data_asked)
def memberships_and_leads(person: Person, **_more: Any) -> tuple[str, list[dict[str, Any]]]:
    """The processes a person belongs to or has led, with dates."""
    belonging = Member.objects.filter(person=person).select_related("process__practice")
    leading = Lead.objects.filter(supervisor=person).select_related("process__practice")
    belonging, leading = belonging.order_by("joined_on", "pk"), leading.order_by("from_on", "pk")
    rows: list[dict[str, Any]] = [
        {
            "as": "member",
            "called": one.name,
            "process": one.process.name,
            "practice": one.process.practice.name,
            "from": one.joined_on.isoformat(),
            "until": one.left_on.isoformat() if one.left_on else None,
        }
        for one in belonging
    ]
    rows += [
        {
            "as": "supervisor",
            "process": one.process.name,
            "practice": one.process.practice.name,
            "from": one.from_on.isoformat(),
            "until": one.until_on.isoformat() if one.until_on else None,
        }
        for one in leading
    ]
    return "processes", rows


@receiver(closing_asked)
def leads_open_processes(person: Person, **_more: Any) -> str | None:
    """Whoever leads open processes stays until they are handed over or ended."""
    count = Process.objects.led_by(person, on=today()).open().count()
    if not count:
        return None
    return ngettext(
        "You lead %(count)s open process. End it or hand it over first.",
        "You lead %(count)s open processes. End them or hand them over first.",
        count,
    ) % {"count": count}


@receiver(account_closed)
def members_stay_by_name(person: Person, at: datetime, **_more: Any) -> None:
    """The group keeps the name it knows; the person behind it is gone."""
    Member.objects.filter(person=person).update(person=None, way_in=WayIn.NONE)


@receiver(persons_joined)
def members_follow(kept: Person, gone: Person, **_more: Any) -> None:
    """What one way in belonged to, the other belongs to now."""
    already = Member.objects.filter(person=kept).values("process")
    Member.objects.filter(person=gone).exclude(process__in=already).update(person=kept)
