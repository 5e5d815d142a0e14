"""How far a portfolio is from its targets, what would bring it nearer, and booking that."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from project.lib.errors import DomainError
from project.lib.money import Money
from project.lib.pages import offer_undo, render_page
from project.lib.requests import PersonRequest

from .. import services
from ..domain.amounts import ZERO, rounded
from ..domain.rebalancing import Choices, TaxRates
from ..models import Instrument, Target
from ..queries import own
from ..queries.rebalancing import Proposed, Trade, Wish, proposed
from ..queries.targets import Aims, aims
from .ledger_fields import DayInput, FigureField
from .ledger_forms import AccountChoice, offer, say
from .targets import HUNDRED, Subject, choices_of, part_words, subject_of

# A bar is drawn as wide as this drift, or the largest there is.
SMALLEST_SCALE = Decimal("0.05")


class WishForm(forms.Form):
    """How the trades shall be found. All of it stands in the address, so that a proposal can be kept."""

    cash = FigureField(label="New money", required=False, help_text="What you add now. Below zero: what you take out.")
    sales = forms.ChoiceField(
        label="How", choices=[("", "Only buy"), ("1", "Buy and sell")], required=False, widget=forms.RadioSelect
    )
    whole = forms.BooleanField(label="Whole shares only", required=False)
    account = AccountChoice(label="Buy in", required=False, blank="Where most of it is held")
    band = FigureField(
        label="Band, in %", required=False, help_text="What is this near to its target is left alone, when selling too."
    )
    smallest = FigureField(label="No trade below", required=False, help_text="In your base currency.")
    tax = FigureField(
        label="Tax on a gain, in %", required=False, help_text="Lots that are taxed least are sold first."
    )
    tax_long = FigureField(label="After a year, in %", empty=None, required=False, help_text="Left empty: the same.")

    def __init__(self, owner: Any, data: Any) -> None:
        super().__init__(data)
        offer(self, own.accounts(owner).filter(closed_on=None))

    @property
    def main(self) -> list[Any]:
        return [self[name] for name in ("cash", "sales", "whole", "account")]

    @property
    def more(self) -> list[Any]:
        return [self[name] for name in ("band", "smallest", "tax", "tax_long")]

    @property
    def more_open(self) -> bool:
        return any(field.errors or field.value() for field in self.more)

    def wish(self, subject: Subject) -> Wish:
        said = self.cleaned_data
        return Wish(
            subject.by,
            subject.portfolio,
            sales=bool(said["sales"]),
            cash=said["cash"],
            choices=Choices(said["whole"], said["band"] / HUNDRED, said["smallest"]),
            rates=self.rates(),
            account=said["account"],
        )

    def rates(self) -> TaxRates:
        short, long = self.cleaned_data["tax"], self.cleaned_data["tax_long"]
        return TaxRates(short / HUNDRED, (short if long is None else long) / HUNDRED)


class TradeForm(forms.Form):
    """A trade as it was done; the figures are those proposed until the person writes what the broker did."""

    take = forms.BooleanField(required=False)
    kind = forms.ChoiceField(choices=[("buy", "Buy"), ("sell", "Sell")], widget=forms.HiddenInput)
    instrument = forms.UUIDField(widget=forms.HiddenInput)
    account = forms.UUIDField(widget=forms.HiddenInput)
    quantity = FigureField(label="Quantity")
    price = FigureField(label="Price of one", empty=None)

    def done(self, owner: Any) -> services.Done:
        said = self.cleaned_data
        return services.Done(
            said["kind"], own.instrument_for(owner, said["instrument"]), own.account_of(owner, said["account"]),
            said["quantity"], said["price"],
        )  # fmt: skip


class BookingForm(forms.Form):
    on = forms.DateField(label="Day", widget=DayInput())
    paid_in = FigureField(
        label="Money paid in with it", required=False, help_text="Recorded as a deposit; left empty: none."
    )
    paid_into = AccountChoice(label="Into", required=False, blank="–")

    def __init__(self, owner: Any, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offer(self, own.accounts(owner).filter(closed_on=None))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("paid_in") and not said.get("paid_into"):
            self.add_error("paid_into", "Say which account it was paid into.")
        return said


Trades = forms.formset_factory(TradeForm, extra=0, max_num=200)


@dataclass(frozen=True, slots=True)
class DriftRow:
    """The bar begins at `bar_at` of a hundred, where fifty is the target."""

    name: str
    value: Money
    weight: Decimal
    target: Decimal
    drift: Decimal
    bar_at: float
    bar_width: float


@require_safe
@login_required
def rebalance(request: PersonRequest) -> HttpResponse:
    subject = subject_of(request, request.GET)
    asked = "cash" in request.GET
    form = WishForm(request.user, request.GET if asked else None)
    context: dict[str, Any] = {"form": form, "asked": asked}
    if asked and form.is_valid():
        try:
            found = proposed(request.user, form.wish(subject), timezone.localdate())
        except DomainError as no:
            say(form, no)
        else:
            context |= _proposal(request, found)
    return _page(request, subject, context)


@require_POST
@login_required
def book(request: PersonRequest) -> HttpResponse:
    """What is ticked, in one transaction. The address says how it was found, as on the page before."""
    subject = subject_of(request, request.GET)
    form, trades, booking = (
        WishForm(request.user, request.GET), Trades(request.POST), BookingForm(request.user, request.POST),
    )  # fmt: skip
    if form.is_valid() and trades.is_valid() and booking.is_valid():
        said = booking.cleaned_data
        try:
            done = [one.done(request.user) for one in trades if one.cleaned_data.get("take")]
            batch = services.book_trades(
                owner=request.user, trades=done, on=said["on"], rates=form.rates(), paid_in=said["paid_in"],
                paid_into=said["paid_into"],
            )  # fmt: skip
        except DomainError as no:
            booking.add_error(None, f"Nothing was recorded. {no.detail}")
        else:
            count = f"{len(done)} trade{'' if len(done) == 1 else 's'}"
            offer_undo(request, f"Recorded: {count}.", reverse("portfolio:undo", args=[batch]))
            return redirect("portfolio:activities")
    return _page(request, subject, {"form": form, "asked": True, "trades": trades, "booking": booking}, status=422)


# --- What the page shows ----------------------------------------------------------------------------------------------


def _page(request: PersonRequest, subject: Subject, context: dict[str, Any], status: int = 200) -> HttpResponse:
    found = context.get("aims") or aims(request.user, subject.by, subject.portfolio)
    trades = context.get("trades")
    context |= {
        **choices_of(request, subject),
        "summary": found.summary,
        "aims": found,
        "heading": Target.By(found.by).label,
        "rows": _rows(found),
        "value": Money(rounded(found.value, found.currency), found.currency),
        "cash": Money(rounded(found.cash, found.currency), found.currency),
        "lines": _lines(request, trades, context.get("proposal")) if trades is not None else [],
        "query": request.GET.urlencode(),
    }
    return render_page(request, "portfolio/rebalance.html", context=context, status=status)


def _proposal(request: PersonRequest, found: Proposed) -> dict[str, Any]:
    initial = [
        {"take": True, "kind": trade.kind, "instrument": trade.instrument.uuid, "account": trade.account.uuid,
         "quantity": trade.quantity, "price": trade.price}
        for trade in found.trades
    ]  # fmt: skip
    currency = found.aims.currency
    return {
        "aims": found.aims,
        "proposal": found,
        "trades": Trades(initial=initial),
        "booking": BookingForm(request.user, initial={"on": timezone.localdate()}),
        "left": Money(rounded(found.left, currency), currency),
        "gains": any(trade.gain is not None for trade in found.trades),
    }


def _lines(request: PersonRequest, trades: Any, proposal: Proposed | None) -> list[dict[str, Any]]:
    """A form of the set, and in words what it trades; what was proposed with it where it is not bound yet."""
    accounts = {str(account.uuid): account.name for account in own.accounts(request.user)}
    uuids = [str(form["instrument"].value()) for form in trades]
    visible = Instrument.objects.visible_to(request.user)
    instruments = {str(one.uuid): one for one in visible.filter(uuid__in=_sound(uuids))}
    offered: list[Trade | None] = [*proposal.trades] if proposal else [None] * len(uuids)
    currency = proposal.aims.currency if proposal else ""
    return [
        {
            "form": form,
            "kind": "Sell" if form["kind"].value() == "sell" else "Buy",
            "instrument": instruments.get(uuid),
            "account": accounts.get(str(form["account"].value()), ""),
            "amount": None if trade is None else Money(rounded(trade.amount, currency), currency),
            "gain": _in(currency, trade.gain if trade else None),
            "tax": _in(currency, trade.tax if trade else None),
        }
        for form, uuid, trade in zip(trades, uuids, offered, strict=True)
    ]


def _sound(uuids: list[str]) -> list[str]:
    field = forms.UUIDField()
    return [uuid for uuid in uuids if uuid and _cleans(field, uuid)]


def _cleans(field: forms.Field, text: str) -> bool:
    try:
        field.clean(text)
    except forms.ValidationError:
        return False
    return True


def _in(currency: str, amount: Decimal | None) -> Money | None:
    return None if amount is None else Money(rounded(amount, currency), currency)


def _rows(found: Aims) -> list[DriftRow]:
    scale = max([SMALLEST_SCALE, *(abs(one.drift) for one in found.drifts)])
    return [
        DriftRow(
            part_words(found, one.name),
            Money(rounded(one.weight * found.value, found.currency), found.currency),
            one.weight, one.target, one.drift,
            round(float(50 + min(one.drift, ZERO) / scale * 50), 1),
            round(float(abs(one.drift) / scale * 50), 1),
        )
        for one in found.drifts
    ]  # fmt: skip
