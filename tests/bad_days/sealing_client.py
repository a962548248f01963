"""Browsers without a browser that seal for real, write all the time, and do not give up when no answer comes.

What each has been answered, and what it was just sending, is remembered: so it can be said of any later state of the
house, or of any copy of it, whether it is whole (`Circle.faults`).
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import random
import secrets
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pyrage

from tests.bad_days.running import PATIENCE, Browser, House

HOST = "oma.tuokio.localhost"
BEFORE_ALL = "0" * 64
PART = 1 << 20  # bytes of each part of a file but the last


def b64(content: bytes) -> str:
    return b64encode(content).decode()


class Refused(Exception):
    """The house said no, with this code."""


class Stopped(Exception):
    """It is over: nobody asks any more."""


@dataclass
class Person:
    """One person's browser, come over from the main host, with keys of its own."""

    house: House
    session: str
    go_on: Callable[[], bool] = lambda: True
    repeats: int = 0
    answers: int = 0
    token: str = ""
    root: Any = field(default_factory=pyrage.x25519.Identity.generate)
    id: str = field(default_factory=lambda: str(uuid4()))
    verify: str = field(default_factory=lambda: b64(secrets.token_bytes(32)))

    @property
    def keys(self) -> dict[str, str]:
        return {"id": self.id, "recipient": str(self.root.to_public()), "verify": self.verify}

    def comes_over(self) -> None:
        location = Browser(self.house, self.session).send("/vault/enter/").location
        self.token = self.says("POST", "enter", {"word": location.partition("#in=")[2]})["token"]

    def opens_an_account(self) -> None:
        ways = [
            {"id": str(uuid4()), "kind": kind, "sealed": self.sealed(str(self.root).encode()), "proved": True}
            for kind in ("passphrase", "recovery")
        ]
        self.says("POST", "account", self.public() | {"ways": ways, "keyring": self.sealed(b"{}")})

    def public(self) -> dict[str, str]:
        return {name: value for name, value in self.keys.items() if name != "id"}

    def sealed(self, plain: bytes) -> str:
        return b64(pyrage.encrypt(plain, [self.root.to_public()]))

    def says(self, method: str, address: str, said: Any = None, body: bytes | None = None) -> Any:
        """Ask until there is an answer; gives what it says. Raises Refused."""
        answered: Any = json.loads(self.asks(method, address, said, body))
        return answered

    def asks(self, method: str, address: str, said: Any = None, body: bytes | None = None) -> bytes:
        until = time.monotonic() + PATIENCE
        while True:
            while not self.house.up.wait(
                0.1
            ):  # a port that nobody listens at must not be asked: it could answer itself
                if not self.go_on():
                    raise Stopped
                assert time.monotonic() < until, "the house did not come back"
            try:
                status, came = self.one_try(method, address, said, body)
            except (OSError, http.client.HTTPException):
                assert time.monotonic() < until, f"no answer at {address}"
                if not self.go_on():
                    raise Stopped from None
                self.repeats += 1
                time.sleep(0.02)
                continue
            assert status < 500, f"{status} at {address}"
            self.answers += 1
            if status >= 400:
                raise Refused(json.loads(came)["refused"])
            return came

    def one_try(self, method: str, address: str, said: Any, body: bytes | None) -> tuple[int, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=30)
        headers = {
            "Host": f"{HOST}:{self.house.port}",
            "Content-Type": "application/json" if body is None else "application/octet-stream",
        }
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        sent = body if body is not None else (json.dumps(said).encode() if said is not None else None)
        try:
            line.request(method, f"/api/{address}", sent, headers)
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()

    def at(self, house: House) -> Person:
        """The same person asking another house, which is a copy of the one before."""
        return Person(house, self.session, token=self.token, root=self.root, id=self.id, verify=self.verify)


@dataclass
class Sent:
    """Of one document or file: each version that was ever tried, and the newest that was answered."""

    tried: dict[int, bytes] = field(default_factory=dict)
    answered: int = 0


@dataclass
class Circle:
    """The shared notes of a group: a steward who also turns the key, and members who write."""

    people: list[Person]
    id: str = field(default_factory=lambda: str(uuid4()))
    documents: dict[str, Sent] = field(default_factory=dict)
    files: dict[str, Sent] = field(
        default_factory=dict
    )  # the parts that were answered; tried[0] is the whole
    turned: int = 1  # the newest key that was answered
    turns_tried: dict[int, str] = field(default_factory=dict)

    @property
    def steward(self) -> Person:
        return self.people[0]

    def is_founded(self, process: str) -> None:
        """By the steward; then each of the others is invited, answers and comes in with the past."""
        by = self.steward
        key = pyrage.x25519.Identity.generate()
        self.turns_tried[1] = str(key)
        entry = {"act": "create", "seq": 1, "prev": BEFORE_ALL, "space": self.id, "kind": "group", "by": by.id,
                 "member": by.keys}  # fmt: skip
        by.says("POST", "spaces", {"id": self.id, "kind": "group", "process": process}
                | self.written(entry, [(1, key, by)]))  # fmt: skip
        for other in self.people[1:]:
            record = next(
                one["id"]
                for one in self.seen(by)["record"]
                if one["reachable"] and not one["supervises"] and not one["member"]
            )
            invite = {"id": str(uuid4()), "record": record, "past": True}
            by.says("POST", f"spaces/{self.id}/invites", invite)
            (mine,) = other.says("GET", "spaces")["invites"]
            answer = other.public() | {"member": other.id, "proof": b64(secrets.token_bytes(32))}
            other.says("PUT", f"invites/{mine['id']}", answer)
            entry = self.next_entry(by) | {"act": "add", "member": other.keys, "past": True, "guest": False}
            by.says("POST", f"spaces/{self.id}", self.written(entry, [(1, key, other)]))

    def seen(self, by: Person) -> Any:
        return by.says("GET", f"spaces/{self.id}")

    def next_entry(self, by: Person) -> dict[str, Any]:
        there = self.seen(by)
        return {"space": self.id, "seq": there["length"] + 1, "prev": there["head"], "by": by.id}

    def written(self, entry: dict[str, Any], keys: list[tuple[int, Any, Person]]) -> dict[str, Any]:
        text = json.dumps(entry)
        sealed = [
            {"epoch": epoch, "member": whose.id, "sealed": whose.sealed(str(key).encode())}
            for epoch, key, whose in keys
        ]
        return {"entry": text, "head": hashlib.sha256(text.encode()).hexdigest(), "keys": sealed}

    def keys_of(self, by: Person, there: Any) -> dict[int, Any]:
        """The key of each key period, opened with the person's own."""
        return {one["epoch"]: opened_key(by, one["sealed"]) for one in there["keys"]}

    # --- what they do all the time -----------------------------------------------------------------------------

    def work(self, by: Person, chance: random.Random) -> None:
        """Until it is over: mostly write, now and then send a file, or turn the key."""
        with contextlib.suppress(Stopped):
            while by.go_on():
                act = chance.random()
                if act < 0.08:
                    self.sends_a_file(by, chance)
                elif act < 0.3 and by is self.steward:
                    self.turns(by)
                else:
                    self.writes(by, chance)

    def writes(self, by: Person, chance: random.Random) -> None:
        """The next version of a document that is this person's own, or a new one."""
        mine = [pk for pk in self.documents if pk.startswith(by.id[:6])]
        pk = chance.choice(mine) if len(mine) > 5 else by.id[:6] + str(uuid4())[6:]
        kept = self.documents.setdefault(pk, Sent())
        rev = kept.answered + 1
        text = kept.tried.setdefault(
            rev, f"{pk} {rev} ".encode() + chance.randbytes(chance.randrange(12_000))
        )
        while True:
            there = self.seen(by)
            epoch = there["epoch"]
            sealed = pyrage.encrypt(text, [self.keys_of(by, there)[epoch].to_public()])
            address = f"documents/{pk}?space={self.id}&kind=note&epoch={epoch}&rev={rev}"
            try:
                by.says("PUT", address, body=sealed)
            except Refused as refusal:
                if str(refusal) == "turn-due":  # the key was turned meanwhile
                    continue
                assert str(refusal) == "overtaken", refusal
                self.lost_an_answer(by, pk, text)
            kept.answered = rev
            return

    def lost_an_answer(self, by: Person, pk: str, text: bytes) -> None:
        there = self.seen(by)
        (row,) = (one for one in there["documents"] if one["id"] == pk)
        stands = pyrage.decrypt(by.asks("GET", f"documents/{pk}"), [self.keys_of(by, there)[row["epoch"]]])
        assert stands == text, "somebody else's words stand there"

    def turns(self, by: Person) -> None:
        """A new key, sealed to everybody; an answer that was lost is found by its effect."""
        there = self.seen(by)
        epoch, key = there["epoch"] + 1, pyrage.x25519.Identity.generate()
        self.turns_tried[epoch] = str(key)
        entry = {"space": self.id, "seq": there["length"] + 1, "prev": there["head"], "by": by.id, "act": "epoch",
                 "epoch": str(key.to_public())}  # fmt: skip
        said = self.written(entry, [(epoch, key, one) for one in self.people])
        try:
            by.says("POST", f"spaces/{self.id}", said)
        except Refused as refusal:
            assert str(refusal) == "overtaken", refusal
            there = self.seen(by)
            assert (there["epoch"], there["head"]) == (epoch, said["head"]), "another turning stands there"
        self.turned = epoch

    def sends_a_file(self, by: Person, chance: random.Random) -> None:
        pk, plain = str(uuid4()), chance.randbytes(chance.randrange(1, 2_600_000))
        kept = self.files.setdefault(pk, Sent({0: plain}))
        while True:
            there = self.seen(by)
            sealed = pyrage.encrypt(plain, [self.keys_of(by, there)[there["epoch"]].to_public()])
            try:
                about = {"space": self.id, "epoch": there["epoch"], "size": len(sealed)}
                by.says("PUT", f"files/{pk}", about)
                break
            except Refused as refusal:
                assert str(refusal) == "turn-due", refusal
        for number in range(-(-len(sealed) // PART)):
            by.says("PUT", f"files/{pk}/{number}", body=sealed[number * PART : (number + 1) * PART])
            kept.answered = number + 1

    # --- whether a house, or a copy of one, is whole -----------------------------------------------------------

    def answered(self) -> Answered:
        """What has been answered up to now."""
        return Answered(
            {pk: one.answered for pk, one in list(self.documents.items())},
            {pk: one.answered for pk, one in list(self.files.items())},
            self.turned,
        )

    def faults(self, house: House, since: Answered) -> list[str]:
        """What is not whole in that house, as each of the people finds it with their own keys."""
        found: list[str] = []
        for one in self.people:
            by = one.at(house)
            there = self.seen(by)
            named = 1 + sum(json.loads(text)["act"] == "epoch" for text in there["entries"])
            if named != there["epoch"] or len(there["entries"]) != there["length"]:
                found.append(f"half a turning: {named} keys named, {there['epoch']} current")
            keys = self.keys_of(by, there)
            if set(keys) != set(range(1, there["epoch"] + 1)) or there["epoch"] < since.turned:
                found.append(f"keys {sorted(keys)} of {there['epoch']}, {since.turned} answered")
            found += [
                f"another key of {epoch}"
                for epoch, key in keys.items()
                if str(key) != self.turns_tried[epoch]
            ]
            found += self.document_faults(by, there, keys, since)
            found += self.file_faults(by, keys, since)
        return found

    def document_faults(self, by: Person, there: Any, keys: dict[int, Any], since: Answered) -> list[str]:
        found = []
        rows = {row["id"]: row for row in there["documents"]}
        for pk, rev in since.documents.items():
            if rev and (pk not in rows or rows[pk]["rev"] < rev):
                found.append(f"a document lost: {rev} was answered, {rows.get(pk)} stands")
        for pk, row in rows.items():
            try:
                text = pyrage.decrypt(by.asks("GET", f"documents/{pk}"), [keys[row["epoch"]]])
            except (pyrage.DecryptError, KeyError) as fault:
                found.append(f"a document that does not open: {fault!r}")
                continue
            if text != self.documents[pk].tried.get(row["rev"]):
                found.append(f"a document with other words than were written: {row}")
        return found

    def file_faults(self, by: Person, keys: dict[int, Any], since: Answered) -> list[str]:
        found = []
        for pk, parts in since.files.items():
            if not parts:
                continue
            there = by.says("GET", f"files/{pk}")
            if not set(range(parts)) <= set(there["parts"]):
                found.append(f"{parts} parts of a file were answered, {there['parts']} are here")
            if there["whole"]:
                sealed = b"".join(by.asks("GET", f"files/{pk}/{number}") for number in sorted(there["parts"]))
                if pyrage.decrypt(sealed, [keys[there["epoch"]]]) != self.files[pk].tried[0]:
                    found.append("a file with other bytes than were sent")
        return found


@dataclass(frozen=True)
class Answered:
    """How far each document, file and turning had come, as the house had said."""

    documents: dict[str, int]
    files: dict[str, int]
    turned: int


def opened_key(by: Person, sealed: str) -> Any:
    return pyrage.x25519.Identity.from_str(pyrage.decrypt(b64decode(sealed), [by.root]).decode())
