"""The last days of packed sums (queries/kept.py), read without numpy, which the front page must not load."""

import struct
from collections.abc import Iterator

_COUNT = struct.Struct("<I")
_FIGURE = struct.Struct("<d")


class Last:
    """The end of one packed figure. With `steps` a day without a figure of its own has that of the day before."""

    def __init__(self, part: memoryview, *, steps: bool = False) -> None:
        (self.days,) = _COUNT.unpack_from(part)
        self._steps, self._part = steps, part
        self._ends = len(part)

    def of(self, back: int) -> float:
        """The figure so many days before the last; 0 is the last."""
        day = self.days - 1 - back
        after = sum(self._is_told(later) for later in range(day + 1, self.days))
        if not self._steps and not self._is_told(day):
            return 0.0
        figure: float = _FIGURE.unpack_from(self._part, self._ends - (after + 1) * _FIGURE.size)[0]
        return figure

    def _is_told(self, day: int) -> bool:
        byte, bit = divmod(day, 8)
        return bool(self._part[_COUNT.size + byte] >> (7 - bit) & 1)


def value_and_flows(sums: bytes | memoryview) -> tuple[Last, Last, Last]:
    """The value, what came in and what went out: the first three of kept.FIGURES."""
    parts = _parts(memoryview(sums))
    return Last(next(parts), steps=True), Last(next(parts)), Last(next(parts))


def _parts(sums: memoryview) -> Iterator[memoryview]:
    at = 0
    while at < len(sums):
        (size,) = _COUNT.unpack_from(sums, at)
        at += _COUNT.size
        yield sums[at : at + size]
        at += size
