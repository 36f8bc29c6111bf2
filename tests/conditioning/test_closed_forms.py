"""The closed forms that each rule satisfies."""

import pytest

from mirror_abm.base.shelf import rules
from mirror_abm.conditioning.closed_forms import oracles


@pytest.fixture(scope="module")
def computed():
    return oracles()


def test_every_oracle_that_a_rule_names_is_computed_and_holds(computed):
    named = {(rule, oracle) for rule in rules.names for oracle in rules.load(rule).ORACLES}
    assert set(zip(computed["rule"], computed["oracle"], strict=True)) == named
    assert computed[~computed["holds"]].empty
    assert (computed["tolerance"] <= 3e-3).all()
