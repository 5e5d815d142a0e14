"""What the form of each kind of activity asks for: first what it cannot do without, then what it may say besides."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    about: str
    main: tuple[str, ...]
    more: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return ("kind", "account", "on", *self.main, *self.more, *ALWAYS)


# Asked for whatever it is, at the end.
ALWAYS = ("note", "tags")
_MONEY = ("currency", "settled_in", "rate")
_TRADE = ("instrument", "quantity", "price", "fee", "tax")
_TRADE_MORE = ("amount", "at", *_MONEY)

SHAPES = {
    "buy": Shape("You bought something", _TRADE, _TRADE_MORE),
    "sell": Shape("You sold what you held", _TRADE, _TRADE_MORE),
    "deposit": Shape("Money came into the account", ("amount",), ("fee", *_MONEY)),
    "withdrawal": Shape("Money left the account", ("amount",), ("fee", *_MONEY)),
    "dividend": Shape("A security paid you", ("instrument", "amount", "tax"), ("fee", *_MONEY)),
    "interest": Shape(
        "Interest, or with a minus what you paid of it", ("amount", "tax"), ("instrument", "fee", *_MONEY)
    ),
    "fee": Shape("A charge, or with a minus a refund", ("amount",), ("instrument", *_MONEY)),
    "tax": Shape("A tax, or with a minus a refund", ("amount",), ("instrument", *_MONEY)),
    "transfer": Shape(
        "Money or securities went to another account of yours",
        ("to_account", "amount", "instrument", "quantity"),
        ("fee", "price", *_MONEY),
    ),
    "transfer_in": Shape(
        "Securities came from elsewhere", ("instrument", "quantity", "cost", "acquired_on"), ("price", "fee", *_MONEY)
    ),
    "transfer_out": Shape("Securities went elsewhere", ("instrument", "quantity"), ("price", "fee", *_MONEY)),
    "split": Shape("One share became several, or several one", ("instrument", "ratio")),
    "bonus": Shape("New shares came for nothing", ("instrument", "quantity", "ratio"), ("price", "tax", *_MONEY)),
    "return_of_capital": Shape("Part of what you paid came back", ("instrument", "amount"), ("fee", "tax", *_MONEY)),
    "spin_off": Shape(
        "Shares of another company came with it",
        ("instrument", "into", "quantity", "ratio", "share"),
        ("price", "amount", "tax", *_MONEY),
    ),
    "merger": Shape(
        "It became shares of another company",
        ("instrument", "into", "quantity", "ratio", "amount"),
        ("share", "price", "tax", *_MONEY),
    ),
    "short": Shape("You sold what you did not hold", _TRADE, _TRADE_MORE),
    "cover": Shape("You bought back what you sold short", _TRADE, _TRADE_MORE),
}
