"""What the calendars answer when a person asks for their own data, closes an account, or had two ways in."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tuokio.calendars.models import BusySource, CalendarAccount, CalendarWish, Feed, Invitation, TimeProposal
from tuokio.calendars.usecases.feeds import make_stale
from tuokio.kit.letters import call_back
from tuokio.meetings.models import Busy
from tuokio.people.models import Person
from tuokio.people.signals import account_closed, own_data_asked, persons_joined


@receiver(own_data_asked)
def own_calendar(person: Person, **_more: Any) -> tuple[str, list[dict[str, Any]]]:
    """The person's feed and calendars elsewhere (never their addresses), wishes, invitations and proposals."""
    rows: list[dict[str, Any]] = [
        {"feed_made_at": feed.made_at.isoformat(), "read_on": feed.read_on and feed.read_on.isoformat()}
        for feed in Feed.objects.filter(person=person)
    ]
    rows += [
        {"title": wish.title, "invite_led": wish.invite_led, "invite_joined": wish.invite_joined}
        for wish in CalendarWish.objects.filter(person=person)
    ]
    rows += [
        {"invited_to": one.starts_at.isoformat(), "sequence": one.sequence, "stands": bool(one.told)}
        for one in Invitation.objects.filter(person=person).order_by("starts_at", "pk")
    ]
    rows += [
        {"proposed": one.starts_at.isoformat(), "minutes": one.minutes, "at": one.proposed_at.isoformat()}
        for one in TimeProposal.objects.filter(member__person=person)
    ]
    rows += [
        {
            "busy_times_from": one.kind,
            "name": one.name,
            "since": one.made_at.isoformat(),
            "days": one.whole_days,
        }
        for one in BusySource.objects.filter(supervisor=person)
    ]
    rows += [
        {"meetings_written_elsewhere_since": one.made_at.isoformat()}
        for one in CalendarAccount.objects.filter(supervisor=person)
    ]
    return "calendar", rows


@receiver(account_closed)
def calendar_ends(person: Person, **_more: Any) -> None:
    """Nothing is at the feed's address any more, and nothing is mailed."""
    Feed.objects.filter(person=person).delete()
    CalendarWish.objects.filter(person=person).delete()
    Busy.objects.filter(supervisor=person).delete()
    BusySource.objects.filter(supervisor=person).delete()
    CalendarAccount.objects.filter(supervisor=person).delete()
    for one in Invitation.objects.filter(person=person, letter__isnull=False):
        call_back(one.letter_id)  # type: ignore[arg-type]  # those without were left out above
    Invitation.objects.filter(person=person).delete()


@receiver(persons_joined)
def one_calendar(kept: Person, gone: Person, **_more: Any) -> None:
    """What the way in that goes had is the person's, unless the person has it already."""
    for model in (Feed, CalendarWish):
        if model.objects.filter(person=kept).exists():
            model.objects.filter(person=gone).delete()
        else:
            model.objects.filter(person=gone).update(person=kept)
    known = set(Invitation.objects.filter(person=kept).values_list("of", flat=True))
    Invitation.objects.filter(person=gone, of__in=known).delete()
    Invitation.objects.filter(person=gone).update(person=kept)
    if CalendarAccount.objects.filter(supervisor=kept).exists():
        CalendarAccount.objects.filter(supervisor=gone).delete()
    CalendarAccount.objects.filter(supervisor=gone).update(supervisor=kept)
    for model_of_times in (BusySource, Busy):
        model_of_times.objects.filter(supervisor=gone).update(supervisor=kept)
    make_stale([kept.pk])
