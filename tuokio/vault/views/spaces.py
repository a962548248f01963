"""Circles of people: which one is in, founding one, writing to its signed list."""

from __future__ import annotations

from django.http import HttpResponse

from tuokio.terms.vault_words import SpaceKind
from tuokio.vault.pages import places_of, space_of, spaces_of
from tuokio.vault.refusals import Malformed
from tuokio.vault.usecases import spaces
from tuokio.vault.views.asking import Asked, Said, as_id, asks, done, kind_of


@asks("GET", "POST")
def all_spaces(asked: Asked) -> HttpResponse:
    """The spaces one is in, and where one may found one. POST founds."""
    if asked.request.method == "POST":
        said = asked.said
        spaces.found_space(
            person=asked.person,
            space_id=said.id("id"),
            kind=kind_of(SpaceKind, said.text("kind", most=8)),
            process_id=said.id("process") if said.value.get("process") else None,
            writing=writing_of(said),
            at=asked.at,
        )
    return done(spaces=spaces_of(asked.person), places=places_of(asked.person, at=asked.at))


@asks("GET", "POST")
def space(asked: Asked, space_id: str) -> HttpResponse:
    """One space: its signed list, one's own sealed keys, its documents. POST writes an entry to the list."""
    if asked.request.method == "POST":
        spaces.write_entry(
            person=asked.person, space_id=as_id(space_id), writing=writing_of(asked.said), at=asked.at
        )
    return done(**space_of(asked.person, as_id(space_id)))


def writing_of(said: Said) -> spaces.Writing:
    """An entry to a space's list with the keys that go with it. Raises Malformed."""
    found = tuple(
        spaces.EpochKey(one.number("epoch"), one.id("member"), one.bytes("sealed"))
        for one in said.each("keys")
    )
    head = said.text("head", most=64)
    if len(head) != 64 or set(head) - set("0123456789abcdef"):
        raise Malformed
    return spaces.Writing(text=said.text("entry"), head=head, keys=found)
