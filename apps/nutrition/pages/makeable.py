"""What can be made of the pantry, and what with a few things more."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from ..models import MOST_MISSING
from ..queries.makeable import can_make
from .contents import TITLES

_CHOICES = ("Nothing", "1 thing", "2 things", "3 things")


@require_safe
@login_required
def make(request: PersonRequest) -> HttpResponse:
    """`?missing=2`: recipes of which at most two things are not at home."""
    said = request.GET.get("missing", "0")
    missing = int(said) if said in {str(n) for n in range(MOST_MISSING + 1)} else 0
    found = can_make(request.user, today=timezone.localdate(), missing=missing)
    context = {
        "found": found,
        "missing": missing,
        "choices": list(enumerate(_CHOICES)),
        "avoided": [TITLES[each] for each in found.avoided],
        "more": missing + 1 if missing < MOST_MISSING else None,
    }
    return render_page(request, "nutrition/pantry_make.html", context=context)
