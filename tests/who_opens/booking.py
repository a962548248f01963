"""Who opens what is booked by others: anyone the public pages and what a link opens, members and payers their own."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from tests.who_opens import ALL, Row, World
from tuokio.booking.models import MeetingLink, TalkLink
from tuokio.booking.usecases.choices import Choice, fingerprint, signed
from tuokio.booking.usecases.guests import Guest
from tuokio.booking.usecases.next_meetings import make_link
from tuokio.booking.usecases.talks import SALT, book_talk, hold_talk
from tuokio.kit.clock import HELSINKI, now, today
from tuokio.mapping.demo_page import make_demo_page
from tuokio.mapping.domain.asking import Wish
from tuokio.mapping.enquiring import Asked
from tuokio.mapping.models import PublicPage
from tuokio.meetings.models import BookingRules, Meeting, WeeklyHours
from tuokio.meetings.usecases.planning import add_meeting
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import Agreed, Frame, agree_terms, begin
from tuokio.terms.words import FormOfWork, ProcessEvent

BOTH = ("/p/{slug}/booking/", "/p/{slug}/{language}/booking/")
OWN, LINK = "k" * 43, "m" * 43

WHO_OPENS: dict[str, set[str] | frozenset[str] | Row] = {
    **{
        f"{one}{rest}": Row(ALL, ids=ids)
        for one in BOTH
        for rest, ids in {
            "": {},
            "times/{choice}/": {},
            "own/{token}/": {"token": OWN},
            "own/{token}/time/": {"token": OWN},
            "own/{token}/cancellation/": {"token": OWN},
        }.items()
    },
    "/talks/{talk_id}/cancellation/": {"aino"},
    "/booking/cancelled/": ALL,
    "/booking/{token}/": Row(ALL, ids={"token": LINK}),
    "/booking/{token}/time/": Row(ALL, ids={"token": LINK}),
    "/booking/{token}/cancellation/": Row(ALL, ids={"token": LINK}),
    # a member books in an individual process only; whoever orders it books what it orders
    "/home/booking/{process_id}/": {"bertta"},
    "/home/meetings/{meeting_id}/": {"bertta"},
    "/home/meetings/{meeting_id}/time/": {"bertta"},
    "/home/meetings/{meeting_id}/cancellation/": {"bertta"},
    "/commissioner/booking/{process_id}/": {"kaarlo"},
    "/commissioner/meetings/{meeting_id}/": {"kaarlo"},
    "/commissioner/meetings/{meeting_id}/time/": {"kaarlo"},
    "/commissioner/meetings/{meeting_id}/cancellation/": {"kaarlo"},
}


def ids(world: World) -> dict[str, str]:
    """Vire's page with Aino's hours, a booked conversation, and Bertta's individual process with one date."""
    page = make_demo_page(world.practice, at=now())
    rules = BookingRules.objects.create(
        supervisor=world.people["aino"], practice=world.practice, talks_open=True, holidays_free=False
    )
    WeeklyHours.objects.bulk_create(
        WeeklyHours(rules=rules, weekday=day, from_time=time(9), until_time=time(17)) for day in range(1, 8)
    )
    chosen = hold_talk(rules=rules, starts_at=_at(today() + timedelta(days=3), 10), at=now())
    talk = a_talk(page, rules)
    process = alone(world)
    meeting = a_meeting(world, process)
    return {
        "slug": world.practice.slug,
        "language": "sv",
        "choice": signed(chosen, practice=world.practice.pk),
        "talk_id": talk,
        "process_id": str(process.pk),
        "meeting_id": str(meeting.pk),
    }


def _at(on: date, hour: int) -> datetime:
    return datetime(on.year, on.month, on.day, hour, tzinfo=HELSINKI)


def a_talk(page: PublicPage, rules: BookingRules) -> str:
    """A conversation that a stranger has booked, with a link that is known."""
    asked = Asked(name="M. L.", reply_to="040 123 4567", wish=Wish.GROUP, words="", language="fi")
    choice: Choice = hold_talk(rules=rules, starts_at=_at(today() + timedelta(days=3), 14), at=now())
    booked = book_talk(page=page, rules=rules, choice=choice, asked=asked, at=now())
    TalkLink.objects.update(fingerprint=fingerprint(OWN, SALT))
    return str(booked.talk.pk)


def alone(world: World) -> Process:
    """Bertta alone, ordered by Kaarlo's organisation."""
    process = begin(
        practice=world.practice,
        frame=Frame(
            name="Yksin",
            form=FormOfWork.INDIVIDUAL,
            payer=world.organisation,
            contact_person=world.contact,
            member_names=("Bertta S.",),
        ),
        event=ProcessEvent.START_SHORT,
        supervisor=world.people["aino"],
        by=world.people["aino"],
        at=now(),
        lead_from=today() - timedelta(days=10),
    )
    process.members.update(person=world.people["bertta"])
    agree_terms(
        process=process,
        agreed=Agreed(minutes=60, planned=5, starts_on=today(), price_cents=10_000),
        by=None,
        at=now(),
    )
    return process


def a_meeting(world: World, process: Process) -> Meeting:
    """One date to come, with a link that is known."""
    meeting = add_meeting(
        process=process, on=today() + timedelta(days=20), at_time=time(12), by=world.people["aino"], at=now()
    )
    make_link(meeting, Guest(member=process.members.get()), at=now())
    MeetingLink.objects.update(fingerprint=fingerprint(LINK, "meeting"))
    return meeting
