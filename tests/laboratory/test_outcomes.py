"""What studies report, from tables of values, by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from mirror_abm.laboratory.experiment import load
from mirror_abm.laboratory.outcomes import recording_noise, reported
from mirror_abm.laboratory.parting import pooled
from mirror_abm.laboratory.variants import PUBLISHED, variants

QUARTER = "a quarter of the trials"
ACCOUNTS = ["associative", "genetic"]


def values(experiment, change, seed=0):
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        [
            (experiment.name, change, account, draw, column, animal, rng.normal())
            for account in ACCOUNTS[::-1]
            for draw in range(3)
            for column in experiment.columns
            for animal in range(4)
        ],
        columns=["experiment", "change", "account", "draw", "condition", "replicate", "value"],
    )


def cell(table, account, draw, condition, change=PUBLISHED):
    rows = table.query(
        "account == @account and draw == @draw and condition == @condition and change == @change"
    )
    return rows["value"].to_numpy()


def test_levels_differences_and_what_is_compared_with_the_study_as_published():
    base = load("catmur_2007")
    changed = variants(base)[QUARTER]
    table = pd.concat([values(base, PUBLISHED), values(changed, QUARTER, 1)])
    each = {(base.name, PUBLISHED): base, (base.name, QUARTER): changed}
    found = {(study.design[1], study.words): study for study in reported(table, each, ACCOUNTS)}
    assert [words for change, words in found if change == PUBLISHED] == list(base.columns)
    level = found[(PUBLISHED, "mirror")].outcome
    own = cell(table, "genetic", 2, "mirror")
    assert level.means[1, 2] == pytest.approx(own.mean())
    spread = np.array(
        [
            [cell(table, account, draw, "mirror").var(ddof=1) for draw in range(3)]
            for account in ACCOUNTS
        ]
    )
    np.testing.assert_allclose(level.variances, pooled(spread, 4) + recording_noise(base))
    apart = found[(QUARTER, "mirror, less the same group as published")].outcome
    assert apart.groups == 2
    other = cell(table, "genetic", 2, "mirror", QUARTER)
    assert apart.means[1, 2] == pytest.approx(other.mean() - own.mean())
    assert np.all(apart.variances > found[(QUARTER, "mirror")].outcome.variances)
    # nothing was done to the untrained: no outcome of the variant
    assert not [words for change, words in found if change == QUARTER and "untrained" in words]


def test_read_outs_of_one_group_are_compared_animal_by_animal():
    sparrows = load("prather_2008")
    table = values(sparrows, PUBLISHED)
    each = {(sparrows.name, PUBLISHED): sparrows}
    found = {study.words: study for study in reported(table, each, ACCOUNTS)}
    within = found["singers_same less singers_different"].outcome
    assert within.groups == 1
    one, other = (
        cell(table, "associative", 0, f"singers_{what}") for what in ("same", "different")
    )
    assert within.means[0, 0] == pytest.approx((one - other).mean())


def test_the_noise_of_recording_is_that_of_trials_in_the_unit_of_the_measure():
    responses, times = load("catmur_2007"), load("cook_2010")
    assert recording_noise(responses) == pytest.approx(0.15**2 / 10)
    assert recording_noise(times) == pytest.approx((30 * 0.5) ** 2 / 10)  # of 0.5 ms
    assert recording_noise(replace(times, negligible=1.0)) == pytest.approx(900 / 10)
