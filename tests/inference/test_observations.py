"""What a record says as observations: closed forms, and that entries together are one."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.inference.counts import CountChances
from mirror_abm.inference.likelihood import RELIABILITY
from mirror_abm.inference.observations import SLIP, on_record, planned, together


def used(*rows):
    columns = ["record", "species", "panel_modality", "verdict", "mirror", "recorded"]
    return pd.DataFrame(rows, columns=columns)


@pytest.mark.parametrize(("f", "s"), [(0.3, 0.5), (1.0, 0.1), (0.0, 1.0)])
def test_a_positive_and_a_negative_have_the_likelihoods_of_the_formula(f, s):
    rows = used(
        ("a", "mouse", "visual", "contested", None, None),
        ("b", "mouse", "visual", "negative", None, None),
    )
    made = on_record(rows, np.full((2, 1, 1), f), {})
    contested, negative = (each.published(np.array([s])) for each in made)
    seen = f + s * (1 - f)
    for one, verdict, chance in (
        (contested, "contested", f / seen),
        (negative, "negative", s * (1 - f) / seen),
    ):
        w = RELIABILITY[verdict][1]
        assert one.chances.sum() == pytest.approx(1)
        assert one.chances[0, 0, 0, one.seen] == pytest.approx(w * chance + (1 - w) / 2, abs=1e-12)


def test_entries_of_one_record_verdict_and_modality_are_one_observation():
    rows = used(
        ("a", "mouse", "visual", "positive", None, None),
        ("a", "mouse", "visual", "negative", None, None),
        ("a", "mouse", "visual", "positive", None, None),
        ("a", "mouse", "auditory", "positive", None, None),
    )
    assert together(rows) == [[0, 2], [1], [3]]
    chances = np.array([0.2, 0.5, 0.6, 0.9])[:, None, None]
    made = on_record(rows, chances, {})
    assert [each.finds.item() for each in made] == pytest.approx([0.4, 0.5, 0.9])
    assert [each.entries for each in made] == [2, 1, 1]


def test_of_several_counts_the_largest_stands_for_the_observation_and_may_be_wrong():
    rows = used(
        ("a", "mouse", "visual", "positive", 1, 2),
        ("a", "mouse", "visual", "positive", 2, 3),
    )
    found, missed = np.array([[[0.0, 0.1, 0.2, 0.3]]]), np.array([[[0.3, 0.1, 0.0, 0.0]]])
    small = CountChances(np.full((1, 1, 3), 0.2), np.full((1, 1, 3), 0.1), np.full((1, 1), 0.6))
    large = CountChances(found, missed, np.full((1, 1), 0.6))
    (one,) = on_record(rows, np.zeros((2, 1, 1)), {0: small, 1: large})
    assert one.mirror == 2
    told = one.published(np.array([0.5, 1.0]))
    w = RELIABILITY["positive"][1]
    np.testing.assert_allclose(told.chances.sum(axis=-1), 1.0)
    for at, s in enumerate((0.5, 1.0)):
        by_hand = w * (found + s * missed)[0, 0] / (0.6 + s * 0.4) + (1 - w) / 4
        np.testing.assert_allclose(told.chances[0, 0, at], by_hand)
    assert told.seen == 2


def test_of_a_planned_study_no_outcome_is_impossible():
    one = planned("a", "mouse", "visual", "intact", np.array([[[0.0, 1.0]]]))
    assert one.seen is None and one.chances.shape == (1, 1, 1, 2)
    assert one.chances[0, 0, 0, 0] == pytest.approx(SLIP / 2)
    assert one.chances.sum() == pytest.approx(1)
