"""What tests share: people, a clock, statements and query plans, and a walk over every route."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

import factory
import time_machine
from allauth.core import context
from allauth.core.context import request_context
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.admindocs.views import simplify_regex
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import OperationalError, connection
from django.db.models import QuerySet
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

PASSWORD = "correct horse battery staple"  # noqa: S105 (tests sign in with it)  # pragma: allowlist secret


class OneRoundHasher(PBKDF2PasswordHasher):
    """PBKDF2 at a single round: right in shape, worthless in strength, so for tests only."""

    algorithm = "pbkdf2_one_round"
    iterations = 1


class UserFactory(factory.django.DjangoModelFactory[Any]):
    """An ordinary person whose password is PASSWORD; `UserFactory(administrator=True)` makes an administrator."""

    class Meta:
        model = settings.AUTH_USER_MODEL

    class Params:
        administrator = factory.Trait(role="admin", is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    name = factory.Sequence(lambda number: f"Person {number}")
    password = PASSWORD

    @classmethod
    def _create(cls, model_class: Any, *_: Any, **fields: Any) -> Any:
        person = model_class._default_manager.create_user(**fields)
        if person.is_staff:
            # Staff have a second factor; without one they are led to set it up, whatever they ask for.
            give_second_factor(person)
        return person


def give_second_factor(person: Any) -> str:
    """Set up an authenticator app as the page would; returns its seed."""
    seed = str(generate_totp_secret())
    with request_context(RequestFactory().get("/")):
        context.request.user = person
        TOTP.activate(person, seed)
    return seed


def clock(now: str | datetime) -> time_machine.travel:
    """Stop the clock: `with clock("2026-03-29T00:30:00Z"):`, or as a decorator."""
    return time_machine.travel(now, tick=False)


# --- Statements and plans ---------------------------------------------------------------------------------------------


class Statements(list[str]):
    """The SQL that was sent, in order."""

    def beyond_sign_in(self) -> "Statements":
        """Without the look-ups of the session and of the person, which every signed-in request pays once."""
        return Statements(sql for sql in self if not _SIGN_IN.match(sql))


_SIGN_IN = re.compile(
    r'SELECT .* FROM "django_session" WHERE|SELECT .* FROM "accounts_user" WHERE "accounts_user"\."id" = \d+ LIMIT 21$'
)


@contextmanager
def statements() -> Iterator[Statements]:
    """
    The statements sent inside the block.

    `with statements() as sent: client.get(url)`, then `assert len(sent) <= 6, sent`.
    """
    sent = Statements()
    with CaptureQueriesContext(connection) as captured:
        yield sent
    sent.extend(query["sql"] for query in captured.captured_queries)


@contextmanager
def losing(*parts: str) -> Iterator[None]:
    """A database that loses the statements in which all of these stand, with their parameters, and answers the rest."""

    def lose(execute: Any, sql: str, parameters: Any, many: bool, sent: Any) -> Any:
        if all(part in f"{sql} {parameters}" for part in parts):
            raise OperationalError("the connection was lost")
        return execute(sql, parameters, many, sent)

    with connection.execute_wrapper(lose):
        yield


def scanned(queryset: QuerySet[Any]) -> set[str]:
    """
    The tables that PostgreSQL would read from end to end to answer this, by fresh statistics.

    Put enough rows in first (a few thousand): reading a small table whole is the right plan.
    """
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_seqscan")
        assert cursor.fetchone() == ("on",), "the plan must be the one that production would choose"  # noqa: S101
        for table in {node["Relation Name"] for node in _plan(queryset) if "Relation Name" in node}:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
    return {node["Relation Name"] for node in _plan(queryset) if node["Node Type"] == "Seq Scan"}


def scanned_by(sent: Statements, *, least: int = 1000) -> dict[str, set[str]]:
    """The tables of so many rows or more that these selects read from end to end, by the select; ANALYZE first."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= %s", [least])
        large = {name for (name,) in cursor.fetchall()}
        for sql in filter(lambda each: each.startswith("SELECT"), sent):
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
            ((explained,),) = cursor.fetchone()
            scans = {node["Relation Name"] for node in _nodes(explained["Plan"]) if node["Node Type"] == "Seq Scan"}
            if scans & large:
                found[sql] = scans & large
    return found


def _plan(queryset: QuerySet[Any]) -> list[dict[str, Any]]:
    (explained,) = json.loads(queryset.explain(format="json"))
    return list(_nodes(explained["Plan"]))


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)


# --- Routes -----------------------------------------------------------------------------------------------------------

_PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
# Well formed and belonging to nobody, by the kind of the parameter.
_NOBODYS = {"int": "987654321", "uuid": "00000000-0000-4000-8000-000000000000"}


@dataclass(frozen=True)
class Route:
    """One route of the URL map, as Django spells it: `jobs/<uuid:job>/`."""

    pattern: str
    name: str
    view: Any

    def __str__(self) -> str:
        return self.pattern or "(front)"

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(found["name"] for found in _PARAMETER.finditer(self.pattern))

    def path(self, **values: Any) -> str:
        """An address of this route; a parameter that is not given gets a value that belongs to nobody."""

        def fill(found: re.Match[str]) -> str:
            return quote(str(values.get(found["name"], _NOBODYS.get(found["kind"] or "", "none"))), safe="/")

        return "/" + _PARAMETER.sub(fill, self.pattern)


def every_route() -> list[Route]:
    """The whole URL map, flattened."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + _spelled(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, pattern, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern):
            yield Route(pattern, namespace + (entry.name or ""), entry.callback)


def _spelled(pattern: Any) -> str:
    if isinstance(pattern, RegexPattern):
        return str(simplify_regex(str(pattern))).removeprefix("/")
    return str(pattern)
