"""
Every environment variable Steward reads, with its type and default, in one place.

A value comes from the process, else from `.env`, else from `var/steward.env`, which `./run` writes for the
servers and secrets it made. Secrets may also be given as NAME_FILE, a path to a file that holds the value.
"""

import base64
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from project.lib.limits.policies import Rate, overrides
from project.lib.limits.proxies import Trust

ROOT = Path(__file__).resolve().parents[2]

# Names that Steward's predecessors used. Setting one has no effect, and a check says so.
IGNORED = ("SUPABASE_URL", "SUPABASE_JWT_SECRET", "MONGODB_URL", "DATABASE_NAME", "COLLECTION_NAME")


class BadEnvironment(Exception):
    """One or more variables cannot be used; the message names each of them and says what is expected."""


def text(value: str) -> str:
    return value


def flag(value: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if value.lower() not in known:
        raise ValueError("expected true or false")
    return known[value.lower()]


def words(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def origins(value: str) -> tuple[str, ...]:
    """`https://host` or `chrome-extension://id`, with a port where it is not the usual one; or `*`."""
    found = words(value)
    for origin in found:
        parts = urlsplit(origin)
        if origin != "*" and (not parts.scheme or not parts.netloc or origin != f"{parts.scheme}://{parts.netloc}"):
            raise ValueError("expected origins such as https://app.example.org, without a path")
    return found


def networks(value: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(part) for part in words(value))


def number(low: int, high: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not value.isdecimal() or not low <= int(value) <= high:
            raise ValueError(f"expected a whole number from {low} to {high}")
        return int(value)

    return parse


def share(value: str) -> float:
    try:
        parsed = float(value)
    except ValueError:
        parsed = -1.0
    if not 0 <= parsed <= 1:
        raise ValueError("expected a number from 0 to 1")
    return parsed


def one_of(*choices: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value not in choices:
            raise ValueError(f"expected one of {', '.join(choices)}")
        return value

    return parse


def some_of(*choices: str) -> Callable[[str], tuple[str, ...]]:
    def parse(value: str) -> tuple[str, ...]:
        found = words(value)
        if not set(found) <= set(choices):
            raise ValueError(f"expected some of {', '.join(choices)}, separated by commas")
        return found

    return parse


def url(*schemes: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if urlsplit(value).scheme not in schemes:
            raise ValueError(f"expected an address that starts with {' or '.join(f'{s}:' for s in schemes)}")
        return value

    return parse


def pairs(value: str) -> dict[str, str]:
    """`name=value` pairs separated by commas."""
    found = {}
    for part in words(value):
        name, sep, setting = part.partition("=")
        if not sep or not name or not setting:
            raise ValueError("expected name=value pairs separated by commas")
        found[name.strip()] = setting.strip()
    return found


def keys(value: str) -> dict[str, bytes]:
    """`id=key` pairs, each key 32 bytes in base64. The first is the one that new values are encrypted with."""
    found: dict[str, bytes] = {}
    for part in words(value):
        name, _, encoded = part.partition("=")
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError:
            key = b""
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,32}", name) or len(key) != 32:
            raise ValueError("expected id=key pairs; make a key of 32 bytes with: openssl rand -base64 32")
        if name in found:
            raise ValueError(f"names the key {name} twice")
        found[name] = key
    return found


def variable(name: str, parse: Callable[[str], Any], default: Any, *, alias: str = "", secret: bool = False) -> Any:
    about = {"name": name, "parse": parse, "default": default, "alias": alias, "secret": secret}
    return field(default_factory=lambda: default, metadata=about)


postgres_address = url("postgres", "postgresql")
redis_address = url("redis", "rediss", "unix", "sentinel")
web_address = url("http", "https")


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The parsed environment. docs/configuration.md says what each variable is for."""

    # Where this is
    deploy_env: str = variable(
        "DEPLOY_ENV", one_of("development", "staging", "production"), "development", alias="ENVIRONMENT"
    )
    port: int = variable("PORT", number(1, 65535), 8080)
    allowed_hosts: tuple[str, ...] = variable("ALLOWED_HOSTS", words, ())
    cors_origins: tuple[str, ...] = variable("CORS_ORIGINS", origins, ())
    stream_origin: str = variable("STREAM_ORIGIN", web_address, "")
    stream_port: int = variable("STREAM_PORT", number(1, 65535), 8081)
    trusted_proxies: Trust = variable("TRUSTED_PROXIES", Trust.parse, Trust())
    internal_networks: tuple[IPv4Network | IPv6Network, ...] = variable("INTERNAL_NETWORKS", networks, ())
    var_folder: str = variable("STEWARD_VAR", text, "var")

    # Secrets
    secret_key: str = variable("DJANGO_SECRET_KEY", text, "", secret=True)
    jwt_secret: str = variable("JWT_SECRET", text, "", secret=True)
    jwt_previous_secrets: tuple[str, ...] = variable("JWT_PREVIOUS_SECRETS", words, (), secret=True)
    jwt_expires_in_hours: int = variable("JWT_EXPIRES_IN_HOURS", number(1, 24 * 30), 24)
    field_keys: Mapping[str, bytes] = variable("FIELD_KEYS", keys, MappingProxyType({}), secret=True)

    # Servers
    database_url: str = variable("DATABASE_URL", postgres_address, "", secret=True)
    database_direct_url: str = variable("DATABASE_DIRECT_URL", postgres_address, "", secret=True)
    database_replica_url: str = variable("DATABASE_REPLICA_URL", postgres_address, "", secret=True)
    redis_url: str = variable("REDIS_URL", redis_address, "", secret=True)
    redis_host: str = variable("REDIS_HOST", text, "")
    redis_port: int = variable("REDIS_PORT", number(1, 65535), 6379)
    redis_state_url: str = variable("REDIS_STATE_URL", redis_address, "", secret=True)
    redis_cache_url: str = variable("REDIS_CACHE_URL", redis_address, "", secret=True)
    redis_broker_url: str = variable("REDIS_BROKER_URL", redis_address, "", secret=True)
    email_url: str = variable("EMAIL_URL", url("smtp", "smtps", "file"), "", secret=True)
    email_from: str = variable("EMAIL_FROM", text, "Steward <steward@localhost>")
    media_url: str = variable("MEDIA_URL", url("file"), "")
    media_accel_prefix: str = variable("MEDIA_ACCEL_PREFIX", text, "")
    erasures_file: str = variable("ERASURES_FILE", text, "")

    # Who may come
    registration: str = variable("REGISTRATION", one_of("open", "invite", "closed"), "open")
    registration_cap: int = variable("REGISTRATION_CAP", number(0, 10_000_000), 0)

    # Processes
    web_workers: int = variable("WEB_WORKERS", number(1, 64), 4)
    web_threads: int = variable("WEB_THREADS", number(1, 64), 2)
    worker_processes: int = variable("WORKER_PROCESSES", number(1, 64), 2)
    soft_shutdown_seconds: int = variable("SOFT_SHUTDOWN_SECONDS", number(1, 600), 30)
    metrics_host: str = variable("METRICS_HOST", text, "127.0.0.1")
    metrics_port: int = variable("METRICS_PORT", number(1, 65535), 9464)
    metrics_folder: str = variable("PROMETHEUS_MULTIPROC_DIR", text, "")

    # Limits
    api_rate_limit: int = variable("API_RATE_LIMIT", number(1, 1_000_000), 100)
    rate_limits: Mapping[str, Rate] = variable("RATE_LIMITS", overrides, MappingProxyType({}))

    # Watching
    log_level: str = variable("LOG_LEVEL", one_of("DEBUG", "INFO", "WARNING", "ERROR"), "INFO")
    log_format: str = variable("LOG_FORMAT", one_of("json", "text"), "json")
    sentry_dsn: str = variable("SENTRY_DSN", web_address, "", secret=True)
    sentry_traces_share: float = variable("SENTRY_TRACES_SHARE", share, 0.02)
    beacon_share: float = variable("BEACON_SHARE", share, 1.0)

    # Services outside; each is optional and off while empty
    alpha_vantage_api_key: str = variable("ALPHA_VANTAGE_API_KEY", text, "", secret=True)
    alpha_vantage_calls_a_day: int = variable("ALPHA_VANTAGE_CALLS_A_DAY", number(1, 1_000_000), 25)
    market_sources: tuple[str, ...] = variable("MARKET_SOURCES", some_of("ecb", "stooq"), ())
    openai_base_url: str = variable("OPENAI_BASE_URL", web_address, "")
    openai_api_key: str = variable("OPENAI_API_KEY", text, "", secret=True)
    openai_model: str = variable("OPENAI_MODEL", text, "")
    youtube_api_key: str = variable("YOUTUBE_API_KEY", text, "", secret=True)
    google_client_id: str = variable("GOOGLE_CLIENT_ID", text, "")
    google_client_secret: str = variable("GOOGLE_CLIENT_SECRET", text, "", secret=True)
    slack_webhook_url: str = variable("SLACK_WEBHOOK_URL", web_address, "", secret=True)
    alert_email: str = variable("ALERT_EMAIL", text, "")

    def redis_for(self, role: str) -> str:
        """The Redis that serves a role (state, cache or broker): its own where one is named, else the common one."""
        own = {"state": self.redis_state_url, "cache": self.redis_cache_url, "broker": self.redis_broker_url}[role]
        if own or self.redis_url:
            return own or self.redis_url
        return f"redis://{self.redis_host or '127.0.0.1'}:{self.redis_port}/0"


def read_env_file(path: Path) -> dict[str, str]:
    """NAME=value lines; blank lines and # comments are passed over, quotes around a value are taken off."""
    if not path.is_file():
        return {}
    found = {}
    for line in path.read_text().splitlines():
        name, sep, value = line.strip().partition("=")
        if sep and not name.startswith("#"):
            found[name.removeprefix("export ").strip()] = value.strip().strip("\"'")
    return found


def layered(process: Mapping[str, str], root: Path = ROOT) -> dict[str, str]:
    """The process's variables over `.env` over what `./run` wrote."""
    shipped = read_env_file(root / ".env") | dict(process)
    made = read_env_file(root / shipped.get("STEWARD_VAR", "var") / "steward.env")
    return made | shipped


def _value(item: "Field[Any]", source: Mapping[str, str]) -> Any:
    name, alias = item.metadata["name"], item.metadata["alias"]
    raw = source.get(name) or (source.get(alias) if alias else "") or ""
    if not raw and item.metadata["secret"] and source.get(f"{name}_FILE"):
        raw = Path(source[f"{name}_FILE"]).read_text().strip()
    if not raw:
        return item.metadata["default"]
    return item.metadata["parse"](raw)


def load(source: Mapping[str, str]) -> Environment:
    """
    Parse every variable.

    :raises BadEnvironment: naming each variable that cannot be used, never its value
    """
    values, faults = {}, []
    for item in fields(Environment):
        try:
            values[item.name] = _value(item, source)
        except (ValueError, OSError) as fault:
            faults.append(f"{item.metadata['name']}: {fault}")
    if faults:
        raise BadEnvironment("Steward cannot start with this environment.\n  " + "\n  ".join(faults))
    return Environment(**values)


@cache
def environment() -> Environment:
    return load(layered(os.environ))
