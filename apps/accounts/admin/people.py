"""People, for staff to look up and to help."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from apps.accounts.models import User
from apps.accounts.services import staff, view_as
from project.lib.errors import DomainError

WHY = "The person reads it in their history."
WHO = ("email", "name", "uuid")
ACCOUNT = (
    *("created_at", "updated_at", "last_login", "locale", "time_zone", "base_currency"),
    *("setup_ended_at", "has_sample_data"),
)
CHANGED_BY_SERVICE = ("tier", "role", "is_active", "groups")


class PersonForm(forms.ModelForm):
    reason = forms.CharField(max_length=200, help_text=WHY)
    groups = forms.ModelMultipleChoiceField(
        Group.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Whoever is in one is staff: they may enter these pages, with the rights of their groups.",
    )

    class Meta:
        model = User
        fields = CHANGED_BY_SERVICE


class WhyAction(ActionForm):
    reason = forms.CharField(max_length=200, required=False, label="Reason:", help_text=WHY)


class ViewAsForm(forms.Form):
    reason = forms.CharField(
        max_length=200, label="Why", help_text=WHY, widget=forms.TextInput(attrs={"class": "vTextField"})
    )


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):
    form = PersonForm
    action_form = WhyAction
    change_form_template = "admin/accounts/user/change_form.html"
    list_display = ["email", "name", "role", "tier", "is_active", "is_staff", "created_at", "last_login"]
    list_filter = ["role", "tier", "is_active", "is_staff", "groups", "created_at", "last_login"]
    search_fields = ["email", "name", "uuid"]
    list_select_related = []
    show_full_result_count = False
    ordering = ["-id"]
    actions = [
        *("deactivate", "reactivate", "end_sessions", "give_free_tier", "give_standard_tier"),
        *("start_export", "start_erasure"),
    ]
    readonly_fields = [*WHO, "is_staff", *ACCOUNT]

    # --- Who may ---

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People sign up; `manage.py createsuperuser` makes the first."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are erased, with everything of theirs, and not deleted."""
        return False

    def has_end_sessions_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("accounts.end_sessions"))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        may_change = self.has_change_permission(request, obj)
        return [
            (None, {"fields": WHO}),
            ("What they may do", {"fields": [*CHANGED_BY_SERVICE, "is_staff", *(["reason"] if may_change else [])]}),
            ("Account", {"fields": ACCOUNT}),
        ]

    # --- Looking, which is written down ---

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if request.method == "GET":
            staff.people_listed(by=_staff(request))
        return super().changelist_view(request, extra_context)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **more: Any) -> Any:
        if request.method == "GET":
            staff.opened(person=context["original"], by=_staff(request), what="your account")
        context["may_view_as"] = request.user.has_perm(view_as.PERMISSION)
        return super().render_change_form(request, context, *args, **more)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        person = self.get_object(request, object_id)
        if person:
            staff.opened(person=person, by=_staff(request), what="what staff changed")
        return super().history_view(request, object_id, extra_context)

    # --- Changing, by services ---

    def changeform_view(self, request: HttpRequest, *args: Any, **more: Any) -> Any:
        try:
            return super().changeform_view(request, *args, **more)
        except DomainError as refusal:
            self.message_user(request, refusal.detail, messages.ERROR)
            return redirect(request.path)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        given = {name: form.cleaned_data[name] for name in (*CHANGED_BY_SERVICE, "reason")}
        staff.change_account(person=obj, by=_staff(request), **given)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """The service has saved the groups, too."""

    @admin.action(description="Close the account (sign out, keep everything)", permissions=["change"])
    def deactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        self._each(request, queryset, "Closed", _change(request, is_active=False))

    @admin.action(description="Open the account again", permissions=["change"])
    def reactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        self._each(request, queryset, "Opened", _change(request, is_active=True))

    @admin.action(description="Give the free tier", permissions=["change"])
    def give_free_tier(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        self._each(request, queryset, "On the free tier", _change(request, tier=User.Tier.FREE))

    @admin.action(description="Give the standard tier", permissions=["change"])
    def give_standard_tier(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        self._each(request, queryset, "On the standard tier", _change(request, tier=User.Tier.STANDARD))

    @admin.action(description="Sign out everywhere", permissions=["end_sessions"])
    def end_sessions(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        def act(person: User) -> None:
            staff.end_sessions(person=person, by=_staff(request), reason=_reason(request))

        self._each(request, queryset, "Signed out", act)

    @admin.action(description="Make a copy of everything, for the person to download", permissions=["change"])
    def start_export(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        def act(person: User) -> None:
            staff.start_export(person=person, by=_staff(request), reason=_reason(request))

        self._each(request, queryset, "Copies begun", act)

    @admin.action(description="Erase after 14 days (the person may undo it)", permissions=["change"])
    def start_erasure(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        def act(person: User) -> None:
            staff.start_erasure(person=person, by=_staff(request), reason=_reason(request))

        self._each(request, queryset, "Will be erased", act)

    def _each(self, request: HttpRequest, people: QuerySet[User], done_word: str, act: Callable[[User], None]) -> None:
        """One person at a time, so that one who is refused does not keep the others."""
        done = 0
        for person in people:
            try:
                act(person)
            except DomainError as refusal:
                self.message_user(request, f"{person.email}: {refusal.detail}", messages.ERROR)
            else:
                done += 1
        if done:
            self.message_user(request, f"{done_word}: {done}.", messages.SUCCESS)

    # --- Viewing as ---

    def get_urls(self) -> Any:
        view = self.admin_site.admin_view(self.view_as)
        return [path("<path:object_id>/view-as/", view, name="accounts_user_view_as"), *super().get_urls()]

    def view_as(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks why, then opens the front page as the person sees it."""
        person = self.get_object(request, object_id)
        if person is None:
            raise Http404
        form = ViewAsForm(request.POST or None)
        refusal = view_as.why_not(actor=_staff(request), person=person, session=request.session)
        if not refusal and request.method == "POST" and form.is_valid():
            view_as.start(
                actor=_staff(request), person=person, reason=form.cleaned_data["reason"], session=request.session
            )
            return redirect("dashboard:front")
        context = {
            **self.admin_site.each_context(request),
            "title": f"Look at the pages of {person}",
            "opts": self.opts,
            "person": person,
            "form": form,
            "refusal": refusal,
            "minutes": view_as.LASTS.seconds // 60,
        }
        return TemplateResponse(request, "admin/accounts/user/view_as.html", context, status=403 if refusal else 200)


def _staff(request: HttpRequest) -> Any:
    return request.user


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "")


def _change(request: HttpRequest, **what: Any) -> Callable[[User], None]:
    def act(person: User) -> None:
        staff.change_account(person=person, by=_staff(request), reason=_reason(request), **what)

    return act
