"""Cells: what is shown of a value, and what is kept of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror_abm.report.cells import Number, Ranged, Told, column_name, shown_cell, values_in


@given(
    st.floats(-2, 2) | st.floats(-1e-9, 1e-9),
    st.sampled_from([0, 1, 2, 4, "g", ".3g", "+.2f", ".0%", ".1e", ""]),
)
def test_no_number_is_shown_as_minus_nothing(value, form):
    text = Number(value, form)
    shown = float(text.rstrip("%"))
    assert not (shown == 0 and text.startswith("-"))
    assert abs(shown / (100 if form == ".0%" else 1) - value) <= 0.5 or form == 0
    assert values_in(text) == {"": value}


@pytest.mark.parametrize(
    ("cell", "text", "values"),
    [
        (None, "-", {"": None}),
        ("-", "-", {"": None}),
        (True, "yes", {"": True}),
        (np.bool_(False), "no", {"": False}),
        (np.int64(1234567), "1234567", {"": 1234567}),
        (np.float64(2.0), "2", {"": 2.0}),
        (float("nan"), "-", {"": None}),
        (Number(float("inf")), "inf", {"": float("inf")}),
        ("two\n  lines", "two lines", {"": "two lines"}),
        (Number(0.5, ".2f", " *"), "0.50 *", {"": 0.5}),
        (Ranged(-0.001, -0.5, 2), "0.00 [-0.50, 2.00]", {"": -0.001, "low": -0.5, "high": 2}),
        (Ranged(None, None, None), "-", {"": None, "low": None, "high": None}),
        (Told("3 of 10", 3, recorded=10), "3 of 10", {"": 3, "recorded": 10}),
    ],
)
def test_a_cell_is_shown_and_keeps_its_values_in_the_types_of_python(cell, text, values):
    assert str(shown_cell(cell)) == text
    found = values_in(cell)
    assert found == values
    assert all(type(value).__module__ == "builtins" for value in found.values())


@pytest.mark.parametrize(
    ("head", "name"),
    [("main source", "main_source"), ("delay (s)", "delay_s"), ("n = 3", "n_3"), ("", "")],
)
def test_heads_become_names_for_programs(head, name):
    assert column_name(head) == name
