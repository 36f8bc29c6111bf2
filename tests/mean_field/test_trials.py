"""Sets of percepts and their chances, by hand."""

import pytest

from mirror_abm.base.shelf import sources
from mirror_abm.mean_field.trials import (
    AFTER,
    Bout,
    ExpectedTrials,
    Trials,
    combine,
    maybe,
    moved,
    union,
    without_doubles,
)

SIGHT, SOUND = (0, 3, 1), (2, 3, 4)


def test_a_percept_that_two_sources_bring_is_counted_once_for_the_first():
    assert union((SIGHT,), ((0, 3, 5), SOUND)) == (SIGHT, SOUND)
    assert union(((0, 3, 5),), (SIGHT,)) == (SIGHT,)
    assert union() == ()


def test_chances_of_independent_percepts_multiply_and_sum_to_one():
    found = combine(
        maybe(0.25, 0, 3, "sound"), maybe(0.5, 2, 3, "sound"), maybe(0.0, 1, 0, "sound")
    )
    number = sources.names.index("sound")
    chances = {percepts: chance for chance, percepts in found}
    assert chances == {
        ((0, 3, number), (2, 3, number)): 0.125,
        ((0, 3, number),): 0.125,
        ((2, 3, number),): 0.375,
        (): 0.375,
    }


def test_equal_trials_are_put_together_and_those_that_never_come_left_out():
    near = (((1.0, 3, 0),),)
    trials = [
        Trials(2.0, (SIGHT,), near),
        Trials(3.0, (SIGHT,), near),
        Trials(1.0, (SIGHT,), ()),
        Trials(0.0, (SOUND,), ()),
        Trials(1.0, (), near),
    ]
    assert without_doubles(trials) == [Trials(5.0, (SIGHT,), near), Trials(1.0, (SIGHT,), ())]


def test_a_trial_that_opens_earlier_finds_acts_later_and_copies_as_late_as_they_are():
    near = (((0.5, 1, -2), (0.5, 2, AFTER)), ((1.0, 0, 4),))
    assert moved(near, 3) == (((0.5, 1, 1), (0.5, 2, AFTER)), ((1.0, 0, 7),))


def test_what_a_beat_brings_comes_as_often_as_beats_do():
    bout = Bout(2.0, 5, [Trials(0.3, (SIGHT,), ())], [Trials(0.7, (SOUND,), ())])
    single = Trials(1.0, (SOUND,), ())
    schedule = ExpectedTrials([single], [bout], None, 0.0, None, None)
    assert [item.rate for item in schedule.all_trials()] == pytest.approx([1.0, 3.0])
    assert [item.rate for item in schedule.all_percepts()] == pytest.approx([1.0, 7.0])
