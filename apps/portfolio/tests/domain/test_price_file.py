"""Files of prices, in the columns and notations that people have."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.portfolio.domain.price_file import BadPriceFile, prices_in

DAY, NEXT = date(2024, 1, 2), date(2024, 1, 15)
days = st.dates(date(1950, 1, 1), date(2030, 1, 1))
prices = st.decimals("0.01", "1000000", places=4)


@pytest.mark.parametrize(
    "text",
    [
        "date,close\n2024-01-02,10.50\n2024-01-15,11\n",
        "Date,Open,High,Low,Close,Volume\n2024-01-02,1,1,1,10.5,0\n2024-01-15,1,1,1,11,0\n",
        "Datum;Kurs\n02.01.2024;10,50\n15.01.2024;11,00\n",
        "2024-01-02,10.5\n2024-01-15,11\n",
        "\ufeffDay\tPrice\n01/02/2024\t10.5\n01/15/2024\t11\n",
    ],
)
def test_a_file_is_read_in_whatever_notation(text):
    assert prices_in(text.encode()) == {DAY: Decimal("10.5"), NEXT: Decimal(11)}


@given(st.dictionaries(days, prices, min_size=1, max_size=20))
def test_what_is_written_is_what_is_read(closes):
    text = "date,close\n" + "".join(f"{on},{close}\n" for on, close in closes.items())

    assert prices_in(text.encode()) == closes


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "empty"),
        ("date,close\n", "no prices"),
        ("name,amount\nx,1\n", "Name the columns"),
        ("x,y\n", "Name the columns"),
        ("a,b,c\n1,2,3\n", "Name the columns"),
        ("date,close\n2024-01-02,0\n", "above zero"),
        ("date,close\n2024-01-02,-3\n", "above zero"),
        ("date,close\n2024-01-02,abc\n", "Line 2"),
        ("date,close\n2024-01-02\n", "missing"),
        ("date,close\n2024-13-02,1\n2024-14-02,1\n2024-15-02,1\n2024-16-02,1\n2024-17-02,1\n", "And 2 more"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_taken(text, sentence):
    with pytest.raises(BadPriceFile, match=sentence):
        prices_in(text.encode())
