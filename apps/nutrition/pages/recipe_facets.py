"""What a list of recipes may be narrowed down to further, and how many there are of each: beside it, or alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from project.lib import formats
from project.lib.limits.ratelimit import limited
from project.lib.pages import render_page

from ..queries.recipe_facets import Count, facets
from .contents import TITLES
from .recipe_forms import RecipeFilter

_TITLES = {"meal": "Meal", "diet": "Diet", "cuisine": "Cuisine", "free_of": "Free of"}


@limited("search")
@require_safe
def recipe_facets(request: HttpRequest) -> HttpResponse:
    """Links to the list, each narrowed down by one thing more."""
    form = RecipeFilter(request.GET, signed_in=request.user.is_authenticated)
    found = facets(request.user, form.narrowed())
    context = {
        "facets": [
            {"key": facet, "title": _TITLES[facet], "values": [_value(request.GET, facet, count) for count in counts]}
            for facet, counts in found.items()
            if counts
        ],
        "asked": _asked(request.GET).urlencode(),
    }
    return render_page(
        request, "nutrition/recipe_facets.html", fragment="nutrition/_recipe_facets.html", context=context
    )


def _value(asked: QueryDict, facet: str, count: Count) -> dict[str, Any]:
    narrower = _asked(asked)
    narrower.setlist(facet, [*narrower.getlist(facet), count.value] if facet == "free_of" else [count.value])
    title = count.value if facet == "cuisine" else TITLES.get(count.value, count.value).capitalize()
    return {
        "title": title,
        "count": f"{formats.number(count.count, places=0)}{'+' if count.or_more else ''}",
        "query": narrower.urlencode(),
    }


def _asked(asked: QueryDict) -> QueryDict:
    """Of another list no cursor leads anywhere, and what was left empty says nothing."""
    kept = QueryDict(mutable=True)
    for name, values in asked.lists():
        if name != "cursor" and any(values):
            kept.setlist(name, values)
    return kept
