"""Feature flags to turn, and figures of use to read."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from project.lib.flags import declared

from .models import DailyUse, FeatureFlag
from .services import flags


class FlagForm(forms.ModelForm):
    """Offers only what code asks for, so that a flag that does nothing cannot be made."""

    class Meta:
        model = FeatureFlag
        fields = ["name", "on", "percentage", "staff_only", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "name" in self.fields:
            self.fields["name"] = forms.ChoiceField(
                choices=[(name, f"{name}: {purpose}") for name, purpose in sorted(declared.items())]
            )


@admin.register(FeatureFlag)
class FeatureFlagAdmin(admin.ModelAdmin):
    form = FlagForm
    list_display = ["name", "on", "percentage", "staff_only", "note", "updated_at"]
    ordering = ["name"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["name"] if obj else []

    def save_model(self, request: HttpRequest, obj: FeatureFlag, form: Any, change: bool) -> None:
        saved = flags.set_flag(
            name=obj.name, on=obj.on, percentage=obj.percentage, staff_only=obj.staff_only, note=obj.note
        )
        obj.pk = saved.pk


@admin.register(DailyUse)
class DailyUseAdmin(admin.ModelAdmin):
    list_display = ["day", "route", "uses", "people"]
    list_filter = ["day"]
    ordering = ["-day", "-uses"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
