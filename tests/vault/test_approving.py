"""A new device that another one opens: taken once, within a quarter of an hour, by the same person alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import person
from tests.vault.asking import Asker, b64, sealed
from tuokio.audit.models import Entry
from tuokio.kit.clock import now
from tuokio.vault.models import Approval
from tuokio.vault.usecases.sweeping import sweep

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NEW = {"recipient": "age1new".ljust(62, "q"), "proof": "proof"}


@pytest.fixture
def aino() -> Asker:
    found = Asker(person("aino"))
    found.opens_an_account()
    return found


def asks(who: Asker) -> str:
    answer = who.asks("POST", "approvals", NEW)
    assert answer.status_code == 200
    return str(answer.json()["id"])


def approves(who: Asker, approval: str, text: str = "root") -> Any:
    return who.asks("PUT", f"approvals/{approval}", {"sealed": b64(sealed(text))})


def grows_old() -> None:
    Approval.objects.update(expires_at=now() - timedelta(seconds=1))


def test_a_new_device_waits_is_approved_and_takes_it_once(aino: Asker) -> None:
    approval = asks(aino)
    assert aino.asks("GET", f"approvals/{approval}").json() == {"sealed": None}
    (shown,) = aino.asks("GET", "approvals").json()["approvals"]
    assert {name: shown[name] for name in ("id", "recipient", "proof")} == {"id": approval} | NEW

    assert approves(aino, approval).json() == {}
    assert aino.asks("GET", "approvals").json() == {"approvals": []}
    assert approves(aino, approval, "another").json() == {"refused": "overtaken"}
    assert aino.asks("GET", f"approvals/{approval}").json() == {"sealed": b64(sealed("root"))}
    assert aino.asks("GET", f"approvals/{approval}").json() == {"refused": "not-there"}
    assert approves(aino, approval).json() == {"refused": "not-there"}
    assert not Approval.objects.exists()
    assert Entry.objects.filter(act="way to notes approved").count() == 1


def test_after_a_quarter_of_an_hour_it_is_not_there_and_is_swept(aino: Asker) -> None:
    approval = asks(aino)
    assert Approval.objects.get().expires_at - Approval.objects.get().asked_at == timedelta(minutes=15)
    grows_old()
    assert aino.asks("GET", "approvals").json() == {"approvals": []}
    assert approves(aino, approval).status_code == 404
    assert Approval.objects.get().sealed is None
    Approval.objects.update(sealed=sealed("root"))
    assert aino.asks("GET", f"approvals/{approval}").status_code == 404
    sweep(now())
    assert not Approval.objects.exists()


def test_nobody_else_sees_approves_or_takes_it(aino: Asker) -> None:
    bertta = Asker(person("bertta"))
    bertta.opens_an_account()
    approval = asks(aino)
    assert bertta.asks("GET", "approvals").json() == {"approvals": []}
    assert approves(bertta, approval, "mine").status_code == 404
    assert approves(aino, approval).status_code == 200
    assert bertta.asks("GET", f"approvals/{approval}").status_code == 404
    assert bertta.asks("GET", f"approvals/{uuid4()}").status_code == 404
    assert aino.asks("GET", f"approvals/{approval}").json() == {"sealed": b64(sealed("root"))}


def test_without_notes_there_is_nothing_to_ask_for() -> None:
    assert Asker(person("bertta")).asks("POST", "approvals", NEW).json() == {"refused": "not-there"}


def test_five_may_wait_at_once(aino: Asker) -> None:
    for _each in range(5):
        asks(aino)
    assert aino.asks("POST", "approvals", NEW).json() == {"refused": "too-often"}
    grows_old()
    asks(aino)


def test_what_is_not_sealed_is_not_kept(aino: Asker) -> None:
    approval = asks(aino)
    for wrong in (b64(b"plain"), b64(sealed(size=70_000)), "%%"):
        assert aino.asks("PUT", f"approvals/{approval}", {"sealed": wrong}).json() == {"refused": "malformed"}
    for said in ({"recipient": "age1"}, NEW | {"recipient": "a" * 63}, NEW | {"proof": ""}):
        assert aino.asks("POST", "approvals", said).json() == {"refused": "malformed"}
    assert Approval.objects.get().sealed is None
