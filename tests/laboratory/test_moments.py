"""Moments: the times of a trial come to what an animal of the agents engine makes of them."""

import numpy as np
import pytest

from mirror_abm.engine.animal import Animal
from mirror_abm.engine.population import Population
from mirror_abm.experience.events import Events
from mirror_abm.experiments import contract as c
from mirror_abm.laboratory.moments import Settled, settled
from mirror_abm.laboratory.trainee import Trainee

SEEN = (("wave", "other", "visual"), ("grasp", "other", "visual"), ("babble", "other", "auditory"))
MORE = (("wave", "self", "visual"), ("babble", "self", "auditory"))
DONE = ("wave", "grasp", "kick", "babble")


class Hurried(Animal):
    """An animal that learns nothing in intertrial intervals, of which protocols state their own."""

    def rest(self, until):
        """Let no quiet time count."""


def drawn(rng, longest):
    """Return what appears and what is done in a random trial, each at its tick."""
    seen = [(int(rng.integers(longest)), (*SEEN, *MORE)[rng.integers(5)]) for _ in range(4)]
    ticks = rng.choice(longest, 3, replace=False)  # acts of one moment are one trial here
    done = [(int(tick), DONE[rng.integers(4)]) for tick in ticks]
    return seen[: rng.integers(5)], done[: rng.integers(1, 4)]


@pytest.mark.parametrize(("kind", "longest"), [(Animal, 300), (Hurried, 1200)])
@pytest.mark.parametrize("backward", [1.0, 0.4])
def test_a_trial_teaches_what_it_would_teach_a_newborn_at_large(kind, longest, backward):
    """Weight for weight, bit for bit: random stimuli and acts at random ticks."""
    count, rng = 40, np.random.Generator(np.random.PCG64(longest))
    population = Population(
        "homo_sapiens",
        animal_class=kind,
        engine="agents",
        point=True,
        size=count,
        without="all",
        constants={"incidental_salience": 1.0, "backward_efficacy": backward, "alpha": 0.06},
    )
    population.script(0, Events(*[np.zeros(0, np.int64)] * 5))  # nothing but what follows
    animals = population.learners
    for animal in animals:
        animal.network.weights[-1] = 0.0  # the laboratory is new to all
    trainees = [Trainee.of(population, number, {}) for number in range(count)]
    trials = [drawn(rng, longest) for _ in range(count)]
    begun = [min(tick for part in trial for tick, _ in part) for trial in trials]
    happening = []
    for number, (seen, done) in enumerate(trials):
        happening += [(tick - begun[number], 0, number, act) for tick, act in done]
        happening += [(tick - begun[number], 1, number, what) for tick, what in seen]
    for tick, percept, number, what in sorted(happening, key=lambda each: each[:3]):
        population.forward(tick - population.tick)
        if percept:
            action, view, modality = what
            animals[number].perceive(population.percept(action, "sound", view, modality))
        else:
            animals[number].act(what)
    population.forward(2 * longest)
    for trainee, (seen, done), animal in zip(trainees, trials, animals, strict=True):
        before = trainee.network.weights.copy()
        stimuli = tuple(
            c.Stimulus(action, view=view, modality=modality).at(tick / 100)
            for tick, (action, view, modality) in seen
        )
        acts = tuple(c.at(tick / 100, act) for tick, act in done)
        trainee.undergo((c.phase(c.trial(1, stimuli, acts)),), readable=True)
        assert np.array_equal(trainee.network.weights, animal.network.weights)
        assert not np.array_equal(before, animal.network.weights)


def test_what_begins_together_is_one_trial_and_what_comes_later_another():
    assert settled([0, 20, 21], [50], 300, 20) == [
        Settled(0, (0, 1), ((50, 0),)),
        Settled(21, (2,), ((29, 0),)),
    ]


def test_an_act_before_its_stimulus_counts_and_one_in_no_window_is_alone():
    assert settled([400], [100, 99], 300, 20) == [
        Settled(99, (), ((0, 1),)),
        Settled(400, (0,), ((-300, 0),)),
    ]


def test_acts_of_one_moment_without_a_stimulus_are_one_trial():
    assert settled([], [5, 5, 7], 300, 20) == [
        Settled(5, (), ((0, 0), (0, 1))),
        Settled(7, (), ((0, 2),)),
    ]
    assert settled([], [], 300, 20) == []
