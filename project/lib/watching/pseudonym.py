"""A stand-in for a person in logs and error reports: one person, one word, and no way back without the key."""

import hmac
from functools import lru_cache

from django.conf import settings


@lru_cache(maxsize=4096)
def of(person_id: int | str) -> str:
    """Sixteen hexadecimal digits. They change with DJANGO_SECRET_KEY."""
    key = b"steward.pseudonym" + settings.SECRET_KEY.encode()
    return hmac.digest(key, str(person_id).encode(), "sha256").hex()[:16]
