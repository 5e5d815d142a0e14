"""What activities do, taken in one after another: lots, cash, realised gains, and postings to what they touch."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext

from . import corporate, trading, transfers
from .activities import Activity, Kind
from .amounts import EXACT, NOTHING, ZERO, Amounts
from .lots import Book, Closed, Lot, Method
from .market import Market
from .postings import ONE, Booked, Holding, Posting, Terms

_EFFECTS: Mapping[Kind, "Callable[[Ledger, Activity], None]"] = {
    Kind.BUY: trading.buy,
    Kind.SELL: trading.sell,
    Kind.SHORT: trading.short,
    Kind.COVER: trading.cover,
    Kind.DIVIDEND: trading.income,
    Kind.INTEREST: trading.income,
    Kind.FEE: trading.fee,
    Kind.TAX: trading.tax,
    Kind.DEPOSIT: transfers.deposit,
    Kind.WITHDRAWAL: transfers.withdrawal,
    Kind.TRANSFER_IN: transfers.arrive,
    Kind.TRANSFER_OUT: transfers.leave,
    Kind.TRANSFER: transfers.move,
    Kind.SPLIT: corporate.split,
    Kind.BONUS: corporate.bonus,
    Kind.RETURN_OF_CAPITAL: corporate.return_of_capital,
    Kind.SPIN_OFF: corporate.spin_off,
    Kind.MERGER: corporate.merger,
}

_ALL_ONE = Booked(ONE, ONE, ONE, ONE)


class Ledger:
    """
    The books after some activities, which come `checked` and `in_ledger_order`.

    With `restate_on`, all that is held at the close of the day before is taken as bought then at its value: the gains
    of a period.

    :raises BadActivity: an activity goes against what is held
    :raises Oversold: more leaves than is there
    """

    def __init__(
        self, activities: Sequence[Activity], market: Market, terms: Terms, *, restate_on: date | None = None
    ) -> None:
        self.market = market
        self.terms = terms
        self.books: dict[tuple[str, str], Book] = defaultdict(Book)  # by account and security
        self.cash: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)  # by account and currency
        self.closed: list[Closed] = []
        self.postings: list[Posting] = []
        self.currencies = dict(terms.currencies)  # of securities
        self.account_currencies = dict(terms.account_currencies)
        self.event = 0
        self._booked: tuple[Activity, str, Booked] | None = None  # the last that was asked for
        with localcontext(EXACT):
            for self.event, activity in enumerate(activities):
                if restate_on and activity.on >= restate_on:
                    self._restate(restate_on.toordinal() - 1)
                    restate_on = None
                _EFFECTS[activity.kind](self, activity)
            if restate_on:
                self._restate(restate_on.toordinal() - 1)

    def book(self, activity: Activity) -> Book:
        return self.books[activity.account, activity.symbol]

    def currency_of(self, holding: Holding) -> str:
        return holding.name if holding.cash else self.currencies.get(holding.name, self.terms.base)

    def method_of(self, account: str) -> Method:
        return self.terms.methods.get(account, self.terms.method)

    def settled_in(self, activity: Activity) -> str:
        return activity.settled_in or self.terms.account_currencies.get(activity.account) or activity.currency

    # --- Rates and prices -------------------------------------------------------------------------------------

    def booked(self, activity: Activity, symbol: str | None = None) -> Booked:
        """The rates of an activity: the booked one as far as it goes, then those of the day."""
        symbol = activity.symbol if symbol is None else symbol
        last = self._booked
        if last is None or last[0] is not activity or last[1] != symbol:
            self._booked = last = activity, symbol, self._find_rates(activity, symbol)
        return last[2]

    def _find_rates(self, activity: Activity, symbol: str) -> Booked:
        currency, day, base = activity.currency, activity.on.toordinal(), self.terms.base
        own = self.currencies.setdefault(symbol, currency) if symbol else base
        settled = self.settled_in(activity)
        account = self.account_currencies.setdefault(activity.account, settled)
        if own == settled == account == base == currency:
            return _ALL_ONE
        rate, at = activity.rate, self.market.rates.at
        known = {currency: ONE}
        if settled != currency:
            known[settled] = rate or at(currency, settled, day)
        if base not in known:
            if rate is None:
                known[base] = at(currency, base, day)
            else:
                known[base] = rate if settled == currency else rate * at(settled, base, day)
        for other in (own, account):
            if other not in known:
                known[other] = at(currency, other, day)
        return Booked(known[own], known[settled], known[account], known[base])

    def value_of(self, activity: Activity, symbol: str, quantity: Decimal, *, price: Decimal | None) -> Decimal | None:
        """What a quantity is worth by the price, else by the market, in the activity's currency; None if unknown."""
        if price is not None:
            return quantity * price
        if (known := self.market.known(symbol, activity.on.toordinal())) is None:
            return None
        return quantity * known.price / self.booked(activity, symbol).own

    def note_price(self, activity: Activity, symbol: str, price: Decimal) -> None:
        self.market.note_trade(symbol, activity.on.toordinal(), price * self.booked(activity, symbol).own)

    # --- Entries ----------------------------------------------------------------------------------------------

    def post(
        self,
        activity: Activity,
        holding: Holding,
        *,
        quantity: Decimal = ZERO,
        worth: Decimal = ZERO,
        paid: Decimal = ZERO,
        income: Decimal = ZERO,
    ) -> None:
        """
        Enter what a holding got, with the fee and tax of the activity, against the account's cash.

        Amounts are in the currency of the activity; `paid` is before fee and tax, and what came in has a minus.
        """
        booked = self.booked(activity, holding.name)
        paid += activity.fee + activity.tax
        day, in_base = activity.on.toordinal(), booked.base
        self.postings.append(
            Posting(
                holding,
                self.event,
                day,
                quantity,
                worth * booked.own,
                worth * in_base,
                paid * in_base,
                income * in_base,
                activity.fee * in_base,
                activity.tax * in_base,
            )
        )
        if paid:
            cash = -paid * booked.settled
            self.post_cash(activity, activity.account, self.settled_in(activity), cash, -paid * in_base)

    def post_outside(self, activity: Activity, holding: Holding, quantity: Decimal, worth: Decimal) -> None:
        """Enter units that came or went without money: their worth itself is the flow."""
        booked, day = self.booked(activity, holding.name), activity.on.toordinal()
        in_base = worth * booked.base
        self.postings.append(Posting(holding, self.event, day, quantity, worth * booked.own, in_base, in_base))

    def post_cash(self, activity: Activity, account: str, currency: str, amount: Decimal, in_base: Decimal) -> None:
        self.cash[account, currency] += amount
        holding, day = Holding(account, currency, cash=True), activity.on.toordinal()
        self.postings.append(Posting(holding, self.event, day, amount, amount, in_base, in_base))

    def charge(self, activity: Activity) -> None:
        """The fee and tax of what is no trade, from the cash of the account."""
        if activity.fee or activity.tax:
            self.post(activity, Holding(activity.account, ""))

    def close(
        self,
        activity: Activity,
        lot: Lot,
        quantity: Decimal,
        *,
        proceeds: Amounts,
        cost: Amounts,
        fees: Amounts = NOTHING,
    ) -> None:
        booked = self.booked(activity)
        self.closed.append(
            Closed(
                activity.account,
                activity.symbol,
                lot.id,
                lot.acquired_on,
                activity.on,
                quantity,
                proceeds,
                cost,
                fees,
                rate=booked.base if booked.own == 1 else booked.base / booked.own,
                currency=self.currencies[activity.symbol],
                account_currency=self.account_currencies[activity.account],
                short=activity.kind is Kind.COVER,
            )
        )

    def _restate(self, day: int) -> None:
        for (account, symbol), book in self.books.items():
            own = self.currencies[symbol]
            for lot in (*book.lots, *book.shorts):
                value = lot.units / book.scale * self.market.price(symbol, day)
                to_account, to_base = (
                    self.market.rates.at(own, currency, day)
                    for currency in (self.account_currencies[account], self.terms.base)
                )
                lot.cost, lot.fees = Amounts(value, value * to_account, value * to_base), Amounts()
