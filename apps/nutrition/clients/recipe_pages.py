"""
Pages of the web with a recipe: fetched within limits, and read by recipe-scrapers as schema.org says it.

Loads recipe-scrapers, 20 MB of memory: import it in workers only.
"""

from collections.abc import Callable
from typing import Any

from lxml.etree import LxmlError
from recipe_scrapers import scrape_html
from recipe_scrapers._exceptions import RecipeScrapersExceptions

from project.lib import http
from project.lib.errors import Conflict

from ..domain.imported.found import Found, found, minutes, servings

LARGEST_PAGE = 5_000_000
# What a page may be that nobody wrote for us: its data have any shape.
_ODD = (RecipeScrapersExceptions, LxmlError, AttributeError, LookupError, TypeError, ValueError, NotImplementedError)


class NoRecipe(Conflict):
    code = "no_recipe"


def fetched(address: str) -> tuple[str, str]:
    """
    The text of a page, and its address after redirects.

    :raises Unavailable: it does not answer in time, is too large, or lies in a private network
    :raises NoRecipe: it answers something else than a page
    """
    headers = {"Accept": "text/html,application/xhtml+xml"}
    answer = http.fetch("GET", address, headers=headers, limits=http.Limits(total=20, size=LARGEST_PAGE))
    if not answer.ok:
        raise NoRecipe(f"That page answers {answer.status}: look whether the address is right.")
    kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if kind not in {"text/html", "application/xhtml+xml", "application/xml", "text/xml"}:
        raise NoRecipe("That address leads to no page: give the address of the page that shows the recipe.")
    return answer.text, answer.url


def from_page(text: str, address: str = "") -> Found:
    """:raises NoRecipe: the page says of no recipe what programs can read"""
    try:
        page = scrape_html(text, org_url=address or "https://page.invalid/", supported_only=False)
    except _ODD as fault:
        raise NoRecipe(_NOTHING) from fault
    title, lines = _told(page.title), _lines(page)
    if not title or not lines:
        raise NoRecipe(_NOTHING)
    prep, cook, total = (minutes(_told(each)) for each in (page.prep_time, page.cook_time, page.total_time))
    return found(
        title=title,
        lines=lines,
        steps=_told(page.instructions_list) or [],
        labels=[*str(_told(page.category) or "").split(","), *(_told(page.keywords) or [])],
        description=_told(page.description) or "",
        cuisine=str(_told(page.cuisine) or "").partition(",")[0],
        servings=servings(_told(page.yields)),
        minutes_prep=prep,
        minutes_cook=cook or max(0, total - prep),
        source_name=_told(page.site_name) or _told(page.author) or "",
        source_url=address or _told(page.canonical_url) or "",
    )


_NOTHING = "That page says of no recipe what programs can read. Copy its text and paste it instead."


def _lines(page: Any) -> list[str]:
    groups = _told(page.ingredient_groups) or []
    lines: list[str] = []
    for group in groups:
        if group.purpose:
            lines.append(f"{group.purpose.rstrip(':')}:")
        lines += group.ingredients
    return lines or _told(page.ingredients) or []


def _told(ask: Callable[[], Any]) -> Any:
    """What a page says of one thing; None where it says nothing, or nothing that can be read."""
    try:
        return ask()
    except _ODD:
        return None
