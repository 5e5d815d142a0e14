"""
How often anyone may ask for what: every rate limit of Steward, in one table.

No Django here: the environment is read with it, so that a typo in RATE_LIMITS stops the start.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_rate = re.compile(r"([1-9]\d{0,6})/([1-9]\d{0,3})?([smhd])").fullmatch


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in a window of so many seconds."""

    count: int
    seconds: int

    @classmethod
    def parse(cls, text: str) -> "Rate":
        """
        `60/m`, `100/15m`, `2/d`.

        :raises ValueError: for anything else
        """
        found = _rate(text)
        if not found:
            raise ValueError(f"{text!r} is not a rate such as 60/m, 100/15m or 2/d")
        count, times, unit = found.groups()
        return cls(int(count), int(times or 1) * UNITS[unit])


class Key(Enum):
    """Whom a policy counts."""

    ADDRESS = "address"
    PERSON = "person"  # by address where nobody is signed in
    ACCOUNT = "account"  # the account that a form or body names, whoever sends it


class WhenAway(Enum):
    """What a policy does while Redis, which counts, is away."""

    OPEN = "open"  # lets everything through: a read that works beats a limit
    LOCAL = "local"  # each process counts for itself, in bounded memory


@dataclass(frozen=True, slots=True)
class Policy:
    name: str
    rate: Rate
    key: Key
    when_away: WhenAway = WhenAway.OPEN
    # The rate of people on the standard tier.
    standard: Rate | None = None
    # Counted whenever the policy of this name is asked for.
    along_with: str = ""
    # Takes the place of the general policies, so that a page's own traffic does not use up its reader's requests.
    apart: bool = False
    # Showing the form is free, sending it counts.
    writes_only: bool = False


def _policy(name: str, rate: str, key: Key, *, standard: str = "", local: bool = False, **more: object) -> Policy:
    away = WhenAway.LOCAL if local else WhenAway.OPEN
    tier = Rate.parse(standard) if standard else None
    return Policy(name, Rate.parse(rate), key, when_away=away, standard=tier, **more)  # type: ignore[arg-type]


# Where several are exceeded, the first of the table answers.
TABLE: Final = (
    # General: nobody in particular, on anything dynamic, and everyone on the routes that sign people in.
    _policy("ip-burst", "10/10s", Key.ADDRESS),
    _policy("ip-minute", "60/m", Key.ADDRESS),
    _policy("ip-hour", "1000/h", Key.ADDRESS),
    # General: pages of people who are signed in. One page may load a few fragments at once.
    _policy("user-burst", "30/10s", Key.PERSON),
    _policy("user-minute", "60/m", Key.PERSON),
    _policy("user-hour", "1000/h", Key.PERSON),
    # General: the API.
    _policy("api", "100/15m", Key.PERSON, standard="1000/h"),
    # What a page asks for by itself.
    _policy("poll", "120/m", Key.PERSON, apart=True),
    _policy("suggest", "240/m", Key.PERSON, apart=True),
    # Signing in. These keep counting while Redis is away.
    _policy("login", "5/m", Key.ADDRESS, local=True, writes_only=True),
    _policy("login-account", "10/15m", Key.ACCOUNT, local=True, writes_only=True, along_with="login"),
    _policy("register", "5/h", Key.ADDRESS, local=True, writes_only=True),
    _policy("reset", "10/h", Key.ADDRESS, local=True, writes_only=True),
    _policy("reset-account", "3/h", Key.ACCOUNT, local=True, writes_only=True, along_with="reset"),
    _policy("refresh", "30/m", Key.ADDRESS, local=True),
    _policy("second-factor", "10/15m", Key.PERSON, local=True),
    _policy("resend", "5/h", Key.ADDRESS, local=True, writes_only=True),
    # What costs more than a page.
    _policy("chat-free", "100/h", Key.PERSON, standard="1000/h"),
    _policy("meal-plan", "10/h", Key.PERSON),
    _policy("search", "30/m", Key.PERSON),
    _policy("export", "2/d", Key.PERSON, local=True),
    _policy("photo", "20/h", Key.PERSON),
    _policy("feedback", "10/h", Key.PERSON),
    # Links that people give to others.
    _policy("shared", "30/m", Key.ADDRESS),
    # The pictures of a list, which a browser fetches by itself; a page has up to 25.
    _policy("pictures", "600/m", Key.ADDRESS, apart=True),
    # What machines send by themselves.
    _policy("webhook", "30/m", Key.ADDRESS, apart=True),
    _policy("csp-report", "30/m", Key.ADDRESS, apart=True),
    _policy("beacon", "120/m", Key.ADDRESS, apart=True),
)
NAMES: Final = tuple(policy.name for policy in TABLE)

IP_POLICIES: Final = ("ip-burst", "ip-minute", "ip-hour")
USER_POLICIES: Final = ("user-burst", "user-minute", "user-hour")


def overrides(value: str) -> dict[str, Rate]:
    """
    `login=5/m,export=10/d`.

    :raises ValueError: for a rate or a name that cannot be meant
    """
    found = {}
    for part in filter(None, (part.strip() for part in value.split(","))):
        name, _, rate = part.partition("=")
        if name.strip() not in NAMES:
            raise ValueError(f"there is no policy {name.strip()!r}; there are {', '.join(NAMES)}")
        found[name.strip()] = Rate.parse(rate.strip())
    return found


def policies(changed: Mapping[str, Rate], api_count: int | None = None) -> dict[str, Policy]:
    """
    The table with what the environment changes.

    An override holds for everyone, so a tier's own rate goes with it. `api_count` is API_RATE_LIMIT, which keeps
    the window.
    """
    table = {policy.name: policy for policy in TABLE}
    if api_count is not None:
        table["api"] = replace(table["api"], rate=Rate(api_count, table["api"].rate.seconds))
    for name, rate in changed.items():
        table[name] = replace(table[name], rate=rate, standard=None)
    return table
