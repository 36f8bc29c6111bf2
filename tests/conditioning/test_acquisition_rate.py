"""Rules at one speed, and where each of them ends."""

import math
from dataclasses import replace

import numpy as np
import pytest

from mirror_abm.animal.constant_values import constants_with, draw_constants
from mirror_abm.animal.constants import Constants
from mirror_abm.base.shelf import rules
from mirror_abm.conditioning import phenomena
from mirror_abm.conditioning.acquisition_rate import (
    LONGEST,
    REFERENCE,
    asymptote,
    half_life,
    learned_with,
    level,
    matched,
    matched_betas,
    speeds,
)
from mirror_abm.conditioning.design import ALPHA, CONTEXT_ALPHA, learning_curve
from mirror_abm.engine.setup import Setup
from mirror_abm.laboratory.cohort import Cohort, raised

LEARNING = [name for name in rules.names if name != "none"]
RIVALS = [name for name in LEARNING if name != REFERENCE]


@pytest.mark.parametrize("rule", rules.names)
def test_life_laboratory_and_textbook_learn_at_one_speed(rule):
    """An animal at large, one of the board and the phenomena have the very same betas."""
    board = Cohort("octopus_vulgaris", rule=rule, animals=1, kind="preset")
    subject = raised(board).learning.constants
    large = Setup.of("octopus_vulgaris", rule=rule, point=True).learning.constants
    assert subject.beta_present == large.beta_present == phenomena.betas(rule)[0]
    assert subject.beta_absent == large.beta_absent == phenomena.betas(rule)[1]


@pytest.mark.parametrize("rule", RIVALS)
@pytest.mark.parametrize("replicate", range(3))
def test_every_rule_is_half_acquired_in_the_trials_of_rescorla_wagner_in_every_draw(
    rule, replicate
):
    """By the textbook's own network: between the two trials around the closed form."""
    rng = np.random.default_rng(replicate)
    point = replace(
        draw_constants(5, replicate),
        alpha=rng.uniform(0.02, 0.3),
        beta_absent=0.1 * 10 ** rng.uniform(-1, 0),
        context_salience=10 ** rng.uniform(-1, 0),
    )
    context = point.alpha * point.context_salience
    wanted = half_life(REFERENCE, point.alpha, 0.1, point.beta_absent, context)
    curve = learning_curve(
        [("A", "M", math.ceil(wanted) + 1)],
        rule,
        alpha=point.alpha,
        context=context,
        **matched(rule, point),
    )
    goal = 0.5 / (1 + point.context_salience)
    assert curve[math.floor(wanted)] < goal * (1 + 1e-6)
    assert curve[math.ceil(wanted)] > goal * (1 - 1e-6)


def test_rescorla_wagner_and_rules_that_do_not_learn_keep_their_rates_to_the_last_bit():
    point = draw_constants(3, 4)
    for rule in (REFERENCE, "none"):
        assert learned_with(rule, point) is point
        assert matched(rule, point) == {
            "beta_present": point.beta_present,
            "beta_absent": point.beta_absent,
        }


@pytest.mark.parametrize("rule", RIVALS)
def test_with_the_setting_at_zero_every_rule_has_the_rates_of_the_first_edition(rule):
    raw = constants_with(matched_speed=0)
    assert learned_with(rule, raw) is raw
    assert learned_with(rule, Constants()).beta_present != raw.beta_present


@pytest.mark.parametrize("rule", RIVALS)
def test_both_learning_rates_have_one_factor(rule):
    """Also where one of them reaches 1, at which a rule cannot be any faster."""
    for present, absent in ((0.1, 0.03), (0.1, 0.1), (0.02, 0.5)):
        found = matched_betas(rule, 0.05, present, absent, 0.01)
        assert found[0] / found[1] == pytest.approx(present / absent)
        assert max(found) <= 1


def test_a_lone_cue_is_half_acquired_at_one_half_and_context_takes_its_share():
    assert level(0.3) == 0.5
    assert level(0.3, 0.09) == pytest.approx(0.5 / 1.3)
    curve = learning_curve([("A", "M", 18)], REFERENCE, alpha=0.3, beta_present=0.1, context=0.09)
    reached = half_life(REFERENCE, 0.3, 0.1, 0.03, 0.09)
    assert np.interp(reached, np.arange(19), curve) == pytest.approx(0.5 / 1.3, abs=1e-12)


def test_a_hebbian_weight_grows_by_equal_steps_to_the_level():
    wanted = half_life(REFERENCE, ALPHA, 0.1, 0.03, CONTEXT_ALPHA)
    steps = level(ALPHA, CONTEXT_ALPHA) / wanted / ALPHA
    assert phenomena.betas("hebbian")[0] == pytest.approx(steps, rel=1e-8)


def test_nothing_is_matched_to_what_does_not_learn():
    """Without salience or rate, and where it takes for ever, rules keep the rates they have."""
    for alpha, beta in ((0.0, 0.1), (0.3, 0.0), (1e-5, 0.1)):
        assert half_life(REFERENCE, alpha, beta, 0.03) > LONGEST
        for rule in RIVALS:
            assert matched_betas(rule, alpha, beta, 0.03) == (beta, 0.03)


def test_where_a_rule_ends_is_told_beside_its_speed():
    point = Constants()
    table = speeds().set_index("rule")
    assert set(table.index) == set(rules.names)
    plastic = table.drop("none")
    assert plastic["half_life"].to_numpy() == pytest.approx(plastic["half_life"].iloc[0], rel=1e-6)
    assert table.loc[REFERENCE, "factor"] == 1.0
    assert table.loc[REFERENCE, "asymptote"] == pytest.approx(
        1 / (1 + point.context_salience), abs=1e-3
    )
    assert table.loc["hebbian", "asymptote"] == 1.0  # its bound
    assert table.loc["none", ["half_life", "asymptote"]].tolist() == [math.inf, 0.0]
    raw = {name: table.loc[name, "raw_half_life"] for name in RIVALS}
    assert raw["hebbian"] < table.loc[REFERENCE, "half_life"] < raw["mackintosh"]


def test_the_end_of_covariance_is_what_its_average_leaves_it():
    """Before it is clipped, alpha beta times the sum of 1 - m over trials, m from 0 at its rate."""
    rate, alpha, beta = rules.load("covariance").RATE, 0.3, 0.05
    left = sum((1 - rate) ** n for n in range(8000))
    assert asymptote("covariance", alpha, beta, beta) == pytest.approx(alpha * beta * left)
    assert half_life("covariance", alpha, 0.02, 0.02) == math.inf  # it ends below one half
