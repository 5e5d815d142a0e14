"""Google's servers, asked over our one way out (project.lib.http) in the words that allauth knows."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from requests import RequestException

from project.lib import http
from project.lib.errors import DomainError

LIMITS = http.Limits(total=10, size=200_000)


class Errands:
    """The part of a `requests` session that signing in with Google needs, within our bounds."""

    def __enter__(self) -> "Errands":
        return self

    def __exit__(self, *_: object) -> None:
        """Each errand closes its own connection."""

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> "Reply":
        return self._ask("GET", url, dict(headers or {}), b"")

    def request(self, method: str, url: str, *, data: Mapping[str, str] | None = None, **_: object) -> "Reply":
        form = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
        return self._ask(method, url, form, urlencode(data or {}).encode())

    def _ask(self, method: str, url: str, headers: dict[str, str], content: bytes) -> "Reply":
        try:
            return Reply(
                http.fetch(method, url, headers=headers, content=content, limits=LIMITS, allow=settings.GOOGLE_HOSTS)
            )
        except DomainError as fault:
            raise RequestException(fault.detail) from fault


class Reply:
    def __init__(self, answer: http.Answer) -> None:
        self.status_code = answer.status
        self.headers = {"content-type": ""} | dict(answer.headers)
        self.text, self.content = answer.text, answer.body
        self._answer = answer

    def json(self) -> Any:
        return self._answer.json()

    def raise_for_status(self) -> None:
        if not self._answer.ok:
            raise RequestException(f"{self._answer.url} answered {self.status_code}.")
