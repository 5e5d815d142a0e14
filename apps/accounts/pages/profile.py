"""The profile: what a person says of themselves, and their photo."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.services import profiles
from project.lib import media
from project.lib.errors import DomainError
from project.lib.limits.ratelimit import check
from project.lib.pages import render_page
from project.lib.request_bodies import takes_body
from project.lib.requests import PersonRequest

from .profile_forms import PhotoForm, ProfileForm, put_on

# The picture, and what a form wraps around it.
LARGEST_FORM = profiles.PHOTO_BYTES + 100_000


@login_required
def profile(request: PersonRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, profile=profiles.profile_of(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            profiles.update_profile(person=request.user, **form.cleaned_data)
        except DomainError as refusal:
            put_on(form, refusal)
        else:
            messages.success(request, "Saved.")
            return redirect("accounts:profile")
    return _page(request, form=form, photo=PhotoForm())


@takes_body(LARGEST_FORM)
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def photo(request: PersonRequest) -> HttpResponseBase:
    """The person's picture; or a new one that they send."""
    if request.method != "POST":
        name = profiles.photo_name(request.user)
        kind = media.image_type(name)
        return media.personal_file(
            request, name, owner_id=request.user.pk, filename=f"photo.{kind.extension}", media_type=kind.media_type
        )
    check(request, "photo")
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            profiles.set_photo(person=request.user, upload=form.cleaned_data["photo"])
        except DomainError as refusal:
            form.add_error("photo", refusal.detail)
        else:
            messages.success(request, "Your picture is saved.")
            return redirect("accounts:profile")
    return _page(request, form=ProfileForm(profile=profiles.profile_of(request.user)), photo=form)


@require_POST
@login_required
def remove_photo(request: PersonRequest) -> HttpResponse:
    profiles.remove_photo(person=request.user)
    messages.success(request, "Your picture is gone.")
    return redirect("accounts:profile")


def _page(request: PersonRequest, *, form: ProfileForm, photo: PhotoForm) -> HttpResponse:
    status = 422 if form.errors or photo.errors else 200
    return render_page(request, "accounts/profile.html", context={"form": form, "photo_form": photo}, status=status)
