"""The diary, for programs."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictSerializer, Text
from project.lib.idempotency import idempotent

from .. import services
from ..domain.diary.sums import KEYS, Sum
from ..domain.foods.nutrients import NUTRIENTS
from ..models import DiaryEntry, Food, FoodMeasure, Meal
from ..queries import diary as reads
from ..queries import foods as food_reads
from ..queries import recipes as recipe_reads
from ..services.diary import MOST, MOST_QUANTITY
from .foods import AmountsOut
from .reading import said
from .targets import AgainstOut, DrinkOut, against_out


class SumOut(serializers.Serializer[Any]):
    nutrient = serializers.ChoiceField(choices=KEYS)
    unit = serializers.CharField()
    amount = serializers.FloatField(allow_null=True, help_text="Null is unknown, which is not zero.")
    coverage = serializers.FloatField(help_text="The share of what was eaten, by energy, that tells it.")
    missing = serializers.ListField(
        child=serializers.CharField(), help_text="The entries that tell nothing of it, or not all."
    )


def sums_out(sums: dict[str, Sum]) -> list[dict[str, Any]]:
    return [
        {
            "nutrient": each.key, "unit": each.unit, "amount": sums[each.key].amount,
            "coverage": sums[each.key].coverage, "missing": sums[each.key].missing,
        }
        for each in NUTRIENTS
    ]  # fmt: skip


class EntryOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    on = serializers.DateField()
    meal = serializers.ChoiceField(choices=Meal.choices)
    name = serializers.CharField()
    quantity = serializers.FloatField()
    unit = serializers.CharField(help_text="g, serving, a measure of the food, or nothing for a note by hand.")
    mass_g = serializers.FloatField(allow_null=True, help_text="What all of it weighs, where that is known.")
    food = serializers.UUIDField(allow_null=True, source="food_uuid")
    recipe = serializers.UUIDField(allow_null=True, source="recipe_uuid")
    amounts = serializers.SerializerMethodField(help_text="Of all of it, as it was known when it was written down.")

    @extend_schema_field(AmountsOut)
    def get_amounts(self, entry: DiaryEntry) -> dict[str, Any]:
        return {each.column: getattr(entry, each.column) for each in NUTRIENTS}


class MealOut(serializers.Serializer[Any]):
    meal = serializers.ChoiceField(choices=Meal.choices)
    energy_kcal = serializers.FloatField(allow_null=True)
    entries = EntryOut(many=True)


class DayOut(serializers.Serializer[Any]):
    on = serializers.DateField()
    meals = MealOut(many=True)
    sums = SumOut(many=True)
    targets = AgainstOut(many=True, help_text="Those of the day and of its meals.")
    drinks = DrinkOut(many=True)
    drunk_ml = serializers.IntegerField()


class Asked(serializers.Serializer[Any]):
    on = serializers.DateField(required=False, help_text="Today, unless another day is named.")


class AmountsAtOnce(StrictSerializer):
    """Of all that was eaten. What is left out, or null, is unknown."""

    def get_fields(self) -> dict[str, Any]:
        return {
            each.column: serializers.FloatField(
                allow_null=True, required=False, min_value=0, max_value=MOST[each.unit],
                help_text=f"{each.title}, {each.unit}.",
            )
            for each in NUTRIENTS
        }  # fmt: skip


def by_key(amounts: dict[str, float | None]) -> dict[str, float | None]:
    return {each.key: amounts[each.column] for each in NUTRIENTS if each.column in amounts}


class AddEntry(StrictSerializer):
    """A `food` with a quantity, in grams or one of its measures; a `recipe` with servings; or a `name` and amounts."""

    on = serializers.DateField()
    meal = serializers.ChoiceField(choices=Meal.choices)
    food = serializers.UUIDField(required=False)
    recipe = serializers.UUIDField(required=False)
    name = Text(max_length=250, required=False)
    quantity = serializers.FloatField(
        required=False, max_value=MOST_QUANTITY, help_text="Above 0; servings of a recipe."
    )
    measure = Text(max_length=80, required=False, help_text="One of the food's measures; without it, grams.")
    amounts = AmountsAtOnce(required=False, help_text="Of what is noted by name. Null, or left out, is unknown.")

    def validate(self, entry: dict[str, Any]) -> dict[str, Any]:
        named = [kind for kind in ("food", "recipe", "name") if kind in entry]
        if len(named) != 1:
            raise serializers.ValidationError({"food": ["Name one of food, recipe and name."]})
        wanted = {"food": ("quantity",), "recipe": ("quantity",), "name": ("amounts",)}[named[0]]
        allowed = {*named, *wanted, "on", "meal", *(("measure",) if named == ["food"] else ())}
        faults = {name: ["This is needed."] for name in wanted if name not in entry}
        faults |= {name: [f"This does not go with {named[0]}."] for name in entry if name not in allowed}
        if faults:
            raise serializers.ValidationError(faults)
        return entry


class ChangeEntry(StrictSerializer):
    on = serializers.DateField(required=False)
    meal = serializers.ChoiceField(choices=Meal.choices, required=False)
    quantity = serializers.FloatField(required=False, max_value=MOST_QUANTITY, help_text="Above 0.")
    measure = Text(
        max_length=80, required=False, allow_null=True, help_text="A measure of the food; null counts in grams."
    )
    name = Text(max_length=250, required=False, help_text="Of what was noted by name.")
    amounts = AmountsAtOnce(required=False, help_text="Of what was noted by name.")


class DiaryView(APIView):
    @extend_schema(
        operation_id="nutrition_diary_read", tags=["nutrition"], parameters=[Asked], responses=DayOut, summary="A day"
    )
    def get(self, request: Request) -> Response:
        """Its meals, and what they come to."""
        on = said(Asked, request, request.query_params.dict()).get("on") or timezone.localdate()
        day = reads.day_of(request.user, on)
        meals = [
            {"meal": meal.meal, "energy_kcal": meal.sums["energy"].amount, "entries": meal.entries}
            for meal in day.meals
        ]
        against = [*day.against, *(each for meal in day.meals for each in meal.against)]
        answer = {
            "on": day.on, "meals": meals, "sums": sums_out(day.sums), "drinks": day.drinks, "drunk_ml": day.drunk_ml,
            "targets": [against_out(each) for each in against],
        }  # fmt: skip
        return Response(DayOut(answer).data)


class EntriesView(APIView):
    @extend_schema(
        operation_id="nutrition_diary_entries_create", tags=["nutrition"], request=AddEntry,
        responses={201: EntryOut}, summary="Write something down",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """Its amounts are kept as they are known now."""
        written = _written(request.user, said(AddEntry, request))
        return Response(EntryOut(reads.entry_of(request.user, written.uuid)).data, status=status.HTTP_201_CREATED)


def _written(user: Any, entry: dict[str, Any]) -> DiaryEntry:
    when = {"owner": user, "on": entry["on"], "meal": entry["meal"]}
    if "food" in entry:
        food = food_reads.food_for(user, entry["food"])
        measure = _measure(food, entry["measure"]) if "measure" in entry else None
        return services.log_food(food=food, quantity=entry["quantity"], measure=measure, **when)
    if "recipe" in entry:
        recipe = recipe_reads.recipe_for(user, entry["recipe"])
        return services.log_recipe(recipe=recipe, servings=entry["quantity"], **when)
    return services.quick_add(name=entry["name"], amounts=by_key(entry["amounts"]), **when)


def _measure(food: Food | None, label: str) -> FoodMeasure:
    measures = food.measures.all() if food is not None else ()
    found = next((measure for measure in measures if measure.label == label), None)
    if found is None:
        told = ", ".join(measure.label for measure in measures) or "grams alone"
        raise services.BadEntry("It has no such measure.", fields={"measure": [f"There is {told}."]})
    return found


class EntryView(APIView):
    @extend_schema(
        operation_id="nutrition_diary_entries_read", tags=["nutrition"], responses=EntryOut, summary="One entry"
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """Of your diary."""
        return Response(EntryOut(reads.entry_of(request.user, uuid)).data)

    @extend_schema(
        operation_id="nutrition_diary_entries_change", tags=["nutrition"], request=ChangeEntry, responses=EntryOut,
        summary="Change an entry",
    )  # fmt: skip
    def patch(self, request: Request, uuid: UUID) -> Response:
        """What is left out stays as it is. Another quantity is reckoned from what was written down."""
        entry = reads.entry_of(request.user, uuid)
        change = said(ChangeEntry, request, partial=True)
        if change.get("measure") is not None:
            change["measure"] = _measure(entry.food, change["measure"])
        if "amounts" in change:
            change["amounts"] = by_key(change["amounts"])
        services.change_entry(entry=entry, **change)
        return Response(EntryOut(reads.entry_of(request.user, uuid)).data)

    @extend_schema(
        operation_id="nutrition_diary_entries_delete", tags=["nutrition"], responses={204: None},
        summary="Delete an entry",
    )  # fmt: skip
    def delete(self, request: Request, uuid: UUID) -> Response:
        """It can be restored for thirty days."""
        services.delete_entry(entry=reads.entry_of(request.user, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreView(APIView):
    @extend_schema(
        operation_id="nutrition_diary_entries_restore", tags=["nutrition"], request=None, responses=EntryOut,
        summary="Restore a deleted entry",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """One that is not deleted stays as it is."""
        services.restore_entry(entry=reads.entry_of(request.user, uuid, deleted=True))
        return Response(EntryOut(reads.entry_of(request.user, uuid)).data)


class CopyIn(StrictSerializer):
    from_on = serializers.DateField()
    from_meal = serializers.ChoiceField(
        choices=Meal.choices, required=False, help_text="Only this meal; without it, all of the day."
    )
    on = serializers.DateField(help_text="The day that it is copied to.")
    meal = serializers.ChoiceField(choices=Meal.choices, required=False, help_text="What it becomes, if another meal.")


class CopyOut(serializers.Serializer[Any]):
    copied_in = serializers.UUIDField(help_text="What undoes it.")
    entries = EntryOut(many=True)


class CopiesView(APIView):
    @extend_schema(
        operation_id="nutrition_diary_copy", tags=["nutrition"], request=CopyIn, responses={201: CopyOut},
        summary="Copy a day, or a meal of it",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """The copies hold what was written down."""
        copied_in = services.copy_meals(owner=request.user, **said(CopyIn, request)).copied_in
        answer = CopyOut({"copied_in": copied_in, "entries": reads.copied(request.user, copied_in)})
        return Response(answer.data, status=status.HTTP_201_CREATED)


class UndoCopyView(APIView):
    @extend_schema(
        operation_id="nutrition_diary_copy_undo", tags=["nutrition"], responses={204: None}, summary="Undo a copy"
    )
    def delete(self, request: Request, copied_in: UUID) -> Response:
        """Takes away what it brought."""
        services.undo_copy(owner=request.user, copied_in=copied_in)
        return Response(status=status.HTTP_204_NO_CONTENT)
