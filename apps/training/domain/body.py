"""What people measure and photograph of their bodies, in which unit each is kept, and what can be meant."""

from dataclasses import dataclass
from decimal import Decimal

from .measures import meant_length, meant_weight, shown_length, shown_weight
from .words import Said

KG, CM, PERCENT = "kg", "cm", "%"
TENTH = Decimal("0.1")


class Body(Said):
    WEIGHT = "weight"
    BODY_FAT = "body_fat"
    WAIST = "waist"
    HIPS = "hips"
    CHEST = "chest"
    NECK = "neck"
    SHOULDERS = "shoulders"
    UPPER_ARM = "upper_arm"
    FOREARM = "forearm"
    THIGH = "thigh"
    CALF = "calf"

    @property
    def unit(self) -> str:
        return {Body.WEIGHT: KG, Body.BODY_FAT: PERCENT}.get(self, CM)

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """In its unit, both included: far beyond anybody who was measured, so that only a slip is refused."""
        return _BOUNDS[self.unit]


class Pose(Said):
    """From where a photo shows one."""

    FRONT = "front"
    SIDE = "side"
    BACK = "back"
    OTHER = "other"


_BOUNDS = {
    KG: (Decimal(2), Decimal(700)),
    PERCENT: (Decimal(1), Decimal(80)),
    CM: (Decimal(5), Decimal(400)),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as the person reads it."""

    figure: Decimal
    unit: str


def shown(kind: Body, value: Decimal, *, imperial: bool) -> Shown:
    if kind.unit == KG:
        return Shown(*shown_weight(value, imperial=imperial))
    if kind.unit == CM:
        return Shown(*shown_length(value, imperial=imperial))
    return Shown(value.normalize(), PERCENT)


def meant(kind: Body, figure: Decimal, *, imperial: bool) -> Decimal:
    """In the unit that the kind is kept in."""
    if kind.unit == KG:
        return meant_weight(figure, imperial=imperial)
    return meant_length(figure, imperial=imperial) if kind.unit == CM else figure


def bounds_shown(kind: Body, *, imperial: bool) -> tuple[Decimal, Decimal]:
    """What may be typed; a tenth inside, so that rounding leads nobody out."""
    least, most = (shown(kind, bound, imperial=imperial).figure for bound in kind.bounds)
    return (least + TENTH, most - TENTH) if imperial and kind.unit != PERCENT else (least, most)
