"""What the properties share: bounded settings, animals that live only what is told, events."""

import numpy as np
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from mirror_abm.engine.population import Population
from tests.clock import FAST

ENGINES = ("agents", "compiled")


def bounded(examples):
    """Return settings of which every run is the same."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )


def still(engine="agents", size=1, species="macaca_mulatta", constants=None, **options):
    """Return a population in which nothing happens by itself."""
    population = Population(
        species,
        seed=1,
        point=True,
        size=size,
        without="all",
        collect=False,
        engine=engine,
        constants=FAST | (constants or {}),
        **options,
    )
    population._make_block = lambda: setattr(
        population, "_made_until", population._made_until + 10**9
    )
    return population


@st.composite
def events(draw, animals=1, actions=9, most=25):
    """Return (ticks since last, animal, kind, action); kinds: act, sight, own sight, sound."""
    gap = st.one_of(st.integers(1, 25), st.integers(1, 400), st.just(301))
    one = st.tuples(
        gap, st.integers(0, animals - 1), st.integers(0, 3), st.integers(0, actions - 1)
    )
    return draw(st.lists(one, min_size=1, max_size=most))


def tell(population, happening, stretch=1):
    """Let the events happen, one after the other, and all trials end."""
    names = population.repertoire.names
    for gap, who, kind, action in happening:
        population.forward(gap * stretch)
        animal = population.learners[who]
        if kind == 0:
            animal.act(action)
        else:
            view, modality = (
                ("self" if kind == 2 else "other"),
                ("auditory" if kind == 3 else "visual"),
            )
            animal.perceive(population.percept(names[action], view=view, modality=modality))
    population.forward(2 * population.timing.window + 1)


def learned(population):
    """Return copies of what all learners have learned: W and Y of each."""
    return [
        (animal.weights.copy(), animal.network.to_sound.weights.copy())
        for animal in population.learners
    ]


def same(one, other):
    """Say whether two lists of what was learned are the same bits."""
    return len(one) == len(other) and all(
        np.array_equal(a, b)
        for pair in zip(one, other, strict=True)
        for a, b in zip(*pair, strict=True)
    )
