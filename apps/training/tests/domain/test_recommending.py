"""People, what they trained, and what the library has for them."""

import pytest

from apps.training.domain.library import equipment_of, muscles_of
from apps.training.domain.recommending import Offer, Trained, Wish, recommend
from apps.training.domain.words import Equipment, Goal, Level
from apps.training.tests.domain.test_library import EXERCISES, WORKOUTS

ALL = frozenset(str(each) for each in Equipment)
HOME = frozenset({"dumbbells", "bench"})
BY_SLUG = {each.slug: each for each in EXERCISES}
OFFERS = [
    Offer(
        key=each.slug,
        goal=each.goal,
        level=each.level,
        minutes=each.minutes,
        equipment=frozenset(equipment_of(BY_SLUG[line.exercise].equipment for line in each.planned)),
        muscles=muscles_of((BY_SLUG[line.exercise].muscles, line.sets) for line in each.planned),
    )
    for each in WORKOUTS
]
SETS = {
    each.slug: {
        muscle: sum(line.sets for line in each.planned if muscle in BY_SLUG[line.exercise].muscles)
        for muscle in muscles_of((BY_SLUG[line.exercise].muscles, line.sets) for line in each.planned)
    }
    for each in WORKOUTS
}


def did(workout, hours_ago):
    return Trained(hours_ago, int(hours_ago // 24), workout, SETS[workout])


BEGINNER, LIFTER = Level.BEGINNER, Level.INTERMEDIATE

# Who, what they want and have, what they did, and what they are told first.
PERSONS = [
    ("new, nothing at home, half an hour", Wish(Goal.FITNESS, BEGINNER, 30), [], "first-steps-at-home"),
    ("new, nothing at home, more time", Wish(Goal.FITNESS, BEGINNER, 40), [], "whole-body-without-equipment"),
    ("dumbbells, for the first time", Wish(Goal.MUSCLE, BEGINNER, 45, HOME), [], "dumbbells-at-home-a"),
    ("dumbbells, day A two days ago", Wish(Goal.MUSCLE, BEGINNER, 45, HOME), [did("dumbbells-at-home-a", 49)],
     "dumbbells-at-home-b"),
    ("three-day split, after push", Wish(Goal.MUSCLE, LIFTER, 60, ALL), [did("push-day", 20)], "pull-day"),
    ("three-day split, after push and pull", Wish(Goal.MUSCLE, LIFTER, 60, ALL),
     [did("pull-day", 20), did("push-day", 44)], "leg-day"),
    ("strength, with everything", Wish(Goal.STRENGTH, LIFTER, 60, ALL), [], "heavy-lower-body"),
    ("strength, heavy legs yesterday", Wish(Goal.STRENGTH, LIFTER, 60, ALL), [did("heavy-lower-body", 24)],
     "heavy-upper-body"),
    ("expert at the bar", Wish(Goal.STRENGTH, Level.EXPERT, 75, ALL), [did("bench-day", 50)], "power-and-speed"),
    ("runner", Wish(Goal.ENDURANCE, LIFTER, 40), [], "easy-run"),
    ("stiff", Wish(Goal.MOBILITY, BEGINNER, 20), [], "evening-stretch"),
    ("three days in a row", Wish(Goal.STRENGTH, LIFTER, 60, ALL),
     [did("heavy-upper-body", 20), did("heavy-lower-body", 44), did("pull-up-ladder", 68)], "hips-and-hamstrings"),
]  # fmt: skip


@pytest.mark.parametrize(("wish", "trained", "expected"), [row[1:] for row in PERSONS], ids=[row[0] for row in PERSONS])
def test_each_person_is_told_what_fits(wish, trained, expected):
    advised = recommend(OFFERS, wish, trained)

    assert advised.advice[0].key == expected
    assert advised.advice[0].reasons


@pytest.mark.parametrize(("wish", "trained"), [row[1:3] for row in PERSONS], ids=[row[0] for row in PERSONS])
def test_nothing_is_offered_that_cannot_be_done(wish, trained):
    by_key = {each.key: each for each in OFFERS}

    advised = recommend(OFFERS, wish, trained, most=len(OFFERS))

    for advice in advised.advice:
        offer = by_key[advice.key]
        assert offer.equipment <= wish.equipment
        assert offer.minutes <= wish.minutes
        assert offer.level.rank <= wish.level.rank
        assert offer.goal is Goal.MOBILITY or not set(offer.main_muscles) & set(advised.resting)
    assert len(advised.advice) + sum(advised.left_out.values()) == len(OFFERS)


def test_it_is_said_why_and_why_not():
    advised = recommend(OFFERS, Wish(Goal.MUSCLE, LIFTER, 60, ALL), [did("push-day", 20)])

    assert advised.advice[0].reasons == (
        "It is made for your goal, muscle.",
        "It is at your level.",
        "With 60 minutes it makes good use of your time.",
        "You have not trained your lats, biceps and middle back for a week.",
    )
    assert advised.resting == ("chest", "shoulders", "triceps")
    assert advised.left_out["trains muscles that still rest"] > 0


@pytest.mark.parametrize(("sets", "hours", "rests"), [(3, 47, True), (3, 48, False), (2, 1, False)])
def test_a_muscle_rests_two_days_after_three_sets(sets, hours, rests):
    trained = [Trained(hours, hours // 24, None, {"chest": sets})]

    assert (recommend([], Wish(Goal.MUSCLE, LIFTER, 60), trained).resting == ("chest",)) is rests


def test_the_same_again_comes_after_something_else():
    one, other = (Offer(key, Goal.MOBILITY, BEGINNER, 10, frozenset(), ["calves"]) for key in ("one", "other"))
    wish = Wish(Goal.MOBILITY, BEGINNER, 10)

    def first(*trained):
        return recommend([one, other], wish, trained).advice[0].key

    assert first() == "one"
    assert first(Trained(30, 1, "one")) == "other"
    assert first(Trained(30, 1, None), Trained(80, 3, "one")) == "other"
    assert first(Trained(30, 1, "other"), Trained(80, 3, "one")) == "one"
