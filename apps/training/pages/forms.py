"""What people look for in the library."""

from typing import Any

from django import forms

from ..domain.words import Equipment, Goal, Kind, Level, Muscle
from ..queries.library import Narrowed

MINUTES = (10, 15, 20, 30, 45, 60)


def _any(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", "Any"), *choices]


class LibraryForm(forms.Form):
    """What is wrong narrows nothing: it can only come from an address typed by hand."""

    words = forms.CharField(label="Search", required=False, max_length=100)
    mine = forms.BooleanField(label="Only my own", required=False)
    level = forms.ChoiceField(label="Level", required=False, choices=_any(Level.choices()))
    muscle = forms.ChoiceField(label="Muscle", required=False, choices=_any(Muscle.choices()))
    equipment = forms.MultipleChoiceField(
        label="Only with this equipment",
        required=False,
        choices=[("none", "None at all"), *Equipment.choices()],
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick what you have; without a tick it does not matter.",
    )

    @property
    def narrows(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    @property
    def only_mine(self) -> bool:
        self.full_clean()
        return bool(self.cleaned_data.get("mine"))

    def narrowed(self) -> Narrowed:
        self.full_clean()
        said: dict[str, Any] = self.cleaned_data
        equipment = said.get("equipment") or []
        return Narrowed(
            words=said.get("words", ""),
            goal=said.get("goal", ""),
            kind=said.get("kind", ""),
            level=said.get("level", ""),
            minutes=int(said["minutes"]) if said.get("minutes") else None,
            equipment=[each for each in equipment if each != "none"] if equipment else None,
            muscles=[said["muscle"]] if said.get("muscle") else (),
        )


class WorkoutsForm(LibraryForm):
    goal = forms.ChoiceField(label="Goal", required=False, choices=_any(Goal.choices()))
    minutes = forms.ChoiceField(
        label="Time", required=False, choices=_any([(str(most), f"At most {most} minutes") for most in MINUTES])
    )
    field_order = ("words", "goal", "level", "minutes", "muscle", "equipment", "mine")


class ExercisesForm(LibraryForm):
    kind = forms.ChoiceField(label="Kind", required=False, choices=_any(Kind.choices()))
    field_order = ("words", "kind", "level", "muscle", "equipment", "mine")
