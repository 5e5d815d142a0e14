"""What is asked of the library, and how it is answered."""

from typing import Any

from rest_framework import serializers

from ..domain.words import Equipment, Goal, Kind, Level, Muscle
from ..models import Exercise, Workout, WorkoutExercise
from ..queries.library import Narrowed

NONE = "none"
LIBRARY, MINE = "library", "mine"


class LibraryFilter(serializers.Serializer[Any]):
    words = serializers.CharField(
        required=False, allow_blank=True, max_length=100, help_text="Parts of the name, all of them."
    )
    level = serializers.ChoiceField(choices=Level.choices(), required=False)
    equipment = serializers.MultipleChoiceField(
        choices=[(NONE, "None at all"), *Equipment.choices()],
        required=False,
        help_text="All that there is to train with; `none` for nothing. Without it, no matter.",
    )
    muscles = serializers.MultipleChoiceField(
        choices=Muscle.choices(), required=False, help_text="One of these at least is trained."
    )

    def narrowed(self) -> Narrowed:
        said = dict(self.validated_data)
        equipment = said.pop("equipment", None)
        said.pop("scope", None)
        return Narrowed(equipment=sorted(set(equipment) - {NONE}) if equipment else None, **said)


class WorkoutFilter(LibraryFilter):
    scope = serializers.ChoiceField(
        choices=[LIBRARY, MINE],
        default=LIBRARY,
        help_text="`library`, for anybody; or `mine`: the workouts that you made yourself, signed in.",
    )
    goal = serializers.ChoiceField(choices=Goal.choices(), required=False)
    minutes = serializers.IntegerField(min_value=1, max_value=600, required=False, help_text="The most there are.")


class ExerciseFilter(LibraryFilter):
    kind = serializers.ChoiceField(choices=Kind.choices(), required=False)


class LineRow(serializers.ModelSerializer[WorkoutExercise]):
    exercise = serializers.UUIDField(source="exercise.uuid")
    name = serializers.CharField(source="exercise.name")

    class Meta:
        model = WorkoutExercise
        fields = ("exercise", "name", "sets", "reps_low", "reps_high", "seconds", "metres", "rest_seconds")


class WorkoutRow(serializers.ModelSerializer[Workout]):
    exercises = LineRow(source="lines", many=True)

    class Meta:
        model = Workout
        fields = ("uuid", "name", "about", "goal", "level", "minutes", "equipment", "muscles", "exercises")


class ExerciseRow(serializers.ModelSerializer[Exercise]):
    class Meta:
        model = Exercise
        fields = (
            *("uuid", "name", "kind", "level", "equipment", "muscles", "also_muscles", "met", "met_code", "measure"),
            *("instructions", "source"),
        )
