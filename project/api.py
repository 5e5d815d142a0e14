"""The root of the API, its OpenAPI schema, and the page that shows it."""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

PREFIX = "/api/v1/"
METHODS = {"get", "post", "put", "patch", "delete"}


# --- What the schema says -----------------------------------------------------------------------------------

ERROR = {
    "type": "object",
    "description": "Every error has this shape.",
    "properties": {
        "code": {"type": "string", "description": "Stable, for programs.", "examples": ["invalid"]},
        "detail": {"type": "string", "description": "A sentence for people."},
        "fields": {
            "type": "object",
            "description": "What is wrong with each input, by its dotted path: `items.1.amount`.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "request_id": {"type": "string", "description": "Names this request in the logs."},
    },
    "required": ["code", "detail", "fields", "request_id"],
    "additionalProperties": False,
}


def only_once(endpoints: list[tuple[str, str, str, Any]], **_: Any) -> list[tuple[str, str, str, Any]]:
    """Each address of this version once: not also with a slash at its end, nor at an older address of its own."""
    # The root is the one address that keeps its slash.
    paths = {path for path, *_ in endpoints} - {PREFIX.rstrip("/")}
    return [
        endpoint
        for endpoint in endpoints
        if endpoint[0].startswith(PREFIX) and not (endpoint[0].endswith("/") and endpoint[0][:-1] in paths)
    ]


def with_errors(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Every operation may also answer the one error shape."""
    result.setdefault("components", {}).setdefault("schemas", {})["Error"] = ERROR
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    for operations in result["paths"].values():
        for method in METHODS & set(operations):
            answers = operations[method]["responses"]
            answers.setdefault("4XX", {"description": "Refused", "content": content})
            answers.setdefault("503", {"description": "Something is away; see Retry-After", "content": content})
    return result


@cache
def schema_document() -> dict[str, Any]:
    return dict(SchemaGenerator().get_schema(request=None, public=True))


@cache
def _schema_text() -> str:
    return json.dumps(schema_document(), ensure_ascii=False, separators=(",", ":"))


@require_safe
def schema(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (the same for everyone)
    """The whole API in OpenAPI 3.1, computed once in each process."""
    return HttpResponse(_schema_text(), content_type="application/json")


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The schema as a page on which each operation can be tried."""
    return render(request, "api/docs.html")


# --- The root -----------------------------------------------------------------------------------------------


class RootRow(serializers.Serializer[Any]):
    version = serializers.CharField(help_text="The version of Steward.")
    schema = serializers.CharField(help_text="Where the OpenAPI document is.")
    docs = serializers.CharField(help_text="The page for people.")
    addresses = serializers.ListField(child=serializers.CharField(), help_text="Every address of this API.")


class Root(APIView):
    """What there is."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="root", responses=RootRow, summary="What there is", tags=["api"])
    def get(self, request: Request) -> Response:
        return Response(
            {
                "version": settings.VERSION,
                "schema": reverse("api:schema"),
                "docs": reverse("api:docs"),
                "addresses": sorted(schema_document()["paths"]),
            }
        )
