from datetime import date, timedelta

import pytest

from project.lib.charts import MOST_ROWS, Chart, Series
from project.lib.formats import in_locale


def test_the_table_says_unknown_where_the_picture_has_a_gap():
    chart = Chart("Worth", "line", [date(2026, 1, 31), date(2026, 2, 28)], [Series("A", [1234.5, None])], unit="EUR")

    with in_locale("de-DE"):
        rows, data = chart.rows, chart.data

    assert rows == [("31.01.2026", ["1.234,50\xa0€"]), ("28.02.2026", ["unknown"])]
    assert data["series"] == [{"name": "A", "values": [1234.5, None]}]
    assert (data["labels"], data["locale"]) == (["2026-01-31", "2026-02-28"], "de-DE")


def test_other_units_stand_behind_the_figure():
    chart = Chart("Energy", "bar", ["Mon"], [Series("kcal", [1840]), Series("more", [2])], unit="kcal", decimals=0)

    assert chart.rows == [("Mon", ["1,840 kcal", "2 kcal"])]


@pytest.mark.parametrize("count", [0, 1, 2, MOST_ROWS, MOST_ROWS + 1, 3650])
def test_a_long_table_is_thinned_and_keeps_its_ends(count):
    days = [date(2026, 1, 1) + timedelta(days=day) for day in range(count)]

    rows = Chart("Worth", "line", days, [Series("A", list(range(count)))], decimals=0).rows

    assert len(rows) == min(count, MOST_ROWS)
    assert len({label for label, _ in rows}) == len(rows)
    if count:
        assert [rows[0][1], rows[-1][1]] == [["0"], [f"{count - 1:,}"]]


def test_a_series_of_another_length_is_refused():
    with pytest.raises(ValueError, match="one value for each label"):
        Chart("Worth", "line", ["a", "b"], [Series("A", [1])])
