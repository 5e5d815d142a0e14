"""What people say of exercises and workouts of their own."""

from difflib import get_close_matches
from typing import Any

from django import forms

from ..domain.amounts import amount
from ..domain.words import Equipment, Goal, Kind, Level, Measure, Muscle
from ..domain.workout_text import SHAPE, Unclear, Written, written
from ..models import Exercise, Workout, WorkoutExercise
from ..queries import library
from ..services import Line

MEASURES = {
    Measure.LOAD: "Repetitions with a weight",
    Measure.REPS: "Repetitions",
    Measure.TIME: "A time",
    Measure.DISTANCE: "A distance, and its time",
}
# What each is told in, for a sentence.
EXAMPLES = {
    Measure.LOAD: "8 or 8-12",
    Measure.REPS: "8 or 8-12",
    Measure.TIME: "45 s, 1:30 or 2 min",
    Measure.DISTANCE: "5 km, 400 m, 3 mi or 20 min",
}


class TicksField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class ExerciseForm(forms.Form):
    name = forms.CharField(label="Name", max_length=80)
    kind = forms.ChoiceField(label="Kind", choices=Kind.choices())
    level = forms.ChoiceField(label="Level", choices=Level.choices())
    measure = forms.ChoiceField(label="A set is told in", choices=[(each.value, MEASURES[each]) for each in Measure])
    muscles = TicksField(label="What it trains", required=False, choices=Muscle.choices())
    also_muscles = TicksField(label="What helps along", required=False, choices=Muscle.choices())
    equipment = TicksField(label="What it needs", required=False, choices=Equipment.choices())
    instructions = forms.CharField(
        label="How it is done", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )

    @classmethod
    def of(cls, exercise: Exercise, data: Any = None) -> "ExerciseForm":
        return cls(data, initial={name: getattr(exercise, name) for name in cls.base_fields})


class WorkoutForm(forms.Form):
    name = forms.CharField(label="Name", max_length=80)
    about = forms.CharField(label="What it is about", max_length=300, required=False)
    goal = forms.ChoiceField(label="Goal", choices=Goal.choices())
    level = forms.ChoiceField(label="Level", choices=Level.choices())
    minutes = forms.IntegerField(label="Minutes it takes", min_value=1, max_value=600, initial=45)
    exercises = forms.CharField(
        label="Exercises",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8, "placeholder": SHAPE}),
        help_text=f"One a line, such as “{SHAPE}”; for others “Plank: 3 x 45 s” or “Running, easy pace: 1 x 5 km”.",
    )

    def __init__(self, data: Any = None, *, person: Any, workout: Workout | None = None) -> None:
        self.person = person
        initial = {name: getattr(workout, name) for name in self.base_fields if name != "exercises"} if workout else {}
        if workout:
            initial["exercises"] = "\n".join(map(text_of, workout.lines.all()))
        super().__init__(data, initial=initial)

    def clean_exercises(self) -> list[Line]:
        try:
            return [self._meant(line) for line in written(self.cleaned_data["exercises"])]
        except Unclear as no:
            raise forms.ValidationError(str(no)) from None

    def _meant(self, line: Written) -> Line:
        exercise = library.exercise_named(self.person, line.name)
        if exercise is None:
            raise Unclear(f"Line {line.number}: there is no exercise called “{line.name}”.{self._like(line.name)}")
        measure = Measure(exercise.measure)
        meant = amount(line.each, measure)
        if meant is None:
            raise Unclear(f"Line {line.number}: of {exercise.name} write {EXAMPLES[measure]}, not “{line.each}”.")
        return Line(exercise, line.sets, meant, line.rest_seconds)

    def _like(self, name: str) -> str:
        names = {each.lower(): each for each in library.exercise_names(self.person)}
        like = get_close_matches(name.lower(), names, n=1)
        return f" Do you mean “{names[like[0]]}”?" if like else " Look it up under Exercises, or add one of your own."

    @property
    def said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return said | {"lines": said.pop("exercises")}


def text_of(line: WorkoutExercise) -> str:
    rest = f", rest {line.rest_seconds} s" if line.rest_seconds else ""
    return f"{line.exercise.name}: {line.sets} x {line.amount.replace('–', '-')}{rest}"
