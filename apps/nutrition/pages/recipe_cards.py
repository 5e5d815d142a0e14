"""
One recipe of a list, and the form that narrows the list down.

Both are made without the template engine, whose loops took more for 25 cards than all the rest of the request: so what
people wrote is escaped here, by hand.
"""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from project.lib import formats
from project.lib.components import icon

from ..queries.recipes import Listed
from .recipe_forms import RecipeFilter

SHORT = 110


def cards(recipes: Iterable[Listed]) -> list[SafeString]:
    base, clock, bolt = reverse("nutrition:recipes"), icon("clock"), icon("bolt")
    return [_card(recipe, base, clock, bolt) for recipe in recipes]


def _card(recipe: Listed, base: str, clock: str, bolt: str) -> SafeString:
    page = f"{base}{recipe.uuid}/"
    said = recipe.description if len(recipe.description) <= SHORT else f"{recipe.description[: SHORT - 1]}…"
    facts = [f"{clock}{_whole(recipe.minutes)} min"] if recipe.minutes else []
    facts.append(f"{bolt}{_energy(recipe)}")
    if recipe.protein_g is not None:
        facts.append(f"{_whole(recipe.protein_g)} g protein")
    tags = [_tag("Yours", "info")] if recipe.owner_id else []
    tags += [_tag(diet, "success") for diet in recipe.suits[:1]]
    tags += [_tag(tag) for tag in (recipe.cuisine, *recipe.tags) if tag]
    parts = [
        '<li class="card recipe-card">',
        f'<img class="recipe-thumbnail" src="{page}photo/?small" alt="" loading="lazy">' if recipe.has_photo else "",
        f'<h2><a href="{page}">{escape(recipe.title)}</a></h2>',
        f"<p>{escape(said)}</p>" if said else "",
        f'<p class="quiet recipe-facts">{"".join(f"<span>{fact}</span>" for fact in facts)}</p>',
        f'<p class="recipe-tags">{" ".join(tags)}</p></li>',
    ]
    return SafeString("".join(parts))


def _tag(words: str, level: str = "") -> str:
    said = f' data-level="{level}"' if level else ""
    return f'<span class="tag"{said}>{escape(words)}</span>'


def _energy(recipe: Listed) -> str:
    if recipe.energy_kcal is None:
        return "energy unknown"
    return f"{_whole(recipe.energy_kcal)} kcal{' at least' if recipe.unresolved else ''}"


def _whole(amount: float) -> str:
    """Below a thousand a number looks the same everywhere."""
    return str(round(amount)) if amount < 999 else str(formats.number(amount, places=0))


def narrowing(form: RecipeFilter, asked: QueryDict, *, signed_in: bool) -> SafeString:
    """The fields that narrow down, as they stand for what is asked."""
    said = tuple((name, tuple(asked.getlist(name))) for name in form.fields if name != "words" and name in asked)
    return _narrowing(said, signed_in)


@lru_cache(maxsize=256)
def _narrowing(said: tuple[tuple[str, tuple[str, ...]], ...], signed_in: bool) -> SafeString:
    """The same for everybody who asks the same, so it is made once."""
    asked = QueryDict(mutable=True)
    for name, values in said:
        asked.setlist(name, values)
    form = RecipeFilter(asked, signed_in=signed_in)
    return render_to_string("nutrition/_recipe_filter.html", {"filter": form})
