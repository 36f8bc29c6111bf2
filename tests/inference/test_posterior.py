"""The posterior over accounts: what is refused, what twins share, and what leaves nobody moved."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference import posterior as module
from mirror_abm.inference.drawn import Drawn
from mirror_abm.inference.observations import Recorded
from mirror_abm.inference.posterior import enough, posterior_of

from .made import examples_run
from .tables import ACCOUNTS, made, priors, with_account


def certain(draws=60, sure=0.97):
    """Return a table in which one account predicts the record, and the others the contrary."""
    verdicts = ["positive", "negative"] * 6
    rng = np.random.default_rng(5)
    said = []
    for number, verdict in enumerate(verdicts):
        true = sure if verdict == "positive" else 1 - sure
        rows = np.array([true, 1 - true, 0.5 + (true - 0.5) / 2, 0.5])[:, None] + rng.normal(
            0, 0.01, (4, draws)
        )
        finds = np.clip(rows, 0.001, 0.999).round(6)
        said.append(Recorded(f"r{number}", "mus_musculus", "visual", verdict, 1, finds))
    return Drawn(ACCOUNTS, priors(draws), {}, tuple(said))


@pytest.fixture(scope="module")
def told():
    return posterior_of(certain())


def test_a_record_that_one_account_predicts_and_no_assumption_changes_is_told(told):
    accounts = told.accounts.set_index("account")
    assert accounts["posterior"].idxmax() == "associative"
    assert accounts["posterior"].sum() == pytest.approx(1)
    assert (accounts["low"] <= accounts["posterior"] + 1e-9).all()
    assert (accounts["posterior"] <= accounts["high"] + 1e-9).all()
    assert accounts["bits"]["associative"] == 0.0  # against itself, exactly
    assert accounts["excluded"]["hebbian"] and not accounts["excluded"]["associative"]
    assert len(told.grid) == 9 * 4 and told.grid.groupby(["prior", "published"]).ngroups == 9
    about = told.calibration.iloc[0]
    assert about["low"] <= about["right"] <= about["high"] and about["few"]


def test_a_ranking_that_changes_over_the_grid_is_refused_and_the_grid_is_there():
    found = posterior_of(made(apart=0.1))
    assert found.refused.startswith("no ranking of accounts: the first two change over three")
    assert found.accounts["posterior"].isna().all() and found.grid["posterior"].notna().all()
    assert (found.accounts["least"] <= found.accounts["most"]).all()


def test_a_figure_above_95_that_few_worlds_reached_is_refused(monkeypatch):
    monkeypatch.setattr(module, "FEW_WORLDS", 10**9)
    found = posterior_of(certain(sure=0.999))
    assert "too few to say how often that is right" in found.refused
    assert found.accounts["posterior"].isna().all()


def test_the_same_account_entered_twice_shares_its_mass_and_moves_nobody():
    drawn = certain()
    one, two = posterior_of(drawn), posterior_of(with_account(drawn, "hebbian_again", 1))
    single, twice = (each.accounts.set_index("account") for each in (one, two))
    for name in ("associative", "genetic", "epigenetic"):
        assert twice.loc[name, "posterior"] == single.loc[name, "posterior"]
    halves = twice.loc[["hebbian", "hebbian_again"], "posterior"]
    assert halves.tolist() == [single.loc["hebbian", "posterior"] / 2] * 2
    assert twice["bits"]["hebbian_again"] == twice["bits"]["hebbian"]
    pd.testing.assert_frame_equal(one.grid, two.grid)
    only = with_account(made(accounts=("associative",)), "associative_again", 0)
    assert "predict the same in every draw" in posterior_of(only).refused


def test_what_moves_a_posterior_is_told_of_records_species_and_clades():
    found = posterior_of(made()).moves
    kinds = found.drop_duplicates(["kind", "left_out"])
    assert set(kinds["kind"]) == {"clade", "species", "record"}
    clades = set(kinds.query("kind == 'clade'")["left_out"])
    assert clades == {"primates", "rodents", "birds", "cephalopods"}
    for _, part in kinds.groupby("kind"):
        assert part["moved"].is_monotonic_decreasing
    sums = found.groupby(["kind", "left_out"])["without"].sum()
    np.testing.assert_allclose(sums, 1.0)


def test_draws_under_one_prior_or_too_few_of_them_have_no_posterior():
    with pytest.raises(InputError, match=r"prior = authored: a posterior .* --prior mixture"):
        enough(np.array(["authored"] * 200), "run x")
    with pytest.raises(InputError, match=r"39 draws: a posterior .* at least 40.* makes 120"):
        enough(priors(39), "run x")
    enough(priors(40), "run x")
    assert "nothing that is weighed is on record" in posterior_of(made(records=False)).refused


def test_weights_of_draws_count_as_copies_of_them_do():
    """Weights that leave some draws out give the posterior of the others."""
    drawn = made(draws=120)
    weights = np.ones((len(ACCOUNTS), 120))
    weights[:, 60:] = 1e-12
    logs = [
        posterior_of(each, weights=given).accounts["bits"]
        for each, given in ((drawn, weights), (part(drawn, 60), None))
    ]
    np.testing.assert_allclose(logs[0], logs[1], atol=1e-6)


def part(drawn, draws):
    records = tuple(
        Recorded(each.name, each.species, each.modality, each.verdict, 1, each.finds[:, :draws])
        for each in drawn.records
    )
    cells = {key: each[:, :, :draws] for key, each in drawn.cells.items()}
    return Drawn(drawn.accounts, drawn.priors[:draws], cells, records)


def test_sums_are_those_of_their_accounts(told):
    row = told.sums.set_index("sum").loc["nothing inherited"]
    names = row["accounts"].split(", ")
    assert names == ["associative", "hebbian", "epigenetic"]
    said = told.accounts.set_index("account")["posterior"]
    assert row["posterior"] == pytest.approx(said[names].sum())
    assert row["prior"] == pytest.approx(3 / 4)


def test_the_examples_in_the_docstrings_run():
    from mirror_abm.inference import moves

    assert examples_run(moves) > 0
