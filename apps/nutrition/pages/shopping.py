"""Shopping lists: from a plan, from a recipe or by hand; ticked on a phone, shared with somebody."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from project.lib import formats
from project.lib.errors import DomainError
from project.lib.limits.ratelimit import limited
from project.lib.pages import offer_undo, render_page, wants_fragment
from project.lib.paging import keyset_page, page_links
from project.lib.requests import PersonRequest

from .. import services
from ..queries import plans as plan_reads
from ..queries import recipes as recipe_reads
from ..queries import shopping as reads
from .shopping_words import shown


class TitleForm(forms.Form):
    title = forms.CharField(label="Name", max_length=100)


class GrantForm(forms.Form):
    email = forms.EmailField(label="Their email address", max_length=254)
    may_edit = forms.BooleanField(label="They may change it", required=False, initial=True)


@require_safe
@login_required
def lists(request: PersonRequest) -> HttpResponse:
    page = keyset_page(reads.lists(request.user), cursor=request.GET.get("cursor", ""))
    context = {"lists": page.items, "form": TitleForm(), **page_links(request, page)}
    return render_page(
        request, "nutrition/shopping_lists.html", fragment="nutrition/_shopping_lists.html", context=context
    )


@require_POST
@login_required
def begin(request: PersonRequest) -> HttpResponse:
    """An empty list, or one from a plan or a recipe that the form names."""
    form = TitleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Give the list a name.")
        return redirect("nutrition:shopping")
    return _begun(request, title=form.cleaned_data["title"])


@require_POST
@login_required
def from_plan(request: PersonRequest, uuid: UUID) -> HttpResponse:
    plan = plan_reads.plan_for(request.user, uuid)
    return _begun(request, title=f"For {formats.day(plan.starts_on)} to {formats.day(plan.last_on)}", plan=plan)


@require_POST
@login_required
def from_recipe(request: PersonRequest, uuid: UUID) -> HttpResponse:
    recipe = recipe_reads.recipe_for(request.user, uuid)
    asked = request.POST.get("servings", "")
    servings = int(asked) if asked.isascii() and asked.isdigit() and 1 <= int(asked[:4]) <= 100 else recipe.servings
    return _begun(request, title=f"For {recipe.title}"[:100], recipes=[(recipe, servings)])


def _begun(request: PersonRequest, **said: Any) -> HttpResponse:
    try:
        begun = services.begin_list(owner=request.user, **said)
    except DomainError as no:
        messages.error(request, no.detail)
        return redirect("nutrition:shopping")
    return redirect("nutrition:shopping-list", begun.uuid)


@require_safe
@login_required
def shopping_list(request: PersonRequest, uuid: UUID) -> HttpResponse:
    return _list(request, reads.list_for(request.user, uuid))


def _list(request: PersonRequest, seen: reads.Seen) -> HttpResponse:
    fragment = "nutrition/_shopping_items.html"
    return render_page(request, "nutrition/shopping_list.html", fragment=fragment, context=_context(seen))


def _context(seen: reads.Seen) -> dict[str, Any]:
    items = list(seen.list.items.all())
    return {
        "shopping": seen.list,
        "is_owner": seen.is_owner,
        "may_edit": seen.may_edit,
        "aisles": [(title, [(item, shown(item)) for item in rows]) for title, rows in reads.by_aisle(items)],
        "things": len(items),
        "ticked": sum(item.ticked_at is not None for item in items),
        "to_put_away": sum(item.ticked_at is not None and item.lot_id is None for item in items),
        "grant_form": GrantForm(),
        "title_form": TitleForm(initial={"title": seen.list.title}),
        "grants": list(seen.list.grants.all()) if seen.is_owner else [],
    }


@limited("poll")
@require_safe
@login_required
def items(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """The lines alone, for another phone that looks every few seconds: 304 while nothing changed."""
    version = reads.version_of(request.user, uuid)
    if not version:
        raise Http404
    if request.headers.get("If-None-Match") == version:
        answer = HttpResponse(status=304)
    else:
        answer = render(request, "nutrition/_shopping_items.html", _context(reads.list_for(request.user, uuid)))
    answer["ETag"], answer["Cache-Control"] = version, "private, no-cache"
    return answer


# --- Lines --------------------------------------------------------------------------------------------------


def _after(request: PersonRequest, uuid: UUID) -> HttpResponse:
    if wants_fragment(request):
        return _list(request, reads.list_for(request.user, uuid))
    return redirect("nutrition:shopping-list", uuid)


@require_POST
@login_required
def add(request: PersonRequest, uuid: UUID) -> HttpResponse:
    seen = reads.list_for(request.user, uuid, to_edit=True)
    try:
        services.add_line(shopping=seen.list, text=request.POST.get("text", ""))
    except DomainError as no:
        messages.error(request, no.detail)
    return _after(request, uuid)


@require_POST
@login_required
def tick(request: PersonRequest, uuid: UUID, item_id: int) -> HttpResponse:
    seen = reads.list_for(request.user, uuid, to_edit=True)
    services.tick(shopping=seen.list, item_id=item_id, ticked=request.POST.get("on") == "1")
    return _after(request, uuid)


@require_POST
@login_required
def drop(request: PersonRequest, uuid: UUID, item_id: int) -> HttpResponse:
    seen = reads.list_for(request.user, uuid, to_edit=True)
    services.drop_line(shopping=seen.list, item_id=item_id)
    return _after(request, uuid)


@require_POST
@login_required
def put_away(request: PersonRequest, uuid: UUID) -> HttpResponse:
    seen = reads.list_for(request.user, uuid, to_edit=True)
    count = services.put_away(shopping=seen.list)
    messages.success(request, f"{count} {'thing is' if count == 1 else 'things are'} in the pantry now.")
    return redirect("nutrition:shopping-list", uuid)


# --- The list itself ----------------------------------------------------------------------------------------


@require_POST
@login_required
def rename(request: PersonRequest, uuid: UUID) -> HttpResponse:
    seen = reads.list_for(request.user, uuid, own=True)
    form = TitleForm(request.POST)
    if form.is_valid():
        services.rename_list(owner=request.user, shopping=seen.list, title=form.cleaned_data["title"])
    else:
        messages.error(request, "Give the list a name.")
    return redirect("nutrition:shopping-list", uuid)


@require_POST
@login_required
def delete(request: PersonRequest, uuid: UUID) -> HttpResponse:
    seen = reads.list_for(request.user, uuid, own=True)
    services.delete_list(owner=request.user, shopping=seen.list)
    offer_undo(request, f"Deleted: {seen.list.title}.", reverse("nutrition:shopping-restore", args=[uuid]))
    return redirect("nutrition:shopping")


@require_POST
@login_required
def restore(request: PersonRequest, uuid: UUID) -> HttpResponse:
    seen = reads.list_for(request.user, uuid, own=True, deleted=True)
    services.restore_list(owner=request.user, shopping=seen.list)
    messages.success(request, "It is back.")
    return redirect("nutrition:shopping-list", uuid)


@require_POST
@login_required
def grant(request: PersonRequest, uuid: UUID) -> HttpResponse:
    seen = reads.list_for(request.user, uuid, own=True)
    form = GrantForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Write the email address that they sign in with.")
        return redirect("nutrition:shopping-list", uuid)
    try:
        services.grant(owner=request.user, shopping=seen.list, **form.cleaned_data)
    except DomainError as no:
        messages.error(request, no.detail)
    else:
        messages.success(request, "Whoever signs in with that address finds the list among theirs.")
    return redirect("nutrition:shopping-list", uuid)


@require_POST
@login_required
def revoke(request: PersonRequest, uuid: UUID, grant_id: int) -> HttpResponse:
    seen = reads.list_for(request.user, uuid, own=True)
    services.revoke(shopping=seen.list, grant_id=grant_id)
    messages.success(request, "It is not shared with them any more.")
    return redirect("nutrition:shopping-list", uuid)


@require_POST
@login_required
def leave(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """Of somebody else's list."""
    seen = reads.list_for(request.user, uuid)
    services.leave(person=request.user, shopping=seen.list)
    messages.success(request, f"{seen.list.title} is not among your lists any more.")
    return redirect("nutrition:shopping")
