"""A place in the arrays of a group: what is written there is the newcomer's alone."""

import numpy as np

import mirror_abm as ma
from mirror_abm.engine.arrays import stack
from mirror_abm.engine.places import enter, without_events

FEW = {"seed": 1, "size": 3, "point": True, "collect": False}


def test_a_group_with_a_newcomer_is_as_if_it_had_been_made_so():
    community = ma.Community("callithrix_jacchus", **FEW)
    habitat, setup = community.habitat, community.setup
    networks = [habitat.newborn(setup, 0, number) for number in (0, 1, 2)]
    others = [habitat.newborn(setup, 0, number) for number in (0, 9, 2)]
    count, learning = community.arrays[0].counts.brought.shape[1], community.learning
    group = stack(networks, count, learning)
    found = enter(habitat.newborn(setup, 0, 9), 1, group, 0)
    wanted = stack(others, count, learning)
    for mine, theirs in zip(found.patterns, wanted.patterns, strict=True):
        assert np.array_equal(mine, theirs)
    for mine, theirs in zip(found.to_motor, wanted.to_motor, strict=True):
        assert np.array_equal(mine, theirs)


def test_the_events_of_all_others_stay():
    community = ma.Community("callithrix_jacchus", **FEW)
    community.step()
    group = community.arrays[0]
    queue, start = group.events, group.events.start
    first, end = start[1], start[2]
    kept = np.concatenate([queue.tick[:first], queue.tick[end:]])
    left = without_events(group, 1)
    assert np.array_equal(left.events.tick, kept)
    assert left.events.start[-1] == len(kept)
    assert left.events.start[1] == left.events.start[2]
