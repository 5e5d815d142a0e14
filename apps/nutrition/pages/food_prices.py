"""What one pays for a food."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from project.lib.errors import DomainError
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from .. import services
from ..domain.costs import GRAMS_IN
from ..models import Food, FoodPrice
from ..queries import foods as reads
from ..queries.costs import price_of
from .fields import AmountField


class PriceForm(forms.Form):
    price = AmountField(label="I pay")
    quantity = AmountField(label="For")
    unit = forms.ChoiceField(label="Unit")

    def __init__(self, data: Any, *, food: Food, price: FoodPrice | None, currency: str) -> None:
        said = {"quantity": 1, "unit": "kg"}
        if price is not None:
            said = {"price": price.price.normalize(), "quantity": price.quantity, "unit": price.unit}
            currency = price.currency
        super().__init__(data, initial=said)
        self.fields["price"].label = f"I pay ({currency})"
        names = [*GRAMS_IN, *(measure.label for measure in food.measures.all())]
        if price is not None and price.unit not in names:
            names.append(price.unit)
        self.fields["unit"] = forms.ChoiceField(label="Unit", choices=[(name, name) for name in names])
        self.currency = currency


@login_required
def price(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = reads.food_for(request.user, uuid)
    known = price_of(request.user, found)
    posted = request.POST if request.method == "POST" else None
    form = PriceForm(posted, food=found, price=known, currency=request.user.base_currency)
    if posted is not None and form.is_valid():
        said = form.cleaned_data
        try:
            services.set_price(
                owner=request.user, food=found, price=Decimal(str(said["price"])), quantity=said["quantity"],
                unit=said["unit"], currency=form.currency,
            )  # fmt: skip
        except DomainError as no:
            for name, sentences in no.fields.items():
                form.add_error(name if name in form.fields else None, list(sentences))
        else:
            messages.success(request, "The price is noted. What recipes cost follows it.")
            return redirect("nutrition:food", uuid)
    context = {"food": found, "form": form, "price": known}
    return render_page(request, "nutrition/food_price.html", context=context, status=422 if form.errors else 200)


@require_POST
@login_required
def forget(request: PersonRequest, uuid: UUID) -> HttpResponse:
    services.forget_price(owner=request.user, food=reads.food_for(request.user, uuid))
    messages.success(request, "The price is forgotten.")
    return redirect("nutrition:food", uuid)
