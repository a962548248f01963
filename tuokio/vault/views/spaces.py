"""Circles of people: which one is in, founding one, writing to its signed list."""

from __future__ import annotations

from django.http import HttpResponse

from tuokio.terms.vault_words import SpaceKind
from tuokio.vault.models import Space
from tuokio.vault.pages import invites_of, places_of, space_of, spaces_of
from tuokio.vault.refusals import Malformed
from tuokio.vault.usecases import invites, members, spaces
from tuokio.vault.usecases.entries import EpochKey, GuestDoor, Writing
from tuokio.vault.usecases.keeping import postpone
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
    return done(
        spaces=spaces_of(asked.person),
        places=places_of(asked.person, at=asked.at),
        invites=invites_of(asked.person, at=asked.at),
    )


@asks("GET", "POST")
def space(asked: Asked, space_id: str) -> HttpResponse:
    """One space: its signed list, one's own sealed keys, its documents. POST writes an entry to the list."""
    if asked.request.method == "POST":
        spaces.write_entry(
            person=asked.person, space_id=as_id(space_id), writing=writing_of(asked.said), at=asked.at
        )
        if not Space.objects.of(asked.person).filter(pk=as_id(space_id)).exists():
            return done()  # who has left is told that it is done, and no more
    return done(**space_of(asked.person, as_id(space_id)))


@asks("POST")
def keys(asked: Asked, space_id: str) -> HttpResponse:
    """The keys of earlier epochs for one member whose own keys are new."""
    found = as_id(space_id)
    members.give_keys(person=asked.person, space_id=found, keys=keys_of(asked.said), at=asked.at)
    return done(**space_of(asked.person, found))


@asks("POST")
def invites_to(asked: Asked, space_id: str) -> HttpResponse:
    """Ask somebody of the process into the space."""
    said, found = asked.said, as_id(space_id)
    invites.invite(
        person=asked.person,
        space_id=found,
        invite_id=said.id("id"),
        record_id=said.id("record"),
        past=said.flag("past"),
        at=asked.at,
    )
    return done(**space_of(asked.person, found))


@asks("DELETE")
def invite_to(asked: Asked, space_id: str, invite_id: str) -> HttpResponse:
    """Take an invite back."""
    invites.withdraw(person=asked.person, space_id=as_id(space_id), invite_id=as_id(invite_id))
    return done(**space_of(asked.person, as_id(space_id)))


@asks("POST")
def postponing(asked: Asked, space_id: str) -> HttpResponse:
    """Keep it longer, where its last day has been announced."""
    found = as_id(space_id)
    postpone(person=asked.person, space_id=found, at=asked.at)
    return done(**space_of(asked.person, found))


@asks("PUT")
def answer(asked: Asked, invite_id: str) -> HttpResponse:
    """Answer an invite with one's own public keys and the proof that the words were told."""
    said = asked.said
    given = invites.Answer(
        member_id=said.id("member"),
        recipient=said.text("recipient", most=62),
        verify=said.text("verify", most=44),
        proof=said.text("proof", most=44),
    )
    invites.answer(person=asked.person, invite_id=as_id(invite_id), said=given, at=asked.at)
    return done()


def writing_of(said: Said) -> Writing:
    """An entry to a space's list with what goes with it. Raises Malformed."""
    head = said.text("head", most=64)
    if len(head) != 64 or set(head) - set("0123456789abcdef"):
        raise Malformed
    door = None
    if said.value.get("guest"):
        guest = Said(said.value["guest"])
        door = GuestDoor(word=guest.text("word", most=100), minutes=guest.number("minutes"))
    return Writing(text=said.text("entry"), head=head, keys=keys_of(said), guest=door)


def keys_of(said: Said) -> tuple[EpochKey, ...]:
    """Sealed keys as they were sent. Raises Malformed."""
    return tuple(
        EpochKey(one.number("epoch"), one.id("member"), one.bytes("sealed")) for one in said.each("keys")
    )
