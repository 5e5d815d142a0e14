"""
Idempotency-Key on writes that create: sent twice, done once (draft-ietf-httpapi-idempotency-key-header).

The answer is kept in PostgreSQL, in the transaction of the write itself, and not in Redis: so there is never a write
without its answer or an answer without its write, whatever dies in between. Only a success is kept. What failed or
was refused is undone as a whole, and the key may be used again.
"""

import functools
import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from psycopg.errors import LockNotAvailable
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from . import tagged_json
from .errors import Conflict, DomainError
from .kept_answers import KeptAnswer

KEPT_FOR = timedelta(hours=24)
# How long a second request waits for the first to end, before it is told to come back.
WAIT_SECONDS = 5
KEPT_HEADERS = ("Location",)
_acceptable = re.compile(r"[\x21-\x7e]{1,255}").fullmatch

PARAMETER = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Names this write, so that sending it again answers the same and does nothing more. Good for a day.",
)

Handler = Callable[..., Response]


class BadKey(DomainError):
    """The key is empty, too long, or holds more than visible ASCII."""

    code: ClassVar[str] = "bad_idempotency_key"


class KeyUsed(Conflict):
    """The key belongs to another write."""

    code: ClassVar[str] = "idempotency_key_used"


class InProgress(Conflict):
    """The first request with this key has not ended yet."""

    code: ClassVar[str] = "in_progress"
    headers: ClassVar[dict[str, str]] = {"Retry-After": "1"}


def idempotent(handler: Handler) -> Handler:
    """
    For a DRF method that creates: with an Idempotency-Key it takes effect once per person, route and key.

    The same key with the same address and body answers what it answered first, marked `Idempotency-Replayed`; with
    another it is a 409. Two at once: the second waits for the first, or hears 409 with Retry-After. Bodies are JSON.
    """

    @functools.wraps(handler)
    def answer(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get("Idempotency-Key")
        if key is None or not request.user.is_authenticated:
            return handler(view, request, *args, **kwargs)
        if not _acceptable(key):
            raise BadKey("An Idempotency-Key is 1 to 255 visible ASCII characters, without spaces.")
        with transaction.atomic():
            kept = _claim(request, key)
            if kept.status:
                return _again(kept)
            response = handler(view, request, *args, **kwargs)
            if response.status_code < 400:
                _keep(kept, response)
            else:
                transaction.set_rollback(True)
            return response

    return extend_schema(parameters=[PARAMETER])(answer)


def _digest(request: Request) -> str:
    said = "\n".join((str(request.method), request.get_full_path(), tagged_json.dumps(request.data)))
    return hashlib.sha256(said.encode()).hexdigest()


def _claim(request: Request, key: str) -> KeptAnswer:
    """A row of our own, still without an answer, or the one that another request has committed."""
    digest = _digest(request)
    match = request._request.resolver_match
    whose = {"person": request.user, "route": f"{request.method} {match.route if match else ''}"[:200], "key": key}
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{WAIT_SECONDS}s"])
    try:
        KeptAnswer.objects.filter(created_at__lt=timezone.now() - KEPT_FOR, **whose).delete()
        try:
            with transaction.atomic():
                # Waits here while another transaction holds the same key, until it commits or rolls back.
                claimed = KeptAnswer.objects.create(request_digest=digest, **whose)
        except IntegrityError:
            claimed = KeptAnswer.objects.get(**whose)
    except OperationalError as fault:
        if isinstance(fault.__cause__, LockNotAvailable):
            raise InProgress("The same request is still being worked on. Please ask again in a moment.") from None
        raise
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    if claimed.request_digest != digest:
        raise KeyUsed("This Idempotency-Key belongs to another request. Please make a new one.")
    return claimed


def _keep(kept: KeptAnswer, response: Response) -> None:
    kept.status = response.status_code
    kept.headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    kept.body = JSONRenderer().render(response.data).decode()
    kept.save(update_fields=["status", "headers", "body"])


def _again(kept: KeptAnswer) -> Response:
    headers = {**kept.headers, "Idempotency-Replayed": "true"}
    return Response(json.loads(kept.body) if kept.body else None, status=kept.status, headers=headers)
