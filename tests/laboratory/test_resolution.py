"""What the model is too coarse for is told, and only that."""

import pytest

from mirror_abm.experiments import contract as c
from mirror_abm.laboratory import resolution
from mirror_abm.laboratory.protocol import checked_conditions

SIGHT = c.sight("open")


def said(*trials, **constants):
    """Return what is told of conditions of one trial each."""
    given = {str(number): c.phase(trial) for number, trial in enumerate(trials)}
    return list(resolution.told(checked_conditions("here", given, {"open"}), constants))


def paired(delay, **more):
    return c.trial(10, SIGHT, "open", delay, **more)


def test_intervals_that_count_alike_are_told():
    (flat,) = said(paired(0.02), paired(0.25))
    assert flat.startswith("intervals of 0.02 and 0.25 s count as 0.98 and 0.78")
    assert "too coarse" in flat


def test_a_shorter_time_constant_tells_them_apart():
    assert not said(paired(0.02), paired(0.25), tau=0.2)
    assert not said(paired(0.02), paired(1.0))


@pytest.mark.parametrize("other", [0.02, 4.0])
def test_one_interval_and_none_are_not_compared(other):
    """The same interval is no contrast; one beyond the window is no pairing."""
    assert not said(paired(0.02), paired(other, probability=0.5))


def test_onsets_make_intervals_as_delays_do():
    (flat,) = said(paired(0.3), c.trial(10, SIGHT.at(0.5), c.at(0.7, "open")))
    assert flat.startswith("intervals of 0.3 and 0.2 s count as 0.74 and 0.82")


def test_order_is_not_told_apart_where_acts_before_count_as_much():
    (flat,) = said(paired(0.25), paired(-0.25))
    assert "0.25 and -0.25 s count as 0.78 and 0.78" in flat
    assert not said(paired(0.25), paired(-0.25), backward_efficacy=0.5)


def test_a_time_between_two_ticks_is_told():
    assert said(paired(0.025)) == ["0.025 s lies between two ticks of 0.01 s: it is told as 0.02 s"]
