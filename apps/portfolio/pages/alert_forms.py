"""Forms of alerts: one shape for each kind, with the fields of that kind alone."""

from decimal import Decimal
from typing import Any

from django import forms

from project.lib.errors import NotThere

from ..models import Alert, Instrument
from ..queries import own
from .ledger_fields import FigureField, InstrumentInput

SIDES = [("above", "At or above"), ("below", "At or below")]


class AlertForm(forms.Form):
    """What every kind has. `said` is what the services take."""

    by_email = forms.BooleanField(label="Also by email", required=False, initial=True)

    def __init__(self, owner: Any, *args: Any, **kwargs: Any) -> None:
        self.owner = owner
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "by_email"])

    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def _instrument(self, typed: str) -> Instrument | None:
        if not typed:
            return None
        try:
            return own.instrument_meant(self.owner, typed)
        except NotThere as no:
            raise forms.ValidationError(no.detail) from None

    def clean_instrument(self) -> Instrument | None:
        return self._instrument(self.cleaned_data["instrument"])


class PriceAlertForm(AlertForm):
    instrument = forms.CharField(
        label="Security", widget=InstrumentInput(), max_length=150, help_text="Symbol, name or ISIN; held or not."
    )
    side = forms.ChoiceField(label="When it closes", choices=SIDES)
    limit = FigureField(label="Price", empty=None, help_text="In the currency of the security.")

    def said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return said | {"below": said.pop("side") == "below"}


class DriftAlertForm(AlertForm):
    limit = FigureField(
        label="Points away from its target", empty=None, initial=Decimal(5),
        help_text="Of the targets for kinds of assets that you set under Rebalance.",
    )  # fmt: skip


class DrawdownAlertForm(AlertForm):
    limit = FigureField(
        label="Percent below the highest", empty=None, initial=Decimal(10),
        help_text="Of the time-weighted index of everything you own, so what you pay in or take out does not count.",
    )  # fmt: skip


class DividendAlertForm(AlertForm):
    instrument = forms.CharField(
        label="Security", widget=InstrumentInput(), max_length=150, required=False, help_text="Left empty: any."
    )


class StaleAlertForm(AlertForm):
    instrument = forms.CharField(
        label="Security",
        widget=InstrumentInput(),
        max_length=150,
        required=False,
        help_text="Left empty: all held.",
    )
    limit = FigureField(label="Days since its last price", empty=None, initial=Decimal(7))


FORMS: dict[str, type[AlertForm]] = {
    Alert.Kind.PRICE: PriceAlertForm,
    Alert.Kind.DRIFT: DriftAlertForm,
    Alert.Kind.DRAWDOWN: DrawdownAlertForm,
    Alert.Kind.DIVIDEND: DividendAlertForm,
    Alert.Kind.STALE: StaleAlertForm,
}


def said_already(alert: Alert) -> dict[str, Any]:
    """What a form begins with when an alert is changed."""
    return {
        "by_email": alert.by_email,
        "instrument": alert.instrument.symbol if alert.instrument else "",
        "side": "below" if alert.below else "above",
        "limit": alert.limit,
    }
