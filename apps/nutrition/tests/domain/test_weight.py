"""The weight trend, and the expenditure measured by it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.expenditure import NotEnoughData, measured_expenditure
from apps.nutrition.domain.weight_trend import Weighing, slope, trend

START = date(2026, 3, 1)


def weighings(*weights, every=1):
    return [Weighing(START + timedelta(days=every * n), kg) for n, kg in enumerate(weights)]


def test_a_day_moves_the_trend_a_tenth_of_the_way():
    found = trend(weighings(80, 81, 79))

    assert [point.trend_kg for point in found] == pytest.approx([80, 80.1, 79.99])


def test_a_gap_counts_as_if_the_weight_had_stood_there_each_day():
    daily = trend(weighings(80, 82, 82, 82))[-1].trend_kg
    gap = trend([Weighing(START, 80), Weighing(START + timedelta(days=3), 82)])[-1].trend_kg

    assert gap == pytest.approx(daily)


def test_weighings_of_one_day_count_as_their_mean_in_any_order():
    late = Weighing(START + timedelta(days=1), 81)

    found = trend([late, Weighing(START, 79), Weighing(START, 81)])

    assert [point.weight_kg for point in found] == [80, 81]


@given(st.lists(st.floats(40, 200), min_size=1, max_size=30), st.integers(1, 5))
def test_the_trend_stays_between_the_weights(weights, every):
    for point in trend(weighings(*weights, every=every)):
        assert min(weights) - 1e-9 <= point.trend_kg <= max(weights) + 1e-9


def test_no_weighings_have_no_trend_and_two_have_no_slope():
    assert trend([]) == []
    assert slope(weighings(80, 81)) is None


@given(start=st.floats(50, 150), per_day=st.floats(-0.2, 0.2), days=st.integers(15, 60), kcal=st.floats(1200, 4000))
def test_a_steady_change_is_measured_exactly(start, per_day, days, kcal):
    weighed = weighings(*[start + per_day * n for n in range(days)])
    intake = {each.on: kcal for each in weighed}

    found = measured_expenditure(intake, weighed)

    assert found.energy_kcal == pytest.approx(kcal - 7700 * per_day, abs=1e-3)
    assert found.plus_minus_kcal == pytest.approx(0, abs=1e-3)
    assert found.change_kg_per_week == pytest.approx(7 * per_day, abs=1e-6)


def test_noise_and_days_without_a_log_widen_the_result():
    noisy = weighings(*[80 + (0.5 if n % 2 else -0.5) for n in range(29)])
    whole = {each.on: 2000 + 300 * (n % 3) for n, each in enumerate(noisy)}
    part = {on: kcal for n, (on, kcal) in enumerate(whole.items()) if n % 5}

    all_logged, some_logged = measured_expenditure(whole, noisy), measured_expenditure(part, noisy)

    assert 0 < all_logged.plus_minus_kcal < some_logged.plus_minus_kcal
    assert some_logged.logged_days == 22
    assert abs(all_logged.energy_kcal - 2300) < all_logged.plus_minus_kcal


@pytest.mark.parametrize(
    ("days", "every", "logged", "sentence"),
    [
        (10, 1, 10, "Weigh yourself on at least 8 days"),
        (5, 5, 30, "Weigh yourself"),
        (2, 20, 30, "Weigh yourself"),
        (20, 1, 5, "Log at least 70% of the days; 5 of 19 are logged"),
    ],
)
def test_too_little_data_is_refused_with_what_is_needed(days, every, logged, sentence):
    intake = {START + timedelta(days=n): 2000.0 for n in range(logged)}

    with pytest.raises(NotEnoughData, match=sentence):
        measured_expenditure(intake, weighings(*[80.0] * days, every=every))
