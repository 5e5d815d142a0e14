"""What somebody aims at: the list, one of them said anew, and what formulas suggest."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.accounts import public as accounts
from project.lib.errors import DomainError
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from .. import services
from ..domain.calculators.inputs import KG
from ..domain.diary.aims import AIMED_AT, Aim, unit_of
from ..models import DiaryTarget, Meal
from ..queries import targets as reads
from ..queries.weight import weight as weight_of
from .diary_against import TITLES, aim_words
from .fields import AmountField

KINDS = {"about": "About", "low": "At least", "high": "At most", "between": "Between"}


class TargetForm(forms.Form):
    nutrient = forms.ChoiceField(
        label="Nutrient", choices=[(key, f"{TITLES[key]} ({unit_of(key)})") for key in ("energy", *AIMED_AT[1:])]
    )
    meal = forms.ChoiceField(label="In", required=False, choices=[("", "The whole day"), *Meal.choices])
    kind = forms.ChoiceField(label="How much", choices=[*KINDS.items()])
    amount = AmountField(label="Amount", most=1e9)
    upper = AmountField(label="And, for between", required=False, most=1e9)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("kind") == "between" and said.get("upper") is None and "upper" not in self.errors:
            self.add_error("upper", "Say between which two amounts.")
        return said

    def aim(self) -> Aim:
        """:raises BadTarget:"""
        said = self.cleaned_data
        bounds = {"between": {"low": said["amount"], "high": said["upper"]}}
        return services.own_aim(
            said["nutrient"], meal=said["meal"], **bounds.get(said["kind"], {said["kind"]: said["amount"]})
        )

    def say(self, no: DomainError) -> None:
        fields = {"about": "amount", "low": "amount", "high": "amount"}
        for name, sentences in (no.fields or {"": [no.detail]}).items():
            field = fields.get(name, name)
            self.add_error(field if field in self.fields else None, list(sentences))

    @staticmethod
    def said_by(row: DiaryTarget) -> dict[str, Any]:
        aim = reads.aim_of(row)
        between = not row.is_about and row.low is not None and row.high is not None
        kind = "about" if row.is_about else "between" if between else "low" if row.low is not None else "high"
        return {
            "nutrient": row.nutrient, "meal": row.meal, "kind": kind, "amount": row.low if between else aim.about,
            "upper": row.high if between else None,
        }  # fmt: skip


@login_required
def targets(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate()
    held = reads.in_force(request.user, today)
    form = TargetForm(request.POST if request.method == "POST" else None, initial=_initial(request, held))
    if request.method == "POST" and form.is_valid():
        try:
            aim = form.aim()
            services.set_targets(owner=request.user, aims=[aim], since=today)
        except DomainError as no:
            form.say(no)
        else:
            messages.success(request, f"{TITLES[aim.nutrient]}: {aim_words(aim)}, from today on.")
            return redirect("nutrition:targets")
    order = {key: place for place, key in enumerate(AIMED_AT)}
    rows = [
        {
            "nutrient": row.nutrient,
            "meal": row.meal,
            "meal_title": row.get_meal_display() if row.meal else "The whole day",
            "title": TITLES[row.nutrient],
            "aim": aim_words(reads.aim_of(row)),
            "since": row.since,
            "source": row.source,
        }
        for row in sorted(held, key=lambda row: (order[row.nutrient], row.meal))
    ]
    context = {"rows": rows, "form": form}
    return render_page(request, "nutrition/targets.html", context=context, status=422 if form.errors else 200)


def _initial(request: PersonRequest, held: list[DiaryTarget]) -> dict[str, Any]:
    """The one that the address names, to be said anew."""
    nutrient, meal = request.GET.get("nutrient", ""), request.GET.get("meal", "")
    row = next((row for row in held if (row.nutrient, row.meal) == (nutrient, meal)), None)
    return TargetForm.said_by(row) if row else {"nutrient": nutrient or "energy", "kind": "about"}


@require_POST
@login_required
def end(request: PersonRequest) -> HttpResponse:
    nutrient, meal = request.POST.get("nutrient", ""), request.POST.get("meal", "")
    services.end_target(owner=request.user, nutrient=nutrient, meal=meal, since=timezone.localdate())
    messages.success(request, "From today on it is aimed at no longer.")
    return redirect("nutrition:targets")


# --- Suggested ----------------------------------------------------------------------------------------------


class BodyForm(forms.Form):
    """What a suggestion needs beyond the profile, in the person's units."""

    weight = AmountField(label="Your weight", most=1500)
    change = forms.DecimalField(
        label="Change of it in a week", required=False, max_digits=4, decimal_places=2, min_value=-5, max_value=5,
        help_text="Such as -0.5 to lose half a unit a week. Left empty: by the goal in your profile.",
    )  # fmt: skip
    energy = AmountField(
        label="Energy that keeps your weight (kcal a day)", required=False, most=15_000,
        help_text="Where it was measured; left empty, it is reckoned from your profile.",
    )  # fmt: skip
    gestation = AmountField(label="Week of pregnancy", required=False, most=43)
    before = AmountField(label="Your weight before the pregnancy", required=False, most=1500)
    lactation = AmountField(label="Months of breastfeeding", required=False, most=36)

    def __init__(self, profile: accounts.Profile, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = "lb" if profile.units is accounts.Units.IMPERIAL else "kg"
        for name in ("weight", "change", "before"):
            self.fields[name].label = f"{self.fields[name].label} ({self.unit})"
        if profile.sex is not accounts.Sex.FEMALE:
            for name in ("gestation", "before", "lactation"):
                del self.fields[name]

    def _kg(self, name: str) -> float | None:
        value = self.cleaned_data.get(name)
        return None if value is None else float(value) * KG[self.unit]

    def body(self) -> dict[str, float | None]:
        return {
            "weight_kg": self._kg("weight"), "change_kg_per_week": self._kg("change"),
            "pre_pregnancy_weight_kg": self._kg("before"), "gestation_weeks": self.cleaned_data.get("gestation"),
            "lactation_months": self.cleaned_data.get("lactation"), "energy_kcal": self.cleaned_data.get("energy"),
        }  # fmt: skip

    def say(self, no: DomainError) -> None:
        fields = {
            "weight_kg": "weight", "change_kg_per_week": "change", "pre_pregnancy_weight_kg": "before",
            "gestation_weeks": "gestation", "lactation_months": "lactation", "energy_kcal": "energy",
        }  # fmt: skip
        name = fields.get(next(iter(no.fields), ""), "")
        self.add_error(name if name in self.fields else None, no.detail)


@require_safe
@login_required
def suggested(request: PersonRequest) -> HttpResponse:
    """What formulas and tables say for somebody like this; each can be taken or left."""
    profile = accounts.profile(request.user)
    missing = reads.missing_of(profile)
    form = BodyForm(profile, request.GET if "weight" in request.GET else None, initial=_known(request, profile))
    found = _found(form, profile)
    rows = [
        {"key": aim.nutrient, "title": TITLES[aim.nutrient], "aim": aim_words(aim), "source": aim.target.source}
        for aim in (found.aims if found else ())
    ]
    context = {
        "form": form, "missing": missing, "rows": rows, "notes": found.notes if found else (),
        "said": {name: request.GET.get(name, "") for name in form.fields},
    }  # fmt: skip
    return render_page(request, "nutrition/targets_suggested.html", context=context, status=422 if form.errors else 200)


def _known(request: PersonRequest, profile: accounts.Profile) -> dict[str, Any]:
    """What was weighed and measured, for the form to begin with."""
    if "weight" in request.GET:
        return {}
    found = weight_of(request.user, today=timezone.localdate())
    unit = "lb" if profile.units is accounts.Units.IMPERIAL else "kg"
    told = {"weight": round(found.latest.trend_kg / KG[unit], 1)} if found.latest else {}
    return told | ({"energy": round(found.expenditure.energy_kcal)} if found.expenditure else {})


def _found(form: BodyForm, profile: accounts.Profile) -> reads.Suggested | None:
    if not form.is_bound or not form.is_valid():
        return None
    body: dict[str, Any] = form.body()
    try:
        return reads.suggestion(profile, today=timezone.localdate(), **body)
    except DomainError as no:
        form.say(no)
        return None


@require_POST
@login_required
def take(request: PersonRequest) -> HttpResponse:
    """Aim at those that are ticked. They are reckoned anew from what was said, not taken from the form."""
    profile = accounts.profile(request.user)
    found = _found(BodyForm(profile, request.POST), profile)
    if found is None:
        messages.error(request, "Please say your weight once more.")
        return redirect("nutrition:targets-suggested")
    ticked = set(request.POST.getlist("take"))
    aims = [aim for aim in found.aims if aim.nutrient in ticked]
    services.set_targets(owner=request.user, aims=aims, since=timezone.localdate())
    messages.success(request, f"{len(aims)} target{'' if len(aims) == 1 else 's'} from today on.")
    return redirect("nutrition:targets")
