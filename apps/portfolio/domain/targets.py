"""Targets of groups, such as kinds or labels: how far each is from its own, and what that means for each security."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from .allocation import UNLABELLED, Piece, by_label
from .amounts import ZERO
from .rebalancing import BadTarget, Drift, Position, drifts

__all__ = ["UNLABELLED", "group_drifts", "of_securities"]


def group_drifts(pieces: Sequence[Piece], dimension: str, targets: Mapping[str, Decimal]) -> list[Drift]:
    """The largest first, then what is wanted and not held. Without any target, those of all are zero."""
    groups = by_label(pieces, dimension)
    positions = [Position(group.label, group.value, Decimal(1)) for group in groups]
    place = {group.label: at for at, group in enumerate(groups)}
    untargeted = [Drift(group.label, group.weight, ZERO) for group in groups]
    found = drifts(positions, targets) if targets else untargeted
    return sorted(found, key=lambda drift: (place.get(drift.name, len(place)), drift.name))


def of_securities(pieces: Sequence[Piece], dimension: str, targets: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """
    What part each security shall be: a group's target is shared as what is held of it is worth now.

    :raises BadTarget: nothing of a wanted group is held
    """
    held: dict[str, dict[str, Decimal]] = {}
    for piece in pieces:
        labels = piece.labels.get(dimension, {})
        shares = {**labels, UNLABELLED: 1 - sum(labels.values(), ZERO)}
        for label, share in shares.items():
            if share and piece.value > 0:
                held.setdefault(label, {})[piece.name] = share * piece.value
    found: dict[str, Decimal] = {}
    for label, weight in targets.items():
        members = held.get(label, {})
        if weight and not members:
            raise BadTarget(
                f"You hold nothing of {label}, so nothing of it can be proposed. Buy something of it first, or set "
                "targets for holdings."
            )
        whole = sum(members.values(), ZERO)
        for name, value in members.items():
            found[name] = found.get(name, ZERO) + weight * value / whole
    return found
