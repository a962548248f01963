"""What members' calendars answer: their answer, a proposal that moves nothing, or nothing at all."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from tests.calendars.test_invitations import BERTTA, move, planned, wish
from tests.cast import person, process_of
from tests.doors import enter
from tuokio.calendars.domain.replies import (
    MOST_BYTES,
    Reply,
    Said,
    Unreadable,
    WhyUnread,
    read_anything,
    read_calendar,
    read_mail,
)
from tuokio.calendars.models import Invitation, TimeProposal
from tuokio.calendars.usecases.mailbox import Looked, look, look_when_due
from tuokio.calendars.usecases.replies import Outcome, take_replies
from tuokio.kit import clock
from tuokio.meetings.domain.agenda_file import uid_of
from tuokio.meetings.models import Attendance, Meeting

OUTI = "outi@example.org"


def ics(
    meeting: Meeting | None = None,
    *,
    method: str = "REPLY",
    said: str = "ACCEPTED",
    who: str = BERTTA,
    sequence: int = 0,
    starts_at: datetime | None = None,
) -> str:
    uid = uid_of(meeting.pk if meeting else uuid4())
    times = f"DTSTART:{starts_at:%Y%m%dT%H%M%SZ}\r\nDURATION:PT1H30M\r\n" if starts_at else ""
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n"
        f"DTSTAMP:20261128T080000Z\r\nSEQUENCE:{sequence}\r\nORGANIZER:mailto:x@example.org\r\n"
        f"ATTENDEE;PARTSTAT={said};CN=Someone:mailto:{who.upper()}\r\nCOMMENT:something private\r\n{times}"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def mail(calendar: str, sender: str = BERTTA) -> bytes:
    return (
        f"From: Someone <{sender}>\r\nTo: tuokio@example.org\r\nSubject: Accepted\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nYes.\r\n'
        f'--b\r\nContent-Type: text/calendar; method="REPLY"; charset=UTF-8\r\n\r\n{calendar}\r\n--b--\r\n'
    ).encode()


@pytest.fixture
def meeting(db: None) -> Meeting:
    wish("bertta", joined=True)
    (one,) = planned(process_of(person("aino")))
    return one


def answers() -> list[str]:
    return list(Attendance.objects.values_list("answer", flat=True))


def bring(text: str = "", file: bytes = b"") -> str:
    """What Aino's page says after she has brought it."""
    door = Client()
    enter(door, person("aino"))
    sent = {"text": text, **({"file": SimpleUploadedFile("reply.eml", file)} if file else {})}
    return door.post(reverse("calendars:replies"), sent, follow=True).content.decode()


# --- reading ------------------------------------------------------------------------------------------------


def test_a_reply_and_a_counter_are_read_from_a_file_a_text_and_a_mail():
    at = datetime.fromisoformat("2026-12-10T11:00:00+00:00")
    plain = read_calendar(ics().encode())[0]
    assert (plain.said, plain.attendee, plain.sequence) == (Said.ACCEPTED, BERTTA, 0)
    counter = read_anything(mail(ics(method="COUNTER", starts_at=at, sequence=2)))[0]
    assert (counter.said, counter.starts_at, counter.minutes, counter.sequence) == (Said.COUNTER, at, 90, 2)
    assert read_anything(b"My calendar wrote:\n\n" + ics(said="DECLINED").encode())[0].said == Said.DECLINED
    assert read_mail(mail(ics())).sender == BERTTA


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"Nothing of the kind", WhyUnread.NO_REPLY),
        (b"From: a@b.c\r\nContent-Type: text/plain\r\n\r\nhello", WhyUnread.NO_REPLY),
        (ics(method="REQUEST").encode(), WhyUnread.NO_REPLY),
        (ics(said="NEEDS-ACTION").encode(), WhyUnread.NO_REPLY),
        (ics().replace("@tuokio", "@elsewhere").encode(), WhyUnread.NO_REPLY),
        (ics().encode() + b" " * MOST_BYTES, WhyUnread.TOO_LARGE),
        (ics().replace("SEQUENCE:0", "SEQUENCE:x").encode(), WhyUnread.BROKEN),
        (b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + b"BEGIN:VEVENT\r\n" * 5, WhyUnread.TOO_MANY_PARTS),
        (
            b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 60 + b"END:VCALENDAR\r\n",
            WhyUnread.TOO_MANY_PARTS,
        ),
        (
            b"MIME-Version: 1.0\r\n"
            + b"".join(
                b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(80)
            ),
            WhyUnread.TOO_MANY_PARTS,
        ),
    ],
)
def test_what_is_broken_huge_or_endless_is_refused_by_name(content: bytes, why: WhyUnread):
    with pytest.raises(Unreadable) as refusal:
        read_anything(content)
    assert refusal.value.why == why


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_comes_in_is_read_or_refused(data: st.DataObject):
    whole = mail(ics())
    cuts = data.draw(st.lists(st.tuples(st.integers(0, len(whole)), st.binary(max_size=20)), max_size=8))
    for place, noise in cuts:
        whole = whole[:place] + noise + whole[place + len(noise) // 2 :]
    with contextlib.suppress(Unreadable):
        assert all(isinstance(one, Reply) for one in read_anything(whole))


# --- taking it ----------------------------------------------------------------------------------------------


def test_a_pasted_yes_and_an_attached_no_become_the_members_answer(meeting: Meeting):
    assert "Bertta S. tulee" in bring(ics(meeting))
    assert answers() == ["coming"]
    assert "Bertta S. ei pääse" in bring(file=mail(ics(meeting, said="DECLINED")))
    assert answers() == ["cannot"]


def test_perhaps_marks_nothing(meeting: Meeting):
    assert "tulee ehkä" in bring(ics(meeting, said="TENTATIVE"))
    assert answers() == []


def test_an_answer_to_an_earlier_time_is_told_and_not_marked(meeting: Meeting):
    Invitation.objects.get()
    move(meeting, 9)
    assert "Vastausta ei merkitty" in bring(ics(meeting, sequence=0))
    assert answers() == []
    assert "Bertta S. tulee" in bring(ics(meeting, sequence=1))


def test_a_counter_is_shown_beside_the_meeting_and_moves_nothing(meeting: Meeting):
    wished = (meeting.starts_at + timedelta(days=1)).replace(minute=30)
    told = bring(ics(meeting, method="COUNTER", starts_at=wished))
    assert "ehdottaa toista aikaa" in told and "Ehdotetut ajat" in told
    assert Meeting.objects.get().starts_at == meeting.starts_at

    door = Client()
    enter(door, person("aino"))
    page = door.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert "Ehdotetut ajat" in page and reverse("meetings:date", args=[meeting.pk]) in page
    other = Client()
    enter(other, person("outi"))
    removal = reverse("calendars:proposal_removal", args=[TimeProposal.objects.get().pk])
    assert other.post(removal).status_code == 404
    door.post(removal)
    assert not TimeProposal.objects.exists()


def test_moving_the_meeting_settles_what_was_proposed(meeting: Meeting):
    bring(ics(meeting, method="COUNTER", starts_at=meeting.starts_at + timedelta(days=1)))
    move(meeting, 9)
    assert not TimeProposal.objects.exists()


def test_anothers_meeting_and_anothers_address_are_not_taken(meeting: Meeting):
    assert "Yhtä vastausta ei merkitty" in bring(ics(meeting, who=OUTI))
    assert "Yhtä vastausta ei merkitty" in bring(ics())
    assert answers() == []
    taken = take_replies(
        replies=read_anything(ics(meeting).encode()),
        meetings=Meeting.objects.led_by(person("outi"), on=clock.today()),
        by=person("outi"),
        at=clock.now(),
    )
    assert [one.outcome for one in taken] == [Outcome.UNKNOWN]


def test_what_cannot_be_read_is_told_and_the_text_stays(meeting: Meeting):
    told = bring("this is no reply")
    assert "ei ole kalenterin vastausta" in told
    assert "this is no reply" in told
    assert "suurempi kuin vastaus voi olla" in bring(file=b"x" * (MOST_BYTES + 10))
    assert "Valitse tiedosto" in bring("")


# --- the mailbox --------------------------------------------------------------------------------------------


class Imap(socketserver.StreamRequestHandler):
    """As much of an IMAP server as the house speaks with."""

    def handle(self) -> None:
        self._say("* OK here")
        for raw in self.rfile:
            tag, _space, words = raw.decode().strip().partition(" ")
            self._answer(words.upper().split(" ")[0], words)
            self._say(f"{tag} OK done")

    def _answer(self, verb: str, words: str) -> None:
        mails: list[bytes] = self.server.mails  # type: ignore[attr-defined]  # given by the test
        seen: set[int] = self.server.seen  # type: ignore[attr-defined]  # the same
        if verb == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1")
        elif verb == "SELECT":
            self._say(f"* {len(mails)} EXISTS")
        elif verb == "SEARCH":
            new = [str(number) for number in range(1, len(mails) + 1) if number not in seen]
            self._say("* SEARCH " + " ".join(new))
        elif verb == "FETCH" and "SIZE" in words:
            number = int(words.split()[1])
            self._say(f"* {number} FETCH (RFC822.SIZE {len(mails[number - 1])})")
        elif verb == "FETCH":
            number = int(words.split()[1])
            content = mails[number - 1]
            self.wfile.write(b"* %d FETCH (BODY[] {%d}\r\n%s)\r\n" % (number, len(content), content))
        elif verb == "STORE":
            seen.add(int(words.split()[1]))

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


class Mailbox(socketserver.ThreadingTCPServer):
    """A mailbox with these mails."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Imap)
        self.mails: list[bytes] = []
        self.seen: set[int] = set()

    @property
    def address(self) -> str:
        return f"imap://us%40er:pass%2Fword@127.0.0.1:{self.server_address[1]}/Replies"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_the_mailbox_gives_members_answers_and_lets_all_else_be(
    meeting: Meeting, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
):
    mailbox.mails = [
        mail(ics(meeting, said="DECLINED")),
        mail(ics(meeting), sender=OUTI),  # in another's name
        mail(ics(meeting, who=OUTI), sender=OUTI),  # nobody of this meeting
        b"From: spam@example.org\r\n\r\nBuy now",
        b"x" * (MOST_BYTES + 1),
    ]

    assert look(mailbox.address, at=clock.now()) == Looked(taken=1, ignored=4)
    assert answers() == ["cannot"]
    assert mailbox.seen == {1, 2, 3, 4, 5}
    assert look(mailbox.address, at=clock.now()) == Looked(0, 0)
    assert "4" in caplog.text and "example.org" not in caplog.text


def test_the_clockwork_looks_every_two_minutes_and_bears_a_mailbox_that_is_not_there(
    meeting: Meeting, mailbox: Mailbox, settings: Settings
):
    at = clock.now()
    assert look_when_due(at=at) is None  # none is set
    settings.REPLIES = mailbox.address
    assert look_when_due(at=at) == Looked(0, 0)
    mailbox.mails = [mail(ics(meeting))]
    assert look_when_due(at=at + timedelta(seconds=90)) is None
    assert look_when_due(at=at + timedelta(minutes=2)) == Looked(1, 0)
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        settings.REPLIES = f"imap://a:b@127.0.0.1:{one.getsockname()[1]}/INBOX"
    assert look_when_due(at=at + timedelta(minutes=5)) is None


def test_invitations_ask_for_answers_where_they_are_read(settings: Settings, db: None):
    settings.REPLIES = "imaps://a:b@example.org/Replies"
    wish("bertta", joined=True)
    planned(process_of(person("aino")))
    letter = Invitation.objects.get().letter
    assert letter is not None and letter.reply_to == "tuokio@tuokio.localhost"
    assert "ORGANIZER:mailto:tuokio@tuokio.localhost" in letter.calendar
