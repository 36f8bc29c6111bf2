"""Formulas as R writes them; what they stand for in numbers is compared with R in test_phylo."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference.phylo_formula import regression

N = 8
RNG = np.arange(N, dtype=float)
TABLE = pd.DataFrame(
    {
        "y": RNG**2,
        "x": RNG + 1,
        "z": np.cos(RNG),
        "twice": 2 * RNG + 2,
        "flat": 3.0,
        "diet": list("abcabcab"),
        "one": "a",
        "many words": [f"w{at}" for at in range(N)],
        "yes": [True, False] * 4,
    },
    index=[f"s{at}" for at in range(N)],
)


@pytest.mark.parametrize(
    ("formula", "terms"),
    [
        ("y ~ x", ("(intercept)", "x")),
        ("y~x+z", ("(intercept)", "x", "z")),
        ("y ~ x + 0", ("x",)),
        ("y ~ x - 1", ("x",)),
        ("y ~ 1", ("(intercept)",)),
        ("log(x) ~ z", ("(intercept)", "z")),
        ("y ~ log10( x ) + sqrt(x)", ("(intercept)", "log10( x )", "sqrt(x)")),
        ("y ~ x*z", ("(intercept)", "x", "z", "x:z")),
        ("y ~ x + x", ("(intercept)", "x")),
        ("y ~ diet", ("(intercept)", "diet: b", "diet: c")),
        ("y ~ yes", ("(intercept)", "yes: True")),
        ("y ~ x:diet", ("(intercept)", "x:diet: b", "x:diet: c")),
    ],
)
def test_a_formula_names_its_coefficients(formula, terms):
    assert regression(TABLE, formula).terms == terms


def test_columns_are_what_they_are_called():
    found = regression(TABLE, "y ~ x * z + diet")
    columns = dict(zip(found.terms, found.x.T, strict=True))
    np.testing.assert_allclose(columns["x:z"], TABLE["x"] * TABLE["z"])
    np.testing.assert_array_equal(columns["diet: b"], TABLE["diet"] == "b")
    np.testing.assert_array_equal(found.y, TABLE["y"])
    assert regression(TABLE, "y", ["x", "z"]).terms == regression(TABLE, "y ~ x + z").terms


@pytest.mark.parametrize(
    ("formula", "on", "piece"),
    [
        (5, None, "must be text such as"),
        ("y", None, "must be 'y ~ x1 + x2'"),
        ("y ~ x ~ z", None, "must be 'y ~ x1 + x2'"),
        ("y ~ x", "z", "leave on out"),
        ("y ~", None, "a name is missing"),
        ("~ x", None, "a name is missing"),
        ("y ~ x +", None, "a name is missing"),
        ("y ~ 0", None, "has no predictor and no intercept"),
        ("y ~ x + y", None, "y: stands on both sides"),
        ("y ~ w", None, "is no column of the table"),
        ("y ~ flat", None, "flat = 3 in all 8 species"),
        ("flat ~ y", None, "flat = 3 in all 8 species"),
        ("y ~ one", None, "explains nothing"),
        ("y ~ x + twice", None, "twice: follows from (intercept), x"),
        ("diet ~ x", None, "must be a finite number"),
        ("y ~ x + z + diet + x:z + sqrt(x)", None, "7 coefficients for 8 species"),
    ],
)
def test_what_cannot_be_fitted_is_refused(formula, on, piece):
    with pytest.raises(InputError) as told:
        regression(TABLE, formula, on)
    assert piece in str(told.value)


def test_a_column_of_as_many_words_as_species_is_no_kind_of_species():
    table = pd.DataFrame({"y": np.arange(20.0), "name": [f"w{at}" for at in range(20)]})
    with pytest.raises(InputError, match="holds 20 different words"):
        regression(table, "y ~ name")
