"""Shares of variance against closed forms; nothing has 0 on average."""

import math

import numpy as np
import pytest

from mirror_abm.base.seeds import stream
from mirror_abm.inference import variance
from mirror_abm.inference.variance import by_group, first_order, gains, legendre

from .made import examples_run
from .test_rank_regression import covering

GROUPS = np.array([[1, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0], [0, 0, 1, 1, 1, 1]], float)


def shares(value, n=200, repeats=40):
    """Return the shares of many tables of six numbers, and the errors that are told."""
    rng, found = stream(0, "shares", n), []
    for _ in range(repeats):
        x = covering(rng, n, 6)
        found.append(by_group(x, value(np.sqrt(12) * (x - 0.5), rng), np.ones(n), GROUPS))
    return np.array([each.share for each in found]), np.array([each.error for each in found])


def held(each, wanted, tolerance=0.01):
    """Check means against closed forms, within 3 Monte-Carlo errors."""
    error = each.std(axis=0, ddof=1) / math.sqrt(len(each))
    assert (np.abs(each.mean(axis=0) - wanted) < 3 * error + tolerance).all()


def test_a_sum_has_the_shares_of_its_parts_and_noise_is_the_rest():
    each, told = shares(lambda u, rng: u[:, 0] + 0.5 * u[:, 1] + rng.standard_normal(len(u)))
    held(each, np.array([1, 0.25, 0, 1]) / 2.25)
    assert 0.5 < (each.std(axis=0) / told.mean(axis=0)).max() < 1.5


def test_a_parabola_is_seen_and_a_product_is_not():
    each, _ = shares(lambda u, rng: u[:, 0] ** 2)
    held(each, [1, 0, 0, 0])
    each, _ = shares(lambda u, rng: u[:, 0] * u[:, 1])
    held(each, [0, 0, 0, 1], 0.03)


@pytest.mark.parametrize("n", [30, 200])
def test_noise_has_nothing_on_average_below_0_as_often_as_above(n):
    each, told = shares(lambda u, rng: rng.standard_normal(len(u)), n, 80)
    held(each, [0, 0, 0, 1])
    assert 0.2 < (each[:, :3] < 0).mean() < 0.8
    assert (each.std(axis=0) < 1.3 * told.mean(axis=0)).all()


def test_the_polynomials_are_orthonormal_over_the_draws():
    terms = legendre(covering(stream(0, "legendre"), 400, 3), np.ones(400))
    np.testing.assert_allclose(terms.T @ terms / 400, np.eye(6), atol=0.15)
    assert np.abs(terms.mean(axis=0)).max() < 1e-12


def test_few_draws_are_asked_number_by_number():
    rng = stream(0, "few")
    x = rng.random((20, 30))
    each, doubt = first_order(legendre(x, np.ones(20)), x[:, 3], np.ones(20))
    assert each[:30].argmax() == 3 and each[3] > 0.8 and (doubt >= 0).all()


def test_a_number_known_but_for_a_tenth_gives_what_it_carries_if_its_range_is_wide():
    rng = stream(0, "gain")
    u = covering(rng, 200, 4)
    y = u[:, 0] + u[:, 1] + 0.3 * rng.standard_normal(200)
    wide, narrow = np.exp(4 * u), 0.9 + 0.05 * u
    numbers = np.column_stack([wide[:, 0], narrow[:, 1], wide[:, 2], wide[:, 3]])
    found = gains(numbers, y, np.ones(200), np.arange(4))
    known = np.log(narrow[:, 1]).var()
    reliable = known / (known + 0.01)
    share = (1 / 12) / (2 / 12 + 0.09)
    assert found.gain[0] == pytest.approx(share, abs=0.1)
    assert found.gain[1] == pytest.approx(reliable * share, abs=0.02) and reliable < 0.05
    assert found.gain[2:] == pytest.approx([0, 0], abs=0.05)
    assert found.adjusted[0] < 1e-6 and found.adjusted[2:].min() > 0.05
    assert (found.low < found.gain).all() and (found.gain < found.high).all()


def test_a_number_that_may_be_0_is_measured_in_its_own_unit():
    u = covering(stream(0, "zero"), 100, 2)
    found = gains(u - u.min(axis=0), u[:, 0], np.ones(100), np.array([0]))
    assert 0.9 < found.gain[0] < 1.05


def test_noise_is_worth_measuring_in_a_tenth_of_tables_at_most():
    rng, hits = stream(0, "worth"), []
    for _ in range(60):
        x = np.exp(4 * covering(rng, 200, 10))
        hits.append(
            (gains(x, rng.standard_normal(200), np.ones(200), np.arange(10)).adjusted < 0.1).any()
        )
    assert np.mean(hits) < 0.1 + 3 * math.sqrt(0.09 / 60)


def test_the_examples_in_the_docstrings_run():
    assert examples_run(variance) > 0
