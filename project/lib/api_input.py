"""What the API accepts: JSON that every later step can hold, and no field that it does not know."""

import json
import math
from typing import IO, Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser
from rest_framework.utils.json import strict_constant


def finite(text: str) -> float:
    """1e999 is a number in JSON and infinity in Python, which neither a column nor an answer can hold."""
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text[:20]} is too large a number")
    return number


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


class StrictJSONParser(JSONParser):
    """
    DRF's parser, without its three ways to a server error or a full memory.

    DRF reads a JSON body of any size, lets a deeply nested one end in RecursionError, and passes on half of a
    surrogate pair, which no database stores.
    """

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:  # noqa: ARG002
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        # Without a length there is no body: the server hands over no more than was announced.
        if int(parser_context["request"].META.get("CONTENT_LENGTH") or 0) > limit:
            raise TooLarge(f"The body may hold at most {limit} bytes.")
        raw = stream.read()
        try:
            value = json.loads(raw.decode("utf-8"), parse_constant=strict_constant, parse_float=finite)
            if b"\\ud" in raw.lower():
                json.dumps(value, ensure_ascii=False).encode("utf-8")
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None
        except ValueError as fault:
            raise ParseError(f"This is not valid JSON: {fault}") from None
        return value


class Text(serializers.CharField):
    """A JSON string. DRF's own field makes texts of numbers too."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class StrictSerializer(serializers.Serializer[Any]):
    """A serializer that refuses a field it does not know, by name, together with whatever else is wrong."""

    def to_internal_value(self, data: Any) -> Any:
        known = {name for name, field in self.fields.items() if not field.read_only}
        given = set(data) if isinstance(data, dict) else set()
        unknown = {name: ["There is no such field."] for name in sorted(given - known)}
        try:
            value = super().to_internal_value(data)
        except serializers.ValidationError as invalid:
            if not isinstance(invalid.detail, dict):
                raise
            raise serializers.ValidationError({**invalid.detail, **unknown}) from None
        if unknown:
            raise serializers.ValidationError(unknown)
        return value


class StrictSerializerInSchema(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """The document says so too."""

    target_class = StrictSerializer
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        schema: dict[str, Any] = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        for name, field in self.target.fields.items():
            # No text may hold a NUL, which no column stores.
            if isinstance(field, Text) and name in schema["properties"]:
                schema["properties"][name]["pattern"] = r"^[^\u0000]*$"
        return schema | {"additionalProperties": False}
