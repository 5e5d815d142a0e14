"""Amounts as people type them."""

from decimal import Decimal
from typing import Any

from babel.numbers import NumberFormatError, get_decimal_symbol, parse_decimal
from django import forms

from project.lib import formats


class AmountField(forms.CharField):
    """A number that is not negative, with the decimal mark of the person's locale; None where nothing is typed."""

    def __init__(self, *, most: float = 1e6, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)
        self.most = most
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, float | int | Decimal):
            return value
        return f"{value:.6g}".replace(".", str(get_decimal_symbol(formats.locale())))

    def clean(self, value: Any) -> float | None:
        typed = super().clean(value).replace("\u2212", "-")
        if not typed:
            return None
        try:
            number = float(parse_decimal(typed, locale=formats.locale(), strict=True))
        except (NumberFormatError, OverflowError):
            example = formats.number(Decimal("12.5"))
            raise forms.ValidationError(f"Write a number in digits, such as {example}.") from None
        if not 0 <= number <= self.most:
            raise forms.ValidationError(f"This can be from 0 to {formats.number(self.most)}.")
        return number
