"""Calendars elsewhere: how the reading of each goes, and how a secret address is found in each program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.calendars.domain.elsewhere import Trouble
from tuokio.calendars.models import BusySource
from tuokio.calendars.pages.feeds import Program
from tuokio.kit import when
from tuokio.meetings.models import Busy
from tuokio.people.models import Person


@dataclass(frozen=True, slots=True)
class Source:
    """One calendar elsewhere; `trouble` is a whole sentence, empty when all is well."""

    id: UUID
    name: str
    host: str
    read: str
    trouble: str
    still_counts: str
    left_out: str
    whole_days: bool


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """The page "Varatut ajat muualla"."""

    sources: tuple[Source, ...]
    programs: tuple[Program, ...]


def sources_page(person: Person, *, at: datetime) -> SourcesPage:
    """The person's calendars elsewhere."""
    found = list(BusySource.objects.filter(supervisor=person))
    ahead = Busy.objects.filter(source__in=[one.pk for one in found], ends_at__gt=at)
    counts = dict(ahead.order_by().values_list("source").annotate(Count("pk")))
    return SourcesPage(tuple(_shown(one, counts.get(one.pk, 0)) for one in found), _programs())


def _shown(source: BusySource, count: int) -> Source:
    times = ngettext("%(count)d busy time ahead", "%(count)d busy times ahead", count) % {"count": count}
    if source.good_at:
        read = _("Read on %(moment)s · %(times)s") % {"moment": moment_words(source.good_at), "times": times}
    else:
        read = _("Not read yet")
    return Source(
        id=source.pk,
        name=source.name,
        host=source.host,
        read=read,
        trouble=_trouble(source),
        still_counts=_still_counts(source) if source.trouble else "",
        left_out=_left_out(source.left_out),
        whole_days=source.whole_days,
    )


def moment_words(at: datetime) -> str:
    """A day and an hour in Finland."""
    return f"{when.day(when.local(at).date())} {when.hour(at)}"


def _trouble(source: BusySource) -> str:
    if not source.trouble or source.failing_since is None:
        return ""
    return _("Since %(moment)s: %(what)s") % {
        "moment": moment_words(source.failing_since),
        "what": what_happened(Trouble(source.trouble)),
    }


def _still_counts(source: BusySource) -> str:
    again = _("It is tried again by itself on %(moment)s.") % {"moment": moment_words(source.next_at)}
    if source.good_at is None:
        return _("Nothing of it counts yet.") + " " + again
    return (
        _("The times read on %(moment)s still count.") % {"moment": moment_words(source.good_at)}
        + " "
        + again
    )


def _left_out(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)d event repeats many times a day and is not counted.",
        "%(count)d events repeat many times a day and are not counted.",
        count,
    ) % {"count": count}


def what_happened(trouble: Trouble) -> str:
    """What happened, as a sentence."""
    return {
        Trouble.BAD_ADDRESS: _("the address leads to something that is no address. Add the calendar anew."),
        Trouble.NO_SUCH_HOST: _("there is no such host. Check the address and add the calendar anew."),
        Trouble.PRIVATE: _(
            "the address is inside the server's own network, which is not read unless the operator allows it."
        ),
        Trouble.UNREACHABLE: _("the calendar's server does not answer."),
        Trouble.UNTRUSTED: _("the certificate of the calendar's server is not in order."),
        Trouble.TOO_SLOW: _("the calendar's server answers too slowly."),
        Trouble.TOO_LARGE: _("the calendar is larger than 5 megabytes. Share a smaller calendar."),
        Trouble.REDIRECTED: _("the address leads from one place to another too many times."),
        Trouble.REFUSED: _("the calendar's server refuses. The secret address may have been made anew."),
        Trouble.GONE: _(
            "there is nothing at the address any more. The secret address may have been made anew."
        ),
        Trouble.BUSY: _("the calendar's server asks to come back later."),
        Trouble.ANSWERED_BADLY: _("the calendar's server answers with an error."),
        Trouble.NO_CALENDAR: _(
            "there is something else than a calendar at the address. Copy the secret address that ends in .ics."
        ),
        Trouble.BROKEN: _("the calendar is broken, so its times cannot be read."),
        Trouble.TOO_MANY: _("the calendar holds more than can be read. Share a smaller calendar."),
        Trouble.TOO_HARD: _("the calendar's repetitions take too long to lay out. Share a smaller calendar."),
        Trouble.KEY_CHANGED: _(
            "the address can no longer be opened, as the server's key has changed. Add it anew."
        ),
    }[trouble]


def _programs() -> tuple[Program, ...]:
    return (
        Program(
            "google",
            "Google Calendar",
            (
                _("Open calendar.google.com on a computer, then the settings of your calendar."),
                _("Choose “Integrate calendar” and copy “Secret address in iCal format”."),
                _("In a calendar of your employer it may be missing: then its keeper has closed it."),
            ),
            _("What you change there is here within a quarter of an hour, sometimes some hours later."),
        ),
        Program(
            "outlook",
            "Outlook",
            (
                _("Open the calendar at outlook.com or outlook.office.com, then Settings, Calendar."),
                _("Under “Shared calendars”, “Publish a calendar”, choose “Can view when I'm busy”."),
                _("Press “Publish” and copy the address marked ICS."),
            ),
            _("Outlook renews what it publishes slowly: a change can take from half an hour to a day."),
        ),
        Program(
            "iphone",
            _("iPhone and iPad"),
            (
                _("Open Calendar, press “Calendars” and the letter i beside your iCloud calendar."),
                _("Turn on “Public Calendar” and press “Share Link”, then “Copy”."),
                _("Whoever has the address can read the whole calendar, so share one that may be read."),
            ),
            _("What you change is here within half an hour, when the telephone has a connection."),
        ),
    )
