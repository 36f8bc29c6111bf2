"""Learning ignores names, units of time and rate, and whatever happens to other animals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror_abm.base.shelf import sources
from mirror_abm.engine.arrays import stack
from mirror_abm.engine.population import Population
from tests.properties.world import ENGINES, bounded, events, learned, same, still, tell

BOTH = pytest.mark.parametrize("engine", ENGINES)


def rename(network, order):
    """Give the patterns of action ``order[a]`` to action a."""
    network.sight[:] = network.sight[:, order]
    network.self_sight[:], network.sound[:] = network.self_sight[order], network.sound[order]
    network.motor[:] = network.motor[order]
    network.forget_compounds()


@bounded(8)
@given(events(), st.permutations(range(9)))
def test_an_action_by_another_name_is_learned_as_well(happening, order):
    """With patterns and events renamed alike, the weights are the same bits: it sees no labels."""
    plain, renamed = still(), still()
    rename(renamed.learners[0].network, list(order))
    tell(plain, happening)
    tell(renamed, [(gap, who, kind, order.index(action)) for gap, who, kind, action in happening])
    assert same(learned(plain), learned(renamed))


@bounded(8)
@given(events(), st.permutations(range(9)).filter(lambda order: list(order) != list(range(9))))
def test_renaming_events_alone_is_another_life(happening, order):
    """The test above can fail: a life with only its acts renamed teaches something else."""
    acts = [(gap, who, 0, action) for gap, who, _, action in happening]
    moved = [(gap, who, kind, order.index(action)) for gap, who, kind, action in acts]
    plain, other = still(), still()
    tell(plain, acts)
    tell(other, moved)
    assert same(learned(plain), learned(other)) == (acts == moved)


@BOTH
@bounded(6)
@given(events(animals=3, actions=9))
def test_animals_by_another_number_learn_the_same(engine, happening):
    order = [2, 0, 1]
    plain, renumbered = still(engine, size=3), still(engine, size=3)
    for number, animal in enumerate(renumbered.learners):
        mine, other = animal.network, plain.learners[order[number]].network
        for name in ("sight", "self_sight", "sound", "motor"):
            getattr(mine, name)[:] = getattr(other, name)
        for pathway in ("to_motor", "to_sound"):
            for name in ("synapse", "weights"):
                getattr(getattr(mine, pathway), name)[:] = getattr(getattr(other, pathway), name)
    if engine == "compiled":  # its arrays of patterns are made at birth
        networks = [animal.network for animal in renumbered.learners]
        renumbered.arrays = [stack(networks, len(sources.names), renumbered.learning)]
        for animal in renumbered.learners:
            animal.network.forget_compounds()
    tell(plain, happening)
    tell(
        renumbered, [(gap, order.index(who), kind, action) for gap, who, kind, action in happening]
    )
    found = learned(plain)
    assert same([found[number] for number in order], learned(renumbered))


@bounded(8)
@given(events(), st.sampled_from([0.25, 0.5, 2.0]))
def test_only_the_product_of_salience_and_rate_counts(happening, factor):
    """alpha x factor with beta / factor is the same learner (by powers of 2, to the bit)."""
    plain = still()
    scaled = still(
        constants={
            "alpha": 0.3 * factor,
            "beta_present": 0.1 / factor,
            "beta_absent": 0.03 / factor,
        }
    )
    tell(plain, happening)
    tell(scaled, happening)
    for one, other in zip(learned(plain), learned(scaled), strict=True):
        for a, b in zip(one, other, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-10, atol=1e-13)
    weaker = still(constants={"alpha": 0.3 * min(factor, 1 / factor)})
    tell(weaker, happening)
    assert not same(learned(plain), learned(weaker))


@bounded(8)
@given(events(), st.sampled_from([2, 3]))
def test_a_slower_world_with_slower_memory_teaches_the_same(happening, factor):
    """All times x factor, events at 1 / factor of their rate: the same trials, the same weights."""
    plain = still()
    slow = still(
        constants={"tau": 1.0 * factor, "window": 3.0 * factor, "simultaneity": 0.2 * factor}
    )
    assert slow.timing.window == factor * plain.timing.window
    tell(plain, happening)
    tell(slow, happening, stretch=factor)
    for one, other in zip(learned(plain), learned(slow), strict=True):
        for a, b in zip(one, other, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-12)


@bounded(8)
@given(events())
def test_a_finer_tick_teaches_the_same(happening):
    plain, fine = still(), still(constants={"tick": 0.005})
    tell(plain, happening)
    tell(fine, happening, stretch=2)
    for one, other in zip(learned(plain), learned(fine), strict=True):
        for a, b in zip(one, other, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-12)


@BOTH
@bounded(3)
@given(
    events(actions=8),
    st.integers(0, 50),
    st.sampled_from(["danio_rerio", "melospiza_georgiana", "octopus_vulgaris"]),
)
def test_groups_do_not_touch_each_other(engine, happening, seed, species):
    """A second group, and whatever is done to an animal of it, changes no bit of the first."""
    made = {"seed": seed, "point": True, "size": 2, "collect": False, "engine": engine}
    alone, beside, disturbed = (Population(species, groups=groups, **made) for groups in (1, 2, 2))
    for gap, _, _, action in happening:
        for population in (alone, beside, disturbed):
            population.forward(100 * gap)
        disturbed.learners[-1].act(action % len(disturbed.repertoire))
    for population in (alone, beside, disturbed):
        population.forward(2000)
    assert same(learned(alone), learned(beside)[:2])
    assert same(learned(beside)[:2], learned(disturbed)[:2])
    assert not same(learned(beside)[3:], learned(disturbed)[3:])


@BOTH
@bounded(4)
@given(
    st.lists(st.integers(0, 60_000), min_size=2, max_size=4),
    st.integers(0, 50),
    st.sampled_from(["danio_rerio", "homo_sapiens", "melospiza_georgiana"]),
)
def test_phases_concatenate(engine, parts, seed, species):
    """forward(a) and then forward(b) is forward(a + b), whatever the pieces."""
    pieces, whole = (
        Population(species, seed=seed, point=True, size=3, collect=False, engine=engine)
        for _ in range(2)
    )
    for part in parts:
        pieces.forward(part)
    whole.forward(sum(parts))
    assert pieces.tick == whole.tick == sum(parts)
    assert same(learned(pieces), learned(whole))
    for one, other in zip(pieces.learners, whole.learners, strict=True):
        assert one.ledger.frame().equals(other.ledger.frame())
        assert one.ledger.contingency().equals(other.ledger.contingency())
