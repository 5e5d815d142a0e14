"""What exercises and workouts are said in: kinds, levels, muscles, equipment, goals, and how a set is measured."""

from enum import StrEnum

# Words that read better otherwise than by their code.
SPOKEN = {
    "bike": "Bicycle",
    "elliptical": "Elliptical trainer",
    "machine": "Machines of a gym",
    "pull_up_bar": "Pull-up bar",
    "rower": "Rowing machine",
    "wheel": "Ab wheel",
}


class Said(StrEnum):
    """A word of the library; `label` is how a person reads it."""

    @property
    def label(self) -> str:
        return SPOKEN.get(self.value) or self.value.replace("_", " ").capitalize()

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(each.value, each.label) for each in cls]

    @classmethod
    def values(cls) -> list[str]:
        return [each.value for each in cls]


class Kind(Said):
    STRENGTH = "strength"
    CARDIO = "cardio"
    PLYOMETRICS = "plyometrics"
    STRETCHING = "stretching"


class Level(Said):
    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    EXPERT = "expert"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


class Muscle(Said):
    ABDOMINALS = "abdominals"
    ABDUCTORS = "abductors"
    ADDUCTORS = "adductors"
    BICEPS = "biceps"
    CALVES = "calves"
    CHEST = "chest"
    FOREARMS = "forearms"
    GLUTES = "glutes"
    HAMSTRINGS = "hamstrings"
    LATS = "lats"
    LOWER_BACK = "lower_back"
    MIDDLE_BACK = "middle_back"
    NECK = "neck"
    QUADRICEPS = "quadriceps"
    SHOULDERS = "shoulders"
    TRAPS = "traps"
    TRICEPS = "triceps"


class Equipment(Said):
    """What an exercise needs beside a floor and a wall."""

    BANDS = "bands"
    BARBELL = "barbell"
    BENCH = "bench"
    BIKE = "bike"
    BOX = "box"
    CABLE = "cable"
    DIP_BARS = "dip_bars"
    DUMBBELLS = "dumbbells"
    ELLIPTICAL = "elliptical"
    EXERCISE_BALL = "exercise_ball"
    FOAM_ROLLER = "foam_roller"
    KETTLEBELL = "kettlebell"
    MACHINE = "machine"
    MEDICINE_BALL = "medicine_ball"
    OTHER = "other"
    POOL = "pool"
    PULL_UP_BAR = "pull_up_bar"
    ROPE = "rope"
    ROWER = "rower"
    TREADMILL = "treadmill"
    WHEEL = "wheel"


class Measure(Said):
    """What a set is told in."""

    LOAD = "load"  # repetitions with a weight
    REPS = "reps"  # repetitions
    TIME = "time"
    DISTANCE = "distance"  # and the time it took


class Goal(Said):
    STRENGTH = "strength"
    MUSCLE = "muscle"
    ENDURANCE = "endurance"
    FITNESS = "fitness"
    MOBILITY = "mobility"
