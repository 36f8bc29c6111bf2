"""What was said against what is true: worlds made so that the answer is known."""

import math

import numpy as np
import pytest

from mirror_abm.inference.reliability import (
    Said,
    calibration_error,
    classes,
    confusion,
    interval,
    joined,
    pairs,
    ranks,
    scores,
    table,
)

RNG = np.random.default_rng
NAMES = ("a", "b", "c")


def calibrated(worlds=40_000, seed=0, sharpness=2.0):
    """Return posteriors whose truths are drawn from them."""
    rng = RNG(seed)
    posterior = rng.dirichlet(np.full(3, 1 / sharpness), worlds)
    truth = (rng.random((worlds, 1)) > posterior.cumsum(axis=1)).sum(axis=1)
    return Said(posterior, np.minimum(truth, 2), rng.integers(50, size=worlds))


def test_what_is_drawn_from_its_posterior_is_calibrated():
    said, rng = calibrated(), RNG(1)
    found = scores(said, rng)
    assert abs(found["right"] - found["said"]) < 0.01
    assert found["low"] < found["said"] < found["high"]
    assert found["calibration_error"] < 0.01
    assert found["nothing"] == pytest.approx(-math.log(3))
    assert found["log_low"] < found["log_score"] < found["log_high"]
    bins = table(said, rng)
    assert bins["worlds"].sum() == found["worlds"] == 40_000
    assert bins["worlds"].iloc[-1] == found["sure"]
    np.testing.assert_allclose(bins["said"], bins["right"], atol=0.02)
    places = ranks(said, rng)
    np.testing.assert_allclose(places["share"], places["expected"], atol=0.01)
    for _, part in places.groupby("kind"):
        assert part["share"].sum() == pytest.approx(1) == part["expected"].sum()


def test_overconfidence_is_seen_in_every_measure():
    said = calibrated()
    loud = said.posterior**3
    loud = said._replace(posterior=loud / loud.sum(axis=1, keepdims=True))
    found = scores(loud, RNG(1))
    assert found["right"] < found["said"] - 0.03
    assert found["log_score"] < scores(said, RNG(1))["log_score"]
    assert calibration_error(loud) > 0.05
    order = ranks(loud, RNG(1)).query("kind == 'order'")
    assert order["share"].iloc[0] < order["expected"].iloc[0] - 0.05


def test_the_calibration_error_is_the_mean_gap_of_bins():
    posterior = np.array([[0.72, 0.28]] * 4 + [[0.95, 0.05]] * 4)
    truth = np.array([0, 1, 1, 0, 0, 0, 0, 1])
    error = (4 * abs(0.5 - 0.72) + 4 * abs(0.75 - 0.95)) / 8
    assert calibration_error(Said(posterior, truth, np.arange(8))) == pytest.approx(error)


def test_a_share_of_few_worlds_is_not_told():
    sure = np.tile([[0.97, 0.02, 0.01]], (29, 1))
    said = Said(sure, np.zeros(29, int), np.arange(29))
    assert math.isnan(scores(said, RNG(0))["right"])
    more = joined([said, said.where(np.arange(29) == 0)])
    assert scores(more, RNG(0))["right"] == 1.0


def test_intervals_are_over_draws_and_not_over_worlds():
    rng = RNG(0)
    of_draw = rng.random(20) < 0.5
    draw = np.repeat(np.arange(20), 500)
    mean, low, high = interval(of_draw[draw].astype(float), draw, rng)
    assert mean == of_draw.mean() and high - low > 0.2  # 10,000 worlds would say 0.02
    assert all(map(math.isnan, interval(np.zeros(0), np.zeros(0), rng)))


def test_accounts_that_are_not_told_apart_are_one_class():
    rng = RNG(3)
    truth = rng.integers(3, size=6000)
    posterior = np.where(truth[:, None] == 2, [0.05, 0.05, 0.9], [0.45, 0.45, 0.1])
    said = Said(posterior, truth, rng.integers(40, size=6000))
    found = pairs(said, NAMES, rng)
    assert found["parted"].tolist() == [False, True, True]
    assert found["gain"].iloc[0] == pytest.approx(0.0)  # even odds, whatever is true
    assert found["gain"].iloc[1] == pytest.approx(
        1 + np.log2([0.45 / 0.55, 0.9 / 0.95]).mean(), abs=0.02
    )
    assert classes(found, NAMES) == {"a": "a = b", "b": "a = b", "c": "c"}
    means = confusion(said, NAMES).set_index(["truth", "account"])["posterior"]
    assert means["c", "c"] == pytest.approx(0.9) and means["a", "b"] == pytest.approx(0.45)
