"""The archives that Mealie, Tandoor and Paprika export: recipe after recipe, and what was none."""

import io
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any

from project.lib import archives

from ..domain.imported.found import Found
from ..domain.imported.programs import from_mealie, from_paprika, from_tandoor

LIMITS = archives.Limits(files=20_000, each=20_000_000, total=500_000_000)
# One recipe of Paprika holds its photo in letters.
LARGEST_RECIPE = 20_000_000
# What lies beside recipes, and is none.
_BESIDE = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".bin", ".txt", ".md", ".yaml", ".yml")


def recipes_in(file: IO[bytes], *, depth: int = 0) -> Iterator[tuple[str, Found | str]]:
    """
    Each member's name with its recipe, or with why it is none.

    :raises ArchiveRefused: it is damaged, encrypted or too large
    """
    for name, content in archives.members(file, LIMITS):
        small = name.lower()
        if small.endswith(_BESIDE):
            continue
        if small.endswith(".zip") and depth == 0:
            # Tandoor packs each recipe once more.
            yield from ((f"{name}/{inner}", each) for inner, each in _inside(content))
        elif small.endswith(".paprikarecipe"):
            yield name, _read(lambda: _unpacked(content), from_paprika)  # noqa: B023 (called at once)
        elif small.endswith(".json"):
            yield name, _read(lambda: content, _from_json)  # noqa: B023 (called at once)
        else:
            yield name, "Steward does not know this kind of file."


def _inside(content: bytes) -> Iterator[tuple[str, Found | str]]:
    try:
        yield from recipes_in(io.BytesIO(content), depth=1)
    except archives.ArchiveRefused as no:
        yield "", no.detail


def _read(unpacked: Callable[[], bytes], reader: Callable[[Mapping[str, Any]], Found]) -> Found | str:
    try:
        said = json.loads(unpacked())
        recipe = reader(said) if isinstance(said, dict) else None
    except (ValueError, RecursionError, zlib.error):
        return "It is damaged."
    except (AttributeError, LookupError, TypeError):
        return "It is no recipe that Steward can read."
    if recipe is None or not recipe.title:
        return "It holds no recipe with a name."
    return recipe if recipe.lines else "It has no ingredients."


def _from_json(said: Mapping[str, Any]) -> Found:
    """Mealie has ingredients of its own; Tandoor those of its steps."""
    return from_tandoor(said) if "steps" in said else from_mealie(said)


def _unpacked(content: bytes) -> bytes:
    reader = zlib.decompressobj(wbits=31)
    whole = reader.decompress(content, LARGEST_RECIPE)
    if reader.unconsumed_tail:
        raise ValueError("larger than a recipe")
    return whole
