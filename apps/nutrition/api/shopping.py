"""Shopping lists, for programs: one's own and those that somebody shares."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictSerializer, Text
from project.lib.idempotency import idempotent
from project.lib.limits.ratelimit import limited

from .. import services
from ..domain.plans.aisles import AISLES
from ..models import ShoppingList
from ..queries import plans as plan_reads
from ..queries import recipes as recipe_reads
from ..queries import shopping as reads
from .reading import said


class AmountOut(serializers.Serializer[Any]):
    number = serializers.FloatField()
    unit = serializers.CharField(help_text="Empty for pieces.")


class ItemOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    amounts = serializers.SerializerMethodField(help_text="What could not be added to one amount stands beside it.")
    grams = serializers.FloatField(allow_null=True, help_text="Of all of it, where that is known.")
    food = serializers.UUIDField(source="food.uuid", allow_null=True, default=None)
    aisle = serializers.ChoiceField(choices=[*AISLES])
    is_own = serializers.BooleanField(help_text="Written by hand.")
    ticked_at = serializers.DateTimeField(allow_null=True)
    is_put_away = serializers.SerializerMethodField()

    @extend_schema_field(AmountOut(many=True))
    def get_amounts(self, item: Any) -> list[dict[str, Any]]:
        return [{"number": number, "unit": unit} for number, unit in item.amounts]

    def get_is_put_away(self, item: Any) -> bool:
        return item.lot_id is not None


class ListRow(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    title = serializers.CharField()
    owner = serializers.CharField(source="owner.name")
    created_at = serializers.DateTimeField()
    things = serializers.IntegerField()
    ticked = serializers.IntegerField()


class GrantOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    email = serializers.EmailField()
    may_edit = serializers.BooleanField()


class ListOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    title = serializers.CharField()
    owner = serializers.CharField(source="owner.name")
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField(help_text="Counts every change.")
    in_pantry = serializers.IntegerField(help_text="Things that were left out, as they are at home.")
    items = ItemOut(many=True)


class SeenOut(ListOut):
    is_owner = serializers.BooleanField()
    may_edit = serializers.BooleanField()
    grants = GrantOut(many=True, help_text="Told to the owner alone.")


def _seen(seen: reads.Seen) -> dict[str, Any]:
    grants = seen.list.grants.all() if seen.is_owner else []
    return {
        **ListOut(seen.list).data, "is_owner": seen.is_owner, "may_edit": seen.may_edit,
        "grants": GrantOut(grants, many=True).data,
    }  # fmt: skip


class Cooked(StrictSerializer):
    recipe = serializers.UUIDField()
    servings = serializers.IntegerField(min_value=1, max_value=100)


class BeginList(StrictSerializer):
    title = Text(max_length=100)
    plan = serializers.UUIDField(required=False, help_text="Of a meal plan: what is not cooked yet.")
    recipes = serializers.ListField(child=Cooked(), required=False, max_length=50)


class ChangeList(StrictSerializer):
    title = Text(max_length=100)


class ShoppingListsView(ListAPIView[ShoppingList]):
    serializer_class = ListRow

    def get_queryset(self) -> QuerySet[ShoppingList]:
        return reads.lists(self.request.user)

    @extend_schema(operation_id="nutrition_shopping_list", tags=["nutrition"], summary="My shopping lists")
    def get(self, request: Request) -> Response:
        """Your own, and those that somebody shares with you, the newest first."""
        rows = self.paginate_queryset(self.get_queryset()) or ()
        return self.get_paginated_response(ListRow(rows, many=True).data)

    @extend_schema(
        operation_id="nutrition_shopping_create", tags=["nutrition"], request=BeginList, responses={201: SeenOut},
        summary="Begin a shopping list",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """What a plan and recipes need that is not in your pantry, amounts of a food added up; or an empty list."""
        told = said(BeginList, request)
        plan = plan_reads.plan_for(request.user, told["plan"]) if "plan" in told else None
        recipes = [
            (recipe_reads.recipe_for(request.user, each["recipe"]), each["servings"])
            for each in told.get("recipes", [])
        ]
        begun = services.begin_list(owner=request.user, title=told["title"], plan=plan, recipes=recipes)
        return Response(_seen(reads.list_for(request.user, begun.uuid)), status=status.HTTP_201_CREATED)


class ShoppingListView(APIView):
    @extend_schema(
        operation_id="nutrition_shopping_read", tags=["nutrition"], responses=SeenOut, summary="A shopping list"
    )
    @limited("poll")
    def get(self, request: Request, uuid: UUID) -> Response:
        """Ask again with If-None-Match to learn cheaply whether somebody changed it."""
        return Response(_seen(reads.list_for(request.user, uuid)))

    @extend_schema(
        operation_id="nutrition_shopping_change", tags=["nutrition"], request=ChangeList, responses=SeenOut,
        summary="Rename a shopping list",
    )  # fmt: skip
    def patch(self, request: Request, uuid: UUID) -> Response:
        """Its owner may."""
        seen = reads.list_for(request.user, uuid, own=True)
        services.rename_list(owner=request.user, shopping=seen.list, **said(ChangeList, request))
        return Response(_seen(reads.list_for(request.user, uuid)))

    @extend_schema(
        operation_id="nutrition_shopping_delete", tags=["nutrition"], responses={204: None},
        summary="Delete a shopping list",
    )  # fmt: skip
    def delete(self, request: Request, uuid: UUID) -> Response:
        """Its owner may, and can restore it for thirty days."""
        services.delete_list(owner=request.user, shopping=reads.list_for(request.user, uuid, own=True).list)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreListView(APIView):
    @extend_schema(
        operation_id="nutrition_shopping_restore", tags=["nutrition"], request=None, responses=SeenOut,
        summary="Bring a deleted shopping list back",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """As it was."""
        seen = reads.list_for(request.user, uuid, own=True, deleted=True)
        services.restore_list(owner=request.user, shopping=seen.list)
        return Response(_seen(reads.list_for(request.user, uuid)))


# --- Lines --------------------------------------------------------------------------------------------------


class AddLine(StrictSerializer):
    text = Text(max_length=200, help_text="As you would write it: 2 cans tomatoes.")


class ChangeItem(StrictSerializer):
    ticked = serializers.BooleanField()


class ItemsView(APIView):
    @extend_schema(
        operation_id="nutrition_shopping_add", tags=["nutrition"], request=AddLine, responses={201: ItemOut},
        summary="Add a line",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """In the aisle of the food that its words mean."""
        seen = reads.list_for(request.user, uuid, to_edit=True)
        item = services.add_line(shopping=seen.list, **said(AddLine, request))
        return Response(ItemOut(item).data, status=status.HTTP_201_CREATED)


class ItemView(APIView):
    @extend_schema(
        operation_id="nutrition_shopping_tick", tags=["nutrition"], request=ChangeItem, responses=ItemOut,
        summary="Tick a line",
    )  # fmt: skip
    def patch(self, request: Request, uuid: UUID, item_id: int) -> Response:
        """Or take the tick back."""
        seen = reads.list_for(request.user, uuid, to_edit=True)
        item = services.tick(shopping=seen.list, item_id=item_id, **said(ChangeItem, request))
        return Response(ItemOut(item).data)

    @extend_schema(
        operation_id="nutrition_shopping_drop", tags=["nutrition"], responses={204: None}, summary="Drop a line"
    )
    def delete(self, request: Request, uuid: UUID, item_id: int) -> Response:
        """It is not bought."""
        services.drop_line(shopping=reads.list_for(request.user, uuid, to_edit=True).list, item_id=item_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PutAwayOut(serializers.Serializer[Any]):
    things = serializers.IntegerField()


class PutAwayView(APIView):
    @extend_schema(
        operation_id="nutrition_shopping_put_away", tags=["nutrition"], request=None, responses=PutAwayOut,
        summary="Put what is ticked into the pantry",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """Each thing once, into the pantry of the list's owner."""
        seen = reads.list_for(request.user, uuid, to_edit=True)
        return Response({"things": services.put_away(shopping=seen.list)})


# --- Sharing ------------------------------------------------------------------------------------------------


class GrantIn(StrictSerializer):
    email = serializers.EmailField(max_length=254)
    may_edit = serializers.BooleanField(required=False, default=True)


class GrantsView(APIView):
    @extend_schema(
        operation_id="nutrition_shopping_grant", tags=["nutrition"], request=GrantIn, responses={201: GrantOut},
        summary="Share a shopping list",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """With whoever signs in with that address; whether anybody does is not told."""
        seen = reads.list_for(request.user, uuid, own=True)
        made = services.grant(owner=request.user, shopping=seen.list, **said(GrantIn, request))
        return Response(GrantOut(made).data, status=status.HTTP_201_CREATED)


class GrantView(APIView):
    @extend_schema(
        operation_id="nutrition_shopping_revoke", tags=["nutrition"], responses={204: None},
        summary="Share it no more",
    )  # fmt: skip
    def delete(self, request: Request, uuid: UUID, grant_id: int) -> Response:
        """With this person."""
        services.revoke(shopping=reads.list_for(request.user, uuid, own=True).list, grant_id=grant_id)
        return Response(status=status.HTTP_204_NO_CONTENT)
