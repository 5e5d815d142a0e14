"""
One recipe of a list, and the form that narrows the list down.

Both are made without the template engine's loops: a page of 25 cards took more than all the rest of the request.
"""

from functools import lru_cache

from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from project.lib import formats
from project.lib.components import icon

from ..models import Recipe
from .recipe_forms import RecipeFilter

SHORT = 110
_CARD = (
    '<li class="card recipe-card">{}<h2><a href="{}">{}</a></h2>{}<p class="quiet recipe-facts">{}</p>'
    '<p class="recipe-tags">{}</p></li>'
)
_PHOTO = '<img class="recipe-thumbnail" src="{}" alt="" loading="lazy">'


def cards(recipes: list[Recipe]) -> list[SafeString]:
    base, clock, bolt = reverse("nutrition:recipes"), icon("clock"), icon("bolt")
    return [_card(recipe, base, clock, bolt) for recipe in recipes]


def _card(recipe: Recipe, base: str, clock: SafeString, bolt: SafeString) -> SafeString:
    said = recipe.description if len(recipe.description) <= SHORT else f"{recipe.description[: SHORT - 1]}…"
    facts = [(clock, f"{_whole(recipe.minutes)} min")] if recipe.minutes else []
    facts.append((bolt, _energy(recipe)))
    protein: float | None = recipe.protein_g  # type: ignore[attr-defined]
    if protein is not None:
        facts.append((SafeString(), f"{_whole(protein)} g protein"))
    tags = [(' data-level="info"', "Yours")] if recipe.owner_id else []
    tags += [(' data-level="success"', diet) for diet in recipe.suits[:1]]
    tags += [("", tag) for tag in (recipe.cuisine, *recipe.tags) if tag]
    photo = format_html(_PHOTO, f"{base}{recipe.uuid}/photo/?small") if recipe.has_photo else ""
    return format_html(
        _CARD,
        photo,
        f"{base}{recipe.uuid}/",
        recipe.title,
        format_html("<p>{}</p>", said) if said else "",
        format_html_join("", "<span>{}{}</span>", facts),
        format_html_join(" ", '<span class="tag"{}>{}</span>', ((SafeString(level), tag) for level, tag in tags)),
    )


def _energy(recipe: Recipe) -> str:
    energy: float | None = recipe.energy_kcal  # type: ignore[attr-defined]
    if energy is None:
        return "energy unknown"
    return f"{_whole(energy)} kcal{' at least' if recipe.unresolved else ''}"


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
