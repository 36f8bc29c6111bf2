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
    table = pd.DataFrame({"audible": [True], "n": [1], "mean": [0.5], "kind": ["broad"]})
    assert codebook({"summary": table})["type"].tolist() == [
        "yes/no",
        "whole number",
        "number",
        "text",
    ]


def test_what_the_codebook_says_of_columns_that_follow_from_others_is_so(tables):
    groups, ledger, curves = tables["groups"], tables["ledger"], tables["curves"]
    for net, share, expected in (
        ("own_minus_other", "own", "other"),
        ("unconditional_net", "unconditional_share", "unconditional_expected"),
    ):
        assert (groups[net] - (groups[share] - groups[expected])).abs().max() < 1e-12
    for share, of in (("congruent", ""), ("unconditional_share", "unconditional_")):
        kinds = groups[f"{of}strict"] + groups[f"{of}broad"]
        assert (groups[share] - kinds).abs().max() < 1e-12
    assert (ledger["net"] - (ledger["matched"] - ledger["expected"])).abs().max() < 1e-9
    assert (curves["mirror_index"] - (curves["matched"] - curves["nonmatched"])).abs().max() < 1e-12
    units = tables["units"]
    whole = units["unconditional_kind"].isin(["strict", "broad"])
    assert (units["unconditional_congruent"] == whole).all()
    heard = units[units["perceptible"]]
    assert (heard["congruent"] == heard["kind"].isin(["strict", "broad"])).all()
    unheard = units[~units["perceptible"]]
    assert len(unheard)
    assert unheard[["own", "other", "congruent", "counter", "expected"]].isna().all(axis=None)
    assert set(unheard["kind"]) == {""}
    compared = tables["by_visibility"]
    gap = compared["opaque"] - compared["visible"]
    assert (compared["difference"] - gap).abs().max() < 1e-12
