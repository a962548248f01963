"""Taking one's notes along."""

from __future__ import annotations

from django.http import HttpResponse

from tuokio.vault.usecases import leaving
from tuokio.vault.views.asking import Asked, as_id, asks, done


@asks("GET")
def files_of_space(asked: Asked, space_id: str) -> HttpResponse:
    """The files of a space that are here whole, and in how many parts each goes."""
    found = leaving.whole_files(person=asked.person, space_id=as_id(space_id))
    return done(files=[{"id": str(file.id), "epoch": file.epoch, "parts": file.parts} for file in found])


@asks("POST")
def exports(asked: Asked) -> HttpResponse:
    """A browser has made an export: the fact alone is kept."""
    leaving.took_along(person=asked.person, at=asked.at)
    return done()
