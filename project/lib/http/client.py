"""
The one way out of Steward: HTTP with limits on time and size, careful retries, and no way into private networks.

httpx and httpcore are imported at the first request, because web processes make none.
"""

import json as json_text
import random
import time
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from project import __version__

from ..errors import Unavailable
from .addresses import AddressRefused, NoAnswer

if TYPE_CHECKING:
    import httpcore
    import httpx

    from .connection import Deadline

__all__ = ["AddressRefused", "Answer", "Limits", "NoAnswer", "TooLarge", "fetch", "stream"]

# Repeating one of these does no harm (RFC 9110 §9.2.2).
IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
TRY_AGAIN = frozenset({429, 502, 503, 504})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# What may follow a redirect to another host; everything else might be meant for the first one alone.
HARMLESS_HEADERS = frozenset({"accept", "accept-language", "user-agent", "accept-encoding"})
CHUNK = 64 * 1024


class TooLarge(Unavailable):
    code = "answer_too_large"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Seconds, and bytes after decompression. `total` covers everything: retries, redirects and the whole body."""

    connect: float = 5
    read: float = 10
    total: float = 30
    size: int = 5_000_000
    tries: int = 3
    redirects: int = 5


@dataclass(frozen=True)
class Answer:
    """A whole answer, whatever its status. `headers` has lower-case names; `url` is where redirects led."""

    status: int
    headers: Mapping[str, str]
    url: str
    body: bytes

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """
        The body as JSON.

        :raises NoAnswer: it is something else
        """
        try:
            return json_text.loads(self.body)
        except ValueError as fault:
            raise NoAnswer(f"{_host(self.url)} answered with something other than JSON.") from fault


@dataclass
class Incoming:
    """An answer whose body is still arriving: iterate to read it."""

    url: "httpx.URL"
    limits: Limits
    pool: "httpcore.ConnectionPool"
    response: "httpcore.Response"
    headers: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in self.response.headers
        }

    @property
    def status(self) -> int:
        return self.response.status

    def __iter__(self) -> Iterator[bytes]:
        """
        The body in pieces, decompressed.

        :raises TooLarge: it is over the limit; found out before it is in memory
        :raises NoAnswer: the connection broke, or the time is up
        """
        declared = self.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > self.limits.size:
            raise self._too_large()
        size = 0
        with _plain_errors(self.url.host):
            for chunk in _inflated(self._received(), self.headers.get("content-encoding", "identity").lower()):
                size += len(chunk)
                if size > self.limits.size:
                    raise self._too_large()
                yield chunk

    def _received(self) -> Iterator[bytes]:
        size = 0
        for chunk in self.response.iter_stream():
            size += len(chunk)
            if size > self.limits.size:
                raise self._too_large()
            yield chunk

    def _too_large(self) -> TooLarge:
        return TooLarge(f"{self.url.host} answered with more than {self.limits.size:,} bytes.")

    def close(self) -> None:
        self.response.close()
        self.pool.close()


def fetch(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    content: bytes = b"",
    json: Any = None,
    limits: Limits = Limits(),
    allow: Collection[str] = (),
) -> Answer:
    """
    Ask, and read the whole answer.

    :param allow: `host:port` pairs that an operator configured, such as a local AI server; never a person's input
    :raises AddressRefused: the address, or one it redirects to, is not one that Steward may contact
    :raises NoAnswer: no answer in time, or a broken one; an answer of 404 or 500 is an answer
    :raises TooLarge: the answer is over the limit
    """
    with stream(method, url, headers=headers, content=content, json=json, limits=limits, allow=allow) as incoming:
        body = b"" if method == "HEAD" else b"".join(incoming)
        return Answer(incoming.status, incoming.headers, str(incoming.url), body)


@contextmanager
def stream(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    content: bytes = b"",
    json: Any = None,
    limits: Limits = Limits(),
    allow: Collection[str] = (),
) -> Iterator[Incoming]:
    """Ask, and read the answer as it arrives. What it raises is said at `fetch`."""
    from .connection import Deadline

    sent = {"user-agent": f"Steward/{__version__}", "accept-encoding": "gzip"}
    sent |= {name.lower(): value for name, value in (headers or {}).items()}
    if json is not None:
        content = json_text.dumps(json).encode()
        sent.setdefault("content-type", "application/json")
    incoming = _follow(_Request(method, _parsed(url), sent, content, limits, allow, Deadline(limits.total)))
    try:
        yield incoming
    finally:
        incoming.close()


@dataclass
class _Request:
    method: str
    url: "httpx.URL"
    headers: dict[str, str]
    content: bytes
    limits: Limits
    allow: Collection[str]
    deadline: "Deadline"


def _follow(request: _Request) -> Incoming:
    for _ in range(request.limits.redirects + 1):
        incoming = _insist(request)
        if incoming.status not in REDIRECTS or "location" not in incoming.headers:
            return incoming
        incoming.close()
        if request.method not in {"GET", "HEAD"}:
            raise NoAnswer(f"{request.url.host} asks to send this elsewhere, which Steward does not do.")
        target = _parsed(incoming.headers["location"], base=request.url)
        if request.url.scheme == "https" and target.scheme == "http":
            raise AddressRefused(f"{request.url.host} leads from a secure address to an insecure one.")
        if (target.scheme, target.host, target.port) != (request.url.scheme, request.url.host, request.url.port):
            request.headers = {name: value for name, value in request.headers.items() if name in HARMLESS_HEADERS}
        request.url = target
    raise NoAnswer(f"{request.url.host} redirects too often.")


def _insist(request: _Request) -> Incoming:
    """One answer, asked for again where asking again is harmless and may help."""
    for attempt in range(1, request.limits.tries + 1):
        last = attempt == request.limits.tries or request.method not in IDEMPOTENT
        try:
            incoming = _exchange(request)
        except NoAnswer:
            wait = _backoff(attempt)
            if last or wait >= request.deadline.left():
                raise
        else:
            wait = _wanted_wait(incoming, attempt)
            if last or incoming.status not in TRY_AGAIN or wait >= request.deadline.left():
                return incoming
            incoming.close()
        time.sleep(wait)
    raise AssertionError("the last attempt returns or raises")


def _exchange(request: _Request) -> Incoming:
    """Send once, and read as far as the headers."""
    import httpcore

    from .connection import pool

    limits, url = request.limits, request.url
    connections = pool(request.deadline, request.allow)
    timeouts = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.connect}
    headers = [(b"host", url.netloc), *((k.encode("latin-1"), v.encode("latin-1")) for k, v in request.headers.items())]
    if request.content or request.method in {"POST", "PUT", "PATCH"}:
        headers.append((b"content-length", str(len(request.content)).encode()))
    address = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    try:
        with _plain_errors(url.host):
            response = connections.handle_request(
                httpcore.Request(
                    request.method,
                    address,
                    headers=headers,
                    content=request.content,
                    extensions={"timeout": timeouts},
                )
            )
    except BaseException:
        connections.close()
        raise
    return Incoming(url, limits, connections, response)


@contextmanager
def _plain_errors(host: str) -> Iterator[None]:
    import httpcore

    try:
        yield
    except httpcore.TimeoutException as fault:
        raise NoAnswer(f"{host} took too long to answer.") from fault
    except (httpcore.NetworkError, httpcore.ProtocolError, zlib.error) as fault:
        raise NoAnswer(f"{host} could not be reached, or broke off.") from fault


def _parsed(url: str, base: "httpx.URL | None" = None) -> "httpx.URL":
    import httpx

    try:
        parsed = base.join(url) if base else httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError) as fault:
        raise AddressRefused("This is not a web address.") from fault
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise AddressRefused("Steward follows only addresses that start with http: or https:.")
    if parsed.userinfo:
        raise AddressRefused("An address must not carry a user name or password.")
    return parsed


def _host(url: str) -> str:
    return _parsed(url).host


def _inflated(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Decompressed in bounded pieces: 64 kB of gzip may hold 64 MB."""
    if encoding in {"identity", ""}:
        yield from chunks
        return
    if encoding not in {"gzip", "x-gzip"}:
        raise NoAnswer(f"The answer is encoded as {encoding[:20]!r}, which was not asked for.")
    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
    for received in chunks:
        rest = received
        while rest and not inflate.eof:
            yield inflate.decompress(rest, CHUNK)
            rest = inflate.unconsumed_tail
    if not inflate.eof:
        raise zlib.error("the stream ends early")


def _backoff(attempt: int) -> float:
    """Full jitter (Brooker, AWS Architecture Blog, 2015): spreads out those who failed together."""
    return random.uniform(0, min(4.0, 0.25 * 2**attempt))  # noqa: S311 (no secret)


def _wanted_wait(incoming: Incoming, attempt: int) -> float:
    """Seconds until the server wants to be asked again (RFC 9110 §10.2.3), else our own backoff."""
    wanted = incoming.headers.get("retry-after", "").strip()
    if wanted.isdecimal():
        return float(wanted)
    try:
        at = parsedate_to_datetime(wanted)
    except ValueError:
        return _backoff(attempt)
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
