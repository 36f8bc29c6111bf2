"""``ma.phylo`` against R: numbers of phytools, nlme and lm, frozen in tests/data/phylo.

tests/data/phylo/phylo_r.R made them, and the traits and trees of which they are.
"""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.inference import phylo

DATA = Path(__file__).parents[1] / "data" / "phylo"
CASES = ("library", "pruned", "fossils", "polytomy")
EXPECTED = pd.read_csv(DATA / "expected.csv")
FORMULAS = {
    "simple": "y ~ brownian",
    "two": "y ~ brownian + noise",
    "log": "some ~ log(mass)",
    "words": "y ~ brownian + diet",
    "product": "y ~ brownian * noise",
    "none": "y ~ brownian - 1",
    "mean": "some ~ 1",
}


def expected(case, what):
    """Return the numbers of R under one heading, by name."""
    part = EXPECTED[(EXPECTED["case"] == case) & (EXPECTED["what"] == what)]
    assert len(part), (case, what)
    return dict(zip(part["name"], part["value"], strict=True))


def of(case):
    """Return table and tree of a case; the library's own tree is that which is bundled."""
    return {"data": DATA / f"traits_{case}.csv", "tree": None if case == "library" else tree(case)}


def tree(case):
    return DATA / f"tree_{case}.nwk"


def ours(term):
    """Return the name of a coefficient of R as we call it."""
    return re.sub(r"^diet(?=\w)", "diet: ", term.replace("(Intercept)", "(intercept)"))


def same(found, wanted, label):
    """Compare one model's rows with R's, coefficient by coefficient."""
    table = found.set_index("term")
    terms = [name.removeprefix("estimate ") for name in wanted if name.startswith("estimate ")]
    assert [ours(term) for term in terms] == list(table.index), label
    for term in terms:
        row = table.loc[ours(term)]
        for name in ("estimate", "error", "t", "p"):
            if f"{name} {term}" in wanted:
                assert row[name] == pytest.approx(wanted[f"{name} {term}"], rel=1e-6, abs=1e-8), (
                    f"{label} {name} {term}"
                )
    assert table["log_likelihood"].iloc[0] == pytest.approx(wanted["logL"], abs=1e-7), label


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("trait", ["brownian", "some", "noise", "y"])
def test_signal_is_that_of_phytools(case, trait):
    wanted = expected(case, f"signal {trait}")
    found = ma.phylo.pagels_lambda(trait=trait, **of(case)).iloc[0]
    assert found["log_likelihood_0"] == pytest.approx(wanted["phytools_logL0"], abs=1e-6)
    assert found["log_likelihood_1"] == pytest.approx(wanted["logL1"], abs=1e-6)
    assert found["lambda"] == pytest.approx(wanted["best_lambda"], abs=2e-6)
    assert found["log_likelihood"] == pytest.approx(wanted["best_logL"], abs=1e-7)
    # phytools stops some way before the top, at 0.729 of a flank once, and may go beyond 1
    lam = wanted["phytools_lambda"]
    if lam <= 1:
        there = ma.phylo.pgls(formula=f"{trait} ~ 1", lam=lam, **of(case))["log_likelihood"]
        assert there.iloc[0] == pytest.approx(wanted["phytools_logL"], abs=1e-6)
        assert found["log_likelihood"] >= wanted["phytools_logL"] - 1e-7
    else:
        assert found["lambda"] == 1
    k = ma.phylo.blomberg_k(trait=trait, permutations=9, **of(case)).iloc[0]
    assert k["K"] == pytest.approx(wanted["phytools_K"], rel=1e-6)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize("method", ["ML", "REML"])
def test_pgls_with_estimated_lambda_is_that_of_nlme(case, name, method):
    wanted = expected(case, f"pgls {name} {method}")
    found = ma.phylo.pgls(formula=FORMULAS[name], lam=method, **of(case))
    found = found[found["model"] == "pgls"]
    lam = found["lambda"].iloc[0]
    assert lam == pytest.approx(wanted["lambda"], abs=2e-7)
    assert found["log_likelihood"].iloc[0] >= wanted["logL"] - 1e-9
    assert (found["lambda_low"] <= lam).all()
    assert (found["lambda_high"] >= lam).all()
    near = {key: value for key, value in wanted.items() if key.split()[0] in ("estimate", "error")}
    same(found, near | {"logL": wanted["logL"]}, f"{case} {name} {method}")
    if "nlme_lambda" in wanted:  # gls's own estimate, found by another road
        assert lam == pytest.approx(wanted["nlme_lambda"], abs=5e-6)
        assert found["log_likelihood"].iloc[0] == pytest.approx(wanted["nlme_logL"], abs=1e-7)
        assert found["aic"].iloc[0] == pytest.approx(wanted["nlme_AIC"], abs=1e-6)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", FORMULAS)
def test_pgls_at_a_given_lambda_and_ordinary_regression_are_those_of_r(case, name):
    for at in (0, 0.4, 1):
        found = ma.phylo.pgls(formula=FORMULAS[name], lam=at, **of(case))
        label = f"pgls {name} at {at}"
        same(found[found["model"] == "pgls"], expected(case, label), f"{case} {label}")
        assert found["lambda_low"].isna().all()
    plain = found[found["model"] == "ordinary"]
    wanted = expected(case, f"ordinary {name}")
    same(plain, wanted, f"{case} ordinary {name}")
    assert plain["aic"].iloc[0] == pytest.approx(wanted["AIC"], abs=1e-7)
    equal = ma.phylo.pgls(formula=FORMULAS[name], lam=0.4, variances="equal", **of(case))
    same(
        equal[equal["model"] == "pgls"],
        expected(case, f"equal {name} at 0.4"),
        f"{case} equal {name}",
    )


def test_root_and_rate_of_a_trait_are_those_of_a_regression_on_nothing():
    for case in CASES:
        wanted = expected(case, "pgls mean ML")
        found = ma.phylo.pagels_lambda(trait="some", **of(case)).iloc[0]
        assert found["lambda"] == pytest.approx(wanted["lambda"], abs=2e-7)
        assert found["root"] == pytest.approx(wanted["estimate (Intercept)"], rel=1e-6)
        assert found["rate"] == pytest.approx(wanted["sigma"] ** 2, rel=1e-6)


def test_the_bundled_tree_is_the_one_that_r_read():
    names = pd.read_csv(DATA / "traits_library.csv")["species"]
    np.testing.assert_allclose(
        ma.phylo.covariance(names), ma.phylo.covariance(names, tree("library")), atol=1e-6
    )


def test_the_face_offers_the_module_and_what_is_in_it():
    assert ma.phylo is phylo
    assert "phylo" in dir(ma)
    assert dir(phylo) == sorted(phylo.__all__)
    for name in phylo.__all__:
        assert f"{name}" in phylo.__doc__
        assert getattr(phylo, name).__doc__
