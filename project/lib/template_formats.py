"""`{% load formats %}`: the filters of `formats.py` for templates."""

from decimal import Decimal

from django import template

from . import formats
from .money import Money

register = template.Library()

register.filter("day", lambda value, style="medium": formats.day(value, style=style))
register.filter("clock", formats.clock)
register.filter("moment", formats.moment)
register.filter("ago", formats.ago)
register.filter("number", lambda value, places=None: formats.number(value, places=places))
register.filter("percent", lambda value, places=1: formats.percent(value, places=places))


@register.filter("money")
def money(amount: Money | Decimal | None, currency: str = "") -> str:
    """`{{ balance|money }}`, or `{{ amount|money:"EUR" }}` where the currency stands beside it."""
    return formats.money(Money(amount, currency) if isinstance(amount, Decimal) else amount)


@register.filter("signed_money")
def signed_money(amount: Money | None) -> str:
    """With a plus before a gain."""
    return formats.money(amount, sign=True)
