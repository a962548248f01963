"""Keys stand apart, and are written first: a process killed between the two leaves orphans, which are swept."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections, transaction

from tests.cast import person, process_of
from tests.vault.asking import BEFORE_ALL, Asker, b64, sealed
from tuokio.kit.clock import now
from tuokio.vault.keys.models import Keyring, UnlockFile, Wrap
from tuokio.vault.models import Document, Passage, Space, SpaceMember, VaultAccount, VaultSession
from tuokio.vault.usecases import erasing, members
from tuokio.vault.usecases.entries import Writing
from tuokio.vault.usecases.sweeping import sweep

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
ROOT = Path(__file__).resolve().parents[2]
A_DAY = timedelta(days=2)  # one from midnight to midnight


@pytest.fixture
def aino() -> Asker:
    process_of(person("aino"))
    found = Asker(person("aino"))
    found.opens_an_account()
    return found


def address(database: str) -> str:
    known = connections[database].settings_dict
    if connections[database].vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    return f"postgresql://{known['USER']}:{known['PASSWORD']}@/{known['NAME']}?host={known['HOST']}&port={known['PORT']}"


def cut_off(**said: Any) -> None:
    """Let another process do it, and be killed when the keys are kept and the rest is not."""
    environment = os.environ | {
        "TUOKIO_DATABASE": address("default"),
        "TUOKIO_KEYS_DATABASE": address("keys"),
        "DJANGO_SETTINGS_MODULE": "tuokio.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.vault.cut_off"],
        input=json.dumps(said, default=str),
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


def turning(space: Space, by: Asker) -> dict[str, Any]:
    text = {
        "space": str(space.pk), "seq": space.length + 1, "prev": space.head, "by": by.member_id, "act": "epoch",
        "epoch": "age1x",
    }  # fmt: skip
    return {"entry": json.dumps(text), "head": "2".rjust(64, "0")}


def test_a_turning_that_was_killed_between_the_two_stores_leaves_the_space_as_it_was(aino: Asker):
    aino.founds("own", process_of(person("aino")).pk)
    space, document = Space.objects.get(), str(uuid4())
    aino.keeps(str(space.pk), "before", document_id=document)

    cut_off(
        act="turn", person=aino.person.pk, id=space.pk, epoch=2, member=aino.member_id, mark="ORPHAN",
        entry=turning(space, aino)["entry"],
    )  # fmt: skip

    assert bytes(Wrap.objects.get(epoch=2).sealed).endswith(b"ORPHAN")  # the keys were kept, and are nobody's
    there = aino.asks("GET", f"spaces/{space.pk}").json()
    assert (there["epoch"], there["length"], [key["epoch"] for key in there["keys"]]) == (1, 1, [1])
    assert aino.keeps(str(space.pk), "after", document_id=document, rev=2).status_code == 200
    assert sweep(now()).wraps == 0  # not yet: somebody might be between the two this moment
    assert sweep(now() + A_DAY).wraps == 1
    assert set(Wrap.objects.values_list("epoch", flat=True)) == {1}
    assert bytes(Document.objects.get(pk=document).sealed) == sealed("after")


def test_a_turning_after_one_that_was_killed_takes_its_place(aino: Asker):
    aino.founds("own", process_of(person("aino")).pk)
    space = Space.objects.get()
    written = turning(space, aino)
    cut_off(
        act="turn", person=aino.person.pk, id=space.pk, epoch=2, member=aino.member_id, mark="ORPHAN",
        entry=written["entry"],
    )  # fmt: skip
    key = {"epoch": 2, "member": aino.member_id, "sealed": b64(sealed("second"))}
    assert aino.asks("POST", f"spaces/{space.pk}", written | {"keys": [key]}).json()["epoch"] == 2
    assert [bytes(one.sealed) for one in Wrap.objects.filter(epoch=2)] == [sealed("second")]
    assert sweep(now() + A_DAY).wraps == 0


def test_a_founding_that_was_killed_founded_nothing(aino: Asker):
    space_id = str(uuid4())
    member = {"id": aino.member_id, "recipient": aino.recipient, "verify": aino.verify}
    entry = {
        "act": "create", "seq": 1, "prev": BEFORE_ALL, "space": space_id, "kind": "journal", "by": aino.member_id,
        "member": member,
    }  # fmt: skip
    cut_off(
        act="found", person=aino.person.pk, id=space_id, kind="journal", epoch=1, member=aino.member_id, mark="x",
        entry=json.dumps(entry),
    )  # fmt: skip
    assert Wrap.objects.filter(space_id=space_id).exists() and not Space.objects.exists()
    assert aino.founds("journal", space_id=space_id).status_code == 200
    assert sweep(now() + A_DAY).wraps == 0 and Wrap.objects.count() == 1


def test_an_account_that_was_killed_is_none_and_can_be_opened_anew():
    bertta = Asker(person("bertta"))
    cut_off(act="account", person=bertta.person.pk, id=uuid4(), mark="CUT")
    assert UnlockFile.objects.count() == Keyring.objects.count() == 1 and not VaultAccount.objects.exists()

    assert bertta.opens_an_account().status_code == 200
    assert UnlockFile.objects.count() == 2
    assert sweep(now() + A_DAY).accounts == 0


def test_keys_of_an_account_that_never_came_are_swept_after_a_day():
    bertta = Asker(person("bertta"))
    cut_off(act="account", person=bertta.person.pk, id=uuid4(), mark="CUT")
    assert sweep(now()).accounts == 0 and UnlockFile.objects.exists()
    assert sweep(now() + A_DAY).accounts == 1
    assert not UnlockFile.objects.exists() and not Keyring.objects.exists()


def test_a_key_that_is_turned_with_new_keys_stays_and_so_does_what_was_sealed_to_those_before(aino: Asker):
    aino.founds("own", process_of(person("aino")).pk)
    space, me = Space.objects.get(), SpaceMember.objects.get()
    said = {"member": {"id": str(me.member_id), "recipient": aino.recipient, "verify": aino.verify}}

    with transaction.atomic():
        members.rekeyed(space, me, said, Writing(text="", head=""), at=now())
        wrap(space.pk, me.member_id, 2, now())

    assert sorted(Wrap.objects.values_list("epoch", flat=True)) == [1, 2]


def wrap(space: UUID, member: object, epoch: int, at: datetime) -> Wrap:
    return Wrap.objects.create(space_id=space, member_id=member, epoch=epoch, sealed=sealed(), made_at=at)


def test_nothing_that_could_open_something_is_swept(aino: Asker):
    aino.founds("own", process_of(person("aino")).pk)
    space, long_ago = Space.objects.get(), now() - timedelta(days=400)
    Space.objects.update(epoch=3)
    Wrap.objects.update(made_at=long_ago)
    UnlockFile.objects.update(made_at=long_ago)
    for epoch in (2, 3):
        wrap(space.pk, aino.member_id, epoch, long_ago)
    kept = set(Wrap.objects.values_list("pk", flat=True))
    gone_member = SpaceMember.objects.create(space=space, member_id=uuid4(), left_at=now())
    lost = [
        wrap(space.pk, aino.member_id, 4, long_ago),
        wrap(space.pk, uuid4(), 1, long_ago),
        wrap(uuid4(), aino.member_id, 1, long_ago),
        wrap(space.pk, gone_member.member_id, 3, long_ago),
    ]

    swept = sweep(now())

    assert (swept.wraps, swept.accounts) == (len(lost), 0)
    assert set(Wrap.objects.values_list("pk", flat=True)) == kept
    assert UnlockFile.objects.count() == 2 and Keyring.objects.count() == 1


def test_words_that_lead_nowhere_any_more_are_swept(aino: Asker):
    aino.client.post("/vault/enter/")  # and never came over
    assert Passage.objects.exists() and VaultSession.objects.exists()
    assert sweep(now()).words == 0
    assert sweep(now() + timedelta(days=2)).words > 1
    assert not Passage.objects.exists() and not VaultSession.objects.exists()


def test_an_erased_account_leaves_what_is_shared_to_the_others(aino: Asker):
    process = process_of(person("aino"))
    bertta = Asker(person("bertta"))
    bertta.opens_an_account()
    bertta.founds("journal")
    aino.founds("group", process.pk)
    group = Space.objects.get(kind="group")
    SpaceMember.objects.create(space=group, member_id=bertta.member_id, person=bertta.person)
    wrap(group.pk, bertta.member_id, 1, now())
    document = str(uuid4())
    aino.keeps(str(group.pk), "ours", document_id=document)

    erasing.erase_account(bertta.person, at=now())

    assert set(Space.objects.values_list("kind", flat=True)) == {"group"}
    assert not Wrap.objects.filter(member_id=bertta.member_id).exists()
    assert not UnlockFile.objects.filter(person_id=bertta.person.pk).exists()
    assert aino.asks("GET", f"documents/{document}").content == sealed("ours")
    assert Space.objects.get().turn_due  # its key is turned before anything more is written
    assert bertta.asks("GET", "account").status_code == 401
    assert Document.objects.count() == 1
