"""`{% load flags %}{% flag "new-planner" as shown %}{% if shown %}…{% endif %}`"""

from typing import Any

from django import template

from project.lib import flags

register = template.Library()


@register.simple_tag(takes_context=True)
def flag(context: dict[str, Any], name: str) -> bool:
    return flags.enabled(name, context["request"].user)
