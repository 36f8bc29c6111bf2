"""Every column of every table is explained, and nothing is explained that is not there."""

import pandas as pd
import pytest

from mirror_abm.simulation.archive import TABLES
from mirror_abm.simulation.codebook import COLUMNS, ROWS, codebook
from mirror_abm.simulation.export import EXPORTED, _species


@pytest.fixture(scope="module")
def tables(run):
    return {name: run.table(name) for name in TABLES} | {"species": _species(run)}


def test_every_table_and_every_column_has_its_line(tables):
    book = codebook(tables)
    assert set(ROWS) == set(tables) == set(EXPORTED)
    for name, table in tables.items():
        assert book[book["table"] == name]["column"].tolist() == table.columns.tolist()
    assert (book["meaning"].str.len() > 4).all()


def test_nothing_is_explained_that_no_table_has(tables):
    there = {column for table in tables.values() for column in table.columns}
    there |= {f"{name}.{column}" for name, table in tables.items() for column in table.columns}
    assert set(COLUMNS) <= there


def test_types_are_said_in_words():
    table = pd.DataFrame({"congruent": [True], "n": [1], "mean": [0.5], "kind": ["broad"]})
    assert codebook({"summary": table})["type"].tolist() == [
        "yes/no",
        "whole number",
        "number",
        "text",
    ]


def test_what_the_codebook_says_of_columns_that_follow_from_others_is_so(tables):
    groups, ledger, curves = tables["groups"], tables["ledger"], tables["curves"]
    assert (groups["net"] - (groups["share"] - groups["expected"])).abs().max() < 1e-12
    assert (groups["share"] - groups["strict"] - groups["broad"]).abs().max() < 1e-12
    assert (ledger["net"] - (ledger["matched"] - ledger["expected"])).abs().max() < 1e-9
    assert (curves["mirror_index"] - (curves["matched"] - curves["nonmatched"])).abs().max() < 1e-12
    units = tables["units"]
    assert (units["congruent"] == units["kind"].isin(["strict", "broad"])).all()
