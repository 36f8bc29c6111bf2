"""The mean path of weights: textbook fixed points, what stays as it was, and beats in a row."""

import math

import numpy as np
import pytest

from mirror_abm.engine.population import Population
from mirror_abm.mean_field.weights import Block, _repeated, learn


def test_a_lone_cue_has_the_textbook_fixed_point_and_path():
    """A share f of trials at r, the rest at 0: W* = f b1 r / (f b1 r + (1 - f r) b0)."""
    constants = Population("octopus_vulgaris", point=True, size=1, engine="agents").constants
    f, r, rate, alpha = 0.4, 0.6, 50.0, constants.alpha
    b1, b0 = constants.beta_present, constants.beta_absent
    block = Block(
        1.0, 1, np.ones((2, 1)), np.array([f, 1 - f]) * rate, np.array([[f * r], [0.0]]) * rate
    )
    path = learn([block], np.zeros((1, 1)), np.ones((1, 1), bool), np.array([alpha]), constants)
    goal = f * b1 * r / (f * b1 * r + (1 - f * r) * b0)
    assert path.at(math.inf).item() == pytest.approx(goal, rel=1e-12)
    speed = rate * alpha * (f * r * b1 + (1 - f * r) * b0)
    assert path.at(3.0).item() == pytest.approx(goal * (1 - math.exp(-3 * speed)), rel=1e-12)
    assert path.at(0.0).item() == 0.0


def test_what_no_trial_touches_stays_as_it_was_at_birth():
    constants = Population("octopus_vulgaris", point=True, size=1, engine="agents").constants
    block = Block(1.0, 1, np.array([[1.0, 1.0, 0.0]]), np.array([10.0]), np.array([[10.0]]))
    born = np.array([[0.3], [-0.1], [0.7]])
    path = learn([block], born, np.ones((3, 1), bool), np.full(3, 0.3), constants)
    after = path.at(math.inf)[:, 0]
    assert after[2] == pytest.approx(0.7, rel=1e-12)
    assert after[0] + after[1] == pytest.approx(1.0)
    assert after[0] - after[1] == pytest.approx(
        0.4
    )  # what the compound cannot tell apart is never forgotten


def test_beats_in_a_row_are_the_product_of_their_steps():
    rng = np.random.Generator(np.random.PCG64(3))
    x, pulled, taught = rng.random((4, 6)), 0.05 * rng.random(4), 0.03 * rng.random(4)
    one = np.eye(6) - (x.T * pulled) @ x
    matrix, drive = _repeated((x.T * pulled) @ x, x.T @ taught, 5)
    between = _repeated(np.diag(pulled), taught, 5, x @ x.T)
    np.testing.assert_allclose(x.T @ between[0] @ x, matrix, atol=1e-15)
    np.testing.assert_allclose(x.T @ between[1], drive, atol=1e-15)
    np.testing.assert_allclose(np.eye(6) - matrix, np.linalg.matrix_power(one, 5), atol=1e-14)
    w = np.zeros(6)
    for _ in range(5):
        w = one @ w + x.T @ taught
    np.testing.assert_allclose(drive, w, atol=1e-14)
