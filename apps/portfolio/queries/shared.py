"""What a link shows: percentages, and amounts only where its scope says so. Nothing else of the person leaves here."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from project.lib.cache import memoize

from ..domain.amounts import rounded
from ..models import Share
from . import ranges
from .holdings import DOMAIN, allocation, holdings_table, summary
from .overview import Days, known_days

# Of a part of one: a hundredth of a per cent. More digits would tell more than is meant.
FINEST = Decimal("0.0001")
SPREADS = ("kind", "region")


@dataclass(frozen=True, slots=True)
class Part:
    """`value` is None where amounts are not shown, and where nobody knows it."""

    name: str
    detail: str
    weight: Decimal | None
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """Of a range: parts of one, by the method of the name."""

    name: str
    first: date
    last: date
    twr: float | None
    volatility: float | None
    drawdown: float | None


@dataclass(frozen=True, slots=True)
class Shown:
    """`index` is what one unit of money became, on `days`. The currency and `value` are empty without amounts."""

    owner: str
    as_of: date | None
    currency: str
    value: Decimal | None
    spreads: dict[str, list[Part]] = field(default_factory=dict)
    holdings: list[Part] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    index: list[float] = field(default_factory=list)


def shown(share: Share, spans: dict[str, Days], drawn: Days) -> Shown:
    """
    :param spans: the ranges whose returns are shown, by name
    :param drawn: the range of the index
    """
    owner, amounts = share.owner, share.shows_amounts
    whole = summary(owner)
    name = owner.name if share.shows_name else ""
    if whole["as_of"] is None:
        return Shown(name, None, "", None)
    currency = whole["currency"]

    def part(name: str, detail: str, weight: Decimal | None, value: Decimal | None) -> Part:
        shown_value = rounded(value, currency) if amounts and value is not None else None
        return Part(name, detail, None if weight is None else weight.quantize(FINEST), shown_value)

    found = _of_days(owner, spans, drawn)
    held = [(row.holding.instrument.name if row.holding.instrument else "Cash", row) for row in holdings_table(owner)]
    return Shown(
        name,
        whole["as_of"],
        currency if amounts else "",
        rounded(whole["value"], currency) if amounts else None,
        {
            by: [part(one["name"], "", one["weight"], one["value"]) for one in allocation(owner, by)]
            for by in SPREADS
        },
        _together([
            part(called, row.holding.instrument.kind if row.holding.instrument else "cash", row.weight,
                 row.holding.market_value)
            for called, row in held
        ]),
        [Return(one["name"], *(one[key] for key in _RETURN)) for one in found["returns"]],
        found["days"],
        found["index"],
    )  # fmt: skip


_RETURN = ("first", "last", "twr", "volatility", "drawdown")


def _together(parts: list[Part]) -> list[Part]:
    """One line for each name: what account it lies in is nobody's business."""
    found: dict[tuple[str, str], Part] = {}
    for one in parts:
        before = found.get((one.name, one.detail))
        found[one.name, one.detail] = one if before is None else _sum(before, one)
    return sorted(found.values(), key=lambda one: -(one.weight or Decimal(0)))


def _sum(one: Part, other: Part) -> Part:
    def added(a: Decimal | None, b: Decimal | None) -> Decimal | None:
        return a if b is None else b if a is None else a + b

    return Part(one.name, one.detail, added(one.weight, other.weight), added(one.value, other.value))


@memoize("portfolio_shared", domain=DOMAIN, seconds=ranges.SECONDS)
def _of_days(user: Any, spans: dict[str, Days], drawn: Days) -> dict[str, Any]:
    from . import figures
    from .yardsticks import yardstick_of

    found, ways = figures.kept(user), ranges.ways_of(yardstick_of(user))
    returns = []
    for name, days in spans.items():
        one = figures.range_figures(found, *known_days(found, days), ways)
        fall = one["drawdown"]
        returns.append(
            {"name": name, "drawdown": fall and fall["depth"]}
            | {key: one[key] for key in ("first", "last", "twr", "volatility")}
        )
    return {"returns": returns, **figures.index_points(found, *known_days(found, drawn))}
