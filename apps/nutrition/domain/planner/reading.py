"""The request as JSON says it, checked and turned into an `Instance`. docs/nutrition/planner.md documents the shape."""

from collections.abc import Mapping, Sequence
from typing import Any

from .faults import Faults
from .instance import MEASURES, Candidate, Instance, Person, Stock, Weights
from .limits import (
    MOST_CANDIDATES,
    MOST_DAYS,
    MOST_PEOPLE,
    MOST_PORTIONS,
    MOST_SECONDS,
    MOST_SERVINGS,
    MOST_SLOTS,
    MOST_STOCK,
)
from .reading_rules import RulesOfRequest
from .rules import Locked

EVERY_DAY = "day"

FIELDS = (
    *("candidates", "days", "slots", "targets", "targets_by_kind", "people", "limits", "within", "max_uses", "groups"),
    *("once_per_day", "required_labels", "locked", "leftovers", "swap", "portions", "pantry", "budget", "weights"),
    *("pools", "seed", "seconds", "gap"),
)
CANDIDATE_FIELDS = ("id", "slots", *MEASURES, "preference", "group", "labels", "pantry", "max_uses")


def read(request: object) -> Instance:
    """
    The instance that a request describes.

    :raises InvalidRequest: with every field at fault
    """
    faults = Faults()
    fields = faults.fields(request, "", FIELDS)
    days = _days(faults, fields.get("days"))
    slots = _slots(faults, fields.get("slots"))
    candidates, own_limits = _candidates(faults, fields.get("candidates"), slots)
    portions = tuple(
        faults.number(each, f"portions.{index}", above=0, most=10)
        for index, each in enumerate(faults.items(fields.get("portions", [1]), "portions", least=1, most=MOST_PORTIONS))
    )
    if len(candidates) * len(portions) > MOST_SERVINGS:
        faults.add("portions", f"Candidates times portions may be {MOST_SERVINGS} at most.")
    people = _people(faults, fields, days)
    faults.refuse_if_any()

    rules = RulesOfRequest(faults, fields, days, slots, candidates)
    instance = Instance(
        candidates=candidates,
        days=days,
        slots=slots,
        people=people,
        rules=rules.all(own_limits),
        portions=tuple(dict.fromkeys(portions)),
        stock=_stock(faults, fields.get("pantry", []), days),
        budget=None if fields.get("budget") is None else faults.number(fields["budget"], "budget"),
        weights=_weights(faults, fields.get("weights", {})),
        pools=_pools(faults, fields.get("pools"), slots),
        seed=faults.whole(fields.get("seed", 0), "seed", most=2**31 - 1),
        seconds=faults.number(fields.get("seconds", 10), "seconds", above=0, most=MOST_SECONDS),
        gap=faults.number(fields.get("gap", 0), "gap", most=1),
    )
    _locks_are_known(faults, instance)
    faults.refuse_if_any()
    return instance


# --- What is planned --------------------------------------------------------------------------------------------------


def _days(faults: Faults, given: object) -> tuple[str, ...]:
    if isinstance(given, int) and not isinstance(given, bool):
        return (EVERY_DAY,) * faults.whole(given, "days", least=1, most=MOST_DAYS)
    kinds = faults.items(given, "days", least=1, most=MOST_DAYS)
    return tuple(faults.text(kind, f"days.{index}") for index, kind in enumerate(kinds))


def _slots(faults: Faults, given: object) -> tuple[str, ...]:
    slots = tuple(
        faults.text(slot, f"slots.{index}")
        for index, slot in enumerate(faults.items(given, "slots", least=1, most=MOST_SLOTS))
    )
    if len(set(slots)) < len(slots):
        faults.add("slots", "Give each slot a name of its own.")
    return slots


def _candidates(faults: Faults, given: object, slots: Sequence[str]) -> tuple[tuple[Candidate, ...], dict[str, int]]:
    """The dishes, and the limits that some of them have of their own."""
    found, limits = [], {}
    for index, each in enumerate(faults.items(given, "candidates", least=1, most=MOST_CANDIDATES)):
        path = f"candidates.{index}"
        fields = faults.fields(each, path, CANDIDATE_FIELDS)
        if not fields:
            continue
        candidate = _candidate(faults, fields, path, slots)
        if fields.get("max_uses") is not None:
            limits[candidate.id] = faults.whole(fields["max_uses"], f"{path}.max_uses", most=100)
        found.append(candidate)
    if len({each.id for each in found}) < len(found):
        faults.add("candidates", "Give each candidate an id of its own.")
    return tuple(found), limits


def _candidate(faults: Faults, fields: Mapping[str, Any], path: str, slots: Sequence[str]) -> Candidate:
    pantry = faults.fields(fields.get("pantry", {}), f"{path}.pantry")
    group = fields.get("group")
    return Candidate(
        id=faults.text(fields.get("id"), f"{path}.id"),
        slots=frozenset(
            faults.one_of(slot, f"{path}.slots.{position}", slots)
            for position, slot in enumerate(faults.items(fields.get("slots"), f"{path}.slots", most=MOST_SLOTS))
        ),
        values=tuple(
            None if fields.get(measure) is None else faults.number(fields[measure], f"{path}.{measure}")
            for measure in MEASURES
        ),
        preference=faults.number(fields.get("preference", 1), f"{path}.preference", least=-10, most=10),
        group=None if group is None else faults.text(group, f"{path}.group"),
        labels=frozenset(
            faults.text(label, f"{path}.labels.{position}")
            for position, label in enumerate(faults.items(fields.get("labels", []), f"{path}.labels", most=100))
        ),
        pantry={name: faults.number(amount, f"{path}.pantry.{name}") for name, amount in pantry.items()},
    )


def _people(faults: Faults, fields: Mapping[str, Any], days: Sequence[str]) -> tuple[Person, ...]:
    if "people" not in fields:
        return (Person("you", _targets(faults, fields, "", days)),)
    for name in ("targets", "targets_by_kind"):
        if name in fields:
            faults.add(name, "Give targets to each of the people, or leave people out.")
    found = []
    for index, each in enumerate(faults.items(fields["people"], "people", least=1, most=MOST_PEOPLE)):
        path = f"people.{index}"
        person = faults.fields(each, path, ("name", "portion", "targets", "targets_by_kind"))
        found.append(
            Person(
                name=faults.text(person.get("name"), f"{path}.name"),
                targets=_targets(faults, person, f"{path}.", days),
                portion=faults.number(person.get("portion", 1), f"{path}.portion", above=0, most=10),
            )
        )
    return tuple(found)


def _targets(faults: Faults, fields: Mapping[str, Any], path: str, days: Sequence[str]) -> dict[str, dict[str, float]]:
    """The targets of every kind of day: those of all days, and over them the kind's own."""
    everywhere = _amounts(faults, fields.get("targets", {}), f"{path}targets")
    by_kind = faults.fields(fields.get("targets_by_kind", {}), f"{path}targets_by_kind")
    for kind in by_kind.keys() - set(days):
        faults.add(f"{path}targets_by_kind.{kind}", "No day is of this kind.")
    found = {
        kind: everywhere | _amounts(faults, by_kind.get(kind, {}), f"{path}targets_by_kind.{kind}")
        for kind in dict.fromkeys(days)
    }
    if not all(found.values()):
        faults.add(f"{path}targets", "Give at least one target, such as energy_kcal.")
    return found


def _amounts(faults: Faults, given: object, path: str) -> dict[str, float]:
    return {
        name: faults.number(amount, f"{path}.{name}", above=0)
        for name, amount in faults.fields(given, path, MEASURES).items()
        if name in MEASURES
    }


def _stock(faults: Faults, given: object, days: Sequence[str]) -> tuple[Stock, ...]:
    found = []
    for index, each in enumerate(faults.items(given, "pantry", most=MOST_STOCK)):
        path = f"pantry.{index}"
        fields = faults.fields(each, path, ("item", "amount", "worth", "until"))
        found.append(
            Stock(
                item=faults.text(fields.get("item"), f"{path}.item"),
                amount=faults.number(fields.get("amount"), f"{path}.amount", above=0),
                worth=faults.number(fields.get("worth", 1), f"{path}.worth", most=1000),
                until=faults.whole(fields.get("until", len(days) - 1), f"{path}.until", most=3650),
            )
        )
    return tuple(found)


def _weights(faults: Faults, given: object) -> Weights:
    usual = Weights()
    names = ("band", "inside", "outside", "preference", "budget")
    fields = faults.fields(given, "weights", names)
    weights = Weights(
        **{name: faults.number(fields.get(name, getattr(usual, name)), f"weights.{name}", most=1e6) for name in names}
    )
    if weights.outside < weights.inside:
        faults.add("weights.outside", "Outside of the band a miss must cost at least as much as inside.")
    return weights


def _pools(faults: Faults, given: object, slots: Sequence[str]) -> dict[str, int]:
    if given is None:
        return {}
    if isinstance(given, int):
        return dict.fromkeys(slots, faults.whole(given, "pools", least=1, most=MOST_CANDIDATES))
    fields = faults.fields(given, "pools", slots)
    return {name: faults.whole(size, f"pools.{name}", least=1, most=MOST_CANDIDATES) for name, size in fields.items()}


def _locks_are_known(faults: Faults, instance: Instance) -> None:
    """A meal that is locked counts, so what the targets and the budget need must be known of it."""
    by_id = {each.id: each for each in instance.candidates}
    needed = {measure for person in instance.people for target in person.targets.values() for measure in target}
    needed |= {"cost"} if instance.budget is not None else set()
    for rule in instance.rules:
        if isinstance(rule, Locked) and rule.candidate in by_id:
            values = by_id[rule.candidate].values
            missing = [measure for measure in MEASURES if measure in needed and values[MEASURES.index(measure)] is None]
            if missing:
                faults.add("locked", f"“{rule.candidate}” is locked, but its {', '.join(missing)} is not known.")
