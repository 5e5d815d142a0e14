"""An issuer of identities on this machine, in place of Google: discovery, keys and tokens over real HTTP."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "client.example", "between us"


@dataclass
class Issuer:
    address: str = ""
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    signs_with: rsa.RSAPrivateKey | None = None
    # What it says instead of the truth: {"aud": "somebody else"}.
    lies: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, tuple[dict[str, str], dict[str, Any]]] = field(default_factory=dict)

    def agree(self, asked: str, **who: Any) -> dict[str, str]:
        """The person agrees at the issuer's page; what it sends them back with."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items()}
        code = f"code-{len(self.codes)}"
        self.codes[code] = (query, who)
        return {"code": code, "state": query["state"]}

    def token(self, form: dict[str, str]) -> dict[str, Any]:
        query, who = self.codes.pop(form["code"])
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        assert (form["client_id"], form["client_secret"]) == (CLIENT, SECRET)
        assert challenge.decode() == query["code_challenge"]
        said = {"iss": self.address, "aud": CLIENT, "exp": time.time() + 60, "nonce": query["nonce"]} | who | self.lies
        token = jwt.encode(said, self.signs_with or self.key, "RS256", headers={"kid": "one"})
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": token}

    def answer(self, path: str, form: dict[str, str]) -> dict[str, Any]:
        if path == "/token":
            return self.token(form)
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [public | {"kid": "one", "alg": "RS256"}]}
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }


@contextmanager
def issuing() -> Iterator[Issuer]:
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
            try:
                body, status = json.dumps(issuer.answer(self.path, form)).encode(), 200
            except (AssertionError, KeyError) as fault:
                body, status = json.dumps({"error": str(fault)}).encode(), 400
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: Any) -> None:
            """Nothing: the test says what went wrong."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
