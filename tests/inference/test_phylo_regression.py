"""PGLS over many trees, and its errors; numbers of R are compared in test_phylo."""

import doctest
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference import phylo_regression
from mirror_abm.inference.phylo_regression import pgls

DATA = Path(__file__).parents[1] / "data" / "phylo"
TABLE = pd.read_csv(DATA / "traits_library.csv")


def slope(found, model="pgls", term="brownian"):
    return found[(found["model"] == model) & (found["term"] == term)].iloc[0]


def test_over_trees_estimates_are_pooled_with_the_variance_between_them():
    each = pgls(TABLE, "y ~ brownian", trees=8, by_tree=True)
    rows = each[(each["model"] == "pgls") & (each["term"] == "brownian")]
    assert rows["tree"].tolist() == list(range(8))
    pooled = slope(pgls(TABLE, "y ~ brownian", trees=8))
    assert pooled["estimate"] == pytest.approx(rows["estimate"].mean())
    total = (rows["error"] ** 2).mean() + (1 + 1 / 8) * rows["estimate"].var(ddof=1)
    assert pooled["error"] == pytest.approx(np.sqrt(total))
    assert pooled["between"] == pytest.approx(rows["estimate"].std(ddof=1))
    assert pooled["error"] > rows["error"].min()
    assert 2 < pooled["df"] < rows["df"].iloc[0]
    assert pooled["lambda_least"] <= pooled["lambda"] <= pooled["lambda_most"]
    assert pooled["trees"] == 8


def test_one_tree_given_twice_is_pooled_to_itself():
    file = (DATA / "tree_polytomy.nwk").read_text().strip()
    table = DATA / "traits_polytomy.csv"
    one, two = (
        slope(pgls(table, "y ~ brownian", tree=file)),
        slope(pgls(table, "y ~ brownian", trees=[file, file])),
    )
    for name in ("estimate", "error", "df", "p", "lambda", "log_likelihood", "aic"):
        assert two[name] == pytest.approx(one[name])


def test_ordinary_regression_stands_beside_it_and_does_not_depend_on_the_tree():
    found = [slope(pgls(TABLE, "y ~ brownian", trees=n), "ordinary") for n in (1, 5)]
    assert found[0]["estimate"] == found[1]["estimate"]
    x = np.column_stack([np.ones(len(TABLE)), TABLE["brownian"]])
    wanted, *_ = np.linalg.lstsq(x, TABLE["y"], rcond=None)
    assert found[0]["estimate"] == pytest.approx(wanted[1])
    assert np.isnan(found[0]["lambda"])


def test_at_lambda_0_of_tips_of_one_age_both_are_the_same():
    found = pgls(TABLE, "y ~ brownian + diet", lam=0)
    for term in set(found["term"]):
        for name in ("estimate", "error", "p", "log_likelihood", "aic"):
            assert slope(found, "pgls", term)[name] == pytest.approx(
                slope(found, "ordinary", term)[name]
            )


def test_the_order_of_rows_and_the_unit_of_the_tree_do_not_matter():
    shuffled = pgls(TABLE.sample(frac=1, random_state=1), "y ~ brownian")
    assert slope(shuffled)["estimate"] == pytest.approx(
        slope(pgls(TABLE, "y ~ brownian"))["estimate"]
    )
    text, table = (DATA / "tree_fossils.nwk").read_text(), DATA / "traits_fossils.csv"
    longer = re.sub(r":([\d.e-]+)", lambda found: f":{1000 * float(found[1])!r}", text)
    one, two = (slope(pgls(table, "y ~ brownian", tree=each.strip())) for each in (text, longer))
    for name in ("estimate", "error", "log_likelihood", "lambda"):
        assert two[name] == pytest.approx(one[name], rel=1e-6)


@pytest.mark.parametrize(
    ("given", "piece"),
    [
        ({"lam": "OLS"}, "lam = 'OLS': must be one of"),
        ({"lam": 1.2}, "must be 'ML', 'REML' or a number from 0 to 1"),
        ({"lam": True}, "must be 'ML', 'REML' or a number from 0 to 1"),
        ({"lam": None}, "must be 'ML', 'REML' or a number from 0 to 1"),
        ({"variances": "some"}, "variances = 'some'"),
        ({"tree": "(A:1,B:1);"}, "species not in the tree"),
        ({"tree": "(A:1,B:1);", "trees": True}, "two answers to one question"),
        ({"data": TABLE.head(4)}, "a regression must have at least 5"),
    ],
)
def test_nonsense_is_refused(given, piece):
    with pytest.raises(InputError) as told:
        pgls(**({"data": TABLE, "formula": "y ~ brownian"} | given))
    assert piece in str(told.value)


def test_the_examples_hold():
    assert doctest.testmod(phylo_regression).failed == 0
