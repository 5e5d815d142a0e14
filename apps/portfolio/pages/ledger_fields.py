"""What people type into forms about money, and what it means."""

import re
from decimal import Decimal
from typing import Any

from babel.numbers import NumberFormatError, get_decimal_symbol, parse_decimal
from django import forms
from django.urls import reverse_lazy

from project.lib import formats
from project.lib.money import CURRENCIES

from ..domain.amounts import ZERO
from ..models.fields import MOST_DIGITS, PLACES
from ..services.rules import HUNDREDTHS

_RATIO = re.compile(r"(\d{1,9})(?:\s*:\s*(\d{1,9}))?").fullmatch
_DIGITS = re.compile(r"[-+\d.,'’\s\u00a0\u202f\u2212]+").fullmatch


class FigureField(forms.CharField):
    """An exact number, with the decimal mark of the person's locale, grouped or not; `empty` where nothing is typed."""

    def __init__(self, *, empty: Decimal | None = ZERO, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(**kwargs)
        self.empty = empty
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return "" if value == self.empty else f"{value:f}".replace(".", get_decimal_symbol(formats.locale()))

    def clean(self, value: Any) -> Decimal | None:
        typed = super().clean(value).replace("\u2212", "-")
        if not typed:
            return self.empty
        try:
            if not _DIGITS(typed):
                raise NumberFormatError(typed)
            number: Decimal = parse_decimal(typed, locale=formats.locale(), strict=True)
        except NumberFormatError:
            example = formats.number(Decimal("1234.5"))
            raise forms.ValidationError(f"Write a number in digits, such as {example}.") from None
        if len(number.as_tuple().digits) > MOST_DIGITS or -int(number.as_tuple().exponent) > PLACES:
            raise forms.ValidationError(f"At most {PLACES} decimals and {MOST_DIGITS} digits can be kept.")
        return number


class CurrencyField(forms.CharField):
    """A code of three letters, in capitals."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=3, **kwargs)
        self.widget.attrs |= {"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}

    def clean(self, value: Any) -> str:
        code = str(super().clean(value)).upper()
        if code and code not in CURRENCIES and code not in HUNDREDTHS:
            raise forms.ValidationError("There is no such currency. Use its three letters, such as EUR.")
        return code


class RatioField(forms.CharField):
    """Units afterwards for units before: `2` or `3:2`, as two whole numbers."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, tuple):
            return value
        return f"{value[0]}:{value[1]}" if value[0] else ""

    def clean(self, value: Any) -> tuple[int, int] | None:
        typed = super().clean(value)
        if not typed:
            return None
        found = _RATIO(typed)
        new, old = (int(found[1]), int(found[2] or 1)) if found else (0, 0)
        if not new or not old:
            raise forms.ValidationError("Write how many there are afterwards for how many before, such as 2:1.")
        return new, old


class TagsField(forms.CharField):
    """Words with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        tags = [tag.strip() for tag in super().clean(value).split(",") if tag.strip()]
        if any(len(tag) > 50 for tag in tags):
            raise forms.ValidationError("A tag has at most 50 letters.")
        return list(dict.fromkeys(tags))


class InstrumentInput(forms.TextInput):
    """A field for a symbol, name or ISIN that suggests what may be meant while it is typed."""

    template_name = "portfolio/instrument_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        options = f"{(attrs or {}).get('id', name)}-options"
        suggest = {
            "list": options,
            "autocomplete": "off",
            "spellcheck": "false",
            "hx-get": reverse_lazy("portfolio:instrument-suggestions"),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{options}",
            "hx-sync": "replace",
        }
        return super().get_context(name, value, suggest | (attrs or {}))


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        # What browsers send and expect, whatever the locale shows.
        super().__init__(format="%Y-%m-%d")
