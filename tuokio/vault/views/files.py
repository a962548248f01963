"""Sealed attachments: sent and fetched in parts."""

from __future__ import annotations

from django.http import HttpResponse

from tuokio.vault.refusals import Malformed
from tuokio.vault.usecases import files
from tuokio.vault.views.asking import Asked, as_id, asks, done
from tuokio.vault.views.documents import number as number_in


@asks("GET", "DELETE")
def file(asked: Asked, file_id: str) -> HttpResponse:
    """Which parts of an attachment are kept; erase it."""
    found = as_id(file_id)
    if asked.request.method == "DELETE":
        files.erase(person=asked.person, file_id=found)
        return done()
    return done(parts=files.parts_kept(person=asked.person, file_id=found))


@asks("GET", "PUT")
def part(asked: Asked, file_id: str, number: str) -> HttpResponse:
    """One part of an attachment: keep it, fetch it."""
    found, place, request = as_id(file_id), place_of(number), asked.request
    if request.method == "GET":
        sealed = files.fetch_part(person=asked.person, file_id=found, number=place)
        return HttpResponse(sealed, content_type="application/octet-stream")
    sent = files.Part(
        file_id=found,
        space_id=as_id(request.GET.get("space", "")),
        epoch=number_in(request, "epoch"),
        number=place,
        of=number_in(request, "of"),
        sealed=request.body,
    )
    files.keep_part(person=asked.person, part=sent, at=asked.at)
    return done()


def place_of(number: str) -> int:
    """Which part, from 0. Raises Malformed."""
    if number not in {str(place) for place in range(files.MOST_PARTS + 1)}:
        raise Malformed
    return int(number)
