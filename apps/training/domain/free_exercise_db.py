"""Exercises in the shape of free-exercise-db (one JSON list of objects), as those of the library."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .library import ExerciseEntry
from .words import Equipment, Kind, Level, Measure, Muscle

MOST = 5_000
MOST_LETTERS = 5_000

_KINDS = {
    "powerlifting": Kind.STRENGTH,
    "olympic weightlifting": Kind.STRENGTH,
    "strongman": Kind.STRENGTH,
}
_EQUIPMENT: dict[str | None, tuple[Equipment, ...]] = {
    None: (),
    "body only": (),
    "dumbbell": (Equipment.DUMBBELLS,),
    "kettlebells": (Equipment.KETTLEBELL,),
    "e-z curl bar": (Equipment.BARBELL,),
    "foam roll": (Equipment.FOAM_ROLLER,),
}
# The set carries no METs: those of the Compendium (2011) for the kind. Of cardio it says too little to choose one.
_METS = {
    Kind.STRENGTH: (Decimal("3.5"), "02054"),
    Kind.PLYOMETRICS: (Decimal("8.0"), "02020"),
    Kind.STRETCHING: (Decimal("2.3"), "02101"),
}


@dataclass(frozen=True, slots=True)
class Read:
    """What could be read, and a sentence for each record that could not."""

    entries: list[ExerciseEntry]
    faults: list[str]


def read(records: object) -> Read:
    """:raises ValueError: this is no list of that shape at all"""
    if not isinstance(records, list):
        raise ValueError("The file must hold a JSON list of exercises.")
    if len(records) > MOST:
        raise ValueError(f"The file holds more than {MOST} exercises.")
    found: dict[str, ExerciseEntry] = {}
    faults = []
    for number, record in enumerate(records, start=1):
        try:
            entry = _entry(record)
            if entry.slug in found:
                raise ValueError("it is there twice")
            found[entry.slug] = entry
        except (KeyError, TypeError, ValueError) as fault:
            faults.append(f"Exercise {number} was left out: {_why(fault)}.")
    return Read(list(found.values()), faults)


def _why(fault: Exception) -> str:
    return f"it has no {fault.args[0]}" if isinstance(fault, KeyError) else str(fault)


def _entry(record: Mapping[str, Any]) -> ExerciseEntry:
    if not isinstance(record, dict):
        raise TypeError("it is no object")
    name, instructions = _text(record["name"], 80), " ".join(record.get("instructions") or [])
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not slug:
        raise ValueError("its name has no letter")
    kind = _KINDS.get(record["category"]) or Kind(record["category"])
    equipment = _equipment(record.get("equipment"))
    met, met_code = _METS.get(kind, (None, ""))
    return ExerciseEntry(
        slug=slug,
        name=name,
        kind=kind,
        level=Level(record["level"]),
        equipment=equipment,
        muscles=_muscles(record["primaryMuscles"]),
        also_muscles=_muscles(record.get("secondaryMuscles") or []),
        met=met,
        met_code=met_code,
        measure=_measure(kind, equipment),
        instructions=_text(instructions, MOST_LETTERS),
    )


def _text(value: object, most: int) -> str:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        raise ValueError("its name or its instructions are empty")
    if len(value) > most:
        raise ValueError(f"it has a text of more than {most} letters")
    return value.strip()


def _equipment(said: str | None) -> tuple[Equipment, ...]:
    if said in _EQUIPMENT:
        return _EQUIPMENT[said]
    return (Equipment(str(said).replace(" ", "_")),)


def _muscles(names: Sequence[str]) -> tuple[Muscle, ...]:
    return tuple(Muscle(name.replace(" ", "_")) for name in names)


def _measure(kind: Kind, equipment: Sequence[Equipment]) -> Measure:
    if kind in (Kind.CARDIO, Kind.STRETCHING):
        return Measure.TIME
    weightless = {Equipment.BANDS, Equipment.EXERCISE_BALL, Equipment.FOAM_ROLLER, Equipment.OTHER}
    return Measure.LOAD if set(equipment) - weightless else Measure.REPS
