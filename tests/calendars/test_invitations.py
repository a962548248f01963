"""Invitations to one's own mailbox: once for each change, never for a time that has been moved since."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from datetime import time, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.db import transaction
from icalendar import Calendar
from icalendar.cal import Component
from pytest_django import Settings

from tests.cast import person, process_of, solo_practice
from tests.kit.test_letters import Post
from tuokio.calendars.models import CalendarWish, Invitation
from tuokio.calendars.usecases.feeds import say_wish
from tuokio.calendars.usecases.invitations import invite_person, invite_to_meetings
from tuokio.kit import clock, letters
from tuokio.kit.models import Letter
from tuokio.meetings.domain.agenda_file import uid_of
from tuokio.meetings.models import Meeting, Talk
from tuokio.meetings.usecases.course import change_supervisor
from tuokio.meetings.usecases.occupying import Taken, occupy_talk
from tuokio.meetings.usecases.one_meeting import cancel_meeting, change_place, move_meeting
from tuokio.meetings.usecases.planning import Rhythm, add_meeting, plan_series
from tuokio.people.usecases import close_account
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import member_leaves
from tuokio.terms.meeting_words import CancellationReason, CancelledBy

AINO, BERTTA = "aino@example.org", "bertta@example.org"
HOUSE = "tuokio@tuokio.localhost"


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    server = Post()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": server.port, "timeout": 5},
        }
    }
    settings.MAIL_MAKES_DRAFTS = False
    server.on()
    yield server
    server.off()


def wish(who: str, *, led: bool = False, joined: bool = False, title: str = "") -> None:
    say_wish(person=person(who), title=title, invite_led=led, invite_joined=joined, at=clock.now())


def planned(process: Process, count: int = 1) -> list[Meeting]:
    soon = clock.today() + timedelta(days=7)
    rhythm = Rhythm(
        first_on=soon, at_time=time(13), count=count, every_weeks=1, minutes=75, place="Kahvihuone"
    )
    by: dict[str, Any] = {"by": person("aino"), "at": clock.now()}
    return list(plan_series(process=process, term=process.terms.get(), rhythm=rhythm, **by).meetings)


def move(meeting: Meeting, hour: int) -> None:
    move_meeting(
        meeting=meeting,
        on=meeting.local_start.date() + timedelta(days=1),
        at_time=time(hour),
        by=person("aino"),
        at=clock.now(),
        tell=False,
    )


def cancel(meeting: Meeting) -> None:
    cancel_meeting(
        meeting=meeting,
        cancelled_by=CancelledBy.PRACTICE,
        reason=CancellationReason.OTHER_AGREED,
        by=person("aino"),
        at=clock.now(),
        tell=False,
    )


def waiting(to: str) -> list[Letter]:
    return list(Letter.objects.filter(kind="invitation", to=to, state="waiting").order_by("written_at"))


def arrived(post: Post, to: str) -> list[tuple[str, Component]]:
    """Method and event of every invitation that came, the oldest first."""
    letters.send_due(clock.now())
    found = []
    for one in post.box.mails:
        mail = email.message_from_bytes(one.content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        part = next((part for part in mail.walk() if part.get_content_type() == "text/calendar"), None)
        if one.rcpt_tos == [to] and part is not None:
            calendar = Calendar.from_ical(part.get_content())
            assert part.get_param("method") == calendar["METHOD"]
            found.append((str(calendar["METHOD"]), calendar.walk("VEVENT")[0]))
    return found


@pytest.mark.django_db
def test_nobody_is_invited_who_did_not_wish_it():
    planned(process_of(person("aino")), 3)
    assert not Letter.objects.filter(kind="invitation").exists()
    assert not Invitation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_supervisors_mailbox_gets_the_meeting_each_change_and_the_end_through_a_real_server(post: Post):
    wish("aino", led=True)
    (meeting,) = planned(process_of(person("aino")))
    (first,) = arrived(post, AINO)
    move(meeting, 9)
    change_place(
        meeting=Meeting.objects.get(), place="Kirjasto", remote=False, by=person("aino"), at=clock.now()
    )
    cancel(Meeting.objects.get())
    got = arrived(post, AINO)

    # what waited when the next change came was taken back
    assert [method for method, _event in got] == ["REQUEST", "CANCEL"]
    assert {str(event["UID"]) for _method, event in got} == {uid_of(meeting.pk)}
    assert first[1]["SEQUENCE"] < got[1][1]["SEQUENCE"]
    assert str(first[1]["ORGANIZER"]) == f"mailto:{HOUSE}"
    assert str(first[1]["ATTENDEE"]) == f"mailto:{AINO}"
    assert first[1]["DTSTART"].dt == meeting.starts_at
    assert (str(first[1]["SUMMARY"]), str(first[1]["LOCATION"])) == ("Työnohjaus", "Kahvihuone")


@pytest.mark.django_db(transaction=True)
def test_the_mail_has_a_text_the_calendar_beside_it_and_the_file(post: Post):
    wish("bertta", joined=True)
    planned(process_of(person("aino")))
    letters.send_due(clock.now())
    (mail,) = [email.message_from_bytes(one.content, policy=email.policy.default) for one in post.box.mails]

    kinds = [part.get_content_type() for part in mail.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/calendar",
        "application/ics",
    ]
    assert isinstance(mail, EmailMessage)
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "invite.ics"
    assert mail["Reply-To"] == solo_practice().email  # nobody reads the house's own mail here
    whole = mail.as_string() + attached.get_content().decode()
    for word in ("Bertta", "Aurin", "Kaarlo", "Henna", "varhais"):
        assert word not in whole
    letter = Letter.objects.get(kind="invitation")
    assert (letter.state, letter.subject, letter.text, letter.calendar) == ("sent", "", "", "")


@pytest.mark.django_db
def test_a_change_takes_back_what_still_waits_and_nothing_is_said_twice():
    wish("aino", led=True)
    wish("bertta", joined=True)
    (meeting,) = planned(process_of(person("aino")))
    assert [len(waiting(AINO)), len(waiting(BERTTA))] == [1, 1]

    move(meeting, 9)
    move(Meeting.objects.get(), 11)
    now_at = Meeting.objects.get()
    invite_to_meetings([now_at], at=clock.now())  # told already

    for to in (AINO, BERTTA):
        (letter,) = waiting(to)
        event = Calendar.from_ical(letter.calendar).walk("VEVENT")[0]
        assert event["DTSTART"].dt == now_at.starts_at

    cancel(now_at)
    assert not waiting(AINO) and not waiting(BERTTA)  # they never heard of it
    assert not Invitation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_update_never_brings_back_an_older_time_that_a_server_refused(post: Post):
    wish("aino", led=True)
    post.off()
    (meeting,) = planned(process_of(person("aino")))
    (letter,) = waiting(AINO)
    Letter.objects.filter(pk=letter.pk).update(state="sending", claimed_at=clock.now())
    move(meeting, 9)
    Letter.objects.filter(pk=letter.pk).update(state="waiting")  # the server refused it just then
    post.on()

    got = arrived(post, AINO)
    assert [event["DTSTART"].dt for _method, event in got] == [Meeting.objects.get().starts_at]


@pytest.mark.django_db
def test_what_is_refused_invites_nobody():
    wish("aino", led=True)
    process = process_of(person("aino"))
    (meeting,) = planned(process)
    with pytest.raises(Taken), transaction.atomic():
        add_meeting(
            process=process,
            on=meeting.local_start.date(),
            at_time=time(13),
            by=person("aino"),
            at=clock.now(),
        )
    assert len(waiting(AINO)) == 1


@pytest.mark.django_db
def test_another_supervisor_takes_over_and_a_member_leaves():
    wish("aino", led=True)
    wish("saara", led=True)
    wish("bertta", joined=True)
    process = process_of(person("aino"))
    planned(process, 2)
    Letter.objects.update(state="sent")
    change_supervisor(
        process=process, to=person("saara"), from_on=clock.today(), by=person("aino"), at=clock.now()
    )
    member_leaves(
        member=process.members.get(name="Bertta S."),
        left_on=clock.today(),
        by=person("aino"),
        at=clock.now(),
    )

    def methods(to: str) -> list[str]:
        return [letter.calendar_method for letter in waiting(to)]

    assert methods(AINO) == ["CANCEL", "CANCEL"]
    assert methods("saara@example.org") == ["REQUEST", "REQUEST"]
    assert methods(BERTTA) == ["CANCEL", "CANCEL"]


@pytest.mark.django_db
def test_whoever_wishes_it_later_gets_what_is_to_come_once_and_a_mapping_conversation_too():
    planned(process_of(person("aino")), 3)
    talk = Talk.objects.create(
        practice=solo_practice(),
        supervisor=person("aino"),
        starts_at=clock.now() + timedelta(days=60),
        minutes=45,
        made_at=clock.now(),
        changed_at=clock.now(),
    )
    occupy_talk(talk, at=clock.now())
    wish("aino", led=True, title="Aika")
    for _twice in range(2):
        invite_person(person("aino"), at=clock.now())

    assert len(waiting(AINO)) == 4
    titles = {str(Calendar.from_ical(one.calendar).walk("VEVENT")[0]["SUMMARY"]) for one in waiting(AINO)}
    assert titles == {"Aika"}
    talk.state = Talk.State.CANCELLED
    occupy_talk(talk, at=clock.now())
    assert len(waiting(AINO)) == 3


@pytest.mark.django_db
def test_a_closed_account_is_mailed_nothing_more():
    wish("bertta", joined=True)
    process = process_of(person("aino"))
    planned(process, 2)
    close_account(person=person("bertta"), at=clock.now())

    assert not Letter.objects.filter(kind="invitation").exists()
    assert not CalendarWish.objects.exists() and not Invitation.objects.exists()
