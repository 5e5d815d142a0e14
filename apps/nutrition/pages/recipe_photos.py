"""The photo of a recipe: looked at by whoever sees the recipe, set and removed by whoever keeps it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from project.lib import photos
from project.lib.errors import DomainError
from project.lib.limits.ratelimit import check, limited
from project.lib.pages import render_page
from project.lib.request_bodies import takes_body
from project.lib.requests import PersonRequest

from .. import services
from ..models import RecipePhoto
from ..queries import recipes as reads


class PhotoForm(forms.Form):
    photo = photos.PhotoField(label="A photo of it", help_text=f"{photos.ABOUT} Place and camera are taken out of it.")


@limited("pictures")
@require_safe
def photo(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    return photo_file(request, reads.photo_of(request.user, uuid), small="small" in request.GET)


def photo_file(request: HttpRequest, photo: RecipePhoto, *, small: bool) -> HttpResponseBase:
    """Of the catalogue for everybody; one's own for its owner alone."""
    if photo.recipe.owner_id is None:
        return photos.published_photo(photo, called="recipe", small=small)
    return photos.personal_photo(request, photo, owner_id=photo.recipe.owner_id, called="recipe", small=small)


@takes_body(photos.LARGEST_FORM)
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: PersonRequest, uuid: UUID) -> HttpResponse:
    recipe = reads.own_recipe(request.user, uuid)
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    if request.method == "POST":
        check(request, "photo")
        if form.is_valid():
            try:
                services.set_recipe_photo(owner=request.user, recipe=recipe, upload=form.cleaned_data["photo"])
            except DomainError as no:
                form.add_error("photo", no.detail)
            else:
                messages.success(request, "The photo is saved.")
                return redirect("nutrition:recipe", uuid)
    context = {"form": form, "recipe": recipe}
    return render_page(request, "nutrition/recipe_photo.html", context=context, status=422 if form.errors else 200)


@require_POST
@login_required
def remove(request: PersonRequest, uuid: UUID) -> HttpResponse:
    services.remove_recipe_photo(owner=request.user, recipe=reads.own_recipe(request.user, uuid))
    messages.success(request, "The photo is gone.")
    return redirect("nutrition:recipe", uuid)
