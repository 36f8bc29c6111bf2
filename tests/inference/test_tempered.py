"""One tempered posterior, and what leaving out and other assumptions do to it."""

import numpy as np
import pytest

from mirror_abm.inference.tempered import PUBLICATION, PUBLICATIONS, Tempered, over_assumptions

from .tables import made


def test_a_posterior_without_anything_is_its_prior_and_without_nothing_itself():
    drawn = made()
    whole = Tempered(drawn, drawn.records, PUBLICATION, 0)
    every = {each.name for each in drawn.records}
    assert whole.without(every).tolist() == [0.25] * 4
    np.testing.assert_array_equal(whole.without(set()), whole.here)
    assert whole.resampled.shape[1] == 4
    np.testing.assert_allclose(whole.resampled.sum(axis=1), 1.0)


def test_the_posterior_of_one_prior_is_that_of_its_draws_alone():
    drawn = made()
    grid = over_assumptions(drawn, PUBLICATION, 0)
    draws = np.flatnonzero(drawn.priors == "exchangeable")
    alone = Tempered(drawn, drawn.records, (1.0, 1.0), 0, draws=draws)
    here = grid[(grid["prior"] == "exchangeable") & (grid["published"] == "1-1")]
    np.testing.assert_allclose(here["posterior"], alone.here)
    assert sorted(here["rank"]) == [1, 2, 3, 4] and set(here["draws"]) == {20}
    assert here["b"].iloc[0] == pytest.approx(alone.temperature.b)


def test_another_range_of_publication_takes_its_place_in_the_grid():
    grid = over_assumptions(made(draws=42, cells=2), (0.5, 0.9), 0)
    assert list(dict.fromkeys(grid["published"])) == ["0.5-0.9", "0.1-1", "1-1"]
    assert len(PUBLICATIONS) == 3


def test_weights_of_draws_count_under_every_assumption():
    drawn = made(draws=42, cells=2)
    weights = np.linspace(0.01, 2, 42) * np.ones((len(drawn.accounts), 1))
    grid = over_assumptions(drawn, PUBLICATION, 0, weights)
    draws = np.flatnonzero(drawn.priors == "rule_made")
    one = Tempered(drawn, drawn.records, PUBLICATION, 0, weights, draws)
    cell = grid[(grid["prior"] == "rule_made") & (grid["published"] == "0.1-1")]
    assert cell["posterior"].tolist() == pytest.approx(one.here.tolist())
    alike = Tempered(drawn, drawn.records, PUBLICATION, 0, None, draws)
    assert np.abs(one.here - alike.here).max() > 0.01
