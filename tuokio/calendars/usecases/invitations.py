"""Each meeting as an invitation to the mailboxes of those who wished it: once for each change, never for a time that
has been moved since.

What is written here stands or falls with the act that changed the meeting. A mail that still waits when the next
change comes is taken back; the invitation remembers what its reader was last told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parseaddr
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tuokio.calendars.domain.invitation_file import Method, Parties, invitation_file
from tuokio.calendars.models import CalendarWish, Invitation
from tuokio.kit import when
from tuokio.kit.letters import call_back, write_to
from tuokio.meetings.domain.agenda_file import AgendaMeeting
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.models import Meeting, Talk
from tuokio.meetings.usecases.agenda import as_agenda, talks_as_agenda
from tuokio.people.models import Person, Practice
from tuokio.supervision.models import Member, Process

MOST_AT_ONCE = 200  # meetings to come that are sent when somebody first wishes it


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting or a mapping conversation, with whom a mailbox is told it from and who leads it."""

    agenda: AgendaMeeting
    practice: Practice
    stands: bool
    supervisor_id: UUID
    members: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who wished invitations; `leads`: of this occasion."""

    wish: CalendarWish
    leads: bool

    @property
    def person(self) -> Person:
        """Who reads it."""
        return self.wish.person


@transaction.atomic
def invite_to_meetings(meetings: Collection[Meeting], *, at: datetime) -> None:
    """Tell everyone concerned who wished it what they do not know yet of these meetings, if they are still to come."""
    coming = {one.pk: one for one in meetings if one.ends_at > at}
    if not coming:
        return
    members = _members_of({one.process_id for one in coming.values()})
    concerned = {one.supervisor_id for one in coming.values()}
    concerned.update(member.person_id for found in members.values() for member in found if member.person_id)
    known = _known(coming)
    wishes = _wishes(concerned | {person for _of, person in known})
    if not wishes:
        return
    practices = Practice.objects.in_bulk({one.practice_id for one in coming.values()})
    for agenda in as_agenda(coming.values()):
        one = coming[agenda.id]
        day = one.local_start.date()
        called = {member.person_id for member in members.get(one.process_id, ()) if member.belongs_on(day)}
        occasion = Occasion(
            agenda=agenda,
            practice=practices[one.practice_id],
            stands=one.now_in in AHEAD,
            supervisor_id=one.supervisor_id,
            members=frozenset(key for key in called if key),
        )
        _tell(occasion, wishes, known, at=at)


@transaction.atomic
def invite_to_talk(talk: Talk, *, at: datetime) -> None:
    """Tell the supervisor of a mapping conversation, if they wished it and it is still to come."""
    if talk.ends_at <= at:
        return
    known = _known([talk.pk])
    wishes = _wishes({talk.supervisor_id} | {person for _of, person in known})
    if not wishes:
        return
    (agenda,) = talks_as_agenda([talk])
    stands = talk.state == Talk.State.BOOKED
    _tell(Occasion(agenda, talk.practice, stands, talk.supervisor_id), wishes, known, at=at)


def invite_process(process: Process, *, at: datetime) -> None:
    """The same for every meeting to come of a process, whose members have changed."""
    invite_to_meetings(process.meetings.ahead().filter(starts_at__gt=at)[:MOST_AT_ONCE], at=at)


def invite_person(person: Person, *, at: datetime) -> None:
    """The same for everything to come of a person who has just wished it."""
    processes = Member.objects.filter(person=person, left_on=None).values("process")
    coming = Meeting.objects.ahead().filter(starts_at__gt=at)
    led = coming.filter(supervisor=person)[:MOST_AT_ONCE]
    joined = coming.filter(process__in=processes)[:MOST_AT_ONCE]
    invite_to_meetings(list({one.pk: one for one in [*led, *joined]}.values()), at=at)
    for talk in Talk.objects.filter(supervisor=person, starts_at__gt=at, state=Talk.State.BOOKED):
        invite_to_talk(talk, at=at)


# --- who is told --------------------------------------------------------------------------------------------


def _members_of(processes: Collection[UUID]) -> dict[UUID, list[Member]]:
    found: dict[UUID, list[Member]] = {}
    for member in Member.objects.filter(process__in=processes, person__isnull=False).order_by():
        found.setdefault(member.process_id, []).append(member)
    return found


def _known(of: Iterable[UUID]) -> dict[tuple[UUID, UUID], Invitation]:
    rows = Invitation.objects.select_for_update().filter(of__in=list(of))
    return {(row.of, row.person_id): row for row in rows}


def _wishes(people: Iterable[UUID]) -> dict[UUID, CalendarWish]:
    wished = CalendarWish.objects.filter(
        person__in=set(people), person__is_active=True, person__email__isnull=False
    ).select_related("person")
    return {wish.person_id: wish for wish in wished if wish.invite_led or wish.invite_joined}


def _tell(
    occasion: Occasion,
    wishes: Mapping[UUID, CalendarWish],
    known: Mapping[tuple[UUID, UUID], Invitation],
    *,
    at: datetime,
) -> None:
    for person_id, wish in wishes.items():
        invitation = known.get((occasion.agenda.id, person_id))
        leads = person_id == occasion.supervisor_id
        invited = wish.invite_led if leads else wish.invite_joined and person_id in occasion.members
        if occasion.stands and invited:
            _ask(occasion, Reader(wish, leads), invitation, at=at)
        elif invitation is not None and invitation.told:
            _call_off(occasion, Reader(wish, leads), invitation, at=at)


# --- what they are told -------------------------------------------------------------------------------------


def _ask(occasion: Occasion, reader: Reader, invitation: Invitation | None, *, at: datetime) -> None:
    agenda = occasion.agenda
    told = _fingerprint(agenda)
    if invitation is not None and invitation.told == told:
        return
    changed = invitation is not None and bool(invitation.told)
    if invitation is None:
        invitation = Invitation(
            person=reader.person, of=agenda.id, sequence=agenda.sequence, starts_at=agenda.starts_at
        )
    else:
        _take_back(invitation)
        invitation.sequence = max(agenda.sequence, invitation.sequence + 1)
    invitation.told, invitation.starts_at = told, agenda.starts_at
    subject = _changed_subject if changed and invitation.has_left else _new_subject
    _write(occasion, reader, invitation, Method.REQUEST, subject, at=at)


def _call_off(occasion: Occasion, reader: Reader, invitation: Invitation, *, at: datetime) -> None:
    _take_back(invitation)
    if not invitation.has_left:
        invitation.delete()  # its reader never heard of it
        return
    invitation.sequence = max(occasion.agenda.sequence, invitation.sequence + 1)
    invitation.told = ""
    _write(occasion, reader, invitation, Method.CANCEL, _off_subject, at=at)


def _take_back(invitation: Invitation) -> None:
    left = invitation.letter_id is None or not call_back(invitation.letter_id)
    invitation.has_left = invitation.has_left or left
    invitation.letter = None


def _fingerprint(agenda: AgendaMeeting) -> str:
    said = (agenda.starts_at.timestamp(), agenda.minutes, agenda.zone, agenda.place, agenda.time_known)
    return sha256(repr(said).encode()).hexdigest()


def _new_subject() -> str:
    return _("A date for your calendar")


def _changed_subject() -> str:
    return _("A date in your calendar has changed")


def _off_subject() -> str:
    return _("A date in your calendar is off")


def _write(
    occasion: Occasion,
    reader: Reader,
    invitation: Invitation,
    method: Method,
    subject: Callable[[], str],
    *,
    at: datetime,
) -> None:
    person, practice = reader.person, occasion.practice
    with translation.override(person.language):
        neutral = _("Supervision of work") if reader.wish.title == "" else reader.wish.title
        agenda = replace(
            occasion.agenda,
            title=neutral,
            sequence=invitation.sequence,
            changed_at=at,
        )
    organizer = organizer_of(practice, leads=reader.leads)
    parties = Parties(organizer, person.email or "", asks_answer=not reader.leads)
    invitation.letter = write_to(
        person,
        kind="invitation",
        subject=subject,
        text=lambda: _text(agenda, method),
        at=at,
        practice_id=practice.pk,
        reply_to="" if reader.leads else organizer,
        once_key=f"invitation {agenda.id} {str(person.pk)[:18]} {invitation.sequence}",
        calendar=invitation_file(agenda, method, parties),
        calendar_method=method,
    )
    invitation.save()


def _text(agenda: AgendaMeeting, method: Method) -> str:
    moment = when.moment(agenda.starts_at, agenda.minutes if agenda.time_known else None, agenda.zone)
    if not agenda.time_known:
        moment = when.day(when.local(agenda.starts_at, agenda.zone).date())
    about = {
        "moment": f"{moment}, {agenda.place}" if agenda.place else moment,
        "address": settings.BASE_ADDRESS + reverse("calendars:feed"),
    }
    if method == Method.CANCEL:
        return (
            _(
                "Hello,\n\nthis date is off:\n%(moment)s\n\nThe file that comes along takes it out of your calendar. "
                "You can choose here whether such messages come to you:\n%(address)s\n"
            )
            % about
        )
    return (
        _(
            "Hello,\n\nhere is a date for your calendar:\n%(moment)s\n\nThe file that comes along puts it in its "
            "place. You can choose here whether such messages come to you:\n%(address)s\n"
        )
        % about
    )


def organizer_of(practice: Practice, *, leads: bool) -> str:
    """Whose address an invitation bears: the house's own, or the practice's when nobody reads the house's mail.

    A calendar takes no invitation that its owner seems to have sent, so a supervisor's come from the house.
    """
    house = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return house if leads or settings.REPLIES or not practice.email else practice.email
