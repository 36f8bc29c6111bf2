"""Designs of trials: how they are read, and what is refused."""

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.conditioning.design import ALPHA, CONTEXT_ALPHA, learning_curve


def test_design_is_read_as_written():
    table = ma.condition([("A", "M", 2), [("B", "M", 1), ("C", "N", 3)]], context=0.1)
    assert list(table.columns) == ["trial", "cue", "motor", "weight"]
    assert table["trial"].max() == 6
    assert set(table["cue"]) == {"A", "B", "C", "context"}
    assert set(table["motor"]) == {"M", "N"}
    long = ma.condition([(("red hand", "tool"), ("open", "close"), 3)], context=0)
    assert set(long["cue"]) == {"red hand", "tool", "context"}
    assert long.query("cue == 'context'")["weight"].eq(0).all()


@pytest.mark.parametrize(
    ("design", "options", "message"),
    [
        ([], {}, "must be a list of blocks"),
        ("A", {}, "must be a list of blocks"),
        ([("A", "M")], {}, "a block must be"),
        ([("A", "M", -1)], {}, "trials = -1"),
        ([("A", "M", 1.5)], {}, "trials = 1.5"),
        ([("A", 3, 1)], {}, "motor = 3"),
        ([("A", "M", 1)], {"alpha": {"B": 0.1}}, "cue 'A' has no salience"),
        ([("A", "M", 1)], {"alpha": 2}, "must be a number in"),
        ([("A", "M", 1)], {"beta_present": float("nan")}, "beta_present"),
        ([("A", "M", 1)], {"rule": "rescorla"}, "Did you mean"),
        ([("ABCDEFGHIJKL", "M", 1)], {"alpha": 1.0}, "oscillates"),
        ([(("context",), "M", 1)], {}, "present in every trial"),
    ],
)
def test_nonsense_designs_are_one_sentence(design, options, message):
    with pytest.raises(ma.MirrorError, match=message):
        ma.condition(design, **options)


def test_interleaved_blocks_are_spread_as_evenly_as_their_counts_allow():
    table = ma.condition([[("A", "M", 2), ("B", "M", 4)]], context=0)
    wide = table[table["cue"] != "context"].pivot(index="trial", columns="cue", values="weight")
    rises = (wide.diff().iloc[1:] > 0).idxmax(axis=1)
    assert "".join(rises) == "BABBAB"


def test_a_learning_curve_is_the_weight_of_one_cue():
    curve = learning_curve([("A", "M", 5), ("A", "N", 3)], "rescorla_wagner", context=0)
    np.testing.assert_allclose(curve[:6], 1 - (1 - 0.003) ** np.arange(6))
    other = learning_curve([("A", "M", 5), ("A", "N", 3)], "rescorla_wagner", motor="N", context=0)
    assert (other[:6] == 0).all()
    np.testing.assert_allclose(other[5:], 1 - (1 - 0.003) ** np.arange(4))


def test_designs_that_name_no_salience_have_that_of_the_simulated_animals():
    plain = ma.condition([("A", "M", 5)])
    named = ma.condition([("A", "M", 5)], alpha=ALPHA, context=CONTEXT_ALPHA)
    assert plain.equals(named)
    assert pytest.approx((0.03, 0.009)) == (ALPHA, CONTEXT_ALPHA)
