"""What a study adds to a calibrated posterior: against loops, closed forms, and fits one by one."""

from pathlib import Path

import numpy as np
import pytest

from mirror_abm.inference.drawn_file import read
from mirror_abm.inference.folds import split
from mirror_abm.inference.gain import gain_of, gain_of_study, powers_of
from mirror_abm.inference.information import pseudo_values
from mirror_abm.inference.observations import slipped
from mirror_abm.inference.study import Study
from mirror_abm.inference.temperature import POWERS, Temperature, fitted

from .made import entropy, terms

RNG = np.random.default_rng
DRAWS = Path(__file__).parents[1] / "data" / "draws.parquet"


def drawn(accounts=3, draws=9, outcomes=5, seed=0, even=4.0):
    return RNG(seed).dirichlet(np.full(outcomes, even), (accounts, draws))


def weighed(accounts=3, draws=9, seed=1):
    return RNG(seed).dirichlet(np.full(draws, 3.0), accounts)


def worlds(chances, prior, weights, power):
    """Return log-likelihoods, weights and draws of all worlds, one after another, by loops."""
    accounts, draws, outcomes = chances.shape
    logs, omega, draw = [], [], []
    for own in range(draws):
        rest = [r for r in range(draws) if r != own]
        for outcome in range(outcomes):
            each = []
            for account in range(accounts):
                share = weights[account, rest] / weights[account, rest].sum()
                each.append([share @ slipped(chances)[account, rest, outcome] ** i for i in power])
            logs.append(np.log(each))
            omega.append(prior * weights[:, own] * chances[:, own, outcome])
            draw.append(own)
    return np.moveaxis(np.array(logs), 2, 0).transpose(0, 2, 1), np.array(omega).T, np.array(draw)


def test_the_powers_are_those_that_halving_finds():
    rng = RNG(0)
    truth = rng.integers(4, size=600)
    parts = rng.normal(0, 1, (2, 600, 4))
    parts[:, np.arange(600), truth] += [[0.7], [0.4]]
    omega = np.eye(4)[truth].T
    found = powers_of(parts.transpose(0, 2, 1), omega, np.zeros((4, 1)))
    np.testing.assert_allclose(found, fitted(parts, truth), atol=2e-3)
    wrong = powers_of(-parts.transpose(0, 2, 1), omega, np.zeros((4, 1)))
    assert wrong.tolist() == [0.0, 0.0]  # what points the wrong way is not believed


def test_all_outcomes_of_one_study_are_summed_with_the_draw_left_out():
    chances, prior, weights = drawn(), np.array([0.5, 0.3, 0.2]), weighed()
    parts, omega, draw = worlds(chances, prior, weights, (*POWERS, 1.0))
    by_hand = gain_of(parts, omega, draw, prior, 9)
    found = gain_of_study(chances, prior, weights)
    np.testing.assert_allclose(found.per_draw, by_hand.per_draw, atol=1e-9)
    assert found.temperature == pytest.approx(by_hand.temperature, abs=1e-6)


def test_temperatures_have_not_seen_the_draw_that_is_judged():
    """One Newton step without a draw, against the whole fit without it."""
    chances, prior, weights = drawn(draws=30, even=1.5), np.full(3, 1 / 3), weighed(draws=30)
    parts, omega, draw = worlds(chances, prior, weights, (*POWERS, 1.0))
    found = gain_of(parts, omega, draw, prior, 30)
    at = POWERS.index(found.temperature.power)
    both, logs, total = parts[[at, -1]], np.log(prior)[:, None], 0.0
    for own in range(30):
        rest = draw != own
        b, c = powers_of(both[:, :, rest], omega[:, rest], logs)
        said = logs + b * both[0][:, ~rest] + c * both[1][:, ~rest]
        said -= np.log(np.exp(said).sum(axis=0))
        total += (omega[:, ~rest] * (said - logs)).sum() / np.log(2)
    assert found.bits == pytest.approx(total / omega.sum(), abs=2e-3)


def test_an_account_and_itself_give_exactly_0_and_chance_gives_nothing():
    one = drawn(accounts=1, draws=20)
    twice = np.concatenate([one, one])
    found = gain_of_study(twice, np.array([0.5, 0.5]), weighed(2, 20))
    assert found.per_draw.tolist() == [0.0] * 20
    assert found.temperature == Temperature(0.0, 0.0, 1.0)
    for seed in range(5):  # two accounts that differ by what was drawn, and by nothing else
        noise = drawn(accounts=2, draws=40, seed=seed, even=1.0)
        assert gain_of_study(noise, np.array([0.5, 0.5]), np.full((2, 40), 1 / 40)).bits < 0.02


def test_without_anything_that_is_drawn_it_is_the_mutual_information():
    p, q = terms(10, 0.2), terms(10, 0.5)
    chances = np.repeat(np.stack([p, q])[:, None], 12, axis=1)
    prior = np.array([0.3, 0.7])
    found = gain_of_study(chances, prior, np.full((2, 12), 1 / 12))
    told = entropy(0.3 * p + 0.7 * q) - 0.3 * entropy(p) - 0.7 * entropy(q)
    assert found.bits == pytest.approx(told, abs=1e-4)
    assert np.ptp(found.per_draw) < 1e-9
    assert pseudo_values(chances, prior, np.full((2, 12), 1 / 12)).mean() == pytest.approx(told)


def test_draws_that_weigh_nothing_count_for_nothing():
    chances, prior = drawn(draws=20), np.full(3, 1 / 3)
    weights = np.zeros((3, 20))
    weights[:, :12] = 1 / 12
    half = gain_of_study(chances[:, :12], prior, np.full((3, 12), 1 / 12))
    assert gain_of_study(chances, prior, weights).bits == pytest.approx(half.bits, abs=1e-9)


def test_weights_that_are_alike_change_no_mutual_information():
    chances, prior = drawn(draws=12), np.array([0.5, 0.3, 0.2])
    alike = pseudo_values(chances, prior, np.full((3, 12), 1 / 12))
    np.testing.assert_allclose(alike, pseudo_values(chances, prior), atol=1e-12)


def realised(chances, prior, weights, folds):
    """Return what worlds of draws gain that had part in neither mixture nor temperatures."""
    logs, total = np.log(prior)[:, None, None], 0.0
    for test in folds:
        use = np.setdiff1d(np.arange(chances.shape[1]), test)
        rest = weights[:, use] / weights[:, use].sum(axis=1, keepdims=True)
        b, c, power = gain_of_study(chances[:, use], prior, rest).temperature
        read = slipped(chances)[:, use]
        joint, apart = (np.log(np.einsum("ar,ark->ak", rest, read**i))[:, None] for i in (power, 1))
        said = logs + b * joint + c * apart
        said -= np.log(np.exp(said).sum(axis=0))
        true = prior[:, None, None] * weights[:, test, None] * chances[:, test]
        total += (true * (said - logs)).sum() / np.log(2)
    return total


def test_gains_are_forecast_as_they_are_realised_in_draws_that_had_no_part():
    drawn = read(DRAWS).distinct()
    folds = split(drawn.priors, 5, RNG(1))
    count = drawn.draws
    prior, weights = np.full(8, 1 / 8), np.full((8, count), 1 / count)
    forecast, found = [], []
    for cell in list(drawn.cells)[1::4]:
        chances = drawn.chances(cell, Study())
        forecast.append(gain_of_study(chances, prior, weights).bits)
        found.append(realised(chances, prior, weights, folds))
    assert np.mean(found) > 0.05
    assert np.mean(forecast) == pytest.approx(np.mean(found), abs=0.015)
    plain = pseudo_values(chances, prior).mean()
    assert plain > found[-1]
