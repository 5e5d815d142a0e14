"""Targets, drift, and trades that bring a portfolio nearer to them, for programs."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictSerializer
from project.lib.idempotency import idempotent

from .. import services
from ..domain.amounts import ZERO
from ..domain.rebalancing import Choices, TaxRates
from ..models import Portfolio, Target
from ..queries.rebalancing import Proposed, Wish, proposed
from ..queries.targets import aims
from .fields import AccountField, ExactIn, ExactOut, InstrumentField, PortfolioField, said

BY = Target.By.choices

# --- What is read and written -----------------------------------------------------------------------------------------


class About(StrictSerializer):
    by = serializers.ChoiceField(choices=BY, default="kind")
    portfolio = PortfolioField(required=False, allow_null=True, help_text="Left out: everything.")


class DriftOut(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="A kind, a label, `unlabelled`, or a symbol.")
    weight = ExactOut(help_text="Its part now, from 0 to 1.")
    target = ExactOut()
    drift = ExactOut(help_text="The weight less the target.")


class TargetsOut(serializers.Serializer[Any]):
    by = serializers.CharField()
    currency = serializers.CharField()
    value = ExactOut(help_text="Of the securities.")
    cash = ExactOut(help_text="Stands aside.")
    has_targets = serializers.SerializerMethodField()
    parts = DriftOut(many=True, source="drifts")
    unpriced = serializers.SerializerMethodField(help_text="Symbols without a price, which are left out.")

    def get_has_targets(self, found: Any) -> bool:
        return bool(found.targets)

    def get_unpriced(self, found: Any) -> list[str]:
        return [one.symbol for one in found.unpriced]


class TargetIn(StrictSerializer):
    name = serializers.CharField(required=False, max_length=50, help_text="Of the kind or label.")
    instrument = InstrumentField(required=False)
    weight = ExactIn(min_value=0, max_value=1)

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        if ("name" in said) == ("instrument" in said):
            raise serializers.ValidationError("Give a name or an instrument.")
        return said


class SetTargets(About):
    targets = serializers.ListField(child=TargetIn(), max_length=500)


class WishIn(About):
    sales = serializers.BooleanField(default=False, help_text="Sell too; else only buy.")
    cash = ExactIn(default=ZERO, help_text="New money to spend; with sales it may be below zero: money to take out.")
    whole_shares = serializers.BooleanField(default=False)
    band = ExactIn(default=ZERO, min_value=0, max_value=1, help_text="A weight this near to its target is left alone.")
    smallest = ExactIn(default=ZERO, min_value=0)
    tax = ExactIn(default=ZERO, min_value=0, max_value=1, help_text="Of a gain, of lots held for less than a year.")
    tax_long = ExactIn(required=False, min_value=0, max_value=1, help_text="Of those held for longer; or the same.")
    account = AccountField(required=False, help_text="Where to buy. Left out: where most of it is held.")


class TradeOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=["buy", "sell"])
    instrument = serializers.UUIDField(source="instrument.uuid")
    symbol = serializers.CharField(source="instrument.symbol")
    account = serializers.UUIDField(source="account.uuid")
    quantity = ExactOut()
    price = ExactOut(help_text="Of one unit, in the currency of the instrument.")
    amount = ExactOut(help_text="In your base currency.")
    gain = ExactOut(allow_null=True, help_text="That the sale realises, in your base currency.")
    tax = ExactOut(allow_null=True)


class ProposedOut(serializers.Serializer[Any]):
    currency = serializers.CharField(source="aims.currency")
    trades = TradeOut(many=True)
    left = ExactOut(help_text="What remains of the money.")


class DoneIn(StrictSerializer):
    kind = serializers.ChoiceField(choices=["buy", "sell"])
    instrument = InstrumentField()
    account = AccountField()
    quantity = ExactIn()
    price = ExactIn()


class BookIn(StrictSerializer):
    on = serializers.DateField(required=False, help_text="Left out: today.")
    trades = serializers.ListField(child=DoneIn(), max_length=200)
    tax = ExactIn(default=ZERO, min_value=0, max_value=1)
    tax_long = ExactIn(required=False, min_value=0, max_value=1)
    paid_in = ExactIn(default=ZERO, min_value=0, help_text="New money that is recorded with them.")
    paid_into = AccountField(required=False)

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        if said["paid_in"] and "paid_into" not in said:
            raise serializers.ValidationError({"paid_into": "Say which account it was paid into."})
        return said


class BookedOut(serializers.Serializer[Any]):
    batch = serializers.UUIDField(help_text="For `changes/{batch}/undo`.")


# --- Views ------------------------------------------------------------------------------------------------------------


def _about(request: Request) -> tuple[str, Portfolio | None]:
    asked = said(About, request, request.query_params.dict())
    return asked["by"], asked.get("portfolio")


def _rates(asked: dict[str, Any]) -> TaxRates:
    return TaxRates(asked["tax"], asked.get("tax_long", asked["tax"]))


class TargetsView(APIView):
    @extend_schema(
        operation_id="portfolio_targets_read", tags=["portfolio"], parameters=[About], responses=TargetsOut,
        summary="My targets, and the drift from them",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Parts of all securities, the largest first."""
        return Response(TargetsOut(aims(request.user, *_about(request))).data)

    @extend_schema(
        operation_id="portfolio_targets_write", tags=["portfolio"], request=SetTargets, responses=TargetsOut,
        summary="Set targets",
    )  # fmt: skip
    def put(self, request: Request) -> Response:
        """In the place of those there were. They add up to 1; none at all takes them away."""
        asked = said(SetTargets, request)
        targets = {one.get("instrument") or one["name"]: one["weight"] for one in asked["targets"]}
        about = asked["by"], asked.get("portfolio")
        services.set_targets(owner=request.user, by=about[0], portfolio=about[1], targets=targets)
        return Response(TargetsOut(aims(request.user, *about)).data)


class RebalanceView(APIView):
    @extend_schema(
        operation_id="portfolio_rebalance_propose", tags=["portfolio"], parameters=[WishIn], responses=ProposedOut,
        summary="What would bring me nearer to my targets",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Nothing is recorded. Prices are the last known; fees are not counted."""
        asked = said(WishIn, request, request.query_params.dict())
        wish = Wish(
            asked["by"], asked.get("portfolio"), sales=asked["sales"], cash=asked["cash"],
            choices=Choices(asked["whole_shares"], asked["band"], asked["smallest"]),
            rates=_rates(asked), account=asked.get("account"),
        )  # fmt: skip
        found: Proposed = proposed(request.user, wish, timezone.localdate())
        return Response(ProposedOut(found).data)

    @extend_schema(
        operation_id="portfolio_rebalance_book", tags=["portfolio"], request=BookIn, responses={201: BookedOut},
        summary="Record trades that were done",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """All of them, or none where one is refused."""
        asked = said(BookIn, request)
        batch = services.book_trades(
            owner=request.user, trades=[services.Done(**one) for one in asked["trades"]],
            on=asked.get("on") or timezone.localdate(), rates=_rates(asked),
            paid_in=asked["paid_in"], paid_into=asked.get("paid_into"),
        )  # fmt: skip
        return Response(BookedOut({"batch": batch}).data, status=status.HTTP_201_CREATED)
