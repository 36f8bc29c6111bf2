"""What the mean field refuses, and that it says so by name."""

import dataclasses

import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.base.shelf import sources
from mirror_abm.engine.population import Animal, Population
from mirror_abm.mean_field import scope


class Changed(Animal):
    """An animal that learns in its own way."""

    def learn(self, trial, acts):
        """Learn nothing."""


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"account": "none"}, ["account = none", "the rule none"]),
        ({"account": "hebbian"}, ["account = hebbian", "the rule covariance"]),
        ({"rule": "pearce_hall"}, ["the rule pearce_hall"]),
        (  # a tenth of the age at maturity, 3.37 years
            {"account": "epigenetic"},
            ["constants.sensitive_period = 123.089"],
        ),
        ({"constants": {"entrenchment": 0.1}}, ["constants.entrenchment"]),
        ({"weights": "excitatory"}, ["weights = excitatory", "clipping"]),
        ({"constants": {"simultaneity": 0.3}}, ["constants.simultaneity = 0.3", "at most 0.2"]),
        (
            {"constants": {"synchrony_tempo": 600.0, "synchrony_duration": 0.5}},
            ["constants.simultaneity = 0.2", "beats"],
        ),
        ({"animal_class": Changed}, ["overrides learn"]),
    ],
)
def test_what_cannot_be_treated_is_refused_by_name(options, words):
    population = Population(
        "macaca_mulatta", point=True, size=3, learners=1, engine="agents", collect=False, **options
    )
    with pytest.raises(ma.MirrorError) as caught:
        ma.expected(population)
    for word in [*words, "Simulate instead"]:
        assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_stage_of_life_that_begins_late_is_refused_and_one_that_ends_bounds_the_horizon():
    population = Population(
        "macaca_mulatta", point=True, size=3, learners=1, engine="agents", collect=False
    )
    whole = ma.expected(population)
    assert whole.horizon["horizon"].max() > 20
    units, young = whole.units, whole.at(140.0)
    population.supply = dataclasses.replace(population.supply, copied_until=140.0)
    part = ma.expected(population)
    assert part.horizon["horizon"].max() == pytest.approx(10.0)
    pd.testing.assert_frame_equal(part.units, units, rtol=1e-12, atol=1e-12)
    pd.testing.assert_frame_equal(part.at(140.0), young, rtol=1e-12, atol=1e-12)
    with pytest.raises(
        ma.MirrorError,
        match=r"hours = 141: must be at most 140, the end of experience\.being_imitated\.stage",
    ):
        part.at(141.0)
    population.supply = dataclasses.replace(population.supply, copied_from=1000.0)
    with pytest.raises(ma.MirrorError, match=r"being_imitated\.stage\.onset"):
        ma.expected(population)


def test_a_source_that_it_does_not_know_is_refused_unless_it_is_off(monkeypatch):
    assert set(scope.TREATED) == set(sources.names)
    monkeypatch.setattr(
        "mirror_abm.mean_field.scope.TREATED",
        tuple(name for name in sources.names if name != "mirrors"),
    )
    with pytest.raises(ma.MirrorError, match="sources: mirrors cannot be treated"):
        ma.expected("octopus_vulgaris", groups=1)
    assert len(ma.expected("octopus_vulgaris", groups=1, without=("mirrors",)).units)
