"""Mail that may not have left: the owner of the practice says what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuokio.audit import trail
from tuokio.kit import clock
from tuokio.kit.models import Letter
from tuokio.kit.stuck_letters import put_aside, send_again, stuck_letters
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person, Practice
from tuokio.terms.words import PracticeKind

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class StuckLetter:
    """A letter as its practice's owner sees it."""

    id: UUID
    written_at: datetime
    to: str
    subject: str
    what: str


@require_safe
@signed_in_only
def letters(request: HttpRequest) -> HttpResponse:
    """Every letter that waits for a word, with two acts each."""
    practices = _practices(signed_in(request))
    if not practices:
        raise Http404
    found = stuck_letters(practices)[:MOST_SHOWN]
    shown = [
        StuckLetter(
            id=letter.pk,
            written_at=letter.written_at,
            to=letter.to if practices[letter.practice_id] else masked(letter.to),
            subject=letter.subject,
            what=_what(letter),
        )
        for letter in found
        if letter.practice_id
    ]
    return render(request, "desk/letters.html", {"letters": shown})


@require_POST
@signed_in_only
def letter_sending(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Send the letter again."""
    person, at = signed_in(request), clock.now()
    letter = get_object_or_404(Letter, pk=letter_id, practice_id__in=_practices(person))
    with transaction.atomic():
        decided = send_again(letter=letter, at=at)
        if decided:
            trail.record("letter sent again", about=letter, by=person, at=at)
    messages.success(request, _("The message leaves again.") if decided else _already())
    return redirect("desk:letters")


@require_POST
@signed_in_only
def letter_putting_aside(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Let the letter be."""
    person, at = signed_in(request), clock.now()
    letter = get_object_or_404(Letter, pk=letter_id, practice_id__in=_practices(person))
    with transaction.atomic():
        decided = put_aside(letter=letter, at=at)
        if decided:
            trail.record("letter put aside", about=letter, by=person, at=at)
    messages.success(request, _("The message was put aside.") if decided else _already())
    return redirect("desk:letters")


def masked(address: str) -> str:
    """b…@example.org: enough to know whose mail has trouble, not enough to know who is supervised."""
    name, _at, where = address.partition("@")
    return f"{name[:1]}…@{where}"


def _practices(person: Person) -> dict[UUID, bool]:
    """The practices the person owns, and whether they alone work there."""
    owned = Practice.objects.owned_by(person).values_list("pk", "kind")
    return {practice: kind == PracticeKind.SOLO for practice, kind in owned}


def _what(letter: Letter) -> str:
    if letter.state == Letter.State.UNCERTAIN:
        return _("The sending broke off, so the message may or may not have arrived.")
    return _("No mail server has taken the message for two days, so it has not arrived.")


def _already() -> str:
    return _("This was already decided.")
