"""Sealed documents: kept, fetched, erased."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from tuokio.terms.vault_words import SealedKind
from tuokio.vault.bytes_as_text import sealed_text
from tuokio.vault.models import Document
from tuokio.vault.refusals import Malformed
from tuokio.vault.usecases import documents
from tuokio.vault.views.asking import Asked, as_id, asks, done, kind_of


@asks("GET", "PUT", "DELETE")
def document(asked: Asked, document_id: str) -> HttpResponse:
    """One sealed document: fetch it, keep its next version, erase it."""
    found, request = as_id(document_id), asked.request
    if request.method == "PUT":
        kept = documents.keep(person=asked.person, version=version_of(request, found), at=asked.at)
        return done(rev=kept.rev)
    if request.method == "DELETE":
        documents.erase(person=asked.person, document_id=found, rev=number(request, "rev"), at=asked.at)
        return done()
    return given(documents.fetch(person=asked.person, document_id=found))


def given(there: Document) -> HttpResponse:
    """A document's sealed bytes, with its place beside them."""
    response = HttpResponse(bytes(there.sealed), content_type="application/octet-stream")
    response.headers["X-Rev"] = str(there.rev)
    response.headers["X-Epoch"] = str(there.epoch)
    response.headers["X-Kind"] = there.kind
    return response


@asks("POST")
def several(asked: Asked, space_id: str) -> HttpResponse:
    """Many documents of one space at once; those that are not there (any more) are left out."""
    wanted = [one.id("id") for one in asked.said.each("documents", most=documents.AT_ONCE)]
    found = documents.fetch_several(person=asked.person, space_id=as_id(space_id), document_ids=wanted)
    return done(
        documents=[
            {"id": str(one.pk), "epoch": one.epoch, "rev": one.rev, "sealed": sealed_text(one.sealed)}
            for one in found
        ]
    )


def version_of(request: HttpRequest, document_id: UUID) -> documents.Version:
    """A version of a document as it was sent: sealed bytes in the body, the rest in the address. Raises Malformed."""
    return documents.Version(
        document_id=document_id,
        space_id=as_id(request.GET.get("space", "")),
        kind=kind_of(SealedKind, request.GET.get("kind", "")),
        epoch=number(request, "epoch"),
        rev=number(request, "rev"),
        sealed=request.body,
    )


def number(request: HttpRequest, name: str) -> int:
    """A whole number of the address. Raises Malformed."""
    text = request.GET.get(name, "")
    if not text.isascii() or not text.isdigit() or not 0 < len(text) < 10 or text.startswith("0"):
        raise Malformed
    return int(text)
