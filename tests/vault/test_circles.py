"""Coming into a circle and leaving it, as the server guards it: invites, members, keys, the guest of a meeting."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import person, process_of
from tests.vault.asking import Asker, b64, sealed
from tuokio.kit.clock import now
from tuokio.supervision.models import Process
from tuokio.vault.keys.models import Wrap
from tuokio.vault.models import GuestPass, Invite, Space, SpaceMember
from tuokio.vault.usecases.erasing import erase_account
from tuokio.vault.usecases.invites import forget_old_invites

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PROOF = b64(b"p" * 32)


@pytest.fixture
def process() -> Process:
    found = process_of(person("aino"))
    for name, who in (("Henna", "henna"), ("T. K.", "outi")):
        member = found.members.get(name=name)
        member.person = person(who)
        member.save()
    return found


@pytest.fixture
def aino(process: Process) -> Asker:
    return with_notes("aino")


@pytest.fixture
def bertta(process: Process) -> Asker:
    return with_notes("bertta")


@pytest.fixture
def circle(aino: Asker, process: Process) -> str:
    space = str(uuid4())
    assert aino.founds("group", process.pk, space_id=space).status_code == 200
    return space


def with_notes(who: str) -> Asker:
    found = Asker(person(who))
    assert found.opens_an_account().status_code == 200
    return found


def keys_of(one: Asker) -> dict[str, str]:
    return {"id": one.member_id, "recipient": one.recipient, "verify": one.verify}


def writes(space: str, by: Asker, *, keys: Any = (), guest: Any = None, **said: Any) -> Any:
    """Write the next entry of the list."""
    state = Space.objects.get(pk=space)
    entry = {"space": space, "seq": state.length + 1, "prev": state.head, "by": by.member_id} | said
    sent = {"entry": json.dumps(entry), "head": f"{state.length + 1:x}".rjust(64, "0")}
    sent["keys"] = [
        {"epoch": epoch, "member": one.member_id, "sealed": b64(sealed(f"key {epoch} {one.member_id}"))}
        for epoch, one in keys
    ]
    return by.asks("POST", f"spaces/{space}", sent | ({"guest": guest} if guest else {}))


def turns(space: str, by: Asker, *members: Asker) -> None:
    epoch = Space.objects.get(pk=space).epoch + 1
    answer = writes(space, by, act="epoch", epoch="age1x", keys=[(epoch, one) for one in (by, *members)])
    assert answer.status_code == 200, answer.content


def record_of(space: str, by: Asker, name: str) -> str:
    shown = by.asks("GET", f"spaces/{space}").json()
    return next(one["id"] for one in shown["record"] if one["name"] == name)


def invites(space: str, by: Asker, name: str, *, past: bool = False) -> str:
    asked = {"id": str(uuid4()), "record": record_of(space, by, name), "past": past}
    answer = by.asks("POST", f"spaces/{space}/invites", asked)
    assert answer.status_code == 200, answer.content
    return asked["id"]


def answers(invite: str, who: Asker, **changed: str) -> Any:
    said = {
        "member": who.member_id,
        "recipient": who.recipient,
        "verify": who.verify,
        "proof": PROOF,
    } | changed
    return who.asks("PUT", f"invites/{invite}", said)


def joins(space: str, by: Asker, who: Asker, name: str, *, past: bool = False) -> None:
    """Invited, answered, added; and with the past, the keys of all of it."""
    assert answers(invites(space, by, name, past=past), who).status_code == 200
    epochs = range(1, Space.objects.get(pk=space).epoch + 1) if past else ()
    answer = writes(
        space, by, act="add", member=keys_of(who), past=past, guest=False, keys=[(one, who) for one in epochs]
    )
    assert answer.status_code == 200, answer.content


GUEST_WORD = "g" * 43


def test_the_books_and_the_circle_are_shown_beside_each_other_to_all(circle, aino, bertta):
    joins(circle, aino, bertta, "Bertta S.")
    for one in (aino, bertta):
        shown = one.asks("GET", f"spaces/{circle}").json()["record"]
        assert [(row["name"], row["supervises"], row["reachable"], row["member"]) for row in shown] == [
            ("Aino Hurme", True, True, aino.member_id),
            ("Bertta S.", False, True, bertta.member_id),
            ("Henna", False, True, None),
            ("T. K.", False, True, None),
        ]


def test_an_invite_waits_for_its_person_alone(circle, aino, bertta):
    invite = invites(circle, aino, "Bertta S.")

    (mine,) = bertta.asks("GET", "spaces").json()["invites"]
    assert (mine["id"], mine["by"], mine["past"], mine["answered"]) == (invite, "Aino Hurme", False, False)
    henna = with_notes("henna")
    assert henna.asks("GET", "spaces").json()["invites"] == []
    assert answers(invite, henna).json() == {"refused": "not-there"}
    assert answers(invite, bertta).status_code == 200
    (shown,) = aino.asks("GET", f"spaces/{circle}").json()["invites"]
    assert shown["answer"] == {
        "member": bertta.member_id, "recipient": bertta.recipient, "verify": bertta.verify, "proof": PROOF,
    }  # fmt: skip


def test_nobody_answers_with_keys_that_are_not_their_own(circle, aino, bertta):
    invite = invites(circle, aino, "Bertta S.")
    for changed in (
        {"recipient": aino.recipient}, {"verify": aino.verify}, {"member": aino.member_id}, {"member": "x"}, {"proof": ""},
    ):  # fmt: skip
        assert answers(invite, bertta, **changed).json() == {"refused": "malformed"}
    assert Invite.objects.get().proof == ""


def test_a_steward_invites_and_nobody_else(circle, aino, bertta):
    record = record_of(circle, aino, "Henna")
    joins(circle, aino, bertta, "Bertta S.")
    asked = {"id": str(uuid4()), "record": record, "past": False}
    assert bertta.asks("POST", f"spaces/{circle}/invites", asked).json() == {"refused": "not-there"}
    invite = invites(circle, aino, "Henna")
    assert bertta.asks("DELETE", f"spaces/{circle}/invites/{invite}").json() == {"refused": "not-there"}
    assert aino.asks("DELETE", f"spaces/{circle}/invites/{invite}").json()["invites"] == []


def test_only_those_of_the_process_are_invited_and_never_into_a_journal(circle, aino, bertta, process):
    for record in (str(uuid4()), record_of(circle, aino, "Aino Hurme")):
        asked = {"id": str(uuid4()), "record": record, "past": False}
        assert aino.asks("POST", f"spaces/{circle}/invites", asked).json() == {"refused": "not-there"}
    own = str(uuid4())
    aino.founds("own", process.pk, space_id=own)
    asked = {"id": str(uuid4()), "record": record_of(circle, aino, "Henna"), "past": True}
    assert aino.asks("POST", f"spaces/{own}/invites", asked).json() == {"refused": "not-there"}
    assert Invite.objects.count() == 0


def test_nobody_is_added_without_an_answered_invite_for_these_keys(circle, aino, bertta):
    def adds(**changed: Any) -> Any:
        said = {"act": "add", "member": keys_of(bertta), "past": False, "guest": False} | changed
        return writes(circle, aino, **said)

    assert adds().json() == {"refused": "malformed"}
    invite = invites(circle, aino, "Bertta S.")
    assert adds().json() == {"refused": "malformed"}
    answers(invite, bertta)
    assert adds(member=keys_of(bertta) | {"recipient": aino.recipient}).json() == {"refused": "malformed"}
    assert adds(member=keys_of(bertta) | {"id": str(uuid4())}).json() == {"refused": "malformed"}
    assert adds(past=True).json() == {"refused": "malformed"}  # not as she was asked
    Invite.objects.update(expires_at=now() - timedelta(days=2))  # kept to the day
    assert adds().json() == {"refused": "malformed"}
    assert forget_old_invites(now()) == 1
    assert SpaceMember.objects.count() == 1


def test_one_who_joins_without_the_past_is_given_what_comes_after(circle, aino, bertta):
    before, after = str(uuid4()), str(uuid4())
    aino.keeps(circle, "before", document_id=before)
    joins(circle, aino, bertta, "Bertta S.")

    assert aino.keeps(circle, "x", document_id=after).json() == {"refused": "turn-due"}
    turns(circle, aino, bertta)
    assert aino.keeps(circle, "after", document_id=after, epoch=2).status_code == 200

    shown = bertta.asks("GET", f"spaces/{circle}").json()
    assert [key["epoch"] for key in shown["keys"]] == [2]
    assert [one["id"] for one in shown["documents"]] == [after]
    assert bertta.asks("GET", f"documents/{after}").content == sealed("after")
    assert bertta.asks("GET", f"documents/{before}").json() == {"refused": "not-there"}
    assert bertta.keeps(circle, "x", document_id=before, rev=2, epoch=2).json() == {"refused": "overtaken"}
    assert bertta.asks("DELETE", f"documents/{before}?rev=1").json() == {"refused": "not-there"}
    assert aino.asks("GET", f"documents/{before}").content == sealed("before")


def test_one_who_joins_with_the_past_brings_no_new_key_and_is_given_every_old_one(circle, aino, bertta):
    turns(circle, aino)
    document = str(uuid4())
    aino.keeps(circle, "x", document_id=document, epoch=2)
    answers(invites(circle, aino, "Bertta S.", past=True), bertta)
    for epochs in ((), (1,), (2,), (1, 2, 3), (1, 1, 2)):
        answer = writes(
            circle, aino, act="add", member=keys_of(bertta), past=True, guest=False,
            keys=[(epoch, bertta) for epoch in epochs],
        )  # fmt: skip
        assert answer.json() == {"refused": "malformed"}
    answer = writes(
        circle,
        aino,
        act="add",
        member=keys_of(bertta),
        past=True,
        guest=False,
        keys=[(1, bertta), (2, bertta)],
    )
    assert answer.json()["turnDue"] is False
    shown = bertta.asks("GET", f"spaces/{circle}").json()
    assert [key["epoch"] for key in shown["keys"]] == [1, 2]
    assert bertta.asks("GET", f"documents/{document}").status_code == 200


def test_one_who_left_comes_back_as_a_new_member_and_not_to_what_was_before(
    circle, aino, bertta, django_capture_on_commit_callbacks
):
    joins(circle, aino, bertta, "Bertta S.", past=True)
    document = str(uuid4())
    bertta.keeps(circle, "hers", document_id=document)
    with django_capture_on_commit_callbacks(execute=True):
        writes(circle, bertta, act="remove", member=bertta.member_id, why="left")
    turns(circle, aino)
    answers(invites(circle, aino, "Bertta S."), bertta)
    said = {"act": "add", "member": keys_of(bertta), "past": False, "guest": False}
    assert writes(circle, aino, **said).json() == {"refused": "malformed"}  # the old id is spent
    bertta.member_id = str(uuid4())
    joins(circle, aino, bertta, "Bertta S.")
    turns(circle, aino, bertta)
    assert bertta.asks("GET", f"documents/{document}").json() == {"refused": "not-there"}
    assert [key["epoch"] for key in bertta.asks("GET", f"spaces/{circle}").json()["keys"]] == [3]


def test_new_keys_come_with_the_past_and_a_steward_gives_it_again(circle, aino, bertta):
    joins(circle, aino, bertta, "Bertta S.", past=True)
    fresh = Asker(person("bertta"))
    fresh.member_id = bertta.member_id
    type(bertta.person)._default_manager.get(pk=bertta.person.pk).vault.delete()
    assert fresh.opens_an_account().status_code == 200
    said = {"act": "rekey", "member": keys_of(fresh)}
    assert writes(circle, aino, **said).json() == {"refused": "malformed"}
    invite = invites(circle, aino, "Bertta S.")
    assert answers(invite, fresh, member=str(uuid4())).json() == {"refused": "malformed"}
    assert fresh.asks("GET", "spaces").json()["invites"][0]["member"] == bertta.member_id
    assert answers(invite, fresh).status_code == 200
    assert writes(circle, aino, **said, keys=[(2, fresh)]).json() == {"refused": "malformed"}
    assert writes(circle, aino, **said, keys=[(1, aino)]).json() == {"refused": "malformed"}
    assert writes(circle, aino, **said, keys=[(1, fresh)]).json()["turnDue"] is True
    assert bytes(Wrap.objects.get(member_id=bertta.member_id).sealed) == sealed(f"key 1 {bertta.member_id}")
    turns(circle, aino, fresh)

    others = {"keys": [{"epoch": 1, "member": aino.member_id, "sealed": b64(sealed("again"))}]}
    assert fresh.asks("POST", f"spaces/{circle}/keys", others).json() == {"refused": "not-there"}
    again = {"keys": [{"epoch": 1, "member": bertta.member_id, "sealed": b64(sealed("again"))}]}
    assert fresh.asks("POST", f"spaces/{circle}/keys", again).status_code == 200  # found again by herself
    assert aino.asks("POST", f"spaces/{circle}/keys", again).status_code == 200
    assert [key["epoch"] for key in fresh.asks("GET", f"spaces/{circle}").json()["keys"]] == [1, 2]


def begins_anew(who: Asker) -> Asker:
    """The same person with new keys, in the same place of the list."""
    fresh = Asker(who.person)
    fresh.member_id = who.member_id
    said = {"recipient": fresh.recipient, "verify": fresh.verify, "ways": [fresh.way()]}
    assert fresh.asks("POST", "account/anew", said | {"keyring": b64(sealed())}).status_code == 200
    return fresh


def test_ones_own_new_keys_are_written_by_oneself_and_only_ones_own(circle, aino, bertta):
    joins(circle, aino, bertta, "Bertta S.", past=True)
    said = {"act": "rekey", "member": keys_of(bertta) | {"recipient": aino.recipient}}
    assert writes(circle, bertta, **said).json() == {"refused": "malformed"}  # not those of her account
    fresh = begins_anew(bertta)
    answer = writes(circle, fresh, act="rekey", member=keys_of(fresh), keys=[(1, fresh)])
    assert answer.json()["turnDue"] is True
    assert fresh.keeps(circle, "x", document_id=str(uuid4())).json() == {"refused": "turn-due"}
    assert writes(circle, fresh, act="epoch", epoch="age1x").json() == {"refused": "not-there"}
    others = {"act": "rekey", "member": keys_of(aino)}
    assert writes(circle, fresh, **others).json() == {"refused": "malformed"}  # she has not answered


def test_only_a_steward_who_is_the_only_one_and_has_new_keys_is_asked_in_by_a_member(
    circle, aino, bertta, process
):
    joins(circle, aino, bertta, "Bertta S.", past=True)
    veera = with_notes("henna")
    joins(circle, aino, veera, "Henna", past=True)
    asked = {"id": str(uuid4()), "record": str(process.pk), "past": False}

    def ask(by: Asker, **other: str) -> Any:
        return by.asks("POST", f"spaces/{circle}/invites", asked | other)

    assert ask(bertta).json() == {"refused": "not-there"}  # her keys are those of the list
    fresh = begins_anew(aino)
    assert ask(bertta, record=record_of(circle, bertta, "Henna")).json() == {"refused": "not-there"}
    assert ask(bertta).status_code == 200
    assert veera.asks("DELETE", f"spaces/{circle}/invites/{asked['id']}").json() == {"refused": "not-there"}

    said = {"act": "rekey", "member": keys_of(fresh)}
    assert writes(circle, bertta, **said).json() == {"refused": "malformed"}  # she has not answered
    assert answers(asked["id"], fresh).status_code == 200
    assert writes(circle, bertta, **said, keys=[(1, fresh)]).json()["turnDue"] is True
    turns(circle, fresh, bertta, veera)
    assert fresh.keeps(circle, "x", document_id=str(uuid4()), epoch=2).json() == {"rev": 1}


def test_with_a_second_steward_no_member_lets_one_in(circle, aino, bertta, process):
    veera = with_notes("henna")
    for one, name in ((bertta, "Bertta S."), (veera, "Henna")):
        joins(circle, aino, one, name, past=True)
    assert writes(circle, aino, act="steward", member=veera.member_id).status_code == 200
    fresh = begins_anew(aino)
    asked = {"id": str(uuid4()), "record": str(process.pk), "past": False}
    assert bertta.asks("POST", f"spaces/{circle}/invites", asked).json() == {"refused": "not-there"}
    assert veera.asks("POST", f"spaces/{circle}/invites", asked).status_code == 200
    assert answers(asked["id"], fresh).status_code == 200
    said = {"act": "rekey", "member": keys_of(fresh)}
    assert writes(circle, bertta, **said).json() == {"refused": "not-there"}
    assert bertta.asks("DELETE", f"spaces/{circle}/invites/{asked['id']}").json() == {"refused": "not-there"}
    assert writes(circle, veera, **said, keys=[(1, fresh)]).json()["turnDue"] is True


def test_keys_of_before_are_never_given_to_one_who_came_without_them(circle, aino, bertta):
    joins(circle, aino, bertta, "Bertta S.")
    turns(circle, aino, bertta)
    for member, epoch in ((bertta.member_id, 1), (bertta.member_id, 3), (str(uuid4()), 1)):
        given = {"keys": [{"epoch": epoch, "member": member, "sealed": b64(sealed())}]}
        assert aino.asks("POST", f"spaces/{circle}/keys", given).json() == {"refused": "malformed"}
    assert aino.asks("POST", f"spaces/{circle}/keys", {"keys": []}).json() == {"refused": "malformed"}


def test_when_an_account_is_erased_a_steward_tells_the_list_and_the_others_write_on(
    circle, aino, bertta, django_capture_on_commit_callbacks
):
    joins(circle, aino, bertta, "Bertta S.", past=True)
    with django_capture_on_commit_callbacks(execute=True):
        erase_account(bertta.person, at=now())
    shown = aino.asks("GET", f"spaces/{circle}").json()
    assert (shown["inside"], shown["turnDue"]) == ([aino.member_id], True)
    assert aino.keeps(circle, "x", document_id=str(uuid4())).json() == {"refused": "turn-due"}

    gone = {"act": "remove", "member": bertta.member_id, "why": "left"}
    assert writes(circle, aino, **gone).status_code == 200
    turns(circle, aino)
    assert aino.keeps(circle, "x", document_id=str(uuid4()), epoch=2).json() == {"rev": 1}
    assert writes(circle, aino, act="remove", member=str(uuid4()), why="left").json() == {
        "refused": "malformed"
    }


def test_the_last_steward_does_not_go_while_others_are_there(circle, aino, bertta):
    joins(circle, aino, bertta, "Bertta S.", past=True)
    gone = {"act": "remove", "member": aino.member_id, "why": "left"}
    assert writes(circle, aino, **gone).json() == {"refused": "malformed"}
    assert writes(circle, aino, act="steward", member=bertta.member_id).status_code == 200
    assert writes(circle, aino, **gone).json() == {}  # who has left is told that it is done, and no more
    turns(circle, bertta)


def test_the_list_lets_nobody_in_twice(circle, aino, bertta):
    joins(circle, aino, bertta, "Bertta S.")
    invite = invites(circle, aino, "Bertta S.")
    answers(invite, bertta)
    said = {"act": "add", "member": keys_of(bertta) | {"id": str(uuid4())}, "past": False, "guest": False}
    assert writes(circle, aino, **said).json() == {"refused": "malformed"}
    assert SpaceMember.objects.filter(person=bertta.person).count() == 1


def test_a_guest_sees_and_writes_this_meetings_documents_and_nothing_earlier(circle, aino):
    before, during = str(uuid4()), str(uuid4())
    aino.keeps(circle, "before", document_id=before)
    guest = comes_as_guest(circle, aino)

    told = guest.asks("GET", "guest").json()
    assert told["space"] == circle and told["member"] == guest.member_id
    assert keeps_as_guest(guest, circle, "theirs", during).json() == {"rev": 1}
    shown = guest.asks("GET", f"guest/spaces/{circle}").json()
    assert ([one["id"] for one in shown["documents"]], [key["epoch"] for key in shown["keys"]]) == (
        [during],
        [2],
    )
    assert (shown["record"], shown["invites"]) == ([], [])
    assert guest.asks("GET", f"guest/documents/{during}").content == sealed("theirs")
    assert aino.asks("GET", f"documents/{during}").content == sealed("theirs")
    assert guest.asks("GET", f"guest/documents/{before}").json() == {"refused": "not-there"}
    assert keeps_as_guest(guest, circle, "x", before, rev=2).json() == {"refused": "overtaken"}
    for address in ("account", "spaces", f"spaces/{circle}", f"documents/{during}"):
        assert guest.asks("GET", address).json() == {"refused": "not-in"}


def test_a_guest_writes_nothing_where_the_workroom_keeps_its_tools(circle, aino):
    guest = comes_as_guest(circle, aino)
    tool = str(uuid4())
    kept = f"documents/{tool}?space={circle}&kind=work&epoch=2&rev=1"
    assert keeps_as_guest(guest, circle, "x", tool, kind="work").json() == {"refused": "not-there"}
    assert aino.asks("PUT", kept, body=sealed("roles")).json() == {"rev": 1}
    for kind in ("work", "note"):
        assert keeps_as_guest(guest, circle, "x", tool, rev=2, kind=kind).status_code in {404, 409}
    assert guest.asks("GET", f"guest/documents/{tool}").content == sealed("roles")


def test_the_key_of_a_guest_ends_with_the_meeting(circle, aino):
    guest = comes_as_guest(circle, aino)
    document = str(uuid4())
    keeps_as_guest(guest, circle, "theirs", document)
    assert writes(circle, aino, act="remove", member=guest.member_id, why="ended").status_code == 200
    assert guest.asks("GET", f"guest/documents/{document}").json() == {"refused": "not-in"}
    assert keeps_as_guest(guest, circle, "late", document, rev=2).json() == {"refused": "not-in"}


def test_the_word_of_a_guest_ends_by_itself_when_nobody_ends_it(circle, aino):
    guest = comes_as_guest(circle, aino)
    GuestPass.objects.update(ends_at=now() - timedelta(seconds=1))
    assert guest.asks("GET", "guest").json() == {"refused": "not-in"}
    assert GuestPass.objects.get().fingerprint != guest.token


@pytest.mark.parametrize(
    ("changed", "door"),
    [
        ({"past": True}, {"word": "g" * 43, "minutes": 90}),
        ({"guest": False}, {"word": "g" * 43, "minutes": 90}),
        ({}, {"word": "short", "minutes": 90}),
        ({}, {"word": "g" * 43, "minutes": 10_000}),
        ({}, None),
    ],
)
def test_a_guest_is_let_in_as_a_guest_or_not_at_all(circle, aino, changed, door):
    answer = writes_guest(circle, aino, Asker(None), door, **changed)
    assert answer.json() == {"refused": "malformed"}
    assert GuestPass.objects.count() == 0


def writes_guest(space: str, by: Asker, who: Asker, door: Any, **changed: Any) -> Any:
    state = Space.objects.get(pk=space)
    entry = {
        "space": space, "seq": state.length + 1, "prev": state.head, "by": by.member_id,
        "act": "add", "member": keys_of(who), "past": False, "guest": True,
    } | changed  # fmt: skip
    sent = {"entry": json.dumps(entry), "head": f"{state.length + 1:x}".rjust(64, "0"), "keys": []}
    return by.asks("POST", f"spaces/{space}", sent | ({"guest": door} if door else {}))


def comes_as_guest(space: str, by: Asker) -> Asker:
    guest = Asker(None)
    door = {"word": GUEST_WORD, "minutes": 90}
    assert writes_guest(space, by, guest, door).status_code == 200
    turns(space, by, guest)
    guest.token = GUEST_WORD
    return guest


def keeps_as_guest(
    guest: Asker, space: str, text: str, document: str, *, rev: int = 1, kind: str = "note"
) -> Any:
    address = f"guest/documents/{document}?space={space}&kind={kind}&epoch=2&rev={rev}"
    return guest.asks("PUT", address, body=sealed(text))


def test_a_pair_is_founded_by_either_and_has_room_for_the_other(aino, bertta, process):
    for founder, name, other in ((aino, "Bertta S.", bertta), (bertta, "Aino Hurme", aino)):
        space = str(uuid4())
        assert founder.founds("pair", process.pk, space_id=space).status_code == 200
        invite = invites(space, founder, name)
        assert answers(invite, other, member=str(uuid4())).status_code == 200
        assert founder.asks("GET", "spaces").json()["places"]["pair"][0]["id"] == str(process.pk)
