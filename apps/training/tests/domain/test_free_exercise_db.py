import pytest

from apps.training.domain.free_exercise_db import read

CURL = {
    "id": "Alternate_Hammer_Curl",
    "name": "Alternate Hammer Curl",
    "force": "pull",
    "level": "beginner",
    "mechanic": "isolation",
    "equipment": "dumbbell",
    "primaryMuscles": ["biceps"],
    "secondaryMuscles": ["forearms", "lower back"],
    "instructions": ["Stand upright.", "Curl the weight."],
    "category": "strength",
    "images": ["0.jpg"],
}


def test_an_exercise_is_read_in_the_librarys_words():
    [entry] = read([CURL]).entries

    assert (entry.slug, entry.name, entry.kind, entry.level) == (
        "alternate-hammer-curl", "Alternate Hammer Curl", "strength", "beginner",
    )  # fmt: skip
    assert (entry.equipment, entry.muscles) == (("dumbbells",), ("biceps",))
    assert entry.also_muscles == ("forearms", "lower_back")
    assert entry.instructions == "Stand upright. Curl the weight."
    assert (str(entry.met), entry.met_code, entry.measure) == ("3.5", "02054", "load")


@pytest.mark.parametrize(
    ("change", "equipment", "kind", "measure", "met"),
    [
        ({"equipment": "body only"}, (), "strength", "reps", "3.5"),
        ({"equipment": None, "category": "stretching"}, (), "stretching", "time", "2.3"),
        ({"equipment": "machine", "category": "cardio"}, ("machine",), "cardio", "time", "None"),
        ({"equipment": "bands"}, ("bands",), "strength", "reps", "3.5"),
        ({"equipment": "e-z curl bar"}, ("barbell",), "strength", "load", "3.5"),
        ({"category": "olympic weightlifting"}, ("dumbbells",), "strength", "load", "3.5"),
        ({"equipment": "medicine ball", "category": "plyometrics"}, ("medicine_ball",), "plyometrics", "load", "8.0"),
    ],
)
def test_its_words_have_their_counterparts(change, equipment, kind, measure, met):
    [entry] = read([CURL | change]).entries

    assert (entry.equipment, entry.kind, entry.measure, str(entry.met)) == (equipment, kind, measure, met)


@pytest.mark.parametrize(
    "fault",
    [
        {"level": "hero"},
        {"equipment": "anvil"},
        {"primaryMuscles": ["heart"]},
        {"name": ""},
        {"name": "…"},
        {"name": "x" * 81},
        {"instructions": ["a\0b"]},
        {"category": None},
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_is_taken(fault):
    without_level = {name: value for name, value in CURL.items() if name != "level"}

    found = read([CURL, CURL | {"name": "Other"} | fault, "no object", without_level, CURL])

    assert [entry.name for entry in found.entries] == ["Alternate Hammer Curl"]
    assert [sentence.split(" was")[0] for sentence in found.faults] == [f"Exercise {n}" for n in (2, 3, 4, 5)]
    assert found.faults[2] == "Exercise 4 was left out: it has no level."


@pytest.mark.parametrize("records", [{}, "text", [CURL] * 5_001])
def test_what_is_no_such_file_is_refused(records):
    with pytest.raises(ValueError, match="The file"):
        read(records)
