"""The front page of training: what is going on, what the last week trained, and the latest sessions."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from project.lib.charts import Chart, Series
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from ..domain.words import Muscle
from ..queries import sessions
from .sessions import session_line

WEEK = timedelta(days=7)
LATEST = 5


@require_safe
@login_required
def overview(request: PersonRequest) -> HttpResponse:
    now = timezone.now()
    latest = list(sessions.with_sets(sessions.sessions(request.user))[:LATEST])
    trained = sessions.sets_of_muscles(request.user, since=now - WEEK)
    context = {
        "open": next((each for each in latest if each.ended_at is None), None),
        "lines": [session_line(each) for each in latest if each.ended_at],
        "volume": _volume(trained) if trained else None,
    }
    return render_page(request, "training/overview.html", context=context)


def _volume(trained: dict[str, int]) -> Chart:
    return Chart(
        title="Sets for each muscle in the last seven days",
        kind="bar",
        labels=[Muscle(muscle).label for muscle in trained],
        series=[Series("Sets", list(trained.values()))],
        axis="Muscle",
    )
