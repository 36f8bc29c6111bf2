"""The error of time-lapse, measured in whole lives."""

import doctest

import numpy as np
import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.base.shelf import measures
from mirror_abm.simulation import lapse_error
from mirror_abm.simulation.lapse_error import over_species, time_lapse_errors
from mirror_abm.simulation.recordings import recordings


@pytest.fixture(scope="module")
def measured():
    return time_lapse_errors(
        ["danio_rerio", "mus_musculus"],
        ["associative", "hebbian"],
        saliences=[0.012, 0.3],
        days=12,
        replicates=4,
    )


def test_small_steps_are_nearly_right_and_steps_that_are_too_large_are_not(measured):
    index = measured[measured["measure"] == "mirror_index"]
    mean = index.assign(size=index["error"].abs()).groupby("salience")["size"].mean()
    assert mean[0.012] < 0.01 < mean[0.3]


def test_each_row_says_its_lapse_its_rule_and_what_was_replicated(measured):
    assert (measured["lapse"] * lapse_error.SLOWEST).to_numpy() == pytest.approx(
        measured["salience"].to_numpy()
    )
    assert dict(zip(measured["account"], measured["rule"], strict=True)) == {
        "associative": "rescorla_wagner",
        "hebbian": "covariance",
    }
    assert set(measured["n"]) == {4}
    assert set(measured["unit_of_replication"]) == {"group"}
    assert (measured["error"] - (measured["lapsed"] - measured["full"])).abs().max() < 1e-12


def test_the_life_in_full_is_that_of_an_ordinary_population_at_the_slow_salience():
    """Draw by draw: days as they come, at s alpha = 0.003, and the mirror index of its units."""
    table = time_lapse_errors("danio_rerio", saliences=[0.3], days=3, replicates=2)
    row = table[(table["measure"] == "mirror_index") & (table["modality"] == "visual")].iloc[0]
    indices = []
    for replicate in range(2):
        drawn = ma.Population("danio_rerio", replicate=replicate, collect=False).constants
        slow = {"constants.incidental_salience": 0.003 / drawn.alpha}
        run = ma.Population(
            "danio_rerio", replicate=replicate, settings=slow, learners=2, collect=False
        )
        run.forward(3 * run.day_ticks)
        recorded = recordings(run)
        index = measures.load("mirror_index").measure(recorded, run.constants.criterion)
        index = index[index["modality"] == "visual"]
        indices.append(index.groupby("animal")["mirror_index"].mean().mean())
    assert row.full == pytest.approx(np.mean(indices), abs=1e-12)


def test_errors_are_averaged_over_species_and_the_largest_keeps_its_sign():
    cell = {"account": "a", "rule": "r", "salience": 0.03, "lapse": 10.0, "measure": "m"}
    table = pd.DataFrame(
        [{**cell, "error": error, "se": se} for error, se in ((0.01, 0.03), (-0.05, 0.04))]
    )
    row = over_species(table).iloc[0]
    assert (row.error, row.se) == (pytest.approx(-0.02), pytest.approx(0.025))
    assert (row.largest, row.largest_se, row.cells) == (-0.05, 0.04, 2)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"saliences": [0.001]}, "saliences = 0.001: must lie in (0.003, 0.3]"),
        ({"saliences": [0.5]}, "saliences = 0.5"),
        ({"saliences": []}, "must name one or more"),
        ({"slowest": 0}, "slowest = 0: must be above 0"),
        ({"days": -1}, "days = -1: must be above 0"),
        ({"replicates": 1}, "replicates"),
        ({"account": "nobody"}, "account = 'nobody'"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_a_sentence(wrong, says):
    with pytest.raises(InputError) as told:
        time_lapse_errors("danio_rerio", **wrong)
    assert says in str(told.value)


def test_the_examples_hold():
    assert doctest.testmod(lapse_error).failed == 0
