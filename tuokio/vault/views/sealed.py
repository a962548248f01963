"""What a browser with locked notes asks of the server, and gets: ids, versions, sizes, sealed bytes."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from tuokio.kit import clock
from tuokio.kit.limits import address_of, allow
from tuokio.terms.vault_words import SealedKind, SpaceKind, UnlockKind
from tuokio.vault.pages import account_of, places_of, space_of, spaces_of
from tuokio.vault.refusals import Malformed, NotIn
from tuokio.vault.usecases import documents, keys, spaces
from tuokio.vault.usecases.coming_in import come_in, go_out
from tuokio.vault.views.asking import Asked, Said, answers, as_id, asks, done, read

TRIES_AN_HOUR = 120


@answers("POST")
def enter(request: HttpRequest) -> HttpResponse:
    """A word that leads here once becomes one that asks for a while."""
    if not allow(f"vault-enter:{address_of(request)}", limit=TRIES_AN_HOUR, seconds=3600):
        raise NotIn
    return done(token=come_in(word=read(request).text("word", most=100), at=clock.now()))


@asks("POST")
def leave(asked: Asked) -> HttpResponse:
    """This browser asks no more."""
    go_out(asked.session)
    return done()


@asks("GET", "POST")
def account(asked: Asked) -> HttpResponse:
    """One's own account: public keys, the ways to open it, the keyring. POST keeps a new one."""
    if asked.request.method == "POST":
        said = asked.said
        keys.open_account(
            person=asked.person,
            recipient=said.text("recipient", most=62),
            verify=said.text("verify", most=44),
            ways=[way_of(one) for one in said.each("ways", most=keys.MOST_WAYS)],
            keyring=said.bytes("keyring"),
            at=asked.at,
        )
    return done(**account_of(asked.person))


@asks("PUT", "PATCH", "DELETE")
def way(asked: Asked, way_id: str) -> HttpResponse:
    """One way to open one's notes: keep it, note that it was proved, take it away."""
    found = as_id(way_id)
    if asked.request.method == "PUT":
        new = way_of(asked.said)
        if new.id != found:
            raise Malformed
        keys.add_way(person=asked.person, way=new, at=asked.at)
    elif asked.request.method == "PATCH":
        keys.prove_way(person=asked.person, way_id=found, at=asked.at)
    else:
        keys.drop_way(person=asked.person, way_id=found, at=asked.at)
    return done(**account_of(asked.person))


@asks("PUT")
def keyring(asked: Asked) -> HttpResponse:
    """The next version of one's keyring."""
    said = asked.said
    keys.keep_keyring(person=asked.person, rev=said.number("rev"), sealed=said.bytes("sealed"))
    return done(rev=said.number("rev"))


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


@asks("GET", "PUT", "DELETE")
def document(asked: Asked, document_id: str) -> HttpResponse:
    """One sealed document: fetch it, keep its next version, erase it."""
    found, request = as_id(document_id), asked.request
    if request.method == "PUT":
        kept = documents.keep(person=asked.person, version=version_of(request, found), at=asked.at)
        return done(rev=kept.rev)
    if request.method == "DELETE":
        documents.erase(person=asked.person, document_id=found, rev=number(request, "rev"))
        return done()
    there = documents.fetch(person=asked.person, document_id=found)
    response = HttpResponse(bytes(there.sealed), content_type="application/octet-stream")
    response.headers["X-Rev"] = str(there.rev)
    response.headers["X-Epoch"] = str(there.epoch)
    response.headers["X-Kind"] = there.kind
    return response


def way_of(said: Said) -> keys.Way:
    """A way to open one's notes as it was sent. Raises Malformed."""
    return keys.Way(
        id=said.id("id"),
        kind=kind_of(UnlockKind, said.text("kind", most=12)),
        sealed=said.bytes("sealed"),
        credential=said.text("credential", most=1400, empty=True),
        proved=said.flag("proved"),
    )


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


def kind_of[Kind: (SpaceKind, UnlockKind, SealedKind)](kinds: type[Kind], text: str) -> Kind:
    """One of the kinds there are. Raises Malformed."""
    try:
        return kinds(text)
    except ValueError as fault:
        raise Malformed from fault
