"""Tells who wants a place in an open group that something waits on their own page; never what."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tuokio.kit.letters import send_letter
from tuokio.meetings.models import Joiner

# The word of one's own page is signed and not kept, so that each letter can carry the same link.
_SIGNER = Signer(salt="a place in a group")


def own_word(joiner: Joiner) -> str:
    """What opens the joiner's own page: nobody guesses it, and it stands in no row."""
    return _SIGNER.sign(joiner.pk.hex)


def joiner_of(word: str) -> Joiner | None:
    """Whose own page the word opens."""
    try:
        key = UUID(_SIGNER.unsign(word[:200]))
    except (BadSignature, ValueError):
        return None
    return Joiner.objects.filter(pk=key).select_related("group__process__practice").first()


def own_address(joiner: Joiner) -> str:
    """The whole address of the joiner's own page."""
    path = reverse("meetings:own_place", args=[own_word(joiner)])
    return f"{settings.BASE_ADDRESS}{path}?lang={joiner.language}"


def tell_joiner(joiner: Joiner, *, at: datetime) -> None:
    """One letter, if there is an address to write to."""
    if not joiner.email:
        return
    practice = joiner.group.process.practice
    with translation.override(joiner.language):
        send_letter(
            kind="group place",
            to=joiner.email,
            subject=_("Something waits for you in Tuokio"),
            text=_(
                "Hello,\n\nsomething waits for you in Tuokio. It opens here, without an account:\n%(address)s\n\n"
                "If you do not know what this is about, you need not do anything.\n"
            )
            % {"address": own_address(joiner)},
            language=joiner.language,
            at=at,
            practice_id=practice.pk,
            reply_to=practice.email,
        )
