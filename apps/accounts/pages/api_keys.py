"""The page of API keys: made, shown once, revoked."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from apps.accounts import services
from apps.accounts.models import ApiKey
from project.lib.errors import DomainError
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from .confirming import confirmed

LASTS = {"30": "30 days", "90": "90 days", "365": "One year", "": "Until I revoke it"}


class Scopes(forms.CheckboxSelectMultiple):
    """A row for each part of Steward, with a box for reading and one for writing."""

    template_name = "accounts/_scopes.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        def box(scope: str) -> dict[str, Any]:
            return {"value": scope, "id": f"id_{name}_{scope.replace(':', '_')}", "checked": scope in (value or ())}

        areas = [(area, box(area.read), box(area.write)) for area in services.areas()]
        return super().get_context(name, value, attrs) | {"areas": areas}


class KeyForm(forms.Form):
    name = forms.CharField(
        max_length=100,
        label="What is it for?",
        help_text="So that you know it again, such as “Report on my server”.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    lasts = forms.ChoiceField(choices=LASTS.items, label="How long may it be used?", required=False, initial="90")
    scopes = forms.MultipleChoiceField(
        choices=lambda: [(scope, scope) for scope in services.every_scope()],
        widget=Scopes,
        label="What may it do?",
        error_messages={"required": "Choose at least one thing that it may do."},
    )


@login_required
@confirmed(free=("GET", "HEAD"))
def api_keys(request: PersonRequest) -> HttpResponse:
    form, made, text = KeyForm(request.POST or None), None, ""
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data["lasts"]
        try:
            made, text = services.create_key(
                person=request.user,
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                expires_at=timezone.now() + timedelta(days=int(days)) if days else None,
            )
        except DomainError as refusal:
            form.add_error(None, refusal.detail)
        else:
            form = KeyForm()
    keys = ApiKey.objects.for_user(request.user).live().newest_first()
    context = {"form": form, "keys": keys, "made": made, "text": text}
    return render_page(request, "accounts/api_keys.html", context=context, status=422 if form.errors else 200)


@require_POST
@login_required
def revoke(request: PersonRequest, key_uuid: UUID) -> HttpResponse:
    key = services.revoke_key(person=request.user, uuid=key_uuid)
    messages.success(request, f"“{key.name}” is revoked: it opens nothing any more.")
    return redirect("accounts:api-keys")
