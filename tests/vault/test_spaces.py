"""Circles of people, as the server guards them: who may found one, write to its list, fetch and keep."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from tests.cast import person, process_of
from tests.vault.asking import Asker, b64, sealed
from tuokio.kit.clock import now
from tuokio.vault.keys.models import Wrap
from tuokio.vault.models import Document, Space, SpaceMember

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def process():
    return process_of(person("aino"))


@pytest.fixture
def aino(process) -> Asker:
    found = Asker(person("aino"))
    found.opens_an_account()
    return found


@pytest.fixture
def bertta(process) -> Asker:
    found = Asker(person("bertta"))
    found.opens_an_account()
    return found


def space_id(answer) -> str:
    return answer.json()["spaces"][0]["id"]


def test_a_supervisor_founds_notes_of_her_own_for_a_process_once(aino, process):
    answer = aino.founds("own", process.pk)

    (space,) = answer.json()["spaces"]
    assert (space["kind"], space["process"]["id"], space["epoch"], space["length"]) == (
        "own",
        str(process.pk),
        1,
        1,
    )
    assert aino.founds("own", process.pk).json() == {"refused": "overtaken"}
    assert aino.founds("own", process.pk, space_id=space["id"]).json() == {"refused": "overtaken"}


def test_a_supervisee_keeps_a_journal_with_or_without_a_process(bertta, process):
    assert bertta.founds("journal").status_code == 200
    assert bertta.founds("journal", process.pk).status_code == 200
    assert bertta.founds("journal").json() == {"refused": "overtaken"}


def test_nobody_founds_where_they_do_not_belong(bertta, process):
    assert bertta.founds("own", process.pk).json() == {"refused": "not-there"}
    assert bertta.founds("group", process.pk).json() == {"refused": "not-there"}
    assert bertta.founds("own").json() == {"refused": "not-there"}
    outi = Asker(person("outi"))
    assert outi.founds("journal").json() == {"refused": "not-there"}  # she has no account yet
    outi.opens_an_account()
    for kind in ("own", "group", "pair", "journal"):
        assert outi.founds(kind, process.pk).json() == {"refused": "not-there"}
    assert Space.objects.count() == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"act": "add"}, {"seq": 2}, {"prev": "1" * 64}, {"space": str(uuid4())}, {"kind": "group"}, {"member": "x"},
        {"member": {"id": str(uuid4()), "recipient": "age1other", "verify": "x"}},
    ],
)  # fmt: skip
def test_a_founding_entry_says_what_is_founded_and_by_whom(aino, process, changed):
    assert aino.founds("own", process.pk, said=changed).json() == {"refused": "malformed"}
    assert Wrap.objects.count() == 0


def test_a_document_is_kept_followed_and_given_back(aino, process):
    space, document = space_id(aino.founds("own", process.pk)), str(uuid4())

    assert aino.keeps(space, "first", document_id=document).json() == {"rev": 1}
    assert aino.keeps(space, "second", document_id=document, rev=2).json() == {"rev": 2}

    given = aino.asks("GET", f"documents/{document}")
    assert given.content == sealed("second")
    assert (given.headers["X-Rev"], given.headers["X-Epoch"], given.headers["X-Kind"]) == ("2", "1", "note")
    assert aino.asks("GET", f"spaces/{space}").json()["documents"] == [
        {"id": document, "kind": "note", "epoch": 1, "rev": 2}
    ]


def test_of_two_versions_the_later_comer_is_told_and_nothing_is_lost(aino, process):
    space, document = space_id(aino.founds("own", process.pk)), str(uuid4())
    aino.keeps(space, "first", document_id=document)
    aino.keeps(space, "phone", document_id=document, rev=2)

    for rev in (1, 2, 4):
        assert aino.keeps(space, "desk", document_id=document, rev=rev).json() == {"refused": "overtaken"}
    assert aino.keeps(space, "x", document_id=document, rev=3, kind="message").json() == {
        "refused": "overtaken"
    }
    assert aino.asks("GET", f"documents/{document}").content == sealed("phone")


def test_a_document_of_another_space_is_not_overwritten_by_its_id(aino, bertta, process):
    mine, document = space_id(aino.founds("own", process.pk)), str(uuid4())
    aino.keeps(mine, "mine", document_id=document)
    theirs = space_id(bertta.founds("journal"))
    assert bertta.keeps(theirs, "x", document_id=document).json() == {"refused": "overtaken"}
    assert bertta.keeps(theirs, "x", document_id=document, rev=2).json() == {"refused": "overtaken"}
    assert bertta.keeps(mine, "x", document_id=document, rev=2).json() == {"refused": "not-there"}
    assert aino.asks("GET", f"documents/{document}").content == sealed("mine")


def test_an_outsider_finds_neither_space_nor_document(aino, bertta, process):
    space, document = space_id(aino.founds("own", process.pk)), str(uuid4())
    aino.keeps(space, "mine", document_id=document)
    for stranger in (bertta, Asker(person("outi")), Asker(person("olavi"))):
        assert stranger.asks("GET", f"spaces/{space}").json() == {"refused": "not-there"}
        assert stranger.asks("GET", f"documents/{document}").json() == {"refused": "not-there"}
        assert stranger.asks("DELETE", f"documents/{document}?rev=1").json() == {"refused": "not-there"}
        assert stranger.asks("POST", f"spaces/{space}", {"entry": "{}", "head": "0" * 64}).status_code == 404


def test_a_document_is_erased_as_it_was_last_seen(aino, process):
    space, document = space_id(aino.founds("own", process.pk)), str(uuid4())
    aino.keeps(space, "one", document_id=document)
    aino.keeps(space, "two", document_id=document, rev=2)
    assert aino.asks("DELETE", f"documents/{document}?rev=1").json() == {"refused": "overtaken"}
    assert aino.asks("DELETE", f"documents/{document}?rev=2").status_code == 200
    assert aino.asks("GET", f"documents/{document}").status_code == 404


def test_what_is_not_sealed_too_large_or_misnamed_is_not_kept(aino, process):
    space = space_id(aino.founds("own", process.pk))
    there = f"documents/{uuid4()}?space={space}&kind=note&epoch=1&rev=1"
    assert aino.asks("PUT", there, body=b"plain words").json() == {"refused": "malformed"}
    assert aino.asks("PUT", there, body=sealed(size=2_000_000)).json() == {"refused": "too-large"}
    for wrong in ("rev=0", "rev=01", "rev=x", "rev=-1", "rev=٣", "epoch=0", "kind=cv", "space=x"):
        name = wrong.split("=")[0]
        address = "&".join(part for part in there.partition("?")[2].split("&") if not part.startswith(name))
        assert (
            aino.asks("PUT", f"{there.partition('?')[0]}?{address}&{wrong}", body=sealed()).status_code == 422
        )
    assert Document.objects.count() == 0


def entry(space: str, by: Asker, **said) -> dict:
    state = Space.objects.get(pk=space)
    text = json.dumps(
        {"space": space, "seq": state.length + 1, "prev": state.head, "by": by.member_id, **said}
    )
    return {"entry": text, "head": f"{state.length + 1}".rjust(64, "0")}


def turned(space: str, by: Asker, *members: Asker, epoch: int = 2) -> dict:
    keys = [
        {"epoch": epoch, "member": one.member_id, "sealed": b64(sealed(f"key {epoch}"))} for one in members
    ]
    return entry(space, by, act="epoch", epoch="age1x") | {"keys": keys}


def test_a_turned_key_counts_from_the_entry_that_names_it(aino, process):
    space, document = space_id(aino.founds("own", process.pk)), str(uuid4())

    answer = aino.asks("POST", f"spaces/{space}", turned(space, aino, aino)).json()

    assert (answer["epoch"], [key["epoch"] for key in answer["keys"]]) == (2, [1, 2])
    assert aino.keeps(space, "old", document_id=document).json() == {"refused": "turn-due"}
    assert aino.keeps(space, "new", document_id=document, epoch=2).status_code == 200


def test_an_epoch_brings_a_key_for_every_member_and_for_nobody_else(aino, bertta, process):
    space = space_id(aino.founds("own", process.pk))
    for members in ((), (aino, bertta), (bertta,), (aino, aino)):
        answer = aino.asks("POST", f"spaces/{space}", turned(space, aino, *members))
        assert answer.json() == {"refused": "malformed"}
    assert aino.asks("POST", f"spaces/{space}", turned(space, aino, aino, epoch=3)).json() == {
        "refused": "malformed"
    }
    assert set(Wrap.objects.values_list("epoch", flat=True)) == {1}


def test_keys_of_a_turning_that_was_cut_off_are_not_given_out_and_do_not_stand_in_the_way(aino, process):
    space = space_id(aino.founds("own", process.pk))
    Wrap.objects.create(
        space_id=space, epoch=2, member_id=aino.member_id, sealed=sealed("cut"), made_at=now()
    )

    assert [key["epoch"] for key in aino.asks("GET", f"spaces/{space}").json()["keys"]] == [1]
    answer = aino.asks("POST", f"spaces/{space}", turned(space, aino, aino)).json()
    assert answer["keys"][1]["sealed"] == b64(sealed("key 2"))


def test_of_two_who_write_to_the_list_the_second_is_told(aino, process):
    space = space_id(aino.founds("own", process.pk))
    late = turned(space, aino, aino)
    aino.asks("POST", f"spaces/{space}", turned(space, aino, aino))
    assert aino.asks("POST", f"spaces/{space}", late).json() == {"refused": "overtaken"}
    assert aino.asks("GET", f"spaces/{space}").json()["length"] == 2


def test_whoever_left_gets_nothing_more_and_nothing_is_kept_before_the_key_is_turned(
    aino, bertta, process, django_capture_on_commit_callbacks
):
    space, document = space_id(aino.founds("group", process.pk)), str(uuid4())
    SpaceMember.objects.create(space_id=space, member_id=bertta.member_id, person=bertta.person)
    Wrap.objects.create(
        space_id=space, epoch=1, member_id=bertta.member_id, sealed=sealed("b"), made_at=now()
    )
    aino.keeps(space, "ours", document_id=document)
    assert bertta.asks("GET", f"documents/{document}").status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        left = entry(space, bertta, act="remove", member=bertta.member_id, why="left")
        assert bertta.asks("POST", f"spaces/{space}", left).json() == {}  # gone by the time it is answered

    assert bertta.asks("GET", f"documents/{document}").json() == {"refused": "not-there"}
    assert not Wrap.objects.filter(member_id=bertta.member_id).exists()
    assert aino.keeps(space, "x", document_id=document, rev=2).json() == {"refused": "turn-due"}
    aino.asks("POST", f"spaces/{space}", turned(space, aino, aino))
    assert aino.keeps(space, "x", document_id=document, rev=2, epoch=2).status_code == 200


def test_a_member_who_is_no_steward_writes_nothing_but_the_own_leaving(aino, bertta, process):
    space = space_id(aino.founds("group", process.pk))
    SpaceMember.objects.create(space_id=space, member_id=bertta.member_id, person=bertta.person)
    for said in (
        turned(space, bertta, aino, bertta),
        entry(space, bertta, act="remove", member=aino.member_id),
        entry(space, bertta, act="steward", member=bertta.member_id),
        entry(space, aino, act="steward", member=bertta.member_id),  # signed as another
    ):
        assert bertta.asks("POST", f"spaces/{space}", said).json() == {"refused": "not-there"}
    assert (
        aino.asks(
            "POST", f"spaces/{space}", entry(space, aino, act="steward", member=bertta.member_id)
        ).status_code
        == 200
    )
    assert bertta.asks("POST", f"spaces/{space}", turned(space, bertta, aino, bertta)).status_code == 200


def test_a_stored_moment_is_coarse(aino, bertta, process, monkeypatch):
    space, journal = space_id(aino.founds("own", process.pk)), space_id(bertta.founds("journal"))
    monkeypatch.setattr("tuokio.kit.clock.now", lambda: now().replace(minute=37))
    aino.keeps(space, "x", document_id=str(uuid4()))
    bertta.keeps(journal, "x", document_id=str(uuid4()), kind="journal")
    moments = {kind: (at.hour, at.minute) for kind, at in Document.objects.values_list("kind", "changed_at")}
    assert moments == {"note": (now().hour, 0), "journal": (0, 0)}
