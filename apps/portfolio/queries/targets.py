"""How a portfolio is spread beside how its person wants it: without numpy."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..domain.allocation import Piece
from ..domain.amounts import ZERO
from ..domain.rebalancing import Drift
from ..domain.targets import UNLABELLED, group_drifts
from ..models import Holding, Instrument, Label, Portfolio, Target
from .holdings import holdings_table, summary

ONE = Decimal(1)


@dataclass(slots=True)
class Held:
    """A security in all accounts of a portfolio, worth `value` in the base currency, at `price` in its own."""

    instrument: Instrument
    holdings: list[Holding]
    labels: tuple[str, ...]

    @property
    def value(self) -> Decimal:
        return sum((holding.market_value or ZERO for holding in self.holdings), ZERO)

    @property
    def quantity(self) -> Decimal:
        return sum((holding.quantity for holding in self.holdings), ZERO)


@dataclass(frozen=True, slots=True)
class Aims:
    """
    `drifts` name kinds, labels or symbols as `by` says; `targets` are those that were set, and may be none.

    `unpriced` are held and left out, as nobody knows what they are worth; `cash` stands aside too.
    """

    by: str
    portfolio: Portfolio | None
    currency: str
    summary: dict[str, Any]
    held: dict[str, Held]  # by symbol
    targets: dict[str, Decimal]
    wanted: dict[str, Instrument]  # those that targets name, by symbol
    drifts: list[Drift]
    value: Decimal
    cash: Decimal
    unpriced: list[Instrument]

    @property
    def pieces(self) -> list[Piece]:
        return pieces(self.held, self.by, self.targets)


def aims(user: Any, by: str, portfolio: Portfolio | None = None) -> Aims:
    rows = holdings_table(user, portfolio=portfolio)
    securities = [row for row in rows if row.holding.instrument and row.holding.quantity > 0]
    targets, wanted = targets_of(user, by, portfolio)
    names = _names({row.holding.instrument for row in securities if row.holding.instrument} | wanted)
    held: dict[str, Held] = {}
    unpriced = []
    for row in securities:
        instrument = row.holding.instrument
        if instrument is None or row.holding.market_value is None:
            unpriced += [instrument] if instrument else []
            continue
        one = held.setdefault(names[instrument.pk], Held(instrument, [], row.labels))
        one.holdings.append(row.holding)
    named = {part if isinstance(part, str) else names[part.pk]: weight for part, weight in targets.items()}
    whole = summary(user)
    return Aims(
        by, portfolio, whole["currency"], whole, held, named, {names[one.pk]: one for one in wanted},
        group_drifts(pieces(held, by, named), by, named),
        sum((one.value for one in held.values()), ZERO),
        sum((row.holding.market_value or ZERO for row in rows if row.holding.instrument is None), ZERO),
        unpriced,
    )  # fmt: skip


def targets_of(
    user: Any, by: str, portfolio: Portfolio | None
) -> tuple[dict[str | Instrument, Decimal], set[Instrument]]:
    """By kind, label or instrument, and the instruments that they name."""
    rows = Target.objects.for_user(user).filter(by=by, portfolio=portfolio).select_related("instrument").order_by("id")
    targets: dict[str | Instrument, Decimal] = {row.instrument or row.name: row.weight for row in rows}
    return targets, {part for part in targets if isinstance(part, Instrument)}


def pieces(held: dict[str, Held], by: str, targets: Iterable[str]) -> list[Piece]:
    """With several of the labels that targets name, a security counts for each in equal parts."""

    def labels(name: str, one: Held) -> dict[str, Decimal]:
        if by == Target.By.INSTRUMENT:
            return {name: ONE}
        if by == Target.By.KIND:
            return {one.instrument.kind: ONE}
        named = [label for label in one.labels if label in wanted] or one.labels[:1]
        # The last takes what the division leaves, so that nothing is without a label by a hair.
        shares = dict.fromkeys(named, ONE / len(named)) if named else {}
        return shares | ({named[-1]: ONE - sum(list(shares.values())[:-1], ZERO)} if named else {})

    wanted = set(targets)
    return [Piece(name, one.value, {by: labels(name, one)}) for name, one in held.items()]


def possible_parts(user: Any, found: Aims) -> list[str]:
    """What a target can be set for: all kinds, a person's labels, or what is held and what was wanted."""
    if found.by == Target.By.KIND:
        return [kind for kind in Instrument.Kind.values if kind != Instrument.Kind.CASH]
    if found.by == Target.By.LABEL:
        names = Label.objects.for_user(user).order_by("name").values_list("name", flat=True).distinct()
        return [*names, UNLABELLED]
    return [*sorted(found.held, key=lambda name: -found.held[name].value), *sorted(found.wanted.keys() - found.held)]


def _names(instruments: Iterable[Instrument]) -> dict[int, str]:
    """Symbols; a person's own may have that of one of the catalogue."""
    names: dict[int, str] = {}
    for one in sorted(instruments, key=lambda one: (one.owner_id is not None, one.pk)):
        names[one.pk] = f"{one.symbol} (own)" if one.symbol in names.values() else one.symbol
    return names
