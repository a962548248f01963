"""A passkey of the locked notes' host: made, shown, gone on with at the main host; and what does not work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client

from tests.cast import person
from tests.soft_key import SoftKey
from tests.vault.asking import Asker, b64, sealed
from tuokio.kit.clock import now
from tuokio.vault.keys.models import UnlockFile
from tuokio.vault.models import NotesPasskey, Passage, PasskeyQuestion, VaultSession

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def key() -> SoftKey:
    return SoftKey(settings.VAULT_ORIGIN)


@pytest.fixture
def aino(key: SoftKey) -> Asker:
    """Aino has notes, which her passkey opens."""
    aino = Asker(person("aino"))
    assert aino.opens_an_account(aino.passkey_way(key), aino.way("recovery")).status_code == 200
    return aino


def comes_back(word: str) -> Client:
    browser = Client()
    assert "Aino" in browser.get(f"/vault/back/{word}/").text
    assert browser.post(f"/vault/back/{word}/").status_code == 302
    return browser


def test_a_passkey_lets_in_from_nowhere_and_on_to_the_main_host_once(aino, key):
    new = Asker(None)

    came = new.shows(key, own=True).json()
    new.token = came["token"]

    assert came["own"] is True
    assert new.asks("GET", "account").json()["person"]["name"] == "Aino Hurme"
    word = new.asks("POST", "back", {}).json()["word"]
    browser = comes_back(word)
    assert browser.get("/me/keys/").status_code == 200
    assert browser.session["computer"] == "own"
    assert Client().post(f"/vault/back/{word}/").status_code == 410
    assert new.asks("POST", "back", {}).json() == {"refused": "not-there"}


def test_what_a_passkey_began_ends_with_the_sign_in_at_the_main_host(aino, key):
    new = Asker(None)
    new.token = new.shows(key).json()["token"]
    browser = comes_back(new.asks("POST", "back", {}).json()["word"])
    assert new.asks("GET", "account").status_code == 200
    browser.post("/sign-out/")
    assert new.asks("GET", "account").status_code == 401


def test_a_sign_in_by_passkey_is_listed_and_ended_as_any_other(aino, key):
    new = Asker(None)
    new.token = new.shows(key).json()["token"]
    UserSession.objects.get(user=aino.person).end()
    assert new.asks("GET", "account").status_code == 401
    assert new.asks("POST", "back", {}).json() == {"refused": "not-in"}


def test_a_passkey_is_as_much_as_two_steps(aino, key):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(aino.person, generate_totp_secret())
    new = Asker(None)
    new.token = new.shows(key).json()["token"]
    browser = comes_back(new.asks("POST", "back", {}).json()["word"])
    assert browser.get("/me/").status_code == 200


def test_a_way_back_is_given_to_who_came_in_here_and_lasts_a_minute(aino, key):
    assert aino.asks("POST", "back", {}).json() == {"refused": "not-there"}
    new = Asker(None)
    new.token = new.shows(key).json()["token"]
    word = new.asks("POST", "back", {}).json()["word"]
    Passage.objects.filter(back=True).update(expires_at=now() - timedelta(seconds=1))
    assert Client().get(f"/vault/back/{word}/").status_code == 410
    assert Asker(None).asks("POST", "enter", {"word": word}).json() == {"refused": "not-in"}


def test_a_word_over_is_no_word_back(aino):
    answer = aino.client.post("/vault/enter/")
    word = answer.headers["location"].partition("#in=")[2]
    assert Client().post(f"/vault/back/{word}/").status_code == 410
    assert Asker(None).asks("POST", "enter", {"word": word}).status_code == 200


def test_what_is_not_this_passkeys_answer_to_this_question_here_lets_nobody_in(aino, key):
    unknown = {"refused": "passkey-unknown"}
    nobody = Asker(None)
    assert nobody.shows(SoftKey(settings.VAULT_ORIGIN)).json() == unknown
    elsewhere = SoftKey("http://evil.localhost")
    elsewhere.key, elsewhere.id = key.key, key.id
    assert nobody.shows(elsewhere).json() == unknown
    main = SoftKey(settings.BASE_ADDRESS)
    main.key, main.id = key.key, key.id
    assert nobody.shows(main).json() == unknown
    assert nobody.shows(key, signature="AAAA").json() == unknown
    assert nobody.shows(key, clientDataJSON="%%%").json() == unknown
    assert (
        nobody.shows(key, question=aino.asks("POST", "passkeys/new-question", {}).json()["question"]).json()
        == unknown
    )
    stranger = SoftKey(settings.VAULT_ORIGIN)
    stranger.id = key.id
    assert nobody.shows(stranger).json() == unknown
    assert VaultSession.objects.count() == 1


def test_an_answer_is_taken_once_and_within_five_minutes(aino, key):
    nobody = Asker(None)
    question = nobody.asks("POST", "passkeys/question", {}).json()
    answer = key.show({"publicKey": {"challenge": question["challenge"]}})
    said = {"question": question["question"], "credential": answer["id"], **answer["response"]}
    assert nobody.asks("POST", "passkeys/enter", said).status_code == 200
    assert nobody.asks("POST", "passkeys/enter", said).json() == {"refused": "passkey-unknown"}

    late = nobody.asks("POST", "passkeys/question", {}).json()
    PasskeyQuestion.objects.update(expires_at=now() - timedelta(seconds=1))
    answer = key.show({"publicKey": {"challenge": late["challenge"]}})
    said = {"question": late["question"], "credential": answer["id"], **answer["response"]}
    assert nobody.asks("POST", "passkeys/enter", said).json() == {"refused": "passkey-unknown"}


def test_of_two_passkeys_that_count_alike_the_second_is_not_let_in(aino, key):
    assert Asker(None).shows(key).status_code == 200
    key.count -= 1
    assert Asker(None).shows(key).json() == {"refused": "passkey-unknown"}


def test_a_passkey_that_was_taken_away_lets_nobody_in_and_the_notes_stay(aino, key):
    way = aino.asks("GET", "account").json()["ways"][0]
    assert way["kind"] == "passkey" and way["proved"] is True
    assert aino.asks("DELETE", f"ways/{way['id']}").status_code == 200
    assert Asker(None).shows(key).json() == {"refused": "passkey-unknown"}
    assert [one["kind"] for one in aino.asks("GET", "account").json()["ways"]] == ["recovery"]


def test_a_closed_account_comes_in_by_no_passkey(aino, key):
    aino.person.is_active = False
    aino.person.save()
    assert Asker(None).shows(key).json() == {"refused": "passkey-unknown"}


def test_a_passkey_belongs_to_one_person_and_is_made_for_ones_own_question(aino, key):
    outi = Asker(person("outi"))
    outi.opens_an_account()
    again = outi.passkey_way(key)
    assert outi.asks("PUT", f"ways/{again['id']}", again).json() == {"refused": "passkey-unknown"}
    other = SoftKey(settings.VAULT_ORIGIN)
    ainos = aino.passkey_way(other)
    assert outi.asks("PUT", f"ways/{ainos['id']}", ainos).json() == {"refused": "passkey-unknown"}
    assert NotesPasskey.objects.count() == 1
    assert UnlockFile.objects.filter(person_id=outi.person.pk).count() == 2


def test_a_passkey_is_no_way_before_it_has_proved_itself(aino):
    bare = aino.way("passkey") | {"credential": "AAAA"}
    assert aino.asks("PUT", f"ways/{bare['id']}", bare).json() == {"refused": "malformed"}
    dressed = aino.way("recovery") | {"credential": "AAAA"}
    assert aino.asks("PUT", f"ways/{dressed['id']}", dressed).json() == {"refused": "malformed"}
    key = SoftKey(settings.VAULT_ORIGIN)
    swapped = aino.passkey_way(key) | {"credential": "AAAA"}
    assert aino.asks("PUT", f"ways/{swapped['id']}", swapped).json() == {"refused": "malformed"}


def test_what_stands_of_a_passkey_at_the_server_is_its_public_half(aino, key):
    kept = NotesPasskey.objects.get()
    private = key.key.private_numbers().private_value.to_bytes(32, "big")
    assert private not in bytes(kept.public)
    assert b64(sealed()) == aino.asks("GET", "account").json()["ways"][0]["sealed"]


def test_an_account_tells_whether_its_person_supervises(aino):
    assert aino.asks("GET", "account").json()["supervises"] is False
