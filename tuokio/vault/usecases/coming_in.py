"""From the main host to the locked notes and back: a word that works once, then one that works for a while.

Nothing of a person's notes is opened by this; it only lets their browser ask for what is sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from tuokio.people.domain import codes
from tuokio.people.models import Person
from tuokio.people.passkeys import end_without_window
from tuokio.vault.models import Approval, Passage, PasskeyQuestion, VaultSession
from tuokio.vault.refusals import NotIn, NotThere

PASSAGE_LIVES = timedelta(minutes=1)
SESSION_LIVES = timedelta(hours=12)
# whoever has closed their account may still fetch what waits for them, by the word of a letter
MAY_COME = Q(person__is_active=True) | Q(person__parting__isnull=False)


@dataclass(frozen=True, slots=True)
class Coming:
    """The word to ask with, and whether the sign-in at the main host is on one's own computer."""

    token: str
    own_computer: bool


def _fingerprint(text: str, salt: str) -> str:
    return codes.fingerprint(text, key=settings.SECRET_KEY, salt=salt)


def open_passage(*, person: Person, session_key: str, own_computer: bool = False, at: datetime) -> str:
    """The word that leads this signed-in browser to the vault's host, once, within a minute."""
    return _passage(person, session_key, at, own_computer=own_computer)


def open_passage_back(*, session: VaultSession, at: datetime) -> str:
    """The word that leads a browser which came in here by a passkey to the main host. Raises NotThere for others."""
    if not session.by_passkey:
        raise NotThere
    own = Session.objects.get(session_key=session.session_key).get_decoded().get("computer") == "own"
    return _passage(session.person, session.session_key, at, own_computer=own, back=True)


def _passage(person: Person, session_key: str, at: datetime, **kind: bool) -> str:
    word = codes.new_token()
    Passage.objects.create(
        person=person,
        session_key=session_key,
        fingerprint=_fingerprint(word, "passage"),
        expires_at=at + PASSAGE_LIVES,
        **kind,
    )
    return word


@transaction.atomic
def come_in(*, word: str, at: datetime) -> Coming:
    """Take a passage's word and give the one that asks for sealed things. Raises NotIn: unknown, used or too old."""
    passage = _take(word, back=False, at=at)
    return Coming(
        let_ask(person=passage.person, session_key=passage.session_key, at=at), passage.own_computer
    )


def let_ask(*, person: Person, session_key: str, by_passkey: bool = False, at: datetime) -> str:
    """A word by which a browser asks for the person's sealed things while that sign-in lasts."""
    token = codes.new_token()
    VaultSession.objects.create(
        fingerprint=fingerprint_of_word(token),
        person=person,
        session_key=session_key,
        by_passkey=by_passkey,
        expires_at=at + SESSION_LIVES + timedelta(hours=1),  # kept to the hour, so that it does not tell when
    )
    return token


def who_goes_back(*, word: str, at: datetime) -> Person:
    """Whose word this is that leads to the main host; it is not used by that. Raises NotIn."""
    found = _good(word, back=True, at=at).first()
    if found is None:
        raise NotIn
    return found.person


@transaction.atomic
def go_back(*, word: str, at: datetime) -> Passage:
    """Take the word that leads to the main host: the sign-in there takes the place of the one without a window.

    Raises NotIn: unknown, used or too old. `gone_back` ties the notes to the new sign-in.
    """
    passage = _take(word, back=True, at=at)
    end_without_window(passage.session_key)
    return passage


def gone_back(passage: Passage, *, session_key: str) -> None:
    """Tie what this browser may ask for to its sign-in at the main host, and end with it."""
    mine = VaultSession.objects.filter(session_key=passage.session_key, person=passage.person)
    mine.update(session_key=session_key, by_passkey=False)


def _good(word: str, *, back: bool, at: datetime) -> QuerySet[Passage]:
    found = Passage.objects.filter(
        MAY_COME, fingerprint=_fingerprint(word[:100], "passage"), back=back, expires_at__gt=at
    )
    return found.select_related("person")


def _take(word: str, *, back: bool, at: datetime) -> Passage:
    mine = _good(word, back=back, at=at)
    passage = mine.first()
    if passage is None or not Passage.objects.filter(pk=passage.pk).delete()[0]:  # two at once: one of them
        raise NotIn
    return passage


def whose(token: str, *, at: datetime) -> VaultSession:
    """The sign-in that this word belongs to, while the main host's lasts. Raises NotIn."""
    found = good_words(fingerprint_of_word(token), at).select_related("person").first()
    if found is None:
        raise NotIn
    return found


def fingerprint_of_word(token: str) -> str:
    """What is kept of the word that a browser asks with."""
    return _fingerprint(token[:100], "vault")


def good_words(fingerprint: str, at: datetime) -> QuerySet[VaultSession]:
    """The one row behind a word that still lets its browser ask; none for any other word."""
    lasting = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=at)
    return VaultSession.objects.filter(Exists(lasting), MAY_COME, fingerprint=fingerprint, expires_at__gt=at)


def go_out(session: VaultSession) -> None:
    """Let this browser ask for nothing more; the sign-in at the main host stays."""
    session.delete()


def forget_old_words(at: datetime) -> int:
    """Erase what leads nowhere any more; returns how many."""
    gone, _each = Passage.objects.filter(expires_at__lt=at).delete()
    more, _each = VaultSession.objects.filter(expires_at__lt=at).delete()
    asked, _each = PasskeyQuestion.objects.filter(expires_at__lt=at).delete()
    new, _each = Approval.objects.filter(expires_at__lt=at).delete()
    return gone + more + asked + new
