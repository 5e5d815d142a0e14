"""Figures and times as people type them."""

from decimal import Decimal
from typing import Any

from babel.numbers import NumberFormatError, get_decimal_symbol, parse_decimal
from django import forms

from project.lib import formats

from ..domain.measures import meant_time


class FigureField(forms.CharField):
    """A number with the decimal mark of the person's locale."""

    def __init__(self, *, most: Decimal, least: Decimal = Decimal(0), **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.least, self.most = least, most
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return f"{value:f}".replace(".", get_decimal_symbol(formats.locale())) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            number: Decimal = parse_decimal(typed, locale=formats.locale(), strict=True)
        except NumberFormatError:
            raise forms.ValidationError("Write a number in digits.") from None
        if not self.least <= number <= self.most:
            raise forms.ValidationError(f"Write a number from {self.least:f} to {self.most:f}.")
        return number


class TimeField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=12, **kwargs)
        self.widget.attrs |= {"autocomplete": "off"}

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        seconds = meant_time(typed) if typed else None
        if typed and not seconds:
            raise forms.ValidationError("Write the time as minutes:seconds, such as 1:30, or in seconds.")
        return seconds
