"""Exact expectations against trials that are drawn, and against hand calculation."""

import numpy as np
import pytest

from mirror_abm.base.shelf import rules
from mirror_abm.conditioning.enumeration import contingency_table, expectation, one_trial


def test_one_trial_by_hand():
    rule = rules.load("rescorla_wagner")
    weights = one_trial(rule, [0.2, 0.1, 0.5], [1.0, 0.5, 0.0], 1.0, alpha=0.4, betas=(0.2, 0.1))
    error = 0.2 * (1 - (0.2 + 0.5 * 0.1))
    assert weights == pytest.approx([0.2 + 0.4 * error, 0.1 + 0.4 * 0.5 * error, 0.5])


def test_the_state_of_a_rule_is_changed_in_place():
    rule, average = rules.load("covariance"), np.zeros(1)
    one_trial(rule, [0.0], [1.0], 1.0, average=average)
    assert average == pytest.approx(rule.RATE)


def test_expectations_are_the_means_of_drawn_sequences():
    rule, start, kinds = (
        rules.load("rescorla_wagner"),
        np.array([0.3, 0.0]),
        contingency_table(0.9, 0.2),
    )
    mean, variance = expectation(rule, start, kinds, 3, alpha=0.8, betas=(0.5, 0.3))
    rng = np.random.Generator(np.random.PCG64(6))
    ends = []
    for sequence in rng.choice(4, size=(4000, 3), p=[chance for chance, _, _ in kinds]):
        weights = start
        for kind in sequence:
            weights = one_trial(rule, weights, *kinds[kind][1:], alpha=0.8, betas=(0.5, 0.3))
        ends.append(weights)
    error = np.std(ends, axis=0) / np.sqrt(len(ends))
    assert (np.abs(np.mean(ends, axis=0) - mean) < 4 * error).all()
    np.testing.assert_allclose(np.var(ends, axis=0), variance, rtol=0.1)


def test_a_contingency_table_has_the_chances_it_was_asked_for():
    a, b, c, d = (chance for chance, _, _ in contingency_table(0.8, 0.3))
    assert a + b + c + d == pytest.approx(1.0)
    assert (a / (a + b), c / (c + d)) == pytest.approx((0.8, 0.3))
