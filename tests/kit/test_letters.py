"""Mail leaves once, after the act it tells of stands, through a real mail server."""

import email
import email.policy
import socket
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from pytest_django import Settings

from tests.cast import MORNING
from tuokio.kit import letters
from tuokio.kit.models import Letter
from tuokio.people.models import Person


class Postbox:
    """Keeps what arrives."""

    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        self.mails.append(envelope)
        return "250 kept"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Post:
    """A real mail server that can be switched off and on."""

    def __init__(self) -> None:
        self.box, self.port = Postbox(), free_port()
        self.running: Controller | None = None

    def on(self) -> None:
        self.running = Controller(self.box, hostname="127.0.0.1", port=self.port)
        self.running.start()

    def off(self) -> None:
        if self.running is not None:
            self.running.stop()
        self.running = None


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


def write(**fields: Any) -> Letter | None:
    values: dict[str, Any] = {
        "kind": "dates changed",
        "to": "bertta@example.org",
        "subject": "Tapaamisesi aika on muuttunut",
        "text": "Hei,\n\nkatso uusi aika.\n",
        "language": "fi",
        "at": MORNING,
    }
    return letters.send_letter(**{**values, **fields})


@pytest.mark.django_db(transaction=True)
def test_a_letter_leaves_once_and_its_text_is_wiped(post: Post) -> None:
    with transaction.atomic():
        letter = write()
    assert letter is not None

    letters.send_due(MORNING)
    letters.deliver.call(str(letter.pk))

    letter.refresh_from_db()
    assert [mail.rcpt_tos for mail in post.box.mails] == [["bertta@example.org"]]
    assert (letter.state, letter.subject, letter.text) == ("sent", "", "")


@pytest.mark.django_db(transaction=True)
def test_an_act_that_failed_sends_no_letter(post: Post) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError

    letters.send_due(MORNING)

    assert post.box.mails == []
    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_down_is_asked_again_and_gets_it_once(post: Post) -> None:
    post.off()
    letter = write()
    assert letter is not None

    letters.send_due(MORNING)
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == ("waiting", 1)
    assert letters.send_due(letter.due_at - timedelta(seconds=1)) == 0

    post.on()
    letters.send_due(letter.due_at)
    letters.send_due(letter.due_at + timedelta(days=1))

    letter.refresh_from_db()
    assert letter.state == "sent"
    assert len(post.box.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_what_a_dying_process_was_sending_is_told_and_never_sent_twice(
    post: Post,
) -> None:
    letter = write()
    assert letter is not None
    Letter.objects.update(state=Letter.State.SENDING, claimed_at=MORNING)

    letters.send_due(MORNING + timedelta(minutes=11))

    letter.refresh_from_db()
    assert letter.state == "uncertain"
    assert post.box.mails == []


@pytest.mark.django_db(transaction=True)
def test_the_same_occasion_is_written_once() -> None:
    assert write(once_key="term 1 ends") is not None
    assert write(once_key="term 1 ends") is None
    assert Letter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "word"), [("fi", "Tammikuu"), ("sv", "Januari"), ("en", "January")])
def test_a_letter_is_written_in_its_readers_language_whoever_writes(language: str, word: str) -> None:
    reader = Person(email="bertta@example.org", language=language)
    with translation.override("fi"):
        letter = letters.write_to(
            reader,
            kind="dates changed",
            subject=lambda: gettext("January"),
            text=lambda: gettext("January") + ".",
            at=MORNING,
        )
        assert translation.get_language() == "fi"

    assert letter is not None
    kept = (letter.to, letter.language, letter.subject.lower(), letter.text.lower())
    assert kept == ("bertta@example.org", language, word.lower(), word.lower() + ".")


@pytest.mark.django_db(transaction=True)
def test_without_a_mail_server_a_draft_opens_in_ones_own_mail_program(
    settings: Settings, tmp_path: Any
) -> None:
    settings.DRAFTS = tmp_path
    settings.MAILERS = {"default": {"BACKEND": "tuokio.kit.drafts.DraftBackend"}}
    letter = write()
    assert letter is not None

    letters.send_due(MORNING)

    (draft,) = tmp_path.iterdir()
    mail = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    assert (mail["X-Unsent"], mail["To"]) == ("1", "bertta@example.org")
    letter.refresh_from_db()
    assert letter.state == "draft"
