"""One's own calendar: the feed, invitations, and how other calendars take them."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.calendars.models import Feed
from tuokio.kit import when
from tuokio.people.models import Person
from tuokio.supervision.models import Member


@dataclass(frozen=True, slots=True)
class Program:
    """A calendar program: what to do there, step by step, and how late its feed can be."""

    id: str
    name: str
    steps: tuple[str, ...]
    late: str


@dataclass(frozen=True, slots=True)
class FeedPage:
    """The page "Kalenterisyöte". `address` is there only when it has just been made."""

    base: str
    address: str
    has_feed: bool
    made: str
    read: str
    has_mail: bool
    programs: tuple[Program, ...]

    @property
    def direct(self) -> str:
        """The address as a telephone's own calendar opens it."""
        return "webcal:" + self.address.partition(":")[2]


def feed_page(person: Person, *, supervises: bool, token: str = "") -> FeedPage:
    """What the person sees; `token` only when it was made in this very request."""
    feed = Feed.objects.filter(person=person).defer("content").first()
    address = settings.BASE_ADDRESS + reverse("calendars:fetch", args=[token]) if token else ""
    return FeedPage(
        base="kit/base.html" if supervises else "kit/phone_base.html",
        address=address,
        has_feed=feed is not None,
        made=when.day(when.local(feed.made_at).date()) if feed else "",
        read=when.day(feed.read_on) if feed and feed.read_on else "",
        has_mail=bool(person.email),
        programs=_programs(),
    )


def belongs_somewhere(person: Person) -> bool:
    """Whether the person is a member of any process now."""
    return Member.objects.filter(person=person, left_on=None).exists()


def _programs() -> tuple[Program, ...]:
    return (
        Program(
            "google",
            "Google Calendar",
            (
                _("Open calendar.google.com on a computer; the telephone's program cannot do this."),
                _("Press the plus sign beside “Other calendars” and choose “From URL”."),
                _("Paste the address and press “Add calendar”. It then shows on the telephone too."),
            ),
            _("Google looks for changes by itself, usually within a day. It cannot be hurried."),
        ),
        Program(
            "outlook",
            "Outlook",
            (
                _("Open the calendar in Outlook or at outlook.com and choose “Add calendar”."),
                _("Choose “Subscribe from web” and paste the address."),
                _("Give it a name and press “Import”."),
            ),
            _("Outlook looks for changes about every three hours, sometimes once a day."),
        ),
        Program(
            "iphone",
            _("iPhone and iPad"),
            (
                _("Open Settings, Apps, Calendar, Calendar Accounts, and choose “Add Account”."),
                _("Choose “Other” and “Add Subscribed Calendar”, and paste the address."),
                _("Under “Fetch New Data” you choose how often it looks."),
            ),
            _("Every quarter of an hour at best, as you have chosen; on a low battery more seldom."),
        ),
    )
