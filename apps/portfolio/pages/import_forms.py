"""Forms of bringing in a file."""

from collections.abc import Mapping
from typing import Any

from django import forms

from ..domain.activities import Kind
from ..domain.imports.presets import PRESETS
from ..domain.imports.presets.generic import FIELDS
from ..models import Account

ORDERS = [("ymd", "Year, month, day: 2026-12-31"), ("dmy", "Day first: 31/12/2026"), ("mdy", "Month first: 12/31/2026")]
MARKS = [(".", "A point: 1,234.50"), (",", "A comma: 1.234,50")]


class UploadForm(forms.Form):
    file = forms.FileField(help_text="CSV, JSON, or the archive of tables that Steward exports; at most 50 MB.")
    account: Any = forms.ModelChoiceField(
        queryset=Account.objects.none(), required=False, empty_label="A new account",
        help_text="Where its lines belong, as far as the file names no account itself.",
    )  # fmt: skip
    new_name = forms.CharField(max_length=100, required=False, label="Name of the new account")
    new_currency = forms.CharField(max_length=3, required=False, label="Its currency")

    def __init__(self, *args: Any, owner: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = Account.objects.for_user(owner).order_by("name")  # type: ignore[attr-defined]
        self.fields["new_currency"].initial = owner.base_currency

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not said.get("account") and not said.get("new_name"):
            self.add_error("new_name", "Choose an account above, or name a new one.")
        return said


class ReadingForm(forms.Form):
    """How a file is read: its kind, its figures, and for any other table its columns; `known` is what it shows."""

    preset = forms.ChoiceField(choices=[(one.key, one.title) for one in PRESETS], label="Kind of file")
    mark = forms.ChoiceField(choices=MARKS, label="Before the decimals stands")
    order = forms.ChoiceField(choices=ORDERS, label="Days are written")

    def __init__(self, *args: Any, known: Mapping[str, Any], mapping: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        columns = known["columns"]
        choices = [("", "No column"), *((name, name) for name in dict.fromkeys(columns) if name)]
        for field, (label, _) in FIELDS.items() if columns else ():
            initial = next((name for name in columns if name and name.lower() == mapping.get(field, "").lower()), "")
            self.fields[f"column_{field}"] = forms.ChoiceField(
                choices=choices, required=False, label=label, initial=initial
            )

    def settings(self) -> dict[str, Any]:
        said = self.cleaned_data
        mapping = {
            name.removeprefix("column_"): column
            for name, column in said.items()
            if name.startswith("column_") and column
        }  # fmt: skip
        return {"mark": said["mark"], "order": said["order"], "mapping": mapping, "sure": True}

    def columns(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("column_")]


class MendForm(forms.Form):
    """The fields of a line. Left empty, they stay what they were read as."""

    kind = forms.ChoiceField(
        choices=[("", "Choose"), *((kind.value, kind.value.replace("_", " ").capitalize()) for kind in Kind)],
        label="What it was",
    )
    on = forms.CharField(max_length=10, label="Day", help_text="As 2026-12-31.")
    symbol = forms.CharField(max_length=32, required=False)
    isin = forms.CharField(max_length=12, required=False, label="ISIN")
    quantity = forms.CharField(max_length=40, required=False)
    price = forms.CharField(max_length=40, required=False, label="Price of one")
    amount = forms.CharField(max_length=40, required=False, help_text="Before fee and tax.")
    fee = forms.CharField(max_length=40, required=False)
    tax = forms.CharField(max_length=40, required=False)
    currency = forms.CharField(max_length=3, required=False)
    settled_in = forms.CharField(max_length=3, required=False, label="Cash in", help_text="Empty: the account's.")
    account = forms.CharField(max_length=100, required=False, help_text="Empty: the one that the import is for.")
    to_account = forms.CharField(max_length=100, required=False, label="To account", help_text="Of a transfer.")
    ratio = forms.CharField(max_length=20, required=False, help_text="Of a split: 10:1.")
    note = forms.CharField(max_length=500, required=False)


class ClosingForm(forms.Form):
    lines = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5}), required=False, label="What the account had at the end",
        help_text="A line each, such as 12.5 VWCE or 1034.20 EUR.",
    )  # fmt: skip
    on = forms.DateField(
        required=False, label="On", widget=forms.DateInput(attrs={"type": "date"}), help_text="Empty: today."
    )
