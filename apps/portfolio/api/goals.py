"""Goals and where they lead, for programs."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictSerializer
from project.lib.errors import Conflict
from project.lib.idempotency import idempotent

from .. import services
from ..queries import own
from ..queries.goals import goal_lines, line_of, projection_of
from .fields import ExactIn, ExactOut, PortfolioField, said


class NoProjection(Conflict):
    code = "no_projection"


# --- What is read and written -----------------------------------------------------------------------------------------


class GoalOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField(source="goal.uuid")
    name = serializers.CharField(source="goal.name")
    currency = serializers.CharField(source="goal.currency")
    amount = ExactOut(source="goal.amount", allow_null=True)
    yearly_spending = ExactOut(source="goal.yearly_spending", allow_null=True)
    multiple = ExactOut(source="goal.multiple", allow_null=True)
    sum = ExactOut(source="goal.sum", help_text="The amount, or the spending so many times.")
    due_on = serializers.DateField(source="goal.due_on", allow_null=True)
    portfolio = serializers.UUIDField(source="goal.portfolio.uuid", default=None, allow_null=True)
    monthly_saving = ExactOut(source="goal.monthly_saving")
    yearly_return = ExactOut(source="goal.yearly_return")
    volatility = ExactOut(source="goal.volatility")
    value = ExactOut(allow_null=True, help_text="What there is; null where figures are in another currency.")
    progress = ExactOut(allow_null=True, help_text="A part of one.")


class GoalIn(StrictSerializer):
    name = serializers.CharField(max_length=100)
    amount = ExactIn(required=False, allow_null=True)
    yearly_spending = ExactIn(required=False, allow_null=True, help_text="In the place of an amount.")
    multiple = ExactIn(required=False, allow_null=True, help_text="How many times the yearly spending.")
    due_on = serializers.DateField(required=False, allow_null=True, help_text="Left out: whenever it comes.")
    portfolio = PortfolioField(required=False, allow_null=True, help_text="What counts; left out: everything.")
    monthly_saving = ExactIn(required=False)
    yearly_return = ExactIn(required=False, help_text="Above inflation; 0.05 is 5 % a year.")
    volatility = ExactIn(required=False, help_text="0.15 is 15 % a year.")


class ProjectionOut(serializers.Serializer[Any]):
    days = serializers.ListField(child=serializers.DateField(), help_text="Now, each year from now, and the last.")
    steady = serializers.ListField(child=serializers.FloatField(), help_text="At the same return every year.")
    percentiles = serializers.DictField(
        child=serializers.ListField(child=serializers.FloatField()),
        help_text="The 10th, 25th, 50th, 75th and 90th of 1,000 drawn courses, the same ones every time.",
    )
    probability = serializers.FloatField(help_text="Of having reached it by the last day.")
    reached_on = serializers.DateField(allow_null=True, help_text="At the steady return.")
    saving_needed = serializers.FloatField(allow_null=True, help_text="A month, to reach it on its day.")


# --- Views ------------------------------------------------------------------------------------------------------------


class GoalsView(APIView):
    @extend_schema(
        operation_id="portfolio_goals_list", tags=["portfolio"], responses=GoalOut(many=True), summary="My goals"
    )
    def get(self, request: Request) -> Response:
        """How far each is. At most fifty."""
        return Response(GoalOut(goal_lines(request.user), many=True).data)

    @extend_schema(
        operation_id="portfolio_goals_create", tags=["portfolio"], request=GoalIn, responses={201: GoalOut},
        summary="Set a goal",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """A sum, or a year's spending and how many times of it, in your base currency and money of today."""
        goal = services.add_goal(owner=request.user, **said(GoalIn, request))
        return Response(GoalOut(line_of(request.user, goal)).data, status=status.HTTP_201_CREATED)


class GoalView(APIView):
    @extend_schema(operation_id="portfolio_goals_read", tags=["portfolio"], responses=GoalOut, summary="One goal")
    def get(self, request: Request, uuid: UUID) -> Response:
        """And how far it is."""
        return Response(GoalOut(line_of(request.user, own.goal_of(request.user, uuid))).data)

    @extend_schema(
        operation_id="portfolio_goals_change", tags=["portfolio"], request=GoalIn, responses=GoalOut,
        summary="Change a goal",
    )  # fmt: skip
    def patch(self, request: Request, uuid: UUID) -> Response:
        """It is in your base currency of now afterwards."""
        goal = own.goal_of(request.user, uuid)
        changed = services.change_goal(goal=goal, **said(GoalIn, request, partial=True))
        return Response(GoalOut(line_of(request.user, changed)).data)

    @extend_schema(
        operation_id="portfolio_goals_delete", tags=["portfolio"], responses={204: None}, summary="Delete a goal"
    )
    def delete(self, request: Request, uuid: UUID) -> Response:
        """Only the goal goes."""
        services.delete_goal(goal=own.goal_of(request.user, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ProjectionView(APIView):
    @extend_schema(
        operation_id="portfolio_goals_projection", tags=["portfolio"], responses=ProjectionOut,
        summary="Where a goal leads",
    )  # fmt: skip
    def get(self, request: Request, uuid: UUID) -> Response:
        """At a steady return, and over drawn courses (Monte Carlo)."""
        line = line_of(request.user, own.goal_of(request.user, uuid))
        found = projection_of(request.user, line, timezone.localdate())
        if found is None:
            raise NoProjection("There are no figures in its currency to begin with, or its day has come.")
        return Response(ProjectionOut(found).data)
