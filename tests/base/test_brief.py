"""Objects in one line: short, in one line, and never silent about what is left out."""

import doctest
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest

from mirror_abm.base import brief
from mirror_abm.base.strict import Strict


@dataclass
class Many:
    weights: Any
    table: Any
    names: Any
    _hidden: int = 0

    __repr__ = brief.brief


class Pair(NamedTuple):
    first: Any
    second: Any

    def __repr__(self):
        return brief.brief(self)


class Block(Strict):
    name: str
    reason: str


def test_the_examples_hold():
    assert doctest.testmod(brief).failed == 0
    assert doctest.testmod(brief).attempted > 5


def test_tables_and_arrays_are_told_by_their_size():
    made = Many(np.zeros((3, 1000)), pd.DataFrame({"a": [1, 2]}), ["x"])
    assert repr(made) == "Many(weights=array of 3 x 1000, table=table of 2 rows, names=['x'])"


@pytest.mark.parametrize(
    "made",
    [
        Many("word " * 1000, {str(i): i for i in range(1000)}, "line\nbreak"),
        Many([[1.0] * 50] * 50, ("x" * 500,), {"deep": {"deep": ["y" * 400]}}),
        Pair(Pair("z" * 1000, None), list(range(10_000))),
        Block(name="a", reason="because " * 100),
    ],
)
def test_no_line_is_longer_than_the_bound_or_broken(made):
    assert len(repr(made)) <= brief.MOST
    assert "\n" not in repr(made)
    assert str(made) == repr(made)
    assert "..." in repr(made) or " of " in repr(made)


def test_what_has_no_fields_is_named():
    class Named:
        name = "grasp"

    assert brief.value(Named()) == "<Named grasp>"
    assert brief.value(object()) == "<object>"
    assert brief.value(np) == "numpy"
    assert brief.value(np.float64(0.5)) == "np.float64(0.5)" or "0.5" in brief.value(np.float64(1))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0001234, "0.0001234"), (-0.0, "0"), (1e-17, "0"), (1234.56, "1,234.6"), (1e20, "1e+20")],
)
def test_numbers_are_for_readers(value, text):
    assert brief.number(value) == text


def test_a_line_leaves_out_what_is_empty_and_is_cut_at_the_bound():
    assert brief.line("Run", "", "") == "<Run>"
    long = brief.line("Run", *["word"] * 200)
    assert len(long) == brief.MOST
    assert long.endswith("...>")
