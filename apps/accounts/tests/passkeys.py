"""A passkey as software: what a browser and its authenticator would answer."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

USER_PRESENT_AND_VERIFIED = 0x05
WITH_CREDENTIAL = 0x40


@dataclass
class SoftPasskey:
    origin: str = "https://testserver"
    host: str = "testserver"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: os.urandom(16))

    def made(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to `navigator.credentials.create`."""
        public = ES256.from_cryptography_key(self.key.public_key())
        attested = AttestedCredentialData.create(b"\0" * 16, self.credential_id, public)
        flags = USER_PRESENT_AND_VERIFIED | WITH_CREDENTIAL
        data = AuthenticatorData.create(self._relying_party(), flags, 0, attested)
        client = self._client("webauthn.create", options["publicKey"]["challenge"])
        attestation = AttestationObject.create("none", data, {})
        answer = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(bytes(attestation))}
        return self._credential(answer) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def used(self, options: dict[str, Any], handle: str = "") -> dict[str, Any]:
        """The answer to `navigator.credentials.get`."""
        data = AuthenticatorData.create(self._relying_party(), USER_PRESENT_AND_VERIFIED, 1)
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        signature = self.key.sign(bytes(data) + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        answer = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(bytes(data)),
            "signature": websafe_encode(signature),
            "userHandle": handle or None,
        }
        return self._credential(answer) | {"clientExtensionResults": {}}

    def _relying_party(self) -> bytes:
        return hashlib.sha256(self.host.encode()).digest()

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _credential(self, answer: dict[str, Any]) -> dict[str, Any]:
        name = websafe_encode(self.credential_id)
        return {"id": name, "rawId": name, "type": "public-key", "response": answer}


def handle_of(person: Any) -> str:
    """What the server called the person when the passkey was made."""
    from allauth.account.utils import user_pk_to_url_str

    return websafe_encode(user_pk_to_url_str(person).encode())


def credential(passkey: SoftPasskey | None = None) -> dict[str, Any]:
    """What is kept of a passkey when it was added."""
    challenge = websafe_encode(os.urandom(32))
    assert websafe_decode(challenge)
    return (passkey or SoftPasskey()).made({"publicKey": {"challenge": challenge}})
