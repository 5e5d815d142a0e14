"""How an event of the audit log is told to the person whom it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .consents import Purpose
from .devices import described
from .events import BY_CODE

# What was before and after, as a pair.
CHANGED = frozenset({"email", "groups", "is_active", "name", "rights", "role", "tier"})
MOMENTS = frozenset({"on", "until", "expires_at"})
LABELS = {
    "email": "Address",
    "expires_at": "Good until",
    "devices": "Browsers signed out",
    "groups": "Groups of staff",
    "hint": "Begins with",
    "invitation": "Came by an invitation",
    "is_active": "Account open",
    "keys": "API keys revoked",
    "on": "Will be deleted on",
    "programs": "Programs signed out",
    "purpose": "Text",
    "rights": "Its members may",
    "scopes": "May",
    "second": "Second factor",
    "until": "At the latest until",
    "way": "Signed in with",
    "what": "Opened",
}
_FACTORS = {"totp": "authenticator app", "webauthn": "passkey", "recovery_codes": "recovery code"}
# By what they are said of: a reason that staff typed may be any of these words, and stays as it is.
WORDS: dict[str, dict[str, str]] = {
    "is_active": {"True": "yes", "False": "no"},
    "purpose": {purpose.value: purpose.wording.title for purpose in Purpose},
    "reason": {
        "asked": "you asked for it",
        "closed": "the account was closed",
        "password_changed": "the password was changed",  # pragma: allowlist secret
        "password_reset": "a new password was set by mail",  # pragma: allowlist secret
        "wrong_code": "a wrong code",
        "wrong_password": "a wrong password",  # pragma: allowlist secret
    },
    "role": {"admin": "administrator", "user": "no administrator"},
    "second": _FACTORS,
    "tier": {"free": "Free", "standard": "Standard"},
    "type": _FACTORS,
    "way": {
        "google": "Google",
        "recovery_code": "recovery code",
        "one_time_link": "one-time link",
        "api_token": "API",
        "reset": "new password by mail",
        "sign_up": "new account",
    },
}


@dataclass(frozen=True, slots=True)
class Line:
    """A thing that was written down with an event: in words, or a moment for the page to show as the person does."""

    label: str
    words: str = ""
    at: datetime | None = None


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
    lines: tuple[Line, ...]


def entry(*, at: datetime, name: str, failed: bool, by_staff: bool, details: Mapping[str, Any]) -> Entry:
    event = BY_CODE.get(name)
    device = str(details.get("device", ""))
    lines = (_line(key, value) for key, value in details.items() if key not in {"network", "device"})
    return Entry(
        at=at,
        # An event of a later version, read after a step back, still has its name.
        sentence=event.sentence if event else name.replace("_", " ").capitalize(),
        failed=failed,
        by_staff=by_staff,
        network=str(details.get("network", "")),
        device=described(device) if device else "",
        lines=tuple(line for line in lines if line.words or line.at),
    )


def _line(key: str, value: Any) -> Line:
    label = LABELS.get(key, key.replace("_", " ").capitalize())
    if key in CHANGED and isinstance(value, list) and len(value) == 2:
        before, after = (_words(key, item) or "none" for item in value)
        return Line(label, f"{before} → {after}")
    if key in MOMENTS and value:
        return Line(label, at=datetime.fromisoformat(value))
    return Line(label, _words(key, value))


def _words(key: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_words(key, item) for item in value)
    if key == "scopes":
        area, _, act = str(value).partition(":")
        return f"{act} {area}"
    if key == "invitation":
        return "yes"
    return WORDS.get(key, {}).get(str(value), str(value))
