"""What to train next, and why."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from .. import services
from ..domain.words import Equipment, Goal, Level
from ..queries import recommendation as reads
from .library import equipment_words, muscle_words


class WishForm(forms.Form):
    goal = forms.ChoiceField(label="What for", choices=Goal.choices())
    level = forms.ChoiceField(label="Your level", choices=Level.choices())
    minutes = forms.IntegerField(label="Minutes at a time", min_value=5, max_value=240, initial=45)
    equipment = forms.MultipleChoiceField(
        label="What you have",
        choices=Equipment.choices(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Without a tick, nothing but the floor.",
    )


@login_required
def recommended(request: PersonRequest) -> HttpResponse:
    said = reads.wish_of(request.user)
    initial = {name: getattr(said, name) for name in WishForm.base_fields} if said else {}
    form = WishForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.set_wish(owner=request.user, **form.cleaned_data)
        return redirect("training:next")
    context: dict[str, Any] = {"form": form, "said": said, "lines": []}
    if said:
        advised, workouts = reads.recommended(request.user, said, now=timezone.localtime())
        context["lines"] = [
            {
                "workout": workouts[each.key],
                "reasons": each.reasons,
                "muscles": muscle_words(workouts[each.key].muscles[:4]),
                "equipment": equipment_words(workouts[each.key].equipment),
            }
            for each in advised.advice
        ]
        context |= {"resting": muscle_words(advised.resting), "left_out": sorted(advised.left_out.items())}
    return render_page(request, "training/next.html", context=context, status=422 if form.errors else 200)
