"""The queue of what people wrote."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from apps.accounts.models import Feedback
from apps.accounts.services import feedback, staff

HANDLED = ("state", "answer", "note")


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin):
    list_display = ["beginning", "kind", "state", "page", "person", "created_at"]
    list_filter = ["state", "kind", "created_at"]
    search_fields = ["text", "page", "person__email"]
    list_select_related = ["person"]
    show_full_result_count = False
    ordering = ["-id"]
    fields = ["person", "kind", "text", "page", "created_at", *HANDLED]
    readonly_fields = ["person", "kind", "text", "page", "created_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It goes with the person."""
        return False

    @admin.display(description="Text")
    def beginning(self, row: Feedback) -> str:
        return row.text[:80]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **more: Any) -> Any:
        if request.method == "GET":
            by: Any = request.user
            staff.opened(person=context["original"].person, by=by, what="what you wrote to us")
        return super().render_change_form(request, context, *args, **more)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        feedback.handle(feedback=obj, **{name: form.cleaned_data[name] for name in HANDLED})
