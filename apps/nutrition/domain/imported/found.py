"""A recipe that was found somewhere, cut to what can be kept."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

MOST_LINES, MOST_STEPS, MOST_TAGS = 100, 60, 20
# Words of other programs for our meals.
_MEALS = {
    "breakfast": "breakfast", "brunch": "breakfast", "lunch": "lunch", "dinner": "dinner", "main course": "dinner",
    "main dish": "dinner", "main": "dinner", "entree": "dinner", "supper": "dinner", "snack": "snack",
    "appetizer": "snack", "starter": "snack", "dessert": "dessert", "desserts": "dessert",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """`lines` are ingredients as people write them; one that ends in a colon is a heading."""

    title: str
    lines: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    description: str = ""
    cuisine: str = ""
    meals: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    servings: int = 1
    minutes_prep: int = 0
    minutes_cook: int = 0
    source_name: str = ""
    source_url: str = ""
    note: str = ""
    # What it had that cannot be kept, in words.
    left: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in said.items()}
        return cls(**values)


def found(*, title: str, lines: Iterable[str], steps: Iterable[str], labels: Iterable[str] = (), **more: Any) -> Found:
    """Labels are categories and tags, of which some are meals to us. What is too long is cut, and said to be."""
    left = []
    whole_lines, whole_steps = _texts(lines), _texts(steps)
    for kind, texts, most in (("ingredients", whole_lines, MOST_LINES), ("steps", whole_steps, MOST_STEPS)):
        if len(texts) > most:
            left.append(f"{len(texts) - most} more {kind}: {most} are kept.")
    labelled = [" ".join(label.lower().split()) for label in labels]
    tags = dict.fromkeys(label for label in labelled if label and len(label) <= 30)
    left += [f"A label that is too long: {label[:60]}…" for label in labelled if len(label) > 30]
    address = more.pop("source_url", "") or ""
    return Found(
        title=" ".join(title.split())[:150],
        lines=tuple(line[:250] for line in whole_lines[:MOST_LINES]),
        steps=tuple(step[:2000] for step in whole_steps[:MOST_STEPS]),
        description=" ".join((more.pop("description", "") or "").split())[:1000],
        cuisine=(more.pop("cuisine", "") or "").strip()[:40],
        meals=tuple(dict.fromkeys(_MEALS[label] for label in labelled if label in _MEALS)),
        tags=tuple(tag for tag in tags if tag not in _MEALS)[:MOST_TAGS],
        source_name=(more.pop("source_name", "") or "").strip()[:100],
        source_url=address if re.match(r"https?://\S+$", address) and len(address) <= 500 else "",
        note=(more.pop("note", "") or "").strip()[:2000],
        left=(*left, *more.pop("left", ())),
        **more,
    )


def _texts(texts: Iterable[str]) -> list[str]:
    return [whole for text in texts if (whole := " ".join(text.split()))]


# --- Numbers that people write out --------------------------------------------------------------------------

_ISO = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$", re.IGNORECASE)
_SPOKEN = re.compile(r"(\d+(?:[.,]\d+)?)\s*(d|h|m|stunde|jour|heure)?", re.IGNORECASE)
_MINUTES = {"d": 1440, "j": 1440, "h": 60, "s": 60, "m": 1}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
MOST_MINUTES, MOST_SERVINGS = 6000, 100


def minutes(said: Any) -> int:
    """From 20, `20`, `1 hr 20 min` or `PT1H20M`; 0 where nothing of the kind is said."""
    text = str(said or "").strip()
    if iso := _ISO.match(text):
        days, hours, rest = (int(part or 0) for part in iso.groups())
        return min(days * 1440 + hours * 60 + rest, MOST_MINUTES)
    total = sum(float(n.replace(",", ".")) * _MINUTES[(unit or "m")[0].lower()] for n, unit in _SPOKEN.findall(text))
    return min(round(total), MOST_MINUTES)


def servings(said: Any) -> int:
    """The first number that is said; 1 where there is none, since somebody eats it."""
    number = _NUMBER.search(str(said or ""))
    return min(max(1, round(float(number[0].replace(",", ".")))), MOST_SERVINGS) if number else 1


def line_of(amount: Any, unit: Any, food: Any, note: Any) -> str:
    """`2 cups flour, sifted`, from the parts that other programs keep apart."""
    number = "" if amount in (None, "", 0, "0") else f"{float(amount):.6g}" if _is_number(amount) else str(amount)
    front = " ".join(part for part in (number, str(unit or ""), str(food or "")) if part)
    return ", ".join(part for part in (front.strip(), str(note or "").strip()) if part)


def _is_number(amount: Any) -> bool:
    try:
        float(amount)
    except (TypeError, ValueError):
        return False
    return True
