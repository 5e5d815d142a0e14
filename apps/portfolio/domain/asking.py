"""When a provider of prices is asked again: after an answer, after a failure, and once its calls are spent."""

from datetime import UTC, datetime, time, timedelta

# Once a day, with room for a provider that is slow to answer: two in a row never fall on the same hours.
AFTER_AN_ANSWER = timedelta(hours=20)
_FIRST_PAUSE = timedelta(minutes=5)
_LONGEST_PAUSE = timedelta(hours=6)
# A symbol that nobody knows today is seldom known tomorrow.
_FIRST_DOUBT = timedelta(days=1)
_LONGEST_DOUBT = timedelta(days=30)


def after_failures(failures: int, now: datetime, *, wanted: float | None = None) -> datetime:
    """
    Twice as late with each failure in a row, up to six hours, and never before the provider itself wants it.

    :param wanted: seconds, where the provider said so
    """
    pause = _doubled(_FIRST_PAUSE, failures, _LONGEST_PAUSE)
    return now + max(pause, timedelta(seconds=wanted or 0))


def after_not_known(failures: int, now: datetime) -> datetime:
    """For one symbol that the provider does not have."""
    return now + _doubled(_FIRST_DOUBT, failures, _LONGEST_DOUBT)


def tomorrow(now: datetime) -> datetime:
    """When the calls of the day are counted from nothing again. Days are UTC's."""
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)


def _doubled(first: timedelta, failures: int, longest: timedelta) -> timedelta:
    # Bounded before it is doubled: a provider may be away for years.
    return min(first * (1 << min(max(failures - 1, 0), 20)), longest)
