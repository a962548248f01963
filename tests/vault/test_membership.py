"""T3 of docs/confidentiality.md, the server's half: six people, four epochs, four kinds of circle, six acts.

The seals' half (frontend/vault/proof/membership.test.ts) has a server that denies nothing. Here nothing is sealed in
earnest: what is denied is denied by the server alone. They differ where they must: the server takes back what a
leaver was given, the seals cannot; the server keeps for the running epoch alone.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.cast import person, process_of, shared_practice
from tests.vault.asking import Asker, sealed
from tests.vault.test_circles import answers, invites, joins, keys_of, turns, with_notes, writes
from tuokio.people.models import Person

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

KINDS = ("own", "journal", "group", "pair")
ALL, NONE, LATER, LAST = "1111", "0000", "0111", "0001"


def row(reads: str, keeps: str) -> dict[str, str]:
    return {"read": reads, "list": reads, "hear": reads, "write": keeps, "attach": keeps, "send": keeps}


NOBODY = {name: row(NONE, NONE) for name in ("supervisor", "anu", "bea", "carl", "admin", "commissioner")}
TABLE = {
    "own": NOBODY | {"supervisor": row(ALL, LAST)},
    "journal": NOBODY | {"anu": row(ALL, LAST)},
    "group": NOBODY
    | {
        "supervisor": row(ALL, LAST),
        "anu": row(LATER, LAST),
        "bea": row(ALL, LAST),
        "carl": row(LAST, LAST),  # what he was given before he left, he is not given again
    },
    "pair": NOBODY | {"supervisor": row(ALL, LAST), "anu": row(LATER, LAST)},
}


def test_each_of_576_cells_is_as_the_table_says():
    people = cast()
    spaces = {kind: str(uuid4()) for kind in KINDS}
    documents = story(people, spaces)

    found = {
        kind: {
            name: {
                act: "".join(
                    str(int(does(who, spaces[kind], act, epoch, documents[kind, epoch])))
                    for epoch in range(1, 5)
                )
                for act in ("read", "list", "hear", "write", "attach", "send")
            }
            for name, who in people.items()
        }
        for kind in KINDS
    }

    assert found == TABLE
    assert (
        sum(len(cells) for rows in found.values() for acts in rows.values() for cells in acts.values()) == 576
    )


def cast() -> dict[str, Asker]:
    """The supervisor's practice has an owner, who is the administrator; the commissioner can sign in, too."""
    process = process_of(person("saara"), practice=shared_practice(), member_names=("Anu", "Bea", "Carl"))
    for member in process.members.all():
        member.person = person(member.name.lower())
        member.save()
    found = {name: with_notes(name) for name in ("anu", "bea", "carl")}
    admin: Person = person("olavi")
    admin.is_staff = admin.is_superuser = True
    admin.save()
    return {
        "supervisor": with_notes("saara"),
        **found,
        "admin": with_notes("olavi"),
        "commissioner": with_notes("kaarlo"),
    }


def story(people: dict[str, Asker], spaces: dict[str, str]) -> dict[tuple[str, int], str]:
    """Four epochs of each circle, with a document of each; gives the documents."""
    supervisor, anu, bea, carl = (people[name] for name in ("supervisor", "anu", "bea", "carl"))
    process = supervisor.asks("GET", "spaces").json()["places"]["group"][0]["id"]
    for kind, space in spaces.items():
        founder, of = (anu, None) if kind == "journal" else (supervisor, process)
        assert founder.founds(kind, of, space_id=space).status_code == 200
    group, pair = spaces["group"], spaces["pair"]
    documents = {}
    for epoch in range(1, 5):
        if epoch == 1:
            joins(group, supervisor, bea, "Bea", past=True)
            joins(group, supervisor, carl, "Carl", past=True)
        if epoch == 2:
            joins(group, supervisor, anu, "Anu")
            joins(pair, supervisor, anu, "Anu")
        if epoch == 3:
            writes(group, carl, act="remove", member=carl.member_id, why="left")
        if epoch == 4:
            new_keys(group, supervisor, bea)
            carl.member_id = str(uuid4())
            joins(group, supervisor, carl, "Carl")
        inside = {
            "own": (), "journal": (), "pair": (anu,) if epoch > 1 else (),
            "group": ((bea, carl), (anu, bea, carl), (anu, bea), (anu, bea, carl))[epoch - 1],
        }  # fmt: skip
        for kind, space in spaces.items():
            keeper = anu if kind == "journal" else supervisor
            if epoch > 1:
                turns(space, keeper, *inside[kind])
            documents[kind, epoch] = str(uuid4())
            kept = keeper.keeps(space, "x", document_id=documents[kind, epoch], epoch=epoch)
            assert kept.status_code == 200, kept.content
            sent = f"posts/{documents[kind, epoch]}?space={space}&epoch={epoch}"  # under the same id: another store
            assert keeper.asks("PUT", sent, body=sealed()).status_code == 200
    return documents


def new_keys(space: str, by: Asker, who: Asker) -> None:
    """All lost, set up anew, and told the words again."""
    assert who.person is not None
    Person.objects.get(pk=who.person.pk).vault.delete()
    fresh = Asker(who.person)
    who.recipient, who.verify = fresh.recipient, fresh.verify
    assert who.opens_an_account().status_code == 200
    assert answers(invites(space, by, "Bea"), who).status_code == 200
    assert writes(space, by, act="rekey", member=keys_of(who)).status_code == 200


def does(who: Asker, space: str, act: str, epoch: int, document: str) -> bool:
    if act == "hear":
        heard: dict[str, Any] = who.asks("GET", f"spaces/{space}/posts?after=0").json()
        return document in {one["id"] for one in heard.get("posts", [])}
    if act == "send":
        sent = who.asks("PUT", f"posts/{uuid4()}?space={space}&epoch={epoch}", body=sealed())
        return bool(sent.status_code == 200)
    if act == "read":
        return bool(who.asks("GET", f"documents/{document}").status_code == 200)
    if act == "list":
        shown: dict[str, Any] = who.asks("GET", f"spaces/{space}").json()
        return document in {one["id"] for one in shown.get("documents", [])}
    if act == "write":
        return bool(who.keeps(space, "x", document_id=str(uuid4()), epoch=epoch).status_code == 200)
    said = {"space": space, "epoch": epoch, "size": 1024}
    return bool(who.asks("PUT", f"files/{uuid4()}", said).status_code == 200)
