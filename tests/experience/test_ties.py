"""Layouts, ties, and the newborn network."""

import networkx as nx
import numpy as np
import pytest

from mirror_abm.animal.anatomy import build
from mirror_abm.animal.birth import Birth
from mirror_abm.animal.constant_values import constants_with
from mirror_abm.animal.network import stimulus
from mirror_abm.animal.repertoire import Repertoire
from mirror_abm.base.errors import InputError, MirrorError
from mirror_abm.base.shelf import layouts
from mirror_abm.experience.ties import relative_ties, social_network
from mirror_abm.profile.species import load_species

MACAQUE = Repertoire.of(load_species("macaca_mulatta"))


def made(repertoire=MACAQUE, animal=0, matched_weight=0.0, **values):
    return build(
        repertoire, constants_with(**values), Birth(visual=matched_weight), 1, 0, "x", 0, animal
    )


MADE = [name for name in layouts.names if not hasattr(layouts.load(name), "NETWORK")]


@pytest.mark.parametrize("layout", MADE)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 30])
def test_every_layout_gives_positive_ties_among_all_animals(layout, size):
    graph = social_network(layout, size, 5, 1.0, 1, "ties")
    assert sorted(graph.nodes) == list(range(size))
    assert all(data["weight"] > 0 for _, _, data in graph.edges(data=True))
    ties = relative_ties(graph).matrix()
    assert ties.shape == (size, size)
    assert (np.diag(ties) == 0).all()
    connected = layout != "solitary" and size > 1
    np.testing.assert_allclose(ties.sum(axis=1), float(connected), atol=1e-12)
    assert not connected or nx.is_connected(graph)


@pytest.mark.parametrize("layout", MADE)
def test_the_same_address_gives_the_same_network(layout):
    def weights(seed):
        return nx.to_numpy_array(social_network(layout, 12, 4, 0.8, seed, "ties"))

    assert (weights(1) == weights(1)).all()
    assert layout == "solitary" or (weights(1) != weights(2)).any()


def test_ties_are_log_normal_with_the_stated_inequality():
    graph = social_network("complete", 80, 1, 0.7, 3, "ties")
    logs = np.log([data["weight"] for _, _, data in graph.edges(data=True)])
    assert logs.mean() == pytest.approx(0, abs=4 * 0.7 / np.sqrt(len(logs)))
    assert logs.std() == pytest.approx(0.7, rel=0.06)


def test_partition_ties_units_ten_times_as_strongly():
    graph = social_network("partition", 20, 5, 0.0, 3, "ties")
    unit = nx.get_node_attributes(graph, "unit")
    assert len(set(unit.values())) == 4
    for first, second, data in graph.edges(data=True):
        assert data["weight"] == pytest.approx(1.0 if unit[first] == unit[second] else 0.1)


def test_small_world_has_four_neighbours_on_average():
    graph = social_network("small_world", 40, 1, 1.0, 3, "ties")
    assert graph.number_of_edges() == 80
    assert any(abs(a - b) % 36 > 2 for a, b in graph.edges)


@pytest.mark.parametrize("weight", [0, -1, float("nan"), float("inf"), "strong", None])
def test_ties_that_are_no_ties_are_refused(weight):
    graph = nx.Graph()
    graph.add_edge(0, 1, weight=weight)
    with pytest.raises(InputError, match="tie 0-1 has weight"):
        relative_ties(graph)


def test_a_tie_to_oneself_and_an_empty_group_are_refused():
    with pytest.raises(InputError, match="tie to itself"):
        relative_ties(nx.Graph([(0, 0)]))
    with pytest.raises(InputError, match="no animals"):
        relative_ties(nx.Graph())


def test_patterns_belong_to_actions_by_an_independent_permutation_in_each_population():
    """Over many animals, an action's sight and motor units share a place with chance 1 / n."""
    hits, count, k = 0, 0, len(MACAQUE)
    for animal in range(60):
        network = made(animal=animal, overlap_same=0, overlap_other=0)
        n = network.units
        for action in range(k):
            sight = np.flatnonzero(network.sight[0, action][:n] == 1)
            motor = np.flatnonzero(network.motor[action] == 1)
            assert len(sight) == len(motor) == 4
            hits, count = hits + len(set(sight) & set(motor)), count + 4
    expected = count * 4 / (4 * k)
    assert abs(hits - expected) < 4 * np.sqrt(expected)


def test_overlap_is_graded_and_larger_within_an_effector():
    same, other = [], []
    for animal in range(30):
        network = made(animal=animal)
        for a, effector in enumerate(MACAQUE.effectors):
            for b, partner in enumerate(MACAQUE.effectors):
                if a != b:
                    found = network.motor[a][network.motor[b] == 1]
                    (same if effector == partner else other).extend(found)
    same, other = np.array(same), np.array(other)
    assert (same > 0).mean() == pytest.approx(0.5, abs=0.03)
    assert (other > 0).mean() == pytest.approx(0.08, abs=0.02)
    graded = same[same > 0]
    assert graded.min() >= 0.2
    assert graded.max() <= 0.6


def test_weights_begin_small_and_only_on_the_anatomy():
    network = made()
    cues = network.to_motor.synapse[:-1]
    assert cues.mean() == pytest.approx(0.25, abs=0.02)
    assert network.to_motor.synapse[-1].all()
    assert (network.weights[:-1][~cues] == 0).all()
    assert network.weights[network.to_motor.synapse].std() == pytest.approx(0.02, rel=0.05)
    assert (network.to_sound.weights[~network.to_sound.synapse] == 0).all()


@pytest.mark.parametrize("overlap", [0.0, 0.25, 0.5])
def test_views_share_units_of_visible_acts_only(overlap):
    shared = {True: [], False: []}
    for animal in range(30):
        network = made(animal=animal, view_overlap=overlap, overlap_same=0, overlap_other=0)
        for action, visible in enumerate(MACAQUE.visible):
            shared[visible].append(
                (network.self_sight[action][network.banks["visual_other"]] == 1).sum()
            )
    assert np.mean(shared[True]) == pytest.approx(4 * overlap, abs=0.35)
    assert sum(shared[False]) == 0


def test_accounts_share_anatomy_and_patterns():
    plain, built_in = made(), made(matched_weight=0.8)
    assert (plain.to_motor.synapse == built_in.to_motor.synapse).all()
    assert (plain.sight == built_in.sight).all()
    added = built_in.weights - plain.weights
    assert set(np.round(np.unique(added), 9)) == {0.0, 0.8}
    for action in range(len(MACAQUE)):
        block = np.ix_(plain.sight[0, action] == 1, plain.motor[action] == 1)
        np.testing.assert_allclose(added[block], 0.8 * plain.to_motor.synapse[block], atol=1e-12)


def test_a_setting_that_oscillates_is_refused_with_its_sum():
    with pytest.raises(InputError, match=r"beta_present x sum\(alpha x\^2\) = .*must be below 1"):
        made(alpha=1.0, beta_present=0.9)


def test_stimuli_are_actions_or_any_pattern():
    network = made()
    pattern = np.linspace(0, 1, network.units)
    found = stimulus(network, MACAQUE.names, pattern)
    assert (found[network.banks["visual_other"]] == pattern).all()
    assert found[network.units :].sum() == 0
    for wrong, options in (
        ("grsp", {}),
        ("grasp", {"view": "side"}),
        ("grasp", {"view": 7}),
        ("grasp", {"modality": "smell"}),
        ([1, 2], {}),
        (np.full(network.units, np.nan), {}),
    ):
        with pytest.raises(MirrorError):
            stimulus(network, MACAQUE.names, wrong, **options)
