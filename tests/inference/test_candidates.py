"""The designs that a run offers."""

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.inference.candidates import OUTCOME_BINS, joint
from mirror_abm.inference.chances import outcomes
from mirror_abm.inference.information import mutual_information
from mirror_abm.inference.recommendation import record_next

from ..clock import FAST_SETTINGS
from .made import EVEN, shares, study


def test_a_rearing_contrast_is_a_design_and_tells_at_least_what_its_arms_tell(tmp_path):
    raised = ma.run(
        "octopus_vulgaris",
        days=0.02,
        replicates=4,
        account=["associative", "genetic"],
        settings=FAST_SETTINGS,
        without=["self_observation"],
        contrast=True,
        out=tmp_path,
    )
    table = record_next(raised, animals=1, units=12).designs.query(
        "comparison == 'all accounts' and modality == 'visual'"
    )
    assert set(table["design"]) == {
        "intact",
        "without self_observation",
        "intact and without self_observation",
    }
    assert table.set_index("design").cost["intact and without self_observation"] == 2


def test_two_studies_of_the_same_draws_can_tell_what_neither_tells_alone():
    """Each account gives 0.1 or 0.5; accounts differ in which of the two goes with which arm."""
    one, other = (
        np.stack([outcomes(shares(*s), study(1, 12), "own") for s in pair])
        for pair in (((0.1, 0.5), (0.5, 0.1)), ((0.5, 0.1), (0.5, 0.1)))
    )
    both = joint(one, other)
    np.testing.assert_allclose(both.sum(axis=2), 1, atol=1e-12)
    assert mutual_information(one.mean(axis=1), EVEN) < 1e-12
    assert mutual_information(both.mean(axis=1), EVEN) > 0.3


def test_binning_adds_neighbours_up_and_loses_no_chance():
    many = outcomes(shares(0.3), study(1, 100), "own")[None]
    both = joint(many, many)
    assert both.shape[-1] <= OUTCOME_BINS**2 < 101**2
    assert both.sum() == pytest.approx(1, abs=1e-12)
