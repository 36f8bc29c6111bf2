"""What is said of classes: sums of what is said of accounts, scored as such."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.inference.class_scores import class_scores, in_classes
from mirror_abm.inference.reliability import Said, pairs, scores

NAMES = ("a", "b", "c")


def said(worlds=6000, seed=0):
    """Worlds of three accounts, of which the first two cannot be told apart, and are calibrated."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(3, size=worlds)
    seen = rng.normal(np.where(truth == 2, 2.0, 0.0))
    like = np.exp(-0.5 * (seen[:, None] - np.array([0.0, 0.0, 2.0])) ** 2)
    return Said(like / like.sum(axis=1, keepdims=True), truth, rng.integers(60, size=worlds))


def test_a_class_has_the_sum_of_its_accounts_and_is_true_where_one_of_them_is():
    worlds = said()
    of = in_classes(worlds, NAMES, {"a": "a = b", "b": "a = b", "c": "c"})
    np.testing.assert_allclose(of.posterior.sum(axis=1), 1.0)
    np.testing.assert_allclose(of.posterior[:, 0], worlds.posterior[:, :2].sum(axis=1))
    assert (of.truth == (worlds.truth == 2)).all()


def test_what_cannot_be_said_of_accounts_is_said_of_their_class_and_is_right_as_often():
    worlds, rng = said(), np.random.default_rng(1)
    parted = pairs(worlds, NAMES, rng)
    found = class_scores(worlds, NAMES, parted, rng)
    single = scores(worlds, rng)
    assert found["classes"] == "a = b" and found["number"] == 2
    assert found["reached"] > 3 * single["reached"]
    assert found["right"] == pytest.approx(found["said"], abs=0.02)
    assert found["calibration_error"] < 0.03
    # who knows only that two of three accounts are of the class
    expected = np.where(worlds.truth == 2, np.log(1 / 3), np.log(2 / 3)).mean()
    assert found["nothing"] == pytest.approx(expected)
    assert found["log_score"] > found["nothing"]


def test_where_all_are_parted_classes_are_accounts():
    worlds, rng = said(), np.random.default_rng(2)
    parted = pd.DataFrame(
        [("a", "b", 1, 1, 1, True), ("a", "c", 1, 1, 1, True), ("b", "c", 1, 1, 1, True)],
        columns=["account", "other", "gain", "low", "high", "parted"],
    )
    found = class_scores(worlds, NAMES, parted, rng)
    assert found["classes"] == "" and found["number"] == 3
    assert found["log_score"] == pytest.approx(scores(worlds, rng)["log_score"])
    assert found["nothing"] == pytest.approx(-np.log(3))
