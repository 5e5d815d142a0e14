"""Portfolios, the accounts that a person looks at together, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictSerializer
from project.lib.idempotency import idempotent

from .. import services
from ..models import Portfolio
from ..queries import own
from .fields import AccountField, said


class PortfolioRow(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    name = serializers.CharField()
    accounts = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_accounts(self, portfolio: Portfolio) -> list[UUID]:
        return [account.uuid for account in portfolio.accounts_by_name]


class PortfolioIn(StrictSerializer):
    name = serializers.CharField(max_length=100)
    accounts = serializers.ListField(
        child=AccountField(), required=False, max_length=500, help_text="All that are in it from now on."
    )


class PortfoliosView(ListAPIView):
    serializer_class = PortfolioRow

    def get_queryset(self) -> QuerySet[Portfolio]:
        return own.portfolios(self.request.user).prefetch_related("accounts")

    @extend_schema(operation_id="portfolio_portfolios_list", tags=["portfolio"], summary="My portfolios")
    def get(self, request: Request) -> Response:
        """By name, each with its accounts."""
        return self.list(request)

    @extend_schema(
        operation_id="portfolio_portfolios_create", tags=["portfolio"], request=PortfolioIn,
        responses={201: PortfolioRow}, summary="Put accounts together",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """Under a name that no other portfolio of yours has. An account may be in several."""
        portfolio = services.open_portfolio(owner=request.user, **said(PortfolioIn, request))
        return Response(PortfolioRow(portfolio).data, status=status.HTTP_201_CREATED)


class PortfolioView(APIView):
    @extend_schema(
        operation_id="portfolio_portfolios_read", tags=["portfolio"], responses=PortfolioRow, summary="One portfolio"
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """Its name and its accounts; `performance?of=portfolio:UUID` says what it earned."""
        return Response(PortfolioRow(own.portfolio_of(request.user, uuid)).data)

    @extend_schema(
        operation_id="portfolio_portfolios_change", tags=["portfolio"], request=PortfolioIn, responses=PortfolioRow,
        summary="Change a portfolio",
    )  # fmt: skip
    def patch(self, request: Request, uuid: UUID) -> Response:
        """Its name, its accounts, or both."""
        portfolio = own.portfolio_of(request.user, uuid)
        changes = said(PortfolioIn, request, partial=True)
        return Response(PortfolioRow(services.change_portfolio(portfolio=portfolio, **changes)).data)

    @extend_schema(
        operation_id="portfolio_portfolios_delete", tags=["portfolio"], responses={204: None},
        summary="Delete a portfolio",
    )  # fmt: skip
    def delete(self, request: Request, uuid: UUID) -> Response:
        """Its targets go with it; the accounts and their activities stay."""
        services.delete_portfolio(portfolio=own.portfolio_of(request.user, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)
