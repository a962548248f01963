"""An account with locked notes closes only once each circle that nobody else could keep has been decided about."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from tests.cast import MORNING, person, process_of
from tests.doors import enter
from tests.vault.asking import Asker, sealed
from tuokio.people.models import Person
from tuokio.people.usecases import reasons_to_stay
from tuokio.supervision.models import Process
from tuokio.vault.keys.models import Envelope, Keyring, UnlockFile, Wrap
from tuokio.vault.models import Document, Settling, Space, SpaceMember, VaultAccount

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def bertta() -> Asker:
    """Bertta has locked notes, and a journal with one entry."""
    found = Asker(person("bertta"))
    found.opens_an_account()
    return found


def a_journal(bertta: Asker) -> str:
    space = str(uuid4())
    bertta.founds("journal", space_id=space)
    bertta.keeps(space, "entry", document_id=str(uuid4()), kind="journal")
    return space


def closes(client, who: str, callbacks) -> str:
    enter(client, person(who))
    with callbacks(execute=True):
        return client.post("/me/closing/").content.decode()


def test_it_stays_open_until_she_has_decided(bertta, client, django_capture_on_commit_callbacks):
    space = a_journal(bertta)
    Envelope.objects.create(
        person_id=bertta.person.pk, recipient=bertta.recipient, sealed=sealed(), made_at=MORNING
    )
    page = closes(client, "bertta", django_capture_on_commit_callbacks)
    assert 'href="/vault/closing/"' in page
    assert person("bertta").is_active and Document.objects.count() == 1

    page = client.get("/vault/closing/").content.decode()
    assert "Oma oppimispäiväkirjani" in page
    assert client.post(f"/vault/closing/{space}/", {"how": "nothing"}).status_code == 302
    assert reasons_to_stay(person("bertta")) != []
    client.post(f"/vault/closing/{space}/", {"how": "erased"})
    client.post(f"/vault/closing/{space}/", {"how": "taken"})
    assert Settling.objects.get().how == "taken"
    assert (Document.objects.count(), reasons_to_stay(person("bertta"))) == (1, [])

    closes(client, "bertta", django_capture_on_commit_callbacks)
    for rows in (Document, Space, VaultAccount, UnlockFile, Keyring, Wrap, Envelope):
        assert not rows.objects.exists(), rows


def test_what_another_steward_keeps_goes_on_and_wants_a_new_key(
    bertta, client, django_capture_on_commit_callbacks
):
    process, outi = process_of(person("aino")), Asker(person("outi"))
    outi.opens_an_account()
    space = str(uuid4())
    aino = Asker(person("aino"))
    aino.opens_an_account()
    aino.founds("group", process.pk, space_id=space)
    SpaceMember.objects.create(space_id=space, member_id=bertta.member_id, person=bertta.person)
    Wrap.objects.create(space_id=space, epoch=1, member_id=bertta.member_id, sealed=sealed(), made_at=MORNING)

    closes(client, "bertta", django_capture_on_commit_callbacks)

    kept = Space.objects.get(pk=space)
    assert kept.turn_due and kept.members.get(member_id=bertta.member_id).left_at is not None
    assert [*Wrap.objects.values_list("member_id", flat=True)] == [
        kept.members.get(is_steward=True).member_id
    ]
    assert aino.asks("GET", f"spaces/{space}").status_code == 200


def test_a_group_of_which_she_alone_holds_the_keys_is_handed_on_or_decided_about(client):
    process = process_of(person("aino"))
    aino, bertta = Asker(person("aino")), Asker(person("bertta"))
    aino.opens_an_account()
    space = str(uuid4())
    aino.founds("group", process.pk, space_id=space)
    other = SpaceMember.objects.create(space_id=space, member_id=bertta.member_id, person=bertta.person)
    Process.objects.update(state="closed")
    enter(client, person("aino"))
    assert "ryhm" in client.get("/vault/closing/").content.decode().lower()
    assert any("/vault/closing/" in reason for reason in reasons_to_stay(person("aino")))

    entry = {"act": "steward", "seq": 2, "prev": "1".rjust(64, "0"), "space": space, "by": aino.member_id}
    said = {"entry": json.dumps(entry | {"member": str(other.member_id)}), "head": "2" * 64, "keys": []}
    assert aino.asks("POST", f"spaces/{space}", said).status_code == 200
    assert not any("/vault/closing/" in reason for reason in reasons_to_stay(person("aino")))
    assert client.post(f"/vault/closing/{space}/", {"how": "erased"}).status_code == 404


def test_nobody_decides_about_anothers(bertta, client):
    space = a_journal(bertta)
    enter(client, person("outi"))
    assert client.post(f"/vault/closing/{space}/", {"how": "erased"}).status_code == 404
    assert not Settling.objects.exists()


def test_without_locked_notes_closing_is_as_before(client, django_capture_on_commit_callbacks):
    outi = person("outi")
    closes(client, "outi", django_capture_on_commit_callbacks)
    assert not Person.objects.get(pk=outi.pk).is_active
