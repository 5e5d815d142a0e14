"""A workout as people write it."""

import pytest

from apps.training.domain.amounts import Amount, amount
from apps.training.domain.words import Measure
from apps.training.domain.workout_text import Unclear, Written, written


@pytest.mark.parametrize(
    ("typed", "measure", "meant"),
    [
        ("8-12", Measure.LOAD, Amount(8, 12)),
        ("8 – 12", Measure.REPS, Amount(8, 12)),
        ("5", Measure.LOAD, Amount(5, 5)),
        ("8 to 10", Measure.LOAD, Amount(8, 10)),
        ("45 s", Measure.TIME, Amount(seconds=45)),
        ("1:30", Measure.TIME, Amount(seconds=90)),
        ("2.5 min", Measure.TIME, Amount(seconds=150)),
        ("5 km", Measure.DISTANCE, Amount(metres=5000)),
        ("400 m", Measure.DISTANCE, Amount(metres=400)),
        ("3 mi", Measure.DISTANCE, Amount(metres=4828)),
        ("20 min", Measure.DISTANCE, Amount(seconds=1200)),
        ("12-8", Measure.LOAD, None),
        ("0", Measure.REPS, None),
        ("9999", Measure.REPS, None),
        ("45 s", Measure.LOAD, None),
        ("5 km", Measure.TIME, None),
        ("0 km", Measure.DISTANCE, None),
        ("900 km", Measure.DISTANCE, None),
        ("far", Measure.DISTANCE, None),
        ("0 s", Measure.TIME, None),
    ],
)
def test_an_amount_is_read_by_what_the_exercise_is_told_in(typed, measure, meant):
    assert amount(typed, measure) == meant


def test_lines_are_read_and_empty_ones_passed_over():
    text = "Bench press: 3 x 8-12, rest 90 s\n\n  Curl: high: 2×10, 1:30 rest\nPlank: 3 * 45 s"

    assert written(text) == [
        Written(1, "Bench press", 3, "8-12", 90),
        Written(3, "Curl: high", 2, "10", 90),
        Written(4, "Plank", 3, "45 s", 0),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Bench press", "Line 1 is not like"),
        ("A: 3 x 8\nBench press 3 x 8", "Line 2 is not like"),
        ("Bench press: 0 x 8", "do 1 to 50 sets"),
        ("Bench press: 3 x 8, rest a while", "write the rest as"),
        ("Bench press: 3 x 8, rest 2:00:00", "an hour at most"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(text, sentence):
    with pytest.raises(Unclear, match=sentence):
        written(text)
