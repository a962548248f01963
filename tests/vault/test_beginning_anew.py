"""Every way is lost: new keys stand beside the old ones, and nothing is wiped."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.cast import person, process_of
from tests.vault.asking import Asker, b64, sealed
from tuokio.audit.models import Entry
from tuokio.kit.clock import now
from tuokio.kit.models import Letter
from tuokio.vault.keys.models import FormerKeys, Keyring, UnlockFile, Wrap
from tuokio.vault.models import Document, Space, VaultAccount
from tuokio.vault.usecases.erasing import erase_account

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def aino() -> Asker:
    process_of(person("aino"))
    found = Asker(person("aino"))
    found.opens_an_account()
    return found


def begins_anew(who: Asker, **changed):
    new = Asker(who.person)
    said = {
        "recipient": new.recipient,
        "verify": new.verify,
        "ways": [new.way(), new.way("recovery")],
        "keyring": b64(sealed("new ring")),
    }
    return new, new.asks("POST", "account/anew", said | changed)


def test_new_keys_stand_beside_the_old_which_are_fetched_as_they_were(aino):
    before = aino.asks("GET", "account").json()

    new, answer = begins_anew(aino)

    assert answer.json()["account"]["recipient"] == new.recipient
    assert answer.json()["keyring"] == {"rev": 1, "sealed": b64(sealed("new ring"))}
    assert {way["id"] for way in answer.json()["ways"]} & {way["id"] for way in before["ways"]} == set()
    (former,) = new.asks("GET", "account/anew").json()["former"]
    assert (former["ways"], former["keyring"]) == (before["ways"], before["keyring"])
    assert (former["recipient"], former["verify"]) == (aino.recipient, aino.verify)


def test_nothing_that_was_written_or_sealed_goes_and_a_new_journal_may_begin(aino):
    journal, document = str(uuid4()), str(uuid4())
    assert aino.founds("journal", space_id=journal).status_code == 200
    assert aino.keeps(journal, "before", document_id=document).status_code == 200
    kept = (
        list(Document.objects.values_list("pk", "sealed")),
        list(Wrap.objects.values_list("pk", "sealed")),
    )

    new, _answer = begins_anew(aino)

    now_kept = (
        list(Document.objects.values_list("pk", "sealed")),
        list(Wrap.objects.values_list("pk", "sealed")),
    )
    assert [[bytes(sealed) for _id, sealed in rows] for rows in now_kept] == [
        [bytes(sealed) for _id, sealed in rows] for rows in kept
    ]
    assert new.asks("GET", f"documents/{document}").status_code == 200
    assert [space["aside"] for space in new.asks("GET", "spaces").json()["spaces"]] == [True]
    assert new.founds("journal").status_code == 200
    assert new.founds("journal").json() == {"refused": "overtaken"}
    assert Space.objects.filter(set_aside=True).count() == 1


def test_the_person_is_told_and_the_chain_knows_but_no_content_is_in_either(aino):
    begins_anew(aino)
    letter = Letter.objects.get(kind="vault begun anew")
    assert letter.to == aino.person.email
    assert aino.recipient not in letter.text
    assert Entry.objects.filter(act="vault begun anew").count() == 1


def test_whoever_has_no_notes_has_nothing_to_begin_anew_from(aino):
    outi = Asker(person("outi"))
    assert begins_anew(outi)[1].status_code == 404
    assert outi.asks("GET", "account/anew").json() == {"former": []}
    begins_anew(aino)
    assert outi.asks("GET", "account/anew").json() == {"former": []}
    assert not UnlockFile.objects.filter(person_id=outi.person.pk).exists()


def test_what_is_refused_leaves_everything_as_it_was(aino):
    before = aino.asks("GET", "account").json()
    other = Asker(person("outi"))
    other.opens_an_account()
    for wrong in ({"ways": []}, {"recipient": other.recipient}, {"keyring": b64(b"plain")}):
        assert begins_anew(aino, **wrong)[1].json() == {"refused": "malformed"}
    same = {"recipient": aino.recipient, "verify": aino.verify}
    assert begins_anew(aino, **same)[1].json() == {"refused": "malformed"}
    assert aino.asks("GET", "account").json() == before
    assert not FormerKeys.objects.exists()


def test_twice_anew_keeps_both_and_an_erased_account_keeps_none(aino, django_capture_on_commit_callbacks):
    begins_anew(aino)
    begins_anew(aino)
    assert FormerKeys.objects.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        erase_account(aino.person, at=now())
    assert (
        not FormerKeys.objects.exists() and not Keyring.objects.exists() and not VaultAccount.objects.exists()
    )
