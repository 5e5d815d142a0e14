"""Reads a request field by field and remembers everything that is wrong with it, so that one answer names it all."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from project.lib.errors import DomainError

MOST_FAULTS = 50
MOST_LETTERS = 200
LARGEST = 1e9


class InvalidRequest(DomainError):
    code: ClassVar[str] = "invalid"


class Faults:
    """Collects sentences by the path of the field, such as `candidates.3.energy_kcal`."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}

    def add(self, path: str, sentence: str) -> None:
        if path in self.found or len(self.found) < MOST_FAULTS:
            self.found.setdefault(path, []).append(sentence)

    def refuse_if_any(self) -> None:
        """
        :raises InvalidRequest: something was wrong
        """
        if self.found:
            raise InvalidRequest("The request cannot be planned as it is: see the fields.", fields=self.found)

    # --- Values -------------------------------------------------------------------------------------------------------

    def number(
        self, value: object, path: str, *, least: float = 0.0, most: float = LARGEST, above: float | None = None
    ) -> float:
        """A finite number within bounds; where it is none, a harmless one, so that reading can go on."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.add(path, "Give a number.")
        elif above is not None and value <= above:
            self.add(path, f"Give a number above {above:g}.")
        # Compared before it is converted: JSON has whole numbers that no float holds, and this refuses NaN as well.
        elif not least <= value <= most:
            self.add(path, f"Give a number from {least:g} to {most:g}.")
        else:
            return float(value)
        return 1.0

    def whole(self, value: object, path: str, *, least: int = 0, most: int = 1_000_000) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            self.add(path, "Give a whole number.")
        elif not least <= value <= most:
            self.add(path, f"Give a whole number from {least} to {most}.")
        else:
            return value
        return least

    def text(self, value: object, path: str) -> str:
        if not isinstance(value, str) or not value.strip():
            self.add(path, "Give a name.")
        elif len(value) > MOST_LETTERS:
            self.add(path, f"Give a name of at most {MOST_LETTERS} letters.")
        else:
            return value
        return ""

    def one_of(self, value: object, path: str, allowed: Iterable[str]) -> str:
        text = self.text(value, path)
        if text and text not in (names := list(allowed)):
            self.add(path, f"“{text}” is not one of: {', '.join(names[:20])}.")
        return text

    def items(self, value: object, path: str, *, least: int = 0, most: int) -> list[Any]:
        if not isinstance(value, list):
            self.add(path, "Give a list.")
        elif not least <= len(value) <= most:
            self.add(path, f"Give {least} to {most} of these; there are {len(value)}.")
        else:
            return value
        return []

    def fields(self, value: object, path: str, known: Iterable[str] | None = None) -> Mapping[str, Any]:
        """An object; where `known` is given, with no other fields."""
        if not isinstance(value, dict):
            self.add(path or "request", "Give an object.")
            return {}
        if known is not None:
            for name in value.keys() - set(known):
                self.add(f"{path}.{name}".lstrip("."), "There is no such field.")
        return value
