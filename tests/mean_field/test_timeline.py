"""Times in ticks, against times that are drawn or counted one by one."""

import numpy as np
import pytest

from mirror_abm.engine.population import Population
from mirror_abm.mean_field.timeline import Timeline


@pytest.fixture(scope="module")
def supply():
    return Population("homo_sapiens", point=True, size=2, engine="agents").supply


@pytest.fixture(scope="module")
def timeline(supply):
    return Timeline.of(supply, 300, 100.0, 20)


def test_copies_come_as_late_as_when_drawn(supply, timeline):
    rng = np.random.Generator(np.random.PCG64(4))
    latency = supply.latency * np.exp(supply.latency_sd * rng.standard_normal(200_000))
    ticks = np.rint(100 * np.clip(latency, 0.2, 5.0))
    for within in (0, 20, 60, 150, 500):
        assert timeline.within(within) == pytest.approx((ticks <= within).mean(), abs=0.005)
    assert timeline.within(-1) == 0.0


def test_windows_after_an_act_and_its_copy_overlap_by_what_the_copy_leaves(timeline):
    """The mean of max(0, length - delay) over delays is the sum of the chances to have come."""
    chance = np.diff(timeline.later, prepend=0.0)
    delays = np.arange(len(chance))
    for length in (50, 300):
        mean = (chance * np.maximum(0, length - delays)).sum()
        assert timeline.overlap(length) == pytest.approx(mean, rel=1e-9)


def test_a_sliding_window_holds_a_beat_as_long_as_when_counted(timeline):
    beats = np.rint(np.arange(timeline.beats) * timeline.spacing)
    length, step = 120.0, 0.25
    starts = np.arange(-length, beats[-1] + step, step)
    inside = ((beats >= starts[:, None]) & (beats <= starts[:, None] + length)).sum(axis=1)
    for chance in (1.0, 0.4):
        counted = (1 - (1 - chance) ** inside).sum() * step
        assert timeline.combed(chance, np.array(length)) == pytest.approx(counted, rel=0.02)


def test_near_beats_are_those_within_the_window(timeline):
    for beat in range(timeline.beats):
        for other in range(timeline.beats):
            lag = timeline.lag(beat, other)
            assert lag == -timeline.lag(other, beat)
            assert (other in timeline.near(beat)) == (beat != other and abs(lag) <= 300)
