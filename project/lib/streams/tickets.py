"""
Short-lived permission to open one event stream, checked without a session or a database.

A browser's EventSource can send no header, and in development the stream is another origin that gets no cookie. So
the page carries a ticket in the stream's address: what may be watched, by whom (as a digest that tells two people
apart and names neither), until when, and a signature over the three. Django-free: the stream process verifies it.
"""

import hashlib
import hmac

LIFETIME_SECONDS = 60
PURPOSE = b"steward.stream.ticket.v1"


def _mac(secret: str, text: str) -> str:
    key = hmac.digest(secret.encode(), PURPOSE, "sha256")
    return hmac.digest(key, text.encode(), "sha256").hex()


def issue(topic: str, *, viewer: str, secret: str, now: float) -> str:
    who = hashlib.sha256(_mac(secret, f"viewer:{viewer}").encode()).hexdigest()[:12]
    expires = int(now) + LIFETIME_SECONDS
    return f"{expires}.{who}.{_mac(secret, f'{topic}.{expires}.{who}')}"


def viewer_of(ticket: str, topic: str, *, secret: str, now: float) -> str | None:
    """The digest of the person whom the ticket lets watch the topic now; None where it does not."""
    expires, _, rest = ticket.partition(".")
    who, _, signature = rest.partition(".")
    # The signature is compared first, so what follows reads only what we wrote.
    if not hmac.compare_digest(signature.encode(), _mac(secret, f"{topic}.{expires}.{who}").encode()):
        return None
    return who if now <= int(expires) else None
