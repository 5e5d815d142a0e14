"""Bringing in recipes from elsewhere: give an address, a file or a text, look at what was found, keep it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from project.lib.errors import DomainError
from project.lib.paging import keyset_page, page_links
from project.lib.request_bodies import takes_body
from project.lib.requests import PersonRequest

from ..models import RecipeImport
from ..queries import recipe_imports as reads
from ..services import recipe_import as services
from ..services.recipe_import import LARGEST_BODY


class ImportForm(forms.Form):
    """One of the three."""

    address = forms.URLField(
        label="Address of a page", required=False, max_length=500, assume_scheme="https",
        help_text="Such as https://example.org/lentil-soup. Most pages of recipes say what programs can read.",
    )  # fmt: skip
    file = forms.FileField(
        label="Or a file", required=False,
        help_text="A saved page, or what Mealie (also its backup), Tandoor or Paprika export; at most 100 MB.",
    )  # fmt: skip
    text = forms.CharField(
        label="Or its text", required=False, max_length=100_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="The name in the first line, then Ingredients and Steps as headings with a line for each.",
    )  # fmt: skip


@takes_body(LARGEST_BODY)
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def start(request: PersonRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if posted else ImportForm()
    if posted and form.is_valid():
        try:
            brought_in = services.bring_in(owner=request.user, **form.cleaned_data)
        except DomainError as no:
            form.add_error(None, no.detail)
        else:
            return redirect("nutrition:recipe-import", brought_in.uuid)
    page = keyset_page(reads.imports_of(request.user), cursor=request.GET.get("cursor", ""), size=10)
    context = {"form": form, "imports": map(reads.settled, page.items), **page_links(request, page)}
    return render(request, "nutrition/recipe_import_start.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def detail(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """How far the work is, or what was found."""
    brought_in = reads.import_of(request.user, uuid)
    context: dict[str, Any] = {"import": brought_in, "job": reads.job_of(brought_in)}
    if brought_in.state in {RecipeImport.State.READING, RecipeImport.State.KEEPING}:
        return render(request, "nutrition/recipe_import_working.html", context)
    context["found"] = brought_in.found
    context["new"] = sum(not each["same_as"] and not each["kept"] for each in brought_in.found)
    context["kept"] = sum(bool(each["kept"]) for each in brought_in.found)
    return render(request, "nutrition/recipe_import.html", context)


@require_POST
@login_required
def read(request: PersonRequest, uuid: UUID) -> HttpResponse:
    return _begin(request, uuid, services.begin_reading)


@require_POST
@login_required
def keep(request: PersonRequest, uuid: UUID) -> HttpResponse:
    return _begin(request, uuid, services.begin_keeping)


def _begin(request: PersonRequest, uuid: UUID, begin: Any) -> HttpResponse:
    brought_in = reads.import_of(request.user, uuid)
    try:
        begin(brought_in=brought_in)
    except DomainError as no:
        messages.error(request, no.detail)
    return redirect("nutrition:recipe-import", uuid)


@require_POST
@login_required
def forget(request: PersonRequest, uuid: UUID) -> HttpResponse:
    brought_in = reads.import_of(request.user, uuid)
    try:
        services.forget_import(brought_in=brought_in)
    except DomainError as no:
        messages.error(request, no.detail)
        return redirect("nutrition:recipe-import", uuid)
    messages.success(request, f"{brought_in.title} is forgotten. Recipes that were made of it stay.")
    return redirect("nutrition:recipe-import-start")
