"""One's own sealed keys: the account, the ways to open it, the keyring."""

from __future__ import annotations

from django.http import HttpResponse

from tuokio.terms.vault_words import UnlockKind
from tuokio.vault.pages import account_of, formers_of
from tuokio.vault.refusals import Malformed
from tuokio.vault.usecases import keys
from tuokio.vault.usecases.anew import begin_anew
from tuokio.vault.usecases.passkeys import Answered
from tuokio.vault.usecases.renewing import renew_keys
from tuokio.vault.views.asking import Asked, Said, as_id, asks, done, kind_of


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


@asks("GET", "POST")
def anew(asked: Asked) -> HttpResponse:
    """What opened one's notes before one began anew. POST begins anew: the keys so far are set aside, never wiped."""
    if asked.request.method == "GET":
        return done(**formers_of(asked.person))
    said = asked.said
    begin_anew(
        person=asked.person,
        recipient=said.text("recipient", most=62),
        verify=said.text("verify", most=44),
        ways=[way_of(one) for one in said.each("ways", most=keys.MOST_WAYS)],
        keyring=said.bytes("keyring"),
        at=asked.at,
    )
    return done(**account_of(asked.person))


@asks("POST")
def renewal(asked: Asked) -> HttpResponse:
    """New keys in the place of those that somebody else may know."""
    said = asked.said
    renew_keys(
        session=asked.session,
        recipient=said.text("recipient", most=62),
        verify=said.text("verify", most=44),
        ways=[way_of(one) for one in said.each("ways", most=keys.MOST_WAYS)],
        rev=said.number("rev"),
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


def way_of(said: Said) -> keys.Way:
    """A way to open one's notes as it was sent. Raises Malformed."""
    return keys.Way(
        id=said.id("id"),
        kind=kind_of(UnlockKind, said.text("kind", most=12)),
        sealed=said.bytes("sealed"),
        credential=said.text("credential", most=1400, empty=True),
        proved=said.flag("proved"),
        made=answered_of(said.part("made"), "attestationObject") if "made" in said.value else None,
    )


def answered_of(said: Said, *names: str) -> Answered:
    """What a passkey answered, and nothing that a browser might have put beside it. Raises Malformed."""
    texts = {name: said.text(name, most=20_000) for name in ("clientDataJSON", *names)}
    return Answered(said.id("question"), said.text("credential", most=1400), texts)
