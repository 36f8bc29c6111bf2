"""Patterns and their chances, by hand."""

import math

import numpy as np
import pytest

from mirror_abm.laboratory.best_studies import NEW
from mirror_abm.laboratory.hurting import hurting, pattern_chances
from mirror_abm.laboratory.parting import Outcome
from mirror_abm.laboratory.variants import PUBLISHED

from .test_best_studies import ACCOUNTS, study

KNOWN = {"near": "A", "far": "P", "below": "V", "none": "R"}


def test_patterns_have_the_chances_of_the_test_and_none_is_surer_than_the_draws_allow():
    draws, animals = 7, 16
    means = np.repeat(np.array([[0.0], [0.3], [9.0]]), draws, axis=1)
    found = pattern_chances(Outcome(means, np.ones_like(means)), 0.005, animals)

    def phi(z):
        return 0.5 * (1 + math.erf(z / math.sqrt(2)))

    def known(chance):
        return (draws * chance + 0.5) / (draws + 1)

    assert found[0] == pytest.approx([known(1 - phi(1.96 - 4 * m)) for m in (0.0, 0.3, 9.0)])
    assert found[1, 0] == pytest.approx(known(phi(-1.96)))
    assert found[:, 2] == pytest.approx([known(1), known(0), known(0)])
    negligible = pattern_chances(Outcome(means, np.ones_like(means)), 100.0, animals)
    assert negligible[2] == pytest.approx([known(1)] * 3)


def test_the_results_are_of_three_experiments_and_as_simple_as_may_be():
    studies = [
        study("near", PUBLISHED, 0, 0.06, 0.06),
        study("far", "raised alone", 0, 1, 0),
        study("far", PUBLISHED, 0, 1, 0),
        study("below", "acts 2 s later", 0, 0, -1),
        study("none", PUBLISHED, 0, 0, 0),
    ]
    table = hurting(studies, ACCOUNTS, "associative", 10, KNOWN)
    assert table["experiment"].tolist() == ["far", "below", "near"]
    assert table["result"].tolist()[0] == "far, as published: group is above 0"
    assert table["pattern"].tolist() == ["above", "below", "above"]
    assert table["rival"].tolist()[:2] == ["genetic", "hebbian"]
    assert table["known"].tolist() == ["P", NEW, "A"]
    p, q = table.loc[0, ["chance_rival", "chance_account"]]
    assert table.loc[0, "bits"] == pytest.approx(math.log2(p / q))
    assert (table["chance_rival"] > table["chance_account"]).all()
