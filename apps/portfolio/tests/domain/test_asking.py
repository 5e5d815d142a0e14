"""When a provider is asked again."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from apps.portfolio.domain.asking import after_failures, after_not_known, tomorrow

NOW = datetime(2024, 5, 2, 23, 30, tzinfo=UTC)
failures = st.integers(0, 100_000)


@given(failures)
def test_each_failure_is_waited_for_longer_but_not_for_ever(count):
    pause = after_failures(count, NOW) - NOW

    assert timedelta(minutes=5) <= pause <= timedelta(hours=6)
    assert after_failures(count + 1, NOW) - NOW >= pause


@given(failures)
def test_an_unknown_symbol_is_asked_for_once_a_month_in_the_end(count):
    assert timedelta(days=1) <= after_not_known(count, NOW) - NOW <= timedelta(days=30)


@given(st.integers(0, 10**6))
def test_what_the_provider_wants_is_the_least(seconds):
    assert after_failures(1, NOW, wanted=seconds) >= NOW + timedelta(seconds=seconds)


def test_calls_are_counted_anew_at_midnight():
    assert tomorrow(NOW) == datetime(2024, 5, 3, tzinfo=UTC)
