"""Links that show others a portfolio, and what they show, for programs."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.decorators import method_decorator
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictSerializer
from project.lib.limits.ratelimit import limited

from .. import services
from ..models import Share
from ..queries import own
from ..queries.shared import shown
from .fields import ExactOut, said

SINCE_BEGINNING = "all"

# --- What is read and written -----------------------------------------------------------------------------------------


class ShareOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    name = serializers.CharField(help_text="For you alone.")
    scope = serializers.ChoiceField(choices=Share.Scope.choices)
    shows_name = serializers.BooleanField()
    made_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    revoked_at = serializers.DateTimeField(allow_null=True)
    opened_at = serializers.DateTimeField(allow_null=True, help_text="The last time, within an hour.")


class NewShareOut(ShareOut):
    token = serializers.CharField(help_text="Shown this once: `shared/{token}` is what it opens.")


class ShareIn(StrictSerializer):
    name = serializers.CharField(max_length=100)
    scope = serializers.ChoiceField(choices=Share.Scope.choices, required=False)
    shows_name = serializers.BooleanField(required=False, help_text="Whether it says your name.")
    expires_at = serializers.DateTimeField(help_text="Within a year.")


class SharedPartOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    kind = serializers.CharField(source="detail", help_text="Empty where it is no holding.")
    weight = ExactOut(allow_null=True)


class SharedReturnOut(serializers.Serializer[Any]):
    first = serializers.DateField()
    last = serializers.DateField()
    twr = serializers.FloatField(allow_null=True, help_text="Time-weighted, daily linked.")
    volatility = serializers.FloatField(allow_null=True)
    drawdown = serializers.FloatField(allow_null=True)


class SharedOut(serializers.Serializer[Any]):
    """Percentages alone."""

    owner = serializers.CharField(allow_blank=True, help_text="Empty where it is not said.")
    as_of = serializers.DateField(allow_null=True)
    holdings = SharedPartOut(many=True)
    returns = SharedReturnOut(many=True)
    days = serializers.ListField(child=serializers.DateField())
    index = serializers.ListField(
        child=serializers.FloatField(), help_text="What one unit of money became by these days."
    )


class SharedPartWithAmountOut(SharedPartOut):
    value = ExactOut(allow_null=True)


class SharedWithAmountsOut(SharedOut):
    currency = serializers.CharField()
    value = ExactOut(allow_null=True)
    holdings = SharedPartWithAmountOut(many=True)


# --- Views ------------------------------------------------------------------------------------------------------------


class SharesView(APIView):
    @extend_schema(
        operation_id="portfolio_shares_list", tags=["portfolio"], responses=ShareOut(many=True), summary="My links"
    )
    def get(self, request: Request) -> Response:
        """The latest first, also those that are over; never their tokens."""
        return Response(ShareOut(own.shares(request.user), many=True).data)

    @extend_schema(
        operation_id="portfolio_shares_create", tags=["portfolio"], request=ShareIn, responses={201: NewShareOut},
        summary="Make a link that shows my portfolio",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """The answer shows the token, this once. It takes no Idempotency-Key: kept answers would keep the token."""
        share, token = services.make_share(owner=request.user, **said(ShareIn, request))
        return Response(NewShareOut({**ShareOut(share).data, "token": token}).data, status=status.HTTP_201_CREATED)


class ShareView(APIView):
    @extend_schema(
        operation_id="portfolio_shares_revoke", tags=["portfolio"], request=None, responses={204: None},
        summary="Revoke a link",
    )  # fmt: skip
    def delete(self, request: Request, uuid: UUID) -> Response:
        """From the next request on it shows nothing. Safe to repeat."""
        services.revoke_share(owner=request.user, uuid=uuid)
        return Response(status=status.HTTP_204_NO_CONTENT)


@method_decorator(limited("shared"), name="dispatch")
class SharedView(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="portfolio_shared", tags=["portfolio"], responses=SharedWithAmountsOut, auth=[],
        summary="What a link shows",
    )  # fmt: skip
    def get(self, request: Request, token: str) -> Response:
        """For whoever has it. `currency` and `value` are there only where the link shows amounts."""
        share = services.open_share(token=token)
        days = {SINCE_BEGINNING: [None, timezone.localdate()]}
        found = shown(share, days, days[SINCE_BEGINNING])
        shape = SharedWithAmountsOut if share.shows_amounts else SharedOut
        headers = {"Cache-Control": "no-store, private", "X-Robots-Tag": "noindex, nofollow, noarchive"}
        return Response(shape(found).data, headers=headers)
