"""
The catalogue, which staff look after: foods, recipes, and what people say is wrong with these.

Nobody's own things are here, and of a report no name: what was said counts, whoever said it.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.postgres.forms import SimpleArrayField
from django.db.models import QuerySet
from django.http import HttpRequest

from project.lib import photos
from project.lib.admin_lists import FirstRows
from project.lib.errors import DomainError

from . import services
from .domain.foods.groups import GROUPS
from .domain.foods.nutrients import COLUMNS
from .models import MEALS, Food, FoodMeasure, Recipe, RecipeReport
from .services import moderation


class _OfCatalogue(admin.ModelAdmin):
    """Searched as people search, by an index; of the hundreds of thousands of rows none is counted."""

    show_full_result_count = False
    paginator = FirstRows
    # Django shows the field for one that has this; `get_search_results` does the rest.
    search_fields = ["stems"]
    ordering = ["-id"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(owner=None)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        return (queryset.with_words(search_term) if search_term.strip() else queryset), False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People planned, cooked and ate it."""
        return False


# --- Foods --------------------------------------------------------------------------------------------------


class FoodForm(forms.ModelForm):
    group = forms.ChoiceField(
        choices=[(key, group.title) for key, group in GROUPS.items()],
        help_text="What it is made of says which allergens are in it, and which recipes are free of them.",
    )


class MeasureInline(admin.TabularInline):
    model = FoodMeasure
    fields = ["label", "unit", "grams", "counts"]
    extra = 0


@admin.register(Food)
class FoodAdmin(_OfCatalogue):
    """
    Recipes that are made of what was changed are reckoned anew behind the pages.

    The next import says again what its table says.
    """

    form = FoodForm
    fields = ["name", "brand", "category", "group", "barcode", "source", "source_id", "source_version", *COLUMNS]
    readonly_fields = ["source", "source_id", "source_version"]
    inlines = [MeasureInline]
    list_display = ["name", "brand", "group", "source", "popularity"]
    list_filter = ["source"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Foods come from tables."""
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            services.begin_reckoning_anew(food=form.instance)


# --- Recipes ------------------------------------------------------------------------------------------------


def _lines(length: int, **more: Any) -> SimpleArrayField:
    line = forms.CharField(max_length=length, required=False)
    return SimpleArrayField(line, delimiter="\n", widget=AdminTextareaWidget(attrs={"rows": 12}), **more)


class RecipeAdminForm(forms.ModelForm):
    meals = forms.MultipleChoiceField(
        choices=[(meal, meal.capitalize()) for meal in MEALS], required=False, widget=forms.CheckboxSelectMultiple
    )
    ingredients = _lines(250, help_text="Each on a line of its own; a line that ends in a colon is a heading.")
    source_url = forms.URLField(max_length=500, required=False, assume_scheme="https")
    steps = _lines(2000, required=False, help_text="Each on a line of its own.")
    photo = photos.PhotoField(required=False, help_text=f"{photos.ABOUT} In place of the one before.")
    no_photo = forms.BooleanField(required=False, label="Remove the photo")

    class Meta:
        model = Recipe
        fields = [
            "title", "description", "cuisine", "meals", "tags", "servings", "minutes_prep", "minutes_cook",
            "source_name", "source_url",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            lines = self.instance.ingredients.order_by("place").values_list("text", flat=True)
            self.initial.update(ingredients=[*lines], steps=self.instance.steps)

    def clean_photo(self) -> Any:
        """Looked at before anything is written."""
        photo = self.cleaned_data["photo"]
        if photo:
            try:
                photos.taken(photo)
            except DomainError as no:
                raise forms.ValidationError(no.detail) from None
            photo.seek(0)
        return photo

    def particulars(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in (*RecipeAdminForm.Meta.fields, "ingredients", "steps")}
        return said | {"steps": [step for step in said["steps"] if step]}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(said["ingredients"]):
            self.add_error("ingredients", "Write at least one ingredient.")
        return said


@admin.register(Recipe)
class RecipeAdmin(_OfCatalogue):
    form = RecipeAdminForm
    fields = [
        *RecipeAdminForm.Meta.fields, "ingredients", "steps", "photo", "no_photo", "hidden_at", "contains", "free_of",
        "suits", "unresolved", "unweighed", "popularity",
    ]  # fmt: skip
    readonly_fields = ["hidden_at", "contains", "free_of", "suits", "unresolved", "unweighed", "popularity"]
    list_display = ["title", "cuisine", "source_name", "popularity", "hidden_at"]
    list_filter = [("hidden_at", admin.EmptyFieldListFilter)]
    actions = ["hide", "show"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """What a serving holds follows from the ingredients, so a service writes it."""
        recipe = Recipe.objects.get(pk=obj.pk) if change else None
        if recipe is None:
            recipe = services.add_recipe(owner=None, **form.particulars())
        else:
            services.change_recipe(owner=None, recipe=recipe, **form.particulars())
        if form.cleaned_data["photo"]:
            services.set_recipe_photo(owner=None, recipe=recipe, upload=form.cleaned_data["photo"])
        elif form.cleaned_data["no_photo"]:
            services.remove_recipe_photo(owner=None, recipe=recipe)
        obj.pk = recipe.pk

    @admin.action(description="Hide them from everybody")
    def hide(self, request: HttpRequest, queryset: QuerySet[Recipe]) -> None:
        for recipe in queryset:
            moderation.hide_recipe(by=request.user, recipe=recipe)
        self.message_user(request, "Nobody finds them any more.", messages.SUCCESS)

    @admin.action(description="Show them again")
    def show(self, request: HttpRequest, queryset: QuerySet[Recipe]) -> None:
        for recipe in queryset:
            moderation.show_recipe(by=request.user, recipe=recipe)
        self.message_user(request, "They are there again.", messages.SUCCESS)


@admin.register(RecipeReport)
class RecipeReportAdmin(admin.ModelAdmin):
    """What people said, the newest first; those that are open unless others are asked for."""

    show_full_result_count = False
    paginator = FirstRows
    fields = ["recipe", "reason", "words", "created_at", "settled_at"]
    list_display = ["recipe", "reason", "beginning", "created_at", "settled_at"]
    list_filter = [("settled_at", admin.EmptyFieldListFilter), "reason"]
    list_select_related = ["recipe"]
    ordering = ["-id"]
    actions = ["hide", "settle"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It goes with the person."""
        return False

    @admin.display(description="Words")
    def beginning(self, row: RecipeReport) -> str:
        return row.words[:80]

    @admin.action(description="Hide the recipes they are about", permissions=["settle"])
    def hide(self, request: HttpRequest, queryset: QuerySet[RecipeReport]) -> None:
        for report in queryset.select_related("recipe"):
            moderation.hide_recipe(by=request.user, recipe=report.recipe)
        self.message_user(request, "Nobody finds these recipes any more.", messages.SUCCESS)

    @admin.action(description="Nothing is wrong, or it is mended", permissions=["settle"])
    def settle(self, request: HttpRequest, queryset: QuerySet[RecipeReport]) -> None:
        for report in queryset.select_related("recipe"):
            moderation.settle_reports(recipe=report.recipe)
        self.message_user(request, "Settled.", messages.SUCCESS)

    def has_settle_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("nutrition.change_recipe")
