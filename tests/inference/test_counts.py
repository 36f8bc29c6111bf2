"""The chance of a count on record: against enumeration, limits, and simulated records."""

from itertools import product

import numpy as np
import pytest

from mirror_abm.inference.chances import critical, finds, outcomes
from mirror_abm.inference.counts import MOTOR, PANEL, Counted, count_chances, shifted
from mirror_abm.inference.shares import Shares
from mirror_abm.inference.study import LEVEL, Lab, Study, midpoints, normal_mixture

from .made import PERFECT, shares, terms

LAB = Lab((0.5, 0.9), (0.0, 0.06))
NO_SPREAD = (0.0, 0.0)
TWO = Shares(
    np.array([[0.2, 0.6], [0.05, 0.1]]), np.array([[0.1, 0.0], [0.0, 0.05]]), np.full((2, 2), 0.5)
)
ANY = Shares(np.array([[0.5, 0.7], [0.3, 0.1]]), TWO.expected, TWO.weight)


def every(units, animals, of="motor", given=TWO, lab=LAB, spread=(0.4, 0.4)):
    """Return the chances of all counts from 0 to ``units``."""
    return [
        count_chances(given, ANY, Counted(k, units, animals, of), lab, spread)
        for k in range(units + 1)
    ]


@pytest.mark.parametrize("of", ["motor", "recorded", "responding"])
def test_a_count_has_the_chance_that_enumeration_gives(of):
    """Two animals with 2 and 1 units; every laboratory, every animal, every unit on its own."""
    draw, s = 0, 0.3
    each = [chances.published(np.array([s]))[draw, 0] for chances in every(3, 2, of)]
    found, missed = np.zeros(4), np.zeros(4)
    worlds = list(product(LAB.settings(), normal_mixture(0.4, 0.4, 11), (0, 1), (0, 1)))
    motor = midpoints(*MOTOR, 3) if of == "recorded" else [1.0]
    for ((h, f), z, *who), q in product(worlds, motor):

        def called(share, rate, h=h, f=f, z=z, q=q):
            chance = f + (h - f) * share
            if of == "responding":
                false = 1 - (1 - f) ** PANEL
                chance = min(chance / (false + max(h - false, 0) * rate), 1.0)
            return q * float(shifted(np.array(chance), z))

        one, other = (called(TWO.share[draw, a], ANY.share[draw, a]) for a in who)
        expected = called(TWO.expected[draw].mean(), ANY.share[draw].mean())
        least = critical(3, np.array([expected]), LEVEL)[0]
        for units in product((0, 1), repeat=3):
            chance = np.prod(
                [p if u else 1 - p for u, p in zip(units, (one, one, other), strict=True)]
            )
            k = sum(units)
            (found if k >= least else missed)[k] += chance / len(worlds) / len(motor)
    by_hand = (found + s * missed) / (found.sum() + s * (1 - found.sum()))
    np.testing.assert_allclose(each, by_hand, atol=1e-12)


@pytest.mark.parametrize("of", ["motor", "recorded", "responding"])
@pytest.mark.parametrize(("units", "animals"), [(9, 1), (10, 3), (2, 3)])
def test_counts_exhaust_what_is_published(of, units, animals):
    chances = every(units, animals, of)
    total = sum(each.published(np.array([0.1, 1.0])) for each in chances)
    np.testing.assert_allclose(total, 1.0, atol=1e-9)
    np.testing.assert_allclose(sum(each.found for each in chances), chances[0].finds, atol=1e-9)


def test_without_a_spread_counts_and_their_finding_are_those_of_a_study():
    study = Study(2, 6, LAB)
    chances = every(12, 2, spread=NO_SPREAD)
    counts = np.stack([each.found + each.missed for each in chances], axis=1)
    np.testing.assert_allclose(counts, outcomes(TWO, study, "own"), atol=1e-12)
    np.testing.assert_allclose(chances[0].finds, finds(TWO, study), atol=1e-12)


def test_of_responding_units_all_may_respond_to_their_own_act_and_by_chance_one_in_a_panel():
    sure = shares(0.4)
    one = count_chances(sure, sure, Counted(5, 5, 1, "responding"), PERFECT, NO_SPREAD)
    assert one.found + one.missed == pytest.approx(1)
    none = shares(0.0)
    silent = count_chances(none, none, Counted(2, 5, 1, "responding"), PERFECT, NO_SPREAD)
    assert (silent.found + silent.missed).item() == pytest.approx(terms(5, 1 / PANEL)[2])


def test_a_spread_widens_what_is_expected_and_moves_nothing_that_is_certain():
    assert shifted(np.array([0.0, 0.5, 1.0]), 1.0)[[0, 2]].tolist() == [0.0, 1.0]
    far = Counted(70, 100, 1)

    def chance(spread):
        made = count_chances(shares(0.3), shares(0.3), far, PERFECT, spread)
        return (made.found + made.missed).item()

    assert chance(NO_SPREAD) < 1e-12 < 1e-3 < chance((0.5, 1.5))
    grid = normal_mixture(0.5, 1.5, 11)
    assert grid.tolist() == (-grid[::-1]).tolist()
    assert normal_mixture(1.0, 1.0, 2001).std() == pytest.approx(1, abs=0.01)


def test_posteriors_are_as_often_right_as_they_say():
    """Records are simulated unit by unit, published or not, and weighed by the formula."""
    rng, size, units, s = np.random.default_rng(1), 8000, 45, 0.4
    accounts = [rng.beta(2, 8, (30, 4)), rng.beta(4, 6, (30, 4))]
    made = [Shares(each, np.full_like(each, 0.05), np.full_like(each, 0.25)) for each in accounts]
    spread = (0.3, 0.9)
    given = np.stack(
        [
            [
                count_chances(each, each, Counted(k, units, 3), LAB, spread)
                .published(np.array([s]))
                .mean()
                for k in range(units + 1)
            ]
            for each in made
        ]
    )
    truth = rng.integers(2, size=size)
    counts = [_published(rng, made[t], units // 3, s, spread) for t in truth]
    posterior = (given[1] / given.sum(axis=0))[counts]
    for low in np.arange(0, 1, 0.2):
        inside = (posterior >= low) & (posterior < low + 0.2)
        said, right = posterior[inside].mean(), truth[inside].mean()
        error = np.sqrt(said * (1 - said) / inside.sum())
        assert inside.sum() > 200
        assert abs(said - right) < 4 * error + 0.01, (low, said, right)


def _published(rng, given, units, s, spread):
    """Make studies of three animals until one is published; return its count."""
    while True:
        h, f = rng.choice(LAB.settings())
        z, draw = rng.choice(normal_mixture(*spread, 11)), rng.integers(len(given.share))
        share = rng.choice(given.share[draw], 3)
        called = shifted(f + (h - f) * share, z)
        k = int((rng.random((3, units)) < called[:, None]).sum())
        expected = shifted(f + (h - f) * given.expected[draw, :1], z)
        if k >= critical(3 * units, expected, LEVEL)[0] or rng.random() < s:
            return k
