"""The interval of a mean, against scipy's own."""

import math

import pandas as pd
import pytest
from scipy import stats

from mirror_abm.simulation.confidence import confidence_interval


def test_intervals_are_those_of_student():
    values = pd.Series([0.3, 1.1, -0.4, 2.0, 0.9])
    mean, low, high = confidence_interval(values)
    expected = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
    assert (mean, low, high) == pytest.approx((values.mean(), expected.low, expected.high))
    assert confidence_interval(pd.Series([2.0, 2.0])) == (2.0, 2.0, 2.0)


def test_one_value_bounds_nothing():
    assert confidence_interval(pd.Series([2.0])) == (2.0, -math.inf, math.inf)
