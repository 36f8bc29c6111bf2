"""Bits: closed forms, invariances, bias and noise floor."""

import math

import numpy as np
import pytest

from mirror_abm.inference.chances import outcomes
from mirror_abm.inference.information import mutual_information, noise_floor, pseudo_values
from mirror_abm.inference.study import Lab, Study

from .made import (
    EVEN,
    PERFECT,
    entropy,
    shares,
    study,
    terms,
)


def test_information_of_two_point_shares_is_that_computed_by_hand():
    p, q = terms(10, 0.1), terms(10, 0.4)
    by_hand = entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2
    each = [outcomes(shares(s, s, s, s), study(), "own") for s in (0.1, 0.4)]
    assert pseudo_values(np.stack(each), EVEN).mean() == pytest.approx(by_hand, abs=1e-12)
    assert mutual_information(np.stack([p, q]), np.array([0.9, 0.1])) == pytest.approx(
        entropy(0.9 * p + 0.1 * q) - 0.9 * entropy(p) - 0.1 * entropy(q), abs=1e-12
    )
    sure = np.stack([terms(4, 0.0), terms(4, 1.0)])
    assert mutual_information(sure, EVEN) == pytest.approx(1, abs=1e-12)


def test_an_account_and_itself_give_nothing_and_an_impostor_among_many_neither():
    rng = np.random.Generator(np.random.PCG64(1))
    one, other = (outcomes(shares(*rng.beta(2, 5, 12)), Study()) for _ in range(2))
    assert np.abs(pseudo_values(np.stack([one, one]), EVEN)).max() < 1e-12
    assert np.abs(pseudo_values(np.stack([one] * 3), np.full(3, 1 / 3))).max() < 1e-12
    assert np.abs(pseudo_values(np.stack([one, other]), EVEN)).max() > 1e-3


def test_more_units_never_tell_less_and_a_worse_laboratory_never_more():
    def bits(units, lab=PERFECT):
        each = [outcomes(shares(s), study(2, units, lab), "own")[0] for s in (0.15, 0.25)]
        return float(mutual_information(np.stack(each), EVEN))

    sizes = [bits(m) for m in (1, 2, 3, 5, 10, 30, 100, 400)]
    assert (np.diff(sizes) > 0).all()
    assert sizes[-1] > 0.98
    assert bits(30, Lab((0.5, 0.5), (0.0, 0.0))) < bits(30)
    assert bits(30, Lab((1.0, 1.0), (0.1, 0.1))) < bits(30)


def test_the_bias_of_few_draws_is_taken_off_and_what_is_left_stays_below_the_floor():
    rng, plain, corrected, above = np.random.Generator(np.random.PCG64(3)), [], [], []
    for trial in range(60):
        pair = np.stack(
            [outcomes(shares(*rng.beta(2, 6, 20)), Study(2, 20, PERFECT)) for _ in range(2)]
        )
        plain.append(float(mutual_information(pair.mean(axis=1), EVEN)))
        corrected.append(float(pseudo_values(pair, EVEN).mean()))
        above.append(corrected[-1] > max(noise_floor(each, trial, "t") for each in pair))
    error = np.std(corrected, ddof=1) / math.sqrt(60)
    assert np.mean(plain) > 6 * error > 0
    assert abs(np.mean(corrected)) < 3.5 * error
    assert np.mean(above) < 0.17  # nominal 0.05, of 60
