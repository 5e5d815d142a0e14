"""Forms of the ledger: an activity of any kind, what its list is narrowed to, and a change to many."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from project.lib.errors import DomainError, NotThere

from ..domain.amounts import ZERO
from ..models import Account, Activity, Instrument
from ..queries import own
from ..queries.listing import Narrowed
from ..services import NewInstrument
from .ledger_fields import CurrencyField, DayInput, FigureField, InstrumentInput, RatioField, TagsField
from .ledger_lots import lot_fields, taken, taken_so_far
from .ledger_shapes import ALWAYS, SHAPES

# What the arithmetic calls otherwise than the form.
_NAMES = {"symbol": "instrument", "ratio_new": "ratio", "ratio_old": "ratio"}


def say(form: forms.Form, no: DomainError) -> None:
    """Put a refusal on the form: at its field where the form has that, else above all."""
    for name, sentences in (no.fields or {"": [no.detail]}).items():
        field = _NAMES.get(name, name)
        for sentence in sentences:
            form.add_error(field if field in form.fields else None, sentence[:1].upper() + sentence[1:])


class AccountChoice(forms.ChoiceField):
    """One of the accounts that were `offer`ed: read once, however many fields of a page offer them."""

    def __init__(self, *, blank: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.blank = blank
        self.accounts: dict[str, Account] = {}

    def offer(self, accounts: Iterable[Account]) -> None:
        self.accounts = {str(account.uuid): account for account in accounts}
        self.choices = [("", self.blank), *((key, account.name) for key, account in self.accounts.items())]

    def prepare_value(self, value: Any) -> Any:
        return str(value.uuid) if isinstance(value, Account) else value

    def clean(self, value: Any) -> Account | None:
        return self.accounts.get(super().clean(value))


def offer(form: forms.Form, accounts: Iterable[Account]) -> None:
    accounts = list(accounts)
    for field in form.fields.values():
        if isinstance(field, AccountChoice):
            field.offer(accounts)


class ActivityForm(forms.Form):
    """An activity of one kind: only the fields of that kind are there."""

    template_name = "portfolio/activity_fields.html"

    kind = forms.ChoiceField(choices=Activity.Kind, label="What it was")
    account = AccountChoice(label="Account")
    on = forms.DateField(label="Day", widget=DayInput())
    to_account = AccountChoice(label="Into account", required=False)
    instrument = forms.CharField(
        label="Security", widget=InstrumentInput(), max_length=150, required=False, help_text="Symbol, name or ISIN."
    )
    into = forms.CharField(
        label="Other security received", widget=InstrumentInput(), max_length=150, required=False,
        help_text="Symbol, name or ISIN.",
    )  # fmt: skip
    quantity = FigureField(label="Quantity", required=False)
    price = FigureField(label="Price of one", empty=None, required=False)
    amount = FigureField(label="Amount", required=False)
    ratio = RatioField(
        label="Ratio", required=False, help_text="How many there are afterwards for how many before, such as 2:1."
    )
    share = FigureField(
        label="Share of the cost", empty=None, required=False,
        help_text="What goes to the new security, or to the cash of a merger, from 0 to 1.",
    )  # fmt: skip
    cost = FigureField(label="What it once cost, in all", empty=None, required=False)
    acquired_on = forms.DateField(label="Acquired on", widget=DayInput(), required=False)
    fee = FigureField(label="Fee", required=False)
    tax = FigureField(label="Tax", required=False)
    at = forms.TimeField(
        label="Time of day", required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    currency = CurrencyField(
        label="Currency", required=False, help_text="Left empty: that of the security, or else of the account."
    )
    settled_in = CurrencyField(
        label="Settled in", required=False, help_text="The currency of the cash it moved; empty: that of the account."
    )
    rate = FigureField(
        label="Exchange rate", empty=None, required=False,
        help_text="What one unit of the currency was in that of the cash. Left empty: the rate known for the day.",
    )  # fmt: skip
    note = forms.CharField(label="Note", required=False, max_length=500)
    tags = TagsField(label="Tags", required=False, max_length=500, help_text="With commas between them.")
    new_name = forms.CharField(label="Its name", required=False, max_length=150)
    new_kind = forms.ChoiceField(label="What it is", choices=Instrument.Kind, required=False, initial="other")
    new_currency = CurrencyField(label="Its currency", required=False, help_text="Left empty: that of the account.")

    def __init__(
        self, owner: Any, kind: str, data: Any = None, *, initial: Mapping[str, Any] | None = None,
        activity: Activity | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial={**(initial or {}), "kind": kind})
        self.owner, self.activity, self.shape = owner, activity, SHAPES[kind]
        self.new_instrument: NewInstrument | None = None
        asked = set(self.shape.fields)
        if activity is None and "instrument" in self.shape.main:
            asked |= {"new_name", "new_kind", "new_currency"}
        for name in set(self.fields) - asked:
            del self.fields[name]
        self.order_fields(self.shape.fields)
        # Another kind is another form: its fields come in place, with what was typed so far.
        self.fields["kind"].widget.attrs |= {
            "hx-get": "", "hx-target": "#activity-fields", "hx-swap": "outerHTML", "hx-include": "#activity-fields",
        }  # fmt: skip
        offer(self, own.accounts(owner))
        self.lots = lot_fields(owner, kind, *self._what_leaves(), changed=activity)
        self.fields |= self.lots
        self.initial = {**self.initial, **taken_so_far(self.lots, activity)}

    def _what_leaves(self) -> tuple[Account | None, str, date]:
        """From which account, what, and on which day, as far as that was typed."""
        account, instrument, on = (
            self.data.get(name) if self.is_bound else self.initial.get(name) for name in ("account", "instrument", "on")
        )
        accounts: Any = self.fields["account"]
        try:
            day = on if isinstance(on, date) else date.fromisoformat(on or "")
        except ValueError:
            day = date.max
        return accounts.accounts.get(accounts.prepare_value(account)), instrument or "", day

    # --- Groups, for the template ---

    def _bound(self, names: tuple[str, ...]) -> list[BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def main(self) -> list[BoundField]:
        return self._bound(("account", "on", *self.shape.main))

    @property
    def lots_to_take(self) -> list[BoundField]:
        return self._bound(tuple(self.lots))

    @property
    def more(self) -> list[BoundField]:
        return self._bound((*self.shape.more, *ALWAYS))

    @property
    def more_open(self) -> bool:
        """Open where something in it was said or is wrong."""
        return any(field.errors or field.value() for field in self.more)

    @property
    def addition(self) -> list[BoundField]:
        return self._bound(("new_name", "new_kind", "new_currency"))

    @property
    def addition_open(self) -> bool:
        return self.is_bound and bool(self.addition) and ("instrument" in self.errors or bool(self["new_name"].value()))

    # --- What was meant ---

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("new_name") and not said.get("instrument"):
            self.add_error("instrument", "Write the symbol that you want to give it.")
        elif said.get("new_name"):
            self.new_instrument = NewInstrument(
                symbol=said["instrument"][:32],
                name=said["new_name"],
                kind=said.get("new_kind") or "other",
                currency=said.get("new_currency") or (said["account"].currency if said.get("account") else ""),
            )
            said["instrument"] = None
        for name in ("instrument", "into"):
            if said.get(name):
                said[name] = self._meant(name, said[name])
        return said

    def _meant(self, name: str, typed: str) -> Instrument | None:
        # An edit keeps the very instrument, where the person has another of the same symbol.
        present = getattr(self.activity, name, None)
        if present and typed == present.symbol:
            return present
        try:
            return own.instrument_meant(self.owner, typed)
        except NotThere as no:
            self.add_error(name, no.detail)
            return None

    def details(self) -> dict[str, Any]:
        """What services.record_activity and edit_activity take."""
        said = {name: value for name, value in self.cleaned_data.items() if not name.startswith(("new_", "lot_"))}
        said["ratio_new"], said["ratio_old"] = said.pop("ratio", None) or (None, None)
        for name in ("instrument", "into"):
            said[name] = said.get(name) or None
        if self.activity and self.activity.kind != said["kind"]:
            # What the new kind does not ask for would stand there unseen.
            said = {**_EMPTY, **said}
        if self.lots:
            said["lots"] = taken(self.lots, self.cleaned_data)
        return said


_EMPTY: dict[str, Any] = {
    "to_account": None, "quantity": ZERO, "price": None, "amount": ZERO, "fee": ZERO, "tax": ZERO, "currency": "",
    "settled_in": "", "rate": None, "share": None, "cost": None, "acquired_on": None, "lots": None,
}  # fmt: skip


def said_by(activity: Activity) -> dict[str, Any]:
    """The initial values of a form that edits it."""
    said = {name: getattr(activity, name) for name in ActivityForm.base_fields if hasattr(activity, name)}
    for name in ("instrument", "into"):
        said[name] = getattr(activity, name).symbol if getattr(activity, name) else ""
    return said | {"ratio": (activity.ratio_new, activity.ratio_old)}


class FilterForm(forms.Form):
    words = forms.CharField(label="Search", required=False, max_length=100)
    account = AccountChoice(label="Account", required=False, blank="All")
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "All"), *Activity.Kind.choices])
    instrument = forms.CharField(label="Security", required=False, max_length=150, widget=InstrumentInput())
    since = forms.DateField(label="From", required=False, widget=DayInput())
    until = forms.DateField(label="Until", required=False, widget=DayInput())

    def __init__(self, owner: Any, accounts: Iterable[Account], data: Any) -> None:
        super().__init__(data)
        self.owner = owner
        offer(self, accounts)

    @property
    def narrows(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def clean_instrument(self) -> Instrument | None:
        typed = self.cleaned_data["instrument"]
        if not typed:
            return None
        try:
            return own.instrument_meant(self.owner, typed)
        except NotThere as no:
            raise forms.ValidationError(no.detail) from None

    def narrowed(self) -> Narrowed:
        """What is wrong narrows nothing; it is said at its field."""
        self.full_clean()
        said = self.cleaned_data
        return Narrowed(
            accounts=[said["account"]] if said.get("account") else None,
            kinds=[said["kind"]] if said.get("kind") else (),
            instrument=said.get("instrument"),
            since=said.get("since"),
            until=said.get("until"),
            words=said.get("words", ""),
        )


class BulkForm(forms.Form):
    """The same change to all that are ticked: what is left empty stays as it is."""

    account = AccountChoice(label="Account", required=False, blank="As it is")
    on = forms.DateField(label="Day", required=False, widget=DayInput())
    note = forms.CharField(label="Note", required=False, max_length=500)
    tags = TagsField(label="Tags", required=False, max_length=500)

    def __init__(self, accounts: Iterable[Account], data: Any = None) -> None:
        super().__init__(data, prefix="all")
        offer(self, accounts)

    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value}


def first_values(owner: Any, today: date) -> dict[str, Any]:
    """Where a new activity most likely belongs."""
    return {"account": own.account_last_used(owner), "on": today}
