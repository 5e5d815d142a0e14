"""
The figures of ranges as plain values, remembered until the person's data changes.

Only what is not remembered loads numpy, so that a web process without it answers what others have computed.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from project.lib.cache import memoize

from .holdings import DOMAIN
from .yardsticks import Measured, yardstick_of

if TYPE_CHECKING:
    from ..domain.performance import Ways

SECONDS = 300


@memoize("portfolio_performance", domain=DOMAIN, seconds=SECONDS)
def performance(
    user: Any,
    first: date | None = None,
    last: date | None = None,
    *,
    accounts: tuple[int, ...] | None = None,
    instrument: int | None = None,
    label: str = "",
) -> dict[str, Any]:
    """
    What a range brought, of everything or a selection: see `figures.range_figures`. The rate without risk is the
    person's own.

    :raises NothingYet: no figures were made so far
    :raises BadRange: it ends before it begins
    """
    from . import figures

    found = figures.kept(user, accounts=accounts, instrument=instrument, label=label)
    return figures.range_figures(found, first, last, ways_of(yardstick_of(user)))


def ways_of(measured: Measured) -> "Ways":
    from ..domain.performance import Ways
    from ..domain.risk import Year

    return Ways(Year(risk_free=float(measured.risk_free)))


@memoize("portfolio_comparison", domain=DOMAIN, seconds=SECONDS)
def comparison(user: Any, first: date | None = None, last: date | None = None) -> dict[str, Any] | None:
    """What the benchmark made of a range: see `comparison.compared`. None where nothing is compared with."""
    from . import comparison, figures

    return comparison.compared(user, yardstick_of(user), figures.kept(user), first, last)


@memoize("portfolio_values", domain=DOMAIN, seconds=SECONDS)
def values(
    user: Any,
    first: date | None = None,
    last: date | None = None,
    *,
    accounts: tuple[int, ...] | None = None,
    instrument: int | None = None,
    label: str = "",
) -> dict[str, Any]:
    """The value over time, for a chart: see `figures.value_points`."""
    from . import figures

    return figures.value_points(figures.kept(user, accounts=accounts, instrument=instrument, label=label), first, last)


@memoize("portfolio_income", domain=DOMAIN, seconds=SECONDS)
def income(user: Any, first: date | None = None, last: date | None = None) -> dict[str, Any]:
    """Dividends and interest of a range, by month and by instrument."""
    from . import figures

    return figures.income(user, figures.kept(user), first, last)
