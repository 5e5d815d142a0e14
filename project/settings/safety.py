"""What production refuses, before any request is served."""

from collections.abc import Sequence

from .env import BadEnvironment, Environment

# Values that stand in examples, tutorials and test settings: known to everyone, so no secret.
KNOWN_SAMPLES = ("change-me", "changeme", "secret", "django-insecure", "test-only", "your-", "example")

SHORTEST_SECRET_BYTES = 32


def secret_fault(name: str, value: str) -> str:
    """Why a secret cannot be used, or nothing."""
    if not value:
        return f"{name} is not set. Make one with: openssl rand -base64 48"
    if len(value.encode()) < SHORTEST_SECRET_BYTES:
        return f"{name} is shorter than {SHORTEST_SECRET_BYTES} bytes. Make one with: openssl rand -base64 48"
    if any(sample in value.lower() for sample in KNOWN_SAMPLES) or len(set(value)) < 12:
        return f"{name} is a known sample or repeats itself. Make one with: openssl rand -base64 48"
    return ""


def faults(env: Environment, argv: Sequence[str]) -> list[str]:
    found = [secret_fault("DJANGO_SECRET_KEY", env.secret_key), secret_fault("JWT_SECRET", env.jwt_secret)]
    found += [secret_fault("JWT_PREVIOUS_SECRETS", secret) for secret in env.jwt_previous_secrets]
    if env.secret_key and env.secret_key == env.jwt_secret:
        found.append("JWT_SECRET must differ from DJANGO_SECRET_KEY, so that losing one does not lose both.")
    if not env.field_keys:
        found.append("FIELD_KEYS is not set: it encrypts provider keys and second-factor seeds in the database.")
    if not env.allowed_hosts or "*" in env.allowed_hosts:
        found.append("ALLOWED_HOSTS must name the hosts that Steward answers to.")
    if not env.database_url:
        found.append("DATABASE_URL is not set.")
    if not (env.redis_url or env.redis_host or (env.redis_state_url and env.redis_cache_url and env.redis_broker_url)):
        found.append("REDIS_URL is not set.")
    if "runserver" in argv:
        found.append("runserver is not made for production: start gunicorn (see docs/configuration.md).")
    return [fault for fault in found if fault]


def refuse_unsafe(env: Environment, argv: Sequence[str]) -> None:
    """
    Stop before the first request where the settings would be unsafe.

    :raises BadEnvironment: with every fault, and what mends it
    """
    if found := faults(env, argv):
        raise BadEnvironment("Steward refuses to start in production.\n  " + "\n  ".join(found))
