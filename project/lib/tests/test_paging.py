"""Walking a list page by page sees each row once, in order, whatever comes meanwhile."""

from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Length
from django.urls import path
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework import generics, serializers
from rest_framework.permissions import AllowAny

from project.lib.paging import BadPage, KeysetPagination, keyset_page, page_links

User = get_user_model()
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
START = datetime(2026, 1, 1, tzinfo=UTC)

ORDERS = [
    ("id",),
    ("-id",),
    ("name", "id"),
    ("-created_at", "-id"),
    ("name", "-created_at", "id"),
    ("-name", "created_at", "-id"),
    ("has_sample_data", "name", "-uuid"),
]


class Row(serializers.Serializer):
    email = serializers.CharField()


class People(generics.ListAPIView):
    queryset = User.objects.order_by("name", "-id")
    serializer_class = Row
    pagination_class = KeysetPagination
    permission_classes: ClassVar = [AllowAny]


urlpatterns = [path("api/v1/people", People.as_view())]


def person(number, name="n", minutes=0):
    return User(email=f"{number}@example.org", name=name, has_sample_data=minutes % 2 == 0)


def people(names_and_minutes):
    made = User.objects.bulk_create(
        person(number, name, minutes) for number, (name, minutes) in enumerate(names_and_minutes)
    )
    for row, (_, minutes) in zip(made, names_and_minutes, strict=True):
        User.objects.filter(pk=row.pk).update(created_at=START + timedelta(minutes=minutes))


def forward(queryset, size, between=lambda: None):
    """Every page from the first to the last."""
    pages = [keyset_page(queryset, size=size)]
    while pages[-1].next:
        between()
        pages.append(keyset_page(queryset, cursor=pages[-1].next, size=size))
    return pages


def backward(queryset, size, cursor, between=lambda: None):
    pages = []
    while cursor:
        between()
        pages.insert(0, keyset_page(queryset, cursor=cursor, size=size))
        cursor = pages[0].previous
    return pages


def ids(pages):
    return [row.pk for page in pages for row in page.items]


rows = st.lists(st.tuples(st.sampled_from(["", "a", "b", "é"]), st.integers(0, 3)), min_size=1, max_size=20)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows, st.sampled_from(ORDERS), st.integers(1, 7), st.randoms(use_true_random=False))
def test_there_and_back_each_row_is_seen_once_in_order_whatever_is_added_meanwhile(given_rows, order, size, chance):
    with transaction.atomic():
        people(given_rows)
        queryset = User.objects.order_by(*order)
        before = list(queryset.values_list("pk", flat=True))
        known = set(before)
        comers = [f"{number}@example.org" for number in range(1000, 1010)]

        def somebody_comes():
            if comers:
                User.objects.create(email=comers.pop(), name=chance.choice(["", "a", "b", "c"]))

        there = forward(queryset, size, somebody_comes)
        back = backward(queryset, size, there[-1].previous, somebody_comes)

        assert [pk for pk in ids(there) if pk in known] == before
        assert len(ids(there)) == len(set(ids(there)))
        assert [pk for pk in ids([*back, there[-1]]) if pk in known] == before
        assert len(ids(back)) == len(set(ids(back)))
        transaction.set_rollback(True)


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_pages_together_are_the_list(order):
    people([("abc"[number * 7 % 3], number * 5 % 4) for number in range(30)])
    queryset = User.objects.order_by(*order)

    pages = forward(queryset, 7)

    assert ids(pages) == list(queryset.values_list("pk", flat=True))
    assert [len(page.items) for page in pages] == [7, 7, 7, 7, 2]
    assert ids(backward(queryset, 7, pages[-1].previous)) == ids(pages[:-1])


def test_a_deleted_row_takes_no_other_with_it():
    people([("a", n) for n in range(10)])
    queryset = User.objects.order_by("id")
    first = keyset_page(queryset, size=4)
    User.objects.filter(pk=first.items[-1].pk).delete()

    second = keyset_page(queryset, cursor=first.next, size=4)

    assert [row.email for row in second.items] == [f"{n}@example.org" for n in range(4, 8)]


def test_an_annotation_and_rows_of_values_can_be_walked():
    people([("a" * n, 0) for n in range(6)])
    queryset = User.objects.annotate(length=Length("name")).order_by("-length", "id").values("id", "length")

    pages = forward(queryset, 4)

    assert [row["length"] for page in pages for row in page.items] == [5, 4, 3, 2, 1, 0]


def test_an_empty_list_has_no_neighbours():
    page = keyset_page(User.objects.order_by("id"))

    assert (page.items, page.next, page.previous) == ([], "", "")


@pytest.mark.parametrize(
    "order",
    [(), ("name",), ("last_login", "id"), ("groups__name", "id"), (F("name").desc(), "id")],
    ids=str,
)
def test_an_order_that_may_be_ambiguous_is_refused(order):
    with pytest.raises((ValueError, TypeError)):
        keyset_page(User.objects.order_by(*order))


def test_a_cursor_is_good_for_its_own_list_and_as_it_was_given():
    people([("a", n) for n in range(6)])
    cursor = keyset_page(User.objects.order_by("id"), size=2).next

    for bad in (cursor[:-1], cursor + "x", "x" + cursor, "garbage", "é", "x" * 5000, cursor.replace(":", "", 1)):
        with pytest.raises(BadPage):
            keyset_page(User.objects.order_by("id"), cursor=bad)
    with pytest.raises(BadPage):
        keyset_page(User.objects.order_by("-id"), cursor=cursor)


@pytest.mark.parametrize("order", [("id",), ("created_at", "id"), ("created_at", "-id"), ("-created_at", "id")])
def test_a_page_far_down_is_found_through_an_index(order):
    User.objects.bulk_create(person(n) for n in range(2000))
    User.objects.update(created_at=START + timedelta(minutes=1) * F("id"))
    queryset = User.objects.order_by(*order)
    cursor = keyset_page(queryset, size=100).next
    captured = []

    def watch(execute, sql, params, many, context):
        captured.append((sql, params))
        return execute(sql, params, many, context)

    with connection.cursor() as cursor_of_database:
        cursor_of_database.execute("ANALYZE accounts_user")
    with connection.execute_wrapper(watch):
        keyset_page(queryset, cursor=cursor, size=10)
    with connection.cursor() as cursor_of_database:
        cursor_of_database.execute(f"EXPLAIN {captured[0][0]}", captured[0][1])
        plan = "\n".join(line for (line,) in cursor_of_database.fetchall())

    assert len(captured) == 1
    assert "Index Cond" in plan
    assert "Seq Scan" not in plan


def test_the_api_links_to_the_pages_beside_it_and_keeps_what_was_asked(client):
    people([("a", n) for n in range(5)])

    first = client.get("/api/v1/people?page_size=2&name=a").json()
    second = client.get(first["next"]).json()
    back = client.get(second["previous"]).json()

    assert first["previous"] is None
    assert "name=a" in first["next"]
    assert "page_size=2" in first["next"]
    assert [row["email"] for row in second["results"]] == ["2@example.org", "1@example.org"]
    assert back["results"] == first["results"]


@pytest.mark.parametrize(
    "query", ["cursor=x", "page_size=0", "page_size=101", "page_size=x", "page_size=٣", "page_size="]
)
def test_the_api_refuses_what_is_no_page(client, query):
    answer = client.get(f"/api/v1/people?{query}")

    assert answer.status_code == 400
    assert answer.json()["code"] == "bad_page"
    assert list(answer.json()["fields"]) == [query.partition("=")[0]]


def test_a_page_of_the_product_links_with_its_filters(rf):
    people([("a", n) for n in range(5)])
    page = keyset_page(User.objects.order_by("id"), size=2)

    links = page_links(rf.get("/people/?q=a&cursor=old"), page)

    assert links["previous"] == ""
    assert links["next"].startswith("/people/?q=a&cursor=")
    assert "old" not in links["next"]
