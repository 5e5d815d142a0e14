"""How an event of the audit log is told to the person whom it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .devices import described
from .events import BY_CODE

LABELS = {
    "way": "Signed in with",
    "second": "Second factor",
    "is_active": "Account open",
    "until": "At the latest until",
}
WORDS = {
    "google": "Google",
    "recovery_code": "recovery code",
    "one_time_link": "one-time link",
    "api_token": "API",
    "reset": "new password by mail",
    "sign_up": "new account",
    "totp": "app",
    "webauthn": "passkey",
    "True": "yes",
    "False": "no",
    "": "none",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One thing that happened: a sentence, and what was written down with it.

    `by_staff` where somebody else did it; who that was is for the staff's own log.
    """

    at: datetime
    sentence: str
    failed: bool
    by_staff: bool
    network: str
    device: str
    lines: tuple[tuple[str, str], ...]


def entry(*, at: datetime, name: str, failed: bool, by_staff: bool, details: Mapping[str, Any]) -> Entry:
    event = BY_CODE.get(name)
    device = str(details.get("device", ""))
    told = ((key, _words(value)) for key, value in details.items() if key not in {"network", "device"})
    return Entry(
        at=at,
        # An event of a later version, read after a step back, still has its name.
        sentence=event.sentence if event else name.replace("_", " ").capitalize(),
        failed=failed,
        by_staff=by_staff,
        network=str(details.get("network", "")),
        device=described(device) if device else "",
        lines=tuple((LABELS.get(key, key.replace("_", " ").capitalize()), words) for key, words in told if words),
    )


def _words(value: Any) -> str:
    """A pair is what it was before and after."""
    if isinstance(value, list | tuple) and len(value) == 2:
        before, after = (WORDS.get(str(item), _plain(item)) for item in value)
        return f"{before} → {after}"
    return "" if value in ("", None) else WORDS.get(str(value), _plain(value))


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) or "none" if isinstance(value, list | tuple) else str(value)
