"""What Mealie, Tandoor and Paprika write into their archives, one recipe at a time."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .found import Found, found, line_of, minutes, servings


def _name(said: Any) -> str:
    """Of something that is a name, an object with one, or nothing."""
    return str(said.get("name") or "") if isinstance(said, Mapping) else str(said or "")


def _rows(said: Any) -> list[Mapping[str, Any]]:
    return [row for row in said if isinstance(row, Mapping)] if isinstance(said, Sequence) else []


def _texts(said: Any) -> list[str]:
    return [text for each in said if (text := _name(each))] if isinstance(said, Sequence) else []


# --- Mealie: recipes/SLUG/SLUG.json -------------------------------------------------------------------------


def from_mealie(said: Mapping[str, Any]) -> Found:
    """As Mealie names things since its first version, with underscores or as its API does."""

    def get(name: str) -> Any:
        first, *rest = name.split("_")
        return said.get(name, said.get(first + "".join(part.capitalize() for part in rest)))

    notes = [f"{row.get('title') or ''}\n{row.get('text') or ''}".strip() for row in _rows(get("notes"))]
    return found(
        title=_name(get("name")),
        lines=_mealie_lines(get("recipe_ingredient")),
        steps=[_step(row.get("title"), row.get("text")) for row in _rows(get("recipe_instructions"))],
        labels=[*_texts(get("recipe_category")), *_texts(get("tags"))],
        description=_name(get("description")),
        servings=servings(get("recipe_servings") or get("recipe_yield")),
        minutes_prep=minutes(get("prep_time")),
        minutes_cook=minutes(get("perform_time") or get("cook_time")) or _rest(get("total_time"), get("prep_time")),
        source_url=_name(get("org_url") or said.get("orgURL")),
        note="\n\n".join(notes),
    )


def _mealie_lines(said: Any) -> Iterator[str]:
    for row in _rows(said):
        if heading := row.get("title"):
            yield f"{str(heading).rstrip(':')}:"
        if row.get("food"):
            yield line_of(row.get("quantity"), _name(row.get("unit")), _name(row["food"]), row.get("note"))
        else:
            texts = (row.get(name) for name in ("note", "display", "original_text", "originalText"))
            yield str(next(filter(None, texts), ""))


def _rest(total: Any, before: Any) -> int:
    return max(0, minutes(total) - minutes(before))


def _step(title: Any, text: Any) -> str:
    return ": ".join(part for part in (str(title or "").strip(), str(text or "").strip()) if part)


# --- Tandoor: NAME.zip/recipe.json --------------------------------------------------------------------------


def from_tandoor(said: Mapping[str, Any]) -> Found:
    """As its own export writes it: the ingredients of each step stand with the step."""
    steps = sorted(_rows(said.get("steps")), key=lambda step: step.get("order") or 0)
    return found(
        title=_name(said.get("name")),
        lines=[line for step in steps for line in _tandoor_lines(step)],
        steps=[
            part
            for step in steps
            for part in _paragraphs(_step(step.get("name"), step.get("instruction")))
        ],
        labels=[_name(each) or str(each.get("label") or "") for each in _rows(said.get("keywords"))],
        description=_name(said.get("description")),
        servings=servings(said.get("servings")),
        minutes_prep=minutes(said.get("working_time")),
        minutes_cook=minutes(said.get("waiting_time")),
        source_url=_name(said.get("source_url")),
    )  # fmt: skip


def _tandoor_lines(step: Mapping[str, Any]) -> Iterator[str]:
    for row in sorted(_rows(step.get("ingredients")), key=lambda row: row.get("order") or 0):
        if row.get("is_header"):
            yield f"{str(row.get('note') or '').rstrip(':')}:"
            continue
        amount = None if row.get("no_amount") else row.get("amount")
        yield line_of(amount, _name(row.get("unit")), _name(row.get("food")), row.get("note"))


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


# --- Paprika: NAME.paprikarecipe, packed --------------------------------------------------------------------


def from_paprika(said: Mapping[str, Any]) -> Found:
    """A recipe whose ingredients and directions are one text each."""
    nutrition = str(said.get("nutritional_info") or "").strip()
    return found(
        title=_name(said.get("name")),
        lines=_paragraphs(str(said.get("ingredients") or "")),
        steps=_paragraphs(str(said.get("directions") or "")),
        labels=_texts(said.get("categories")),
        description=_name(said.get("description")),
        servings=servings(said.get("servings")),
        minutes_prep=minutes(said.get("prep_time")),
        minutes_cook=minutes(said.get("cook_time")) or _rest(said.get("total_time"), said.get("prep_time")),
        source_name=_name(said.get("source")),
        source_url=_name(said.get("source_url")),
        note=_name(said.get("notes")),
        left=[f"What it says of a serving, as that is reckoned here: {nutrition[:200]}"] if nutrition else [],
    )
