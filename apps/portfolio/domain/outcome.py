"""What a period brought, in money: exact, and in parts that add up to the cent."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext

from .amounts import EXACT, NOTHING, ZERO, Amounts, rounded_parts
from .daily import Daily, Series
from .ledger import Ledger
from .quotes import exact


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    All in the base currency and unrounded. The identity:

        start + inflow - outflow + price_gain + fx_gain + income - fees - taxes = end

    The values and what was booked are exact. The currency effect is summed over the days as a float, right to far
    below a cent, and the price gain is what the identity leaves.
    """

    start: Decimal
    end: Decimal
    inflow: Decimal
    outflow: Decimal
    price_gain: Decimal
    fx_gain: Decimal
    income: Decimal
    fees: Decimal
    taxes: Decimal
    flows: dict[date, Decimal]  # by day, what went in above zero

    @property
    def gain(self) -> Decimal:
        return self.end - self.start - self.inflow + self.outflow

    def rounded(self, currency: str) -> dict[str, Decimal]:
        """Every part to the cent, so that the identity holds for what is shown."""
        signs = {"outflow": -1, "fees": -1, "taxes": -1}
        names = ("start", "inflow", "outflow", "price_gain", "fx_gain", "income", "fees", "taxes")
        parts = rounded_parts({name: signs.get(name, 1) * getattr(self, name) for name in names}, currency)
        gain = sum((parts[name] for name in names[3:]), ZERO)
        end = sum(parts.values(), ZERO)
        shown = {name: signs.get(name, 1) * amount + 0 for name, amount in parts.items()}
        return shown | {"end": end, "gain": gain, "net_flow": parts["inflow"] + parts["outflow"]}

    def investor_flows(self, first: date, last: date) -> list[tuple[date, float]]:
        """What the owner paid (with a minus) and got: the value at the start, the flows, the value at the end."""
        paid = [(first - timedelta(days=1), -float(self.start))]
        return [*paid, *((day, -float(flow)) for day, flow in self.flows.items()), (last, float(self.end))]


def outcome(daily: Daily, rows: Collection[int], series: Series, last: date) -> Outcome:
    first = series.first
    begin, end = first.toordinal(), last.toordinal()
    crossing: dict[tuple[int, int], Decimal] = defaultdict(lambda: ZERO)
    income = fees = taxes = ZERO
    with localcontext(EXACT):
        for row in rows:
            for posting in daily.postings[daily.holdings[row]]:
                if begin <= posting.day <= end:
                    crossing[posting.day, posting.event] += posting.flow
                    income += posting.income
                    fees += posting.fee
                    taxes += posting.tax
        flows: dict[date, Decimal] = defaultdict(lambda: ZERO)
        for (day, _), flow in sorted(crossing.items()):
            if flow:
                flows[date.fromordinal(day)] += flow
        inflow = sum((flow for flow in crossing.values() if flow > 0), ZERO)
        outflow = -sum((flow for flow in crossing.values() if flow < 0), ZERO)
        start, value = daily.value_on(rows, first - timedelta(days=1)), daily.value_on(rows, last)
        fx_gain = exact(series.fx_gain.sum())
        rest = value - start - inflow + outflow - fx_gain - income + fees + taxes
    return Outcome(start, value, inflow, outflow, rest, fx_gain, income, fees, taxes, dict(flows))


@dataclass(frozen=True, slots=True)
class Gains:
    """Of lots: realised by the sales of a period, and unrealised in what is left at its end. With fees in the cost."""

    cost: Amounts
    realised: Amounts
    realised_gross: Amounts  # before fees and taxes
    realised_currency: Decimal  # what of the base amount came from exchange rates
    unrealised: Decimal


def gains(ledger: Ledger, keys: Collection[tuple[str, str]], first: date, last: date, value: Decimal) -> Gains:
    """
    Of some (account, security) pairs. The ledger goes as far as the period; `value` is what they are worth at its end.

    From a ledger that was restated on the first day these are the gains of the period, else those since purchase.
    """
    cost = realised = gross = NOTHING
    currency = ZERO
    with localcontext(EXACT):
        for key in keys:
            if key in ledger.books:
                cost = cost.plus(ledger.books[key].cost)
        for closed in ledger.closed:
            if (closed.account, closed.symbol) in keys and first <= closed.closed_on <= last:
                realised, gross = realised.plus(closed.gain), gross.plus(closed.gross_gain)
                currency += closed.currency_gain
        return Gains(cost, realised, gross, currency, value - cost.base)
