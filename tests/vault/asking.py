"""A browser that asks the locked notes' host, without a browser: what it sends is shaped like what a real one seals."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client
from fido2.utils import websafe_encode

from tests.soft_key import SoftKey
from tuokio.people.models import Person

HEAD = b"age-encryption.org/v1\n"
BEFORE_ALL = "0" * 64


def sealed(text: str = "", size: int = 300) -> bytes:
    """Bytes that begin as every sealed file does."""
    return HEAD + text.encode().ljust(size, b"\0")


def b64(content: bytes) -> str:
    return b64encode(content).decode()


class Asker:
    """One person's browser: signed in at the main host, and come over to the other."""

    def __init__(self, person: Person | None) -> None:
        self.person = person
        self.client = Client()
        self.token = ""
        self.recipient = f"age1{uuid4().hex.translate(str.maketrans('1bio', 'qzzz'))}".ljust(62, "q")
        self.verify = b64(uuid4().bytes * 2)
        self.member_id = str(uuid4())
        if person is not None:
            self.client.force_login(person)
            self.comes_over()

    def comes_over(self) -> None:
        answer = self.client.post("/vault/enter/")
        word = answer.headers["location"].partition("#in=")[2]
        self.token = self.asks("POST", "enter", {"word": word}).json()["token"]

    def asks(self, method: str, address: str, said: Any = None, *, body: bytes | None = None) -> Any:
        return self.sends(method, f"/api/{address}", said, body=body)

    def sends(self, method: str, address: str, said: Any = None, *, body: bytes | None = None) -> Any:
        """Ask for any address of that host, with the word that this browser carries."""
        carried = {"authorization": f"Bearer {self.token}"} if self.token else {}
        return Client().generic(
            method,
            address,
            body if body is not None else (b"" if said is None else json.dumps(said).encode()),
            content_type="application/octet-stream" if body is not None else "application/json",
            headers={"host": settings.VAULT_DOMAIN, **carried},
        )

    def way(self, kind: str = "passphrase", *, proved: bool = True, text: str = "") -> dict[str, Any]:
        said: dict[str, Any] = {
            "id": str(uuid4()),
            "kind": kind,
            "sealed": b64(sealed(text)),
            "proved": proved,
        }
        return said

    def passkey_way(self, key: SoftKey) -> dict[str, Any]:
        """A way whose passkey is made now: the browser sends its answer, and nothing of what it opens."""
        question = self.asks("POST", "passkeys/new-question", {}).json()
        user = websafe_encode(uuid4().bytes)
        answer = key.make({"publicKey": {"challenge": question["challenge"], "user": {"id": user}}})
        made = {"question": question["question"], "credential": answer["id"], **answer["response"]}
        return self.way("passkey") | {"credential": answer["id"], "made": made}

    def shows(self, key: SoftKey, **changed: Any) -> Any:
        """Come in by a passkey, from nowhere."""
        question = self.asks("POST", "passkeys/question", {}).json()
        answer = key.show({"publicKey": {"challenge": question["challenge"]}})
        said = {"question": question["question"], "credential": answer["id"], **answer["response"]}
        return self.asks("POST", "passkeys/enter", said | changed)

    def opens_an_account(self, *ways: dict[str, Any]) -> Any:
        said = {
            "recipient": self.recipient,
            "verify": self.verify,
            "ways": list(ways) or [self.way(), self.way("recovery")],
            "keyring": b64(sealed("ring")),
        }
        return self.asks("POST", "account", said)

    def founds(
        self, kind: str, process_id: object = None, *, space_id: str = "", said: dict[str, Any] | None = None
    ) -> Any:
        space_id = space_id or str(uuid4())
        member = {"id": self.member_id, "recipient": self.recipient, "verify": self.verify}
        entry = {
            "act": "create", "seq": 1, "prev": BEFORE_ALL, "space": space_id, "kind": kind, "by": self.member_id,
            "member": member,
        } | (said or {})  # fmt: skip
        return self.asks(
            "POST",
            "spaces",
            {
                "id": space_id,
                "kind": kind,
                "process": process_id and str(process_id),
                "entry": json.dumps(entry),
                "head": "1".rjust(64, "0"),
                "keys": [{"epoch": 1, "member": self.member_id, "sealed": b64(sealed("key 1"))}],
            },
        )

    def keeps(
        self, space_id: str, text: str, *, document_id: str, rev: int = 1, epoch: int = 1, kind: str = "note"
    ) -> Any:
        address = f"documents/{document_id}?space={space_id}&kind={kind}&epoch={epoch}&rev={rev}"
        return self.asks("PUT", address, body=sealed(text))
