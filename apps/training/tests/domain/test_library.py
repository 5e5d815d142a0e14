"""The files that come with Steward: what they promise, and how they are read."""

import re
from decimal import Decimal

import pytest

from apps.training.domain.library import equipment_of, exercises_in, muscles_of, workouts_in
from apps.training.domain.words import Equipment, Goal, Level, Muscle
from apps.training.services.library import FILES

EXERCISES = exercises_in((FILES / "exercises.csv").read_text())
WORKOUTS = workouts_in((FILES / "workouts.json").read_text())
# Of the 2011 Compendium: the activities that the library's exercises are counted as.
METS = {
    "01015": "7.5", "02010": "7.0", "02020": "8.0", "02022": "3.8", "02024": "2.8", "02030": "3.5", "02040": "8.0",
    "02048": "5.0", "02050": "6.0", "02052": "5.0", "02054": "3.5", "02065": "9.0", "02068": "12.3", "02072": "7.0",
    "02101": "2.3", "02150": "2.5", "12020": "7.0", "12030": "8.3", "12050": "9.8", "15110": "5.5", "17080": "6.0",
    "17133": "4.0", "17190": "3.5", "17200": "4.3", "18240": "5.8",
}  # fmt: skip


def test_there_are_enough_of_them_and_each_once():
    assert len({each.slug for each in EXERCISES}) == len(EXERCISES) >= 150
    assert len({each.name for each in EXERCISES}) == len(EXERCISES)
    assert len({each.slug for each in WORKOUTS}) == len(WORKOUTS) >= 40


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda each: each.slug)
def test_each_exercise_is_told_whole(exercise):
    sentences = re.findall(r"[.!?](?= |$)", exercise.instructions)

    assert 2 <= len(sentences) <= 4
    assert exercise.muscles
    assert not set(exercise.muscles) & set(exercise.also_muscles)
    assert exercise.met == Decimal(METS[exercise.met_code])


def test_every_muscle_and_all_equipment_has_an_exercise():
    assert {muscle for each in EXERCISES for muscle in each.muscles} == set(Muscle)
    assert {needed for each in EXERCISES for needed in each.equipment} == set(Equipment) - {Equipment.OTHER}


@pytest.mark.parametrize("workout", WORKOUTS, ids=lambda each: each.slug)
def test_each_workout_is_of_exercises_that_are_there_in_their_own_measure(workout):
    measures = {each.slug: each.measure for each in EXERCISES}

    for line in workout.planned:
        given = {"distance": line.metres, "time": line.seconds or line.metres}
        assert given.get(measures[line.exercise], line.reps_low or line.seconds), line


@pytest.mark.parametrize("workout", WORKOUTS, ids=lambda each: each.slug)
def test_the_time_of_each_workout_holds(workout):
    """Four seconds a repetition, each distance at an easy pace, the rests, and a minute to change."""
    work = sum(
        line.sets * ((line.seconds or 0) + 4 * (line.reps_high or 0) + _pace(line) + line.rest_seconds)
        for line in workout.planned
    )
    minutes = (work + 60 * len(workout.planned)) / 60

    assert 0.5 * workout.minutes <= minutes <= 1.4 * workout.minutes


def _pace(line):
    per_metre = {"walking": 0.75, "brisk-walking": 0.6, "swimming": 1.5, "outdoor-cycling": 0.17}
    return (line.metres or 0) * per_metre.get(line.exercise, 0.2 if "cycling" in line.exercise else 0.4)


@pytest.mark.parametrize("goal", Goal)
def test_every_goal_has_something_for_beginners(goal):
    assert [each for each in WORKOUTS if each.goal == goal and each.level == Level.BEGINNER]


def test_what_a_workout_needs_and_trains_follows_from_its_exercises():
    assert equipment_of([["bench", "barbell"], [], ["bench"]]) == ["barbell", "bench"]
    assert muscles_of([(["chest"], 3), (["lats"], 4), (["chest"], 3)]) == ["chest", "lats"]
