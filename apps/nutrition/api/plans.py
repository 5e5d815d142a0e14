"""Meal plans, for programs."""

import re
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.jobs import public as jobs
from project.lib import idempotency
from project.lib.api_input import StrictSerializer
from project.lib.errors import Conflict
from project.lib.idempotency import idempotent
from project.lib.limits.ratelimit import limited

from .. import services
from ..domain.foods.groups import ALLERGENS, DIETS
from ..domain.plans.table import EATER_KCAL, LONGEST_NAME
from ..domain.plans.wishes import (
    BUDGET,
    DAYS,
    FIBRE,
    MEALS,
    MINUTES,
    MOST_TRAINING_KCAL,
    PEOPLE,
    PORTION,
    SEEDS,
    SODIUM,
    TARGETS,
    USES,
    Wishes,
)
from ..models import MealPlan, PlannedMeal
from ..queries import plans as reads
from ..queries import recipes as recipe_reads
from .diary import EntryOut
from .reading import said

PREFER = OpenApiParameter(
    "Prefer", OpenApiTypes.STR, OpenApiParameter.HEADER,
    description="`wait=2`: wait so many seconds, two at most, for the worker, and answer 200 if it is ready by then.",
)  # fmt: skip
_wait = re.compile(r"(?:^|[,;\s])wait\s*=\s*\"?(\d{1,4})\"?", re.IGNORECASE).search


class NotMade(Conflict):
    """The worker's job ended without a plan; the sentence says why."""

    code = "no_plan"


# --- What comes out -----------------------------------------------------------------------------------------


class JobOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    title = serializers.CharField()
    state = serializers.CharField()
    url = serializers.SerializerMethodField(help_text="Ask there how far it is.")

    @extend_schema_field(OpenApiTypes.URI_REF)
    def get_url(self, job: jobs.JobState) -> str:
        return reverse("jobs:api-detail", args=[job.uuid])


class PlannedMealOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    day = serializers.IntegerField(help_text="From 0.")
    slot = serializers.IntegerField(help_text="The place in `slots`, from 0.")
    recipe = serializers.UUIDField(source="recipe.uuid", allow_null=True, default=None)
    title = serializers.CharField()
    portion = serializers.FloatField(help_text="Servings that you eat; others their share of it.")
    locked = serializers.BooleanField()
    leftover_of = serializers.IntegerField(source="leftover_of_id", allow_null=True, help_text="The id of a meal.")
    cooked_on = serializers.DateField(allow_null=True)


class PlannedTotalOut(serializers.Serializer[Any]):
    amount = serializers.FloatField()
    target = serializers.FloatField(allow_null=True)
    is_partial = serializers.BooleanField(help_text="Whether there is more in it than is known.")


class TableShareOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    share = serializers.FloatField(help_text="What they take where you take one.")
    energy_kcal = serializers.FloatField(help_text="What they aim at that day.")


class PlannedDayOut(serializers.Serializer[Any]):
    on = serializers.DateField()
    day = serializers.IntegerField()
    is_training = serializers.BooleanField()
    totals = serializers.DictField(child=PlannedTotalOut(), help_text="For you, by measure.")
    shares = TableShareOut(many=True, help_text="Of those at the table whom you described.")
    meals = PlannedMealOut(many=True)


class PlanRow(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    starts_on = serializers.DateField()
    days = serializers.IntegerField()
    slots = serializers.ListField(child=serializers.CharField())
    people = serializers.IntegerField()
    objective = serializers.FloatField(allow_null=True, help_text="Null once a meal was changed by hand.")
    bound = serializers.FloatField(allow_null=True, help_text="No plan of the recipes it was chosen from has less.")
    left_out = serializers.IntegerField(help_text="Recipes of which something that is needed is not known.")
    conflict = serializers.CharField(help_text="Wishes that could not be kept together; empty where all are kept.")
    broken = serializers.ListField(child=serializers.CharField(), help_text="Wishes that this plan does not keep.")


class PlanOut(PlanRow):
    wishes = serializers.DictField()
    calendar = PlannedDayOut(many=True)
    in_diary = serializers.ListField(child=serializers.IntegerField(), help_text="The ids of meals that were eaten.")


def _plan(plan: MealPlan) -> dict[str, Any]:
    calendar = PlannedDayOut(reads.days_of(plan), many=True).data
    return {
        **PlanRow(plan).data, "wishes": plan.wishes, "calendar": calendar,
        "in_diary": sorted(reads.in_diary(plan.owner_id, plan)),
    }  # fmt: skip


# --- Asking for one -----------------------------------------------------------------------------------------


def _whole(bounds: tuple[int, int], **more: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=bounds[0], max_value=bounds[1], required=False, **more)


def _amount(bounds: tuple[float, float], **more: Any) -> serializers.FloatField:
    return serializers.FloatField(min_value=bounds[0], max_value=bounds[1], required=False, **more)


class OtherIn(StrictSerializer):
    """Somebody else at the table."""

    name = serializers.CharField(max_length=LONGEST_NAME)
    energy_kcal = _amount(EATER_KCAL, allow_null=True, help_text="A day; left out, they eat as much as you.")
    diet = serializers.ChoiceField(choices=[*DIETS], allow_blank=True, required=False)
    free_of = serializers.ListField(child=serializers.ChoiceField(choices=ALLERGENS), required=False, max_length=15)


class WishesIn(StrictSerializer):
    starts_on = serializers.DateField(required=False, help_text="Today, where it is left out.")
    days = _whole(DAYS)
    meals = _whole(MEALS, help_text="A day.")
    people = _whole(PEOPLE, help_text="At the table, you among them.")
    others = serializers.ListField(
        child=OtherIn(), required=False, max_length=PEOPLE[1] - 1,
        help_text="Whom of them you describe; dishes keep everybody's diet and allergens. Others eat as much as you.",
    )  # fmt: skip
    energy_kcal = _amount(TARGETS["energy_kcal"], help_text="A person's aim for a day, as the next three.")
    protein_g = _amount(TARGETS["protein_g"])
    carbohydrate_g = _amount(TARGETS["carbohydrate_g"])
    fat_g = _amount(TARGETS["fat_g"])
    diet = serializers.ChoiceField(
        choices=[*DIETS], allow_blank=True, required=False, help_text="Empty for everything."
    )
    free_of = serializers.ListField(child=serializers.ChoiceField(choices=ALLERGENS), required=False, max_length=15)
    most_minutes = _whole(MINUTES, allow_null=True, help_text="That one recipe may take.")
    most_uses = _whole(USES, help_text="Of one recipe in a week.")
    most_sodium_mg = _amount(SODIUM, allow_null=True)
    least_fibre_g = _amount(FIBRE, allow_null=True)
    budget = _amount(
        BUDGET, allow_null=True,
        help_text="Of the whole plan, for everybody, in your currency; then only recipes that you priced are planned.",
    )  # fmt: skip
    leftovers = serializers.BooleanField(required=False, help_text="Every second dinner is the next day's lunch too.")
    training_days = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=DAYS[1] - 1), required=False, max_length=DAYS[1],
        help_text="Days of the plan, counted from 0.",
    )  # fmt: skip
    training_kcal = _amount((0, MOST_TRAINING_KCAL), help_text="More on those days.")
    seed = _whole(SEEDS, help_text="The same wishes and seed make the same plan.")


def _wishes(person: Any, told: dict[str, Any]) -> Wishes:
    """What is left out is as in the last plan, or as the profile says."""
    usual = reads.first_wishes(person, today=timezone.localdate()).wishes
    targets = {**usual.targets, **{name: told.pop(name) for name in TARGETS if name in told}}
    return Wishes.from_kept({**usual.kept(), **told, "targets": targets})


@limited("meal-plan")
class GenerateMealPlanView(APIView):
    @extend_schema(
        operation_id="actions_generate_meal_plan", tags=["nutrition"], request=WishesIn,
        parameters=[idempotency.PARAMETER, PREFER], responses={200: PlanOut, 202: JobOut}, summary="Plan my meals",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """
        A worker chooses the recipes; the answer is its job, or the plan itself where it was ready in time. Diet and
        allergens are never given up; where wishes cannot be kept together, the nearest plan says which and why.
        """
        begun = self._begin(request)
        return _when_ready(request, begun) if begun.status_code == status.HTTP_202_ACCEPTED else begun

    # Waiting comes after it: the worker hears of the job when this transaction is committed.
    @idempotent
    def _begin(self, request: Request) -> Response:
        told = said(WishesIn, request)
        starts_on = told.pop("starts_on", None) or timezone.localdate()
        job = services.begin_plan(owner=request.user, starts_on=starts_on, wishes=_wishes(request.user, told))
        return _accepted(job)


def _accepted(job: jobs.JobState) -> Response:
    out = JobOut(job).data
    return Response(out, status=status.HTTP_202_ACCEPTED, headers={"Location": out["url"]})


def _when_ready(request: Request, begun: Response) -> Response:
    """The plan, where the client prefers to wait and the worker was quick enough."""
    asked = _wait(request.headers.get("Prefer", ""))
    job = jobs.state_of(user=request.user, job_uuid=UUID(str(begun.data["uuid"]))) if asked else None
    if not asked or job is None:
        return begun
    job = services.wait_for(owner=request.user, job=job, seconds=int(asked[1]))
    if job.state == "failed":
        raise NotMade(job.error)
    if job.state != "done":
        return begun
    plan = reads.plan_at(request.user, job.result_url)
    return Response(_plan(plan), headers={"Location": job.result_url, "Preference-Applied": f"wait={asked[1]}"})


# --- Plans --------------------------------------------------------------------------------------------------


class PlansView(ListAPIView[MealPlan]):
    serializer_class = PlanRow

    def get_queryset(self) -> QuerySet[MealPlan]:
        return reads.plans(self.request.user)

    @extend_schema(operation_id="nutrition_plans_list", tags=["nutrition"], summary="My meal plans")
    def get(self, request: Request) -> Response:
        """Those that begin last first."""
        rows = self.paginate_queryset(self.get_queryset()) or ()
        return self.get_paginated_response(PlanRow(rows, many=True).data)


class PlanView(APIView):
    @extend_schema(
        operation_id="nutrition_plans_read", tags=["nutrition"], responses=PlanOut, summary="One of my meal plans"
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """Day by day, with what each day holds beside its targets."""
        return Response(_plan(reads.plan_for(request.user, uuid)))

    @extend_schema(
        operation_id="nutrition_plans_delete", tags=["nutrition"], responses={204: None}, summary="Delete a meal plan"
    )
    def delete(self, request: Request, uuid: UUID) -> Response:
        """It can be restored for thirty days."""
        services.delete_plan(owner=request.user, plan=reads.plan_for(request.user, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestorePlanView(APIView):
    @extend_schema(
        operation_id="nutrition_plans_restore", tags=["nutrition"], request=None, responses=PlanOut,
        summary="Bring a deleted plan back",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """As it was."""
        services.restore_plan(owner=request.user, plan=reads.plan_for(request.user, uuid, deleted=True))
        return Response(_plan(reads.plan_for(request.user, uuid)))


class ChangeMeal(StrictSerializer):
    day = serializers.IntegerField(required=False, min_value=0, max_value=13)
    slot = serializers.IntegerField(required=False, min_value=0, max_value=5)
    recipe = serializers.UUIDField(required=False)
    portion = serializers.FloatField(required=False, min_value=PORTION[0], max_value=PORTION[1])
    locked = serializers.BooleanField(required=False)
    cooked_on = serializers.DateField(required=False, allow_null=True)


class MealView(APIView):
    @extend_schema(
        operation_id="nutrition_plans_change_meal", tags=["nutrition"], request=ChangeMeal, responses=PlanOut,
        summary="Change a meal",
    )  # fmt: skip
    def patch(self, request: Request, uuid: UUID, meal_id: int) -> Response:
        """Move, replace, lock or mark it as cooked; what is left out stays. A locked meal is unlocked first."""
        meal = _meal(request, uuid, meal_id)
        told = said(ChangeMeal, request, partial=True)
        recipe = recipe_reads.recipe_for(request.user, told.pop("recipe")) if "recipe" in told else None
        services.change_meal(owner=request.user, meal=meal, recipe=recipe, today=timezone.localdate(), **told)
        return Response(_plan(reads.plan_for(request.user, uuid)))


class SwapView(APIView):
    @extend_schema(
        operation_id="nutrition_plans_swap_meal", tags=["nutrition"], request=None,
        parameters=[idempotency.PARAMETER, PREFER], responses={200: PlanOut, 202: JobOut}, summary="Swap a meal",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID, meal_id: int) -> Response:
        """A worker puts the dish there that fits best with all the other meals as they are."""
        begun = self._begin(request, uuid, meal_id)
        return _when_ready(request, begun) if begun.status_code == status.HTTP_202_ACCEPTED else begun

    @idempotent
    def _begin(self, request: Request, uuid: UUID, meal_id: int) -> Response:
        return _accepted(services.begin_swap(owner=request.user, meal=_meal(request, uuid, meal_id)))


# --- Eaten --------------------------------------------------------------------------------------------------


class EatenOut(serializers.Serializer[Any]):
    entries = EntryOut(many=True, help_text="Those that were written down just now.")
    were_there = serializers.IntegerField(help_text="Meals that were in the diary already.")


class LogMealView(APIView):
    @extend_schema(
        operation_id="nutrition_plans_log_meal", tags=["nutrition"], request=None,
        responses={200: EntryOut, 201: EntryOut}, summary="Write a planned meal into my diary",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID, meal_id: int) -> Response:
        """Once, at its day and meal: 200 where it is there already."""
        eaten = services.log_meal(owner=request.user, meal=_meal(request, uuid, meal_id))
        code = status.HTTP_201_CREATED if eaten.is_new else status.HTTP_200_OK
        return Response(EntryOut(eaten.entry).data, status=code)


class LogDayView(APIView):
    @extend_schema(
        operation_id="nutrition_plans_log_day", tags=["nutrition"], request=None, responses=EatenOut,
        summary="Write a day of my plan into my diary",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID, day: int) -> Response:
        """All its meals, counted from day 0; each once."""
        plan = reads.plan_for(request.user, uuid)
        eaten = services.log_planned_day(owner=request.user, plan=plan, day=day)
        new = [each.entry for each in eaten if each.is_new]
        return Response({"entries": EntryOut(new, many=True).data, "were_there": len(eaten) - len(new)})


def _meal(request: Request, uuid: UUID, meal_id: int) -> PlannedMeal:
    return reads.meal_for(request.user, meal_id, plan=uuid)
