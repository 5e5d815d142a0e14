"""The catalogue, its prices and rates, and how it goes with those who provide them. Nobody's own things are here."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone

from project.lib.errors import DomainError

from .clients.providers import providers
from .models import Feed, Instrument, Price, ProviderState, Rate
from .services import catalogue


class ReadOnly(admin.ModelAdmin):
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class FeedInline(admin.StackedInline):
    model = Feed
    fields = ["provider", "symbol", "next_at", "answered_at", "error"]
    readonly_fields = ["answered_at", "error"]


class InstrumentForm(forms.ModelForm):
    """Of the catalogue, with its prices from a file where there is one."""

    prices = forms.FileField(
        required=False, help_text="CSV with the columns date and close: over the prices of the same days."
    )

    class Meta:
        model = Instrument
        fields = ["symbol", "name", "kind", "currency", "isin", "sector", "region", "delisted_on"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        try:
            catalogue.refuse_bad(said)
        except DomainError as no:
            for field, sentences in (no.fields or {"": [no.detail]}).items():
                self.add_error(field or None, sentences)
        return said

    def clean_prices(self) -> Any:
        file = self.cleaned_data.get("prices")
        try:
            return catalogue.prices_of_file(file) if file else None
        except DomainError as no:
            raise forms.ValidationError(no.detail) from None


@admin.register(Instrument)
class InstrumentAdmin(admin.ModelAdmin):
    form = InstrumentForm
    inlines = [FeedInline]
    list_display = ["symbol", "name", "kind", "currency", "delisted_on"]
    list_filter = ["kind", "currency"]
    search_fields = ["symbol", "name", "isin"]
    show_full_result_count = False
    ordering = ["symbol"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(owner=None)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        # Its prices and everybody's activities are in it.
        return ["currency"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People may have it in their ledgers; one that is gone from the market is delisted."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if closes := form.cleaned_data.get("prices"):
            catalogue.take_prices(instrument=obj, closes=closes)
            self.message_user(request, f"{len(closes)} prices were taken.", messages.SUCCESS)


@admin.register(Price)
class PriceAdmin(ReadOnly):
    list_display = ["instrument", "on", "close", "source"]
    list_filter = ["source"]
    search_fields = ["instrument__symbol"]
    list_select_related = ["instrument"]
    ordering = ["-on", "-id"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(instrument__owner=None)


@admin.register(Rate)
class RateAdmin(ReadOnly):
    list_display = ["currency", "on", "value", "source"]
    list_filter = ["currency", "source"]
    ordering = ["-on", "currency"]


@admin.register(ProviderState)
class ProviderStateAdmin(ReadOnly):
    list_display = ["name", "is_on", "succeeded_at", "failed_at", "error", "calls_left", "paused_until"]
    ordering = ["name"]

    @admin.display(description="On", boolean=True)
    def is_on(self, row: ProviderState) -> bool:
        return catalogue.is_on(row.name)

    @admin.display(description="Calls left today")
    def calls_left(self, row: ProviderState) -> str:
        provider = providers().get(row.name)
        if provider is None:
            return "–"
        spent = row.calls if row.counted_on == timezone.now().date() else 0
        return str(max(0, provider.a_day - spent))
