"""A study and its laboratory: what is allowed, and what is averaged."""

import numpy as np
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference import study
from mirror_abm.inference.study import Lab, Study, between, midpoints

from .made import examples_run


def test_midpoints_are_the_middles_of_equal_parts():
    np.testing.assert_allclose(midpoints(0.0, 1.0, 4), [0.125, 0.375, 0.625, 0.875])
    assert midpoints(0.3, 0.3, 5).tolist() == [0.3]


def test_a_laboratory_is_averaged_over_nine_settings_with_the_mean_of_its_ranges():
    settings = np.array(Lab((0.4, 1.0), (0.0, 0.06)).settings())
    assert settings.shape == (9, 2)
    np.testing.assert_allclose(settings.mean(axis=0), [0.7, 0.03])


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ((0.9, 0.1), "low <= high"),
        ((-0.1, 0.5), "0 <= low"),
        ((0.5, 1.5), "high <= 1"),
        ((0.5,), "two numbers"),
        ("most", "two numbers"),
        (["0.1", "x"], r"rate = '0.1,x': must be two numbers"),
    ],
)
def test_a_range_that_is_none_is_refused(pair, said):
    with pytest.raises(InputError, match=said):
        between("rate", pair)


def test_an_impossible_laboratory_or_study_is_refused():
    with pytest.raises(InputError, match="below sensitivity"):
        Lab((0.1, 1.0), (0.0, 0.2))
    with pytest.raises(InputError, match="two numbers"):
        Lab(sensitivity="most")
    with pytest.raises(InputError, match="animals = 0"):
        Study(animals=0)
    with pytest.raises(InputError, match="must be at most 20,000"):
        Study(animals=1000, units=21)
    for level in (0, 1, True, "small"):
        with pytest.raises(InputError, match="between 0 and 1"):
            Study(level=level)


def test_the_example_in_the_docstring_runs():
    assert examples_run(study) > 0
