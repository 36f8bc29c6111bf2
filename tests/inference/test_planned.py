"""Conditions of a planned study, in order, and runs that do not belong together."""

from types import SimpleNamespace

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.inference.chances import outcomes
from mirror_abm.inference.planned import planned, recorded_at
from mirror_abm.inference.shares import Shares
from mirror_abm.inference.study import Study
from mirror_abm.simulation.plan import make_plan

from .sheets import HOME, sheet


@pytest.fixture(scope="module")
def runs():
    return [ma.load_run(name, HOME.name) for name in sheet().facts["runs"]]


def test_conditions_are_numbered_by_species_sense_age_and_rearing(runs):
    found = planned(runs)
    assert [each[1:] for each in found.conditions] == [
        ("octopus_vulgaris", "visual", arm, age)
        for age in ("at 0.01 days of age", "at 0.05 days of age")
        for arm in ("intact", "without self_observation")
    ]
    assert [each.number for each in found.conditions] == [1, 2, 3, 4]
    assert found.comparisons() == [(0, 1), (2, 3)]
    assert found.draws == 8


def test_chances_are_those_of_the_units_of_the_condition(runs):
    found, study = planned(runs), Study(2, 10)
    units = runs[1].table("units")
    rows = units[(units["arm"] == "without self_observation") & (units["account"] == "genetic")]
    wanted = outcomes(Shares.of(rows, list(range(8))), study, "own")
    at = found.accounts.index("genetic")
    np.testing.assert_array_equal(found.counts(3, study)[at], wanted)


def test_runs_that_differ_in_more_than_their_age_are_refused(runs):
    with pytest.raises(InputError, match="at least one age"):
        planned([])
    other = make_plan(["octopus_vulgaris"], account=["genetic"], days=0.01)
    odd = SimpleNamespace(id="odd", plan=other)
    with pytest.raises(InputError, match="run odd: has other accounts"):
        planned([runs[0], odd])
    permuted = SimpleNamespace(id="odd", plan=SimpleNamespace(world="permuted"))
    with pytest.raises(InputError, match="must be 'normal'"):
        planned([permuted])


@pytest.mark.parametrize(
    ("species", "said"),
    [
        ("danio_rerio", "at 91.31 days of age (maturity)"),
        ("homo_sapiens", "at 730.5 days of age (two years, before maturity)"),
        ("apis_mellifera", "at 54.79 days of age (since emergence, the end of a worker's life)"),
    ],
)
def test_the_age_is_told_on_an_absolute_clock(species, said):
    assert recorded_at(make_plan([species]), species) == said
