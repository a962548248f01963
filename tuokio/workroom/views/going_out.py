"""What a browser of the locked notes asks of what leaves the room. Before it is given, no word of it comes here."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from tuokio.supervision.domain.deciding import Slips
from tuokio.terms.out_words import OutKind, OutMark
from tuokio.terms.summary_words import GroupWord
from tuokio.vault.models import SpaceMember
from tuokio.vault.refusals import Malformed
from tuokio.vault.views.asking import Asked, Said, as_id, asks, done, kind_of, read
from tuokio.vault.views.guests import guest_asks
from tuokio.workroom.pages.going_out import out_of
from tuokio.workroom.told import told
from tuokio.workroom.usecases import going_out as acts

MOST_SLIPS = 200


@asks("GET", "POST")
@told
def all_of_circle(asked: Asked, space_id: str) -> HttpResponse:
    """What was proposed in a circle, and where each stands. POST proposes."""
    found = as_id(space_id)
    if asked.request.method == "POST":
        said = asked.said
        acts.propose(
            person=asked.person,
            space_id=found,
            out_id=said.id("id"),
            thing=digest(said, "thing"),
            fingerprint=digest(said, "hash"),
            at=asked.at,
        )
    return done(**out_of(asked.person, found, at=asked.at))


@asks("PUT", "DELETE")
@told
def one(asked: Asked, out_id: str) -> HttpResponse:
    """Give it, in the words that the group agreed to; or withdraw what was not given yet."""
    found = as_id(out_id)
    if asked.request.method == "DELETE":
        acts.withdraw(person=asked.person, out_id=found, at=asked.at)
        return done()
    said = asked.said
    words = acts.Words(
        kind=kind_of(OutKind, said.text("kind", most=20)),
        mark=kind_of(OutMark, said.text("mark", most=20)),
        salt=digest(said, "salt"),
        sheet=said.part("sheet").value,
    )
    acts.give(person=asked.person, out_id=found, words=words, at=asked.at)
    return done()


@asks("PUT")
@told
def word(asked: Asked, out_id: str) -> HttpResponse:
    """Say a word about it, alone; it may be changed until the group has decided."""
    said = asked.said
    acts.say_word(
        person=asked.person,
        out_id=as_id(out_id),
        word=kind_of(GroupWord, said.text("word", most=8)),
        seen=digest(said, "seen"),
        at=asked.at,
    )
    return done()


@asks("PUT")
@told
def slips(asked: Asked, out_id: str) -> HttpResponse:
    """Folded slips out of one heap, counted."""
    said = asked.said
    heap = Slips(count(said, "ok"), count(said, "change"), count(said, "block"))
    acts.count_slips(person=asked.person, out_id=as_id(out_id), slips=heap, at=asked.at)
    return done()


@asks("POST")
@told
def asking_back(asked: Asked, out_id: str) -> HttpResponse:
    """Ask back what was given."""
    acts.ask_back_in_circle(person=asked.person, out_id=as_id(out_id), at=asked.at)
    return done()


@guest_asks("PUT")
@told
def guests_no(request: HttpRequest, me: SpaceMember, at: datetime, out_id: str) -> HttpResponse:
    """A guest of the running meeting says no, without any person being kept."""
    said = read(request)
    acts.block_as_guest(guest=me, out_id=as_id(out_id), seen=digest(said, "seen"), at=at)
    return done()


def digest(said: Said, name: str) -> str:
    """A SHA-256 in hexadecimal, or as many random signs. Raises Malformed."""
    found = said.text(name, most=64)
    if len(found) != 64 or set(found) - set("0123456789abcdef"):
        raise Malformed
    return found


def count(said: Said, name: str) -> int:
    """How many slips. Raises Malformed."""
    found = said.value.get(name)
    if type(found) is not int or not 0 <= found <= MOST_SLIPS:
        raise Malformed
    return found
