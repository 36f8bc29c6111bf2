"""Generations: removal loses it, trained animals restore it, and the rates rise together."""

import numpy as np
import pytest

from mirror_abm.inference.generations import (
    PHASES,
    adulthood,
    both_branches,
    closed_form,
    history,
    put_in_models,
    remove_adults,
)
from mirror_abm.inference.lineage import DAYS, Lineage
from mirror_abm.mean_field.folds import APART, between
from mirror_abm.profile.species import load_species

SPECIES = load_species("tiliqua_rugosa")  # no other source that would carry imitation


def lineage(generations=2, rate=150.0, **options):
    given = {"cap": 6, "seed": 2, "point": True, "settings": {"group.size": 6}} | options
    return Lineage(SPECIES, "associative", given, 1.0, None, generations, rate, 0.5)


@pytest.fixture(scope="module")
def lived():
    """The mean readiness in the last generation of each phase, and how many days there are."""
    rows = history(lineage(), 0)
    late = {
        phase: [row["ready"] for row in rows if row["phase"] == phase and row["generation"] > 1]
        for phase in PHASES
    }
    assert {len(each) for each in late.values()} == {DAYS}
    return {phase: float(np.mean(ready)) for phase, ready in late.items()}


def test_imitating_founders_hand_it_on_and_naive_ones_do_not_begin(lived):
    assert lived["other sources alone"] < 0.02
    assert lived["naive founders"] < 0.15
    assert lived["full readiness"] > 0.6
    assert lived["imitating founders"] > 0.5


def test_it_is_lost_with_the_adults_and_trained_animals_restore_it(lived):
    assert lived["adults removed"] < 0.05
    assert lived["trained adults put in"] > 0.5


def test_who_is_put_in_has_the_age_of_who_goes():
    community = lineage().community(0, 150.0)
    ages = [community.age_of(each) for each in community.learners]
    adults = sum(age >= adulthood(community) for age in ages)
    assert remove_adults(community) == adults == 5
    assert [community.age_of(each) for each in community.learners] == pytest.approx(ages)
    assert put_in_models(community, 0.5) == 3
    assert [community.age_of(each) for each in community.learners] == pytest.approx(ages)
    trained = [each.matched() > 0.3 for each in community.learners]
    assert trained == [True, False, True, False, True, False]
    assert put_in_models(community, 0.01) == 1


def test_the_simulated_threshold_lies_within_the_range_of_the_closed_form():
    """Below it imitating founders lose it; over three populations, that differ by chance alone."""
    asked, rates = lineage(), [20.0, 30.0, 45.0, 67.5, 100.0]
    simulated, expected = [], []
    for draw in range(3):
        rows = [row for rate in rates for row in both_branches(asked, draw, rate)]
        ready = {
            founders: np.array([row["ready"] for row in rows if row["founders"] == founders])
            for founders in ("naive", "imitating")
        }
        assert (np.diff(ready["imitating"]) > -0.05).all()
        gap = ready["imitating"] - ready["naive"]
        simulated.append(between(np.array(rates), gap, APART)[0])
        form, most, why = closed_form(asked, draw)
        assert not why
        expected.append(form.thresholds(most)[0])
        # and the states above it
        states = form.branch([100.0], imitating=True)[0, 0]
        assert ready["imitating"][-1] == pytest.approx(states, abs=0.15)
    step = 1.5**0.5  # simulated to half a step between rates
    assert min(expected) / step <= np.median(simulated) <= max(expected) * step


def test_where_the_mean_field_does_not_go_it_says_why():
    human = Lineage(
        load_species("homo_sapiens"), "associative", {"cap": 2, "seed": 0}, 1.0, None, 1, None, 0.5
    )
    form, most, why = closed_form(human, 0)
    assert form is None
    assert most > 0
    assert "being_imitated.stage.offset" in why
