"""An account of locked notes: sealed keys kept apart, ways added and taken away, nothing of another's reached."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.cast import person
from tests.vault.asking import Asker, b64, sealed
from tuokio.kit.clock import now, today
from tuokio.vault.keys.models import Keyring, UnlockFile
from tuokio.vault.models import Passage, VaultSession
from tuokio.vault.usecases.coming_in import open_passage

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def aino() -> Asker:
    return Asker(person("aino"))


def test_the_way_over_works_once_and_for_a_minute(aino):
    word = open_passage(person=aino.person, session_key=aino.client.session.session_key, at=now())
    assert aino.asks("POST", "enter", {"word": word}).status_code == 200
    assert aino.asks("POST", "enter", {"word": word}).json() == {"refused": "not-in"}

    late = open_passage(person=aino.person, session_key="x", at=now() - timedelta(minutes=2))
    assert aino.asks("POST", "enter", {"word": late}).status_code == 401
    assert Passage.objects.count() == 1


def test_without_a_good_word_nothing_is_told():
    nobody = Asker(None)
    for token in ("", "x", "Bearer"):
        nobody.token = token
        assert nobody.asks("GET", "account").status_code == 401
        assert nobody.asks("GET", f"spaces/{uuid4()}").json() == {"refused": "not-in"}


def test_when_the_sign_in_ends_so_does_the_other_host(aino):
    assert aino.asks("GET", "account").status_code == 200
    aino.client.logout()
    assert aino.asks("GET", "account").status_code == 401


def test_an_old_sign_in_or_a_closed_account_opens_nothing(aino):
    VaultSession.objects.update(expires_at=now() - timedelta(seconds=1))
    assert aino.asks("GET", "account").status_code == 401
    VaultSession.objects.update(expires_at=now() + timedelta(hours=1))
    Session.objects.update(expire_date=now() - timedelta(seconds=1))
    assert aino.asks("GET", "account").status_code == 401
    Session.objects.update(expire_date=now() + timedelta(days=1))
    person("aino").__class__.objects.update(is_active=False)
    assert aino.asks("GET", "account").status_code == 401


def test_no_word_is_kept_as_it_is(aino):
    kept = VaultSession.objects.get()
    assert aino.token not in {kept.fingerprint, kept.session_key}


def test_an_account_is_opened_once_and_its_keys_stand_apart(aino):
    answer = aino.opens_an_account().json()

    assert answer["account"] == {
        "recipient": aino.recipient,
        "verify": aino.verify,
        "made": today().isoformat(),
    }
    assert [way["kind"] for way in answer["ways"]] == ["passphrase", "recovery"]
    assert answer["keyring"] == {"rev": 1, "sealed": b64(sealed("ring"))}
    assert UnlockFile._base_manager.using("keys").count() == 2
    assert aino.opens_an_account().json() == {"refused": "overtaken"}
    assert aino.asks("GET", "account").json() == answer


def test_keys_of_a_beginning_that_was_cut_off_do_not_stand_in_the_way(aino):
    UnlockFile.objects.create(
        person_id=aino.person.pk, kind="passphrase", sealed=sealed("old"), made_at=now()
    )
    Keyring.objects.create(person_id=aino.person.pk, rev=7, sealed=sealed("old"))

    answer = aino.opens_an_account().json()

    assert answer["keyring"]["rev"] == 1
    assert len(answer["ways"]) == 2


def test_somebody_elses_public_keys_are_not_taken(aino):
    aino.opens_an_account()
    outi = Asker(person("outi"))
    outi.recipient = aino.recipient
    assert outi.opens_an_account().json() == {"refused": "malformed"}
    assert UnlockFile.objects.filter(person_id=outi.person.pk).count() == 0


def test_a_way_is_added_proved_and_taken_away(aino):
    aino.opens_an_account()
    new = aino.way("device", proved=False)
    ways = aino.asks("PUT", f"ways/{new['id']}", new).json()["ways"]
    assert [(way["kind"], way["proved"]) for way in ways] == [
        ("device", False), ("passphrase", True), ("recovery", True),
    ]  # fmt: skip
    assert aino.asks("PUT", f"ways/{new['id']}", new).json() == {"refused": "overtaken"}
    assert aino.asks("PATCH", f"ways/{new['id']}").json()["ways"][0]["proved"] is True
    assert len(aino.asks("DELETE", f"ways/{ways[1]['id']}").json()["ways"]) == 2


def test_the_last_proved_way_stays(aino):
    aino.opens_an_account(aino.way(), aino.way("recovery", proved=False))
    first, second = aino.asks("GET", "account").json()["ways"]
    assert aino.asks("DELETE", f"ways/{first['id']}").json() == {"refused": "last-way"}
    assert aino.asks("DELETE", f"ways/{second['id']}").status_code == 200


def test_nobody_touches_anothers_ways(aino):
    aino.opens_an_account()
    theirs = aino.asks("GET", "account").json()["ways"][0]["id"]
    outi = Asker(person("outi"))
    assert outi.asks("DELETE", f"ways/{theirs}").json() == {"refused": "not-there"}
    assert outi.asks("PATCH", f"ways/{theirs}").json() == {"refused": "not-there"}
    new = outi.way() | {"id": theirs}
    assert outi.asks("PUT", f"ways/{theirs}", new).json() == {"refused": "not-there"}
    outi.opens_an_account()
    assert outi.asks("PUT", f"ways/{theirs}", new).json() == {"refused": "overtaken"}


def test_of_two_devices_the_second_is_told_that_the_keyring_moved_on(aino):
    aino.opens_an_account()
    assert aino.asks("PUT", "keyring", {"rev": 2, "sealed": b64(sealed("two"))}).json() == {"rev": 2}
    assert aino.asks("PUT", "keyring", {"rev": 2, "sealed": b64(sealed("late"))}).json() == {
        "refused": "overtaken"
    }
    assert aino.asks("GET", "account").json()["keyring"]["sealed"] == b64(sealed("two"))


@pytest.mark.parametrize(
    "changed",
    [
        {"recipient": 5}, {"recipient": ""}, {"ways": []}, {"ways": "x"}, {"keyring": "%%"}, {"keyring": b64(b"plain")},
        {"ways": [{"id": "x"}]}, {"ways": [{"id": str(uuid4()), "kind": "face", "sealed": b64(sealed())}]},
        {"ways": [{"id": str(uuid4()).upper(), "kind": "recovery", "sealed": b64(sealed())}]},
        {"ways": [{"id": str(uuid4()), "kind": "recovery", "sealed": b64(sealed(size=70_000))}]},
    ],
)  # fmt: skip
def test_what_is_not_sealed_or_not_whole_is_refused(aino, changed):
    said = {
        "recipient": aino.recipient, "verify": aino.verify, "ways": [aino.way()], "keyring": b64(sealed()),
    } | changed  # fmt: skip
    assert aino.asks("POST", "account", said).json() == {"refused": "malformed"}
    assert UnlockFile.objects.count() == 0


def test_broken_json_another_method_and_an_unknown_address_are_answered_in_codes(aino):
    assert aino.asks("POST", "account", body=b"{").json() == {"refused": "malformed"}
    assert aino.asks("POST", "account", body=b"[]").json() == {"refused": "malformed"}
    assert aino.asks("TRACE", "account").status_code == 405
    assert aino.asks("GET", "nowhere").json() == {"refused": "not-there"}


def test_nothing_of_the_house_answers_at_the_other_host_and_nothing_of_it_at_the_house(aino, settings):
    there = {"host": settings.VAULT_DOMAIN}
    for address in ("/", "/commissioner/", "/processes/", "/sign-in/", "/home/"):
        answer = aino.client.get(address, headers=there)
        assert answer.status_code == (200 if address == "/" else 404)
        assert not answer.cookies
    assert Client().get("/api/account").status_code == 404


def test_every_answer_there_carries_its_headers(aino, settings):
    for address in ("/", "/nowhere", "/api/account", "/assets.json"):
        answer = Client().get(address, headers={"host": settings.VAULT_DOMAIN})
        assert "require-trusted-types-for 'script'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in answer.headers
    assert aino.asks("GET", "account").headers["Cache-Control"] == "no-store"
