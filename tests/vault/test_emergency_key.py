"""The emergency key of a practice: switched on by its owner, let in by a steward, never given what was before."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pyrage
import pytest

from tests.cast import person, process_of, shared_practice
from tests.doors import enter
from tests.vault.asking import Asker, b64, sealed
from tests.vault.test_circles import answers, invites, keys_of, with_notes, writes
from tuokio.audit.models import ChainLink
from tuokio.kit.clock import now
from tuokio.supervision.models import Process
from tuokio.vault.domain.emergency import is_plain_line, is_recipient
from tuokio.vault.keys.models import Wrap
from tuokio.vault.models import EscrowReader, PracticeEscrow, Space, VaultAccount
from tuokio.vault.usecases import escrow
from tuokio.vault.usecases.sweeping import sweep

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PAPER = "age1y8m84r6pwd4da5d45zzk03rlgv2xr7fn9px80suw3psrahul44ashl0usm"
HOLDER = "Vire, kassakaappi"
MALFORMED = {"refused": "malformed"}


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


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


@pytest.fixture
def key(process: Process) -> Asker:
    """The key on paper, which the practice has switched on: no browser, and yet keys are sealed to it."""
    found = Asker(None)
    found.recipient = PAPER
    escrow.keep(practice=process.practice, recipient=PAPER, holder=HOLDER, by=person("aino"), at=now())
    return found


def lets_in(space: str, by: Asker, key: Asker, **changed: Any) -> Any:
    said = {"act": "escrow-on", "member": key.member_id, "recipient": key.recipient, "name": HOLDER}
    return writes(space, by, **said | changed)


def turns(space: str, by: Asker, *members: Asker) -> Any:
    epoch = Space.objects.get(pk=space).epoch + 1
    return writes(space, by, act="epoch", epoch="age1x", keys=[(epoch, one) for one in members])


def kept_for(space: str, key: Asker) -> list[int]:
    found = Wrap.objects.filter(space_id=space, member_id=key.member_id)
    return sorted(found.values_list("epoch", flat=True))


# --- in a circle ----------------------------------------------------------------------------------------------


def test_it_is_off_and_no_entry_lets_in_a_key_that_the_practice_does_not_keep(circle, aino):
    stranger = Asker(None)
    assert aino.asks("GET", f"spaces/{circle}").json()["escrow"] is None
    assert lets_in(circle, aino, stranger).json() == MALFORMED
    assert EscrowReader.objects.count() == 0


def test_switched_on_it_is_offered_and_reads_nothing_before_a_steward_lets_it_in(circle, aino, key):
    assert aino.asks("GET", f"spaces/{circle}").json()["escrow"] == {"recipient": PAPER, "name": HOLDER}
    assert turns(circle, aino, aino, key).json() == MALFORMED  # nobody is sealed to who is not let in
    assert turns(circle, aino, aino).status_code == 200
    assert kept_for(circle, key) == []


def test_let_in_it_makes_a_new_key_due_and_each_turn_must_be_sealed_to_it(circle, aino, bertta, key):
    assert lets_in(circle, aino, key).json()["turnDue"] is True
    assert aino.keeps(circle, "x", document_id=str(uuid4())).json() == {"refused": "turn-due"}
    assert turns(circle, aino, aino).json() == MALFORMED
    assert turns(circle, aino, aino, key).status_code == 200
    answers(invites(circle, aino, "Bertta S."), bertta)
    writes(circle, aino, act="add", member=keys_of(bertta), past=False, guest=False)
    assert turns(circle, aino, aino, bertta).json() == MALFORMED
    assert turns(circle, aino, aino, bertta, key).status_code == 200
    assert kept_for(circle, key) == [2, 3]


def test_no_older_key_is_ever_taken_for_it(circle, aino, bertta, key):
    lets_in(circle, aino, key)
    for epochs in ((1,), (1, 2)):
        sent = [(epoch, key) for epoch in epochs] + [(2, aino)]
        assert writes(circle, aino, act="epoch", epoch="age1x", keys=sent).json() == MALFORMED
    turns(circle, aino, aino, key)
    for epoch in (1, 2):
        given = {"keys": [{"epoch": epoch, "member": key.member_id, "sealed": b64(sealed("past"))}]}
        assert aino.asks("POST", f"spaces/{circle}/keys", given).json() == MALFORMED
    answers(invites(circle, aino, "Bertta S.", past=True), bertta)
    said = {"act": "add", "member": keys_of(bertta), "past": True, "guest": False}
    sent = [(1, bertta), (2, bertta), (1, key)]
    assert writes(circle, aino, keys=sent, **said).json() == MALFORMED
    assert kept_for(circle, key) == [2]


def test_it_never_enters_notes_of_ones_own_or_a_journal(aino, bertta, key, process):
    for who, kind in ((aino, "own"), (bertta, "journal")):
        space = str(uuid4())
        assert who.founds(kind, process.pk, space_id=space).status_code == 200
        assert who.asks("GET", f"spaces/{space}").json().get("escrow") is None
        assert lets_in(space, who, key).json() == MALFORMED
        assert turns(space, who, who, key).json() == MALFORMED
    assert EscrowReader.objects.count() == 0


def test_a_pair_may_let_it_in_and_has_room_for_the_other_one_still(aino, bertta, key, process):
    pair = str(uuid4())
    aino.founds("pair", process.pk, space_id=pair)
    assert lets_in(pair, aino, key).status_code == 200
    turns(pair, aino, aino, key)
    answers(invites(pair, aino, "Bertta S."), bertta)
    assert writes(pair, aino, act="add", member=keys_of(bertta), past=False, guest=False).status_code == 200
    assert turns(pair, aino, aino, bertta, key).status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"recipient": "age1".ljust(62, "q")},
        {"recipient": None},
        {"name": "Bertta Salo"},
        {"name": ""},
        {"member": "x"},
        {"member": {"id": str(uuid4())}},
    ],
)
def test_it_is_let_in_as_the_practice_keeps_it_or_not_at_all(circle, aino, key, changed):
    assert lets_in(circle, aino, key, **changed).json() == MALFORMED
    assert Space.objects.get(pk=circle).turn_due is False


def test_it_is_let_in_once_under_an_id_that_was_nobodys(circle, aino, bertta, key):
    assert lets_in(circle, aino, key, member=aino.member_id).json() == MALFORMED
    lets_in(circle, aino, key)
    assert lets_in(circle, aino, key, member=str(uuid4())).json() == MALFORMED
    bertta.member_id = key.member_id
    answers(invites(circle, aino, "Bertta S.", past=True), bertta)
    said = {"act": "add", "member": keys_of(bertta), "past": True, "guest": False}
    assert writes(circle, aino, keys=[(1, bertta)], **said).json() == MALFORMED
    assert writes(circle, aino, act="steward", member=key.member_id).json() == MALFORMED
    assert writes(circle, aino, act="remove", member=key.member_id, why="removed").json() == MALFORMED


def test_a_steward_alone_lets_it_in_and_ends_its_reading(circle, aino, bertta, key):
    answers(invites(circle, aino, "Bertta S."), bertta)
    writes(circle, aino, act="add", member=keys_of(bertta), past=False, guest=False)
    turns(circle, aino, aino, bertta)
    assert lets_in(circle, bertta, key).json() == {"refused": "not-there"}
    lets_in(circle, aino, key)
    off = {"act": "escrow-off", "member": key.member_id}
    assert writes(circle, bertta, **off).json() == {"refused": "not-there"}


def test_ended_it_loses_what_was_sealed_to_it_and_the_key_turns(
    circle, aino, key, django_capture_on_commit_callbacks
):
    lets_in(circle, aino, key)
    turns(circle, aino, aino, key)
    off = {"act": "escrow-off", "member": key.member_id}
    with django_capture_on_commit_callbacks(execute=True):
        assert writes(circle, aino, **off).json()["turnDue"] is True
    assert writes(circle, aino, **off).json() == MALFORMED
    assert turns(circle, aino, aino, key).json() == MALFORMED
    assert turns(circle, aino, aino).status_code == 200
    assert kept_for(circle, key) == []
    assert lets_in(circle, aino, key).json() == MALFORMED  # the old id is spent
    key.member_id = str(uuid4())
    assert lets_in(circle, aino, key).status_code == 200
    assert list(EscrowReader.objects.order_by("from_epoch").values_list("from_epoch", flat=True)) == [2, 4]


def test_the_night_keeps_what_is_sealed_to_it_and_sweeps_it_when_it_reads_no_more(circle, aino, key):
    lets_in(circle, aino, key)
    turns(circle, aino, aino, key)
    later = now() + timedelta(days=2)
    assert (sweep(later).wraps, kept_for(circle, key)) == (0, [2])
    EscrowReader.objects.update(off_at=now())
    assert (sweep(later).wraps, kept_for(circle, key)) == (1, [])


def test_when_the_practice_ends_it_a_circle_reads_on_until_its_steward_ends_it(circle, aino, key, process):
    lets_in(circle, aino, key)
    turns(circle, aino, aino, key)
    escrow.end(practice=process.practice, by=person("aino"), at=now())
    assert aino.asks("GET", f"spaces/{circle}").json()["escrow"] is None
    assert escrow.reads_in(process.practice) == 1
    assert turns(circle, aino, aino, key).status_code == 200
    assert writes(circle, aino, act="escrow-off", member=key.member_id).status_code == 200
    assert escrow.reads_in(process.practice) == 0


def test_a_guest_is_told_of_it_by_the_signed_list_alone(circle, aino, key):
    lets_in(circle, aino, key)
    texts = aino.asks("GET", f"spaces/{circle}").json()["entries"]
    assert (json.loads(texts[-1])["act"], json.loads(texts[-1])["name"]) == ("escrow-on", HOLDER)
    assert ChainLink.objects.filter(act="space changed").count() == 1


# --- the practice's page --------------------------------------------------------------------------------------


def test_its_owner_switches_it_on_changes_it_and_switches_it_off_and_the_chain_tells(client):
    practice = shared_practice()
    enter(client, person("olavi"))
    address = f"/practice/{practice.pk}/emergency-key/"
    assert "Poissa käytöstä." in client.get(address).content.decode()

    first, second = (str(pyrage.x25519.Identity.generate().to_public()) for _ in range(2))
    for recipient, holder in ((first, HOLDER), (first, HOLDER), (second, HOLDER), (second, "Toimisto")):
        spaced = f" {recipient[:20]}  {recipient[20:].upper()} "
        assert client.post(address, {"recipient": spaced, "holder": holder}).status_code == 302
    kept = PracticeEscrow.objects.get()
    assert (kept.practice, kept.recipient, kept.holder) == (practice, second, "Toimisto")
    for _twice in range(2):
        assert client.post(f"{address}ending/").status_code == 302
    assert not PracticeEscrow.objects.exists()
    acts = ChainLink.objects.filter(act__startswith="escrow").order_by("seq").values_list("act", flat=True)
    assert list(acts) == ["escrow on", "escrow changed", "escrow changed", "escrow off"]


def test_nobody_but_an_owner_sees_or_changes_it(client):
    practice = shared_practice()
    enter(client, person("saara"))
    address = f"/practice/{practice.pk}/emergency-key/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"recipient": PAPER, "holder": HOLDER}).status_code == 404
    assert client.post(f"{address}ending/").status_code == 404
    assert not PracticeEscrow.objects.exists()


def test_what_is_no_public_key_is_refused_and_the_secret_half_is_not_sent_back(client):
    practice = shared_practice()
    enter(client, person("olavi"))
    address = f"/practice/{practice.pk}/emergency-key/"
    secret = str(pyrage.x25519.Identity.generate())
    typo = f"{PAPER[:-1]}{'q' if PAPER[-1] != 'q' else 'p'}"
    for wrong in (typo, PAPER[:-1], f"{PAPER}q", "age1pq1x", "ssh-ed25519 AAAA", "", secret, secret.lower()):
        answer = client.post(address, {"recipient": wrong, "holder": HOLDER})
        assert answer.status_code == 200
        assert "aria-invalid" in answer.content.decode()
    assert secret.lower() not in answer.content.decode().lower()
    assert f'value="{HOLDER}"' in answer.content.decode()
    for wrong in ("", "x" * 81, "Vi\u202ere", "Vi\u200bre", "a\nb"):
        assert client.post(address, {"recipient": PAPER, "holder": wrong}).status_code == 200
    assert not PracticeEscrow.objects.exists()


def test_a_persons_own_key_is_no_emergency_key(client, aino, process):
    enter(client, aino.person)
    own = str(pyrage.x25519.Identity.generate().to_public())
    VaultAccount.objects.filter(person=aino.person).update(recipient=own)
    answer = client.post(
        f"/practice/{process.practice.pk}/emergency-key/", {"recipient": own, "holder": HOLDER}
    )
    assert answer.status_code == 200
    assert not PracticeEscrow.objects.exists()


def test_every_public_key_of_age_is_written_as_one_and_every_slip_of_the_pen_is_found():
    for _ in range(50):
        recipient = str(pyrage.x25519.Identity.generate().to_public())
        assert is_recipient(recipient)
        for place in range(4, 62, 5):
            other = "q" if recipient[place] != "q" else "p"
            assert not is_recipient(recipient[:place] + other + recipient[place + 1 :])
    assert not is_recipient("") and not is_recipient(PAPER.upper()) and not is_recipient(f" {PAPER[1:]}")


def test_a_holder_is_one_line_that_shows_as_it_is():
    good = ("V", "Vire, kassakaappi (Olavi)", "Åsa Ström – arkiv", "x" * 80)
    bad = ("", " V", "V ", "x" * 81, "a\tb", "a\u2028b", "a\u202eb", "a\u200bb", "\ue000")
    assert [is_plain_line(one) for one in (*good, *bad)] == [True] * len(good) + [False] * len(bad)
