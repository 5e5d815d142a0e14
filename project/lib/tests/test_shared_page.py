"""A shared answer is made once, for nobody in particular, and carries nothing of anyone."""

from typing import ClassVar

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import path
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib import cache
from project.lib.shared_page import shared_page

calls = []


def told(request):
    calls.append(request)
    who = str(request.user.is_authenticated)
    return HttpResponse(f"{who} {request.COOKIES} {request.headers.get('HX-Request')} {len(calls)}")


class Prices(APIView):
    permission_classes: ClassVar = [AllowAny]

    def get(self, request):
        calls.append(request)
        return Response({"signed_in": request.user.is_authenticated})


class Private(Prices):
    permission_classes: ClassVar = [IsAuthenticated]


def sets_cookie(request):
    response = HttpResponse("x")
    response.set_cookie("session", "of one person")
    return response


def has_form(request):
    return HttpResponse(get_token(request))


def failing(request):
    calls.append(request)
    return HttpResponse("not now", status=503)


urlpatterns = [
    path("told", shared_page(60, name="test.told")(told)),
    path("api/v1/prices", shared_page(60, name="test.prices", domain="market")(Prices.as_view())),
    path("api/v1/private", shared_page(60, name="test.private")(Private.as_view())),
    path("sets-cookie", shared_page(60, name="test.cookie")(sets_cookie)),
    path("has-form", shared_page(60, name="test.form")(has_form)),
    path("failing", shared_page(60, name="test.failing")(failing)),
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _empty():
    caches["pages"].clear()
    cache.rest.end()
    calls.clear()


@pytest.fixture
def ada():
    client = Client()
    client.force_login(get_user_model().objects.create_user("ada@example.org"))
    return client


def test_an_answer_is_made_once(client):
    assert client.get("/told").content == client.get("/told").content
    assert len(calls) == 1


def test_what_a_signed_in_person_made_says_nothing_of_them(ada, client):
    first = ada.get("/told")

    second = client.get("/told")

    assert first.content == second.content == b"False {} None 1"
    assert "Set-Cookie" not in second.headers
    assert not second.cookies
    assert "Cookie" not in second.headers.get("Vary", "")


def test_an_answer_of_the_api_keeps_its_kind(ada, client):
    first, second = ada.get("/api/v1/prices"), client.get("/api/v1/prices")

    assert first.json() == second.json() == {"signed_in": False}
    assert second.headers["Content-Type"] == "application/json"
    assert len(calls) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/told?page=2"},
        {"path": "/told", "headers": {"HX-Request": "true"}},
        {"path": "/told", "headers": {"Accept": "text/html"}},
        {"path": "/told", "HTTP_HOST": "localhost"},
    ],
    ids=["query", "htmx", "accept", "host"],
)
def test_what_is_asked_otherwise_is_another_answer(client, other):
    client.get("/told")

    client.get(**other)

    assert len(calls) == 2


def test_a_view_for_people_is_never_kept(ada, client):
    assert ada.get("/api/v1/private").status_code == 401
    assert client.get("/api/v1/private").status_code == 401


@pytest.mark.parametrize("url", ["/sets-cookie", "/has-form"])
def test_what_belongs_to_one_person_is_refused_loudly(client, url):
    with pytest.raises(ImproperlyConfigured, match="belongs to one person"):
        client.get(url)


def test_a_failure_is_not_kept(client):
    assert [client.get("/failing").status_code for _ in range(2)] == [503, 503]
    assert len(calls) == 2


def test_a_write_goes_through(client):
    client.get("/told")

    client.post("/told")

    assert len(calls) == 2


@pytest.mark.django_db(transaction=True)
def test_a_change_ends_the_answers_of_its_domain(client):
    client.get("/api/v1/prices")

    cache.bump(None, "market")
    client.get("/api/v1/prices")

    assert len(calls) == 2
