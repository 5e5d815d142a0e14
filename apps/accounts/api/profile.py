"""What a person says of themselves, for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.domain.profile import Activity, Allergen, Area, Diet, Goal, Sex, Units
from apps.accounts.services import profiles

from .serializers import ChangePreferences


class ProfileRow(serializers.Serializer):
    name = serializers.CharField()
    locale = serializers.CharField(help_text="How numbers and dates look on pages.")
    time_zone = serializers.CharField()
    base_currency = serializers.CharField()
    units = serializers.ChoiceField([*Units], help_text="In which measures are shown. The API itself speaks metric.")
    born_on = serializers.DateField(allow_null=True)
    sex = serializers.ChoiceField(
        [*Sex], allow_null=True, help_text="For formulas that were measured on women and men."
    )
    height_cm = serializers.DecimalField(max_digits=4, decimal_places=1, allow_null=True)
    activity = serializers.ChoiceField([*Activity], allow_null=True)
    goal = serializers.ChoiceField([*Goal], allow_null=True)
    areas = serializers.SerializerMethodField(help_text="What the person wants to use Steward for.")
    diet = serializers.ChoiceField([*Diet])
    allergens = serializers.SerializerMethodField(help_text="What must not be in their food.")

    def get_areas(self, row: Any) -> list[str]:
        return sorted(row.areas)

    def get_allergens(self, row: Any) -> list[str]:
        return sorted(row.allergens)


class ChangeProfile(ChangePreferences):
    """Those that are given are changed; null leaves out."""

    units = serializers.ChoiceField([*Units], required=False)
    born_on = serializers.DateField(required=False, allow_null=True)
    sex = serializers.ChoiceField([*Sex], required=False, allow_null=True)
    height_cm = serializers.DecimalField(max_digits=4, decimal_places=1, required=False, allow_null=True)
    activity = serializers.ChoiceField([*Activity], required=False, allow_null=True)
    goal = serializers.ChoiceField([*Goal], required=False, allow_null=True)
    areas = serializers.ListField(child=serializers.ChoiceField([*Area]), required=False, max_length=len(Area))
    diet = serializers.ChoiceField([*Diet], required=False)
    allergens = serializers.ListField(
        child=serializers.ChoiceField([*Allergen]), required=False, max_length=len(Allergen)
    )


class ProfileView(APIView):
    @extend_schema(operation_id="profile_read", tags=["profile"], summary="What I said of myself", responses=ProfileRow)
    def get(self, request: Request) -> Response:
        """Null is what was left out. Whoever needs it asks for it, and does not guess."""
        return _row(request.user)

    @extend_schema(
        operation_id="profile_change",
        tags=["profile"],
        summary="Change what I said of myself",
        request=ChangeProfile,
        responses=ProfileRow,
    )
    def patch(self, request: Request) -> Response:
        """What is not given stays."""
        given = ChangeProfile(data=request.data)
        given.is_valid(raise_exception=True)
        person: Any = request.user
        profiles.update_profile(person=person, **given.validated_data)
        return _row(person)


def _row(person: Any) -> Response:
    return Response(ProfileRow(profiles.profile_of(person)).data)
