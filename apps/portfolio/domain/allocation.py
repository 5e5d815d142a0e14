"""What a portfolio is made of: by any label, how concentrated, and what it costs."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .amounts import ZERO

UNLABELLED = "unlabelled"


@dataclass(frozen=True, slots=True)
class Piece:
    """One holding: its value in the base currency, what part of it has which label, and its yearly expense ratio."""

    name: str
    value: Decimal
    labels: Mapping[str, Mapping[str, Decimal]]  # by dimension, such as region
    expense_ratio: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Slice:
    label: str
    value: Decimal
    weight: Decimal


def by_label(pieces: Sequence[Piece], dimension: str) -> list[Slice]:
    """The largest first. What a holding's labels leave of one, and all of one without any, is unlabelled."""
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for piece in pieces:
        labels = piece.labels.get(dimension, {})
        scale = max(sum(labels.values(), ZERO), Decimal(1))
        for label, share in labels.items():
            found[label] += piece.value * share / scale
        if rest := piece.value * (1 - sum(labels.values(), ZERO) / scale):
            found[UNLABELLED] += rest
    return _slices(found)


def by_name(pieces: Sequence[Piece]) -> list[Slice]:
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for piece in pieces:
        found[piece.name] += piece.value
    return _slices(found)


def _slices(found: Mapping[str, Decimal]) -> list[Slice]:
    total = sum(found.values(), ZERO)
    slices = [Slice(label, value, value / total if total > 0 else ZERO) for label, value in found.items()]
    return sorted(slices, key=lambda part: (-part.value, part.label))


@dataclass(frozen=True, slots=True)
class Concentration:
    """
    The Herfindahl-Hirschman index of the weights, from 1/n for equal ones to 1 (Hirschman 1964), and how many equal
    holdings would have the same.
    """

    hhi: Decimal
    effective_holdings: Decimal
    top_five: Decimal
    top_ten: Decimal


def concentration(slices: Sequence[Slice]) -> Concentration:
    weights = sorted((part.weight for part in slices), reverse=True)
    hhi = sum((weight * weight for weight in weights), ZERO)
    return Concentration(hhi, 1 / hhi if hhi else ZERO, sum(weights[:5], ZERO), sum(weights[:10], ZERO))


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on a person is warned; all are parts of one."""

    holding: Decimal = Decimal("0.25")
    expense_ratio: Decimal = Decimal("0.01")
    trading_fees: Decimal = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Warned:
    code: str
    detail: str


def warnings(
    pieces: Sequence[Piece], *, fees: Decimal, invested: Decimal, limits: Limits | None = None
) -> list[Warned]:
    """Of what weighs much and what costs much: fees paid are compared with what was put in."""
    limits = limits or Limits()
    found = [
        Warned("concentrated", f"{part.label} is {part.weight:.1%} of everything.")
        for part in by_name(pieces)
        if part.weight > limits.holding
    ]
    found += [
        Warned("expensive_holding", f"{piece.name} costs {piece.expense_ratio:.2%} a year.")
        for piece in pieces
        if piece.expense_ratio > limits.expense_ratio
    ]
    if invested > 0 and fees / invested > limits.trading_fees:
        found.append(Warned("high_fees", f"Fees took {fees / invested:.2%} of what was put in."))
    return found


def yearly_expenses(pieces: Sequence[Piece]) -> Decimal:
    """What the expense ratios come to in a year, at today's values."""
    return sum((piece.value * piece.expense_ratio for piece in pieces), ZERO)
