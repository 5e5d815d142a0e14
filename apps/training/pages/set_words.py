"""Sets and records in the person's units."""

from decimal import Decimal

from project.lib import formats

from ..domain.measures import shown_distance, shown_time, shown_weight
from ..domain.progression import Proposal
from ..domain.records import Best
from ..models import LoggedSet


def weight_words(kg: Decimal, *, imperial: bool) -> str:
    figure, unit = shown_weight(kg, imperial=imperial)
    return f"{formats.number(figure)} {unit}"


def distance_words(metres: int, *, imperial: bool) -> str:
    figure, unit = shown_distance(metres, imperial=imperial)
    return f"{formats.number(figure)} {unit}"


def set_words(logged: LoggedSet, *, imperial: bool) -> str:
    """60 kg × 8, 2 in reserve; 12 times; 5 km in 25:00; 45 s."""
    if logged.metres:
        far = distance_words(logged.metres, imperial=imperial)
        return f"{far} in {shown_time(logged.seconds)}" if logged.seconds else far
    if logged.seconds:
        return shown_time(logged.seconds)
    reps = f"{logged.reps} times"
    if logged.weight_kg:
        reps = f"{weight_words(logged.weight_kg, imperial=imperial)} × {logged.reps}"
    return reps if logged.rir is None else f"{reps}, {logged.rir} in reserve"


def proposal_words(found: Proposal, *, imperial: bool) -> str:
    """60 kg × 8; 8 times."""
    if found.weight_kg:
        return f"{weight_words(found.weight_kg, imperial=imperial)} × {found.reps}"
    return f"{found.reps} times"


def record_lines(found: Best, *, imperial: bool) -> list[tuple[str, str]]:
    lines = []
    if found.heaviest:
        heavy = weight_words(found.heaviest.weight_kg, imperial=imperial)
        lines.append(("Heaviest", f"{heavy} × {found.heaviest.reps}"))
    if found.strongest and found.once_kg:
        from_ = f"{weight_words(found.strongest.weight_kg, imperial=imperial)} × {found.strongest.reps}"
        figure, unit = shown_weight(Decimal(f"{found.once_kg:.1f}"), imperial=imperial)
        lines.append(("Once, estimated (Epley 1985)", f"{formats.number(figure)} {unit}, from {from_}"))
    if found.most_reps:
        lines.append(("Most repetitions", str(found.most_reps)))
    if found.longest_seconds:
        lines.append(("Longest", shown_time(found.longest_seconds)))
    if found.furthest_metres:
        lines.append(("Furthest", distance_words(found.furthest_metres, imperial=imperial)))
    return lines
