"""A number with its range: the distribution it stands for, and what may not be written."""

import numpy as np
import pytest
from pydantic import ValidationError

from mirror_abm.profile.quantity import Quantity, draw_between

GOOD = {
    "value": 2,
    "low": 1,
    "high": 8,
    "unit": "per hour",
    "source": "heyes_2010",
    "how": "guess",
    "reason": "set by this test",
}


@pytest.mark.parametrize(
    ("value", "low", "high", "unit"),
    [(10, 1, 1000, "per hour"), (0.3, 0.1, 0.9, "share"), (2, 0, 3, "per hour"), (5, 5, 5, "days")],
)
def test_half_of_the_draws_lie_on_either_side_of_the_value(value, low, high, unit):
    drawn = [draw_between(u, value, low, high, unit) for u in np.linspace(0, 1, 101)[:-1]]
    assert drawn == sorted(drawn)
    assert low <= drawn[0]
    assert drawn[-1] <= high
    assert drawn[50] == pytest.approx(value)
    assert drawn[0] == pytest.approx(low)


def test_each_half_is_uniform_on_its_scale():
    """A quarter of the draws lie below the middle of the lower half: geometric or arithmetic."""
    assert draw_between(0.25, 100, 1, 1000, "per hour") == pytest.approx(10)
    assert draw_between(0.25, 0.5, 0.1, 0.9, "share") == pytest.approx(0.3)
    assert draw_between(0.25, 2, 0, 3, "per hour") == pytest.approx(1)  # no logarithm of 0


def test_a_quantity_draws_by_its_own_range():
    item = Quantity.model_validate(GOOD)
    assert item.draw(0.5) == pytest.approx(2)
    assert item.draw(0.75) == pytest.approx(4)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": 9}, "value = 9: must lie in"),
        ({"value": 20}, "Did you mean 2?"),
        ({"low": 8, "high": 1}, "Did you mean low: 1, high: 8?"),
        ({"low": -1}, "low = -1: must not be negative. Did you mean 1?"),
        ({"unit": "share"}, "a share must lie in"),
        ({"value": True}, "must be a number"),
        ({"value": "2"}, "must be a number"),
        ({"unit": "per day"}, "Input should be"),
        ({"source": "Heyes 2010"}, "should match pattern"),
        ({"colour": "red"}, "Extra inputs are not permitted"),
    ],
)
def test_what_may_not_be_written(change, said):
    with pytest.raises(ValidationError) as caught:
        Quantity.model_validate(GOOD | change)
    assert said in str(caught.value)
