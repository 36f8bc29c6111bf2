"""How fast accounts learn, and how strong a drive can be."""

import math

import pytest

from mirror_abm.base.shelf import accounts, rules
from mirror_abm.laboratory.account_speeds import account_speeds, accounts_by


def test_every_account_that_learns_does_so_at_one_speed_but_for_its_plasticity():
    table = account_speeds().set_index("account")
    assert tuple(table.index) == accounts.names
    learning = table[table["half_life"] < math.inf]
    assert set(table.index) - set(learning.index) == {"genetic", "none"}
    wanted = learning["half_life"] * learning["plasticity"]
    assert wanted.to_numpy() == pytest.approx(wanted["associative"], rel=1e-6)


def test_accounts_that_do_not_learn_end_where_they_were_born():
    table = account_speeds(["genetic", "none"]).set_index("account")
    told = table[["at_birth", "asymptote", "largest_drive"]]
    assert told.loc["genetic"].tolist() == [0.5, 0.5, 2.0]
    assert told.loc["none"].tolist() == [0.0, 0.0, 0.0]


def test_early_input_of_the_species_sets_the_speed_of_the_epigenetic_account():
    found = {
        species: account_speeds(["epigenetic"], species).iloc[0]
        for species in ("octopus_vulgaris", "macaca_mulatta")
    }
    assert found["octopus_vulgaris"].plasticity == pytest.approx(0.5, abs=0.01)  # hardly imitated
    assert found["macaca_mulatta"].half_life < found["octopus_vulgaris"].half_life


def test_accounts_are_found_by_their_rule():
    assert accounts_by(["none"]) == ["genetic", "none"]
    assert accounts_by(["hebbian", "covariance"]) == [
        "canalized",
        "face_canalized",
        "hebbian",
        "inverse_model",
    ]
    assert set(accounts_by(rules.names)) == set(accounts.names)
