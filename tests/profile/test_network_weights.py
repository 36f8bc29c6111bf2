"""Weights as people write numbers."""

import math

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.profile.network_weights import weights_in


def read(cells, separator=";"):
    return weights_in(cells, lambda place: (place + 1, "tie a-b"), separator, "net")


def test_numbers_are_read_as_a_column():
    assert read(["1", "2.5"]) == ([1, 2.5], [])
    assert read(["0,5", "2"]) == ([0.5, 2], [])
    values, told = read(["1.234,5", "1.000"])
    assert values == [1234.5, 1000]
    assert told == ["points within numbers separate thousands (1.000 is 1000)"]
    values, _ = read(["NA", "2", "nan", "Null"])
    assert [math.isnan(value) for value in values] == [True, False, True, True]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["1", "much"], "net:2: tie a-b has weight 'much': must be a number"),
        (["1", "1_0"], "net:2: tie a-b has weight '1_0': must be a number"),
        (["1,234", "2"], "net:1: tie a-b has weight '1,234': its comma can be"),
        (["0,5", "inf"], "net: tie a-b has weight inf: must be a positive number"),
    ],
)
def test_what_is_no_number_or_two_is_refused(cells, said):
    with pytest.raises(InputError, match=said):
        read(cells)
