"""Encodings, delimiters, numbers and days as files really have them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.portfolio.domain.imports import figures, sheets
from apps.portfolio.domain.imports.entries import BadEntry

TEXT = "Date;Type;Größe\n2024-01-02;Kauf;1.234,50\n\n2024-01-03;Verkauf;2,5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_a_file_is_read_in_the_encoding_it_has(encoding):
    sheet = sheets.read(TEXT.encode(encoding))

    assert sheet.delimiter == ";"
    assert sheet.header() == ["date", "type", "größe"]
    assert [record.line for record in sheet.body()] == [2, 4]


@pytest.mark.parametrize("delimiter", sheets.DELIMITERS)
def test_the_delimiter_is_the_one_that_cuts_lines_alike(delimiter):
    text = "\n".join(delimiter.join(["2024-01-02", "Buy", f'"a{delimiter}b"', "3"]) for _ in range(5))

    assert sheets.read(text.encode()).records[0].cells == ["2024-01-02", "Buy", f"a{delimiter}b", "3"]


def test_a_cell_over_two_lines_keeps_its_text_and_counts_both():
    sheet = sheets.read(b'date,note\r\n2024-01-02,"two\r\nlines"\r\n2024-01-03,one\r\n')

    first, second = sheet.body()
    assert (first.line, first.text) == (2, '2024-01-02,"two\nlines"')
    assert second.line == 4


def test_names_of_columns_may_stand_below_other_lines():
    sheet = sheets.read(
        b'Transactions for account ...123\n\nDate,Action,Symbol,Amount\n01/02/2024,Buy,VT,"$1,000.00"\n'
    )

    assert sheet.header() == ["date", "action", "symbol", "amount"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b'{"activities": [', b"PK\x03\x04 and no archive"])
def test_what_is_no_file_of_ours_is_refused_in_words(content):
    with pytest.raises(Exception, match=r"empty|JSON|damaged"):
        sheets.read(content)


@pytest.mark.parametrize(
    ("text", "mark", "figure"),
    [
        ("1,234.50", ".", "1234.50"), ("1.234,50", ",", "1234.50"), ("$1,259.59", ".", "1259.59"),
        ("-$694.48", ".", "-694.48"), ("(12.30)", ".", "-12.30"), ("12,30-", ",", "-12.30"), ("1 234,5", ",", "1234.5"),
        ("1\u202f234,5", ",", "1234.5"), ("1'234.5", ".", "1234.5"), ("−3", ".", "-3"), ("2.0E-4", ".", "0.00020"),
        (".5", ".", "0.5"), ("+7", ".", "7"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written(text, mark, figure):
    assert figures.number(text, mark) == Decimal(figure)


@pytest.mark.parametrize(("text", "mark"), [("1,5", "."), ("1.5", ","), ("1,23,4", "."), ("abc", "."), ("1.2.3", "."), ("", "."), ("NaN", ".")])  # fmt: skip # noqa: E501
def test_a_number_that_may_be_another_is_refused(text, mark):
    with pytest.raises(BadEntry):
        figures.number(text, mark)


@pytest.mark.parametrize(
    ("cells", "mark"),
    [(["1,234.50"], "."), (["1.234,50"], ","), (["12,5"], ","), (["12.5", "1,000"], "."), (["1.000.000"], ","),
     (["0,123"], ","), (["word", "2024"], "."), ([], ".")],
)  # fmt: skip
def test_the_decimal_mark_is_found_by_what_can_be_nothing_else(cells, mark):
    assert figures.decimal_mark(cells) == mark


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_number_written_in_either_way_is_read_back(value):
    english = f"{value:,.4f}"
    german = english.translate(str.maketrans(",.", ".,"))

    assert figures.number(english, ".") == figures.number(german, ",") == value


@pytest.mark.parametrize(
    ("cells", "order", "sure"),
    [(["2024-01-02"], "ymd", True), (["20240102"], "ymd", True), (["13/01/2024"], "dmy", True),
     (["01/13/2024"], "mdy", True), (["01/02/2024"], "dmy", False), (["01.02.2024"], "dmy", False), ([], "dmy", True)],
)  # fmt: skip
def test_the_order_of_a_day_is_found_and_doubt_is_said(cells, order, sure):
    assert figures.date_order(cells) == (order, sure)


@pytest.mark.parametrize(
    ("text", "order", "expected", "at"),
    [
        ("2025-03-03T07:41:42.619Z", "ymd", date(2025, 3, 3), "07:41"),
        ("2024-03-15, 10:30:12", "ymd", date(2024, 3, 15), "10:30"),
        ("20260914;093000", "ymd", date(2026, 9, 14), "09:30"),
        ("19-12-2022", "dmy", date(2022, 12, 19), ""),
        ("07/12/24", "mdy", date(2024, 7, 12), ""),
        ("2024-01-02T00:00", "ymd", date(2024, 1, 2), ""),
        ("2024-01-02 99:99", "ymd", date(2024, 1, 2), ""),
    ],
)
def test_days_and_times_are_read(text, order, expected, at):
    assert figures.day(text, order) == expected
    assert figures.clock(text) == at


@pytest.mark.parametrize("text", ["", "soon", "2024-02-30", "31/31/2024"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(BadEntry):
        figures.day(text, "dmy")
