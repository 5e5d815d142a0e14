"""What the pages for looking show, each in one value. Without numpy until something has to be computed."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from project.lib.cache import memoize

from . import ranges
from .holdings import DOMAIN, Row, allocation, holdings_table, summary
from .selection import EVERYTHING, Selection
from .yardsticks import yardstick_of

if TYPE_CHECKING:
    from .figures import Kept

LARGEST = 6
# Both included; None is as far as anything is known.
Days = list[date | None]


@dataclass(frozen=True, slots=True)
class Overview:
    """`summary` is there always; the rest once figures were made."""

    summary: dict[str, Any]
    performance: dict[str, Any] | None = None
    values: dict[str, Any] | None = None
    months: list[dict[str, Any]] = field(default_factory=list)
    allocation: list[dict[str, Any]] = field(default_factory=list)
    largest: list[Row] = field(default_factory=list)
    benchmark: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Returns:
    """The figures of one range, and those of several others beside it."""

    summary: dict[str, Any]
    performance: dict[str, Any] | None = None
    values: dict[str, Any] | None = None
    others: list[dict[str, Any]] = field(default_factory=list)
    benchmark: dict[str, Any] | None = None


def overview(user: Any, days: Days, year: Days) -> Overview:
    """What a person has and what it brought in these days; the months of income are those of `year`."""
    whole = summary(user)
    if whole["as_of"] is None:
        return Overview(whole)
    securities = [row for row in holdings_table(user) if row.holding.instrument_id]
    return Overview(
        whole, **_overview(user, days, year), allocation=allocation(user, "kind"), largest=securities[:LARGEST]
    )


def every_day(user: Any, days: Days) -> dict[str, Any] | None:
    """The value on each of these days, none left out; None before figures were made."""
    return None if summary(user)["as_of"] is None else _every_day(user, days)


def returns(user: Any, days: Days, others: list[Days], of: Selection = EVERYTHING) -> Returns:
    whole = summary(user)
    return Returns(whole) if whole["as_of"] is None else Returns(whole, **_returns(user, days, others, **of.narrowing))


def income(user: Any, days: Days) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The summary, and the income of these days once there are figures."""
    whole = summary(user)
    return whole, None if whole["as_of"] is None else _income(user, days)


@memoize("portfolio_page_overview", domain=DOMAIN, seconds=ranges.SECONDS)
def _overview(user: Any, days: Days, year: Days) -> dict[str, Any]:
    from . import comparison, figures

    found, measured = figures.kept(user), yardstick_of(user)
    known = known_days(found, days)
    return {
        "performance": figures.range_figures(found, *known, ranges.ways_of(measured)),
        "values": figures.value_points(found, *known),
        "benchmark": comparison.compared(user, measured, found, *known),
        "months": figures.income_by_month(found, *known_days(found, year)),
    }


def _every_day(user: Any, days: Days) -> dict[str, Any]:
    from . import figures

    found = figures.kept(user)
    return figures.value_points(found, *known_days(found, days), most=found.sums.days)


@memoize("portfolio_page_returns", domain=DOMAIN, seconds=ranges.SECONDS)
def _returns(
    user: Any, days: Days, others: list[Days], *, accounts: tuple[int, ...] | None, label: str
) -> dict[str, Any]:
    from . import comparison, figures

    found, measured = figures.kept(user, accounts=accounts, label=label), yardstick_of(user)
    ways = ranges.ways_of(measured)
    known = known_days(found, days)
    return {
        "performance": figures.range_figures(found, *known, ways),
        "values": figures.value_points(found, *known),
        "benchmark": comparison.compared(user, measured, found, *known),
        "others": [figures.range_figures(found, *known_days(found, other), ways) for other in others],
    }


@memoize("portfolio_page_income", domain=DOMAIN, seconds=ranges.SECONDS)
def _income(user: Any, days: Days) -> dict[str, Any]:
    from . import figures

    found = figures.kept(user)
    return figures.income(user, found, *known_days(found, days))


def known_days(found: "Kept", days: Days) -> tuple[date | None, date | None]:
    """Not from before anything happened, for years of nothing say nothing; nor from a day without figures yet."""
    first, last = days
    if first is not None:
        first = None if first <= found.first else min(first, found.as_of)
    return first, last
