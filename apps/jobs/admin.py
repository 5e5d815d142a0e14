"""Jobs, periodic runs and failed tasks, to look at; what changes them is a service."""

from django.contrib import admin, messages

from .models import FailedTask, Job, PeriodicRun
from .services import failures


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Job)
class JobAdmin(ReadOnly):
    list_display = ["title", "kind", "state", "progress", "attempts", "created_at", "finished_at"]
    list_filter = ["state", "queue", "kind"]
    search_fields = ["uuid", "kind"]
    list_select_related = []
    show_full_result_count = False
    ordering = ["-id"]


@admin.register(PeriodicRun)
class PeriodicRunAdmin(ReadOnly):
    list_display = ["name", "started_at", "succeeded_at", "failed_at", "lease_holder", "lease_expires_at"]
    ordering = ["name"]


@admin.register(FailedTask)
class FailedTaskAdmin(ReadOnly):
    list_display = ["name", "queue", "error", "failed_at", "replayed_at", "replayable"]
    list_filter = ["queue", "name"]
    search_fields = ["task_id", "name", "request_id"]
    show_full_result_count = False
    ordering = ["-failed_at"]
    actions = ["run_again"]

    @admin.action(description="Run again", permissions=["view"])
    def run_again(self, request, queryset):
        done, unable = failures.replay(ids=queryset.values_list("pk", flat=True))
        self.message_user(request, f"{done} tasks were enqueued again.", messages.SUCCESS)
        if unable:
            self.message_user(
                request, f"{unable} cannot be run again: their arguments were withheld.", messages.WARNING
            )  # fmt: skip
