"""How a member reaches Tuokio: private mail, a printed slip, or not at all."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.audit import trail
from tuokio.kit.letters import write_to
from tuokio.people import doors
from tuokio.people.models import Person
from tuokio.people.signals import closing_asked
from tuokio.people.usecases import person_with
from tuokio.supervision.models import Member, Process
from tuokio.supervision.signals import members_changed
from tuokio.terms.words import WayIn


class HasOwnWayIn(Exception):
    """The member comes in by their own mail address or is someone elsewhere too: no slip can be made for them."""


def may_have_slip(member: Member) -> bool:
    """Whether a slip would open nothing but this process: never the account of someone who is more than its member."""
    return member.person is None or (not member.person.email and _is_nothing_more(member))


def _is_nothing_more(member: Member) -> bool:
    person = member.person
    if person is None:
        return True
    elsewhere = Member.objects.filter(person=person).exclude(process=member.process_id).exists()
    return not (elsewhere or person.roles.exists() or person.leads.exists())


@transaction.atomic
def hand_slip(*, member: Member, by: Person, at: datetime) -> str:
    """The code of a new slip for the member, shown this once. Raises HasOwnWayIn, or ProcessClosed.

    Earlier slips of the member stop working.
    """
    member.process.require_open()
    if not may_have_slip(member):
        raise HasOwnWayIn
    if member.person is None:
        member.person = Person.objects.create_user(name=member.name, language=member.process.language)
    member.way_in = WayIn.SLIP
    member.save(update_fields=["person", "way_in"])
    trail.record("slip handed", about=member.process, by=by, at=at, member=str(member.pk))
    members_changed.send(Process, process=member.process, at=at)
    return doors.make_slip(person=member.person, by=by, at=at)


@transaction.atomic
def invite_by_mail(*, member: Member, email: str, by: Person, at: datetime) -> None:
    """Let the member come in with their private mail; a letter says that something waits. Raises ProcessClosed."""
    member.process.require_open()
    known = Person.objects.filter(email=email.strip().lower()).first()
    if known is None and member.person is not None and may_have_slip(member):
        known = member.person
        known.email = email.strip().lower()
        known.save(update_fields=["email"])
        doors.revoke_slips(person=known, at=at)
    person = known or person_with(email=email, language=member.process.language)
    _let_go(member, instead=person, at=at)
    member.person = person
    member.way_in = WayIn.MAIL
    member.save(update_fields=["person", "way_in"])
    write_to(
        person,
        kind="member invited",
        subject=lambda: _("Something waits for you in Tuokio"),
        text=lambda: (
            _(
                "Hello,\n\n"
                "Something waits for you in Tuokio. Sign in with this mail address; no password is needed:\n"
                "%(address)s\n\n"
                "If you do not know what this is about, you need not do anything."
            )
            % {"address": settings.BASE_ADDRESS + reverse("account_login")}
        ),
        at=at,
        practice_id=member.process.practice_id,
    )
    trail.record("member invited", about=member.process, by=by, at=at, member=str(member.pk))
    members_changed.send(Process, process=member.process, at=at)


@transaction.atomic
def close_way_in(*, member: Member, by: Person, at: datetime) -> None:
    """The member comes in no more; everything goes on paper. What they are elsewhere is untouched."""
    _let_go(member, instead=None, at=at)
    member.person = None
    member.way_in = WayIn.NONE
    member.save(update_fields=["person", "way_in"])
    trail.record("way in closed", about=member.process, by=by, at=at, member=str(member.pk))
    members_changed.send(Process, process=member.process, at=at)


def _let_go(member: Member, *, instead: Person | None, at: datetime) -> None:
    """Drop the person that was made for this member only and was never more than that.

    Whoever has signed in by a mail address of their own keeps their account: it is theirs to close.
    """
    person = member.person
    if person is None or person == instead:
        return
    if person.email and person.last_login is not None:
        return
    doors.revoke_slips(person=person, at=at)
    keeps_something = any(answer for _receiver, answer in closing_asked.send(Person, person=person))
    if _is_nothing_more(member) and not keeps_something:
        person.is_active = False
        person.name, person.email, person.closed_at = "", None, at
        person.save(update_fields=["is_active", "name", "email", "closed_at"])
