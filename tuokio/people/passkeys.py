"""What a passkey says, and whether it is true: for a site of ours that keeps its own passkeys.

The passkeys of the main host are allauth's. The locked notes have a host of their own and therefore passkeys of their
own; what is checked of them is checked here, by the same library.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
)

from tuokio.kit import clock
from tuokio.people.access import SIGNED_IN_AT
from tuokio.people.computers import OWN, SHARED
from tuokio.people.models import Person

BACKEND = "django.contrib.auth.backends.ModelBackend"
WITHOUT_WINDOW = 12 * 60 * 60


class NotShown(Exception):
    """What came is no answer of this passkey to this question at this site."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a passkey belongs: the name it is bound to, and the address that its browser must stand at."""

    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class Made:
    """A new passkey: its id in base64url, its public half, how often it was used."""

    credential: str
    public: bytes
    count: int


def new_question() -> str:
    """What a passkey must sign, once."""
    return secrets.token_urlsafe(32)


def made(answer: Mapping[str, Any], *, question: str, site: Site) -> Made:
    """The passkey that a browser has just made here. Raises NotShown."""
    try:
        data = _server(site).register_complete(_asked(question), answer)
        kept = data.credential_data
        assert kept is not None  # register_complete has looked
        return Made(websafe_encode(kept.credential_id), bytes(kept), data.counter)
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError) as fault:
        raise NotShown from fault


def shown(answer: Mapping[str, Any], *, question: str, site: Site, public: bytes, count: int) -> int:
    """How often this passkey has been used, now that it has signed the question. Raises NotShown.

    A count that does not grow means that there are two of a key that counts; the second is not let in.
    """
    try:
        kept = AttestedCredentialData(public)
        _server(site).authenticate_complete(_asked(question), [kept], answer)
        now: int = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise NotShown from fault
    if (now or count) and now <= count:
        raise NotShown
    return now


def _server(site: Site) -> Fido2Server:
    entity = PublicKeyCredentialRpEntity(id=site.name, name="Tuokio")
    return Fido2Server(entity, verify_origin=lambda origin: origin == site.origin)


def _asked(question: str) -> dict[str, str]:
    return {"challenge": question, "user_verification": "required"}


def begin_without_window(person: Person, *, own: bool, address: str, browser: str) -> str:
    """Begin a sign-in that no browser carries yet, and give its key: it is listed and ended as any other."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[SIGNED_IN_AT] = session["seen"] = clock.now().timestamp()
    session["computer"] = OWN if own else SHARED
    session.set_expiry(WITHOUT_WINDOW)
    session.create()
    key = str(session.session_key)
    UserSession.objects.create(
        user=person,
        session_key=key,
        ip=address or "0.0.0.0",  # noqa: S104  # "unknown"; nothing listens there
        user_agent=browser[:200],
    )
    return key


def end_without_window(session_key: str) -> None:
    """End a sign-in that no browser carries: it goes on in a window of its own."""
    for one in UserSession.objects.filter(session_key=session_key):
        one.end()


def note_passkey(request: HttpRequest, person: Person) -> None:
    """Remember of the sign-in that follows that a passkey was shown: that is as much as two steps."""
    record_authentication(request, person, "mfa", type="webauthn", passwordless=True)
