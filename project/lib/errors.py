"""The error that a rule raises when it says no. No Django here: domain/ raises these too."""

from collections.abc import Mapping
from typing import ClassVar


class DomainError(Exception):
    """
    A refusal with a stable code and a sentence fit to show the person.

    The API answers it as `{code, detail, fields, request_id}` with `status`; a page puts the sentence on its form.
    `fields` names the inputs at fault, each with its own sentences.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400

    def __init__(self, detail: str, *, fields: Mapping[str, list[str]] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.fields = dict(fields or {})


class NotThere(DomainError):
    """Nothing of that kind, or nothing that this person may see: the two answers are the same on purpose."""

    code = "not_found"
    status = 404


class Conflict(DomainError):
    """The request was fine, but what it would change has moved on."""

    code = "conflict"
    status = 409


class Unavailable(DomainError):
    """Something that Steward depends on is away; trying again later may work."""

    code = "unavailable"
    status = 503
