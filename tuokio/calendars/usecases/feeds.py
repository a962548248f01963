"""Feeds behind secret addresses, and how a person wishes their dates to reach their calendar."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from tuokio.audit import trail
from tuokio.calendars.domain.feed_file import feed_file
from tuokio.calendars.models import CalendarWish, Feed
from tuokio.kit.prepared import prepared
from tuokio.kit.when import local
from tuokio.meetings.usecases.agenda import joined_agenda, led_agenda
from tuokio.people.models import Person
from tuokio.supervision.models import Lead, Member

TOKEN_BYTES = 32
YEARS_BACK, YEARS_AHEAD = 1, 2  # besides the present one: whole years, so that a series keeps its first date


def fingerprint_of(token: str) -> str:
    """What is kept of the secret part of an address: it is long and random, so that it needs no salt."""
    return sha256(token[:200].encode()).hexdigest()


@transaction.atomic
def open_feed(*, person: Person, at: datetime) -> str:
    """Make a feed, or give it another address: the former one ends at once. The secret part, which is not kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed, new = Feed.objects.update_or_create(
        person=person,
        defaults={"fingerprint": fingerprint_of(token), "made_at": at, "read_on": None, "stale": True},
    )
    trail.record("feed opened" if new else "feed address renewed", about=feed, by=person, at=at)
    return token


@transaction.atomic
def close_feed(*, person: Person, at: datetime) -> None:
    """Close the feed: nothing is at its address any more."""
    for feed in Feed.objects.filter(person=person):
        trail.record("feed closed", about=feed, by=person, at=at)
        feed.delete()


@transaction.atomic
def say_wish(
    *, person: Person, title: str, invite_led: bool, invite_joined: bool, at: datetime
) -> CalendarWish:
    """Keep how the person wishes their dates to reach their calendar."""
    wish, _new = CalendarWish.objects.update_or_create(
        person=person, defaults={"title": title, "invite_led": invite_led, "invite_joined": invite_joined}
    )
    make_stale([person.pk])
    trail.record("calendar wish said", about=person, by=person, at=at, led=invite_led, joined=invite_joined)
    return wish


def make_stale(people: Iterable[UUID]) -> None:
    """The feeds of these people are made anew when next fetched; part of the transaction that changed something."""
    Feed.objects.filter(person__in=set(people), stale=False).update(stale=True)


# --- fetching ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What is known of a feed without its content; `etag` is "" while it must be made anew."""

    id: UUID
    etag: str


@prepared
def _heads(fingerprint: str) -> QuerySet[Feed, tuple[UUID, str, bool, date | None, date | None]]:
    found = Feed.objects.filter(fingerprint=fingerprint)
    return found.values_list("pk", "etag", "stale", "written_on", "read_on")


def feed_at(token: str, *, at: datetime) -> FeedHead | None:
    """The feed behind a secret address, by one question; None where there is none. Remembers the day of reading."""
    found = _heads(fingerprint_of(token))
    if not found:
        return None
    key, etag, stale, written_on, read_on = found[0]
    on = local(at).date()
    if read_on != on:
        Feed.objects.filter(pk=key).update(read_on=on)
    return FeedHead(key, "" if stale or written_on != on else etag)


def kept_content(feed: FeedHead) -> bytes | None:
    """What was made last; None when the feed was closed a moment ago."""
    content = Feed.objects.filter(pk=feed.id).values_list("content", flat=True).first()
    return None if content is None else bytes(content)


@transaction.atomic
def made_content(feed_id: UUID, *, at: datetime) -> tuple[str, bytes] | None:
    """Make the feed anew: its entity tag and content; None when it was closed a moment ago.

    The row is held while it is made: a change that comes meanwhile waits to say that it is stale again.
    """
    feed = Feed.objects.select_for_update(of=("self",)).select_related("person").filter(pk=feed_id).first()
    if feed is None:
        return None
    feed.content = content_for(feed.person, on=local(at).date())
    feed.etag = sha256(feed.content).hexdigest()[:32]
    feed.stale, feed.written_on = False, local(at).date()
    feed.save(update_fields=["content", "etag", "stale", "written_on"])
    return feed.etag, feed.content


def content_for(person: Person, *, on: date) -> bytes:
    """Everything with an hour that the person leads or is called to, from last year to the year after next."""
    since = datetime(on.year - YEARS_BACK, 1, 1, tzinfo=UTC)
    until = datetime(on.year + YEARS_AHEAD + 1, 1, 1, tzinfo=UTC)
    title = title_for(person)
    with translation.override(person.language):
        led = led_agenda(person, since=since, until=until, title=title)
        seen = {one.id for one in led}
        joined = joined_agenda(person, since=since, until=until, title=title)
        meetings = [*led, *(one for one in joined if one.id not in seen)]
        return feed_file(meetings, name=title or _("Supervision of work"))


def title_for(person: Person) -> str:
    """The word of their own that the person chose for each meeting, or ""."""
    return CalendarWish.objects.filter(person=person).values_list("title", flat=True).first() or ""


def people_of(processes: Iterable[UUID]) -> set[UUID]:
    """Everyone whose feed shows, or showed, meetings of these processes: those who lead or led, and the members."""
    them = {"process__in": set(processes)}
    led = Lead.objects.filter(**them).values_list("supervisor", flat=True)
    return {*led, *Member.objects.filter(person__isnull=False, **them).values_list("person", flat=True)}
