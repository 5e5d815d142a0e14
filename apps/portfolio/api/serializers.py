"""What the ledger's API reads and writes."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from project.lib.api_input import StrictSerializer

from ..models import Account, Activity, Instrument
from ..queries import own
from .fields import AccountField, ActivityField, ExactIn, ExactOut, InstrumentField

# --- Accounts ---------------------------------------------------------------------------------------------------------


class AccountRow(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Account.Kind.choices)
    currency = serializers.CharField()
    lot_method = serializers.ChoiceField(choices=Account.LotMethod.choices, help_text="Which shares a sale takes.")
    closed_on = serializers.DateField(allow_null=True)


class CashRow(serializers.Serializer[Any]):
    amount = ExactOut()
    currency = serializers.CharField()


class AccountLineRow(serializers.Serializer[Any]):
    account = AccountRow()
    worth = CashRow(allow_null=True, help_text="In your base currency; null before the first figures are made.")
    cash = CashRow(many=True)


class ChangeAccount(StrictSerializer):
    name = serializers.CharField(max_length=100)
    kind = serializers.ChoiceField(choices=Account.Kind.choices, required=False)
    lot_method = serializers.ChoiceField(choices=Account.LotMethod.choices, required=False)


class OpenAccount(ChangeAccount):
    currency = serializers.CharField(max_length=3)


class CloseAccount(StrictSerializer):
    on = serializers.DateField()


# --- Instruments and prices -------------------------------------------------------------------------------------------


class InstrumentRow(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    symbol = serializers.CharField()
    isin = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Instrument.Kind.choices)
    currency = serializers.CharField()
    sector = serializers.CharField()
    region = serializers.CharField()
    is_private = serializers.SerializerMethodField(help_text="Whether it is your own, not of the catalogue.")

    def get_is_private(self, instrument: Instrument) -> bool:
        return instrument.owner_id is not None


class ChangeInstrument(StrictSerializer):
    symbol = serializers.CharField(max_length=32)
    name = serializers.CharField(max_length=150)
    kind = serializers.ChoiceField(choices=Instrument.Kind.choices, required=False)
    isin = serializers.CharField(max_length=12, required=False, allow_blank=True)
    sector = serializers.CharField(max_length=60, required=False, allow_blank=True)
    region = serializers.CharField(max_length=60, required=False, allow_blank=True)


class AddInstrument(ChangeInstrument):
    currency = serializers.CharField(max_length=3)


class Search(serializers.Serializer[Any]):
    q = serializers.CharField(max_length=150, help_text="Part of a symbol or name, or an ISIN.")


class LabelsOf(StrictSerializer):
    names = serializers.ListField(child=serializers.CharField(max_length=50), max_length=50)


class PriceRow(serializers.Serializer[Any]):
    on = serializers.DateField()
    close = ExactOut()
    source = serializers.CharField()  # type: ignore[assignment]


class SetPrice(StrictSerializer):
    on = serializers.DateField()
    close = ExactIn()


# --- Activities -------------------------------------------------------------------------------------------------------

KINDS = Activity.Kind.choices


class LotRow(serializers.Serializer[Any]):
    activity = serializers.UUIDField(help_text="What brought the lot.")
    quantity = ExactOut()


class ActivityRow(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    account = serializers.UUIDField(source="account.uuid")
    kind = serializers.ChoiceField(choices=KINDS)
    on = serializers.DateField()
    at = serializers.TimeField(allow_null=True)
    order = serializers.IntegerField(help_text="Within the day.")
    to_account = serializers.UUIDField(source="to_account.uuid", default=None, allow_null=True)
    instrument = serializers.UUIDField(source="instrument.uuid", default=None, allow_null=True)
    symbol = serializers.CharField(source="instrument.symbol", default="")
    into = serializers.UUIDField(source="into.uuid", default=None, allow_null=True)
    quantity = ExactOut()
    price = ExactOut(allow_null=True)
    amount = ExactOut()
    fee = ExactOut()
    tax = ExactOut()
    currency = serializers.CharField()
    settled_in = serializers.CharField()
    rate = ExactOut(allow_null=True)
    ratio_new = serializers.IntegerField(allow_null=True)
    ratio_old = serializers.IntegerField(allow_null=True)
    share = ExactOut(allow_null=True)
    cost = ExactOut(allow_null=True)
    acquired_on = serializers.DateField(allow_null=True)
    lots = serializers.SerializerMethodField(help_text="Those that it took, where the account chooses them; else null.")
    note = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    source = serializers.CharField(help_text="The import it came from; empty: typed in.")  # type: ignore[assignment]
    updated_at = serializers.DateTimeField()

    @extend_schema_field(LotRow(many=True, allow_null=True))
    def get_lots(self, activity: Activity) -> Any:
        if activity.lots is None:
            return None
        known = self.context["lots"] if "lots" in self.context else own.lots_chosen_by([activity])
        taken = [{"activity": known[lot], "quantity": Decimal(part)} for lot, part in activity.lots if lot in known]
        return LotRow(taken, many=True).data


class Written(serializers.Serializer[Any]):
    """An activity as it stands now, and what takes back how it came to stand so."""

    activity = ActivityRow()
    batch = serializers.UUIDField(help_text="For `changes/{batch}/undo`.")


class Deleted(serializers.Serializer[Any]):
    batch = serializers.UUIDField(help_text="For `changes/{batch}/undo`.")


class Undone(serializers.Serializer[Any]):
    count = serializers.IntegerField(help_text="How many activities are as they were.")


class LotTaken(StrictSerializer):
    activity = ActivityField(help_text="What brought the lot, such as a purchase.")
    quantity = ExactIn()


class RecordActivity(StrictSerializer):
    account = AccountField()
    kind = serializers.ChoiceField(choices=KINDS)
    on = serializers.DateField()
    at = serializers.TimeField(required=False, allow_null=True)
    order = serializers.IntegerField(required=False, min_value=-(10**9), max_value=10**9)
    to_account = AccountField(required=False, allow_null=True)
    instrument = InstrumentField(required=False, allow_null=True)
    into = InstrumentField(required=False, allow_null=True)
    quantity = ExactIn(required=False)
    price = ExactIn(required=False, allow_null=True)
    amount = ExactIn(required=False)
    fee = ExactIn(required=False)
    tax = ExactIn(required=False)
    currency = serializers.CharField(required=False, allow_blank=True, max_length=3)
    settled_in = serializers.CharField(required=False, allow_blank=True, max_length=3)
    rate = ExactIn(required=False, allow_null=True)
    ratio_new = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=10**9)
    ratio_old = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=10**9)
    share = ExactIn(required=False, allow_null=True)
    cost = ExactIn(required=False, allow_null=True)
    acquired_on = serializers.DateField(required=False, allow_null=True)
    lots = LotTaken(
        many=True, required=False, allow_null=True, help_text="Which it takes, where the account chooses at each sale."
    )
    note = serializers.CharField(required=False, allow_blank=True, max_length=500)
    tags = serializers.ListField(child=serializers.CharField(max_length=50), required=False, max_length=50)

    def validate_lots(self, lots: list[dict[str, Any]] | None) -> list[list[Any]] | None:
        return None if lots is None else [[lot["activity"].pk, f"{lot['quantity']:f}"] for lot in lots]


class ActivityFilter(serializers.Serializer[Any]):
    account = AccountField(required=False)
    kind = serializers.ChoiceField(choices=KINDS, required=False)
    instrument = InstrumentField(required=False)
    tag = serializers.CharField(required=False, max_length=50)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)
    words = serializers.CharField(required=False, max_length=100)
