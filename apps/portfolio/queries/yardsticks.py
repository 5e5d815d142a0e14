"""What a person measures their returns by: read without numpy."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..domain.amounts import ZERO
from ..models import Instrument, Yardstick

_NAMES = ("id", "uuid", "owner_id", "symbol", "name", "currency")


@dataclass(frozen=True, slots=True)
class Measured:
    """`benchmark` is empty where nothing is compared with; its instruments have their names and no more."""

    risk_free: Decimal
    benchmark: dict[Instrument, Decimal]

    @property
    def name(self) -> str:
        """Of the benchmark, such as `MSCI World ETF` or `60 % VWCE, 40 % AGGH`."""
        if len(self.benchmark) == 1:
            return next(iter(self.benchmark)).name
        return ", ".join(f"{(part * 100).normalize():f} % {one.symbol}" for one, part in self.benchmark.items())


def yardstick_of(user: Any) -> Measured:
    """One statement, as every page of figures asks."""
    rows = Yardstick.objects.for_user(user).order_by("-parts__weight", "parts__id")
    found = list(rows.values_list("risk_free", "parts__weight", *(f"parts__instrument__{name}" for name in _NAMES)))
    parts = {Instrument(**dict(zip(_NAMES, named, strict=True))): weight for _, weight, *named in found if weight}
    return Measured(found[0][0] if found else ZERO, parts)
