"""The checks of single values: what passes, and as what; what is refused."""

import math

import numpy as np
import pytest

from mirror_abm.base.checks import finite, mapping, one_of, whole
from mirror_abm.base.errors import InputError


def test_a_mapping_is_copied_and_none_is_an_empty_one():
    given = {"a": 1}
    made = mapping("settings", given)
    assert made == given
    assert made is not given
    assert mapping("settings", None) == {}
    for got in (7, ["a"], {1: 2}, "a=1"):
        with pytest.raises(InputError, match=r"settings = .*: must map names to numbers"):
            mapping("settings", got)


def test_one_of_the_options_passes():
    assert one_of("engine", "agents", ("agents", "compiled")) == "agents"
    with pytest.raises(InputError, match=r"engine = 'agent': .* Did you mean agents\?"):
        one_of("engine", "agent", ("agents", "compiled"))


@pytest.mark.parametrize("got", [1, 7, np.int64(7), np.uint8(7)])
def test_a_whole_number_becomes_an_int_of_python(got):
    made = whole("size", got, 1, 7)
    assert type(made) is int
    assert made == got


@pytest.mark.parametrize("got", [0, 8, 7.0, True, "7", None, math.nan])
def test_what_is_not_whole_or_out_of_range_is_refused(got):
    with pytest.raises(InputError, match=r"size = .*: must be a whole number from 1 to 7\."):
        whole("size", got, 1, 7)


def test_a_finite_number_becomes_a_float():
    assert finite("rate", 2) == 2.0
    assert type(finite("rate", 2)) is float
    for got in (math.inf, math.nan, True, "2", None):
        with pytest.raises(InputError, match=r"rate = .*: must be a finite number\."):
            finite("rate", got)
