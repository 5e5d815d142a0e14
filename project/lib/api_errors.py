"""One shape for every error of the API: `{code, detail, fields, request_id}`."""

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as ModelInvalid
from django.db import DataError
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.fields import get_error_detail
from rest_framework.response import Response
from rest_framework.settings import api_settings

from .away import is_away
from .errors import DomainError
from .watching import request_id

logger = logging.getLogger(__name__)

RETRY_SECONDS = 5

# What Django itself refuses, before or after a view: the code and the sentence for each status.
REFUSALS = {
    400: ("bad_request", "This request cannot be read."),
    403: ("permission_denied", "You may not do this."),
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not answer that method."),
    413: ("too_large", "This request is larger than Steward accepts."),
    429: ("rate_limited", "That was too many requests. Please try again in a moment."),
    500: ("server_error", "Something went wrong on our side. It has been recorded under this request id."),
    503: ("unavailable", "Something that Steward depends on is away. Please try again in a moment."),
}
# DRF's names for what Steward calls otherwise.
CODES = {"parse_error": "malformed", "throttled": "rate_limited", "error": "server_error"}


def is_api(request: HttpRequest) -> bool:
    """Whether this address answers programs, so that errors are JSON; the docs page is for people."""
    return request.path_info.startswith("/api/") and not request.path_info.startswith("/api/docs")


def error_body(code: str, detail: str, fields: Mapping[str, list[str]] | None = None) -> dict[str, Any]:
    return {"code": code, "detail": detail, "fields": dict(fields or {}), "request_id": request_id.current()}


def json_error(
    status: int, code: str = "", detail: str = "", fields: Mapping[str, list[str]] | None = None, retry_after: int = 0
) -> JsonResponse:
    """The error as a plain Django response, for what answers outside DRF: error pages, middleware, plain views."""
    known_code, known_detail = REFUSALS.get(status, ("refused", "This request was refused."))
    response = JsonResponse(error_body(code or known_code, detail or known_detail, fields), status=status)
    if status == 503 or retry_after:
        response["Retry-After"] = str(retry_after or RETRY_SECONDS)
    return response


def flat(errors: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Sentences of DRF's nested errors, each with the dotted path of its field: `items.1.amount`."""
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            here = path if name == api_settings.NON_FIELD_ERRORS_KEY else f"{path}.{name}".strip(".")
            yield from flat(inner, here)
    elif isinstance(errors, list | tuple):
        for position, inner in enumerate(errors):
            nested = isinstance(inner, Mapping | list | tuple)
            yield from flat(inner, f"{path}.{position}".strip(".") if nested else path)
    else:
        yield path, str(errors)


def _invalid(errors: Any) -> dict[str, Any]:
    fields: dict[str, list[str]] = {}
    for path, sentence in flat(errors):
        fields.setdefault(path, []).append(sentence)
    whole = fields.pop("", [])
    return error_body("invalid", " ".join(whole) or f"Please check {', '.join(fields)}.", fields)


def _as_api_exception(error: Exception) -> Exception:
    """Django's own refusals, as DRF knows them."""
    if isinstance(error, Http404):
        return exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied(*error.args)
    if isinstance(error, ModelInvalid):
        return exceptions.ValidationError(get_error_detail(error))
    return error


def _api_exception(error: exceptions.APIException) -> Response:
    status, headers = error.status_code, {}
    if isinstance(error, exceptions.ValidationError):
        return Response(_invalid(error.detail), status=status)
    code, detail = str(error.default_code), str(error.detail)
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        # DRF says 403 where its first way to sign in is a session; a program needs to hear that it must sign in.
        status, headers["WWW-Authenticate"] = 401, 'Bearer realm="steward"'
    if isinstance(error, exceptions.PermissionDenied) and detail.startswith("CSRF"):
        code = "csrf_failed"
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return Response(error_body(CODES.get(code, code), detail), status=status, headers=headers)


def handler(error: Exception, context: Any) -> Response | None:  # noqa: ARG001 (DRF passes it)
    """DRF's exception handler. None leaves the error to Django, which logs and reports it and asks handler500."""
    error = _as_api_exception(error)
    response = None
    if isinstance(error, DomainError):
        headers = getattr(error, "headers", None)
        response = Response(error_body(error.code, error.detail, error.fields), status=error.status, headers=headers)
    elif isinstance(error, exceptions.APIException):
        response = _api_exception(error)
    elif isinstance(error, RequestDataTooBig):
        response = Response(error_body(*REFUSALS[413]), status=413)
    elif isinstance(error, SuspiciousOperation):
        response = Response(error_body(*REFUSALS[400]), status=400)
    elif isinstance(error, DataError):
        # A text with a NUL, a number or a date that no column holds: a serializer should have said so.
        logger.error("A value reached the database that it cannot hold", exc_info=error)
        response = Response(error_body("invalid", "A value is outside what can be stored."), status=400)
    elif is_away(error):
        logger.error("A dependency is away: %s", error, exc_info=error)
        response = Response(error_body(*REFUSALS[503]), status=503)
    if response is not None and response.status_code == 503:
        response.headers.setdefault("Retry-After", str(RETRY_SECONDS))
    return response
