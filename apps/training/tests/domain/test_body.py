"""Figures of the body, in one system of units and back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.training.domain.body import Body, bounds_shown, meant, shown


@given(kind=st.sampled_from(list(Body)), tenths=st.integers(50, 800), imperial=st.booleans())
def test_what_was_typed_comes_back(kind, tenths, imperial):
    typed = Decimal(tenths) / 10

    assert shown(kind, meant(kind, typed, imperial=imperial), imperial=imperial).figure == typed


@pytest.mark.parametrize("imperial", [True, False])
@pytest.mark.parametrize("kind", list(Body))
def test_whatever_a_form_takes_may_be_kept(kind, imperial):
    least, most = kind.bounds

    for typed in bounds_shown(kind, imperial=imperial):
        assert least <= meant(kind, typed, imperial=imperial) <= most


def test_units():
    assert [Body.WEIGHT.unit, Body.BODY_FAT.unit, Body.WAIST.unit] == ["kg", "%", "cm"]
    assert shown(Body.WAIST, Decimal("81.28"), imperial=True).figure == 32
