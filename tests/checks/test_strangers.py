"""Every route of the URL map, asked by nobody and by a stranger (SEC-10, SEC-21)."""

from pathlib import Path

import pytest
from django.conf import settings
from django.shortcuts import resolve_url

from project.lib.testing import Route, UserFactory, every_route

from .route_samples import SAMPLES

pytestmark = pytest.mark.django_db

ROUTES = every_route()
METHODS = ("get", "post")
NOT_HERE = {403, 404, 405}
# A health check says with 503 that something it watches is away, which is no fault of the route.
SAYS_UNAVAILABLE = ("health", "api/v1/health")


def reviewed() -> dict[str, str]:
    lines = (Path(__file__).parent / "routes.txt").read_text().splitlines()
    return {route: access for access, route in (line.split() for line in lines if line and not line.startswith("#"))}


REVIEWED = reviewed()


def access(route: Route) -> str:
    """Who may ask by the reviewed list; nothing where the list does not know the route."""
    fits = [
        line
        for line in REVIEWED
        if line == str(route) or (line.endswith("*") and str(route).startswith(line.removesuffix("*")))
    ]
    return REVIEWED[max(fits, key=len)] if fits else ""


def of(*kinds: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("route", [route for route in ROUTES if access(route) in kinds], ids=str)


def turned_away(response) -> bool:
    """Refused, or sent to sign in."""
    if response.status_code in {301, 302}:
        return response.url.startswith("/admin/login/") or response.url.startswith(resolve_url(settings.LOGIN_URL))
    return response.status_code in {401, *NOT_HERE}


def failed(route: Route, response) -> bool:
    expected = response.status_code == 503 and str(route).startswith(SAYS_UNAVAILABLE)
    return response.status_code >= 500 and not expected


def test_every_route_is_reviewed():
    unknown = [f"{route}  ({route.name})" for route in ROUTES if not access(route)]

    assert not unknown, "add to tests/checks/routes.txt who may ask for:\n" + "\n".join(unknown)


def test_the_reviewed_list_names_no_route_that_is_gone():
    known = {str(route) for route in ROUTES}
    gone = [line for line in REVIEWED if not line.endswith("*") and line not in known]

    assert not gone, gone
    assert set(REVIEWED.values()) <= {"public", "person", "owner", "staff"}


def test_every_route_of_an_owner_has_a_sample():
    owned = {str(route) for route in ROUTES if access(route) == "owner"}

    assert owned == set(SAMPLES)


@pytest.mark.parametrize("method", METHODS)
@of("public")
def test_a_public_route_answers_nobody_without_failing(route, method, client):
    response = getattr(client, method)(route.path())

    assert not failed(route, response), (route.path(), response.status_code)


@pytest.mark.parametrize("method", METHODS)
@of("person", "owner", "staff")
def test_nobody_is_turned_away(route, method, client):
    values = SAMPLES[str(route)](UserFactory()) if str(route) in SAMPLES else {}

    response = getattr(client, method)(route.path(**values))

    assert turned_away(response), (route.path(**values), response.status_code)


@pytest.mark.parametrize("method", METHODS)
@of("public", "person")
def test_a_person_gets_an_answer(route, method, client):
    client.force_login(UserFactory())

    response = getattr(client, method)(route.path())

    assert not failed(route, response), (route.path(), response.status_code)


@pytest.mark.parametrize("method", METHODS)
@of("owner")
def test_a_stranger_does_not_learn_of_it(route, method, client):
    values = SAMPLES[str(route)](UserFactory())
    client.force_login(UserFactory())

    response = getattr(client, method)(route.path(**values))

    assert response.status_code in NOT_HERE, (route.path(**values), response.status_code)


@of("owner")
def test_the_owner_gets_in_by_the_same_address(route, client):
    # Else the test above would pass on an address that leads nowhere.
    owner = UserFactory()
    values = SAMPLES[str(route)](owner)
    client.force_login(owner)

    answers = {getattr(client, method)(route.path(**values)).status_code for method in METHODS}

    assert answers - NOT_HERE, answers
    assert max(answers) < 500


@pytest.mark.parametrize("method", METHODS)
@of("staff")
def test_an_ordinary_person_is_turned_away_from_what_is_for_staff(route, method, client):
    client.force_login(UserFactory())

    response = getattr(client, method)(route.path())

    assert turned_away(response), (route.path(), response.status_code)


@of("staff")
def test_an_administrator_gets_an_answer(route, client):
    client.force_login(UserFactory(administrator=True))

    response = client.get(route.path())

    assert not failed(route, response), (route.path(), response.status_code)
