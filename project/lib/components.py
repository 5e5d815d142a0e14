"""Template tags for what pages repeat: icons, navigation, confirmation, charts. `{% load components %}`."""

import contextlib
from typing import Any

from django import template
from django.template import RequestContext
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from . import registry
from .charts import Chart

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of static/icons.svg. It is decoration: the words stand beside it, or in the control's aria-label."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.filter
def initials(person: object) -> str:
    """Two letters for a monogram: of the first and last name, or of the address."""
    words = str(person).split("@")[0].replace(".", " ").split() or ["?"]
    return words[0][0] + (words[-1][0] if len(words) > 1 else "")


@register.inclusion_tag("components/navigation.html", takes_context=True)
def navigation(context: RequestContext) -> dict[str, Any]:
    """What apps registered, as far as it exists and this person may see it; the deepest match is the current one."""
    request = context["request"]
    entries: list[dict[str, Any]] = []
    for _, offer in registry.navigation:
        if offer.visible(request.user):
            with contextlib.suppress(NoReverseMatch):
                entries.append({"title": offer.title, "icon": offer.icon, "url": reverse(offer.url_name)})
    here = max((entry["url"] for entry in entries if _is_within(request.path, entry["url"])), key=len, default=None)
    return {"entries": [{**entry, "current": entry["url"] == here} for entry in entries]}


def _is_within(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


@register.inclusion_tag("components/confirm.html", takes_context=True)
def confirm(
    context: RequestContext,
    id: str,  # noqa: A002 (the name that HTML gives it)
    *,
    label: str,
    action: str,
    title: str,
    detail: str,
    confirm: str,
    tone: str = "",
    icon: str = "",
    css: str = "",
    hidden: dict[str, str] | None = None,
) -> dict[str, Any]:
    """A button that asks before it posts to `action`. `tone="danger"` for what cannot be undone."""
    given = {key: value for key, value in locals().items() if key != "context"}
    return {**given, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("components/chart.html")
def chart(chart: Chart, id: str) -> dict[str, Any]:  # noqa: A002 (as above)
    """A chart with its table. `id` is unique on the page."""
    return {"chart": chart, "id": id, "data_id": f"{id}-data"}
