"""A device was stolen: new keys take the place of the old, and whatever is not among the new ways opens nothing."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings

from tests.cast import person, process_of
from tests.soft_key import SoftKey
from tests.vault.asking import Asker, b64, sealed
from tests.vault.test_two_stores import A_DAY, cut_off
from tuokio.audit.models import Entry
from tuokio.kit.clock import now
from tuokio.kit.models import Letter
from tuokio.people.models import Person
from tuokio.vault.keys.models import ComingKeys, FormerKeys, Keyring, UnlockFile, Wrap
from tuokio.vault.models import Document, NotesPasskey, Space, VaultAccount
from tuokio.vault.usecases.erasing import erase_account
from tuokio.vault.usecases.sweeping import sweep

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def aino() -> Asker:
    process_of(person("aino"))
    found = Asker(person("aino"))
    assert found.opens_an_account().status_code == 200
    return found


def renews(who: Asker, **changed: Any) -> Any:
    """New keys with six words and a code; gives them, and the server's answer."""
    new = Asker(None)
    said = {
        "recipient": new.recipient,
        "verify": new.verify,
        "ways": [new.way(text="words"), new.way("recovery", text="code")],
        "rev": 2,
        "keyring": b64(sealed("new ring")),
    } | changed
    return said, who.asks("POST", "account/renewal", said)


def test_new_ways_and_the_new_keyring_take_the_old_ones_place_and_nothing_written_goes(aino):
    assert aino.founds("journal", space_id=(journal := str(uuid4()))).status_code == 200
    assert aino.keeps(journal, "before", document_id=str(uuid4())).status_code == 200
    kept = (Document.objects.count(), Wrap.objects.count(), Space.objects.get().set_aside)

    said, answer = renews(aino)

    told = answer.json()
    assert told["account"]["recipient"] == said["recipient"]
    assert told["keyring"] == {"rev": 2, "sealed": said["keyring"]}
    assert {(way["id"], way["sealed"], way["proved"]) for way in told["ways"]} == {
        (way["id"], way["sealed"], True) for way in said["ways"]
    }
    assert not ComingKeys.objects.exists() and not FormerKeys.objects.exists()
    assert (Document.objects.count(), Wrap.objects.count(), Space.objects.get().set_aside) == kept
    assert aino.asks("PUT", "keyring", {"rev": 3, "sealed": b64(sealed())}).status_code == 200


def test_whatever_was_open_elsewhere_asks_in_vain_and_a_passkey_lets_nobody_in(aino):
    key = SoftKey(settings.VAULT_ORIGIN)
    way = aino.passkey_way(key)
    assert aino.asks("PUT", f"ways/{way['id']}", way).status_code == 200
    stolen = Asker(person("aino"))
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.create()
    UserSession.objects.create(
        user=aino.person, session_key=session.session_key, ip="127.0.0.1", user_agent="stolen"
    )

    assert renews(aino)[1].status_code == 200

    assert stolen.asks("GET", "account").json() == {"refused": "not-in"}
    assert aino.asks("GET", "account").status_code == 200
    assert not NotesPasskey.objects.exists()
    assert Asker(None).shows(key).json() == {"refused": "passkey-unknown"}
    assert not UserSession.objects.filter(user_agent="stolen").exists()


def test_the_person_is_told_and_the_chain_knows_that_keys_were_renewed(aino):
    said, _answer = renews(aino)
    assert Letter.objects.get(kind="vault begun anew").to == aino.person.email
    entry = Entry.objects.get(act="vault keys renewed")
    assert said["recipient"] not in str(vars(entry))


def test_what_is_refused_leaves_everything_as_it_was(aino):
    before = aino.asks("GET", "account").json()
    other = Asker(person("outi"))
    other.opens_an_account()
    unproved = aino.way() | {"proved": False}
    known = aino.way() | {"id": before["ways"][0]["id"]}
    twice = aino.way()
    passkey = aino.way("passkey") | {"credential": "x"}
    mine = {"recipient": aino.recipient, "verify": aino.verify}
    for wrong in (
        {"ways": []}, {"ways": [unproved]}, {"ways": [known]}, {"ways": [twice, twice]}, {"ways": [aino.way(), passkey]},
        {"keyring": b64(b"plain")}, {"recipient": other.recipient}, mine,
    ):  # fmt: skip
        assert renews(aino, **wrong)[1].json() == {"refused": "malformed"}
    for rev in (1, 3):
        assert renews(aino, rev=rev)[1].json() == {"refused": "overtaken"}
    assert renews(Asker(person("veera")))[1].json() == {"refused": "not-there"}
    assert aino.asks("GET", "account").json() == before
    assert not ComingKeys.objects.exists()


def test_killed_before_they_are_current_the_old_ways_open_and_what_was_kept_is_swept(aino):
    before = aino.asks("GET", "account").json()
    cut_off(act="renew", person=aino.person.pk, id=uuid4(), mark="NEW")
    assert ComingKeys.objects.exists()
    assert aino.asks("GET", "account").json() == before
    sweep(now())
    assert ComingKeys.objects.exists()  # somebody might be between the two this moment
    sweep(now() + A_DAY)
    assert not ComingKeys.objects.exists()
    assert aino.asks("GET", "account").json() == before


def test_killed_before_they_are_current_they_are_renewed_by_the_next_try(aino):
    cut_off(act="renew", person=aino.person.pk, id=uuid4(), mark="CUT")
    said, answer = renews(aino)
    assert [way["sealed"] for way in answer.json()["ways"]] == [way["sealed"] for way in said["ways"]]


@pytest.mark.parametrize("by_night", [True, False])
def test_killed_once_they_are_current_they_take_the_place_when_anybody_looks(aino, by_night: bool):
    cut_off(act="renew", person=aino.person.pk, id=(way := uuid4()), mark="NEW")
    # the row of the main store was written, and the machine stopped before anything else
    VaultAccount.objects.update(recipient="age1" + "r" * 58, verify="r" * 44)
    assert {str(one.pk) for one in UnlockFile.objects.all()}.isdisjoint({str(way)})
    if by_night:
        sweep(now() + timedelta(days=30))
        assert not ComingKeys.objects.exists()
    told = aino.asks("GET", "account").json()
    assert [one["id"] for one in told["ways"]] == [str(way)]
    assert told["keyring"]["rev"] == 2
    assert Keyring.objects.count() == 1 and not ComingKeys.objects.exists()


def test_an_erased_account_keeps_none(aino):
    cut_off(act="renew", person=aino.person.pk, id=uuid4(), mark="NEW")
    erase_account(Person.objects.get(pk=aino.person.pk), at=now())
    assert not ComingKeys.objects.exists()
