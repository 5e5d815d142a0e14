"""What other apps are told of training."""

from datetime import date
from decimal import Decimal

import pytest

from apps.training import public
from apps.training.tests.factories import MeasurementFactory, RoutineFactory, session_over
from project.lib.errors import DomainError
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


def test_weights_in_order_of_their_days(django_assert_num_queries):
    person = UserFactory()
    for day, kilograms in ((3, "80.5"), (1, "81"), (2, "80.75")):
        public.log_measurement(
            person, kind=public.Body.WEIGHT, value=Decimal(kilograms), on=date(2026, 3, day), today=TODAY
        )
    MeasurementFactory(owner=person, kind="waist")
    MeasurementFactory()

    with django_assert_num_queries(1):
        told = public.weights(person)

    assert told == [
        (date(2026, 3, 1), Decimal(81)),
        (date(2026, 3, 2), Decimal("80.75")),
        (date(2026, 3, 3), Decimal("80.5")),
    ]
    assert public.weights(person, date(2026, 3, 3)) == told[2:]


def test_what_nobody_weighs_is_refused():
    with pytest.raises(DomainError, match="from 2 to 700 kg"):
        public.log_measurement(UserFactory(), kind=public.Body.WEIGHT, value=Decimal(800), on=TODAY, today=TODAY)


def test_days_of_training_are_those_trained_and_those_planned(django_assert_num_queries):
    person = UserFactory()
    RoutineFactory(owner=person, is_followed=True, weekdays=[0, 3])
    RoutineFactory(owner=person, weekdays=[6])
    session_over(person)  # a Monday
    session_over(person, days_ago=-4)
    session_over(UserFactory(), days_ago=-1)

    with django_assert_num_queries(2):
        found = public.training_days(person, date(2026, 3, 2), 7)

    assert found == [date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 6)]
    assert public.training_days(UserFactory(), date(2026, 3, 2), 7) == []
