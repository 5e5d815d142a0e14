from datetime import date

import pytest
from django.apps import apps

from project.lib.copying import copied, copied_out

pytestmark = pytest.mark.django_db
RateSeries = apps.get_model("portfolio", "RateSeries")
COLUMNS = ("currency", "first_on", "values", "version")


def test_what_was_copied_in_is_copied_out_as_it_was():
    rows = [("SEK", date(2026, 3, 1), bytes(range(256)), 1), ("USD", date(2026, 3, 2), b"", 2)]

    copied(RateSeries, COLUMNS, rows)

    assert copied_out(RateSeries.objects.order_by("currency"), *COLUMNS) == rows


def test_what_a_filter_says_goes_with_it_whatever_stands_in_it():
    RateSeries.objects.create(currency="%s'", first_on=date(2026, 3, 1), values=b"a")
    RateSeries.objects.create(currency="USD", first_on=date(2026, 3, 1), values=b"b")

    assert copied_out(RateSeries.objects.filter(currency="%s'"), "currency", "values") == [("%s'", b"a")]


def test_nothing_is_asked_for_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert copied_out(RateSeries.objects.filter(currency__in=[]), "currency") == []
