"""From the main host to the locked notes and back: a word that works once, then one that works for a while.

Nothing of a person's notes is opened by this; it only lets their browser ask for what is sealed.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef

from tuokio.people.domain import codes
from tuokio.people.models import Person
from tuokio.vault.models import Passage, VaultSession
from tuokio.vault.refusals import NotIn

PASSAGE_LIVES = timedelta(minutes=1)
SESSION_LIVES = timedelta(hours=12)


def _fingerprint(text: str, salt: str) -> str:
    return codes.fingerprint(text, key=settings.SECRET_KEY, salt=salt)


def open_passage(*, person: Person, session_key: str, at: datetime) -> str:
    """The word that leads this signed-in browser to the vault's host, once, within a minute."""
    word = codes.new_token()
    Passage.objects.create(
        person=person,
        session_key=session_key,
        fingerprint=_fingerprint(word, "passage"),
        expires_at=at + PASSAGE_LIVES,
    )
    return word


@transaction.atomic
def come_in(*, word: str, at: datetime) -> str:
    """Take a passage's word and give the one that asks for sealed things. Raises NotIn: unknown, used or too old."""
    mine = Passage.objects.filter(fingerprint=_fingerprint(word[:100], "passage"), expires_at__gt=at)
    passage = mine.select_related("person").filter(person__is_active=True).first()
    if passage is None or not mine.filter(used_at=None).update(used_at=at):
        raise NotIn
    token = codes.new_token()
    VaultSession.objects.create(
        fingerprint=_fingerprint(token, "vault"),
        person=passage.person,
        session_key=passage.session_key,
        made_at=at,
        expires_at=at + SESSION_LIVES,
    )
    return token


def whose(token: str, *, at: datetime) -> VaultSession:
    """The sign-in that this word belongs to, while the main host's lasts. Raises NotIn."""
    lasting = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=at)
    found = (
        VaultSession.objects.select_related("person")
        .filter(
            Exists(lasting),
            fingerprint=_fingerprint(token[:100], "vault"),
            expires_at__gt=at,
            person__is_active=True,
        )
        .first()
    )
    if found is None:
        raise NotIn
    return found


def go_out(session: VaultSession) -> None:
    """Let this browser ask for nothing more; the sign-in at the main host stays."""
    session.delete()


def forget_old_words(at: datetime) -> int:
    """Erase what leads nowhere any more; returns how many."""
    gone, _each = Passage.objects.filter(expires_at__lt=at).delete()
    more, _each = VaultSession.objects.filter(expires_at__lt=at).delete()
    return gone + more
