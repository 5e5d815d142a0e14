"""Groups of staff, in place of Django's own page, which writes nothing down for those it is about."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.shortcuts import redirect

from apps.accounts.services import groups
from project.lib.errors import DomainError

admin.site.unregister(Group)


class GroupForm(forms.ModelForm):
    reason = forms.CharField(max_length=200, help_text="Everybody in the group reads it in their history.")

    class Meta:
        model = Group
        fields = ("name", "permissions")


@admin.register(Group)
class StaffGroupAdmin(GroupAdmin):
    form = GroupForm

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A group that is no longer wanted loses its rights, which is written down."""
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **more: Any) -> Any:
        try:
            return super().changeform_view(request, *args, **more)
        except DomainError as refusal:
            self.message_user(request, refusal.detail, messages.ERROR)
            return redirect(request.path)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by: Any = request.user
        given = form.cleaned_data
        groups.save_group(group=obj, name=given["name"], rights=given["permissions"], by=by, reason=given["reason"])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """The service has saved the rights, too."""
