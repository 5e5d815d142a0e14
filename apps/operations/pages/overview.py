"""The page that staff look at first."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from ..queries import overview as queries
from ..queries.health import health_report


@require_safe
@login_required
def overview(request: PersonRequest) -> HttpResponse:
    if not request.user.is_staff:
        raise PermissionDenied
    today = datetime.now(UTC).date()
    context = {
        "report": health_report(),
        "use": queries.use_per_day(today),
        "most_used": queries.most_used(today),
        "slow_pages": queries.slow_pages(),
        "failed_tasks": queries.failed_tasks(),
    }
    return render_page(request, "operations/overview.html", context=context)
