"""The rules of a request: limits, counts, locks, leftovers and the swap, checked and turned into values of `rules`."""

from collections.abc import Mapping, Sequence
from typing import Any

from .faults import Faults
from .instance import MEASURES, Candidate
from .limits import MOST_DAYS, MOST_SLOTS
from .rules import (
    Avoided,
    DayLimit,
    GroupLimit,
    Label,
    Leftover,
    Locked,
    NearTargets,
    OncePerDay,
    Rule,
    Side,
    UseLimit,
    WeekLimit,
)


class RulesOfRequest:
    """Every rule that the fields of a request ask for; what is wrong with them goes to the faults."""

    def __init__(
        self,
        faults: Faults,
        fields: Mapping[str, Any],
        days: Sequence[str],
        slots: Sequence[str],
        candidates: Sequence[Candidate],
    ) -> None:
        self._faults, self._fields, self._days, self._slots = faults, fields, days, slots
        self._ids = {each.id: index for index, each in enumerate(candidates)}
        self._groups = sorted({each.group for each in candidates if each.group is not None})

    def all(self, own_limits: Mapping[str, int]) -> tuple[Rule, ...]:
        found: list[Rule] = [*self._labels(), *self._limits(), *self._uses(own_limits), *self._group_limits()]
        if self._fields.get("within") is not None:
            found.append(NearTargets(self._faults.number(self._fields["within"], "within", most=1)))
        if self._flag("once_per_day"):
            found.append(OncePerDay())
        leftovers = self._leftovers()
        found += [*leftovers, *self._locked(), *self._swap(leftovers)]
        return tuple(dict.fromkeys(found))

    def _flag(self, name: str) -> bool:
        value = self._fields.get(name, False)
        if not isinstance(value, bool):
            self._faults.add(name, "Give true or false.")
        return value is True

    def _labels(self) -> list[Label]:
        given = self._faults.items(self._fields.get("required_labels", []), "required_labels", most=100)
        return [Label(self._faults.text(name, f"required_labels.{index}")) for index, name in enumerate(given)]

    def _limits(self) -> list[Rule]:
        limits = self._faults.fields(self._fields.get("limits", {}), "limits", ("day", "day_by_kind", "week"))
        found: list[Rule] = [DayLimit(*each) for each in self._bounds(limits.get("day", {}), "limits.day")]
        by_kind = self._faults.fields(limits.get("day_by_kind", {}), "limits.day_by_kind", self._days)
        for kind, bounds in by_kind.items():
            found += [DayLimit(*each, kind) for each in self._bounds(bounds, f"limits.day_by_kind.{kind}")]
        return found + [WeekLimit(*each) for each in self._bounds(limits.get("week", {}), "limits.week")]

    def _bounds(self, given: object, path: str) -> list[tuple[str, Side, float]]:
        found: list[tuple[str, Side, float]] = []
        for measure, sides in self._faults.fields(given, path, MEASURES).items():
            fields = self._faults.fields(sides, f"{path}.{measure}", ("min", "max"))
            for side in ("min", "max"):
                if fields.get(side) is not None:
                    found.append((measure, side, self._faults.number(fields[side], f"{path}.{measure}.{side}")))
        return found

    def _uses(self, own_limits: Mapping[str, int]) -> list[UseLimit]:
        found = [UseLimit(most, candidate) for candidate, most in own_limits.items()]
        if self._fields.get("max_uses") is not None:
            most = self._faults.whole(self._fields["max_uses"], "max_uses", least=1, most=100)
            found.append(UseLimit(most, other_than=frozenset(own_limits)))
        return found

    def _group_limits(self) -> list[GroupLimit]:
        given = self._faults.fields(self._fields.get("groups", {}), "groups", ("*", *self._groups))
        sides = {
            name: self._faults.fields(bounds, f"groups.{name}", ("min", "max"))
            for name, bounds in given.items()
            if name == "*" or name in self._groups
        }
        found: list[GroupLimit] = []
        for side in ("min", "max"):
            named = frozenset(name for name, fields in sides.items() if name != "*" and fields.get(side) is not None)
            for name, fields in sides.items():
                if fields.get(side) is not None:
                    amount = self._faults.whole(fields[side], f"groups.{name}.{side}", most=100)
                    found.append(
                        GroupLimit(side, amount, other_than=named) if name == "*" else GroupLimit(side, amount, name)
                    )
        return found

    # --- Meals --------------------------------------------------------------------------------------------------------

    def _place(self, given: object, path: str, more: Sequence[str] = ()) -> tuple[int, int, Mapping[str, Any]]:
        fields = self._faults.fields(given, path, ("day", "slot", *more))
        day = self._faults.whole(fields.get("day"), f"{path}.day", most=len(self._days) - 1)
        slot = self._faults.one_of(fields.get("slot"), f"{path}.slot", self._slots)
        return day, self._slots.index(slot) if slot in self._slots else 0, fields

    def _candidate(self, given: object, path: str) -> str:
        found = self._faults.text(given, path)
        if found and found not in self._ids:
            self._faults.add(path, "No candidate has this id.")
        return found

    def _locked(self) -> list[Locked]:
        found = []
        given = self._faults.items(self._fields.get("locked", []), "locked", most=MOST_DAYS * MOST_SLOTS)
        for index, each in enumerate(given):
            path = f"locked.{index}"
            day, slot, fields = self._place(each, path, ("candidate", "portion"))
            candidate = self._candidate(fields.get("candidate"), f"{path}.candidate")
            portion = self._faults.number(fields.get("portion", 1), f"{path}.portion", above=0, most=10)
            found.append(Locked(day, slot, self._slots[slot], candidate, portion))
        if len({(each.day, each.slot) for each in found}) < len(found):
            self._faults.add("locked", "Lock each meal once.")
        return found

    def _leftovers(self) -> list[Leftover]:
        found = []
        given = self._faults.items(self._fields.get("leftovers", []), "leftovers", most=MOST_DAYS * MOST_SLOTS)
        for index, each in enumerate(given):
            path = f"leftovers.{index}"
            fields = self._faults.fields(each, path, ("cooked", "eaten"))
            day, slot, _ = self._place(fields.get("cooked"), f"{path}.cooked")
            later, again, _ = self._place(fields.get("eaten"), f"{path}.eaten")
            if (day, slot) >= (later, again):
                self._faults.add(f"{path}.eaten", "Leftovers are eaten after they are cooked.")
            found.append(Leftover((day, slot), (later, again), (self._slots[slot], self._slots[again])))
        if len({each.eaten for each in found}) < len(found):
            self._faults.add("leftovers", "A meal can be the leftovers of one other only.")
        return found

    def _swap(self, leftovers: Sequence[Leftover]) -> list[Rule]:
        """All of a plan stays as it is, but for one meal, which becomes something else, and its leftovers with it."""
        if self._fields.get("swap") is None:
            return []
        day, slot, fields = self._place(self._fields["swap"], "swap", ("plan",))
        if self._fields.get("locked"):
            self._faults.add("locked", "A swap locks every other meal by itself.")
        found: list[Rule] = []
        changing = _one_dish_with((day, slot), leftovers)
        rows = self._faults.items(fields.get("plan"), "swap.plan", least=len(self._days), most=len(self._days))
        for row, meals in enumerate(rows):
            path = f"swap.plan.{row}"
            for column, meal in enumerate(
                self._faults.items(meals, path, least=len(self._slots), most=len(self._slots))
            ):
                here = f"{path}.{column}"
                entry = self._faults.fields(meal, here, ("candidate", "portion"))
                candidate = self._candidate(entry.get("candidate"), f"{here}.candidate")
                portion = self._faults.number(entry.get("portion", 1), f"{here}.portion", above=0, most=10)
                if (row, column) == (day, slot):
                    found.append(Avoided(row, column, self._slots[column], candidate))
                elif (row, column) not in changing:
                    found.append(Locked(row, column, self._slots[column], candidate, portion))
        return found


def _one_dish_with(place: tuple[int, int], leftovers: Sequence[Leftover]) -> set[tuple[int, int]]:
    """The meals that hold the same dish as this one, because they are leftovers of one another."""
    found = {place}
    while (
        more := {end for each in leftovers if {each.cooked, each.eaten} & found for end in (each.cooked, each.eaten)}
        - found
    ):
        found |= more
    return found
