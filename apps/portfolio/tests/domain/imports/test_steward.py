"""What Steward writes it reads back, whatever a line says."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.portfolio.domain.imports import presets, sheets
from apps.portfolio.domain.imports.entries import FIELDS, BadEntry, Entry, State, as_fields, from_fields, ratio_of
from apps.portfolio.domain.imports.presets.steward import FORMAT

# Without the marks of a line's end, which every program that writes tables turns into its own.
words = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=30).filter(
    lambda text: text == text.strip("\ufeff")
)
figures = st.decimals(0, 10**12, allow_nan=False, places=6)
days = st.dates(date(1970, 1, 1), date(2100, 1, 1))
entries = st.builds(
    Entry,
    kind=st.sampled_from(["buy", "sell", "dividend"]), on=days, order=st.integers(0, 1440), account=words, name=words,
    note=words, quantity=figures, price=st.none() | figures, amount=figures, fee=figures, rate=st.none() | figures,
    acquired_on=st.none() | days, currency=st.sampled_from(["EUR", "USD"]), reference=st.uuids().map(str),
    ratio=st.sampled_from(["", "3:2"]),
)  # fmt: skip


def as_table(rows):
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, FIELDS)
    writer.writeheader()
    writer.writerows(as_fields(entry) for entry in rows)
    return text.getvalue().encode()


def as_json(rows):
    return json.dumps({"format": FORMAT, "activities": [as_fields(entry) for entry in rows]}).encode()


@pytest.mark.parametrize("written", [as_table, as_json])
@given(rows=st.lists(entries, min_size=1, max_size=4))
def test_every_line_comes_back_as_it_was(written, rows):
    sheet = sheets.read(written(rows))
    preset = presets.recognised(sheet)
    settings, sure = presets.found_settings(sheet, preset)

    reading = preset.read(sheet, settings)

    assert (preset.key, sure) == ("steward", True)
    assert {row.state for row in reading.rows} == {State.READY}
    assert [row.entry for row in reading.rows] == rows


def test_a_line_that_was_changed_by_hand_is_mended_and_a_table_that_is_none_is_refused():
    reading = presets.named("steward").read(
        sheets.read(as_json([]).replace(b"[]", b'[{"kind": "buy", "on": "soon"}]')), None
    )

    assert [row.state for row in reading.rows] == [State.TO_MEND]
    for broken in (
        b'{"format": "steward-ledger-1", "accounts": [1]}',
        b'{"format": "steward-ledger-1", "prices": [{}]}',
    ):
        with pytest.raises(sheets.BadFile):
            presets.named("steward").read(sheets.read(broken), None)


@pytest.mark.parametrize(
    ("said", "field"), [({"on": "2024-13-01"}, "on"), ({"quantity": "Infinity"}, "quantity"), ({"order": "x"}, "order")]
)
def test_a_field_that_is_not_what_it_must_be_is_named(said, field):
    with pytest.raises(BadEntry) as no:
        from_fields(said)

    assert list(no.value.fields) == [field]


def test_ratios_are_read_as_new_to_old():
    assert (ratio_of("3:2"), ratio_of("10"), ratio_of("")) == (Decimal(3) / 2, 10, None)
    for wrong in ("three", "1:0", "-1"):
        with pytest.raises(BadEntry):
            ratio_of(wrong)
