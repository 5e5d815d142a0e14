"""A write that is sent twice is done once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import ClassVar

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client
from django.urls import path
from django.utils import timezone
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib import idempotency, retention
from project.lib.errors import DomainError
from project.lib.idempotency import idempotent
from project.lib.kept_answers import KeptAnswer

User = get_user_model()
URL = "/api/v1/people"
may_end = threading.Event()
started = threading.Event()


class People(APIView):
    """Creates a person and does what the body asks of it afterwards."""

    permission_classes: ClassVar = [AllowAny]

    @idempotent
    def post(self, request, group=""):
        wanted = request.data.get("then")
        made = User.objects.create_user(f"{User.objects.count()}@example.org", name=request.data["name"])
        if wanted == "refuse":
            raise DomainError("No.")
        if wanted == "fail":
            raise ZeroDivisionError
        if wanted == "answer 500":
            return Response({}, status=500)
        if wanted == "wait":
            started.set()
            may_end.wait(10)
        return Response({"id": made.pk, "name": made.name}, status=201, headers={"Location": f"/people/{made.pk}"})


urlpatterns = [
    path("api/v1/people", People.as_view()),
    path("api/v1/others", People.as_view()),
    path("api/v1/groups/<group>/people", People.as_view()),
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def signed_in(email="ada@example.org"):
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.filter(email=email).first() or User.objects.create_user(email))
    return client


@pytest.fixture
def ada():
    return signed_in()


def post(client, key=None, url=URL, **body):
    headers = {"Idempotency-Key": key} if key is not None else {}
    return client.post(url, body or {"name": "Lin"}, content_type="application/json", headers=headers)


def made():
    return User.objects.exclude(name="").count()


def test_the_same_key_and_body_answer_the_same_and_do_nothing_more(ada):
    first = post(ada, "a-key", name="Lin")

    again = post(ada, "a-key", name="Lin")

    assert (again.status_code, again.json(), again.headers["Location"]) == (
        201,
        first.json(),
        first.headers["Location"],
    )
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert made() == 1


def test_the_order_of_the_fields_is_the_same_body(ada):
    post(ada, "a-key", name="Lin", then="")

    again = post(ada, "a-key", then="", name="Lin")

    assert again.status_code == 201


@pytest.mark.parametrize("other", [{"name": "Bo"}, {"name": "Lin", "more": 1}])
def test_the_same_key_with_another_body_is_a_conflict(ada, other):
    post(ada, "a-key", name="Lin")

    answer = post(ada, "a-key", **other)

    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_used")
    assert made() == 1


def test_the_same_key_for_another_thing_of_one_route_is_a_conflict(ada):
    post(ada, "a-key", url="/api/v1/groups/one/people")

    assert post(ada, "a-key", url="/api/v1/groups/two/people").status_code == 409


def test_a_key_is_one_person_s_and_one_route_s(ada):
    post(ada, "a-key")
    grace = signed_in("grace@example.org")

    assert post(grace, "a-key").status_code == 201
    assert post(ada, "a-key", url="/api/v1/others").status_code == 201
    assert made() == 3


def test_without_a_key_every_request_counts(ada):
    post(ada)
    post(ada)

    assert made() == 2
    assert not KeptAnswer.objects.exists()


def test_nobody_has_no_answers_to_keep(client):
    assert post(client, "a-key").status_code == 201
    assert not KeptAnswer.objects.exists()


@pytest.mark.parametrize("key", ["", " ", "two words", "x" * 256, "ключ"])
def test_a_key_that_is_none_is_refused(ada, key):
    answer = post(ada, key)

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_idempotency_key")


@pytest.mark.parametrize(("then", "status"), [("refuse", 400), ("fail", 500), ("answer 500", 500)])
def test_what_failed_is_undone_and_not_kept(ada, then, status):
    answer = post(ada, "a-key", name="Lin", then=then)

    assert answer.status_code == status
    assert made() == 0
    assert not KeptAnswer.objects.exists()
    assert post(ada, "a-key", name="Lin").status_code == 201


def test_after_a_day_the_key_is_free_and_the_answer_forgotten(ada):
    post(ada, "a-key", name="Lin")
    post(ada, "another", name="Lin")

    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        signed_in_again = signed_in()
        again = post(signed_in_again, "a-key", name="Bo")
        forgotten = retention.purge("operations.KeptAnswer", now=timezone.now(), held=())

    assert again.status_code == 201
    assert forgotten == 1
    assert list(KeptAnswer.objects.values_list("key", flat=True)) == ["a-key"]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_have_one_effect(ada):
    clients = [signed_in() for _ in range(6)]

    def send(client):
        try:
            return post(client, "a-key", name="Lin")
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(send, clients))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert made() == 1


@pytest.mark.django_db(transaction=True)
def test_the_second_does_not_wait_for_ever(ada, monkeypatch):
    monkeypatch.setattr(idempotency, "WAIT_SECONDS", 1)
    may_end.clear()
    started.clear()
    slow_client = signed_in()

    def slow():
        try:
            return post(slow_client, "a-key", name="Lin", then="wait")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(slow)
        started.wait(10)
        second = post(ada, "a-key", name="Lin", then="wait")
        may_end.set()
        ended = first.result()

    assert (second.status_code, second.json()["code"]) == (409, "in_progress")
    assert int(second.headers["Retry-After"]) > 0
    assert ended.status_code == 201
    assert made() == 1


def test_waiting_for_other_locks_is_as_it_was(ada):
    with transaction.atomic():
        post(ada, "a-key")
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("0",)
