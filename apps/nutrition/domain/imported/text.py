"""A recipe that somebody pasted as plain text: a title, ingredients and steps under headings, in that order."""

import re

from ..ingredients.parser import parse
from .found import Found, found, minutes, servings

_HEADING = re.compile(
    r"[#*\s]*(ingredients?|zutaten|ingrédients|what you need|"
    r"directions?|instructions?|method|steps?|preparation|zubereitung|préparation|"
    r"notes?|tips?|nutrition(?:al)?(?: information| facts)?)[*:\s]*$",
    re.IGNORECASE,
)
_INGREDIENTS = {"ingredient", "ingredients", "zutaten", "ingrédients", "what you need"}
_NOTES = {"note", "notes", "tip", "tips"}
_SERVES = re.compile(
    r"(?:serves|servings?|yields?|makes|portionen|pour)\b[:\s]*(.*\d.*)|(\d+)\s+(?:servings?|portions?)$", re.IGNORECASE
)
_TIME = re.compile(r"(prep(?:aration)?|cook(?:ing)?|total)\s*(?:time)?\s*:\s*(.*\d.*)", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[-*•▢☐◦]|\d{1,2}[.)](?=\s)|step \d+[:.]?)\s*", re.IGNORECASE)


def from_text(text: str) -> Found:
    """Without headings the lines that begin with an amount are ingredients, and those after them steps."""
    facts: dict[str, int] = {}
    parts: dict[str, list[str]] = {"": [], "ingredients": [], "steps": [], "notes": [], "left": []}
    part = ""
    for line in filter(None, (each.strip() for each in text.splitlines())):
        if heading := _HEADING.match(line):
            part = _part(heading[1].lower())
        elif not (part == "" and parts[""] and _take_fact(line, facts)):
            parts[part].append(line)
    title, *rest = parts[""] or [""]
    if not parts["ingredients"]:
        rest = _told_apart(rest, parts)
    return found(
        title=title.lstrip("# ").strip(),
        lines=[_BULLET.sub("", line) for line in parts["ingredients"]],
        steps=[_BULLET.sub("", line) for line in parts["steps"]],
        description=" ".join(rest),
        note="\n".join(parts["notes"]),
        left=[f"Not taken: {line[:200]}" for line in parts["left"]],
        servings=facts.get("servings", 1),
        minutes_prep=facts.get("minutes_prep", 0),
        minutes_cook=facts.get("minutes_cook", 0),
    )


def _part(heading: str) -> str:
    if heading in _INGREDIENTS:
        return "ingredients"
    if heading in _NOTES:
        return "notes"
    return "left" if heading.startswith("nutrition") else "steps"


def _take_fact(line: str, facts: dict[str, int]) -> bool:
    if serves := _SERVES.match(line):
        facts["servings"] = servings(serves[1] or serves[2])
        return True
    if time := _TIME.match(line):
        kind = time[1].lower()
        if kind.startswith("total"):
            facts.setdefault("minutes_cook", max(0, minutes(time[2]) - facts.get("minutes_prep", 0)))
        else:
            facts["minutes_prep" if kind.startswith("prep") else "minutes_cook"] = minutes(time[2])
        return True
    return False


def _told_apart(lines: list[str], parts: dict[str, list[str]]) -> list[str]:
    """The description, once ingredients and steps are taken out of it."""
    measured = [place for place, line in enumerate(lines) if parse(_BULLET.sub("", line)).amount is not None]
    if not measured:
        return lines
    first, last = measured[0], measured[-1]
    parts["ingredients"] = lines[first : last + 1]
    parts["steps"] = lines[last + 1 :] + parts["steps"]
    return lines[:first]
