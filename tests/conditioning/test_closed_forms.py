"""The closed forms that each rule satisfies."""

import numpy as np
import pytest

from mirror_abm.base.errors import MirrorError
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


def test_a_rule_brings_the_course_of_an_oracle_or_is_told_to(monkeypatch):
    """What a rule's own file says of its course is computed, and is refuted where it is wrong."""
    rule, design = rules.load("hebbian"), [("A", "M", 9), ("A", None, 3)]
    monkeypatch.setattr(rule, "ORACLES", {"growth": "W = alpha beta n"})
    with pytest.raises(
        MirrorError, match=r"rules/hebbian.py ORACLES 'growth': nothing computes it"
    ):
        oracles(["hebbian"])
    for form, holds in (
        (lambda n, alpha, b1, b0: alpha * b1 * np.minimum(n, 9), True),
        (lambda n, alpha, b1, b0: alpha * b1 * n, False),
    ):
        monkeypatch.setattr(rule, "COURSES", {"growth": (design, form)})
        assert oracles(["hebbian"])["holds"].tolist() == [holds]
