"""`{% load beacon %}{% beacon %}` at the end of a page: it tells how long the page took to load."""

from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def beacon(context: dict[str, Any]) -> SafeString:
    """Nothing on a page that belongs to no route, or where BEACON_SHARE is 0."""
    match = getattr(context.get("request"), "resolver_match", None)
    if not (match and match.url_name and settings.BEACON_SHARE):
        return mark_safe("")
    return format_html(
        '<script src="{}" data-route="{}" data-share="{}" defer></script>',
        static("js/beacon.js"),
        match.view_name,
        settings.BEACON_SHARE,
    )
