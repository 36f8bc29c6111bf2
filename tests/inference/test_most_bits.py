"""What one record can say at most: closed forms, and that size does not outweigh everything."""

import math

import numpy as np
import pytest

from mirror_abm.inference.likelihood import RELIABILITY, sorted_out
from mirror_abm.inference.most_bits import most_bits
from mirror_abm.inference.study import Lab

from .made import PERFECT, evidence, record

ALL = np.array([1.0])


def bits(lab=None, spread=(0.5, 1.5), **stated):
    entry = record("mus_musculus", stated.pop("verdict", "positive"), **stated)
    used, _ = sorted_out(evidence(entry), {"mus_musculus"})
    return most_bits(used, lab or Lab(), ALL, spread).item()


@pytest.mark.parametrize("verdict", list(RELIABILITY))
def test_a_verdict_says_the_ratio_of_being_sure_and_being_sure_of_the_contrary(verdict):
    w = RELIABILITY[verdict][1]
    assert bits(verdict=verdict) == pytest.approx(math.log2((1 + w) / (1 - w)))


def test_an_exact_laboratory_says_what_can_be_said_of_a_count_by_hand():
    """With all 3 of 3 units: surely (share 1), or never (share 0)."""
    w = RELIABILITY["positive"][1]
    said = bits(PERFECT, (0.0, 0.0), recorded=3, mirror=3, of="motor", animals=1)
    assert said == pytest.approx(math.log2((w + (1 - w) / 4) / ((1 - w) / 4)))


def test_ten_times_the_cells_do_not_say_ten_times_as_much():
    some, many, most = (
        bits(recorded=53 * times, mirror=9 * times, of="motor", animals=1) for times in (1, 10, 20)
    )
    assert some < many < most < many + 0.7
    assert most < 1.25 * bits()  # of a verdict
    exact = bits(PERFECT, (0.0, 0.0), recorded=530, mirror=90, of="motor", animals=1)
    assert exact > 1.25 * most
