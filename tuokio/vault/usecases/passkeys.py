"""Passkeys of the vault's host. One showing tells the server who asks, and opens the notes in the browser alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from tuokio.audit import trail
from tuokio.people import passkeys
from tuokio.people.models import Person
from tuokio.people.passkeys import NotShown, Site
from tuokio.vault.models import NotesPasskey, PasskeyQuestion
from tuokio.vault.refusals import PasskeyUnknown
from tuokio.vault.usecases.coming_in import let_ask

QUESTION_LIVES = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a browser's passkey answered, and to which question: id, and texts in base64url."""

    question: UUID
    credential: str
    response: Mapping[str, str]

    @property
    def as_browser_says(self) -> dict[str, Any]:
        return {
            "id": self.credential,
            "rawId": self.credential,
            "type": "public-key",
            "response": self.response,
        }


def here() -> Site:
    """The vault's host as passkeys know it: the domain of its own, and nothing above it."""
    return Site(urlsplit(settings.VAULT_ORIGIN).hostname or "", settings.VAULT_ORIGIN)


def ask(*, person: Person | None, at: datetime) -> PasskeyQuestion:
    """A question for a passkey to sign: for a new one of the person, or for whoever comes in."""
    return PasskeyQuestion.objects.create(
        person=person, question=passkeys.new_question(), expires_at=at + QUESTION_LIVES
    )


def register(*, person: Person, answered: Answered, at: datetime) -> NotesPasskey:
    """Keep a passkey that the person has just made here. Raises PasskeyUnknown."""
    question = _take(answered.question, person, at)
    try:
        made = passkeys.made(answered.as_browser_says, question=question, site=here())
        with transaction.atomic():
            return NotesPasskey.objects.create(
                credential=made.credential, person=person, public=made.public, count=made.count, made_at=at
            )
    except (NotShown, IntegrityError) as fault:
        raise PasskeyUnknown from fault


def forget(*, person: Person, credential: str) -> None:
    """Let a passkey sign in no more."""
    NotesPasskey.objects.filter(person=person, credential=credential).delete()


def come_in_by_passkey(*, answered: Answered, own: bool, address: str, browser: str, at: datetime) -> str:
    """The word to ask with, for whoever has shown a passkey of this host. Raises PasskeyUnknown.

    It begins a sign-in as the main host's own passkeys do; a browser carries it there by a word that works once.
    """
    question = _take(answered.question, None, at)
    with transaction.atomic():
        kept = NotesPasskey.objects.select_for_update(of=("self",)).filter(credential=answered.credential)
        found = kept.select_related("person").filter(person__is_active=True).first()
        if found is None:
            raise PasskeyUnknown
        try:
            found.count = passkeys.shown(
                answered.as_browser_says,
                question=question,
                site=here(),
                public=bytes(found.public),
                count=found.count,
            )
        except NotShown as fault:
            raise PasskeyUnknown from fault
        found.save(update_fields=["count"])
        key = passkeys.begin_without_window(found.person, own=own, address=address, browser=browser)
        trail.record("signed in by passkey of notes", about=found.person, by=found.person, at=at)
        return let_ask(person=found.person, session_key=key, by_passkey=True, at=at)


def _take(question_id: UUID, person: Person | None, at: datetime) -> str:
    found = PasskeyQuestion.objects.filter(pk=question_id, person=person, expires_at__gt=at).first()
    if found is None or not PasskeyQuestion.objects.filter(pk=question_id).delete()[0]:
        raise PasskeyUnknown
    return found.question
