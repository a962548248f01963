"""Successors: named, given an envelope, asked for it, stopped."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tuokio.kit.clock import now
from tuokio.people.models import Person
from tuokio.vault.bytes_as_text import sealed_text
from tuokio.vault.keys.models import Envelope
from tuokio.vault.models import Release, Succession
from tuokio.vault.refusals import NotThere
from tuokio.vault.usecases import succession as acts
from tuokio.vault.views.asking import Asked, as_id, asks, done

# --- at the notes' host --------------------------------------------------------------------------------------


@asks("GET", "PUT", "DELETE")
def succession(asked: Asked) -> HttpResponse:
    """Whom one has named, and for whom one is named. PUT names, DELETE takes it back."""
    if asked.request.method == "PUT":
        said = asked.said
        acts.name_successor(
            person=asked.person,
            successor=said.text("successor", most=254),
            second=said.text("second", most=254, empty=True),
            at=asked.at,
        )
    elif asked.request.method == "DELETE":
        acts.end_succession(person=asked.person, at=asked.at)
    return done(**standing(asked.person, asked.at))


@asks("PUT")
def envelope(asked: Asked) -> HttpResponse:
    """Keep the envelope that was just sealed."""
    said = asked.said
    acts.keep_envelope(
        person=asked.person,
        recipient=said.text("recipient", most=62),
        sealed=said.bytes("sealed", most=700_000),
        at=asked.at,
    )
    return done(**standing(asked.person, asked.at))


@asks("POST")
def releases(asked: Asked) -> HttpResponse:
    """The successor asks for the envelope."""
    acts.ask_release(person=asked.person, of=asked.said.id("of"), at=asked.at)
    return done(**standing(asked.person, asked.at))


@asks("GET", "POST", "DELETE")
def release(asked: Asked, release_id: str) -> HttpResponse:
    """One request: POST agrees as a second person, DELETE stops it, GET gives the envelope when its time has come."""
    found = as_id(release_id)
    if asked.request.method == "POST":
        acts.agree_to_release(person=asked.person, release_id=found, at=asked.at)
        return done(**standing(asked.person, asked.at))
    if asked.request.method == "DELETE":
        acts.cancel_release(release_id=found, by=asked.person, at=asked.at)
        return done(**standing(asked.person, asked.at))
    kept = acts.take_envelope(person=asked.person, release_id=found, at=asked.at)
    spaces = acts.spaces_given(asked.person, found, at=asked.at)
    return done(
        sealed=sealed_text(kept.sealed),
        spaces=[
            {
                "id": str(space.pk),
                "kind": space.kind,
                "name": space.process.name if space.process else "",
                "entries": list(space.entries.values_list("text", flat=True)),
                "documents": [
                    {"id": str(pk), "kind": kind, "epoch": epoch, "rev": rev}
                    for pk, kind, epoch, rev in space.documents.order_by("pk").values_list(
                        "pk", "kind", "epoch", "rev"
                    )
                ],
            }
            for space in spaces
        ],
    )


@asks("GET")
def release_document(asked: Asked, release_id: str, document_id: str) -> HttpResponse:
    """One sealed document that the envelope's keys open."""
    found = acts.document_given(asked.person, as_id(release_id), as_id(document_id), at=asked.at)
    return HttpResponse(bytes(found.sealed), content_type="application/octet-stream")


def standing(person: Person, at: datetime) -> dict[str, Any]:
    """What a browser shows of it: names and days, no key of anybody but public ones."""
    named = Succession.objects.filter(person=person).first()
    account = acts.account_of_address(named.successor) if named else None
    kept = Envelope.objects.filter(person_id=person.pk).first()
    mine = Release.objects.filter(succession__person=person, cancelled_at=None, given_at=None)
    return {
        "may": acts.practice_of(person) is not None,
        "named": named
        and {
            "successor": named.successor,
            "second": named.second,
            "recipient": account.recipient if account else "",
        },
        # one that was sealed to keys that are no longer the successor's opens nothing
        "envelope": kept
        and {
            "made": kept.made_at.date().isoformat(),
            "good": bool(account and account.recipient == kept.recipient),
        },
        "asked": [_release(one) for one in mine.select_related("asked_by")],
        "for": [
            {
                "id": str(one.pk),
                "name": one.person.name,
                "release": _newest(one, person, at),
            }
            for one in acts.named_for(person)
        ],
        "agree": [_release(one) for one in acts.may_agree(person).select_related("asked_by")],
    }


def _newest(named: Succession, person: Person, at: datetime) -> dict[str, Any] | None:
    newest = (
        named.releases.filter(asked_by=person, cancelled_at=None)
        .order_by("-asked_at", F("given_at").desc(nulls_first=True))
        .first()
    )
    if newest is None or (newest.given_at and newest.given_at < at - acts.READABLE):
        return None
    return _release(newest) | {"ready": bool(newest.opens_at and newest.opens_at <= at)}


def _release(one: Release) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "by": one.asked_by.name,
        "of": one.succession.person.name,
        "asked": one.asked_at.date().isoformat(),
        "opens": one.opens_at and one.opens_at.date().isoformat(),
    }


# --- at the main host ----------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def release_stop(request: HttpRequest, word: str) -> HttpResponse:
    """From the letter: one press stops it, signed in or not. A mail program that only looks stops nothing."""
    if request.method == "POST":
        try:
            acts.cancel_by_word(word=word, at=now())
        except NotThere:
            messages.warning(
                request, _("This letter's link stops nothing any more. A newer letter may have come.")
            )
            return render(request, "vault/release_stop.html", {"over": True}, status=404)
        return render(request, "vault/release_stop.html", {"stopped": True})
    return render(request, "vault/release_stop.html")
