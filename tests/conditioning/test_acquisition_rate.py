"""Rules at one speed, and where each of them ends."""

import math

import pytest

from mirror_abm.animal.constant_values import constants_with
from mirror_abm.base.shelf import rules
from mirror_abm.conditioning import phenomena
from mirror_abm.conditioning.acquisition_rate import asymptote, half_life, speeds
from mirror_abm.conditioning.design import ALPHA, learning_curve
from mirror_abm.laboratory.cohort import Cohort, fixed_constants


@pytest.mark.parametrize("rule", rules.names)
def test_check_and_the_board_compare_rules_at_one_speed(rule):
    """The betas of the phenomena are those of an animal of the board that has their salience."""
    board = fixed_constants(
        Cohort("macaca_mulatta", rule=rule, settings=(("constants.alpha", ALPHA),)), rule
    )
    expected = constants_with(**board)
    assert phenomena.betas(rule) == (expected.beta_present, expected.beta_absent)


@pytest.mark.parametrize("rule", [name for name in rules.names if name != "none"])
def test_rules_reach_half_of_what_the_act_demands_in_as_many_trials(rule):
    wanted = math.log(0.5) / math.log(1 - ALPHA * 0.1)
    present, absent = phenomena.betas(rule)
    reached = learning_curve(
        [("A", "M", 60)], rule, beta_present=present, beta_absent=absent, context=0
    )
    assert reached[math.floor(wanted)] < 0.5 < reached[math.ceil(wanted)]


def test_a_hebbian_weight_grows_by_equal_steps_to_one_half():
    assert phenomena.betas("hebbian")[0] == pytest.approx(
        0.5 / (math.log(0.5) / math.log(0.97)) / 0.3, rel=1e-3
    )
    assert phenomena.acquisition("hebbian") == pytest.approx(
        40 * 0.3 * phenomena.betas("hebbian")[0], abs=1e-9
    )


def test_where_a_rule_ends_is_told_beside_its_speed():
    table = speeds().set_index("rule")
    assert set(table.index) == set(rules.names)
    plastic = table.drop("none")
    assert plastic["half_life"].max() == pytest.approx(plastic["half_life"].min(), abs=0.5)
    assert table.loc["rescorla_wagner", "asymptote"] == pytest.approx(1.0, abs=1e-6)
    assert table.loc["hebbian", "asymptote"] == math.inf
    assert table.loc["none", ["half_life", "asymptote"]].tolist() == [math.inf, 0.0]


def test_the_end_of_covariance_is_what_its_average_leaves_it():
    """Before it is clipped, alpha beta times the sum of 1 - m over trials, m from 0 at its rate."""
    rate, alpha, beta = rules.load("covariance").RATE, 0.3, 0.05
    left = sum((1 - rate) ** n for n in range(8000))
    assert asymptote("covariance", alpha, beta, beta) == pytest.approx(alpha * beta * left)
    assert half_life("covariance", alpha, 0.02, 0.02) == math.inf  # it ends below one half
