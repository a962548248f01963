"""Sealed files: announced, sent and fetched part by part, erased."""

from __future__ import annotations

from django.http import HttpResponse

from tuokio.vault.refusals import Malformed
from tuokio.vault.usecases import files
from tuokio.vault.views.asking import Asked, as_id, asks, done


@asks("GET", "PUT", "DELETE")
def file(asked: Asked, file_id: str) -> HttpResponse:
    """One sealed file: PUT announces it, GET tells what is here, DELETE erases it."""
    found = as_id(file_id)
    if asked.request.method == "DELETE":
        files.erase_file(person=asked.person, file_id=found, at=asked.at)
        return done()
    if asked.request.method == "PUT":
        said = asked.said
        coming = files.Announced(found, said.id("space"), said.number("epoch"), said.number("size"))
        here = files.announce(person=asked.person, file=coming, at=asked.at)
    else:
        here = files.arrived(person=asked.person, file_id=found)
    return done(epoch=here.epoch, size=here.size, parts=list(here.parts), whole=here.is_whole)


@asks("GET", "PUT")
def part(asked: Asked, file_id: str, number: str) -> HttpResponse:
    """One part of a sealed file."""
    if not number.isascii() or not number.isdigit() or len(number) > 3:
        raise Malformed
    if asked.request.method == "PUT":
        sealed = asked.request.body
        files.keep_part(person=asked.person, file_id=as_id(file_id), number=int(number), sealed=sealed)
        return done()
    kept = files.fetch_part(person=asked.person, file_id=as_id(file_id), number=int(number))
    return HttpResponse(kept, content_type="application/octet-stream")
