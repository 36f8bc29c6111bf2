"""Sums over accounts, and the shares of those that were entered twice."""

import numpy as np
import pandas as pd

from mirror_abm.inference.sums import LEARNED, learning, sums_of, told_of_twins
from mirror_abm.inference.tempered import PUBLICATION, Tempered, over_assumptions

from .tables import made, with_account


def test_accounts_that_ask_no_tree_suppose_nothing_inherited():
    assert [learning(name) for name in ("associative", "genetic", "face_canalized", "mine")] == [
        True,
        False,
        False,
        False,
    ]


def test_a_sum_is_told_where_the_grid_lies_on_one_side_of_its_prior():
    drawn = made()
    whole = Tempered(drawn, drawn.records, PUBLICATION, 0)
    grid = over_assumptions(drawn, PUBLICATION, 0)
    member = dict(zip(drawn.accounts, ("a", "a", "c", "d"), strict=True))
    found = sums_of(whole, grid, member).set_index("sum")
    assert list(found.index) == [LEARNED, "a"]
    of = ["associative", "hebbian"]
    over = grid[grid["account"].isin(of)].groupby(["prior", "published"])["posterior"].sum()
    row = found.loc["a"]
    assert np.isclose(row["least"], over.min()) and np.isclose(row["most"], over.max())
    assert row["told"] == (len({bool(x > 0.5) for x in (row["posterior"], *over)}) == 1)


def test_twins_share_what_their_account_has():
    drawn = with_account(made(draws=6), "again", 1)
    names = ["associative", "hebbian", "genetic", "epigenetic"]
    columns = ("posterior", "low", "high", "least", "most", "plug_in")
    table = pd.DataFrame({"account": names} | {each: [0.1, 0.4, 0.2, 0.3] for each in columns})
    found = told_of_twins(table, drawn).set_index("account")
    assert found["posterior"].to_dict() == {
        "associative": 0.1,
        "hebbian": 0.2,
        "genetic": 0.2,
        "epigenetic": 0.3,
        "again": 0.2,
    }
