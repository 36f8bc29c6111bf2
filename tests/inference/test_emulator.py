"""The emulator: products that it sees, and what it refuses."""

import numpy as np

from mirror_abm.base.seeds import BLOCK, stream
from mirror_abm.inference.emulator import LEAST_R2, totals

from .test_rank_regression import covering

GROUPS = np.array([[1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 1, 1]], float)


def asked(value, n=400):
    rng = stream(0, "emulator", n)
    x = covering(rng, n, 5)
    y = value(np.sqrt(12) * (x - 0.5), rng)
    return totals(x, y, np.ones(n), np.arange(n) // BLOCK, GROUPS)


def test_what_two_groups_do_together_is_in_the_totals_of_both():
    found = asked(lambda u, rng: u[:, 0] * u[:, 1] + 0.3 * rng.standard_normal(len(u)))
    assert found.r2 > 0.8
    assert (found.totals[:2] > 0.6).all() and abs(found.totals[2]) < 0.1


def test_a_sum_has_totals_that_are_its_shares():
    found = asked(lambda u, rng: u[:, 0] + u[:, 1] + 0.3 * rng.standard_normal(len(u)))
    assert found.r2 > 0.9
    np.testing.assert_allclose(found.totals, [0.48, 0.48, 0.0], atol=0.06)


def test_noise_has_no_totals_since_the_emulator_does_not_hold():
    found = asked(lambda u, rng: rng.standard_normal(len(u)), 200)
    assert found.r2 < LEAST_R2 and np.isnan(found.totals).all()
