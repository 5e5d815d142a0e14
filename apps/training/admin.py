"""The library, which staff look after: published workouts and exercises. Nobody's own things are here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .models import Exercise, Workout, WorkoutExercise
from .services import tell_needs


class _OfLibrary(admin.ModelAdmin):
    show_full_result_count = False
    list_filter = ["level"]
    search_fields = ["name"]
    ordering = ["id"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(owner=None)


@admin.register(Exercise)
class ExerciseAdmin(_OfLibrary):
    fields = [
        "slug", "name", "kind", "level", "measure", "equipment", "muscles", "also_muscles", "met", "met_code",
        "instructions", "source",
    ]  # fmt: skip
    list_display = ["name", "kind", "level", "measure", "met", "source"]
    list_filter = ["kind", "level", "source"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People have trained it."""
        return False


class LineInline(admin.TabularInline):
    model = WorkoutExercise
    fields = ["position", "exercise", "sets", "reps_low", "reps_high", "seconds", "metres", "rest_seconds"]
    autocomplete_fields = ["exercise"]
    extra = 0


@admin.register(Workout)
class WorkoutAdmin(_OfLibrary):
    """What a workout needs and trains follows from its exercises. Taking one out leaves what people trained with it."""

    fields = ["slug", "name", "about", "goal", "level", "minutes", "equipment", "muscles"]
    readonly_fields = ["equipment", "muscles"]
    inlines = [LineInline]
    list_display = ["name", "goal", "level", "minutes"]
    list_filter = ["goal", "level"]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        tell_needs(form.instance)
