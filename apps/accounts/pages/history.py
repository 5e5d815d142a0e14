"""What happened to one's account."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from apps.accounts.services.history import history_of
from project.lib.pages import render_page
from project.lib.paging import page_links
from project.lib.requests import PersonRequest


@require_safe
@login_required
def history(request: PersonRequest) -> HttpResponse:
    page = history_of(request.user, cursor=request.GET.get("cursor", ""))
    context = {"entries": page.items, "time_zone": request.user.time_zone, **page_links(request, page)}
    return render_page(request, "accounts/history.html", context=context)
