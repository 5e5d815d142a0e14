"""Every route of the URL map × everybody who may come by, against the reviewed list (SEC-10, SEC-21, ACC-12)."""

from fnmatch import fnmatchcase
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.shortcuts import resolve_url
from django.test import Client
from rest_framework.views import APIView

from apps.accounts import services
from apps.accounts.api.permissions import scope_of
from apps.accounts.tests.factories import api_key, bearer
from apps.accounts.tests.ways import recovery_codes
from project.lib.limits.ratelimit import view_class
from project.lib.testing import Route, UserFactory, every_route, give_second_factor

from .route_samples import SAMPLES, in_the_admin, share

pytestmark = pytest.mark.django_db

ROUTES = every_route()
METHODS = ("get", "post", "put", "patch", "delete")
GROUPS = ("support", "content", "ops")
VISITORS = ("nobody", "stranger", "grantee", "owner", "administrator", *GROUPS, "key")
# A health check says with 503 that something it watches is away, which is no fault of the route.
SAYS_UNAVAILABLE = ("health", "api/v1/health")


# --- The list ---------------------------------------------------------------------------------------------------------


@cache
def reviewed() -> dict[str, str]:
    lines = (Path(__file__).parent / "routes.txt").read_text().splitlines()
    return {route: access for access, route in (line.split() for line in lines if line and not line.startswith("#"))}


def access(route: Route) -> str:
    """Who may ask by the reviewed list; nothing where the list does not know the route."""
    if str(route) in reviewed():
        return reviewed()[str(route)]
    fits = [line for line in reviewed() if fnmatchcase(str(route), line)]
    return reviewed()[max(fits, key=len)] if fits else ""


def may_ask(allowed: str, visitor: str) -> bool:
    """Whether the list lets a visitor in."""
    welcome: set[str] = set()
    for part in allowed.split("+"):
        kind, _, groups = part.partition(":")
        welcome |= {
            "public": {*VISITORS},
            "guest": {"nobody", "key"},
            "person": {*VISITORS} - {"nobody", "key"},
            "owner": {"owner"},
            "shared": {"owner", "grantee"},
            "staff": {"administrator", *(groups.split(",") if groups else GROUPS)},
            "administrator": {"administrator"},
            "none": set(),
        }[kind]
    return visitor in welcome


def test_every_route_is_reviewed():
    unknown = [f"{route}  ({route.name})" for route in ROUTES if not access(route)]

    assert not unknown, "add to tests/checks/routes.txt who may ask for:\n" + "\n".join(unknown)


def test_the_reviewed_list_names_no_route_that_is_gone():
    gone = [line for line in reviewed() if not any(str(r) == line or fnmatchcase(str(r), line) for r in ROUTES)]

    assert not gone, gone


def test_every_route_of_an_owner_has_a_sample():
    owned = {str(route) for route in ROUTES if {"owner", "shared"} & {*access(route).split("+")}}

    assert owned <= set(SAMPLES) <= {str(route) for route in ROUTES}


# --- The walk ---------------------------------------------------------------------------------------------------------


class Visitor:
    """Somebody at the door, and whose rows the addresses name: their own where they are the owner."""

    def __init__(self, kind: str) -> None:
        self.client, self.headers = Client(raise_request_exception=False), {}
        self.owner, self.granted_to = UserFactory(), None
        if kind == "key":
            # Its person owns the rows, so that the scope is all that stands between.
            key, text = api_key(self.owner)
            key.scopes = []
            key.save()
            self.headers = bearer(text)
        elif kind != "nobody":
            somebody = self.owner if kind == "owner" else self._person(kind)
            self.client.force_login(somebody)
            self.granted_to = somebody if kind == "grantee" else None
        self.cookies = {name: cookie.value for name, cookie in self.client.cookies.items()}

    @staticmethod
    def _person(kind: str) -> Any:
        person = UserFactory(administrator=kind == "administrator", is_staff=kind in {"administrator", *GROUPS})
        if not person.is_staff:  # who have one anyway
            give_second_factor(person)
        recovery_codes(person)
        person.groups.set(Group.objects.filter(name=kind))
        return person

    def answers(self, route: Route) -> list[Any]:
        """By each method that the route knows. What a request changes is undone, signing out too."""
        with transaction.atomic():
            values = SAMPLES[str(route)](self.owner) if str(route) in SAMPLES else in_the_admin(route)
            if self.granted_to:
                share(values, self.granted_to)
            responses = [self._answer(method, route.path(**values)) for method in methods_of(route)]
            transaction.set_rollback(True)
        return responses

    def _answer(self, method: str, path: str) -> Any:
        self.client.cookies = SimpleCookie(self.cookies)
        body = {} if method == "get" else {"data": "{}", "content_type": "application/json"}
        with transaction.atomic():
            response = getattr(self.client, method)(path, headers=self.headers, **body)
            transaction.set_rollback(True)
        return response


def methods_of(route: Route) -> list[str]:
    """Those of an API view; a page's or the admin's view is read and written to."""
    cls = view_class(route.view)
    if cls and issubclass(cls, APIView):
        return [method for method in METHODS if hasattr(cls, method)]
    return ["get", "post"]


def turned_away(response: Any) -> bool:
    """Refused, not found, or sent to sign in."""
    if response.status_code in {301, 302}:
        return response.url.startswith(("/admin/login/", resolve_url(settings.LOGIN_URL)))
    return response.status_code in {401, 403, 404, 405}


def hidden(response: Any) -> bool:
    """Of what nobody need sign in for, and may lead on to signing in: whether somebody was told that they may not."""
    return response.status_code in {401, 403}


def failed(route: Route, response: Any) -> bool:
    expected = response.status_code == 503 and str(route).startswith(SAYS_UNAVAILABLE)
    return response.status_code >= 500 and not expected


@pytest.mark.parametrize("kind", VISITORS)
def test_who_gets_in_where_is_as_reviewed(kind):
    visitor, wrong = Visitor(kind), []

    for route in ROUTES:
        allowed = access(route)
        if kind in {"owner", "grantee"} and not {"owner", "shared"} & {*allowed.split("+")}:
            continue  # an ordinary person here: the stranger asks for all of these
        responses = visitor.answers(route)
        kept_out = hidden if allowed in {"public", "guest"} else turned_away
        got_in = not all(kept_out(response) for response in responses)
        if got_in != may_ask(allowed, kind) or any(failed(route, response) for response in responses):
            statuses = [response.status_code for response in responses]
            wrong.append(f"{allowed:<20} {route}  {kind} {'got in' if got_in else 'was kept out'} {statuses}")

    assert not wrong, "tests/checks/routes.txt says otherwise of:\n" + "\n".join(wrong)


# --- API keys ---------------------------------------------------------------------------------------------------------


def test_every_view_of_the_api_that_is_not_public_has_a_scope_that_a_key_can_have():
    known, without = set(services.every_scope()), []
    for route in ROUTES:
        cls = view_class(route.view)
        if cls and issubclass(cls, APIView) and access(route) != "public":
            without += [str(route) for method in methods_of(route) if scope_of(cls(), method.upper()) not in known]

    assert not without, f"say in the AppConfig what a key finds there (api_covers): {without}"
