"""Traits in every form in which they are given; what was simulated is refused."""

import numpy as np
import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.inference.phylo_table import (
    column_of,
    names_given,
    numbers_of,
    refuse_constant,
    refuse_simulated,
    table_of,
    traits_of,
    values_of,
)

TRAITS = {"homo_sapiens": 1.0, "mus_musculus": 2.0}
FRAME = pd.DataFrame({"species": list(TRAITS), "brain": list(TRAITS.values())})


@pytest.mark.parametrize(
    "given", [TRAITS, pd.Series(TRAITS), FRAME, FRAME.set_index("species"), FRAME.to_dict("list")]
)
def test_tables_series_and_mappings_mean_the_same(given):
    found = table_of(given, "brain")
    assert list(found.index) == list(TRAITS)
    np.testing.assert_array_equal(numbers_of(found, "brain"), [1, 2])


def test_a_path_is_read_and_another_column_may_hold_the_species(tmp_path):
    FRAME.rename(columns={"species": "taxon"}).to_csv(tmp_path / "t.csv", index=False)
    assert list(table_of(tmp_path / "t.csv", None, "taxon").index) == list(TRAITS)


OURS = {
    "account": pd.DataFrame({"species": ["a"], "account": ["x"], "mean": [0.1]}),
    "net": pd.DataFrame({"species": ["a"], "net": [0.1]}),
    "own_minus_other": pd.Series({"a": 1.0}, name="own_minus_other"),
    "replicate": pd.DataFrame({"share": [1.0]}, index=pd.Index(["a"], name="replicate")),
}


@pytest.mark.parametrize("column", OURS)
def test_tables_of_ours_are_refused_in_one_sentence_that_says_why(column):
    with pytest.raises(InputError) as told:
        table_of(OURS[column])
    assert f"has the column {column}, so that it was simulated by mirror_abm" in str(told.value)
    assert "test our own assumptions and no animal" in str(told.value)
    refuse_simulated(FRAME)


def test_a_run_itself_is_refused_by_every_function(tmp_path):
    run = ma.run("octopus_vulgaris", days=0.02, replicates=1, knockouts=0, out=tmp_path, workers=1)
    for table in (run, run.table("summary"), run.table("groups"), run.table("animals")):
        for refused in (
            lambda data: ma.phylo.pagels_lambda(data),
            lambda data: ma.phylo.blomberg_k(data),
            lambda data: ma.phylo.pgls(data, "mean ~ n"),
        ):
            with pytest.raises(InputError, match="was simulated by mirror_abm"):
                refused(table)


def test_a_prediction_may_be_a_predictor_where_nothing_is_tested():
    assert list(table_of(OURS["net"], simulated=True)["net"]) == [0.1]


@pytest.mark.parametrize(
    ("given", "piece"),
    [
        (5, "is a int: must be a table"),
        ("", "is a str: must be a table"),
        ({}, "is empty"),
        (pd.DataFrame({"taxon": ["a"], "x": [1]}), "has no column 'species'"),
        (pd.DataFrame({"specie": ["a"], "x": [1]}), "Did you mean specie?"),
        (pd.DataFrame({"species": ["a", None], "x": [1, 2]}), "row 2 names no species"),
        (pd.DataFrame({"species": ["a", " "], "x": [1, 2]}), "row 2 names no species"),
        (pd.DataFrame({"species": ["a", "a"], "x": [1, 2]}), "species given twice: a"),
        ({"species": ["a"], "x": [1, 2]}, "must have columns of one length"),
    ],
)
def test_what_is_no_table_of_traits_is_refused(given, piece):
    with pytest.raises(InputError) as told:
        table_of(given)
    assert piece in str(told.value)


def test_missing_values_are_named_and_never_dropped_silently():
    table = table_of({"a": 1.0, "b": None, "c": float("nan")}, "x")
    with pytest.raises(InputError, match=r"x: no value for b, c \(2 of 3 species\)"):
        column_of(table, "x")
    with pytest.raises(InputError, match="Did you mean brain"):
        column_of(table_of(FRAME), "brian")
    with pytest.raises(InputError, match=r"x of a = inf: must be a finite number"):
        numbers_of(table_of({"a": float("inf"), "b": 1.0}, "x"), "x")
    with pytest.raises(InputError, match=r"x of a = 'many': must be a finite number"):
        numbers_of(table_of({"a": "many", "b": 1.0}, "x"), "x")


def test_functions_of_a_column_are_taken_and_impossible_ones_refused():
    table = table_of({"a": 0.0, "b": 4.0}, "x")
    np.testing.assert_allclose(values_of(table, "sqrt(x)"), [0, 2])
    with pytest.raises(InputError, match=r"log\(x\): x of a = 0: must be above 0"):
        values_of(table, "log(x)")
    with pytest.raises(InputError, match="is no column"):
        values_of(table, "exp(x)")


def test_all_columns_of_numbers_are_traits_and_constant_ones_are_refused():
    table = table_of(FRAME.assign(diet=["meat", "fruit"], age=[3, 4]))
    assert list(traits_of(table, None)) == ["brain", "age"]
    with pytest.raises(InputError, match="no column of numbers"):
        traits_of(table[["diet"]], None)
    with pytest.raises(InputError, match=r"age = 3 in all 2 species"):
        refuse_constant("age", np.array([3.0, 3.0]))


@pytest.mark.parametrize("given", ["homo_sapiens", 5, [5]])
def test_names_are_given_as_a_list(given):
    with pytest.raises(InputError, match="must be a list of names of species"):
        names_given("have", given)
