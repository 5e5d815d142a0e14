"""What requests say: the uuid of an account or instrument becomes the thing, if it is the person's."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from project.lib.errors import NotThere

from ..models.fields import MOST_DIGITS, PLACES
from ..queries import own


class _Named(serializers.UUIDField):
    find: Callable[[Any, UUID], Any]

    def to_internal_value(self, data: Any) -> Any:
        try:
            return type(self).find(self.context["request"].user, super().to_internal_value(data))
        except NotThere as no:
            raise serializers.ValidationError(no.detail) from None


class AccountField(_Named):
    find = staticmethod(own.account_of)


class InstrumentField(_Named):
    find = staticmethod(own.instrument_for)


class PortfolioField(_Named):
    find = staticmethod(own.portfolio_of)


class ActivityField(_Named):
    find = staticmethod(own.activity_of)


class ExactIn(serializers.DecimalField):
    """As exact as it can be kept."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=MOST_DIGITS, decimal_places=PLACES, **kwargs)

    def quantize(self, value: Decimal) -> Decimal:
        """3.50 stays 3.50, and is not filled up with zeros."""
        return value


class ExactOut(serializers.DecimalField):
    """Digit by digit as it is, in a string: a float would lose some."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=None, decimal_places=None, **kwargs)


def said(kind: type[BaseSerializer[Any]], request: Request, data: Any = None, *, partial: bool = False) -> Any:
    """What a request says, as a serializer reads it; refused where it says anything else."""
    command = kind(data=request.data if data is None else data, context={"request": request}, partial=partial)
    command.is_valid(raise_exception=True)
    return command.validated_data
