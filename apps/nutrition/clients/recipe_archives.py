"""
The archives that Mealie, Tandoor and Paprika export, and Mealie's backup: recipe after recipe, what was none, and their
photos.
"""

import base64
import binascii
import io
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, TypeVar

from project.lib import archives

from ..domain.imported import mealie_backup
from ..domain.imported.found import Found
from ..domain.imported.programs import from_mealie, from_paprika, from_tandoor

Content = TypeVar("Content")
# Mealie's backup has thousands of recipes in one file.
LIMITS = archives.Limits(files=20_000, each=50_000_000, total=500_000_000)
# One recipe of Paprika holds its photo in letters.
LARGEST_RECIPE = 20_000_000
BACKUP = "database.json"
# What lies beside recipes, and is none.
_PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".gif")
_BESIDE = (*_PHOTOS, ".heic", ".bin", ".txt", ".md", ".yaml", ".yml")
# As Mealie and Tandoor call the photo of a recipe; what else is there are smaller ones of it, and those of steps.
_PHOTO_NAMES = {"original", "image"}


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
            yield name, _read(content, _from_paprika)
        elif small == BACKUP:
            yield from _from_backup(name, content)
        elif small.endswith(".json"):
            yield name, _read(content, _from_json)
        else:
            yield name, "Steward does not know this kind of file."


def _inside(content: bytes) -> Iterator[tuple[str, Found | str]]:
    try:
        yield from recipes_in(io.BytesIO(content), depth=1)
    except archives.ArchiveRefused as no:
        yield "", no.detail


def _from_backup(name: str, content: bytes) -> Iterator[tuple[str, Found | str]]:
    """Recipes under the name of their folder, in which their photos lie."""
    try:
        recipes = list(mealie_backup.recipes(json.loads(content)))
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
        yield name, "It is no backup of Mealie that Steward can read."
        return
    for folder, said in recipes:
        yield f"data/recipes/{folder}/{said.get('slug') or folder}", _read(said, from_mealie)


def _read(content: Content, reader: Callable[[Content], Found | None]) -> Found | str:
    try:
        recipe = reader(content)
    except (ValueError, RecursionError, zlib.error):
        return "It is damaged."
    except (AttributeError, LookupError, TypeError):
        return "It is no recipe that Steward can read."
    if recipe is None or not recipe.title:
        return "It holds no recipe with a name."
    return recipe if recipe.lines else "It has no ingredients."


def _from_json(content: bytes) -> Found | None:
    """Mealie has ingredients of its own; Tandoor those of its steps."""
    said = json.loads(content)
    if not isinstance(said, dict):
        return None
    return from_tandoor(said) if "steps" in said else from_mealie(said)


def _from_paprika(content: bytes) -> Found | None:
    said = json.loads(_unpacked(content))
    return from_paprika(said) if isinstance(said, dict) else None


def _unpacked(content: bytes) -> bytes:
    reader = zlib.decompressobj(wbits=31)
    whole = reader.decompress(content, LARGEST_RECIPE)
    if reader.unconsumed_tail:
        raise ValueError("larger than a recipe")
    return whole


# --- Photos -------------------------------------------------------------------------------------------------


def place_of(where: str) -> str:
    """What a recipe and its photo have in common, by the name under which `recipes_in` found the recipe."""
    return where if where.lower().endswith(".paprikarecipe") else str(PurePosixPath(where).parent)


def photos_in(file: IO[bytes], *, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """
    Each photo with the place of its recipe.

    :raises ArchiveRefused: it is damaged, encrypted or too large
    """
    for name, content in archives.members(file, LIMITS):
        path, small = PurePosixPath(name), name.lower()
        if small.endswith(".zip") and depth == 0:
            yield from ((f"{name}/{place}".removesuffix("/."), photo) for place, photo in _photos_inside(content))
        elif small.endswith(".paprikarecipe"):
            if photo := _photo_of_paprika(content):
                yield name, photo
        elif small.endswith(_PHOTOS) and path.stem in _PHOTO_NAMES:
            # Mealie has a folder for them.
            yield str(path.parent.parent if path.parent.name == "images" else path.parent), content


def _photos_inside(content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        yield from photos_in(io.BytesIO(content), depth=1)
    except archives.ArchiveRefused:
        # That was said when its recipe was read.
        return


def _photo_of_paprika(content: bytes) -> bytes:
    try:
        said = json.loads(_unpacked(content))
        return base64.b64decode(said.get("photo_data") or "", validate=True)
    except (AttributeError, RecursionError, TypeError, ValueError, binascii.Error, zlib.error):
        return b""
