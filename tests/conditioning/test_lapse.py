"""How far life can be compressed under each rule."""

import numpy as np
import pytest

from mirror_abm.animal.constant_values import constants_with
from mirror_abm.animal.constants import Constants
from mirror_abm.animal.learning import apply
from mirror_abm.animal.pathway import Cues, Pathway
from mirror_abm.base.errors import InputError
from mirror_abm.base.shelf import rules
from mirror_abm.conditioning import lapse
from mirror_abm.conditioning.acquisition_rate import learned_with

POINT = constants_with(alpha=0.3)


@pytest.mark.parametrize("rule", rules.names)
def test_the_animals_of_the_world_learn_as_the_engine_does(rule):
    """Trial by trial, weights, associabilities and averages are those of the engine's own rule."""
    module, rng = rules.load(rule), np.random.default_rng(7)
    animals = lapse._Animals(module, POINT, 0.2, 1)
    pathway = Pathway.newborn(np.zeros((3, 1)), np.ones((3, 1)), module)
    for _ in range(60):
        x, r = lapse.X[:, [rng.integers(4)]], np.array([float(rng.random() < 0.5)])
        index = np.arange(3) if module.ABSENT else np.flatnonzero(x)
        cues = Cues(index, x[index], animals.alpha[index])
        apply(module, pathway, cues, r, POINT.beta_present, POINT.beta_absent)
        animals.settle(x, r, np.ones(1, bool))
        np.testing.assert_allclose(animals.weights, pathway.weights, rtol=1e-13, atol=1e-15)
        if module.ASSOCIABILITY is not None:
            np.testing.assert_allclose(animals.able, pathway.associability, rtol=1e-13)
        if module.AVERAGE is not None:
            np.testing.assert_allclose(animals.mean, pathway.average, rtol=1e-13)


def test_a_quiet_trial_teaches_nothing_where_the_interval_does_nothing():
    for rule, moves in (("hebbian", False), ("oja", False), ("rescorla_wagner", True)):
        animals = lapse._Animals(rules.load(rule), POINT, 0.3, 5)
        animals.weights[:] = 0.5
        active = np.full(5, rules.load(rule).QUIET != "nothing")
        animals.settle(lapse.X[:, [lapse.QUIET] * 5], np.zeros(5), active)
        assert (animals.weights[2] != 0.5).all() == moves
        assert (animals.weights[:2] == 0.5).all()


def test_rescorla_wagner_goes_where_its_closed_form_says_at_any_salience():
    """The mean index of the world, against the exact mean path of this linear rule."""
    b1, b0, share = 0.1, 0.03, POINT.context_salience
    alphas = np.array([1.0, 1.0, share])
    for alpha in (0.3, 0.1):
        w, steps = np.zeros(3), {round(dose / alpha) for dose in lapse.DOSES}
        wanted = []
        for trial in range(1, max(steps) + 1):
            move = np.zeros(3)
            for kind, chance in enumerate(lapse.KINDS):
                x, p = lapse.X[:, kind], lapse.DONE[kind]
                V = x @ w
                move += chance * alpha * alphas * x * (b1 * p * (1 - V) - b0 * (1 - p) * V)
            w = w + move
            if trial in steps:
                wanted.append(w[0] - w[1])
        found, se = lapse._courses("rescorla_wagner", POINT, alpha)
        assert (np.abs(found - wanted) < 4 * se + 1e-3).all()


def test_the_limit_is_between_rungs_below_the_ladder_or_its_top(monkeypatch):
    def ladder(errors):
        def made(*_):
            import pandas as pd

            saliences = 0.3 / 3.0 ** np.arange(len(errors))
            return pd.DataFrame({"salience": saliences, "error": errors, "se": 0.0})

        monkeypatch.setattr(lapse, "lapse_errors", made)
        lapse._limit.cache_clear()
        return lapse.lapse_limit("mackintosh")

    assert ladder([0.004]) == 0.3
    assert ladder([0.03, 0.01]) == pytest.approx(0.1)
    assert ladder([0.03, 0.02, 0.005]) == pytest.approx(0.1 / 3 * 3**0.5)  # in logarithms
    assert ladder([0.2, 0.1, 0.06, 0.05]) == pytest.approx(0.3 / 27 / 5)  # to first order
    lapse._limit.cache_clear()


def test_rules_with_a_pace_of_their_own_bear_less_of_a_time_lapse():
    """A rule that is linear in its weights bears the ladder; associability and averages do not."""
    laboratory = constants_with(alpha=0.03)
    found = {
        rule: lapse.lapse_limit(rule, laboratory)
        for rule in ("rescorla_wagner", "mackintosh", "covariance", "none")
    }
    assert found["rescorla_wagner"] > 0.09
    assert found["none"] == lapse.HIGHEST
    assert found["mackintosh"] < found["covariance"] < 0.06
    assert lapse.lapse_limit("covariance", laboratory) == found["covariance"]
    lapse._limit.cache_clear()
    lapse._courses.cache_clear()
    assert lapse.lapse_limit("covariance", laboratory) == found["covariance"]  # measured again
    assert lapse.lapse_limit("covariance", laboratory, 0.05) > found["covariance"]


def test_the_error_is_measured_at_the_matched_speed():
    raw = constants_with(alpha=0.03, matched_speed=0)
    errors = lapse.lapse_errors("covariance", raw, 1.0)["error"].item()
    assert errors != lapse.lapse_errors("covariance", constants_with(alpha=0.03), 1.0).error.item()
    assert learned_with("covariance", raw) is raw


def test_limits_are_told_with_their_error():
    table = lapse.limits(["none", "rescorla_wagner"], Constants())
    assert list(table.columns) == ["rule", "lapse_limit", "lapse_se"]
    assert table["lapse_se"].tolist()[0] == 0.0 < table["lapse_se"].tolist()[1] < 0.005


@pytest.mark.parametrize("tolerance", [0.0, -1.0, float("nan"), "x"])
def test_a_tolerance_is_a_positive_number(tolerance):
    with pytest.raises(InputError, match="tolerance"):
        lapse.lapse_limit("none", None, tolerance)
