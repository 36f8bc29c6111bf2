"""The readable engine against the same learner written from the text, and its parts one by one."""

import copy
import gc
import math
import weakref

import mesa
import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.engine.population import Population
from mirror_abm.experience.events import ACT
from mirror_abm.experience.merging import merge
from tests import reference
from tests.clock import FAST

pytestmark = pytest.mark.versions

FULL = FAST | {"connectivity": 1.0, "initial_sd": 0.0}


def watch(population):
    """Record the first learner's events; return both lists and a copy of its newborn network."""
    animal, acts, percepts = population.learners[0], [], []
    newborn, act, perceive = copy.deepcopy(animal.network), animal.act, animal.perceive
    animal.act = lambda action: (acts.append((population.tick, action)), act(action))
    animal.perceive = lambda percept: (
        percepts.append((population.tick, percept.kind, percept.action)),
        perceive(percept),
    )
    return acts, percepts, newborn


@pytest.mark.parametrize(
    ("species", "constants"),
    [
        ("macaca_mulatta", {}),
        ("macaca_mulatta", FAST),
        ("homo_sapiens", FAST | {"views": 2, "backward_efficacy": 0.3}),
        ("melospiza_georgiana", FAST | {"tau": 0.5, "window": 2.0, "simultaneity": 0.0}),
        ("octopus_vulgaris", FAST | {"tick": 0.02}),
    ],
)
def test_engine_equals_the_learner_written_from_the_text(species, constants):
    population = Population(
        species,
        seed=3,
        point=True,
        learners=1,
        collect=False,
        engine="agents",
        constants=constants,
    )
    acts, percepts, newborn = watch(population)
    end = round(0.7 * 3600 / population.constants.tick)
    population.forward(end)
    population.learners[0].rest(end)
    W, Y = reference.learn(newborn, acts, percepts, population.constants, end)
    animal = population.learners[0]
    assert len(acts) > 50
    assert len(percepts) > 5
    np.testing.assert_allclose(animal.weights, W, rtol=1e-11, atol=1e-14)
    if population.learning.sounds:
        np.testing.assert_allclose(animal.network.to_sound.weights, Y, rtol=1e-11, atol=1e-14)
    salience = population.constants.alpha * population.constants.incidental_salience
    assert abs(animal.weights - newborn.weights).max() > 0.05 * salience / 0.3


def lone(constants=None, engine="agents", **options):
    """Return an animal to which nothing happens by itself."""
    still = FULL | (constants or {})
    population = Population(
        "macaca_mulatta",
        seed=1,
        point=True,
        size=1,
        without="all",
        constants=still,
        collect=False,
        engine=engine,
        **options,
    )
    population._make_block = lambda: setattr(
        population, "_made_until", population._made_until + 10**9
    )
    return population, population.learners[0]


ENGINES = pytest.mark.parametrize("engine", ["agents", "compiled"])


@ENGINES
@pytest.mark.parametrize("lag", [-150, -20, 0, 20, 150])
@pytest.mark.parametrize("backward", [1.0, 0.4, 0.0])
def test_one_pairing_teaches_what_contiguity_allows(lag, backward, engine):
    population, animal = lone({"backward_efficacy": backward}, engine)
    seen, done = 1000, 1000 + lag
    for tick, what in sorted([(seen, "see"), (done, "do")], key=lambda item: (item[0], item[1])):
        population.forward(tick - population.tick)
        if what == "do":
            animal.act("grasp")
        else:
            animal.perceive(population.percept("grasp"))
    population.forward(2000)
    k = math.exp(-abs(lag) / 100) * (backward if lag < 0 else 1)
    own = animal.network.motor[population.action("grasp")] == 1
    sight = animal.network.pattern(0, population.action("grasp")) == 1
    expected = 0.3 * 0.1 * k
    np.testing.assert_allclose(animal.weights[np.ix_(sight, own)], expected, rtol=1e-12, atol=1e-15)


@ENGINES
def test_percepts_within_simultaneity_are_one_compound_and_later_ones_are_not(engine):
    for gap, trials in ((20, 1), (21, 2)):
        population, animal = lone(engine=engine)
        population.forward(100)
        animal.perceive(population.percept("grasp"))
        population.forward(gap)
        animal.perceive(population.percept("groom"))
        population.forward(2000)
        assert animal.ledger.trials == trials


@ENGINES
def test_an_act_without_percept_is_a_trial_of_the_context_alone(engine):
    population, animal = lone(engine=engine)
    animal.act("grasp")
    population.forward(301)
    own = animal.network.motor[population.action("grasp")] == 1
    assert animal.ledger.acts_without_percept == 1
    np.testing.assert_allclose(animal.weights[-1, own], 0.3 * 0.3 * 0.1, rtol=1e-12)
    assert not animal.weights[:-1].any()


@ENGINES
@pytest.mark.parametrize("gap", [-300, -1, 0, 1, 300])
def test_an_act_in_the_window_of_a_percept_is_not_a_second_trial(gap, engine):
    population, animal = lone(engine=engine)
    for tick, what in sorted([(1000, 1), (1000 + gap, 0)]):
        population.forward(tick - population.tick)
        animal.act("grasp") if what == 0 else animal.perceive(population.percept("groom"))
    population.forward(3000)
    assert animal.ledger.acts_without_percept == 0
    assert animal.ledger.trials == 1


def test_quiet_time_fades_the_context_in_closed_form_whatever_the_pieces():
    rate = 1 - 0.3 * 0.3 * 0.03
    for pieces in ([123_456], [100_000, 23_456], [1] * 56 + [123_400]):
        population, animal = lone()
        animal.network.weights[-1] = 0.5
        at = 0
        for piece in pieces:
            at += piece
            animal.rest(at)
        np.testing.assert_allclose(animal.weights[-1], 0.5 * rate ** (123_456 / 300), rtol=1e-11)
    long = population.timing.decay(300 * 12_345)
    assert long == pytest.approx(rate**12_345, rel=1e-10)


@ENGINES
def test_sound_alone_makes_a_sight_drive_its_act_through_the_chain(engine):
    """Ten trials of sight-sound and ten of sound-act at 0.1 drive the act at (1 - 0.9^10)^2."""
    plain = {
        "alpha": 1.0,
        "beta_present": 0.1,
        "beta_absent": 0.1,
        "context_salience": 0.0,
        "units_per_action": 1,
        "overlap_same": 0.0,
        "overlap_other": 0.0,
        "mediation": 1.0,
        "view_overlap": 0.0,
    }
    population, animal = lone(plain, engine)
    coo, tick = population.action("coo"), 0
    for number in range(20):
        tick += 1000
        population.forward(tick - population.tick)
        if number < 10:
            animal.perceive(population.percept("coo"))
        else:
            animal.act("coo")
        animal.perceive(population.percept("coo", "sound", modality="auditory"))
    population.forward(1000)
    unit = animal.network.motor[coo] == 1
    assert animal.weights[animal.network.banks["visual_other"]].max() == 0
    assert animal.respond("coo")[unit].item() == pytest.approx((1 - 0.9**10) ** 2, abs=1e-12)
    assert animal.respond("coo", modality="auditory")[unit].item() == pytest.approx(
        1 - 0.9**10, abs=1e-12
    )
    others = [name for name in population.repertoire.names if name != "coo"]
    assert all(not animal.respond(name).any() for name in others)


@pytest.mark.parametrize("pieces", [[1.0], [0.25, 0.75], [0.001, 0.499, 0.5]])
def test_phases_concatenate_to_the_last_bit(pieces):
    whole = Population("homo_sapiens", seed=2, point=True, size=4, collect=False)
    cut = Population("homo_sapiens", seed=2, point=True, size=4, collect=False)
    whole.step()
    whole.step()
    for _ in range(2):
        for piece in pieces:
            cut.forward(round(piece * cut.day_ticks))
    assert cut.tick == whole.tick
    for one, other in zip(whole.learners, cut.learners, strict=True):
        assert one.weights.tobytes() == other.weights.tobytes()
        assert one.ledger.frame().equals(other.ledger.frame())


def test_groups_do_not_touch_each_other_and_recording_more_animals_moves_nothing():
    def weights(**options):
        population = Population(
            "macaca_mulatta", seed=5, point=True, size=5, collect=False, **options
        )
        population.forward(200_000)
        return {
            (animal.group, animal.index): animal.weights.tobytes() for animal in population.learners
        }

    one, two, few = weights(), weights(groups=2), weights(learners=2)
    assert {key: two[key] for key in one} == one
    assert two[0, 0] != two[1, 0]
    assert few == {key: one[key] for key in few}


def test_excitatory_weights_never_fall_below_zero():
    made = {"seed": 5, "point": True, "learners": 1, "constants": FAST, "collect": False}
    population = Population("homo_sapiens", weights="excitatory", **made)
    signed = Population("homo_sapiens", **made)
    population.learners[0].network.weights.clip(0, out=population.learners[0].network.weights)
    newborn = signed.learners[0].weights.min()
    for model in (population, signed):
        model.forward(500_000)
    assert population.learners[0].weights.min() == 0
    assert signed.learners[0].weights.min() < min(-0.05, newborn - 0.01)


@pytest.mark.usefixtures("nobody_listens")
def test_mesa_users_find_what_they_know():
    class Blind(ma.Animal):
        def perceive(self, percept):
            if percept.kind:
                super().perceive(percept)

    with pytest.warns(UserWarning, match="Blind overrides perceive: the agents engine is used"):
        population = ma.Population(
            "homo_sapiens", seed=1, point=True, size=3, groups=2, animal_class=Blind
        )
    sighted = ma.Population("homo_sapiens", seed=1, point=True, size=3, groups=2)
    assert isinstance(population, mesa.Model)
    for model in (population, sighted):
        model.step()
    assert len(population.agents) == 6
    assert len(population.agents.select(lambda animal: animal.group == 1)) == 3
    assert population.agents.groupby("group").count() == {0: 3, 1: 3}
    assert population.agents.agg("matched_response", max) < sighted.agents.agg(
        "matched_response", max
    )
    collector = mesa.DataCollector(agent_reporters={"m": "matched_response"})
    collector.collect(sighted)
    assert len(collector.get_agent_vars_dataframe()) == 6
    frame = sighted.datacollector.get_agent_vars_dataframe()
    assert list(frame.columns) == ["group", "matched_response"]
    assert sighted.datacollector.get_model_vars_dataframe()["day"].tolist() == [1.0]
    assert sighted.steps == 1
    animal = sighted.agents[0]
    assert animal.respond("grasp").shape == (44,)
    assert not np.array_equal(animal.respond("grasp"), animal.respond("grasp", view="self"))
    with pytest.raises(ma.MirrorError, match="Did you mean grasp"):
        animal.respond("gasp")
    with pytest.raises(ma.MirrorError, match="view"):
        animal.respond("grasp", view="behind")
    with pytest.raises(ma.MirrorError, match="44 finite"):
        animal.respond([1.0, 2.0])


def test_a_setting_that_would_oscillate_is_refused_by_its_sum():
    with pytest.raises(ma.MirrorError, match=r"beta_present x sum\(alpha x\^2\) = \d"):
        ma.Population("macaca_mulatta", point=True, constants=FAST | {"beta_present": 0.9})


def test_events_come_in_the_printed_order():
    population = Population(
        "homo_sapiens", seed=1, point=True, size=4, groups=2, collect=False, engine="agents"
    )
    population._make_block()
    keys = [
        (tick, kind != ACT, group, animal)
        for tick, group, animal, kind, *_ in population.agenda._events
    ]
    assert keys == sorted(keys)
    assert {phase for _, phase, _, _ in keys} == {False, True}


def test_the_same_is_done_and_perceived_once_in_a_tick():
    population = Population("homo_sapiens", seed=1, point=True, size=4, collect=False)
    events = population._stages[0].events(0, 360_000)
    acts = np.stack(events[:4])[:, events.kind == ACT]
    assert acts.shape[1] == np.unique(acts, axis=1).shape[1] > 500


def test_packing_and_lexicographic_order_agree():
    rng = np.random.Generator(np.random.PCG64(1))
    small = [rng.integers(0, high, 4000) for high in (5, 40, 3, 4, 5, 3)]
    wide = [small[0], small[1] + (small[1] > 20) * 2**40, *small[2:4], small[4] * 2**18, small[5]]
    for packed, sorted_ in zip(merge(small), merge(wide), strict=True):
        assert len(packed) == len(sorted_) < 4000
    np.testing.assert_array_equal(merge(small)[0], merge(wide)[0])
    np.testing.assert_array_equal(merge(small)[5], merge(wide)[5])


def test_a_population_that_is_over_is_freed():
    """Mesa before 3.4 keeps every model in a table; even so, many groups must not fill memory."""
    population = Population("octopus_vulgaris", seed=1, point=True, collect=False)
    assert [agent.unique_id for agent in population.agents] == list(
        range(1, len(population.agents) + 1)
    )
    alive = weakref.ref(population)
    del population
    gc.collect()
    assert alive() is None
