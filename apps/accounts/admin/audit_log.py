"""The audit log, to read."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join

from apps.accounts.domain.history import entry
from apps.accounts.models import AuditEvent, Subject, User
from apps.accounts.services import audit, staff
from project.lib import formats

# Enough of a person's key to tell two apart in a list.
KEY_SHOWN = 8


@admin.register(AuditEvent)
class AuditEventAdmin(admin.ModelAdmin):
    """Lists say nothing of anybody; what an event says of a person is opened one by one, and that is written down."""

    list_display = ["at", "what", "outcome", "about", "by", "request_id"]
    list_filter = ["outcome", "at", "name"]
    search_fields = ["request_id"]
    search_help_text = "An email address, the key of a person in this log, or a request id."
    list_select_related = []
    show_full_result_count = False
    ordering = ["-id"]
    fields = ["at", "what", "name", "outcome", "subject", "actor", "who", "request_id", "said"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        term = search_term.strip()
        if "@" in term:
            of_them = Subject.objects.filter(user__in=User.objects.with_email(term)).values("pk")
            return queryset.filter(subject__in=of_them), False
        if key := _key(term):
            return queryset.filter(subject=key) | queryset.filter(actor=key), False
        return (queryset.filter(request_id=term) if term else queryset), False

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **more: Any) -> Any:
        event: AuditEvent = context["original"]
        if person := staff.whose(event.subject):
            by: Any = request.user
            staff.opened(person=person, by=by, what=f"an entry of your history: {_told(event, {}).sentence}")
        return super().render_change_form(request, context, *args, **more)

    @admin.display(description="What happened", ordering="name")
    def what(self, event: AuditEvent) -> str:
        return _told(event, {}).sentence

    @admin.display(description="About")
    def about(self, event: AuditEvent) -> str:
        return str(event.subject or "–")[:KEY_SHOWN]

    @admin.display(description="By")
    def by(self, event: AuditEvent) -> str:
        return str(event.actor or "–")[:KEY_SHOWN]

    @admin.display(description="By whom")
    def who(self, event: AuditEvent) -> str:
        """Members of staff; whom it is about is opened under People."""
        actor = staff.whose(event.actor)
        return actor.email if actor else "–"

    @admin.display(description="What was written down")
    def said(self, event: AuditEvent) -> str:
        subject = Subject.objects.filter(pk=event.subject).first() if event.subject else None
        told = _told(event, audit.details_of(event, subject) if subject else {})
        lines = [(line.label, formats.moment(line.at) if line.at else line.words) for line in told.lines]
        lines += [("Network", told.network), ("Device", told.device)]
        return format_html_join("", "<div>{}: {}</div>", [line for line in lines if line[1]]) or "Nothing."


def _told(event: AuditEvent, details: dict[str, Any]) -> Any:
    failed, by_staff = event.outcome == AuditEvent.Outcome.FAILURE, event.actor is not None
    return entry(at=event.at, name=event.name, failed=failed, by_staff=by_staff, details=details)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
