"""The main source is named where it is more than chance between groups, by another route."""

import doctest

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from mirror_abm.simulation import main_source
from mirror_abm.simulation.main_source import draws_needed, main_sources

KEY = {"species": "a", "account": "associative", "world": "normal", "modality": "visual"}


def found(share=0.5, **falls):
    """Return the main source of one share, whose falls in each group are given by source."""
    n = len(next(iter(falls.values())))
    drops = pd.DataFrame(
        {**KEY, "source": source, "replicate": number, "group": 0, "drop": fall}
        for source, each in falls.items()
        for number, fall in enumerate(each)
    )
    more = pd.DataFrame(
        {**KEY, "replicate": number, "group": 0, "net": share if number < n else 0.9}
        for number in range(n + 5)
    )
    return main_sources(drops, more, "net").iloc[0]


def test_a_source_is_named_if_its_lead_is_more_than_chance():
    sure = found(sound=[0.30, 0.35, 0.28, 0.33], mirrors=[0.01, 0.02, 0.00, 0.01])
    assert (sure["main_source"], sure["main_runner_up"]) == ("sound", "mirrors")
    lead = np.array([0.29, 0.33, 0.28, 0.32])
    assert sure["main_lead"] == pytest.approx(lead.mean())
    assert sure["main_lead_error"] == pytest.approx(stats.sem(lead))
    assert sure["main_drop_error"] == pytest.approx(stats.sem([0.30, 0.35, 0.28, 0.33]))
    assert stats.ttest_1samp(lead, 0).pvalue < 0.05


def test_one_that_is_not_told_apart_is_a_question_mark_and_still_says_which_it_may_be():
    close = found(sound=[0.30, 0.10, 0.28, 0.33], mirrors=[0.01, 0.32, 0.20, 0.01])
    assert (close["main_source"], close["main_first"]) == ("?", "sound")
    assert close["main_runner_up"] == "mirrors"
    assert close["main_needed"] > 4


def test_a_pair_is_compared_group_by_group_not_by_the_overlap_of_their_errors():
    common = np.array([0.05, 0.5, 0.2, 0.9, 0.4])
    paired = found(sound=common + np.array([0.05, 0.06, 0.05, 0.04, 0.05]), mirrors=common)
    assert paired["main_drop"] - 2 * paired["main_drop_error"] < common.mean()
    assert paired["main_source"] == "sound"


def test_a_third_source_of_wide_spread_can_also_forbid_a_name():
    falls = {"sound": [0.30, 0.31, 0.29, 0.30], "mirrors": [0.2, 0.2, 0.2, 0.2]}
    assert found(**falls)["main_source"] == "sound"
    assert found(**falls, synchrony=[-0.5, 0.9, -0.4, 0.7])["main_source"] == "?"


def test_a_fall_that_is_not_told_from_none_is_not_named_without_any_rival():
    assert found(sound=[0.5, -0.3, 0.4, -0.2])["main_source"] == "?"
    alone = found(sound=[0.5, 0.5, 0.4, 0.5])
    assert (alone["main_source"], alone["main_runner_up"]) == ("sound", "")


def test_nothing_is_named_where_no_fall_reaches_a_hundredth_and_one_group_tells_nothing_apart():
    none = found(sound=[0.005, 0.004], mirrors=[0.0, 0.0])
    assert (none["main_source"], none["main_first"]) == ("", "")
    assert np.isnan(none["main_drop"])
    one = found(sound=[0.5], mirrors=[0.0])
    assert (one["main_source"], one["main_n"]) == ("?", 1)


def test_the_share_beside_a_fall_is_that_of_the_same_groups():
    assert found(share=0.2, sound=[0.1, 0.2])["main_share"] == pytest.approx(0.2)


@pytest.mark.parametrize(("mean", "spread"), [(0.5, 1.0), (0.1, 0.3), (1.0, 0.6)])
def test_the_draws_needed_find_the_difference_in_four_of_five_simulated_runs(mean, spread):
    n = int(draws_needed(mean, spread))
    rng = np.random.default_rng(1)

    def power(n):
        each = rng.normal(mean, spread, (20_000, n))
        return np.mean(stats.ttest_1samp(each, 0, axis=1).pvalue < 0.05)

    assert power(n) == pytest.approx(0.8, abs=0.12 if n < 10 else 0.03)
    assert power(n) >= 0.79
    assert power(n - 1) < 0.81


def test_no_number_of_draws_finds_what_is_not_there():
    assert draws_needed(0.0, 0.1) == float("inf") == draws_needed(1e-6, 1.0)
    assert draws_needed(0.1, float("nan")) == float("inf")
    assert draws_needed(0.3, 0.0) == 2
    assert doctest.testmod(main_source).failed == 0
