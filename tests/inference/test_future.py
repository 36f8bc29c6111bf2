"""Worlds of several studies: what two of them tell together, by closed forms."""

import numpy as np
import pytest

from mirror_abm.inference.information import standard_error
from mirror_abm.inference.study import Study

from .made import entropy
from .studies import crossed, future, key, likely, sure
from .tables import made as table

FOUR = ("associative", "hebbian", "genetic", "epigenetic")


def told(*chances):
    """Return the bits that independent outcomes give about accounts that weigh alike."""
    joint = np.ones((len(chances[0]), 1))
    for each in chances:
        both = np.stack([1 - np.asarray(each), np.asarray(each)], axis=-1)
        joint = (joint[:, :, None] * both[:, None, :]).reshape(len(both), -1)
    return entropy(joint.mean(axis=0)) - np.mean([entropy(row) for row in joint])


def test_two_identical_studies_tell_what_repetition_tells():
    chances = [0.2, 0.7]
    lots = future({key("a"): likely(chances)}, FOUR[:2], each=60)
    one, two = (lots.gain([key("a")] * count) for count in (1, 2))
    assert one.bits == pytest.approx(told(chances), abs=1e-4)
    assert two.bits == pytest.approx(told(chances, chances), abs=0.015)
    assert lots.ideal([key("a")] * 2) == pytest.approx(told(chances, chances), abs=0.02)


def test_a_study_whose_outcome_is_sure_tells_nothing_when_it_is_made_again():
    lots = future({key("a"): sure(FOUR[:2], FOUR)}, FOUR)
    assert lots.gain([key("a")]).bits == pytest.approx(1, abs=1e-3)
    assert lots.gain([key("a")] * 2).bits == pytest.approx(1, abs=2e-3)


def test_studies_about_different_pairs_add_up():
    made = {key("a"): sure(FOUR[:2], FOUR), key("b"): sure(FOUR[::2], FOUR)}
    lots = future(made, FOUR)
    assert lots.gain([key("a"), key("b")]).bits == pytest.approx(2, abs=5e-3)
    assert lots.ideal([key("a"), key("b")]) == pytest.approx(2, abs=5e-3)


def test_studies_that_share_what_is_not_known_are_not_independent():
    made, accounts = crossed()
    lots = future(made, accounts)
    for name in ("either", "of_draw"):
        assert lots.gain([key(name)]).bits == pytest.approx(0, abs=0.01)
    assert lots.gain([key("either"), key("of_draw")]).bits == pytest.approx(1, abs=0.02)


def test_the_order_and_the_company_of_studies_do_not_matter_and_a_seed_gives_the_same():
    drawn = table(draws=24, cells=3)
    made = {cell: drawn.chances(cell, Study(1, 10)) for cell in drawn.cells}
    one, two, _ = made
    lots, again, other = (future(made, drawn.accounts, seed=seed) for seed in (0, 0, 1))
    values = lots.gain([one, two, one]).per_draw
    np.testing.assert_allclose(lots.gain([one, one, two]).per_draw, values)
    np.testing.assert_allclose(again.gain([two, one, one]).per_draw, values, rtol=1e-12)
    assert np.abs(other.gain([one, two, one]).per_draw - values).max() > 1e-3
    few = future({key: made[key] for key in (two, one)}, drawn.accounts)
    np.testing.assert_allclose(few.gain([one, two, one]).per_draw, values, rtol=1e-9)


def test_outcomes_that_are_drawn_agree_with_those_that_are_summed():
    drawn = table(draws=40, cells=2, apart=1.5)
    made = {cell: drawn.chances(cell, Study(2, 20)) for cell in drawn.cells}
    lots = future(made, drawn.accounts, each=8)
    for cell in made:
        sampled, exact = lots._drawn((cell,)), lots.exact(cell)
        assert sampled.bits == pytest.approx(exact.bits, abs=0.03)
        assert standard_error(exact.per_draw) > 0.01


def test_worlds_are_drawn_by_the_weights_of_accounts_and_draws():
    made, accounts = crossed()
    lots = future(made, accounts)
    assert lots.omega.sum() == pytest.approx(1)
    assert np.bincount(lots.draw).tolist() == [8] * 30
    lots.weights[:] = np.eye(30)[[3, 4]]
    moved = type(lots)(made, np.array([0.9, 0.1]), lots.weights, 0)
    assert set(moved.draw[moved.account == 0]) == {3}
    assert moved.omega.sum(axis=1) == pytest.approx([0.9, 0.1])
