"""A passkey device in software: makes a key for a site and proves it, as a phone does."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData


class SoftKey:
    """One discoverable key, verified by its owner's fingerprint."""

    FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV

    def __init__(self, site: str = "http://testserver") -> None:
        self.site = site
        self.rp = hashlib.sha256(site.split("//")[1].split(":")[0].encode()).digest()
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.owner = b""
        self.count = 0

    def _client(self, what: str, challenge: str) -> bytes:
        said = {"type": what, "challenge": challenge, "origin": self.site, "crossOrigin": False}
        return json.dumps(said).encode()

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer to `creation_options`."""
        asked = options["publicKey"]
        self.owner = websafe_decode(asked["user"]["id"])
        kept = AttestedCredentialData.create(
            Aaguid(b"\0" * 16), self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(self.rp, self.FLAGS | AuthenticatorData.FLAG.AT, 0, kept)
        return self._answer(
            {
                "clientDataJSON": websafe_encode(self._client("webauthn.create", asked["challenge"])),
                "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
            }
        )

    def show(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer to `request_options`."""
        said = self._client("webauthn.get", options["publicKey"]["challenge"])
        self.count += 1
        data = AuthenticatorData.create(self.rp, self.FLAGS, self.count)
        signed = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(said),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signed),
                "userHandle": websafe_encode(self.owner),
            }
        )

    def _answer(self, response: dict[str, Any]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {"credProps": {"rk": True}},
        }
